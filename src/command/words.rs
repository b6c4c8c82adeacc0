//! Command lines as text: cut into words as a POSIX shell does it, and written so that it reads them back.

use std::borrow::Cow;

/// Cuts a line into words; nothing is expanded, and a comment is omitted. `None` if a quote is not closed.
pub(crate) fn split(line: &str) -> Option<Vec<String>> {
    shlex::split(line)
}

/// Cuts a line that is still being typed. Its last word is the one at the cursor. It may be empty, or start with a quote
/// that is not closed yet.
pub(crate) fn unfinished(line: &str) -> Vec<String> {
    const CURSOR: char = '\u{1}';
    let cut = |closing| split(&format!("{line}{CURSOR}{closing}"));
    let mut words = ["", "'", "\""].into_iter().find_map(cut).unwrap_or_default();
    match words.last_mut() {
        Some(last) if last.ends_with(CURSOR) => drop(last.pop()),
        // In a comment, or behind a backslash.
        Some(_) | None => words.push(String::new()),
    }
    words
}

/// The last word of such a line as it is typed, with its quotes.
pub(crate) fn last_word(line: &str) -> &str {
    let words = unfinished(line).len();
    let is_start = |at: &usize| {
        let before = unfinished(&line[..*at]);
        before.len() == words && before.last().is_some_and(String::is_empty)
    };
    let starts = line.rmatch_indices([' ', '\t', '\n']).map(|(at, _)| at + 1);
    &line[starts.chain([0]).find(is_start).unwrap_or_default()..]
}

/// Writes words as one line that [`split`] and a shell read back.
pub(crate) fn joined(words: &[String]) -> String {
    let words: Vec<_> = words.iter().map(|word| quoted(word)).collect();
    words.join(" ")
}

/// A word as a shell takes it, with quotes only where it needs them.
pub(crate) fn quoted(word: &str) -> Cow<'_, str> {
    let plain = |c: char| c.is_alphanumeric() || "-_./:@=+,%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        Cow::Borrowed(word)
    } else if word.contains(['"', '$', '`', '\\', '!']) {
        // Inside double quotes these would mean something.
        Cow::Owned(format!("'{}'", word.replace('\'', r"'\''")))
    } else {
        Cow::Owned(format!("\"{word}\""))
    }
}

#[cfg(test)]
mod tests {
    use super::{joined, last_word, quoted, split, unfinished};
    use proptest::collection::vec;
    use proptest::prelude::proptest;

    #[test]
    fn a_line_is_split_like_in_a_shell() {
        let cut = |line| split(line).unwrap().join("|");
        assert_eq!(cut("tick 2.4  2.5 "), "tick|2.4|2.5");
        assert_eq!(cut(r#"note "ops call \"back\"" --link ''"#), r#"note|ops call "back"|--link|"#);
        assert_eq!(cut(r"a\ b 'c\d' e'f'g"), r"a b|c\d|efg");
        assert_eq!(cut(""), "");
        assert_eq!(cut("tick 2.4 # smoke"), "tick|2.4");
        assert_eq!(cut("tick a#b #c\n2.5"), "tick|a#b|2.5");
        assert_eq!(split("note \"ops"), None);
        assert_eq!(split("note ops\\"), None);
    }

    #[test]
    fn the_last_word_of_a_partial_line_may_be_empty_or_have_an_unclosed_quote() {
        for (line, words) in [
            ("octorel ", &["octorel", ""][..]),
            ("octorel tick 2", &["octorel", "tick", "2"]),
            ("octorel  -C 'my dir' ", &["octorel", "-C", "my dir", ""]),
            (r#"octorel -C my\ dir "roll b"#, &["octorel", "-C", "my dir", "roll b"]),
            (r#"octorel note "a \"b\"" ''"#, &["octorel", "note", "a \"b\"", ""]),
            ("octorel note #5", &["octorel", "note", ""]),
            ("", &[""]),
        ] {
            assert_eq!(unfinished(line), words, "{line}");
        }
    }

    #[test]
    fn the_last_word_of_a_partial_line_keeps_its_quotes() {
        for (line, last) in [
            ("tick 2.4 ", ""),
            ("tick 2.", "2."),
            (r#"tick "roll b"#, r#""roll b"#),
            (r"tick roll\ bä", r"roll\ bä"),
            ("", ""),
        ] {
            assert_eq!(last_word(line), last, "{line}");
        }
    }

    #[test]
    fn a_line_has_as_few_quotes_as_possible() {
        let written =
            |words: &[&str]| joined(&words.iter().map(|&w| w.to_owned()).collect::<Vec<_>>());
        assert_eq!(written(&["tick", "2.4"]), "tick 2.4");
        assert_eq!(
            written(&["skip", "1.3", "--reason", "no time"]),
            "skip 1.3 --reason \"no time\""
        );
        assert_eq!(written(&["note", "it's $5", ""]), r#"note 'it'\''s $5' """#);
        assert_eq!(quoted("日本"), "日本");
    }

    proptest! {
        #[test]
        fn a_written_line_reads_back_unchanged(words in vec("[^\0]*", 0..5)) {
            assert_eq!(split(&joined(&words)).unwrap(), words);
        }
    }
}
