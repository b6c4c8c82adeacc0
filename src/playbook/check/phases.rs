//! Checklists: their phases in the order in which they are numbered, and the items.

use super::known::{KnownIds, missing};
use crate::names::{ItemId, PhaseId, RoleId};
use crate::playbook::model::{Item, Owner, Phase, PhaseKind, Stage};
use crate::playbook::problem::{At, Code, Problem};
use crate::playbook::raw::{RawFile, RawItem, RawPhase};
use crate::playbook::shape::{Field, YamlText};
use crate::playbook::suggest::{did_you_mean, listed};
use crate::schedule::When;
use std::cmp::Ordering;

/// All phases of all checklists. Phase 1 comes first: the earliest, and exact moments before whole days.
pub(super) fn phases(files: &[RawFile], known: &KnownIds, report: &mut Vec<Problem>) -> Vec<Phase> {
    let mut phases = Vec::new();
    for file in files {
        let list = Checklist::of(file, known, report);
        let raw = file.phases.entries().iter();
        // An undated phase follows the phase before it in its file, and has its stage.
        let mut before = (None, PhaseKind::default());
        let mut stage = None;
        for raw in raw {
            let phase = list.phase(raw, stage, known, report);
            if let Some(when) = &phase.when {
                before = (Some(when.sort_key()), phase.kind);
            }
            let is_list = phase.stage == Stage::Incident;
            stage = (!is_list).then_some(phase.stage).or(stage);
            phases.push(((is_list, before), phase));
        }
    }
    deploys_once(files, report);
    phases.sort_by_key(|(key, _)| *key);
    phases.into_iter().map(|(_, phase)| phase).collect()
}

/// The role of a playbook without roles.
pub(super) const IMPLICIT_ROLE: &str = "team";

/// The stage of a phase that names none: before T, at T, or after T.
fn stage_of(when: &When) -> Stage {
    match when.from.nominal_minutes().cmp(&0) {
        Ordering::Less => Stage::PreRelease,
        Ordering::Equal => Stage::DuringRelease,
        Ordering::Greater => Stage::PostRelease,
    }
}

/// What the phases of one file have in common.
struct Checklist {
    /// Absent: every item names its own.
    owner: Option<Owner>,
    /// Whether the file has an invalid owner, so that items without one are not reported.
    owner_unclear: bool,
}

impl Checklist {
    fn of(file: &RawFile, known: &KnownIds, report: &mut Vec<Problem>) -> Self {
        let alone = [("name", &file.name), ("owner", &file.owner)];
        match &file.checklist {
            Field::Valid(_) => {
                text(&file.name, "checklist", "name", file.at, report);
                if matches!(file.phases, Field::Absent) {
                    report.push(missing("checklist", "phases", file.at));
                }
            }
            Field::Absent if !file.phases.entries().is_empty() => {
                let example = "for example `checklist: release-manager`, once in the file";
                report.push(missing("list of phases", "checklist", file.at).help(example));
            }
            Field::Absent => {
                for (key, text) in alone.iter().filter_map(|(key, t)| t.get().map(|t| (key, t))) {
                    let message = format!("`{key}` in a file without a checklist");
                    report.push(
                        Problem::new(Code::Missing, text.at, message)
                            .label("no checklist")
                            .help("it belongs beside `checklist` and `phases`"),
                    );
                }
            }
            Field::Invalid => {}
        }
        let implicit = || known.has_no_role().then(|| Owner::Role(IMPLICIT_ROLE.into()));
        Self {
            owner: file.owner.get().map(|text| owner(text, known, report)).or_else(implicit),
            owner_unclear: matches!(file.owner, Field::Invalid),
        }
    }

    fn phase(
        &self,
        raw: &RawPhase,
        before: Option<Stage>,
        known: &KnownIds,
        report: &mut Vec<Problem>,
    ) -> Phase {
        let phase = raw.id.as_str();
        if raw.items.is_empty() {
            let name = if phase.is_empty() { "this phase" } else { phase };
            report.push(
                Problem::new(Code::NoItems, raw.at, format!("the phase `{name}` has no items"))
                    .label("nothing to tick")
                    .help("add `items`, or remove it"),
            );
        }
        let when = raw.when.get().and_then(|text| when(text, report));
        let by_date = when.as_ref().map(stage_of);
        let stage = match &raw.stage {
            Field::Valid(word) => stage(word, report),
            Field::Absent => by_date.or(before).unwrap_or(Stage::PreRelease),
            Field::Invalid => Stage::PreRelease,
        };
        if stage == Stage::Incident {
            unplanned(raw, report);
        }
        Phase {
            id: PhaseId::new(phase),
            name: text(&raw.name, "phase", "name", raw.at, report),
            kind: kind(&raw.kind, report),
            stage,
            when,
            items: (raw.items.entries().iter())
                .map(|item| self.item(phase, item, known, report))
                .collect(),
        }
    }

