//! Writes proposed commands so that they can be pasted: with the options that the user gave, or would have to give again.

use super::hint::{Command, Hint, HintPart};
use super::words::{joined, quoted};
use serde::{Serialize, Serializer};
use std::fmt;

/// Commands that are not about one release.
const WITHOUT_RELEASE: [&str; 8] =
    ["start", "demo", "releases", "check", "init", "completions", "man", "help"];

/// Commands that record, and so take the person who does.
const RECORDING: [&str; 21] = [
    "start",
    "ui",
    "tick",
    "untick",
    "skip",
    "block",
    "unblock",
    "note",
    "undo",
    "assign",
    "reschedule",
    "announce",
    "decide",
    "escalate",
    "incident open",
    "incident note",
    "incident close",
    "close",
    "cancel",
    "reopen",
    "repair",
];

/// Commands that only read a release.
const READING: [&str; 14] = [
    "status",
    "next",
    "list",
    "phases",
    "roles",
    "readiness",
    "notes",
    "deviations",
    "channels",
    "log",
    "gate",
    "decisions",
    "record",
    "verify",
];

/// Says whether a command is about one release, which `-r` names.
pub(crate) fn takes_release(command: &str) -> bool {
    !WITHOUT_RELEASE.contains(&command)
}

/// Says whether a command records in the name of a person, whom `--as` names.
pub(crate) fn records(command: &str) -> bool {
    RECORDING.contains(&command)
}

/// The command that a line names.
pub(crate) fn command_in(words: &[String]) -> Option<&str> {
    let is_command = |word: &&str| {
        let all = WITHOUT_RELEASE.iter().chain(&RECORDING).chain(&READING);
        let mut outer = all.map(|name| name.split(' ').next().unwrap_or(name));
        outer.any(|name| name == *word)
    };
    words.iter().map(String::as_str).find(is_command)
}

/// The words of a line, with the person if its command records, or asks what is theirs, and names nobody.
pub(crate) fn as_person(words: &[String], person: &str) -> Vec<String> {
    let mut words = words.to_vec();
    let Some(command) = command_in(&words) else {
        return words;
    };
    // Behind `--` every word is a value.
    let options: Vec<&String> = words.iter().take_while(|word| *word != "--").collect();
    let names_somebody = |word: &&String| *word == "--as" || word.starts_with("--as=");
    let asks_for_own = options.iter().any(|word| *word == "--mine");
    let at = words.iter().position(|word| word == command).unwrap_or_default() + 1;
    let inner = words.get(at).map(|word| format!("{command} {word}"));
    let at = match inner {
        Some(inner) if records(&inner) => at + 1,
        _ if records(command) || asks_for_own => at,
        _ => return words,
    };
    if !options.iter().any(names_somebody) {
        words.splice(at..at, ["--as".to_owned(), person.to_owned()]);
    }
    words
}

/// What the user gave, as far as a proposed command has to repeat it.
#[derive(Debug, Default, Clone)]
pub struct Invocation {
    /// The folder of `-C`.
    pub dir: Option<String>,
    /// The release of `-r`, or the chosen one if there are several.
    pub release: Option<String>,
    /// The words of the command line; the first one names the program.
    pub args: Vec<String>,
}

impl Invocation {
    /// Nothing was given.
    pub fn none() -> &'static Self {
        static NONE: Invocation = Invocation { dir: None, release: None, args: Vec::new() };
        &NONE
    }

    /// A hint with its commands completed.
    pub fn hint(&self, hint: &Hint) -> String {
        let text = |part: &HintPart| match part {
            HintPart::Text(text) => text.clone().into_owned(),
            HintPart::Command(command) => self.line(command),
            HintPart::SameCommand { option, value } => self.with_option(option, value),
        };
        hint.parts.iter().map(text).collect()
    }

    /// A command with the options of the context: `octorel -C DIR -r RELEASE tick --as PERSON 2.4`.
    pub fn line(&self, command: &Command) -> String {
        let name = &*command.name;
        let mut words = vec!["octorel".to_owned()];
        words.extend(self.dir.iter().map(|dir| format!("-C {}", quoted(dir))));
        let outer = name.split(' ').next().unwrap_or(name);
        if command.release.is_none() && takes_release(outer) {
            words.extend(self.release.iter().map(|release| format!("-r {release}")));
        }
        words.push(name.to_owned());
        let own = command.release.iter();
        words.extend(own.map(|release| format!("-r {release}")));
        let person = self.person().filter(|_| records(name));
        words.extend(person.map(|person| format!("--as {}", quoted(person))));
        words.join(" ") + &command.args
    }

    /// The person of `--as`.
    fn person(&self) -> Option<&str> {
        let at = self.args.iter().position(|word| word == "--as");
        let apart = at.and_then(|at| self.args.get(at + 1).map(String::as_str));
        let joined = || self.args.iter().find_map(|word| word.strip_prefix("--as="));
        apart.or_else(joined)
    }

    /// The command that the user gave with an option added, or with another value of it.
    fn with_option(&self, option: &str, value: &str) -> String {
        if self.args.is_empty() {
            return format!("{option} {value}");
        }
        let short = if option == "--release" { "-r" } else { option };
        let mut words = vec!["octorel".to_owned()];
        let mut given = self.args.iter().skip(1);
        while let Some(word) = given.next() {
            if word == option || word == short {
                given.next();
            } else if !word.starts_with(&format!("{option}=")) {
                words.push(word.clone());
            }
        }
        format!("{} {option} {value}", joined(&words))
    }
}

