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
}

/// Which name of an item to offer if the typed word is not the beginning of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    ByValue,
    /// The name that contains the word, for shells that drop all others.
    ByContent,
}

/// The line to complete: `__complete words WORD…`, the same with `fish` in place of `words`, or
/// `__complete line TEXT` with the text up to the cursor.
pub(crate) fn line_to_complete(args: &[OsString]) -> Option<TypedLine> {
    let (command, rest) = args.get(1..)?.split_first()?;
    if command != HIDDEN_COMMAND {
        return None;
    }
    let (naming, mut words) = match rest.split_first() {
        Some((how, [text])) if how == "line" => {
            return Some(TypedLine::of(&text.to_string_lossy()));
        }
        Some((how, words)) if how == "fish" => (Naming::ByContent, words.to_vec()),
        Some((_, words)) => (Naming::ByValue, words.to_vec()),
        None => (Naming::ByValue, Vec::new()),
    };
    let current = words.pop().unwrap_or_default();
    Some(TypedLine { before: words, current, naming })
}

impl TypedLine {
    /// Parses a command line up to the cursor, which begins with the name of the program.
    pub(super) fn of(text: &str) -> Self {
        let words = unfinished(text).into_iter().skip(1);
        let mut before: Vec<OsString> = words.map(OsString::from).collect();
        Self { current: before.pop().unwrap_or_default(), before, naming: Naming::ByValue }
    }
}

#[cfg(test)]
mod tests {
    use super::line_to_complete;
    use std::ffi::OsString;

    #[test]
    fn only_the_hidden_command_requests_completion() {
        let args = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
        assert!(line_to_complete(&args(&["octorel", "tick", "__complete"])).is_none());
        assert!(line_to_complete(&args(&["octorel"])).is_none());
        let line =
            line_to_complete(&args(&["octorel", "__complete", "line", "octorel tick 2"])).unwrap();
        assert_eq!((line.before, line.current), (args(&["tick"]), "2".into()));
        let words =
            line_to_complete(&args(&["octorel", "__complete", "words", "tick", ""])).unwrap();
        assert_eq!((words.before, words.current), (args(&["tick"]), "".into()));
    }
}
