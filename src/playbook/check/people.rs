//! Roles and authorities, what they decide, where they talk, and who they are.

use super::known::{Checker, IdKind, bad_id, missing};
use crate::names::{DecisionId, ItemId, Person, RoleId, is_id};
use crate::playbook::model::{Authority, Channel, Decision, Duty, Escalation, Role, Stage};
use crate::playbook::problem::{Code, Problem};
use crate::playbook::raw::{RawDecision, RawRole, RawStep};
use crate::playbook::shape::{YamlText, as_str};
use std::collections::BTreeMap;

/// Ten years: nobody waits longer for an update.
const MAX_MINUTES: u32 = 10 * 365 * 24 * 60;

impl Checker<'_> {
    pub(super) fn roles(&mut self) -> Vec<Role> {
        let all = self.files.iter().flat_map(|file| &file.roles);
        let role = |raw: &RawRole| Role {
            id: as_str(raw.id.as_ref()).into(),
            name: self.text(raw.name.as_ref(), "role", "name", raw.at),
            duties: self.duties(raw),
        };
        all.map(role).collect()
    }

    fn duties(&mut self, role: &RawRole) -> Vec<Duty> {
        let mut duties = Vec::new();
        for (key, lines) in &role.duties {
            let stage = self.stage(key);
            duties.extend(lines.iter().map(|raw| {
                let id = format!("{}.{}", as_str(role.id.as_ref()), as_str(raw.id.as_ref()));
                let text = self.text(raw.text.as_ref(), "duty", "text", raw.at);
                Duty { id: ItemId::new(id), stage, text }
            }));
        }
        duties.sort_by_key(|duty| duty.stage);
        duties
    }

    pub(super) fn authorities(&mut self) -> Vec<Authority> {
        let all = self.files.iter().flat_map(|file| &file.authorities);
        all.map(|raw| Authority {
            id: as_str(raw.id.as_ref()).into(),
            name: self.text(raw.name.as_ref(), "authority", "name", raw.at),
        })
        .collect()
    }

    pub(super) fn decisions(&mut self) -> Vec<Decision> {
        let all = self.files.iter().flat_map(|file| &file.decisions);
        all.map(|raw| Decision {
            id: DecisionId::new(as_str(raw.id.as_ref())),
            name: self.text(raw.name.as_ref(), "decision", "name", raw.at),
            owners: self.owners(raw),
            escalation: raw.escalation.iter().map(|step| self.escalation(step)).collect(),
            outcomes: self.outcomes(raw),
            reverts: raw.reverts,
        })
        .collect()
    }

    fn owners(&mut self, raw: &RawDecision) -> Vec<RoleId> {
        if raw.owners.is_empty() {
            let problem = missing("decision", "owners", raw.at);
            self.problems.push(problem.help("for example `owners: [qa]`"));
        }
        raw.owners.iter().map(|owner| self.role(owner)).collect()
    }

    /// The id of a role or an authority.
    fn role(&mut self, text: &YamlText) -> RoleId {
        self.refer(text, &[IdKind::Role, IdKind::Authority]);
        text.value.as_str().into()
    }

    fn escalation(&mut self, raw: &RawStep) -> Escalation {
        if raw.to.is_none() {
            self.problems.push(missing("step of an escalation", "to", raw.at));
        }
        Escalation {
            to: raw.to.as_ref().map(|to| self.role(to)).unwrap_or_default(),
            condition: raw.condition.as_ref().map(|condition| condition.value.clone()),
        }
    }

    fn outcomes(&mut self, raw: &RawDecision) -> Vec<String> {
        let outcomes = &raw.outcomes;
        let example = "for example `outcomes: [go, no-go]`: the first means yes, the last no";
        if raw.outcomes.is_empty() {
            self.problems.push(missing("decision", "outcomes", raw.at).help(example));
        } else if let [only] = &**outcomes {
            let message = "a decision needs at least two outcomes";
            self.report(Code::Missing, only.at, message, example);
        }
        for (index, outcome) in outcomes.iter().enumerate() {
            if !is_id(&outcome.value) {
                self.problems.push(bad_id("an outcome", outcome));
            }
            if let Some(first) = outcomes[..index].iter().find(|o| o.value == outcome.value) {
                let what = format!("outcome `{}`", outcome.value);
                let problem = Problem::duplicate(Code::DuplicateId, &what, outcome.at, first.at);
                self.problems.push(problem);
            }
        }
        outcomes.iter().map(|outcome| outcome.value.clone()).collect()
    }

    pub(super) fn channels(&mut self) -> Vec<Channel> {
        let all = self.files.iter().flat_map(|file| &file.channels);
        all.map(|raw| {
            if raw.stage.is_none() {
                self.problems.push(missing("channel", "stage", raw.at));
            }
            let stage = raw.stage.as_ref().map(|word| self.stage(word));
            Channel {
                stage: stage.unwrap_or(Stage::PreRelease),
                name: self.text(raw.name.as_ref(), "channel", "name", raw.at),
                every_minutes: raw.every.as_ref().and_then(|every| self.minutes(every)),
            }
        })
        .collect()
    }

    /// Minutes of a duration such as `30m` or `1w`.
    fn minutes(&mut self, every: &YamlText) -> Option<u32> {
        let digits = every.value.trim_end_matches(|c: char| !c.is_ascii_digit());
        let unit = match &every.value[digits.len()..] {
            "m" => 1,
            "h" => 60,
            "d" => 24 * 60,
            "w" => 7 * 24 * 60,
            _ => 0,
        };
        let minutes = digits.parse::<u32>().ok().and_then(|n| n.checked_mul(unit));
        let minutes = minutes.filter(|minutes| (1..=MAX_MINUTES).contains(minutes));
        if minutes.is_none() {
            let message = format!("invalid update interval `{}`", every.value);
            let help = "for example 30m, 4h, 1d or 1w; at most ten years";
            self.report(Code::BadTime, every.at, message, help);
        }
        minutes
    }

    pub(super) fn team(&mut self) -> BTreeMap<RoleId, Vec<Person>> {
        let mut team: BTreeMap<RoleId, Vec<Person>> = BTreeMap::new();
        for (role, people) in self.files.iter().flat_map(|file| &file.team) {
            let holders = team.entry(self.role(role)).or_default();
            for person in people {
                let name = person.value.trim();
                if name.is_empty() {
                    let problem = Problem::new(Code::Missing, person.at, "a person without a name");
                    self.problems.push(problem);
                }
                if !holders.contains(&name.into()) {
                    holders.push(name.into());
                }
            }
        }
        team
    }
}
