//! Commands in what is said, made so that they can be pasted: with the options that the user gave, or would have to give.
//!
//! The rooms that word hints know neither; they write `octorel tick 2.4`, or `--reason "…"` for the same command with that
//! added. Only errors and screens that name commands come through here.

use crate::cli::args::{NAMES, program};
use crate::terminal::quoted;
use std::borrow::Cow;

/// Commands that are about no release in particular.
const WITHOUT_RELEASE: [&str; 8] = [
    "start",
    "demo",
    "releases",
    "check",
    "init",
    "completions",
    "man",
    "help",
];

/// Says whether a command is about a release.
pub(crate) fn takes_release(command: &str) -> bool {
    !WITHOUT_RELEASE.contains(&command)
}

/// What a command must be told again.
#[derive(Debug, Default)]
pub(crate) struct Invocation {
    /// The folder of `-C`.
    pub(crate) dir: Option<String>,
    /// The release of `-r`, or the one that was taken of several.
    pub(crate) release: Option<String>,
    /// The arguments, the name of the program first.
    pub(crate) args: Vec<String>,
}

impl Invocation {
    /// The hint as a command, or with its commands as they can be pasted.
    pub(crate) fn hint(&self, hint: &str) -> String {
        if hint.starts_with("--") && !self.args.is_empty() {
            return self.again(hint);
        }
        self.with_context(hint).into_owned()
    }

    /// The command of the user as it was typed.
    pub(crate) fn line(&self) -> String {
        let words = self.args.iter().skip(1).map(|word| quoted(word));
        let words = std::iter::once(Cow::Borrowed("octorel")).chain(words);
        words.collect::<Vec<_>>().join(" ")
    }

    /// The text with every `octorel COMMAND` in it as it can be pasted.
    pub(crate) fn with_context<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let person = self.person();
        if self.dir.is_none() && self.release.is_none() && person.is_none() {
            return Cow::Borrowed(text);
        }
        let mut parts = text.split("octorel ");
        let mut whole = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let end = part.find(|c: char| !c.is_ascii_lowercase());
            let (command, rest) = part.split_at(end.unwrap_or(part.len()));
            whole.push_str("octorel ");
            if !NAMES.contains(&command) {
                whole.push_str(part);
                continue;
            }
            whole.push_str(&self.before(command));
            whole.push_str(command);
            let (inner, rest) = inner(command, rest);
            whole.push_str(inner);
            if let Some(person) = person.filter(|_| records(command, inner.trim())) {
                whole.push_str(" --as ");
                whole.push_str(&quoted(person));
            }
            whole.push_str(rest);
        }
        Cow::Owned(whole)
    }

    /// The options that stand before the name of a command.
    fn before(&self, command: &str) -> String {
        let dir = self.dir.iter().map(|dir| format!("-C {} ", quoted(dir)));
        let release = self.release.iter();
        let release = release.filter(|_| takes_release(command));
        dir.chain(release.map(|release| format!("-r {release} ")))
            .collect()
    }

    /// The person of `--as`.
    fn person(&self) -> Option<&str> {
        let given = |(i, word): (usize, &String)| match word.as_str() {
            "--as" => self.args.get(i + 1).map(String::as_str),
            _ => None,
        };
        let apart = self.args.iter().enumerate().find_map(given);
        let joined = || self.args.iter().find_map(|word| word.strip_prefix("--as="));
        apart.or_else(joined)
    }

    /// The command of the user with an option added, or put in the place of the same one.
    fn again(&self, added: &str) -> String {
        let long = added.split([' ', '=']).next().unwrap_or(added);
        let short = if long == "--release" { "-r" } else { long };
        let mut words = vec!["octorel".to_owned()];
        let mut given = self.args.iter().skip(1);
        while let Some(word) = given.next() {
            if word == long || word == short {
                given.next();
            } else if !word.starts_with(&format!("{long}=")) {
                words.push(quoted(word).into_owned());
            }
        }
        words.push(added.to_owned());
        words.join(" ")
    }
}

