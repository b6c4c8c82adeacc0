//! Suggests a command for a word that is none: for a typing error, or for what other programs call it.

use crate::release::naming;

/// Words of other programs, and the command that does it here.
const NEIGHBOURS: [(&str, &[&str]); 19] = [
    ("tick", &["done", "check-off", "complete", "mark", "do", "tick-off"]),
    ("untick", &["uncheck", "undone", "open", "reset"]),
    ("list", &["ls", "items", "ll", "dir"]),
    ("status", &["st", "stat", "state", "overview", "summary"]),
    ("next", &["todo", "now", "mine"]),
    ("start", &["new", "create", "begin", "plan"]),
    ("log", &["history", "events", "reflog", "journal"]),
    ("undo", &["revert", "back"]),
    ("reschedule", &["move", "shift", "postpone", "delay"]),
    ("cancel", &["abort"]),
    ("finish", &["close", "end", "archive"]),
    ("report", &["record"]),
    ("check", &["lint", "validate"]),
    ("note", &["comment"]),
    ("roles", &["people", "team", "who", "matrix"]),
    ("gate", &["ready"]),
    ("decide", &["approve", "vote"]),
    ("completions", &["completion", "complete-shell"]),
    ("help", &["topics", "commands", "usage"]),
];

/// The command that a word probably stands for.
pub(crate) fn suggestion<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let neighbour = NEIGHBOURS.iter().find(|(_, words)| words.contains(&&*word));
    let neighbour = neighbour.map(|(command, _)| *command);
    neighbour.or_else(|| naming::closest(&word, names))
}

#[cfg(test)]
mod tests {
    use super::{NEIGHBOURS, suggestion};
    use crate::cli::args::NAMES;

    #[test]
    fn an_unknown_word_suggests_a_command() {
        let suggested = |word| suggestion(word, NAMES.iter().copied());
        for (word, command) in [
            ("tikc", "tick"),
            ("done", "tick"),
            ("check-off", "tick"),
            ("complete", "tick"),
            ("ls", "list"),
            ("statsu", "status"),
            ("Tick", "tick"),
        ] {
            assert_eq!(suggested(word), Some(command), "{word}");
        }
        assert_eq!(suggested("zebra"), None);
    }

    #[test]
    fn words_of_other_programs_suggest_commands_without_being_commands() {
        for (command, words) in NEIGHBOURS {
            assert!(NAMES.contains(&command), "{command}");
            assert!(words.iter().all(|word| !NAMES.contains(word)), "{command}");
        }
    }
}
