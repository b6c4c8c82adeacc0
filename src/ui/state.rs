//! What is chosen, filtered, typed and said: the part of the screen that is not the release.
//!
//! Pure: keys and clicks change it and come to an [`Effect`], which the session performs. `act` holds what the keys do on the
//! lists, `reply` what they do in dialogs, `point` the mouse.

mod act;
mod point;
mod reply;

pub(super) use point::{DIALOG_HEAD, list_height, list_top};

use super::backend::Output;
use super::dialog::{Dialog, OutputDialog};
use super::form::{Form, Then};
use super::model::Model;
use super::plan::{Plan, scrolled};
use super::rows::{Group, Grouping, Row, RowFilter, groups, rows};
use crate::names::{ItemId, Person};
use crate::playbook::Place;
use std::collections::BTreeSet;

/// What is to be done outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Effect {
    /// Run the line of a form.
    Run(Form),
    /// Say what may stand in the place of the last word of this line.
    Complete(String),
    /// Show only what is of the person who sits here, or all again.
    Mine,
    Suspend,
    Quit,
}

/// Which of the two lists has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// A list of lines of which one is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct List<T> {
    pub(super) lines: Vec<T>,
    pub(super) at: usize,
    /// The first line that is seen.
    pub(super) top: usize,
}

impl<T: Copy + PartialEq> List<T> {
    fn new(lines: Vec<T>) -> Self {
        let (at, top) = (0, 0);
        Self { lines, at, top }
    }

    /// The chosen line.
    pub(super) fn chosen(&self) -> Option<T> {
        self.lines.get(self.at).copied()
    }

    /// Takes other lines, and keeps choosing the same; where it is gone, what stands in its place.
    fn renew(&mut self, lines: Vec<T>) {
        let same = self
            .chosen()
            .and_then(|chosen| lines.iter().position(|line| *line == chosen));
        let last = lines.len().saturating_sub(1);
        self.at = same.unwrap_or(self.at).min(last);
        self.lines = lines;
    }

    fn choose(&mut self, line: T) -> bool {
        let found = self.lines.iter().position(|other| *other == line);
        self.at = found.unwrap_or(self.at);
        found.is_some()
    }
}

/// All of it.
#[derive(Debug, Clone)]
pub(super) struct UiState {
    pub(super) grouping: Grouping,
    pub(super) side: Side,
    pub(super) groups: List<Group>,
    pub(super) rows: List<Row>,
    pub(super) row_filter: RowFilter,
    /// The items that are opened into their roles.
    pub(super) opened: BTreeSet<ItemId>,
    /// What lies over the lists, the uppermost last.
    pub(super) dialogs: Vec<Dialog>,
    /// What the last command line printed, if it is not read elsewhere.
    pub(super) message: Option<Output>,
    /// Why the release cannot be read any more.
    pub(super) trouble: Option<String>,
    /// The command lines that ran, the oldest first.
    pub(super) past: Vec<String>,
    /// Where everything was drawn last; none while the screen is too small.
    pub(super) plan: Option<Plan>,
    /// Says that what was chosen went away by what others did, and no key was pressed since.
    moved: bool,
}

impl UiState {
    /// Begins with what can be done now.
    pub(super) fn new(model: &Model) -> Self {
        let mut state = Self {
            grouping: Grouping::Phases,
            side: Side::Right,
            groups: List::new(groups(model, Grouping::Phases)),
            rows: List::new(Vec::new()),
            row_filter: RowFilter::default(),
            opened: BTreeSet::new(),
            dialogs: Vec::new(),
            message: None,
            trouble: None,
            past: Vec::new(),
            plan: None,
            moved: false,
        };
        if let Some(&Place::Item { phase, .. }) = model.next().first() {
            state.groups.choose(Group::Phase(phase));
        }
        state.renew(model);
        if let Some(&first) = model.next().first() {
            state.choose(model, first);
        }
        state
    }