    fn item(
        &self,
        phase: &str,
        raw: &RawItem,
        known: &KnownIds,
        report: &mut Vec<Problem>,
    ) -> Item {
        let owner = match &raw.owner {
            Field::Valid(text) => Some(owner(text, known, report)),
            Field::Absent => {
                if self.owner.is_none() && !self.owner_unclear {
                    let help = "add an owner here, or a default beside `checklist`; `all` means every role";
                    report.push(missing("item", "owner", raw.at).help(help));
                }
                self.owner.clone()
            }
            Field::Invalid => None,
        };
        Item {
            id: ItemId::new(format!("{phase}.{}", raw.id.as_str())),
            text: text(&raw.text, "item", "text", raw.at, report),
            owner: owner.unwrap_or(Owner::All),
            condition: raw.condition.get().map(|condition| condition.value.clone()),
            optional: raw.optional.get().copied().unwrap_or(false),
            deploys: raw.deploys.get().copied().unwrap_or(false),
        }
    }
}

/// Reports a date and the deployment on an incident list, which nobody plans to use.
fn unplanned(list: &RawPhase, report: &mut Vec<Problem>) {
    if let Some(when) = list.when.get() {
        report.push(
            Problem::new(Code::IncidentList, when.at, "an incident list cannot have a date")
                .label("used only during an incident")
                .help("remove `when`, or change `stage`"),
        );
    }
    let items = list.items.entries().iter();
    for item in items.filter(|item| item.deploys.get() == Some(&true)) {
        report.push(
            Problem::new(Code::IncidentList, item.at, "the deployment is on an incident list")
                .label("this item has `deploys: true`")
                .help("move it to a phase of another stage"),
        );
    }
}

fn owner(text: &YamlText, known: &KnownIds, report: &mut Vec<Problem>) -> Owner {
    if text.value == "all" {
        return Owner::All;
    }
    known.role(text, report);
    Owner::Role(RoleId::new(text.value.as_str()))
}

fn deploys_once(files: &[RawFile], report: &mut Vec<Problem>) {
    let mut deploying = (files.iter().flat_map(|file| file.phases.entries()))
        .flat_map(|phase| phase.items.entries())
        .filter(|item| item.deploys.get() == Some(&true));
    let Some(first) = deploying.next() else {
        return;
    };
    for again in deploying {
        let message = "more than one item with `deploys: true`";
        report.push(
            Problem::new(Code::DeploysTwice, again.at, message)
                .label("this item has `deploys: true`")
                .also(first.at, "so has this one")
                .help("T+… counts from one deployment: keep `deploys` on one item"),
        );
    }
}

fn kind(word: &Field<YamlText>, report: &mut Vec<Problem>) -> PhaseKind {
    let Field::Valid(word) = word else {
        return PhaseKind::Phase;
    };
    match word.value.as_str() {
        "phase" => PhaseKind::Phase,
        "checkpoint" => PhaseKind::Checkpoint,
        _ => {
            report.push(unknown_word("kind", word, &["phase", "checkpoint"]));
            PhaseKind::Phase
        }
    }
}

fn when(text: &YamlText, report: &mut Vec<Problem>) -> Option<When> {
    match text.value.parse::<When>() {
        Ok(when) if when.out_of_reach() => {
            let message = format!("`{}` is more than ten years from the release", text.value);
            report.push(
                Problem::new(Code::OutOfReach, text.at, message)
                    .label("out of reach")
                    .help("use at most 3650d, 521w or 87600h"),
            );
            None
        }
        Ok(when) => Some(when),
        Err(error) => {
            report.push(
                Problem::new(Code::BadTime, text.at, error.to_string())
                    .label("not a moment")
                    .help(error.hint()),
            );
            None
        }
    }
}

/// The stage of this name.
pub(super) fn stage(word: &YamlText, report: &mut Vec<Problem>) -> Stage {
    let stage = Stage::ALL.into_iter().find(|stage| stage.id() == word.value);
    stage.unwrap_or_else(|| {
        report.push(unknown_word("stage", word, &Stage::ALL.map(Stage::id)));
        Stage::PreRelease
    })
}

/// A text that must be there and say something.
pub(super) fn text(
    text: &Field<YamlText>,
    what: &str,
    key: &str,
    place: At,
    report: &mut Vec<Problem>,
) -> String {
    match text {
        Field::Valid(text) if text.value.trim().is_empty() => {
            report.push(missing(what, key, text.at).label("this is empty"));
        }
        Field::Valid(text) => return text.value.clone(),
        Field::Absent => report.push(missing(what, key, place)),
        Field::Invalid => {}
    }
    String::new()
}

fn unknown_word(what: &str, word: &YamlText, words: &[&str]) -> Problem {
    let message = format!("unknown {what} `{}`", word.value);
    let one_of = || format!("use {}", listed(words));
    Problem::new(Code::UnknownWord, word.at, message)
        .label(format!("no such {what}"))
        .help(did_you_mean(&word.value, words.iter().copied(), one_of))
}
