//! Placeholders in a text: versions such as `X.Y.Z`, names in braces, and the actions of templates.

use super::source::{ImportReport, VERSION};
use crate::names::count;
use std::collections::BTreeMap;

/// What makes `{{…}}` an action of Go's templates.
const ACTIONS: [&str; 8] = ["if", "range", "end", "else", "with", "define", "template", "block"];

/// The first action of a template: its line and text.
pub(super) fn template(text: &str) -> Option<(usize, String)> {
    (1..).zip(text.lines()).find_map(|(line, text)| {
        let action = text.split("{{").skip(1).find_map(|rest| {
            let inner = rest.split("}}").next()?;
            let word = inner.trim_start_matches(['-', ' ']).split([' ', '-']).next()?;
            ACTIONS.contains(&word).then(|| format!("{{{{{inner}}}}}"))
        })?;
        Some((line, action))
    })
}

/// Notes each `{{…}}`, and one of all other placeholders.
pub(super) fn find(markdown: &str, report: &mut ImportReport) {
    let mut found: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (line, text) in (1..).zip(markdown.lines()) {
        if text.contains("{{") {
            report.note(line, format!("`{{{{` is kept as it is: {}", text.trim()));
        }
        for word in text.split(|c: char| !c.is_ascii_alphanumeric() && !"._-<>{}$".contains(c)) {
            let word = word.trim_matches(['.', '-', '_']);
            if is_placeholder(word) && !word.contains("{{") {
                found.entry(word).or_insert((0, line)).0 += 1;
            }
        }
    }
    let total: usize = found.values().map(|(count, _)| count).sum();
    let most = found.iter().max_by_key(|(_, (count, line))| (*count, std::cmp::Reverse(*line)));
    if let Some((word, (_, line))) = most {
        let word = word.trim_start_matches('v');
        let total = count(total, "placeholder", "placeholders");
        let advice = format!("--version-placeholder '{word}' makes one the version");
        let note = format!("{total} such as `{word}`: kept as text; {advice}");
        report.note(*line, note);
    }
    report.notes.retain(|note| !note.text.contains(VERSION));
}

/// `X.Y.Z`, `v2.x.x`, `<version>`, `{version}`, `$VERSION` or `YYYY-MM-DD`.
fn is_placeholder(word: &str) -> bool {
    let version = word.trim_start_matches('v');
    let parts: Vec<&str> = version.split(['.', '-']).collect();
    let is_part = |part: &&str| {
        !part.is_empty()
            && (part.bytes().all(|c| c.is_ascii_digit())
                || part.len() <= 4 && part.chars().all(|c| "XYZxyzMNnDm".contains(c)))
    };
    let has_letter =
        parts.iter().any(|part| part.starts_with(['X', 'Y', 'Z', 'x', 'y', 'z', 'M', 'N']));
    let is_version = parts.len() > 1 && parts.iter().all(is_part) && has_letter;
    let lower = word.to_ascii_lowercase();
    let names_version = lower.contains("version") || lower.contains("tag");
    let is_name = names_version
        && (word.starts_with(['<', '{']) && word.ends_with(['>', '}']) || word.starts_with('$'));
    is_version || is_name
}
