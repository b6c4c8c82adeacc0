//! What lies over the lists: a question, a menu, the search, a text to read, the page of keys.

use super::backend::Candidate;
use super::form::{Choice, Form, Text, Then};
use super::keys::BINDINGS;
use super::picker::PickerState;
use super::search::Search;
use super::state::list_height;
use crate::terminal::TextField;
use ratatui::layout::Rect;

/// One thing that lies over the lists. Those below it stay as they are.
#[derive(Debug, Clone)]
pub(super) enum Dialog {
    /// A question whose answer is typed.
    Asking(Asking),
    /// A question with answers to choose from.
    Choosing(Menu),
    /// A whole command line.
    Typing(Typing),
    Searching(Search),
    Reading(Reading),
    /// The page of keys, scrolled by so many lines.
    Keys {
        top: usize,
    },
}

impl Dialog {
    /// Says whether keys go into a text.
    pub(super) fn is_typed(&self) -> bool {
        match self {
            Self::Asking(_) | Self::Typing(_) | Self::Searching(_) => true,
            Self::Choosing(_) | Self::Reading(_) | Self::Keys { .. } => false,
        }
    }

    /// Scrolls no further than to its last line.
    pub(super) fn settle(&mut self, body: Rect) {
        let (top, lines) = match self {
            Self::Reading(reading) => (&mut reading.top, reading.text.lines().count()),
            Self::Keys { top } => (top, key_rows(body.width)),
            Self::Asking(_) | Self::Choosing(_) | Self::Typing(_) | Self::Searching(_) => return,
        };
        *top = (*top).min(lines.saturating_sub(list_height(body)));
    }

    /// What is left of it when it is left: a line whose candidates were looked at stays.
    pub(super) fn below(self) -> Option<Self> {
        match self {
            Self::Typing(mut typing) if !typing.candidates.is_empty() => {
                typing.candidates.clear();
                Some(Self::Typing(typing))
            }
            Self::Typing(_)
            | Self::Asking(_)
            | Self::Choosing(_)
            | Self::Searching(_)
            | Self::Reading(_)
            | Self::Keys { .. } => None,
        }
    }
}

/// How many lines the page of keys has: where there is room it has two columns.
pub(super) fn key_rows(width: u16) -> usize {
    match width {
        0..130 => BINDINGS.len(),
        _ => BINDINGS.len().div_ceil(2),
    }
}

/// A question and what is typed so far.
#[derive(Debug, Clone)]
pub(super) struct Asking {
    /// The line that the answer goes into.
    pub(super) form: Form,
    pub(super) text: Text,
    pub(super) edit: TextField,
}

/// A question and which answer is chosen.
#[derive(Debug, Clone)]
pub(super) struct Menu {
    /// The line that the answer goes into.
    pub(super) form: Form,
    pub(super) choice: Choice,
    pub(super) list: PickerState,
}

/// A command line that is typed, with those that ran before.
#[derive(Debug, Clone, Default)]
pub(super) struct Typing {
    pub(super) edit: TextField,
    /// How many lines back in what ran before; zero for the new one.
    pub(super) back: usize,
    /// What may stand in the place of the last word, as long as that is looked at, and the first of them that is seen.
    pub(super) candidates: Vec<Candidate>,
    pub(super) top: usize,
}

/// What a command printed, to be read.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    /// The command line.
    pub(super) line: String,
    pub(super) text: String,
    /// How many lines it is scrolled by.
    pub(super) top: usize,
    /// A line that goes on from here, and what it does.
    pub(super) offer: Option<(Form, String)>,
}

impl Reading {
    pub(super) fn new(line: String, text: String, form: &Form) -> Self {
        let offer = match &form.then {
            Then::Offer { word, about } => {
                let mut next = form.clone();
                next.words.push(word.clone());
                next.then = Then::Show;
                Some((next, about.clone()))
            }
            Then::Say | Then::Show | Then::Go(_) => None,
        };
        Self {
            line,
            text,
            top: 0,
            offer,
        }
    }
}
