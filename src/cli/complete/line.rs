//! The line that is being typed, as a shell hands it over.

use crate::terminal::unfinished;
use std::ffi::{OsStr, OsString};

/// The word in the place of a command by which a script asks.
const ASKS: &str = "__complete";

/// The words after the name of the program, the last of them the one that is completed: the others are whole.
pub(crate) struct Line {
    pub(super) before: Vec<OsString>,
    pub(super) current: OsString,
    pub(super) meant: Meant,
}

/// By which name an item is offered that the typed word means without being its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meant {
    ByNumber,
    /// For a shell that finds the word within a name, and drops names that do not hold it.
    ById,
}

/// The line that a shell asks about: `__complete words WORD…`, the same with `fish` in place of `words`, or
/// `__complete line TEXT` with the text up to the cursor.
pub(crate) fn asked(args: &[OsString]) -> Option<Line> {
    let (asks, rest) = args.get(1..)?.split_first()?;
    if asks != ASKS {
        return None;
    }
    let (meant, mut words) = match rest.split_first() {
        Some((how, [text])) if how == "line" => {
            return Some(Line::of(&text.to_string_lossy()));
        }
        Some((how, words)) if how == "fish" => (Meant::ById, words.to_vec()),
        Some((_, words)) => (Meant::ByNumber, words.to_vec()),
        None => (Meant::ByNumber, Vec::new()),
    };
    let current = words.pop().unwrap_or_default();
    Some(Line {
        before: words,
        current,
        meant,
    })
}

impl Line {
    /// A command line up to the cursor, which begins with the name of the program.
    pub(super) fn of(text: &str) -> Self {
        let words = unfinished(text).into_iter().skip(1);
        let mut before: Vec<OsString> = words.map(OsString::from).collect();
        Self {
            current: before.pop().unwrap_or_default(),
            before,
            meant: Meant::ByNumber,
        }
    }

    /// The word that is completed, as text.
    pub(super) fn current(&self) -> &OsStr {
        &self.current
    }
}

#[cfg(test)]
mod tests {
    use super::asked;
    use std::ffi::OsString;

    #[test]
    fn only_the_hidden_word_asks() {
        let args = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
        assert!(asked(&args(&["octorel", "tick", "__complete"])).is_none());
        assert!(asked(&args(&["octorel"])).is_none());
        let line = asked(&args(&["octorel", "__complete", "line", "octorel tick 2"])).unwrap();
        assert_eq!((line.before, line.current), (args(&["tick"]), "2".into()));
        let words = asked(&args(&["octorel", "__complete", "words", "tick", ""])).unwrap();
        assert_eq!((words.before, words.current), (args(&["tick"]), "".into()));
    }
}