/// The words of a command, with the person if it records, or asks what is theirs, and nobody is named.
pub(crate) fn acting(words: &[String], person: &str) -> Vec<String> {
    let mut words = words.to_vec();
    let Some(command) = named(&words) else {
        return words;
    };
    // Behind `--` every word is a value.
    let options = words.iter().take_while(|word| *word != "--");
    let options: Vec<&str> = options.map(String::as_str).collect();
    let is_named = (options.iter()).any(|word| *word == "--as" || word.starts_with("--as="));
    let after = words.iter().position(|word| word == command);
    let after = after.map_or(words.len(), |at| at + 1);
    let second = words.get(after).map(|word| format!(" {word}"));
    let (inner, rest) = inner(command, second.as_deref().unwrap_or_default());
    let inner = if rest.is_empty() { inner.trim() } else { "" };
    if !is_named && (options.contains(&"--mine") || records(command, inner)) {
        let at = after + usize::from(!inner.is_empty());
        words.splice(at..at, ["--as".to_owned(), person.to_owned()]);
    }
    words
}

/// The command that a line names.
pub(crate) fn named(words: &[String]) -> Option<&str> {
    let mut words = words.iter().map(String::as_str);
    words.find(|word| NAMES.contains(word))
}

/// The command of a command that a text goes on with, as in `octorel incident open`, and what follows it.
fn inner<'a>(command: &str, rest: &'a str) -> (&'a str, &'a str) {
    let word = rest.strip_prefix(' ').unwrap_or_default();
    let end = word.find(|c: char| !c.is_ascii_lowercase());
    let word = &word[..end.unwrap_or(word.len())];
    let mut known = program(&[command]);
    known.build();
    let is_command = (known.find_subcommand(command))
        .is_some_and(|command| !word.is_empty() && command.find_subcommand(word).is_some());
    rest.split_at(if is_command { word.len() + 1 } else { 0 })
}

/// Says whether a command records, and so takes the person who does.
fn records(command: &str, inner: &str) -> bool {
    let mut program = program(&[command]);
    program.build();
    let outer = program.find_subcommand(command);
    let meant = outer
        .and_then(|outer| outer.find_subcommand(inner))
        .or(outer);
    // Views that ask whose items are wanted take a person together with `--mine`.
    let has = |name: &str| {
        let mut arguments = meant.iter().flat_map(|meant| meant.get_arguments());
        arguments.any(|argument| argument.get_long() == Some(name))
    };
    has("as") && !has("mine")
}

#[cfg(test)]
mod tests {
    use super::{Invocation, acting};

    fn given(line: &str) -> Invocation {
        Invocation {
            args: line.split(' ').map(str::to_owned).collect(),
            ..Invocation::default()
        }
    }

    #[test]
    fn a_command_gets_the_options_that_were_given() {
        let given = Invocation {
            dir: Some("my app".to_owned()),
            release: Some("2.4.0".to_owned()),
            ..given("octorel tick smoke --as dana@example.com")
        };
        for (text, pasteable) in [
            (
                "octorel tick 2.7",
                "octorel -C \"my app\" -r 2.4.0 tick --as dana@example.com 2.7",
            ),
            (
                "`octorel list` shows all items",
                "`octorel -C \"my app\" -r 2.4.0 list` shows all items",
            ),
            (
                "octorel incident open \"what\", or octorel start 1",
                "octorel -C \"my app\" -r 2.4.0 incident open --as dana@example.com \"what\", or octorel -C \"my app\" start --as dana@example.com 1",
            ),
            (
                "update octorel and try again",
                "update octorel and try again",
            ),
        ] {
            assert_eq!(given.hint(text), pasteable);
        }
    }

    #[test]
    fn a_command_that_records_gets_the_person() {
        for (line, whole) in [
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
            let words = |line: &str| {
                line.split_whitespace()
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            };
            assert_eq!(acting(&words(line), "dana"), words(whole));
        }
    }

    #[test]
    fn an_option_that_is_missing_is_added_to_the_command_of_the_user() {
        for (line, hint, pasteable) in [
            (
                "octorel skip 1.3",
                "--reason \"…\"",
                "octorel skip 1.3 --reason \"…\"",
            ),
            (
                "octorel -r 2.4 tick 1.3 --note a$b",
                "--release 2.4.0",
                "octorel tick 1.3 --note 'a$b' --release 2.4.0",
            ),
            (
                "octorel gate --release=2.4",
                "--release 2.4.0",
                "octorel gate --release 2.4.0",
            ),
        ] {
            assert_eq!(given(line).hint(hint), pasteable);
        }
    }

    #[test]
    fn where_nothing_was_given_nothing_changes() {
        let text = "octorel tick 2.7";
        assert_eq!(given("octorel tick smoke").hint(text), text);
    }
}
