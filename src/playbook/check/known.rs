//! All ids of the definitions, collected before references to them are checked.
//!
//! Only this file reports missing, malformed and repeated ids.

use super::derive::{base_of, id_of, numbered};
use crate::names::is_id;
use crate::playbook::problem::{At, Code, Problem};
use crate::playbook::raw::{RawFile, RawItem};
use crate::playbook::shape::{YamlText, as_str};
use crate::playbook::suggest::{listed, nearest};
use std::collections::{BTreeMap, BTreeSet};

/// The most words that are listed for an unknown one.
const LISTED: usize = 20;

pub(super) struct IdTable {
    what: &'static str,
    pub(super) places: BTreeMap<String, At>,
}

pub(super) struct KnownIds {
    pub(super) roles: IdTable,
    pub(super) authorities: IdTable,
    pub(super) phases: IdTable,
    pub(super) items: IdTable,
    pub(super) duties: IdTable,
    pub(super) decisions: IdTable,
    pub(super) gates: IdTable,
}

/// The id of a definition, the name or text that it is derived from, and the place of the definition.
type Named<'a> = (&'a mut Option<YamlText>, Option<&'a YamlText>, At);

impl KnownIds {
    /// Collects the ids of all definitions, and derives those that are not typed.
    pub(super) fn learn(files: &mut [RawFile], report: &mut Vec<Problem>) -> Self {
        let table = |what| IdTable { what, places: BTreeMap::new() };
        let mut known = Self {
            roles: table("role"),
            authorities: table("authority"),
            phases: table("phase"),
            items: table("item"),
            duties: table("duty"),
            decisions: table("decision"),
            gates: table("gate"),
        };
        macro_rules! each {
            ($($list:ident $what:literal,)*) => {$(
                let all = files.iter_mut().flat_map(|file| &mut file.$list);
                let all = all.map(|it| (&mut it.id, it.name.as_ref(), it.at)).collect();
                known.$list.learn("", $what, all, report);
            )*};
        }
        each! { roles "role", authorities "authority", phases "phase", decisions "decision", gates "gate", }
        for role in files.iter_mut().flat_map(|file| &mut file.roles) {
            let duties = role.duties.iter_mut().flat_map(|(_, duties)| duties);
            let duties = duties.map(|it| (&mut it.id, it.text.as_ref(), it.at)).collect();
            known.duties.learn(as_str(role.id.as_ref()), "duty", duties, report);
        }
        for phase in files.iter_mut().flat_map(|file| &mut file.phases) {
            known.learn_items(as_str(phase.id.as_ref()), "item", &mut phase.items, report);
        }
        known.refuse_shared(report);
        known
    }

    fn learn_items(
        &mut self,
        above: &str,
        what: &str,
        items: &mut [RawItem],
        report: &mut Vec<Problem>,
    ) {
        let all = items.iter_mut().map(|it| (&mut it.id, it.text.as_ref(), it.at)).collect();
        self.items.learn(above, what, all, report);
        for item in items {
            let id = format!("{above}.{}", as_str(item.id.as_ref()));
            self.learn_items(&id, "step", &mut item.steps, report);
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
}

impl IdTable {
    pub(super) fn place(&self, id: &str) -> Option<At> {
        self.places.get(id).copied()
    }

    /// Adds the ids of a list, prefixed with the id `above` it. One that is not typed is the name in lower-case letters, digits
    /// and hyphens, numbered if another one of the list has it.
    fn learn(&mut self, above: &str, what: &str, list: Vec<Named<'_>>, report: &mut Vec<Problem>) {
        let typed = list.iter().filter_map(|(id, ..)| Some(id.as_ref()?.value.clone()));
        let mut taken: BTreeSet<String> = typed.collect();
        let mut tried = BTreeMap::new();
        for (number, (id, name, at)) in (1..).zip(list) {
            let id = id.get_or_insert_with(|| {
                let base = base_of(as_str(name), what, number);
                let tried = tried.entry(base.clone()).or_insert(0);
                let value = numbered(&base, tried, |id| !taken.contains(id));
                taken.insert(value.clone());
                YamlText { at: name.map_or(at, |name| name.at), value }
            });
            self.add(above, id, report);
        }
    }

    fn add(&mut self, above: &str, id: &YamlText, report: &mut Vec<Problem>) {
        if !is_id(&id.value) {
            report.push(bad_id(&format!("the id of {} {}", article(self.what), self.what), id));
        } else if id.value == "all" {
            let problem = Problem::new(Code::BadId, id.at, "`all` cannot be an id");
            report.push(problem.help("`all` means every role"));
        }
        let full =
            if above.is_empty() { id.value.clone() } else { format!("{above}.{}", id.value) };
        if let Some(first) = self.place(&full) {
            let what = format!("{} id `{full}`", self.what);
            report.push(Problem::duplicate(Code::DuplicateId, &what, id.at, first));
        } else {
            self.places.insert(full, id.at);
        }
    }
}

/// Reports a text that is an id of none of these kinds.
pub(super) fn refer(text: &YamlText, tables: &[&IdTable], report: &mut Vec<Problem>) {
    if tables.iter().any(|table| table.place(&text.value).is_some()) {
        return;
    }
    let kinds: Vec<&str> = tables.iter().map(|table| table.what).collect();
    let words = tables.iter().flat_map(|table| table.places.keys().map(String::as_str));
    let code = if kinds.contains(&"role") { Code::UnknownRole } else { Code::UnknownReference };
    report.push(unknown(code, &kinds.join(" or "), text, &words.collect::<Vec<_>>()));
}

pub(super) fn unknown(code: Code, what: &str, word: &YamlText, words: &[&str]) -> Problem {
    let ending = format!(".{}", word.value);
    let longer = || words.iter().copied().find(|known| known.ends_with(&ending));
    let help = match nearest(&word.value, words.iter().copied()).or_else(longer) {
        Some(near) => format!("did you mean `{near}`?"),
        None if words.is_empty() => "there is none".to_owned(),
        None if words.len() > LISTED => format!("for example {}", listed(&words[..LISTED])),
        None => format!("use {}", listed(words)),
    };
    Problem::new(code, word.at, format!("unknown {what} `{}`", word.value)).help(help)
}

pub(super) fn missing(what: &str, key: &str, place: At) -> Problem {
    Problem::new(Code::Missing, place, format!("{} {what} without `{key}`", article(what)))
}

fn article(what: &str) -> &'static str {
    if what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

pub(super) fn bad_id(what: &str, text: &YamlText) -> Problem {
    let message = format!("`{}` cannot be {what}", text.value.escape_debug());
    let plain = id_of(&text.value);
    let help = match plain.is_empty() {
        true => "use lower-case letters, digits and hyphens, at most 64".to_owned(),
        false => format!("use lower-case letters, digits and hyphens, for example `{plain}`"),
    };
    Problem::new(Code::BadId, text.at, message).help(help)
}
