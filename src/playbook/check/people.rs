//! Roles and authorities, what they decide, where they talk, and who they are.

use super::known::{KnownIds, bad_id, missing, refer};
use super::phases::{stage, text};
use crate::names::{DecisionId, ItemId, Person, RoleId, is_id};
use crate::playbook::model::{Authority, Channel, Decision, Duty, Escalation, Role, Stage};
use crate::playbook::problem::{Code, Problem};
use crate::playbook::raw::{RawDecision, RawFile, RawRole, RawStep};
use crate::playbook::shape::{YamlText, as_str};
use std::collections::BTreeMap;

/// Ten years: nobody waits longer for an update.
const MAX_MINUTES: u32 = 10 * 365 * 24 * 60;

pub(super) fn roles(files: &[RawFile], report: &mut Vec<Problem>) -> Vec<Role> {
    (files.iter().flat_map(|file| &file.roles))
        .map(|raw| {
            let id = as_str(raw.id.as_ref());
            Role {
                name: text(raw.name.as_ref(), "role", "name", raw.at, report),
                duties: duties(id, raw, report),
                id: id.into(),
            }
        })
        .collect()
}

fn duties(role: &str, raw: &RawRole, report: &mut Vec<Problem>) -> Vec<Duty> {
    let mut duties = Vec::new();
    for (key, lines) in &raw.duties {
        let stage = stage(key, report);
        duties.extend(lines.iter().map(|raw| Duty {
            id: ItemId::new(format!("{role}.{}", as_str(raw.id.as_ref()))),
            stage,
            text: text(raw.text.as_ref(), "duty", "text", raw.at, report),
        }));
    }
    duties.sort_by_key(|duty| duty.stage);
    duties
}

pub(super) fn authorities(files: &[RawFile], report: &mut Vec<Problem>) -> Vec<Authority> {
    (files.iter().flat_map(|file| &file.authorities))
        .map(|raw| Authority {
            id: as_str(raw.id.as_ref()).into(),
            name: text(raw.name.as_ref(), "authority", "name", raw.at, report),
        })
        .collect()
}

pub(super) fn decisions(
    files: &[RawFile],
    known: &KnownIds,
    report: &mut Vec<Problem>,
) -> Vec<Decision> {
    (files.iter().flat_map(|file| &file.decisions))
        .map(|raw| Decision {
            id: DecisionId::new(as_str(raw.id.as_ref())),
            name: text(raw.name.as_ref(), "decision", "name", raw.at, report),
            owners: owners(raw, known, report),
            escalation: (raw.escalation.iter())
                .map(|step| escalation(step, known, report))
                .collect(),
            outcomes: outcomes(raw, report),
            reverts: raw.reverts,
        })
        .collect()
}

fn owners(raw: &RawDecision, known: &KnownIds, report: &mut Vec<Problem>) -> Vec<RoleId> {
    if raw.owners.is_empty() {
        report.push(missing("decision", "owners", raw.at).help("for example `owners: [qa]`"));
    }
    (raw.owners.iter())
        .map(|owner| {
            refer(owner, &[&known.roles, &known.authorities], report);
            owner.value.as_str().into()
        })
        .collect()
}

fn escalation(raw: &RawStep, known: &KnownIds, report: &mut Vec<Problem>) -> Escalation {
    match &raw.to {
        Some(to) => refer(to, &[&known.roles, &known.authorities], report),
        None => report.push(missing("step of an escalation", "to", raw.at)),
    }
    let condition = raw.condition.as_ref().map(|condition| condition.value.clone());
    Escalation { to: as_str(raw.to.as_ref()).into(), condition }
}

fn outcomes(raw: &RawDecision, report: &mut Vec<Problem>) -> Vec<String> {
    let outcomes = &raw.outcomes;
    let example = "for example `outcomes: [go, no-go]`: the first means yes, the last no";
    if raw.outcomes.is_empty() {
        report.push(missing("decision", "outcomes", raw.at).help(example));
    } else if let [only] = &**outcomes {
        report.push(
            Problem::new(Code::Missing, only.at, "a decision needs at least two outcomes")
                .help(example),
        );
    }
    for (index, outcome) in outcomes.iter().enumerate() {
        if !is_id(&outcome.value) {
            report.push(bad_id("an outcome", outcome));
        }
        if let Some(first) = outcomes[..index].iter().find(|o| o.value == outcome.value) {
            let what = format!("outcome `{}`", outcome.value);
            report.push(Problem::duplicate(Code::DuplicateId, &what, outcome.at, first.at));
        }
    }
    outcomes.iter().map(|outcome| outcome.value.clone()).collect()
}

pub(super) fn channels(files: &[RawFile], report: &mut Vec<Problem>) -> Vec<Channel> {
    (files.iter().flat_map(|file| &file.channels))
        .map(|raw| Channel {
            stage: if let Some(word) = &raw.stage {
                stage(word, report)
            } else {
                report.push(missing("channel", "stage", raw.at));
                Stage::PreRelease
            },
            name: text(raw.name.as_ref(), "channel", "name", raw.at, report),
            every_minutes: raw.every.as_ref().and_then(|every| minutes(every, report)),
        })
        .collect()
}

/// Minutes of a duration such as `30m` or `1w`.
fn minutes(every: &YamlText, report: &mut Vec<Problem>) -> Option<u32> {
    let digits = every.value.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = match &every.value[digits.len()..] {
        "m" => 1,
        "h" => 60,
        "d" => 24 * 60,
        "w" => 7 * 24 * 60,
        _ => 0,
    };
    let minutes = (digits.parse::<u32>().ok())
        .and_then(|n| n.checked_mul(unit))
        .filter(|minutes| (1..=MAX_MINUTES).contains(minutes));
    if minutes.is_none() {
        let message = format!("invalid update interval `{}`", every.value);
        let problem = Problem::new(Code::BadTime, every.at, message);
        report.push(problem.help("for example 30m, 4h, 1d or 1w; at most ten years"));
    }
    minutes
}

pub(super) fn team(
    files: &[RawFile],
    known: &KnownIds,
    report: &mut Vec<Problem>,
) -> BTreeMap<RoleId, Vec<Person>> {
    let mut team: BTreeMap<RoleId, Vec<Person>> = BTreeMap::new();
    for (role, people) in files.iter().flat_map(|file| &file.team) {
        refer(role, &[&known.roles, &known.authorities], report);
        let holders = team.entry(role.value.as_str().into()).or_default();
        for person in people {
            if person.value.trim().is_empty() {
                report.push(Problem::new(Code::Missing, person.at, "a person without a name"));
            }
            let person = Person::new(person.value.trim());
            if !holders.contains(&person) {
                holders.push(person);
            }
        }
    }
    team
}
