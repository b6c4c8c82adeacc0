//! Owners in a line: `[QA] …`, `QA: …`, `… (release manager)`, `… @alice`, `… (Owner: QA)`.

use super::texts::{is_one_of, regex, trailing_parentheses, trimmed, words};
use regex_lite::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Who owns an item: people, or roles, in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Owners {
    pub(super) names: Vec<String>,
    pub(super) are_people: bool,
    /// As they were written.
    pub(super) phrase: String,
}

/// How often each label occurs at the start of a line, in lower case.
pub(super) type Labels = BTreeMap<String, usize>;

/// The last word of the name of a role.
const NOUNS: &str = "manager|managers|lead|leads|leader|engineer|engineers|developer|developers|\
    maintainer|maintainers|owner|owners|captain|champion|coordinator|writer|writers|tester|\
    testers|officer|commander|scribe|reviewer|reviewers|shepherd|analyst|designer|architect|\
    administrator|devops|author|committer|team|management|engineering";
/// Names of roles that are written in capital letters.
const ABBREVIATIONS: &str = "QA|PM|RM|TPM|SRE|DRI|DEV|PO|EM";
const ARTICLES: [&str; 5] = ["by ", "any ", "the ", "an ", "a "];
/// The label of an owner below an item.
pub const OWNER: &str = "Owner:";
/// Labels of an owner, with which a text ends.
const LABELS: [&str; 6] =
    ["owner:", "owners:", "assignee:", "assigned to:", "responsible:", "dri:"];
/// Words before `@x` that make it part of a sentence.
const SENTENCE: &str = "with|to|from|by|ping|ask|mention|notify|cc|contact|tell|inform|via|for|on|\
    in|at|and|or|of|using|tag|message|email|thank|thanks|remind|as|install|publish";
/// Labels that are no roles.
const NOTES: &str = "note|notes|important|warning|tip|hint|optional|example|caution|alert|todo|\
    step|why|how";

/// Handles at the end of a text, and what is before them.
static HANDLES: LazyLock<Regex> = LazyLock::new(|| {
    let handle = "@[a-zA-Z0-9][a-zA-Z0-9_-]*";
    regex(&format!("^(.*? )({handle}(?:,? (?:(?:and|or|/|&) )?{handle})*)$"))
});

/// The label at the start of a line, and the rest of it.
fn label(text: &str) -> Option<(&str, &str)> {
    let (label, rest) = if let Some(body) = text.strip_prefix('[') {
        let (label, rest) = body.split_once(']')?;
        (label, rest.strip_prefix(':').unwrap_or(rest))
    } else if let Some(body) = text.strip_prefix("**") {
        let (label, rest) = body.split_once("**")?;
        match label.strip_suffix(':') {
            Some(label) => (label, rest),
            None => (label, rest.strip_prefix(':')?),
        }
    } else {
        text.split_once(':').filter(|(label, _)| is_role(label))?
    };
    let is_name = label.starts_with(|c: char| c.is_uppercase())
        && (2..=30).contains(&label.chars().count())
        && label.chars().all(|c| c.is_alphabetic() || " /&-".contains(c));
    let is_note = words(label).first().is_some_and(|word| is_one_of(NOTES, word.as_str()));
    (is_name && !is_note && rest.starts_with(' ')).then_some((label, rest))
}

pub(super) fn count<'a>(texts: impl Iterator<Item = &'a str>) -> Labels {
    let mut labels = Labels::new();
    for (label, _) in texts.filter_map(label) {
        *labels.entry(label.to_lowercase()).or_default() += 1;
    }
    labels
}

