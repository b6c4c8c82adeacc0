//! A list to choose from: typing filters it, one line is selected, and several may be marked.

use super::PromptState;
use super::terminal::draw_around;
use crate::document::{Span, Style};
use crate::ui::areas::scrolled;
use crate::ui::paint::{Listing, Theme, widest};
use crate::ui::picker::PickerState;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Position};
use ratatui::text::Line;
use ratatui::widgets::Widget;
use std::collections::BTreeSet;

/// The least width of the flexible column, as long as another can be omitted.
const NARROWEST: u16 = 20;

#[derive(Debug, Clone)]
pub(crate) struct Choice {
    /// The columns that show it. Typing searches all of them; the first is its name.
    pub(crate) cells: Vec<Span>,
    /// Another name that typing searches.
    pub(crate) also: String,
}

/// What the lines show, and what happens to columns if not all fit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Columns {
    /// What several lines are called.
    pub(crate) noun: &'static str,
    /// The one that is truncated.
    pub(crate) flexible: usize,
    /// Those that are omitted, in this order.
    pub(crate) expendable: &'static [usize],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HowMany {
    One,
    Several,
}

/// A list to choose from. The answer is the positions of the chosen lines, in the order of the list.
pub(crate) struct Picker {
    question: String,
    choices: Vec<Choice>,
    columns: Columns,
    how_many: HowMany,
    list: PickerState,
    /// The first visible line, as a position among the matches.
    top: usize,
    /// The number of lines of the last frame.
    height: usize,
    marked: BTreeSet<usize>,
}

impl Picker {
    pub(crate) fn new(
        question: impl Into<String>,
        choices: Vec<Choice>,
        columns: Columns,
        how_many: HowMany,
    ) -> Self {
        let entries = choices.iter().map(|choice| {
            let texts = choice.cells.iter().map(|cell| cell.text.as_str());
            let texts: Vec<&str> = texts.chain([choice.also.as_str()]).collect();
            (texts[0].to_owned(), texts.join(" "))
        });
        Self {
            question: question.into(),
            list: PickerState::new(entries),
            choices,
            columns,
            how_many,
            top: 0,
            height: 1,
            marked: BTreeSet::new(),
        }
    }

    pub(crate) fn pointing_at(mut self, choice: usize) -> Self {
        self.list.step(choice.cast_signed());
        self
    }

    /// Marks the selected choice, or removes its mark, and goes on to the next.
    fn mark(&mut self) {
        let several = self.how_many == HowMany::Several;
        let Some(choice) = self.list.selected().filter(|_| several) else {
            return;
        };
        if !self.marked.remove(&choice) {
            self.marked.insert(choice);
        }
        self.list.step(1);
    }

    fn answer(&self) -> Option<Vec<usize>> {
        match self.marked.is_empty() {
            false => Some(self.marked.iter().copied().collect()),
            true => Some(vec![self.list.selected()?]),
        }
    }

    /// The columns that fit into `width`, each with its position and its width.
    fn columns(&self, visible: &[usize], width: u16) -> Vec<(usize, u16)> {
        let Columns { flexible, expendable, noun: _ } = self.columns;
        let cells = || visible.iter().map(|&choice| &self.choices[choice].cells);
        let count = cells().map(Vec::len).max().unwrap_or_default();
        let texts = |column: usize| {
            cells().filter_map(move |cells| cells.get(column)).map(|cell| cell.text.as_str())
        };
        let begin = if self.how_many == HowMany::Several { 4 } else { 2 };
        let begin = |column| if column == 0 { begin } else { 0 };
        let columns = (0..count).map(|column| (column, begin(column) + widest(texts(column))));
        let mut columns: Vec<(usize, u16)> = columns.filter(|(_, width)| *width > 0).collect();
        for left_out in expendable {
            let least = |(column, width): &(usize, u16)| {
                2 + if *column == flexible { NARROWEST.min(*width) } else { *width }
            };
            if columns.iter().map(least).sum::<u16>() <= width + 2 {
                break;
            }
            columns.retain(|(column, _)| column != left_out);
        }
        columns
    }

    /// A cell of a choice; the first one begins with the signs for the selected line and for marked ones.
    fn cell(&self, choice: usize, column: usize, theme: Theme) -> Line<'static> {
        let Some(Span { style, text }) = self.choices[choice].cells.get(column) else {
            return Line::default();
        };
        let is_selected = self.list.selected() == Some(choice);
        let is_strong = is_selected && *style == Style::Plain;
        let text = theme.span(text, if is_strong { Style::Strong } else { *style });
        let pointer = theme.span(if is_selected { "> " } else { "  " }, Style::Strong);
        let mark = if self.marked.contains(&choice) { "✓ " } else { "  " };
        match (column, self.how_many) {
            (0, HowMany::One) => vec![pointer, text].into(),
            (0, HowMany::Several) => vec![pointer, theme.span(mark, Style::Done), text].into(),
            _ => text.into(),
        }
    }

    /// The number of choices, and what the keys do.
    fn remarks(&self) -> Vec<String> {
        let count = match (self.list.found.len(), self.choices.len()) {
            (0, _) => "no match".to_owned(),
            (found, all) if found == all => format!("{all} {}", self.columns.noun),
            (found, all) => format!("{found} of {all}"),
        };
        let marked = (!self.marked.is_empty()).then(|| format!("{} marked", self.marked.len()));
        let mark = (self.how_many == HowMany::Several).then_some("Tab mark");
        let keys = ["Enter select", "Esc cancel"].into_iter().chain(mark);
        marked.into_iter().chain([count]).chain(keys.map(str::to_owned)).collect()
    }
}

impl PromptState for Picker {
    type Answer = Vec<usize>;

    fn press(&mut self, key: KeyEvent) -> Option<Vec<usize>> {
        match key.code {
            KeyCode::Enter => return self.answer(),
            KeyCode::Tab | KeyCode::BackTab => self.mark(),
            // No text begins with a space, so it can mark.
            KeyCode::Char(' ') if self.list.line.text().is_empty() => self.mark(),
            _ => self.list.press(key, self.height.cast_signed()),
        }
        None
    }

    fn paste(&mut self, text: &str) {
        self.list.edit(|line| line.insert(text));
    }

    fn draw(&mut self, buffer: &mut Buffer, theme: Theme) -> Position {
        let height = buffer.area.height.saturating_sub(2).max(1);
        self.height = height.into();
        let found = &self.list.found;
        self.top = scrolled(self.top, self.list.at, found.len(), self.height);
        let visible = &found[self.top..found.len().min(self.top + self.height)];
        let remarks = self.remarks();
        let remarks: Vec<&str> = remarks.iter().map(String::as_str).collect();
        let field = (&*self.question, &self.list.line);
        let (area, cursor) = draw_around(buffer, theme, field, visible.len(), &remarks);
        let columns = self.columns(visible, area.width);
        let rows = visible.iter().map(|&choice| {
            columns.iter().map(|&(column, _)| self.cell(choice, column, theme)).collect()
        });
        let constraint = |&(column, width): &(usize, u16)| match column == self.columns.flexible {
            true => Constraint::Max(width),
            false => Constraint::Length(width),
        };
        let constraints: Vec<Constraint> = columns.iter().map(constraint).collect();
        Listing::new(constraints, rows).render(area, buffer);
        cursor
    }
}

#[cfg(test)]
mod tests;
