//! What authors need not write: the phase around a list of items, and ids, which come from names and texts.

use crate::names::is_id;
use crate::playbook::field::Field;
use crate::playbook::markdown::plain_line;
use crate::playbook::problem::{Code, Problem};
use crate::playbook::raw::{RawFile, RawItem, RawPhase};
use crate::playbook::shape::YamlText;
use std::collections::{BTreeMap, BTreeSet};

/// The name of the only phase of a file that has `items` and no name.
const PHASE: &str = "Checklist";

/// The longest derived id; longer texts are cut between words.
const MAX_LENGTH: usize = 40;

/// Adds everything that can be derived to the files.
pub(super) fn derive(files: &mut [RawFile], report: &mut Vec<Problem>) {
    for file in &mut *files {
        wrap_items(file, report);
    }
    macro_rules! each {
        ($list:ident, $what:literal, $name:ident) => {
            let all = files.iter_mut().flat_map(|file| file.$list.entries_mut());
            ids($what, all.map(|it| (&mut it.id, &it.$name)).collect());
        };
    }
    each!(roles, "role", name);
    each!(authorities, "authority", name);
    each!(phases, "phase", name);
    each!(decisions, "decision", name);
    each!(gates, "gate", name);
    for role in files.iter_mut().flat_map(|file| file.roles.entries_mut()) {
        let all = role.duties.entries_mut().iter_mut().flat_map(|(_, duties)| duties);
        ids("duty", all.map(|it| (&mut it.id, &it.text)).collect());
    }
    for phase in files.iter_mut().flat_map(|file| file.phases.entries_mut()) {
        items("item", phase.items.entries_mut());
    }
}

/// Makes a phase of the items of a file.
fn wrap_items(file: &mut RawFile, report: &mut Vec<Problem>) {
    let items = std::mem::take(&mut file.items);
    let Some(first) = items.entries().first() else { return };
    let (at, first) = (file.at, first.at);
    if let Some(phase) = file.phases.entries().first() {
        report.push(
            Problem::new(Code::SetTwice, first, "a file has `items` or `phases`, not both")
                .also(phase.at, "the phases start here")
                .help("move the items into a phase"),
        );
        return;
    }
    let name = || Field::Valid(YamlText { at, value: PHASE.to_owned() });
    let name = if matches!(file.name, Field::Absent) { name() } else { file.name.clone() };
    file.phases = Field::Valid(vec![RawPhase { at, name, items, ..RawPhase::default() }]);
}

fn items(what: &str, list: &mut [RawItem]) {
    ids(what, list.iter_mut().map(|it| (&mut it.id, &it.text)).collect());
    for item in list {
        items("step", item.steps.entries_mut());
    }
}

/// Gives an id to each definition of a list that has none: its name in lower-case letters, digits and hyphens, numbered if
/// another one has it.
fn ids(what: &str, mut list: Vec<(&mut Field<YamlText>, &Field<YamlText>)>) {
    let typed = list.iter().filter_map(|(id, _)| Some(id.get()?.value.clone()));
    let mut taken: BTreeSet<String> = typed.collect();
    let mut tried = BTreeMap::new();
    for (number, (id, name)) in (1..).zip(&mut list) {
        let (Field::Absent, Some(name)) = (&**id, name.get()) else { continue };
        let base = base_of(&name.value, what, number);
        let tried = tried.entry(base.clone()).or_insert(0);
        let value = numbered(&base, tried, |id| !taken.contains(id));
        taken.insert(value.clone());
        **id = Field::Valid(YamlText { at: name.at, value });
    }
}

/// The id that a text suggests, numbered until it is free; with few Latin letters, `what` and its number.
pub fn free_id(text: &str, what: &str, number: usize, is_free: impl Fn(&str) -> bool) -> String {
    numbered(&base_of(text, what, number), &mut 0, is_free)
}

fn base_of(text: &str, what: &str, number: usize) -> String {
    match id_of(text) {
        id if id.is_empty() || id == "all" => format!("{what}-{number}"),
        id => id,
    }
}

/// The first free one of `base`, `base-2` and so on, after the number of those that were tried before.
fn numbered(base: &str, tried: &mut usize, is_free: impl Fn(&str) -> bool) -> String {
    loop {
        *tried += 1;
        let id = if *tried == 1 { base.to_owned() } else { format!("{base}-{tried}") };
        if is_free(&id) {
            return id;
        }
    }
}

/// The id that a text suggests; empty if it has no Latin letters.
pub fn id_of(text: &str) -> String {
    let lower = plain_line(text).to_ascii_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut id = String::new();
    for word in words {
        if !id.is_empty() && id.len() + word.len() > MAX_LENGTH {
            break;
        }
        id += if id.is_empty() { "" } else { "-" };
        id += word;
    }
    let has_letter = id.bytes().any(|c| c.is_ascii_lowercase());
    if has_letter && is_id(&id) { id } else { String::new() }
}