/// Reads the owners of a line, and returns them with the rest of the line.
pub(super) fn read(text: &str, labels: &Labels) -> Option<(String, Owners)> {
    let found = labelled(text).or_else(|| handles(text)).or_else(|| {
        let (before, inner) = trailing_parentheses(text)?;
        let assigned = inner.strip_prefix("assign to ").or(inner.strip_prefix("assigned to "));
        Some((before, assigned.map_or_else(|| roles(inner), owners)?))
    });
    let found = found.or_else(|| {
        let (name, rest) = label(text)?;
        let is_shout = name.len() > 1 && name.chars().all(|c| !c.is_lowercase());
        let recurs = labels.get(&name.to_lowercase()).is_some_and(|count| *count > 1);
        let names = if recurs && !is_shout { owners(name) } else { roles(name) };
        Some((rest.to_owned(), names?))
    });
    let (rest, owners) = found?;
    let rest = trimmed(&rest);
    // GitHub notifies people by their names in the text, and a text with links is not shortened.
    let is_kept = owners.are_people || text.contains("](") || text.contains("://");
    (!rest.is_empty()).then(|| (if is_kept { text } else { rest }.to_owned(), owners))
}

/// The roles that a heading consists of, besides words such as `tasks`.
pub(super) fn of_heading(heading: &str) -> Option<Owners> {
    if let Some((name, _)) = label(heading) {
        return roles(name);
    }
    let is_task = |word: &&str| {
        let word = word.to_lowercase();
        !is_one_of("tasks|duties|responsibilities|checklist|steps|for|of|items|to-do|todo", &word)
    };
    let kept: Vec<&str> = heading.split(' ').filter(is_task).collect();
    roles(kept.join(" ").trim_end_matches(':').trim_end_matches("'s"))
}

/// `Owner: …` at the end of a text.
pub(super) fn labelled(text: &str) -> Option<(String, Owners)> {
    let lower = text.to_ascii_lowercase();
    LABELS.iter().find_map(|name| {
        let at = lower.rfind(name)?;
        let before = &text[..at];
        let rest = text[at + name.len()..].trim_matches(['*', '_', ' ', ')', ']', '.']);
        // Not `Code owner: …`.
        let is_start = !before.trim_end().ends_with(char::is_alphanumeric);
        let before = before.trim_end_matches(['(', '[', '*', '_', '|', '-', '–', '—', ' ', ',']);
        (is_start && rest.len() <= 60 && !rest.contains(". ")).then_some(())?;
        Some((before.to_owned(), owners(rest)?))
    })
}

/// `@alice`, `@alice, @bob`, `(@org/team)` or `@alice (or bob)` at the end of a text.
fn handles(text: &str) -> Option<(String, Owners)> {
    let body = text.trim_end_matches(['.', ' ']);
    if let Some((before, inner)) = trailing_parentheses(body) {
        if inner.starts_with('@') {
            return owners(inner).filter(|it| it.are_people).map(|owners| (before, owners));
        }
        let others = owners(inner.strip_prefix("or ")?)?;
        let (rest, mut people) = handles(&before)?;
        people.names.extend(others.names);
        people.names.dedup();
        return Some((rest, people));
    }
    let found = HANDLES.captures(body)?;
    let before = found[1].trim_end();
    let last = before.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let is_sentence = is_one_of(SENTENCE, last.as_str()) || before.is_empty();
    (!is_sentence).then_some(())?;
    Some((before.to_owned(), owners(&found[2])?))
}

