//! What authors need not write: the phase around a list of items, and ids, which come from names and texts.

use crate::names::is_id;
use crate::playbook::markdown::plain_line;
use crate::playbook::problem::{Code, Problem};
use crate::playbook::raw::{RawFile, RawPhase};
use crate::playbook::shape::YamlText;

/// The name of the only phase of a file that has `items` and no name.
const PHASE: &str = "Checklist";

/// The longest derived id; longer texts are cut between words.
const MAX_LENGTH: usize = 40;

/// Makes a phase of the items of a file.
pub(super) fn wrap_items(file: &mut RawFile) -> Option<Problem> {
    let items = std::mem::take(&mut file.items);
    let first = items.first()?;
    if let Some(phase) = file.phases.first() {
        let message = "a file has `items` or `phases`, not both";
        let problem = Problem::new(Code::SetTwice, first.at, message);
        let problem = problem.also(phase.at, "the phases start here");
        return Some(problem.help("move the items into a phase"));
    }
    let at = file.at;
    let name = file.name.clone().or_else(|| Some(YamlText { at, value: PHASE.to_owned() }));
    file.phases = vec![RawPhase { at, name, items, ..RawPhase::default() }];
    None
}

/// The id that a text suggests, numbered until it is free; with few Latin letters, `what` and its number.
pub fn free_id(text: &str, what: &str, number: usize, is_free: impl Fn(&str) -> bool) -> String {
    numbered(&base_of(text, what, number), &mut 0, is_free)
}

pub(super) fn base_of(text: &str, what: &str, number: usize) -> String {
    match id_of(text) {
        id if id.is_empty() || id == "all" => format!("{what}-{number}"),
        id => id,
    }
}

/// The first free one of `base`, `base-2` and so on, after the number of those that were tried before.
pub(super) fn numbered(base: &str, tried: &mut usize, is_free: impl Fn(&str) -> bool) -> String {
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
