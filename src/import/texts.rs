//! Names without numbers and emoji, and the pieces of a text that rules look at.

use regex_lite::Regex;
use std::sync::LazyLock;

/// Finds a name between a leading number, lone emoji and a final colon. `2.4.0 release` starts with a version, which is kept.
static NAME: LazyLock<Regex> = LazyLock::new(|| {
    let emoji = r"(?::[a-z_]+:|[\u{200d}\u{fe0f}\u{20e3}\u{2190}-\u{2bff}\u{1f000}-\u{1faff}]+)";
    let number = r"\d+(?:\.\d+)?(?:[.):–—-]+| [:–—-]) [ :–—-]*";
    let name = format!("^(?:{emoji} +)*(?:{number})?(?:{emoji} +)*(.*?)[ :]*(?: +{emoji}[ :]*)*$");
    regex(&name)
});

pub(super) fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is fixed")
}

/// The name of a heading: without a leading number, emoji at its ends, emphasis and a colon at the end.
pub(super) fn name(text: &str) -> String {
    let plain = text.trim();
    let bold = plain.trim_end_matches(':').strip_prefix("**").and_then(|it| it.strip_suffix("**"));
    let plain = bold.filter(|it| !it.contains("**")).unwrap_or(plain);
    if plain.is_empty() {
        return "Items".to_owned();
    }
    let name = NAME.captures(plain).and_then(|found| found.get(1)).map_or("", |it| it.as_str());
    // A name of one word and a number or `:tada:` keeps both.
    let count = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        words.filter(|word| !word.is_empty()).count()
    };
    let is_short = name.is_empty() || count(name) * 5 < count(text) * 3;
    if is_short { text.to_owned() } else { name.to_owned() }
}

/// A text in parentheses at the end, before a full stop, and the text without it.
pub(super) fn trailing_parentheses(text: &str) -> Option<(String, &str)> {
    let body = text.trim_end().trim_end_matches('.').trim_end();
    let (end, opening, closing) = match body.chars().next_back()? {
        ')' => (body.strip_suffix(')')?, '(', ')'),
        ']' => (body.strip_suffix(']')?, '[', ']'),
        // In emphasis, such as `_(optional)_`.
        '_' => (body.strip_suffix(")_")?, '(', ')'),
        '*' => (body.strip_suffix(")*")?, '(', ')'),
        _ => return None,
    };
    let start = end.rfind(opening)?;
    let inner = &end[start + 1..];
    let before = end[..start].trim_end_matches(['_', '*']);
    let is_link = before.ends_with(']') || before.ends_with('`');
    (!is_link && !inner.contains(closing)).then(|| (before.trim_end().to_owned(), inner))
}

/// Says whether a list such as `a|b` has a word.
pub(super) fn is_one_of(list: &str, word: &str) -> bool {
    list.split('|').any(|it| it == word)
}

pub(super) fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// The text without what separated it from a label, an owner or a condition.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim()
        .trim_start_matches([':', '-', '–', '—', ','])
        .trim_start()
        .trim_end_matches([' ', '-', '–', '—'])
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn numbers_and_lone_emoji_are_left_out_of_names() {
        for (text, expected) in [
            ("1. Release planning", "Release planning"),
            ("1. Planning", "1. Planning"),
            ("3. Smoke tests:", "Smoke tests"),
            ("🚀 Deploy", "Deploy"),
            ("Deploy to production :tada:", "Deploy to production"),
            (":tada: Deploy", ":tada: Deploy"),
            ("**After release**:", "After release"),
            ("24-48 hours after release", "24-48 hours after release"),
        ] {
            assert_eq!(name(text), expected, "{text}");
        }
    }
}
