//! The phases of all files in the order in which they are numbered, their items, and the steps of these.

use super::known::{Checker, IdKind, missing, unknown};
use crate::names::{ItemId, PhaseId, RoleId};
use crate::playbook::items::{Item, Owner, Phase, PhaseKind, Prerequisite};
use crate::playbook::model::Stage;
use crate::playbook::problem::{Code, Problem};
use crate::playbook::raw::{RawFile, RawItem, RawPhase};
use crate::playbook::shape::{YamlText, as_str};
use crate::schedule::When;
use std::cmp::Ordering;

/// The role of a playbook without roles.
pub(super) const IMPLICIT_ROLE: &str = "team";

/// Item, step, step of a step.
const MAX_DEPTH: u8 = 2;

/// What the items of a list take from what they are in.
struct Inherited {
    /// Absent: every item names its own.
    owner: Option<Owner>,
    optional: bool,
    depth: u8,
}

impl Checker<'_> {
    /// All phases of all files. Phase 1 comes first: the earliest, and exact moments before whole days.
    pub(super) fn phases(&mut self) -> Vec<Phase> {
        let mut phases = Vec::new();
        for file in self.files {
            let inherited =
                Inherited { owner: self.default_owner(file), optional: false, depth: 0 };
            // An undated phase follows the phase before it in its file, and has its stage.
            let mut before = (None, false);
            let mut stage = None;
            for raw in &file.phases {
                let phase = self.phase(raw, stage, &inherited);
                if let Some(when) = &phase.when {
                    before = (Some(when.sort_key()), phase.kind == PhaseKind::Checkpoint);
                }
                let is_list = phase.stage == Stage::Incident;
                stage = (!is_list).then_some(phase.stage).or(stage);
                phases.push(((is_list, before), phase));
            }
        }
        self.deploys_once();
        phases.sort_by_key(|(key, _)| *key);
        phases.into_iter().map(|(_, phase)| phase).collect()
    }

    fn default_owner(&mut self, file: &RawFile) -> Option<Owner> {
        if let Some(text) = file.owner.as_ref().filter(|_| file.phases.is_empty()) {
            let help = "it belongs beside `phases` or `items`";
            self.report(Code::Missing, text.at, "`owner` in a file without items", help);
        }
        let has_roles = !self.known.of(IdKind::Role).is_empty();
        let implicit = || (!has_roles).then(|| Owner::Role(IMPLICIT_ROLE.into()));
        file.owner.as_ref().map(|text| self.owner(text)).or_else(implicit)
    }

    fn phase(&mut self, raw: &RawPhase, before: Option<Stage>, inherited: &Inherited) -> Phase {
        let phase = as_str(raw.id.as_ref());
        if raw.items.is_empty() {
            let message = format!("the phase `{phase}` has no items");
            self.report(Code::NoItems, raw.at, message, "add `items`, or remove it");
        }
        let when = raw.when.as_ref().and_then(|text| self.when(text));
        let by_date = when.as_ref().map(stage_of);
        let own = raw.stage.as_ref().map(|word| self.stage(word));
        let stage = own.or(by_date).or(before).unwrap_or(Stage::PreRelease);
        if stage == Stage::Incident {
            self.unplanned(raw);
        }
        let items = self.items(phase, &raw.items, inherited);
        let kind = raw.kind.as_ref().and_then(|kind| self.word("kind", kind));
        Phase {
            id: PhaseId::new(phase),
            name: self.text(raw.name.as_ref(), "phase", "name", raw.at),
            kind: kind.unwrap_or_default(),
            stage,
            when,
            how: raw.how.as_ref().map(|how| how.0.value.clone()),
            only: self.only(&raw.only),
            after: self.after(phase, &raw.after),
            again: raw.again,
            items,
        }
    }

    /// The items or steps of a list, each followed by its steps. `above` is the id of the phase or item that they are in.
    fn items(&mut self, above: &str, raw: &[RawItem], inherited: &Inherited) -> Vec<Item> {
        let mut items = Vec::new();
        for raw in raw {
            let item = self.item(above, raw, inherited);
            let (owner, depth) = (Some(item.owner.clone()), item.depth + 1);
            // The condition of a heading is shown with the heading.
            let below = Inherited { owner, optional: !item.required(), depth };
            let id = item.id.clone();
            items.push(item);
            if let Some(first) = raw.steps.first().filter(|_| depth > MAX_DEPTH) {
                let help = "an item can have steps, and these can have steps";
                self.report(Code::TooMuch, first.at, "too many levels of steps", help);
            } else if !raw.steps.is_empty() {
                self.heading(raw);
                items.extend(self.items(id.as_str(), &raw.steps, &below));
            }
        }
        items
    }

    fn item(&mut self, above: &str, raw: &RawItem, inherited: &Inherited) -> Item {
        let own = raw.owner.as_ref().map(|text| self.owner(text));
        let owner = own.or_else(|| inherited.owner.clone());
        // The steps name theirs.
        if owner.is_none() && raw.steps.is_empty() {
            let help = "add an owner here, or a default beside `phases`; `all` means every role";
            self.problems.push(missing("item", "owner", raw.at).help(help));
        }
        Item {
            id: ItemId::new(format!("{above}.{}", as_str(raw.id.as_ref()))),
            text: self.text(raw.text.as_ref(), "item", "text", raw.at),
            owner: owner.unwrap_or(Owner::All),
            condition: raw.condition.as_ref().map(|condition| condition.value.clone()),
            optional: raw.optional || inherited.optional,
            deploys: raw.deploys,
            depth: inherited.depth,
            how: raw.how.as_ref().map(|how| how.0.value.clone()),
            needs: raw.needs.as_ref().and_then(|needs| self.word("evidence", needs)),
            after: self.after(above, &raw.after),
            only: self.only(&raw.only),
        }
    }

    fn only(&mut self, words: &[YamlText]) -> Vec<String> {
        let types = self.files.iter().flat_map(|file| &file.types);
        let types: Vec<&str> = types.map(|name| name.value.as_str()).collect();
        for word in words.iter().filter(|word| !types.contains(&&*word.value)) {
            let problem = unknown(Code::UnknownReference, "release type", word, &types);
            self.problems.push(match types.is_empty() {
                true => problem.help("list them once, for example `types: [major, minor, patch]`"),
                false => problem,
            });
        }
        words.iter().map(|word| word.value.clone()).collect()
    }

    /// What comes first: a phase, or an item by its whole id or, from within the same phase or item, by the end of it.
    fn after(&mut self, above: &str, words: &[YamlText]) -> Vec<Prerequisite> {
        let is_item = |known: &Self, id: &str| known.known.place(IdKind::Item, id).is_some();
        let prerequisite = |word: &YamlText| {
            let scopes =
                std::iter::successors(Some(above), |scope| Some(scope.rsplit_once('.')?.0));
            let mut ids = scopes.map(|scope| format!("{scope}.{}", word.value));
            let near = ids.find(|id| is_item(self, id));
            let id = near.as_ref().unwrap_or(&word.value);
            if is_item(self, id) {
                return Prerequisite::Item(ItemId::new(id));
            }
            self.refer(word, &[IdKind::Phase, IdKind::Item]);
            Prerequisite::Phase(PhaseId::new(id))
        };
        words.iter().map(prerequisite).collect()
    }

    /// Reports what a heading of steps cannot have, because nobody ticks it.
    fn heading(&mut self, raw: &RawItem) {
        let needs = raw.needs.as_ref().map(|needs| ("needs", needs.at));
        let deploys = raw.deploys.then_some(("deploys", raw.at));
        for (key, at) in needs.into_iter().chain(deploys) {
            let message = format!("`{key}` on an item with steps");
            self.report(Code::Heading, at, message, "move it to one of the steps");
        }
    }

    /// Reports a date and the deployment on an incident list, which nobody plans to use.
    fn unplanned(&mut self, list: &RawPhase) {
        if let Some(when) = &list.when {
            let message = "an incident list cannot have a date";
            self.report(Code::IncidentList, when.at, message, "remove `when`, or change `stage`");
        }
        for item in deploying(&list.items) {
            let message = "the deployment is on an incident list";
            self.report(
                Code::IncidentList,
                item.at,
                message,
                "move it to a phase of another stage",
            );
        }
    }

    fn owner(&mut self, text: &YamlText) -> Owner {
        if text.value == "all" {
            return Owner::All;
        }
        self.refer(text, &[IdKind::Role]);
        Owner::Role(RoleId::new(text.value.as_str()))
    }

    fn deploys_once(&mut self) {
        let phases = self.files.iter().flat_map(|file| &file.phases);
        let mut deploying = phases.flat_map(|phase| deploying(&phase.items));
        let Some(first) = deploying.next() else { return };
        for again in deploying {
            let message = "more than one item with `deploys: true`";
            let problem = Problem::new(Code::DeploysTwice, again.at, message);
            let help = "T+… counts from one deployment: keep `deploys` on one item";
            self.problems.push(problem.also(first.at, "so has this one").help(help));
        }
    }

    fn when(&mut self, text: &YamlText) -> Option<When> {
        let refused = |error: crate::schedule::WhenError| {
            self.report(Code::BadTime, text.at, error.to_string(), &error.hint());
        };
        text.value.parse().map_err(refused).ok()
    }
}

/// The stage of a phase that names none: before T, at T, or after T.
fn stage_of(when: &When) -> Stage {
    match when.from.nominal_minutes().cmp(&0) {
        Ordering::Less => Stage::PreRelease,
        Ordering::Equal => Stage::DuringRelease,
        Ordering::Greater => Stage::PostRelease,
    }
}

fn deploying(items: &[RawItem]) -> Vec<&RawItem> {
    let own = |item| std::iter::once(item).filter(|it: &&RawItem| it.deploys);
    items.iter().flat_map(|item| own(item).chain(deploying(&item.steps))).collect()
}