    /// Fits the lists to a new model, or to other wishes. What is chosen stays chosen.
    pub(super) fn renew(&mut self, model: &Model) {
        self.groups.renew(groups(model, self.grouping));
        self.renew_rows(model);
    }

    /// Takes in what others have recorded.
    pub(super) fn hear(&mut self, model: &Model) {
        let chosen = self.row();
        self.renew(model);
        self.moved |= chosen.is_some() && self.row() != chosen;
    }

    fn renew_rows(&mut self, model: &Model) {
        let Some(group) = self.groups.chosen() else {
            return;
        };
        self.rows
            .renew(rows(model, group, &self.row_filter, &self.opened));
    }

    /// Scrolls the lists so that what is chosen is seen.
    pub(super) fn settle(&mut self, plan: Option<Plan>) {
        self.plan = plan;
        let Some(plan) = plan else { return };
        for dialog in &mut self.dialogs {
            dialog.settle(plan.body);
        }
        // The first line of a list is its heading.
        let height = usize::from(plan.right.height.max(plan.left.height))
            .saturating_sub(1)
            .max(1);
        let (groups, rows) = (&mut self.groups, &mut self.rows);
        groups.top = scrolled(groups.top, groups.at, groups.lines.len(), height);
        rows.top = scrolled(rows.top, rows.at, rows.lines.len(), height);
    }

    /// Takes in what a command line came to. A question stays on the screen if its answer was refused.
    pub(super) fn ran(&mut self, form: &Form, ran: Output, model: &Model) {
        self.past.retain(|line| *line != ran.line);
        self.past.push(ran.line.clone());
        let short = lines(&ran.text).count() <= MESSAGE_LINES;
        // What was refused stays on the screen with the question, to be answered otherwise.
        let stays = form.then == Then::Say && ran.refused;
        if !stays {
            self.dialogs.clear();
        }
        if form.then == Then::Say && short {
            self.message = Some(ran);
        } else {
            let reading = OutputDialog::new(ran.line, ran.text, form);
            self.dialogs.push(Dialog::Output(reading));
            self.message = None;
        }
        self.renew(model);
    }

    /// Shows only what is of this person, or all again.
    pub(super) fn toggle_mine(&mut self, who: Option<Person>, model: &Model) {
        self.row_filter.whose = match &self.row_filter.whose {
            Some(_) => None,
            None => who,
        };
        self.renew_rows(model);
    }

    /// Chooses a group, with the keys on it.
    pub(super) fn go(&mut self, group: Group, model: &Model) {
        self.grouping = match group {
            Group::Next | Group::Phase(_) => Grouping::Phases,
            Group::Role(_) => Grouping::Roles,
        };
        self.dialogs.clear();
        self.groups.renew(groups(model, self.grouping));
        self.groups.choose(group);
        self.rows = List::new(Vec::new());
        self.renew_rows(model);
    }

    /// Chooses an item or duty where it is listed; what hides it is no longer asked for.
    pub(super) fn go_to(&mut self, place: Place, model: &Model) {
        self.row_filter = RowFilter::default();
        self.go(
            match place {
                Place::Item { phase, .. } => Group::Phase(phase),
                Place::Duty { role, .. } => Group::Role(role),
            },
            model,
        );
        self.side = Side::Right;
        self.choose(model, place);
    }

    fn choose(&mut self, model: &Model, place: Place) {
        let found = self.rows.lines.iter().position(|row| row.place == place);
        self.rows.at = found.unwrap_or(self.rows.at);
        debug_assert!(found.is_some(), "{}", model.release.playbook.number(place));
    }

    /// The row that keys are about; none while the keys are on the left list.
    pub(super) fn row(&self) -> Option<Row> {
        self.rows.chosen().filter(|_| self.side == Side::Right)
    }
}

/// The lines of a message that say anything.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim().is_empty())
}

/// A message that is longer is shown to be read.
pub(super) const MESSAGE_LINES: usize = 6;

#[cfg(test)]
mod tests;
