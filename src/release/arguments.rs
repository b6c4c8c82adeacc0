//! What the arguments of commands take, and which of them a request is missing.
//!
//! Prompts, the full-screen program and shell completion share this description. The fitting values are in
//! `view::candidates`.

use super::ItemAction;
use crate::playbook::Decision;

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
    RepeatablePhase,
    Gate,
    Incident,
    OngoingIncident,
    UnresolvedRisk,
    Severity,
    Release,
    /// The name of a release to start.
    NewRelease,
    TimeZone,
    ReleaseType,
    /// A command or a topic.
    HelpPage,
    Folder,
    File,
    Text,
}

/// The arguments of a command so far, as typed. They narrow down which others fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartialArguments {
    pub command: String,
    pub items: Vec<String>,
    pub decision: Option<String>,
}

impl PartialArguments {
    pub fn action(&self) -> Option<ItemAction> {
        self.command.parse().ok()
    }
}

/// Where the answer to a question goes in the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerTarget {
    Option(&'static str),
    Positional,
    /// In place of this typed word.
    InsteadOf(String),
    /// As the value of this variable: `--var NAME=VALUE`.
    Variable(String),
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
            Self::Variable(name) => Self::Option("var").add(words, &format!("{name}={value}")),
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
    /// A text to suggest where nobody can be asked.
    pub example: String,
}

impl MissingArgument {
    fn new(kind: ArgumentKind, question: impl Into<String>, target: AnswerTarget) -> Self {
        let (known, question) = (PartialArguments::default(), question.into());
        Self { kind, known, question, target, several: false, example: "…".to_owned() }
    }

    pub fn like(self, example: impl Into<String>) -> Self {
        Self { example: example.into(), ..self }
    }

    fn of(mut self, command: &str) -> Self {
        command.clone_into(&mut self.known.command);
        self
    }

    fn about(mut self, item: &str) -> Self {
        self.known.items.push(item.to_owned());
        self
    }

    fn several(self) -> Self {
        Self { several: true, ..self }
    }

    pub fn items(action: ItemAction) -> Self {
        let command = action.command();
        let kind = ArgumentKind::ItemsForAction;
        Self::new(kind, "Which item?", AnswerTarget::Positional).of(command).several()
    }

    /// One of several items that a typed name matches.
    pub fn matching_item(name: &str) -> Self {
        let target = AnswerTarget::InsteadOf(name.to_owned());
        Self::new(ArgumentKind::MatchingItem, "Which item?", target).about(name)
    }

    pub fn note_subject() -> Self {
        Self::new(ArgumentKind::NoteSubject, "Which item?", AnswerTarget::Positional)
    }

    /// The roles for which an item of all roles, given by its number, takes an action.
    pub fn roles(action: ItemAction, number: &str) -> Self {
        let question = format!("Which role for {number}?");
        let target = AnswerTarget::Option("role");
        let missing = Self::new(ArgumentKind::RolesForAction, question, target);
        missing.of(action.command()).about(number).several()
    }

    pub fn role() -> Self {
        Self::new(ArgumentKind::RoleOrAuthority, "Which role?", AnswerTarget::Positional)
    }

    pub fn person(question: impl Into<String>) -> Self {
        Self::new(ArgumentKind::Person, question, AnswerTarget::Positional).like("dana@example.com")
    }

    pub fn repeatable_phase() -> Self {
        Self::new(ArgumentKind::RepeatablePhase, "Which phase?", AnswerTarget::Positional)
    }

    pub fn phase_option() -> Self {
        Self::new(ArgumentKind::Phase, "Which phase?", AnswerTarget::Option("phase"))
    }

    pub fn decision() -> Self {
        Self::new(ArgumentKind::Decision, "Which decision?", AnswerTarget::Positional).of("decide")
    }

    pub fn outcome(decision: &Decision) -> Self {
        let question = format!("{}:", decision.name);
        let mut missing = Self::new(ArgumentKind::Outcome, question, AnswerTarget::Positional);
        missing.known.decision = Some(decision.id.to_string());
        missing
    }

    pub fn incident() -> Self {
        let target = AnswerTarget::Option("incident");
        Self::new(ArgumentKind::OngoingIncident, "Which incident?", target)
    }

    pub fn severity() -> Self {
        Self::new(ArgumentKind::Severity, "Severity?", AnswerTarget::Option("severity"))
    }

    pub fn variable(name: &str) -> Self {
        let target = AnswerTarget::Variable(name.to_owned());
        Self::new(ArgumentKind::Text, format!("{name}?"), target).like("VALUE")
    }

    pub fn option(option: &'static str, question: impl Into<String>) -> Self {
        Self::new(ArgumentKind::Text, question, AnswerTarget::Option(option))
    }

    pub fn text(question: impl Into<String>) -> Self {
        Self::new(ArgumentKind::Text, question, AnswerTarget::Positional)
    }
}
