//! A list to choose from: what was typed narrows it down, one line of it is pointed at, and several may be marked.

use super::frame::{CUT, Piece, cut, room};
use super::{Frame, Key, Question, Size, Step};
use crate::render::safe;
use crate::render::text::TextStyle;
use crate::terminal::{Edit, Line};
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32String};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use unicode_width::UnicodeWidthStr;

/// So many choices are shown at once, at most.
const SHOWN: usize = 10;

/// The column that gives way keeps at least so much, as long as another can be left out.
const NARROWEST: usize = 20;

/// The space between two columns.
const GAP: usize = 2;

/// One thing to choose.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    /// What is shown of it, in columns. What is typed is looked for in all of them; by the first it is called.
    pub(crate) cells: Vec<Piece>,
    /// What it is found by besides.
    pub(crate) also: String,
}

/// What happens to columns where there is no room for all.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Columns {
    /// The one that is cut.
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

/// A list to choose from. The answer is the positions of what was chosen, in the order of the list.
pub(crate) struct Picker {
    question: String,
    choices: Vec<Choice>,
    columns: Columns,
    how_many: HowMany,
    /// What each choice is found by, and how wide each of its columns is.
    sought: Vec<(Utf32String, Vec<usize>)>,
    matcher: Matcher,
    line: Line,
    /// The choices that match what was typed, the best first.
    found: Vec<usize>,
    /// The one that is pointed at, and the first one shown, as positions in `found`.
    at: usize,
    top: usize,
    /// How many were shown the last time.
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
        let sought = choices.iter().map(|choice| {
            let texts = choice.cells.iter().map(|(_, text)| text.as_str());
            let texts: Vec<&str> = texts.chain([choice.also.as_str()]).collect();
            let widths = choice.cells.iter().map(|(_, text)| safe(text).width());
            (Utf32String::from(texts.join(" ")), widths.collect())
        });
        Self {
            question: question.into(),
            sought: sought.collect(),
            found: (0..choices.len()).collect(),
            choices,
            columns,
            how_many,
            matcher: Matcher::new(Config::DEFAULT),
            line: Line::default(),
            at: 0,
            top: 0,
            shown: SHOWN,
            marked: BTreeSet::new(),
        }
    }

    /// Points at a choice.
    pub(crate) fn pointing_at(mut self, choice: usize) -> Self {
        self.at = choice.min(self.found.len().saturating_sub(1));
        self
    }

    /// Finds what has the words that were typed; where nothing has them, what has their letters in their order.
    fn find(&mut self) {
        let text = self.line.text().trim().to_owned();
        (self.at, self.top) = (0, 0);
        if text.is_empty() {
            self.found = (0..self.choices.len()).collect();
            return;
        }
        self.found = self.matching(&text, AtomKind::Substring);
        if self.found.is_empty() {
            self.found = self.matching(&text, AtomKind::Fuzzy);
        }
    }

    /// What matches a text, the best first: before all others what is called by it, then what its name begins with.
    fn matching(&mut self, text: &str, kind: AtomKind) -> Vec<usize> {
        let pattern = Pattern::new(text, CaseMatching::Ignore, Normalization::Smart, kind);
        let mut rated = Vec::with_capacity(self.choices.len());
        for (i, (sought, _)) in self.sought.iter().enumerate() {
            if let Some(score) = pattern.score(sought.slice(..), &mut self.matcher) {
                let name = self.choices[i].cells.first().map_or("", |(_, name)| name);
                rated.push((name != text, !name.starts_with(text), Reverse(score), i));
            }
        }
        rated.sort_unstable();
        rated.into_iter().map(|(.., i)| i).collect()
    }

    fn edit(&mut self, edit: impl FnOnce(&mut Line)) {
        let before = self.line.text().to_owned();
        edit(&mut self.line);
        if self.line.text() != before {
            self.find();
        }
    }

    /// Marks what is pointed at, or takes its mark away.
    fn mark(&mut self) {
        let several = self.how_many == HowMany::Several;
        let Some(&choice) = self.found.get(self.at).filter(|_| several) else {
            return;
        };
        if !self.marked.remove(&choice) {
            self.marked.insert(choice);
        }
        self.down(1);
    }

    fn down(&mut self, count: usize) {
        self.at = (self.at + count).min(self.found.len().saturating_sub(1));
    }

    fn answer(&self) -> Step<Vec<usize>> {
        let pointed = self.found.get(self.at);
        match (self.marked.is_empty(), pointed) {
            (false, _) => Step::Answered(self.marked.iter().copied().collect()),
            (true, Some(&choice)) => Step::Answered(vec![choice]),
            (true, None) => Step::On,
        }
    }

    /// The part of the list that is shown, with what is pointed at in it.
    fn scroll(&mut self, size: Size) -> std::ops::Range<usize> {
        // The line at the top needs a row, and the one at the bottom too where there is room.
        let rows = size.rows.saturating_sub(2).clamp(1, SHOWN);
        let last = self.found.len().saturating_sub(rows);
        self.top = self.top.clamp((self.at + 1).saturating_sub(rows), self.at);
        self.top = self.top.min(last);
        self.shown = rows;
        self.top..self.found.len().min(self.top + rows)
    }

    /// How wide each column of what is shown is: nothing for one that is left out.
    fn widths(&self, shown: &[usize], room: usize) -> Vec<usize> {
        let mut widths: Vec<usize> = Vec::new();
        for &choice in shown {
            let (_, natural) = &self.sought[choice];
            widths.resize(widths.len().max(natural.len()), 0);
            for (width, &natural) in widths.iter_mut().zip(natural) {
                *width = natural.max(*width);
            }
        }
        let flexible = self.columns.flexible;
        let Some(&wish) = widths.get(flexible) else {
            return widths;
        };
        widths[flexible] = 0;
        let mut expendable = self.columns.expendable.iter();
        loop {
            let used: usize = widths.iter().filter(|w| **w > 0).map(|w| w + GAP).sum();
            let left = room.saturating_sub(used);
            if left < wish.min(NARROWEST)
                && let Some(&column) = expendable.next()
            {
                widths[column] = 0;
                continue;
            }
            widths[flexible] = wish.min(left);
            return widths;
        }
    }

    fn row(&self, at: usize, widths: &[usize]) -> Vec<Piece> {
        let choice = self.found[at];
        let pointed = at == self.at;
        let sign = if pointed { "> " } else { "  " };
        let mut row = vec![(TextStyle::Strong, sign.to_owned())];
        if self.how_many == HowMany::Several {
            let mark = match self.marked.contains(&choice) {
                true => "✓ ".to_owned(),
                false => "  ".to_owned(),
            };
            row.push((TextStyle::Done, mark));
        }
        let cells = self.choices[choice].cells.iter().zip(widths);
        for ((look, text), &width) in cells.filter(|(_, width)| **width > 0) {
            let text = cut(text, width, CUT);
            let gap = " ".repeat(width - text.width() + GAP);
            let look = match look {
                TextStyle::Plain if pointed => TextStyle::Strong,
                look => *look,
            };
            row.push((look, text));
            row.push((TextStyle::Plain, gap));
        }
        // Nothing is aligned behind the last column.
        row.pop();
        row
    }

    /// How much there is, and which keys do what.
    fn remarks(&self) -> Vec<String> {
        let count = match (self.found.len(), self.choices.len()) {
            (0, _) => "nothing matches".to_owned(),
            (found, all) if found == all => format!("{all} to choose from"),
            (found, all) => format!("{found} of {all}"),
        };
        let marked = match self.marked.len() {
            0 => None,
            marked => Some(format!("{marked} marked")),
        };
        let mark = (self.how_many == HowMany::Several).then_some("Tab marks");
        let keys = ["Enter accepts", "Esc leaves"].into_iter().chain(mark);
        marked
            .into_iter()
            .chain([count])
            .chain(keys.map(str::to_owned))
            .collect()
    }
}

impl Question for Picker {
    type Answer = Vec<usize>;

    fn press(&mut self, key: Key) -> Step<Vec<usize>> {
        match key {
            Key::Leave => return Step::Left,
            Key::Enter => return self.answer(),
            // Before the first letter a space says nothing, so it may mark.
            Key::Edit(Edit::Insert(' ')) if self.line.text().is_empty() => self.mark(),
            Key::Mark => self.mark(),
            Key::Up => self.at = self.at.saturating_sub(1),
            Key::Down => self.down(1),
            Key::PageUp => self.at = self.at.saturating_sub(self.shown),
            Key::PageDown => self.down(self.shown),
            Key::Edit(edit) => self.edit(|line| line.edit(edit)),
        }
        Step::On
    }

    fn paste(&mut self, text: &str) {
        self.edit(|line| line.insert(text));
    }

    fn frame(&mut self, size: Size) -> Frame {
        let mut frame = Frame::typed(&self.question, &self.line, size);
        let before = if self.how_many == HowMany::Several {
            4
        } else {
            2
        };
        let shown = self.scroll(size);
        let widths = self.widths(
            &self.found[shown.clone()],
            room(size).saturating_sub(before),
        );
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