/// Writes the command without context.
impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Invocation::none().line(self))
    }
}

impl Serialize for Hint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Writes the hint without context.
impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Invocation::none().hint(self))
    }
}

#[cfg(test)]
mod tests {
    use super::{Invocation, as_person};
    use crate::command::{Hint, command};

    fn invocation(line: &str) -> Invocation {
        Invocation { args: line.split(' ').map(str::to_owned).collect(), ..Invocation::default() }
    }

    #[test]
    fn a_suggested_command_keeps_the_options_of_the_user() {
        let invocation = Invocation {
            dir: Some("my app".to_owned()),
            release: Some("2.4.0".to_owned()),
            ..invocation("octorel tick smoke --as dana@example.com")
        };
        let rows: [(Hint, &str); 5] = [
            (
                command("tick").arg("2.7").into(),
                "octorel -C \"my app\" -r 2.4.0 tick --as dana@example.com 2.7",
            ),
            (
                command("list").does("shows all items"),
                "`octorel -C \"my app\" -r 2.4.0 list` shows all items",
            ),
            (
                command("incident open").text("what").or(command("start").arg("1")),
                "octorel -C \"my app\" -r 2.4.0 incident open --as dana@example.com \"what\", or octorel -C \"my app\" start --as dana@example.com 1",
            ),
            (command("status").release("2.4.1").into(), "octorel -C \"my app\" status -r 2.4.1"),
            ("update octorel".into(), "update octorel"),
        ];
        for (hint, text) in rows {
            assert_eq!(invocation.hint(&hint), text);
        }
    }

    #[test]
    fn a_suggested_command_that_records_names_the_person() {
        for (line, completed) in [
            ("tick 1.3", "tick --as dana 1.3"),
            ("note 1.3 -- -5", "note --as dana 1.3 -- -5"),
            ("note 1.3 -- --as", "note --as dana 1.3 -- --as"),
            ("-r 2.4.0 tick 1.3", "-r 2.4.0 tick --as dana 1.3"),
            ("incident note down", "incident note --as dana down"),
            ("incident close", "incident close --as dana"),
            ("incident", "incident"),
            ("undo", "undo --as dana"),
            ("undo --as eve", "undo --as eve"),
            ("undo --as=eve", "undo --as=eve"),
            ("gate deploy", "gate deploy"),
            ("list", "list"),
            ("list --mine", "list --as dana --mine"),
            ("tock 1.3", "tock 1.3"),
            ("", ""),
        ] {
            let words = |line: &str| -> Vec<String> {
                line.split_whitespace().map(str::to_owned).collect()
            };
            assert_eq!(as_person(&words(line), "dana"), words(completed));
        }
    }

    #[test]
    fn a_missing_option_is_added_to_the_users_command() {
        for (line, hint, text) in [
            ("octorel skip 1.3", Hint::reason(), "octorel skip 1.3 --reason \"…\""),
            (
                "octorel -r 2.4 tick 1.3 --note a$b",
                Hint::option("--release", "2.4.0"),
                "octorel tick 1.3 --note 'a$b' --release 2.4.0",
            ),
            (
                "octorel gate --release=2.4",
                Hint::option("--release", "2.4.0"),
                "octorel gate --release 2.4.0",
            ),
        ] {
            assert_eq!(invocation(line).hint(&hint), text);
        }
    }

    #[test]
    fn a_command_without_context_is_unchanged() {
        let tick = command("tick").arg("2.7");
        assert_eq!(tick.to_string(), "octorel tick 2.7");
        assert_eq!(invocation("octorel tick smoke").line(&tick), "octorel tick 2.7");
    }
}
