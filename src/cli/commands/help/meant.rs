//! Which command somebody meant who typed another word: a mistyped one, or the word that other programs have for it.

use crate::cli::args::NAMES;
use crate::release::naming;

/// Words of other programs, and the command that does it here.
const NEIGHBOURS: [(&str, &[&str]); 18] = [
    (
        "tick",
        &["done", "check-off", "complete", "mark", "do", "tick-off"],
    ),
    ("untick", &["uncheck", "undone", "open", "reset"]),
    ("list", &["ls", "items", "ll", "dir"]),
    (
        "status",
        &["show", "st", "stat", "state", "overview", "summary"],
    ),
    ("next", &["todo", "now", "mine"]),
    ("start", &["new", "create", "begin", "plan"]),
    ("log", &["history", "events", "reflog", "journal"]),
    ("undo", &["revert", "back"]),
    ("reschedule", &["move", "shift", "postpone", "delay"]),
    ("cancel", &["abort"]),
    ("close", &["finish", "end", "archive"]),
    ("check", &["lint", "validate"]),
    ("note", &["comment"]),
    ("roles", &["people", "team", "who", "matrix"]),
    ("gate", &["ready"]),
    ("decide", &["approve", "vote"]),
    ("completions", &["completion", "complete-shell"]),
    ("help", &["topics", "commands", "usage"]),
];

/// The command that is probably meant.
pub(crate) fn command(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let neighbour = NEIGHBOURS.iter().find(|(_, words)| words.contains(&&*word));
    let neighbour = neighbour.map(|(command, _)| *command);
    neighbour.or_else(|| naming::meant(&word, NAMES.into_iter()))
}

#[cfg(test)]
mod tests {
    use super::{NEIGHBOURS, command};
    use crate::cli::args::NAMES;

    #[test]
    fn a_wrong_word_leads_to_a_command() {
        for (word, meant) in [
            ("tikc", "tick"),
            ("done", "tick"),
            ("check-off", "tick"),
            ("complete", "tick"),
            ("ls", "list"),
            ("show", "status"),
            ("statsu", "status"),
            ("Tick", "tick"),
        ] {
            assert_eq!(command(word), Some(meant), "{word}");
        }
        assert_eq!(command("zebra"), None);
    }

    #[test]
    fn a_word_of_others_is_no_command_here_and_leads_to_one() {
        for (command, words) in NEIGHBOURS {
            assert!(NAMES.contains(&command), "{command}");
            assert!(words.iter().all(|word| !NAMES.contains(word)), "{command}");
        }
    }
}
