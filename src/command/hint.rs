//! What the user may do, as data.

use super::quoted;
use std::borrow::Cow;
use std::fmt::Display;

/// A command that is proposed to the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    pub(super) name: Cow<'static, str>,
    /// The release that it names itself, instead of that of the context.
    pub(super) release: Option<String>,
    /// The arguments as they are typed, with a space before each.
    pub(super) args: String,
}

/// Proposes a command by its name, such as `tick` or `incident declare`.
pub fn command(name: impl Into<Cow<'static, str>>) -> Command {
    Command { name: name.into(), release: None, args: String::new() }
}

impl Command {
    pub fn release(mut self, release: &str) -> Self {
        self.release = Some(release.to_owned());
        self
    }

    /// Adds a word, in quotes if a shell needs them.
    pub fn arg(self, word: impl Display) -> Self {
        self.typed(&quoted(&word.to_string()))
    }

    /// Adds a text in quotes, such as `"…"` for one that the user has to write.
    pub fn text(self, text: &str) -> Self {
        self.typed(&format!("\"{text}\""))
    }

    pub fn reason(self) -> Self {
        self.arg("--reason").text("…")
    }

    /// Adds arguments that are quoted already.
    pub fn typed(mut self, args: &str) -> Self {
        if !args.is_empty() {
            self.args.push(' ');
            self.args.push_str(args);
        }
        self
    }

    /// A hint that says what the command does: `` `octorel list` shows all items``.
    pub fn does(self, what: &str) -> Hint {
        Hint::default().code(self).text(format!(" {what}"))
    }

    /// A hint that offers another command, too: `octorel tick 1.1, or octorel skip 1.1`.
    pub fn or(self, other: Self) -> Hint {
        Hint::from(self).text(", or ").command(other)
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hint {
    pub(super) parts: Vec<HintPart>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum HintPart {
    Text(Cow<'static, str>),
    Command(Command),
    SameCommand { option: &'static str, value: String },
}

impl Hint {
    pub fn option(option: &'static str, value: &str) -> Self {
        Self::default().part(HintPart::SameCommand { option, value: quoted(value).into_owned() })
    }

    /// The command that the user gave, with an option that takes no value.
    pub fn flag(self, option: &'static str) -> Self {
        self.part(HintPart::SameCommand { option, value: String::new() })
    }

    pub fn reason() -> Self {
        Self::option("--reason", "…")
    }

    pub fn text(self, text: impl Into<Cow<'static, str>>) -> Self {
        self.part(HintPart::Text(text.into()))
    }

    pub fn command(self, command: Command) -> Self {
        self.part(HintPart::Command(command))
    }

    pub fn code(self, command: Command) -> Self {
        self.text("`").command(command).text("`")
    }

    fn part(mut self, part: HintPart) -> Self {
        self.parts.push(part);
        self
    }
}

impl<T: Into<Cow<'static, str>>> From<T> for Hint {
    fn from(text: T) -> Self {
        Self::default().text(text)
    }
}

impl From<Command> for Hint {
    fn from(command: Command) -> Self {
        Self::default().command(command)
    }
}