/// Names that are separated by commas, slashes, `and` or `or`.
fn owners(text: &str) -> Option<Owners> {
    let separated =
        text.replace(" and ", ",").replace(" or ", ",").replace(" & ", ",").replace("  ", ",");
    // A team has a slash in its name.
    let slash = if text.contains('@') { " / " } else { "/" };
    let separated = separated.replace(slash, ",");
    let mut names: Vec<String> = Vec::new();
    for name in separated.split(',') {
        let name = ARTICLES
            .iter()
            .fold(name.trim(), |name, article| name.strip_prefix(article).unwrap_or(name));
        let name = name.trim_matches(['@', ' ', '`', '*']).to_owned();
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    let is_name = |name: &String| {
        name.chars().all(|c| c.is_alphanumeric() || " -_/.@+".contains(c))
            && name.split(' ').count() <= 4
    };
    let is_person = |name: &String| !name.contains(' ') && !is_role(name);
    let is_handle = text.contains('@') || text.starts_with(char::is_lowercase);
    let are_people = is_handle && names.iter().all(is_person);
    let phrase = text.to_owned();
    let are_names = !names.is_empty() && names.iter().all(is_name);
    are_names.then_some(Owners { names, are_people, phrase })
}

fn roles(text: &str) -> Option<Owners> {
    owners(text)
        .filter(|it| it.names.iter().all(|name| is_role(name)))
        .map(|it| Owners { are_people: false, ..it })
}

fn is_role(name: &str) -> bool {
    let words = words(name);
    let is_short =
        name.split([' ', '/']).next_back().is_some_and(|it| is_one_of(ABBREVIATIONS, it));
    let is_noun = words.last().is_some_and(|word| is_one_of(NOUNS, word.as_str()));
    let is_sentence = words.first().is_some_and(|word| is_one_of(SENTENCE, word));
    words.len() <= 3 && !is_sentence && (is_noun || is_short)
}

#[cfg(test)]
mod tests {
    use super::{Labels, count, of_heading, read};

    fn found(text: &str) -> Option<(String, String)> {
        read(text, &Labels::new()).map(|(rest, owners)| (rest, owners.names.join("|")))
    }

    #[test]
    fn owners_are_separated_from_the_text() {
        for (text, rest, names) in [
            ("[QA] Run the tests", "Run the tests", "QA"),
            ("Code owner: approve it", "approve it", "Code owner"),
            ("**Release manager:** tag it", "tag it", "Release manager"),
            ("Update Tugboat @klonos", "Update Tugboat @klonos", "klonos"),
            ("Update Tugboat (@klonos, @a)", "Update Tugboat (@klonos, @a)", "klonos|a"),
            ("a.example @jen (or bug)", "a.example @jen (or bug)", "jen|bug"),
            ("Go (assign to jen / herb  x)", "Go (assign to jen / herb  x)", "jen|herb|x"),
            ("Go (product owner and release manager)", "Go", "product owner|release manager"),
            ("Create (any DRUD maintainer)", "Create", "DRUD maintainer"),
            ("Tag it (Owner: Release Manager)", "Tag it", "Release Manager"),
        ] {
            assert_eq!(found(text), Some((rest.to_owned(), names.to_owned())), "{text}");
        }
    }

    #[test]
    fn names_within_a_sentence_are_no_owners() {
        for text in [
            "**NPM:** publish it",
            "Check with @cilium/security team",
            "Mail it to dev@kubernetes.io",
            "Ping the group using `@RC_Testers`.",
            "Post (assignments below)",
            "[Request a CVE](https://a.example)",
            "**Note:** do not tag",
            "Prepare the notes (README, docs)",
            "Ask maintainer: is it done?",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn a_label_that_recurs_is_an_owner() {
        let texts =
            ["**Marketing:** a", "**Marketing:** b", "**Design:** c", "**NPM:** d", "**NPM:** e"];
        let labels = count(texts.into_iter());
        let names = |text| read(text, &labels).map(|(_, owners)| owners.names);
        assert_eq!(names(texts[0]), Some(vec!["Marketing".to_owned()]));
        assert_eq!(names(texts[2]), None);
        assert_eq!(names(texts[3]), None);
    }

    #[test]
    fn a_heading_of_a_role_names_owners() {
        let names = |heading| of_heading(heading).map(|owners| owners.names.join("|"));
        assert_eq!(names("Release Manager tasks").as_deref(), Some("Release Manager"));
        assert_eq!(names("QA / Developers").as_deref(), Some("QA|Developers"));
        assert_eq!(
            names("[Release Management] Creating a branch").as_deref(),
            Some("Release Management")
        );
        assert_eq!(names("Engineering"), Some("Engineering".to_owned()));
        for heading in
            ["Release", "Documentation", "OctoAcme — Release Manager Checklist", "Post-release"]
        {
            assert_eq!(names(heading), None, "{heading}");
        }
    }
}
