//! The command line to complete, as a shell passes it.

use crate::command::unfinished;
use std::ffi::OsString;

/// The hidden command of the completion scripts.
const HIDDEN_COMMAND: &str = "__complete";

/// The words after the name of the program. The last one is to be completed.
pub(crate) struct TypedLine {
    pub(super) before: Vec<OsString>,
    pub(super) current: OsString,
    pub(super) naming: Naming,
    /// The last word is the target of a redirection.
    pub(super) is_redirected: bool,
}

/// Which name of an item to offer if the typed word is not the beginning of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    ByValue,
    /// The name that contains the word, for shells that drop all others.
    ByContent,
}

/// The line to complete: `__complete words WORD…`, or `__complete line TEXT` with the text up to the cursor and `fish` in place
/// of `line` for fish.
pub(crate) fn line_to_complete(args: &[OsString]) -> Option<TypedLine> {
    let (command, rest) = args.get(1..)?.split_first()?;
    if command != HIDDEN_COMMAND {
        return None;
    }
    let mut words = rest.to_vec();
    let current = words.pop().unwrap_or_default();
    let how = words.first().and_then(|how| how.to_str());
    let naming = if how == Some("fish") { Naming::ByContent } else { Naming::ByValue };
    if how == Some("words") {
        let before = words.split_off(1);
        return Some(TypedLine { before, current, naming, is_redirected: false });
    }
    let (text, is_redirected) = without_redirections(&current.to_string_lossy());
    Some(TypedLine { naming, is_redirected, ..TypedLine::of(&text) })
}

/// A shell's command line without its redirections, and whether the last word is the target of one.
fn without_redirections(line: &str) -> (String, bool) {
    #[derive(PartialEq)]
    enum LinePart {
        Words,
        Operator,
        Target,
    }
    let (mut words, mut part, mut quote) = (String::new(), LinePart::Words, None);
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        let is_plain = quote.is_none();
        if is_plain && matches!(c, '<' | '>') {
            // The number of a file descriptor, or `&`, may be before the operator.
            let before = words.trim_end_matches(|c: char| c.is_ascii_digit() || c == '&');
            if part == LinePart::Words && before.ends_with(char::is_whitespace) {
                words.truncate(before.len());
            }
            part = LinePart::Operator;
            continue;
        }
        if is_plain && c.is_whitespace() && part == LinePart::Target {
            part = LinePart::Words;
        } else if part == LinePart::Operator && !c.is_whitespace() && !matches!(c, '&' | '|') {
            part = LinePart::Target;
        }
        match quote {
            Some(_) if quote == Some(c) => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            Some(_) | None => {}
        }
        let escaped = if c == '\\' && quote != Some('\'') { chars.next() } else { None };
        if part == LinePart::Words {
            words.extend([c].into_iter().chain(escaped));
        }
    }
    (words, part != LinePart::Words)
}

impl TypedLine {
    /// Parses a command line up to the cursor, which begins with the name of the program.
    pub(super) fn of(text: &str) -> Self {
        let words = unfinished(text).into_iter().skip(1);
        let mut before: Vec<OsString> = words.map(OsString::from).collect();
        let current = before.pop().unwrap_or_default();
        Self { before, current, naming: Naming::ByValue, is_redirected: false }
    }
}

#[cfg(test)]
mod tests {
    use super::without_redirections;

    #[test]
    fn redirections_are_no_arguments() {
        for (line, words, is_redirected) in [
            ("octorel gate >mi", "octorel gate ", true),
            ("octorel gate 2> ", "octorel gate ", true),
            ("octorel gate &>>'a b", "octorel gate ", true),
            ("octorel gate >|a\\ b 2>&1 de", "octorel gate   de", false),
            ("octorel note 'a > b' \\>", "octorel note 'a > b' \\>", false),
        ] {
            assert_eq!(without_redirections(line), (words.to_owned(), is_redirected), "{line}");
        }
    }
}
