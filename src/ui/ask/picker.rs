//! A list to choose from: typing filters it, one line is selected, and several may be marked.

use super::frame::{StyledText, room};
use super::{Frame, Key, PromptState, Size, Step};
use crate::document::Style;
use crate::document::width::truncate;
use crate::render::safe;
use crate::ui::paint::widest;
use crate::ui::picker::PickerState;
use std::collections::BTreeSet;
use tui_input::InputRequest;
use unicode_width::UnicodeWidthStr;

/// The most choices that are shown at once.
const SHOWN: usize = 10;

/// The least width of the flexible column, as long as another can be left out.
const NARROWEST: usize = 20;

/// The space between two columns.
const GAP: usize = 2;

/// One of the choices.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    /// The columns that show it. Typing searches all of them; the first is its name.
    pub(crate) cells: Vec<StyledText>,
    /// Another name that typing searches.
    pub(crate) also: String,
}

/// What happens to columns if not all fit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Columns {
    /// The one that is truncated.
    pub(crate) flexible: usize,
    /// Those that are left out, in this order.
    pub(crate) expendable: &'static [usize],
}

/// How many may be chosen.
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
    shown: usize,
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
            let texts = choice.cells.iter().map(|(_, text)| text.as_str());
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
            shown: SHOWN,
            marked: BTreeSet::new(),
        }
    }

    /// Selects a choice.
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

    fn answer(&self) -> Step<Vec<usize>> {
        match (self.marked.is_empty(), self.list.selected()) {
            (false, _) => Step::Answered(self.marked.iter().copied().collect()),
            (true, Some(choice)) => Step::Answered(vec![choice]),
            (true, None) => Step::On,
        }
    }

    /// The visible part of the list, which contains the selected line.
    fn scroll(&mut self, size: Size) -> std::ops::Range<usize> {
        // The line at the top needs a row, and the one at the bottom too where there is room.
        let rows = size.rows.saturating_sub(2).clamp(1, SHOWN);
        let last = self.list.found.len().saturating_sub(rows);
        self.top = self.top.clamp((self.list.at + 1).saturating_sub(rows), self.list.at);
        self.top = self.top.min(last);
        self.shown = rows;
        self.top..self.list.found.len().min(self.top + rows)
    }

    /// The width of each column of the visible lines; zero for one that is left out.
    fn widths(&self, shown: &[usize], room: usize) -> Vec<usize> {
        let rows = shown.iter().map(|&choice| &self.choices[choice].cells);
        let columns = rows.clone().map(Vec::len).max().unwrap_or_default();
        let width = |column| {
            let cells = rows.clone().filter_map(|row| row.get(column));
            usize::from(widest(cells.map(|(_, text): &StyledText| &**text)))
        };
        let mut widths: Vec<usize> = (0..columns).map(width).collect();
        let flexible = self.columns.flexible;
        let Some(&wish) = widths.get(flexible) else {
            return widths;
        };
        widths[flexible] = 0;
        let mut expendable = self.columns.expendable.iter();
        loop {
            let used: usize = widths.iter().filter(|w| **w > 0).map(|w| w + GAP).sum();
            let left = room.saturating_sub(used);
            widths[flexible] = wish.min(left);
            match expendable.next() {
                Some(&column) if left < wish.min(NARROWEST) => widths[column] = 0,
                Some(_) | None => return widths,
            }
            widths[flexible] = 0;
        }
    }

    fn row(&self, at: usize, widths: &[usize]) -> Vec<StyledText> {
        let choice = self.list.found[at];
        let pointed = at == self.list.at;
        let sign = if pointed { "> " } else { "  " };
        let mut row = vec![(Style::Strong, sign.to_owned())];
        if self.how_many == HowMany::Several {
            let mark = if self.marked.contains(&choice) { "✓ " } else { "  " };
            row.push((Style::Done, mark.to_owned()));
        }
        let cells = self.choices[choice].cells.iter().zip(widths);
        for ((style, text), &width) in cells.filter(|(_, width)| **width > 0) {
            let text = truncate(&safe(text), width).into_owned();
            let gap = " ".repeat(width - text.width() + GAP);
            let is_strong = pointed && *style == Style::Plain;
            row.push((if is_strong { Style::Strong } else { *style }, text));
            row.push((Style::Plain, gap));
        }
        // Nothing is aligned behind the last column.
        row.pop();
        row
    }

    /// The number of choices, and what the keys do.
    fn remarks(&self) -> Vec<String> {
        let count = match (self.list.found.len(), self.choices.len()) {
            (0, _) => "nothing matches".to_owned(),
            (found, all) if found == all => format!("{all} to choose from"),
            (found, all) => format!("{found} of {all}"),
        };
        let marked = (!self.marked.is_empty()).then(|| format!("{} marked", self.marked.len()));
        let mark = (self.how_many == HowMany::Several).then_some("Tab marks");
        let keys = ["Enter accepts", "Esc leaves"].into_iter().chain(mark);
        marked.into_iter().chain([count]).chain(keys.map(str::to_owned)).collect()
    }
}

impl PromptState for Picker {
    type Answer = Vec<usize>;

    fn press(&mut self, key: Key) -> Step<Vec<usize>> {
        match key {
            Key::Cancel => return Step::Cancelled,
            Key::Enter => return self.answer(),
            // No text begins with a space, so it can mark.
            Key::Edit(InputRequest::InsertChar(' ')) if self.list.line.text().is_empty() => {
                self.mark();
            }
            Key::Mark => self.mark(),
            Key::Up => self.list.step(-1),
            Key::Down => self.list.step(1),
            Key::PageUp => self.list.step(-self.shown.cast_signed()),
            Key::PageDown => self.list.step(self.shown.cast_signed()),
            Key::Edit(edit) => self.list.edit(|line| line.edit(edit)),
        }
        Step::On
    }

    fn paste(&mut self, text: &str) {
        self.list.edit(|line| line.insert(text));
    }

    fn frame(&mut self, size: Size) -> Frame {
        let mut frame = Frame::typed(&self.question, &self.list.line, size);
        let before = if self.how_many == HowMany::Several { 4 } else { 2 };
        let shown = self.scroll(size);
        let widths =
            self.widths(&self.list.found[shown.clone()], room(size).saturating_sub(before));
        for at in shown {
            frame.line(self.row(at, &widths), size);
        }
        let remarks = self.remarks();
        let remarks: Vec<&str> = remarks.iter().map(String::as_str).collect();
        frame.remarks(&remarks, size);
        frame
    }
}

#[cfg(test)]
mod tests;
