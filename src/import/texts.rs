//! Names without numbers and emoji, and the pieces of a text that rules look at.

/// The name of a heading: without a leading number, emoji at its ends, emphasis and a colon at the end.
pub(super) fn name(text: &str) -> String {
    let mut name = without_emoji(text).trim_end_matches(':').trim();
    if let Some(inner) = name.strip_prefix("**").and_then(|it| it.strip_suffix("**"))
        && !inner.contains("**")
    {
        name = inner.trim_end_matches(':').trim();
    }
    let digits = name.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &name[..name.len() - digits.len()];
    let after = digits.trim_start_matches([')', '-', '–', '—', ':', '.']);
    // `2.4.0 release` begins with a version.
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && (number.ends_with('.')
            || after.len() < digits.len()
            || after.trim_start().starts_with(['-', '–', '—', ':']))
        && number.trim_end_matches('.').matches('.').count() < 2;
    if is_number && after.starts_with(' ') {
        name = after.trim_start_matches([' ', '-', '–', '—', ':']);
    }
    let name = without_emoji(name);
    if text.trim().is_empty() {
        return "Items".to_owned();
    }
    // A name of one word and a number or `:tada:` keeps both.
    let count = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        words.filter(|word| !word.is_empty()).count()
    };
    if count(name) * 5 < count(text) * 3 || name.is_empty() {
        text.to_owned()
    } else {
        name.to_owned()
    }
}

/// Without emoji and their short names at both ends.
fn without_emoji(text: &str) -> &str {
    let is_emoji = |word: &&str| {
        let inner = word.strip_prefix(':').and_then(|it| it.strip_suffix(':'));
        let is_short = inner.is_some_and(|it| {
            !it.is_empty() && it.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        });
        is_short
            || word.chars().all(|c| matches!(c, '\u{200d}' | '\u{fe0f}' | '\u{20e3}' | '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}'))
    };
    let mut text = text.trim();
    while let Some((_, rest)) = text.split_once(' ').filter(|(word, _)| is_emoji(word)) {
        text = rest.trim_start();
    }
    while let Some((rest, _)) = text.rsplit_once(' ').filter(|(_, word)| is_emoji(word)) {
        text = rest.trim_end();
    }
    text
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

/// The lower-case words of a text.
pub(super) fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// The text with a capital letter at its start, unless it starts with code or a name.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim()
        .trim_start_matches([':', '-', '–', '—', ','])
        .trim_start()
        .trim_end_matches([' ', '-', '–', '—'])
}

#[cfg(test)]
mod tests {
    use super::{name, trailing_parentheses};

    #[test]
    fn numbers_and_lone_emoji_are_left_out_of_names() {
        for (text, expected) in [
            ("1. Release planning", "Release planning"),
            ("1. Planning", "1. Planning"),
            ("2 - Data gathering", "Data gathering"),
            ("3. Smoke tests:", "Smoke tests"),
            ("🚀 Deploy", "Deploy"),
            ("Deploy to production :tada:", "Deploy to production"),
            (":tada: Deploy", ":tada: Deploy"),
            ("**After release**:", "After release"),
            ("2 weeks before", "2 weeks before"),
            ("2.4.0 release", "2.4.0 release"),
            ("24-48 hours after release", "24-48 hours after release"),
            ("🎉", "🎉"),
        ] {
            assert_eq!(name(text), expected, "{text}");
        }
    }

    #[test]
    fn parentheses_at_the_end_are_found() {
        let found =
            |text| trailing_parentheses(text).map(|(before, inner)| (before, inner.to_owned()));
        let some = |before: &str, inner: &str| Some((before.to_owned(), inner.to_owned()));
        assert_eq!(found("Lock (if needed)"), some("Lock", "if needed"));
        assert_eq!(found("Lock _(optional)_."), some("Lock", "optional"));
        assert_eq!(found("See [x](https://a.example)"), None);
        assert_eq!(found("Lock (a) it"), None);
    }
}
