//! Conditions and release types in a line: `(if needed)`, `Optional:`, `*Major releases only.*`.

use super::texts::{is_one_of, trailing_parentheses, trimmed, words};
use std::collections::BTreeSet;

/// What a line says about when it applies.
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

/// Types of which each release is one.
const FAMILY: [&str; 3] = ["major", "minor", "patch"];

/// The release types of a page, if several of them occur in its texts; the complete family, if all are of it.
pub(super) fn types_of(texts: &[&str]) -> Vec<String> {
    let conditions = texts.iter().filter_map(|text| condition(text).or(read(text).map(|it| it.1)));
    let mut found = BTreeSet::new();
    for condition in conditions {
        if let Condition::Types(types, _) = condition {
            found.extend(types);
        }
    }
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
    let pieces = [leading(text), trailing_parentheses(text), label(text), within(text)];
    let found = pieces.into_iter().flatten().find_map(|(rest, phrase)| {
        let rest = trimmed(&rest);
        (!rest.is_empty()).then_some(()).and(condition(phrase)).map(|it| (rest.to_owned(), it))
    });
    found.or_else(|| {
        // `…, major releases only`
        let at = text.rfind([',', '–', '—']).or(text.rfind(" - "))?;
        let phrase = trimmed(&text[at..]);
        let types = types(phrase).filter(|_| phrase.to_lowercase().contains("only"))?;
        Some((text[..at].trim_end().to_owned(), Condition::Types(types, phrase.to_owned())))
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
    let is_condition = is_one_of(FIXED, lower.as_str())
        || STARTS.iter().any(|start| lower.starts_with(start))
        || lower.ends_with(" only") && has_type();
    (is_condition && phrase.chars().count() <= LONGEST).then(|| {
        // `octorel list --format issue` writes other conditions so.
        let own = lower.strip_prefix("optional: ").map(|own| &phrase[phrase.len() - own.len()..]);
        let is_fixed = is_one_of(FIXED, lower.as_str());
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

/// The phrase in brackets or emphasis at the start.
fn leading(text: &str) -> Option<(String, &str)> {
    let pairs = [("**", "**"), ("__", "__"), ("*", "*"), ("_", "_"), ("(", ")"), ("[", "]")];
    let (body, closing) =
        pairs.iter().find_map(|(open, close)| Some((text.strip_prefix(open)?, close)))?;
    let (phrase, rest) = body.split_once(closing)?;
    (!rest.starts_with(['(', '['])).then(|| (rest.to_owned(), phrase))
}

/// `Optional: …`, `RC only: …`, `For a major release, …`.
fn label(text: &str) -> Option<(String, &str)> {
    let at = text.find([':', ','])?;
    let (phrase, rest) = (&text[..at], &text[at + 1..]);
    let is_label = phrase.eq_ignore_ascii_case("optional") || types(phrase).is_some();
    (rest.starts_with(' ') && is_label).then(|| (rest.to_owned(), phrase))
}

/// A fixed condition in parentheses within the text.
fn within(text: &str) -> Option<(String, &str)> {
    text.match_indices('(').find_map(|(at, _)| {
        let (phrase, rest) = text[at + 1..].split_once(')')?;
        let is_fixed = is_one_of(FIXED, &phrase.to_lowercase());
        is_fixed.then(|| (text[..at].trim_end().to_owned() + rest, phrase))
    })
}

#[cfg(test)]
mod tests {
    use super::{Condition, read};

    #[test]
    fn a_condition_is_separated_from_the_text() {
        for (text, rest, condition) in [
            ("Schedule windows (if needed)", "Schedule windows", "if needed"),
            (
                "(optional) Remove jobs, **only** if agreed",
                "Remove jobs, **only** if agreed",
                "optional",
            ),
            ("Optional: tell support", "tell support", "optional"),
            (
                "Update it (if applicable). __Note:__ automated",
                "Update it. __Note:__ automated",
                "if applicable",
            ),
            ("Do it _(only if the API changed)_", "Do it", "only if the API changed"),
            ("Do it (optional: big customers)", "Do it", "big customers"),
        ] {
            let expected = Condition::If(condition.to_owned());
            assert_eq!(read(text), Some((rest.to_owned(), expected)), "{text}");
        }
        for (text, rest, types) in [
            ("*Major releases only.* Check the docs", "Check the docs", &["major"][..]),
            ("Bump it (minor and major releases only)", "Bump it", &["minor", "major"]),
            ("For a patch release, cherry-pick", "cherry-pick", &["patch"]),
            ("RC only: tag it", "tag it", &["rc"]),
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
            "Roll back if necessary",
            "Push (only after all are done)",
            "*Note* this",
            "See [if any](https://a.example)",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
