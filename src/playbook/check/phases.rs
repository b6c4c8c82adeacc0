//! The phases of all files in the order in which they are numbered, their items, and the steps of these.

use super::known::{KnownIds, missing, refer, unknown};
use crate::names::{ItemId, PhaseId, RoleId};
use crate::playbook::items::{Item, Owner, Phase, PhaseKind, Prerequisite};
use crate::playbook::model::Stage;
use crate::playbook::problem::{At, Code, Problem};
use crate::playbook::raw::{RawFile, RawItem, RawPhase};
use crate::playbook::shape::{YamlText, as_str};
use crate::schedule::When;
use std::cmp::Ordering;
use std::str::FromStr;
use strum::VariantNames;

/// All phases of all files. Phase 1 comes first: the earliest, and exact moments before whole days.
pub(super) fn phases(
    files: &[RawFile],
    known: &KnownIds,
    types: &[String],
    report: &mut Vec<Problem>,
) -> Vec<Phase> {
    let mut phases = Vec::new();
    for file in files {
        let list = Checklist::of(file, known, types, report);
        let raw = file.phases.iter();
        // An undated phase follows the phase before it in its file, and has its stage.
        let mut before = (None, false);
        let mut stage = None;
        for raw in raw {
            let phase = list.phase(raw, stage, report);
            if let Some(when) = &phase.when {
                before = (Some(when.sort_key()), phase.kind == PhaseKind::Checkpoint);
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

/// What the phases of one file have in common, and what they can refer to.
struct Checklist<'a> {
    known: &'a KnownIds,
    types: &'a [String],
    /// Absent: every item names its own.
    owner: Option<Owner>,
}

impl<'a> Checklist<'a> {
    fn of(
        file: &RawFile,
        known: &'a KnownIds,
        types: &'a [String],
        report: &mut Vec<Problem>,
    ) -> Self {
        if file.phases.is_empty()
            && let Some(text) = &file.owner
        {
            let problem = Problem::new(Code::Missing, text.at, "`owner` in a file without items");
            report.push(problem.help("it belongs beside `phases` or `items`"));
        }
        let implicit = || known.roles.places.is_empty().then(|| Owner::Role(IMPLICIT_ROLE.into()));
        let owner = file.owner.as_ref().map(|text| owner(text, known, report)).or_else(implicit);
        Self { known, types, owner }
    }

    fn phase(&self, raw: &RawPhase, before: Option<Stage>, report: &mut Vec<Problem>) -> Phase {
        let phase = as_str(raw.id.as_ref());
        if raw.items.is_empty() {
            report.push(
                Problem::new(Code::NoItems, raw.at, format!("the phase `{phase}` has no items"))
                    .help("add `items`, or remove it"),
            );
        }
        let when = raw.when.as_ref().and_then(|text| when(text, report));
        let by_date = when.as_ref().map(stage_of);
        let own = raw.stage.as_ref().map(|word| stage(word, report));
        let stage = own.or(by_date).or(before).unwrap_or(Stage::PreRelease);
        if stage == Stage::Incident {
            unplanned(raw, report);
        }
        let mut items = Vec::new();
        self.items(phase, &raw.items, &mut items, 0, report);
        Phase {
            id: PhaseId::new(phase),
            name: text(raw.name.as_ref(), "phase", "name", raw.at, report),
            kind: raw.kind.as_ref().and_then(|kind| word("kind", kind, report)).unwrap_or_default(),
            stage,
            when,
            how: raw.how.as_ref().map(|how| how.0.value.clone()),
            only: self.only(&raw.only, report),
            after: self.after(phase, &raw.after, report),
            again: raw.again,
            items,
        }
    }

    /// Adds the items or steps of a list, each followed by its steps. `above` is the id of the phase or item that they are in;
    /// the last of `items` is that item.
    fn items(
        &self,
        above: &str,
        raw: &[RawItem],
        items: &mut Vec<Item>,
        depth: u8,
        report: &mut Vec<Problem>,
    ) {
        let heading = items.last().filter(|_| depth > 0).cloned();
        for raw in raw {
            let id = format!("{above}.{}", as_str(raw.id.as_ref()));
            items.push(self.item(&id, raw, heading.as_ref(), report));
            let steps = &raw.steps;
            if let Some(first) = steps.first()
                && depth == MAX_DEPTH
            {
                let problem = Problem::new(Code::TooMuch, first.at, "too many levels of steps");
                report.push(problem.help("an item can have steps, and these can have steps"));
                continue;
            }
            if !steps.is_empty() {
                is_heading(raw, report);
            }
            self.items(&id, steps, items, depth + 1, report);
        }
    }

    fn item(
        &self,
        id: &str,
        raw: &RawItem,
        heading: Option<&Item>,
        report: &mut Vec<Problem>,
    ) -> Item {
        let inherited = || heading.map(|item| item.owner.clone()).or_else(|| self.owner.clone());
        let own = raw.owner.as_ref().map(|text| owner(text, self.known, report));
        let owner = own.or_else(inherited);
        // The steps name theirs.
        if owner.is_none() && raw.steps.is_empty() {
            let help = "add an owner here, or a default beside `phases`; `all` means every role";
            report.push(missing("item", "owner", raw.at).help(help));
        }
        let above = id.rsplit_once('.').map_or("", |(above, _)| above);
        Item {
            id: ItemId::new(id),
            text: text(raw.text.as_ref(), "item", "text", raw.at, report),
            owner: owner.unwrap_or(Owner::All),
            condition: raw.condition.as_ref().map(|condition| condition.value.clone()),
            // The condition of a heading is shown with the heading.
            optional: raw.optional || heading.is_some_and(|item| !item.required()),
            deploys: raw.deploys,
            depth: heading.map_or(0, |item| item.depth + 1),
            how: raw.how.as_ref().map(|how| how.0.value.clone()),
            needs: raw.needs.as_ref().and_then(|needs| word("evidence", needs, report)),
            after: self.after(above, &raw.after, report),
            only: self.only(&raw.only, report),
        }
    }

    fn only(&self, words: &[YamlText], report: &mut Vec<Problem>) -> Vec<String> {
        let types: Vec<&str> = self.types.iter().map(String::as_str).collect();
        for word in words.iter().filter(|word| !types.contains(&&*word.value)) {
            let problem = unknown(Code::UnknownReference, "release type", word, &types);
            report.push(match types.is_empty() {
                true => problem.help("list them once, for example `types: [major, minor, patch]`"),
                false => problem,
            });
        }
        words.iter().map(|word| word.value.clone()).collect()
    }

    /// What comes first: a phase, or an item by its whole id or, from within the same phase or item, by the end of it.
    fn after(
        &self,
        above: &str,
        words: &[YamlText],
        report: &mut Vec<Problem>,
    ) -> Vec<Prerequisite> {
        let mut after = Vec::new();
        for word in words {
            let scopes =
                std::iter::successors(Some(above), |scope| Some(scope.rsplit_once('.')?.0));
            let mut ids = scopes.map(|scope| format!("{scope}.{}", word.value));
            let near = ids.find(|id| self.known.items.place(id).is_some());
            let id = near.as_ref().unwrap_or(&word.value);
            if self.known.items.place(id).is_some() {
                after.push(Prerequisite::Item(ItemId::new(id)));
            } else {
                refer(word, &[&self.known.phases, &self.known.items], report);
                after.push(Prerequisite::Phase(PhaseId::new(id)));
            }
        }
        after
    }
}

/// Item, step, step of a step.
const MAX_DEPTH: u8 = 2;

/// Reports what a heading of steps cannot have, because nobody ticks it.
fn is_heading(raw: &RawItem, report: &mut Vec<Problem>) {
    let needs = raw.needs.as_ref().map(|needs| ("needs", needs.at));
    let deploys = raw.deploys.then_some(("deploys", raw.at));
    for (key, at) in needs.into_iter().chain(deploys) {
        let problem = Problem::new(Code::Heading, at, format!("`{key}` on an item with steps"));
        report.push(problem.help("move it to one of the steps"));
    }
}

/// Reports a date and the deployment on an incident list, which nobody plans to use.
fn unplanned(list: &RawPhase, report: &mut Vec<Problem>) {
    if let Some(when) = &list.when {
        report.push(
            Problem::new(Code::IncidentList, when.at, "an incident list cannot have a date")
                .help("remove `when`, or change `stage`"),
        );
    }
    for item in deploying(&list.items) {
        report.push(
            Problem::new(Code::IncidentList, item.at, "the deployment is on an incident list")
                .help("move it to a phase of another stage"),
        );
    }
}

fn owner(text: &YamlText, known: &KnownIds, report: &mut Vec<Problem>) -> Owner {
    if text.value == "all" {
        return Owner::All;
    }
    refer(text, &[&known.roles], report);
    Owner::Role(RoleId::new(text.value.as_str()))
}

fn deploying(items: &[RawItem]) -> Vec<&RawItem> {
    let all = items
        .iter()
        .flat_map(|item| item.deploys.then_some(item).into_iter().chain(deploying(&item.steps)));
    all.collect()
}

fn deploys_once(files: &[RawFile], report: &mut Vec<Problem>) {
    let phases = files.iter().flat_map(|file| &file.phases);
    let mut deploying = phases.flat_map(|phase| deploying(&phase.items));
    let Some(first) = deploying.next() else { return };
    for again in deploying {
        let message = "more than one item with `deploys: true`";
        report.push(
            Problem::new(Code::DeploysTwice, again.at, message)
                .also(first.at, "so has this one")
                .help("T+… counts from one deployment: keep `deploys` on one item"),
        );
    }
}

fn when(text: &YamlText, report: &mut Vec<Problem>) -> Option<When> {
    match text.value.parse::<When>() {
        Ok(when) => Some(when),
        Err(error) => {
            report.push(Problem::new(Code::BadTime, text.at, error.to_string()).help(error.hint()));
            None
        }
    }
}

pub(super) fn stage(name: &YamlText, report: &mut Vec<Problem>) -> Stage {
    word("stage", name, report).unwrap_or(Stage::PreRelease)
}

fn word<T: FromStr + VariantNames>(
    what: &str,
    word: &YamlText,
    report: &mut Vec<Problem>,
) -> Option<T> {
    let known = word.value.parse().ok();
    if known.is_none() {
        report.push(unknown(Code::UnknownWord, what, word, T::VARIANTS));
    }
    known
}

/// A text that must be there and say something.
pub(super) fn text(
    text: Option<&YamlText>,
    what: &str,
    key: &str,
    place: At,
    report: &mut Vec<Problem>,
) -> String {
    match text {
        Some(text) if !text.value.trim().is_empty() => text.value.clone(),
        empty => {
            report.push(missing(what, key, empty.map_or(place, |text| text.at)));
            String::new()
        }
    }
}
