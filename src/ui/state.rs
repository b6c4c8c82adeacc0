//! The state of the screen apart from the release: selection, filters, typed text, messages.
//!
//! Pure: keys change it and come to an [`Effect`]. `act` holds what the keys do on the lists, `reply` what they do in dialogs.

mod act;
mod reply;

use super::areas::{Areas, Side, list_height, scrolled};
use super::keys::Menu;
use super::model::{Group, Row, RowFilter};
use super::{Model, Output};
use crate::names::Person;
use crate::playbook::Place;
use crate::release::MissingArgument;
use crate::terminal::TextField;
use crate::view::{Candidate, CandidateDetails};

/// What the session does in response to a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Effect {
    /// Run a command line, given without the name of the program.
    Run(Vec<String>),
    /// Ask for this argument, and run the line with it.
    Ask(Vec<String>, MissingArgument),
    Menu(Menu),
    /// Ask for something that has a name, and go there.
    Search,
    Complete(String),
    /// Show only the user's items, or all again.
    Mine,
    Suspend,
    Quit,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct List<T> {
    pub(super) lines: Vec<T>,
    pub(super) at: usize,
    pub(super) top: usize,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self { lines: Vec::new(), at: 0, top: 0 }
    }
}

impl<T: Copy + PartialEq> List<T> {
    pub(super) fn chosen(&self) -> Option<T> {
        self.lines.get(self.at).copied()
    }

    /// Replaces the lines and keeps the same one selected. If it is gone, the line in its place is.
    fn renew(&mut self, lines: Vec<T>) {
        let same = self.chosen().and_then(|chosen| lines.iter().position(|line| *line == chosen));
        let last = lines.len().saturating_sub(1);
        self.at = same.unwrap_or(self.at).min(last);
        self.lines = lines;
    }

    fn choose(&mut self, is_it: impl Fn(&T) -> bool) {
        self.at = self.lines.iter().position(is_it).unwrap_or(self.at);
    }

    fn moved(&self, lines: isize) -> usize {
        self.at.saturating_add_signed(lines).min(self.lines.len().saturating_sub(1))
    }
}

/// A dialog over the lists. Dialogs below it stay as they are.
#[derive(Debug, Clone)]
pub(super) enum Dialog {
    Command(CommandDialog),
    /// Output to read, and its first visible line.
    Output(Output, usize),
}

#[derive(Debug, Clone, Default)]
pub(super) struct CommandDialog {
    pub(super) field: TextField,
    /// How many lines back in the history; zero for the new line.
    pub(super) back: usize,
    /// The completions of the last word while they are shown, and the first visible one.
    pub(super) completions: Vec<Candidate>,
    pub(super) top: usize,
}

#[derive(Debug, Clone, Default)]
pub(super) struct UiState {
    pub(super) side: Side,
    pub(super) groups: List<Group>,
    pub(super) rows: List<Row>,
    pub(super) row_filter: RowFilter,
    /// The dialogs over the lists, the uppermost last.
    pub(super) dialogs: Vec<Dialog>,
    /// The output of the last command line, if no dialog shows it.
    pub(super) message: Option<String>,
    /// Why the release can no longer be read.
    pub(super) trouble: Option<String>,
    /// The command lines that ran, oldest first.
    pub(super) history: Vec<String>,
    /// The areas of the last frame; none while the screen is too small.
    pub(super) areas: Option<Areas>,
    /// The selected row has vanished because of others' events, and no key was pressed since.
    moved: bool,
}

impl UiState {
    /// Selects the most urgent item.
    pub(super) fn new(model: &Model) -> Self {
        let mut state = Self::default();
        state.renew(model);
        let first = model.next().first();
        if let Some(&Place::Item { phase, .. }) = first {
            state.groups.choose(|group| *group == Group::Phase(phase));
        }
        state.reset_rows(model);
        state.rows.choose(|row| first == Some(&row.place));
        state
    }

