//! All ids of the definitions, collected before references to them are checked.
//!
//! Only this file reports missing, malformed and repeated ids.

use super::derive::id_of;
use crate::names::{ItemId, is_id};
use crate::playbook::field::Field;
use crate::playbook::problem::{At, Code, Problem};
use crate::playbook::raw::{RawFile, RawItem};
use crate::playbook::shape::YamlText;
use crate::playbook::suggest::{listed, nearest};
use std::collections::{BTreeMap, BTreeSet};

/// The ids of one kind of definition.
pub(super) struct IdTable {
    what: &'static str,
    places: BTreeMap<String, At>,
    /// Whether some could not be read, so that references cannot be checked.
    hole: bool,
}

/// The ids of all kinds.
pub(super) struct KnownIds {
    pub(super) roles: IdTable,
    pub(super) authorities: IdTable,
    pub(super) phases: IdTable,
    pub(super) items: IdTable,
    pub(super) duties: IdTable,
    pub(super) decisions: IdTable,
    pub(super) gates: IdTable,
}

impl KnownIds {
    pub(super) fn learn(
        files: &[RawFile],
        holes: &mut BTreeSet<&'static str>,
        report: &mut Vec<Problem>,
    ) -> Self {
        let table = |what, section| IdTable {
            what,
            places: BTreeMap::new(),
            hole: holes.contains(section),
        };
        let mut known = Self {
            roles: table("role", "roles"),
            authorities: table("authority", "authorities"),
            phases: table("phase", "phases"),
            items: table("item", "phases"),
            duties: table("duty", "roles"),
            decisions: table("decision", "decisions"),
            gates: table("gate", "gates"),
        };
        for file in files {
            known.learn_people(file, report);
            known.learn_work(file, report);
        }
        known.refuse_shared(report);
        if known.phases.hole || known.items.hole {
            holes.insert("phases");
        }
        known
    }

    /// Whether the files define no role.
    pub(super) fn has_no_role(&self) -> bool {
        self.roles.places.is_empty() && !self.roles.hole
    }

    fn learn_people(&mut self, file: &RawFile, report: &mut Vec<Problem>) {
        for role in file.roles.entries() {
            let id = self.roles.learn("", &role.id, report);
            for duty in (role.duties.entries().iter()).flat_map(|(_, duties)| duties) {
                self.duties.learn(id, &duty.id, report);
            }
        }
        for authority in file.authorities.entries() {
            self.authorities.learn("", &authority.id, report);
        }
    }

    fn learn_work(&mut self, file: &RawFile, report: &mut Vec<Problem>) {
        for phase in file.phases.entries() {
            let id = self.phases.learn("", &phase.id, report);
            self.learn_items(id, phase.items.entries(), report);
        }
        for decision in file.decisions.entries() {
            self.decisions.learn("", &decision.id, report);
        }
        for gate in file.gates.entries() {
            self.gates.learn("", &gate.id, report);
        }
    }

    fn learn_items(&mut self, above: &str, items: &[RawItem], report: &mut Vec<Problem>) {
        for item in items {
            let id = self.items.learn(above, &item.id, report);
            self.learn_items(&format!("{above}.{id}"), item.steps.entries(), report);
        }
    }

    /// An authority and a role of the same id would be ambiguous, and so would an item and a duty.
    fn refuse_shared(&self, report: &mut Vec<Problem>) {
        let pairs = [
            (&self.authorities, "an authority", &self.roles, "a role"),
            (&self.items, "an item", &self.duties, "a duty"),
        ];
        for (one, what, other, other_what) in pairs {
            for (id, &at) in &one.places {
                if let Some(&role) = other.places.get(id) {
                    let message = format!("`{id}` is both {what} and {other_what}");
                    report.push(
                        Problem::new(Code::DuplicateId, at.max(role), message)
                            .also(at.min(role), "first occurrence")
                            .help("change one of the ids"),
                    );
                }
            }
        }
    }

    /// Checks a role that owns items, which authorities do not.
    pub(super) fn role(&self, text: &YamlText, report: &mut Vec<Problem>) {
        if self.authorities.has(text) && !self.roles.has(text) {
            report.push(
                Problem::new(Code::UnknownRole, text.at, format!("`{}` is not a role", text.value))
                    .help("an authority can only decide; items belong to a role"),
            );
        } else if !self.authorities.hole {
            self.roles.refer(text, report);
        }
    }

    /// Checks a role or an authority.
    pub(super) fn role_or_authority(&self, text: &YamlText, report: &mut Vec<Problem>) {
        if self.authorities.has(text) || self.authorities.hole {
            return;
        }
        let authorities = self.authorities.places.keys().map(String::as_str);
        match nearest(&text.value, authorities) {
            Some(near) if !self.roles.has(text) && !self.roles.hole => {
                let message = format!("unknown role or authority `{}`", text.value);
                report.push(
                    Problem::new(Code::UnknownRole, text.at, message)
                        .help(format!("did you mean `{near}`?")),
                );
            }
            _ => self.roles.refer(text, report),
        }
    }

