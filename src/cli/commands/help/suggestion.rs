//! Suggests a command for a word that is none: a typing error, a former name, or what other programs call it.

use crate::release::naming;

/// Former names and words of other programs, with the line to use instead. The arguments go to the first `…`, otherwise to the
/// end.
const NEIGHBOURS: [(&str, &[&str]); 37] = [
    ("tick", &["done", "check-off", "complete", "mark", "do", "tick-off"]),
    ("untick", &["unblock", "undo-tick", "uncheck", "undone", "open", "reset", "todo"]),
    ("skip … --reason \"…\"", &["remove", "delete", "rm", "omit"]),
    ("list", &["ls", "items", "ll", "dir", "search", "find"]),
    ("list --state late", &["late", "overdue"]),
    ("status", &["st", "stat", "state", "overview", "summary"]),
    ("show", &["info", "view", "describe", "details", "cat"]),
    ("next", &["now"]),
    ("next --mine", &["mine"]),
    ("start", &["new", "create", "begin", "plan"]),
    ("log", &["history", "events", "reflog", "journal"]),
    ("log … --kind note", &["notes"]),
    ("log --kind deviation", &["deviations"]),
    ("log --kind risk", &["risks"]),
    ("note --kind risk", &["risk"]),
    ("note", &["comment"]),
    ("undo", &["revert", "back"]),
    ("add", &["insert", "append"]),
    ("upgrade", &["update", "migrate"]),
    ("again", &["repeat", "redo", "rerun", "restart"]),
    ("reschedule", &["move", "shift", "postpone", "delay"]),
    ("cancel", &["abort"]),
    ("finish", &["close", "end", "archive"]),
    ("report", &["record", "export"]),
    ("check", &["verify", "lint", "validate"]),
    ("check --repair", &["repair", "fix"]),
    ("init", &["edit", "configure"]),
    ("--version", &["version"]),
    ("roles", &["people", "team", "who", "matrix"]),
    ("assign … --remove", &["unassign"]),
    ("gate", &["ready"]),
    ("decide", &["decisions", "approve", "vote"]),
    ("decide … --escalate", &["escalate"]),
    ("incident declare", &["declare"]),
    ("incident resolve", &["resolve"]),
    ("completions", &["completion", "complete-shell"]),
    ("help", &["topics", "commands", "usage"]),
];

/// The line that a word probably means: a command, and perhaps its arguments.
pub(crate) fn suggestion<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let neighbour = NEIGHBOURS.iter().find(|(_, words)| words.contains(&&*word));
    let neighbour = neighbour.map(|(line, _)| *line);
    neighbour.or_else(|| naming::closest(&word, names))
}