    /// Updates the lists after a change of the model or of the filter. The selection stays.
    pub(super) fn renew(&mut self, model: &Model) {
        self.groups.renew(model.groups());
        self.renew_rows(model);
    }

    pub(super) fn hear(&mut self, model: &Model) {
        let chosen = self.row();
        self.renew(model);
        self.moved |= chosen.is_some() && self.row() != chosen;
    }

    fn renew_rows(&mut self, model: &Model) {
        let Some(group) = self.groups.chosen() else { return };
        self.rows.renew(model.rows(group, &self.row_filter));
    }

    /// Lists the rows of another group, and selects the first.
    fn reset_rows(&mut self, model: &Model) {
        self.rows = List::default();
        self.renew_rows(model);
    }

    pub(super) fn settle(&mut self, areas: Option<Areas>) {
        self.areas = areas;
        let Some(areas) = areas else { return };
        for dialog in &mut self.dialogs {
            if let Dialog::Output(output, top) = dialog {
                let all = output.text.lines().count();
                *top = (*top).min(all.saturating_sub(list_height(areas.body)));
            }
        }
        let height = areas.lines();
        let (groups, rows) = (&mut self.groups, &mut self.rows);
        groups.top = scrolled(groups.top, groups.at, groups.lines.len(), height);
        rows.top = scrolled(rows.top, rows.at, rows.lines.len(), height);
    }

    /// Shows the output of a command line. A typed line that was refused stays open.
    pub(super) fn ran(&mut self, ran: Output, model: &Model) {
        self.history.retain(|line| *line != ran.line);
        self.history.push(ran.line.clone());
        if !ran.refused {
            self.dialogs.clear();
        }
        if lines(&ran.text).count() <= MESSAGE_LINES {
            self.message = Some(ran.text);
        } else {
            self.dialogs.push(Dialog::Output(ran, 0));
            self.message = None;
        }
        self.renew(model);
    }

    /// Selects what a candidate stands for. A decision is made instead.
    pub(super) fn find(&mut self, found: &Candidate, model: &Model) -> Option<Effect> {
        let playbook = &model.release.playbook;
        let is_found = |id: &str| id == found.value;
        let group = match &found.details {
            CandidateDetails::Item(item) => {
                self.go_to(item.place, model);
                return None;
            }
            CandidateDetails::Decision(..) => {
                return Some(Effect::Run(vec!["decide".to_owned(), found.value.clone()]));
            }
            CandidateDetails::Role(_) => {
                playbook.roles.iter().position(|it| is_found(it.id.as_str())).map(Group::Role)
            }
            CandidateDetails::None => {
                playbook.phases.iter().position(|it| is_found(it.id.as_str())).map(Group::Phase)
            }
        };
        self.go(group?, model);
        None
    }

    pub(super) fn toggle_mine(&mut self, who: Option<Person>, model: &Model) {
        self.row_filter.whose = who.filter(|_| self.row_filter.whose.is_none());
        self.renew_rows(model);
    }

    pub(super) fn go(&mut self, group: Group, model: &Model) {
        self.dialogs.clear();
        self.groups.choose(|other| *other == group);
        self.reset_rows(model);
    }

    /// Selects an item or duty, and removes a filter that could hide it.
    pub(super) fn go_to(&mut self, place: Place, model: &Model) {
        self.row_filter = RowFilter::default();
        let group = match place {
            Place::Item { phase, .. } => Group::Phase(phase),
            Place::Duty { role, .. } => Group::Role(role),
        };
        self.go(group, model);
        self.side = Side::Right;
        self.rows.choose(|row| row.place == place);
    }

    /// The row that keys act on; none while the left list has the focus.
    pub(super) fn row(&self) -> Option<Row> {
        self.rows.chosen().filter(|_| self.side == Side::Right)
    }
}

/// The lines of a message that are not blank.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim().is_empty())
}

/// A longer message is shown in a dialog.
pub(super) const MESSAGE_LINES: usize = 6;

#[cfg(test)]
mod tests;
