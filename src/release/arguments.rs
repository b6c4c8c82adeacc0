//! What the arguments of commands take, and which of them a request is missing.
//!
//! Prompts, the full-screen program and shell completion share this description. The fitting values are in
//! `view::candidates`.

use super::ItemAction;

/// What an argument takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArgumentKind {
    /// Items that can take the action of the command now.
    ItemsForAction,
    /// Any item or duty.
    Item,
    /// The item that a note is about, or the whole release.
    NoteSubject,
    /// An item, a phase, a role or a decision.
    Subject,
    /// One of several items that match a name.
    MatchingItem,
    Role,
    RoleOrAuthority,
    /// Roles for which the given items can take the action of the command.
    RolesForAction,
    /// `ROLE=PERSON`.
    Assignment,
    Person,
    Decision,
    /// An outcome of the given decision.
    Outcome,
    /// A role on the escalation path of the given decision.
    EscalationStep,
    Phase,
    Gate,
    Incident,
    OngoingIncident,
    UnresolvedRisk,
    Severity,
    Release,
    /// The name of a release to start.
    NewRelease,
    /// The release day of a release to start.
    ReleaseDay,
    /// A new day for a release to reschedule.
    LaterDay,
    /// A day whose state is shown.
    ShownDay,
    TimeZone,
    ReleaseType,
    /// A command or a topic.
    HelpPage,
    Folder,
    File,
    /// Free text.
    Text,
}

/// The arguments of a command so far, as typed. They narrow down which others fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartialArguments {
    /// The name of the command.
    pub command: String,
    pub items: Vec<String>,
    pub decision: Option<String>,
}

impl PartialArguments {
    /// What the command does to items.
    pub fn action(&self) -> Option<ItemAction> {
        ItemAction::of_command(&self.command)
    }
}

/// Where the answer to a question goes in the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerTarget {
    /// After this option.
    Option(&'static str),
    /// At the end, without an option.
    Positional,
    /// In place of this typed word.
    InsteadOf(String),
}

impl AnswerTarget {
    /// Adds an answer to the words of a command line. It never becomes an option.
    pub fn add(&self, words: &mut Vec<String>, value: &str) {
        let is_like_option = value.starts_with('-');
        // Words after `--` are no options.
        let end = words.iter().position(|word| word == "--");
        match self {
            Self::Option(name) => {
                let at = end.unwrap_or(words.len());
                let option = match is_like_option {
                    true => vec![format!("--{name}={value}")],
                    false => vec![format!("--{name}"), value.to_owned()],
                };
                words.splice(at..at, option);
            }
            Self::Positional => {
                words.extend((is_like_option && end.is_none()).then(|| "--".to_owned()));
                words.push(value.to_owned());
            }
            Self::InsteadOf(typed) => {
                let same = words.iter_mut().filter(|word| *word == typed);
                same.for_each(|word| value.clone_into(word));
            }
        }
    }
}

/// An argument that a request is missing: with it, the request can be carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingArgument {
    pub kind: ArgumentKind,
    pub known: PartialArguments,
    pub question: String,
    pub target: AnswerTarget,
    /// Says whether several values may be given.
    pub several: bool,
}

impl MissingArgument {
    /// An argument without an option.
    pub fn new(kind: ArgumentKind, question: impl Into<String>) -> Self {
        Self {
            kind,
            known: PartialArguments::default(),
            question: question.into(),
            target: AnswerTarget::Positional,
            several: false,
        }
    }

    /// A text without an option.
    pub fn text(question: impl Into<String>) -> Self {
        Self::new(ArgumentKind::Text, question)
    }

    /// The text of an option.
    pub fn option(option: &'static str, question: impl Into<String>) -> Self {
        Self::text(question).for_option(option)
    }

    /// A reason.
    pub fn reason(question: impl Into<String>) -> Self {
        Self::option("reason", question)
    }

    #[must_use]
    pub fn for_option(self, option: &'static str) -> Self {
        Self { target: AnswerTarget::Option(option), ..self }
    }

    #[must_use]
    pub fn of(mut self, command: &str) -> Self {
        command.clone_into(&mut self.known.command);
        self
    }

    #[must_use]
    pub fn about(mut self, item: &str) -> Self {
        self.known.items.push(item.to_owned());
        self
    }

    #[must_use]
    pub fn several(self) -> Self {
        Self { several: true, ..self }
    }
}