    /// An item, or its steps if it has some.
    pub(super) fn leaves(&self, id: &str) -> Vec<ItemId> {
        let below = |id: &str| {
            let above = format!("{id}.");
            let later = self.items.places.range(above.clone()..).map(|(id, _)| id);
            later.take_while(move |id| id.starts_with(&above))
        };
        let leaves = below(id).filter(|step| below(step).next().is_none());
        let leaves: Vec<ItemId> = leaves.map(ItemId::new).collect();
        if leaves.is_empty() { vec![ItemId::new(id)] } else { leaves }
    }

    /// Checks an item that a gate requires.
    pub(super) fn item(&self, text: &YamlText, report: &mut Vec<Problem>) {
        if self.duties.has(text) {
            report.push(
                Problem::new(
                    Code::UnknownReference,
                    text.at,
                    format!("`{}` is not an item", text.value),
                )
                .help("gates do not require duties"),
            );
        } else {
            self.items.refer(text, report);
        }
    }
}

impl IdTable {
    pub(super) fn has(&self, text: &YamlText) -> bool {
        self.places.contains_key(&text.value)
    }

    /// This id, if it is there.
    pub(super) fn named(&self, id: &str) -> Option<&str> {
        self.places.get_key_value(id).map(|(id, _)| id.as_str())
    }

    /// Where an id is.
    pub(super) fn place(&self, id: &str) -> Option<At> {
        self.places.get(id).copied()
    }

    /// Adds one id, prefixed with the id `above` it, and returns it. Without one the name is missing, too, which is reported there.
    fn learn<'t>(
        &mut self,
        above: &str,
        id: &'t Field<YamlText>,
        report: &mut Vec<Problem>,
    ) -> &'t str {
        let Field::Valid(text) = id else {
            self.hole = true;
            return "";
        };
        if !is_id(&text.value) {
            report.push(bad_id(&format!("the id of {} {}", article(self.what), self.what), text));
        } else if text.value == "all" {
            report.push(
                Problem::new(Code::BadId, text.at, "`all` cannot be an id")
                    .help("`all` means every role"),
            );
        }
        let full =
            if above.is_empty() { text.value.clone() } else { format!("{above}.{}", text.value) };
        match self.places.get(&full) {
            None => {
                self.places.insert(full, text.at);
            }
            Some(&first) => {
                let what = format!("{} id `{full}`", self.what);
                report.push(Problem::duplicate(Code::DuplicateId, &what, text.at, first));
            }
        }
        &text.value
    }

    /// Reports a text that is none of these ids.
    pub(super) fn refer(&self, text: &YamlText, report: &mut Vec<Problem>) {
        if self.has(text) || self.hole {
            return;
        }
        let code = match self.what {
            "role" => Code::UnknownRole,
            _ => Code::UnknownReference,
        };
        let words: Vec<&str> = self.places.keys().map(String::as_str).collect();
        let message = format!("unknown {} `{}`", self.what, text.value);
        report.push(Problem::new(code, text.at, message).help(advice(
            &text.value,
            self.what,
            &words,
        )));
    }
}

/// The advice for a word that is none of the ids.
fn advice(word: &str, what: &str, words: &[&str]) -> String {
    let ending = format!(".{word}");
    let longer = || words.iter().copied().find(|known| known.ends_with(&ending));
    let plural = match what.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{what}s"),
    };
    match nearest(word, words.iter().copied()).or_else(longer) {
        Some(near) => format!("did you mean `{near}`?"),
        None if words.is_empty() => format!("there are no {plural}"),
        None if words.len() == 1 => format!("the only {what} is `{}`", words[0]),
        None if words.len() <= 20 => format!("the {plural} are {}", listed(words)),
        None if what == "item" => {
            "use the id of the phase and of the item: `planning.scope`".to_owned()
        }
        None => format!("`octorel {plural}` lists them"),
    }
}

/// A key that must be there.
pub(super) fn missing(what: &str, key: &str, place: At) -> Problem {
    let message = format!("{} {what} without `{key}`", article(what));
    Problem::new(Code::Missing, place, message)
}

fn article(what: &str) -> &'static str {
    if what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

/// A text that is no id, although it has to be.
pub(super) fn bad_id(what: &str, text: &YamlText) -> Problem {
    let message = format!("`{}` cannot be {what}", text.value.escape_debug());
    let plain = id_of(&text.value);
    let help = match plain.is_empty() {
        true => "use lower-case letters, digits and hyphens, at most 64".to_owned(),
        false => format!("use lower-case letters, digits and hyphens, for example `{plain}`"),
    };
    Problem::new(Code::BadId, text.at, message).help(help)
}
