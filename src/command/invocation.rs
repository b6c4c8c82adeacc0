//! Writes proposed commands so that they can be pasted: with the options that the user gave, or would have to give again.

use super::commands::{records, takes_release};
use super::hint::{Command, Hint, HintPart};
use super::{joined, quoted};
use serde::{Serialize, Serializer};
use std::fmt;

/// What the user gave, as far as a proposed command has to repeat it.
#[derive(Debug, Default, Clone)]
pub struct Invocation {
    pub dir: Option<String>,
    /// The release of `-r`, or the chosen one if there are several.
    pub release: Option<String>,
    /// The words of the command line; the first one names the program.
    pub args: Vec<String>,
}

impl Invocation {
    pub fn none() -> &'static Self {
        static NONE: Invocation = Invocation { dir: None, release: None, args: Vec::new() };
        &NONE
    }

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
        words.extend(command.release.iter().map(|release| format!("-r {release}")));
        let person = self.person().filter(|_| records(name, !command.args.is_empty()));
        words.extend(person.map(|person| format!("--as {}", quoted(person))));
        words.join(" ") + &command.args
    }

    pub(crate) fn person(&self) -> Option<&str> {
        self.values("--as").next()
    }

    /// The values of an option in the words, even if the rest of them cannot be read.
    pub(crate) fn values(&self, option: &str) -> impl Iterator<Item = &str> {
        let next = self.args.iter().skip(1).map(String::as_str).chain([""]);
        self.args.iter().zip(next).filter_map(move |(word, next)| {
            match word.strip_prefix(option)? {
                "" => Some(next),
                value => value.strip_prefix('='),
            }
        })
    }

    /// The command that the user gave with an option added, or with another value of it.
    fn with_option(&self, option: &str, value: &str) -> String {
        if self.args.is_empty() {
            return format!("{option} {value}");
        }
        let short = if option == "--release" { "-r" } else { option };
        let mut words = vec!["octorel".to_owned()];
        let mut rest = self.args.iter().skip(1);
        while let Some(word) = rest.next() {
            if word == option || word == short {
                rest.next();
            } else if !word.starts_with(&format!("{option}=")) {
                words.push(word.clone());
            }
        }
        format!("{} {option} {value}", joined(&words)).trim_end().to_owned()
    }
}

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

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Invocation::none().hint(self))
    }
}

#[cfg(test)]
mod tests {
    use super::Invocation;
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
                command("incident declare").text("what").or(command("start").arg("1")),
                "octorel -C \"my app\" -r 2.4.0 incident declare --as dana@example.com \"what\", or octorel -C \"my app\" start --as dana@example.com 1",
            ),
            (command("status").release("2.4.1").into(), "octorel -C \"my app\" status -r 2.4.1"),
            ("update octorel".into(), "update octorel"),
        ];
        for (hint, text) in rows {
            assert_eq!(invocation.hint(&hint), text);
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
}
