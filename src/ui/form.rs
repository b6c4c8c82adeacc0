//! A command line in the making: words that stand, and questions whose answers become the next ones.
//!
//! A menu is a question whose answers are entries, each with words and questions of its own.

use super::rows::Group;
use std::collections::VecDeque;

/// A command line and what is still to be asked for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) words: Vec<String>,
    pub(super) questions: VecDeque<Question>,
    pub(super) then: Then,
}

/// What happens when everything was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Then {
    /// The line runs, and what it prints is a message.
    Say,
    /// The line runs, and what it prints is shown to be read.
    Show,
    /// The same, and with it the line with one more word is offered.
    Offer { word: String, about: String },
    /// A group is chosen instead.
    Go(Group),
}

/// Something to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Question {
    Text(Text),
    Choice(Choice),
}

/// A question whose answer is typed. An empty answer adds no word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) ask: String,
    pub(super) slot: Slot,
    /// What stands there to begin with.
    pub(super) given: String,
}

/// Where an answer goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// Behind this option.
    Option(&'static str),
    /// By itself; it has to be the last one.
    Word,
}

/// A question with its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) ask: String,
    pub(super) entries: Vec<Entry>,
}

/// An answer, and what it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) about: String,
    pub(super) words: Vec<String>,
    pub(super) questions: Vec<Question>,
    /// If it is not what the form says.
    pub(super) then: Option<Then>,
}

impl Form {
    /// A line that needs no more.
    pub(super) fn of(words: &[&str]) -> Self {
        Self {
            words: owned(words),
            questions: VecDeque::new(),
            then: Then::Say,
        }
    }

    /// The same line with a question behind those that it has.
    pub(super) fn ask(mut self, question: Question) -> Self {
        self.questions.push_back(question);
        self
    }

    /// The same line, whose output is to be read.
    pub(super) fn shown(self) -> Self {
        Self {
            then: Then::Show,
            ..self
        }
    }

    /// Says whether the next that happens is that the line runs, and is not only to be read.
    pub(super) fn records(&self) -> bool {
        self.questions.is_empty() && self.then == Then::Say
    }

    /// The line with what was typed.
    pub(super) fn typed(mut self, slot: Slot, text: &str) -> Self {
        let text = text.trim();
        let hyphen = text.starts_with('-');
        match slot {
            _ if text.is_empty() => return self,
            Slot::Option(option) if hyphen => self.words.push(format!("{option}={text}")),
            Slot::Option(option) => self.words.extend(owned(&[option, text])),
            Slot::Word if hyphen => self.words.extend(owned(&["--", text])),
            Slot::Word => self.words.push(text.to_owned()),
        }
        self
    }

    /// The line with what was chosen.
    pub(super) fn chosen(mut self, entry: &Entry) -> Self {
        self.words.extend_from_slice(&entry.words);
        for question in entry.questions.iter().rev() {
            self.questions.push_front(question.clone());
        }
        if let Some(then) = &entry.then {
            self.then = then.clone();
        }
        self
    }
}

impl Entry {
    /// An answer that stands for these words.
    pub(super) fn of(name: &str, about: &str, words: &[&str]) -> Self {
        Self {
            name: name.to_owned(),
            about: about.to_owned(),
            words: owned(words),
            questions: Vec::new(),
            then: None,
        }
    }

    /// The same answer, which leads to one more question.
    pub(super) fn ask(mut self, question: Question) -> Self {
        self.questions.push(question);
        self
    }

    /// The same answer, with another end.
    pub(super) fn then(self, then: Then) -> Self {
        Self {
            then: Some(then),
            ..self
        }
    }
}

impl Question {
    /// Asks for a text behind an option.
    pub(super) fn option(ask: &str, option: &'static str) -> Self {
        Self::Text(Text {
            ask: ask.to_owned(),
            slot: Slot::Option(option),
            given: String::new(),
        })
    }

    /// Asks for a text that stands by itself.
    pub(super) fn word(ask: &str) -> Self {
        Self::Text(Text {
            ask: ask.to_owned(),
            slot: Slot::Word,
            given: String::new(),
        })
    }

    /// Asks for one of several answers.
    pub(super) fn choice(ask: &str, entries: Vec<Entry>) -> Self {
        Self::Choice(Choice {
            ask: ask.to_owned(),
            entries,
        })
    }
}

/// Words of one's own.
pub(super) fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Entry, Form, Question, Slot};

    #[test]
    fn an_empty_answer_adds_nothing_and_one_that_looks_like_an_option_is_none() {
        let form = || Form::of(&["skip", "1.3"]);
        let reason = Slot::Option("--reason");
        assert_eq!(form().typed(reason, "  ").words, ["skip", "1.3"]);
        assert_eq!(
            form().typed(reason, "no time").words[2..],
            ["--reason", "no time"]
        );
        assert_eq!(form().typed(reason, "-5 %").words[2..], ["--reason=-5 %"]);
        assert_eq!(form().typed(Slot::Word, "-5 %").words[2..], ["--", "-5 %"]);
    }

    #[test]
    fn the_questions_of_an_answer_come_before_those_that_were_left() {
        let entry = Entry::of("go", "", &["go"]).ask(Question::option("why", "--reason"));
        let form = Form::of(&["decide"])
            .ask(Question::word("last"))
            .chosen(&entry);
        assert_eq!(form.words, ["decide", "go"]);
        assert_eq!(form.questions[0], Question::option("why", "--reason"));
        assert_eq!(form.questions.len(), 2);
    }
}
