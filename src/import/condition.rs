//! Conditions and release types in a line: `(if needed)`, `Optional:`, `*Major releases only.*`.

use super::texts::{is_one_of, regex, trimmed, words};
use regex_lite::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Condition {
    If(String),
    /// Release types, and how they were written.
    Types(Vec<String>, String),
}

/// Conditions that are recognised anywhere in parentheses.
const FIXED: &str = "if needed|if applicable|if necessary|if required|if any|if possible|\
    if relevant|optional|as needed|when needed|when necessary|when applicable|where applicable";
/// How a longer condition in parentheses begins.
const STARTS: [&str; 6] = ["if ", "only if ", "unless ", "only for ", "optional", "required if "];
const TYPES: &str = "major|minor|patch|rc|alpha|beta|hotfix|bugfix|security|final|stable|lts";
const FILLERS: &str = "for|a|an|the|on|in|only|release|releases|version|versions|or|and|new|any";
/// The longest condition; longer ones explain.
const LONGEST: usize = 80;

/// Where a condition stands in a line.
static FORMS: LazyLock<[Regex; 8]> = LazyLock::new(|| {
    let within = format!(r"(?i)^(?<before>.*?)\((?<phrase>{FIXED})\)(?<rest>.*)$");
    [
        r"^(?<before>)\*\*(?<phrase>[^*]+)\*\*(?<rest>|[^(\[].*)$",
        r"^(?<before>)__(?<phrase>[^_]+)__(?<rest>|[^(\[].*)$",
        r"^(?<before>)[*_](?<phrase>[^*_]+)[*_](?<rest>|[^(\[*_].*)$",
        r"^(?<before>)[(\[](?<phrase>[^)\]]+)[)\]](?<rest>|[^(\[].*)$",
        // In parentheses at the end; a link has some, too.
        r"^(?<before>.*[^\]`_*])[_*]*[(\[](?<phrase>[^()\[\]]+)[)\]][_*]?[. ]*(?<rest>)$",
        r"(?i)^(?<before>)(?<phrase>optional|for [^:,]+|[^:,]+ only)[:,](?<rest> .*)$",
        &within,
        r"(?i)^(?<before>.*)(?:[,–—]| - ) *(?<phrase>[^,–—]+ only)[. ]*(?<rest>)$",
    ]
    .map(regex)
});

/// Types of which each release is one.
const FAMILY: [&str; 3] = ["major", "minor", "patch"];

/// The release types of a page, if several of them occur in its texts; the complete family, if all are of it.
pub(super) fn types_of(texts: &[&str]) -> Vec<String> {
    let conditions = texts.iter().filter_map(|text| condition(text).or(read(text).map(|it| it.1)));
    let types = conditions.flat_map(|condition| match condition {
        Condition::Types(types, _) => types,
        Condition::If(_) => Vec::new(),
    });
    let found: BTreeSet<String> = types.collect();
    match found.len() {
        0 | 1 => Vec::new(),
        _ if found.iter().all(|it| FAMILY.contains(&it.as_str())) => {
            FAMILY.map(str::to_owned).to_vec()
        }
        _ => found.into_iter().collect(),
    }
}

/// Reads the condition of a line, and returns it with the rest of the line.
pub(super) fn read(text: &str) -> Option<(String, Condition)> {
    FORMS.iter().find_map(|form| {
        let found = form.captures(text)?;
        let rest = found["before"].trim_end().to_owned() + &found["rest"];
        let rest = trimmed(&rest);
        let condition = condition(&found["phrase"]).filter(|_| !rest.is_empty())?;
        Some((rest.to_owned(), condition))
    })
}

/// Reads a phrase that is nothing but a condition.
pub(super) fn condition(phrase: &str) -> Option<Condition> {
    let phrase = phrase.trim_matches(['_', '*', ' ', '.', ':', ',']);
    let lower = phrase.to_lowercase();
    if let Some(types) = types(phrase) {
        return Some(Condition::Types(types, phrase.to_owned()));
    }
    let has_type =
        || words(phrase).iter().any(|word| TYPES.split('|').any(|it| word.starts_with(it)));
    let is_fixed = is_one_of(FIXED, &lower);
    let is_condition = is_fixed
        || STARTS.iter().any(|start| lower.starts_with(start))
        || lower.ends_with(" only") && has_type();
    (is_condition && phrase.chars().count() <= LONGEST).then(|| {
        // `octorel list --format issue` writes other conditions so.
        let own = lower.strip_prefix("optional: ").map(|own| &phrase[phrase.len() - own.len()..]);
        Condition::If(if is_fixed { lower.clone() } else { own.unwrap_or(phrase).to_owned() })
    })
}

/// A condition in the form that a line of a list ends with.
pub fn condition_in_text(text: &str) -> String {
    let is_read = condition(text).is_some_and(|read| match read {
        Condition::If(read) => read == text,
        Condition::Types(..) => true,
    });
    if is_read { format!(" ({text})") } else { format!(" (optional: {text})") }
}

/// The release types of a phrase that says nothing else.
fn types(phrase: &str) -> Option<Vec<String>> {
    let words = words(phrase);
    let is_limit =
        words.iter().any(|word| word == "only") || words.first().is_some_and(|it| it == "for");
    let mut types: Vec<String> = Vec::new();
    for word in words.iter().filter(|word| !is_one_of(FILLERS, word.as_str())) {
        if !is_one_of(TYPES, word.as_str()) {
            return None;
        }
        if !types.contains(word) {
            types.push(word.clone());
        }
    }
    (is_limit && !types.is_empty()).then_some(types)
}

#[cfg(test)]
mod tests {
    use super::{Condition, read};

    #[test]
    fn a_condition_is_separated_from_the_text() {
        for (text, rest, condition) in [
            ("(optional) Stop it, **only** if agreed", "Stop it, **only** if agreed", "optional"),
            ("Optional: tell support", "tell support", "optional"),
            ("Do it (if applicable). __Note:__ slow", "Do it. __Note:__ slow", "if applicable"),
            ("Do it _(only if the API changed)_", "Do it", "only if the API changed"),
        ] {
            let expected = Condition::If(condition.to_owned());
            assert_eq!(read(text), Some((rest.to_owned(), expected)), "{text}");
        }
        for (text, rest, types) in [
            ("*Major releases only.* Check the docs", "Check the docs", &["major"][..]),
            ("Bump it (minor and major releases only)", "Bump it", &["minor", "major"]),
            ("For a patch release, cherry-pick", "cherry-pick", &["patch"]),
            ("Publish the blog post, major releases only", "Publish the blog post", &["major"]),
        ] {
            match read(text) {
                Some((found, Condition::Types(all, _))) => assert_eq!(
                    (&*found, &*all),
                    (rest, &*types.iter().map(ToString::to_string).collect::<Vec<_>>())
                ),
                other => panic!("{text}: {other:?}"),
            }
        }
        for text in [
            "Pin TBB if needed.",
            "Push (only after all are done)",
            "See [if any](https://a.example)",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
