//! A command line in the making: words, and questions whose answers become the next words.
//!
//! A menu is a question whose answers are entries, each with words and questions of its own.

use super::rows::Group;
use crate::names::Person;
use crate::playbook::Place;
use crate::release::{AnswerTarget, MissingArgument};
use std::collections::VecDeque;

/// A command line, and the questions that are left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) words: Vec<String>,
    pub(super) questions: VecDeque<FormQuestion>,
    pub(super) then: Then,
}

/// What happens once all questions are answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Then {
    /// The line runs, and its output is a message.
    Say,
    /// The line runs, and its output is shown to be read.
    Show,
    /// The same, and the line with one more word is offered.
    Offer { word: String, about: String },
    /// The lists show something else instead.
    Go(Destination),
}

/// What the lists can show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Destination {
    Place(Place),
    Group(Group),
    /// The items of a person.
    Person(Person),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FormQuestion {
    /// A text to type, and the text to begin with. An empty answer adds no word.
    Text(MissingArgument, &'static str),
    Menu(MenuQuestion),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MenuQuestion {
    pub(super) question: String,
    pub(super) entries: Vec<MenuEntry>,
    /// Typing narrows the entries down.
    pub(super) is_search: bool,
}

/// An answer, and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MenuEntry {
    /// In the search which kind of thing it is, such as `item`, and its number.
    pub(super) kind: &'static str,
    pub(super) number: String,
    pub(super) name: String,
    pub(super) about: String,
    pub(super) words: Vec<String>,
    pub(super) questions: Vec<FormQuestion>,
    /// Replaces what the form says.
    pub(super) then: Option<Then>,
}

impl From<MissingArgument> for FormQuestion {
    fn from(argument: MissingArgument) -> Self {
        Self::Text(argument, "")
    }
}

impl From<MenuQuestion> for FormQuestion {
    fn from(menu: MenuQuestion) -> Self {
        Self::Menu(menu)
    }
}

impl Form {
    pub(super) fn of(words: &[&str]) -> Self {
        Self { words: owned(words), questions: VecDeque::new(), then: Then::Say }
    }

    pub(super) fn ask(mut self, question: impl Into<FormQuestion>) -> Self {
        self.questions.push_back(question.into());
        self
    }

    /// Says whether the line runs next, and records something.
    pub(super) fn records(&self) -> bool {
        self.questions.is_empty() && self.then == Then::Say
    }

    pub(super) fn with(mut self, target: &AnswerTarget, value: &str) -> Self {
        let value = value.trim();
        if !value.is_empty() {
            target.add(&mut self.words, value);
        }
        self
    }

    pub(super) fn chosen(mut self, entry: &MenuEntry) -> Self {
        self.words.extend_from_slice(&entry.words);
        let questions = entry.questions.iter().cloned();
        let questions = questions.chain(self.questions).collect();
        Self { words: self.words, questions, then: entry.then.clone().unwrap_or(self.then) }
    }
}

impl MenuEntry {
    pub(super) fn of(name: &str, about: &str, words: &[&str]) -> Self {
        Self {
            kind: "",
            number: String::new(),
            name: name.to_owned(),
            about: about.to_owned(),
            words: owned(words),
            questions: Vec::new(),
            then: None,
        }
    }

    /// Its name for the search, and the whole text to search.
    pub(super) fn searchable(&self) -> (String, String) {
        let Self { kind, number, name, about, .. } = self;
        let short = if number.is_empty() { name } else { number };
        // ASCII is searched much faster, and nobody types the sign between.
        let about = about.replace('·', " ");
        (short.clone(), format!("{number} {name} {about} {kind}"))
    }

    pub(super) fn ask(mut self, question: impl Into<FormQuestion>) -> Self {
        self.questions.push(question.into());
        self
    }

    pub(super) fn then(self, then: Then) -> Self {
        Self { then: Some(then), ..self }
    }
}

impl MenuQuestion {
    pub(super) fn new(question: impl Into<String>, entries: Vec<MenuEntry>) -> Self {
        Self { question: question.into(), entries, is_search: false }
    }
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Form, FormQuestion, MenuEntry};
    use crate::release::{AnswerTarget, MissingArgument};

    #[test]
    fn an_empty_answer_adds_nothing_and_a_leading_hyphen_makes_no_option() {
        let with = |target: &AnswerTarget, value| Form::of(&["skip", "1.3"]).with(target, value);
        let reason = AnswerTarget::Option("reason");
        assert_eq!(with(&reason, "  ").words, ["skip", "1.3"]);
        assert_eq!(with(&reason, "no time").words[2..], ["--reason", "no time"]);
        assert_eq!(with(&reason, "-5 %").words[2..], ["--reason=-5 %"]);
        let after = with(&AnswerTarget::Positional, "-5 %");
        assert_eq!(after.words[2..], ["--", "-5 %"]);
        assert_eq!(after.with(&reason, "why").words[2..], ["--reason", "why", "--", "-5 %"]);
        let other = AnswerTarget::InsteadOf("1.3".to_owned());
        assert_eq!(with(&other, "1.4").words, ["skip", "1.4"]);
    }

    #[test]
    fn follow_up_questions_come_before_the_other_questions() {
        let entry = MenuEntry::of("go", "", &["go"]).ask(MissingArgument::reason("why"));
        let form = Form::of(&["decide"]).ask(MissingArgument::text("last")).chosen(&entry);
        assert_eq!(form.words, ["decide", "go"]);
        let why: FormQuestion = MissingArgument::reason("why").into();
        assert_eq!(form.questions[0], why);
        assert_eq!(form.questions.len(), 2);
    }
}
