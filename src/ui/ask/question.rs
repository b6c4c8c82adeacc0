//! A question. Typing filters its choices, one of them is selected, and several may be marked; or the typed text is the answer.

use crate::document::{Page, Span, Style, candidate_cells};
use crate::release::{ArgumentKind, MissingArgument};
use crate::terminal::TextField;
use crate::ui::areas::scrolled;
use crate::ui::paint::{Listing, Theme, draw_field, draw_lines, widest};
use crate::view::{Candidate, CandidateDetails};
use crossterm::event::{KeyCode, KeyEvent};
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32String};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position};
use ratatui::text::Line;
use ratatui::widgets::Widget;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::mem::discriminant;
use unicode_width::UnicodeWidthStr;

/// The least width of the flexible column, as long as another can be omitted.
const NARROWEST: u16 = 20;

#[derive(Debug, Clone)]
struct Choice {
    value: String,
    cells: Vec<Span>,
    /// What typing searches: all columns, and another name.
    searched: Utf32String,
}

/// What the lines show, and what happens to columns if not all fit.
#[derive(Debug, Clone, Copy)]
struct Columns {
    /// What several lines are called.
    noun: &'static str,
    /// The one that is truncated.
    flexible: usize,
    /// Those that are omitted, in this order.
    expendable: &'static [usize],
}

/// A question whose answer is typed or chosen. An empty line is no answer.
pub(crate) struct Question {
    question: String,
    choices: Vec<Choice>,
    columns: Columns,
    /// Says whether a typed text is an answer, unless a choice is pointed at.
    takes_text: bool,
    several: bool,
    line: TextField,
    /// The choices that match the typed text, best first.
    found: Vec<usize>,
    /// The selected choice, as a position in `found`.
    at: usize,
    /// Says whether a key has selected a choice.
    is_pointing: bool,
    /// The first visible line, as a position in `found`.
    top: usize,
    /// The number of lines of the last frame.
    height: usize,
    marked: BTreeSet<usize>,
}

impl Question {
    /// Asks for one of the candidates; the suggested one is selected.
    pub(crate) fn among(question: impl Into<String>, candidates: &[Candidate], page: Page) -> Self {
        let choice = |candidate: &Candidate| {
            let cells = candidate_cells(candidate, page);
            let texts = cells.iter().map(|cell| cell.text.as_str());
            let texts: Vec<&str> = texts.chain([candidate.alias.as_str()]).collect();
            let searched = texts.join(" ").into();
            Choice { value: candidate.value.clone(), cells, searched }
        };
        let suggested = candidates.iter().position(|candidate| candidate.suggested);
        Self {
            question: question.into(),
            choices: candidates.iter().map(choice).collect(),
            columns: columns(candidates),
            takes_text: false,
            several: false,
            line: TextField::default(),
            found: (0..candidates.len()).collect(),
            at: suggested.unwrap_or_default(),
            is_pointing: false,
            top: 0,
            height: 1,
            marked: BTreeSet::new(),
        }
    }

    pub(crate) fn about(missing: &MissingArgument, candidates: &[Candidate], page: Page) -> Self {
        let takes_text = [ArgumentKind::Text, ArgumentKind::Person].contains(&missing.kind);
        let question = Self::among(&missing.question, candidates, page);
        Self { takes_text, several: missing.several, ..question }
    }

    /// Answers with positions in the list instead of values, of which several may be equal.
    pub(crate) fn by_position(mut self) -> Self {
        for (position, choice) in self.choices.iter_mut().enumerate() {
            choice.value = position.to_string();
        }
        self
    }

    /// Says whether there is nothing to choose from.
    pub(super) fn is_line(&self) -> bool {
        self.choices.is_empty()
    }

    /// Takes a key, and returns the answer if the key accepts it: values in the order of the list, or the text.
    pub(super) fn press(&mut self, key: KeyEvent) -> Option<Vec<String>> {
        let page = self.height.cast_signed();
        match key.code {
            KeyCode::Enter => return self.answer(),
            KeyCode::Tab | KeyCode::BackTab => self.mark(),
            // No text begins with a space, so it can mark.
            KeyCode::Char(' ') if self.line.text().is_empty() => self.mark(),
            KeyCode::Up => self.step(-1),
            KeyCode::Down => self.step(1),
            KeyCode::PageUp => self.step(-page),
            KeyCode::PageDown => self.step(page),
            _ => self.edit(|line| line.press(key)),
        }
        None
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.edit(|line| line.insert(text));
    }

    fn answer(&self) -> Option<Vec<String>> {
        let text = self.line.text().trim();
        if self.takes_text && !self.is_pointing && !text.is_empty() {
            return Some(vec![text.to_owned()]);
        }
        let value = |choice: usize| self.choices[choice].value.clone();
        match self.marked.is_empty() {
            false => Some(self.marked.iter().copied().map(value).collect()),
            true => Some(vec![value(self.selected()?)]),
        }
    }

    /// The position of the selected choice among all; none if nothing matches, or if the typed text is the answer.
    fn selected(&self) -> Option<usize> {
        let is_text = self.takes_text && !self.is_pointing && !self.line.text().trim().is_empty();
        self.found.get(self.at).copied().filter(|_| !is_text)
    }

    /// Moves the selection within the choices that match. The first step from a text leads to the first of them.
    fn step(&mut self, lines: isize) {
        if self.selected().is_some() {
            let last = self.found.len().saturating_sub(1);
            self.at = self.at.saturating_add_signed(lines).min(last);
        }
        self.is_pointing = !self.found.is_empty();
    }

    /// Marks the selected choice, or removes its mark, and goes on to the next.
    fn mark(&mut self) {
        let Some(choice) = self.selected().filter(|_| self.several) else { return };
        if !self.marked.remove(&choice) {
            self.marked.insert(choice);
        }
        self.step(1);
    }

    fn edit(&mut self, edit: impl FnOnce(&mut TextField)) {
        let before = self.line.text().to_owned();
        edit(&mut self.line);
        if self.line.text() != before {
            self.filter();
        }
    }

    /// Finds the choices that contain the typed words; if there are none, those that contain their letters in order.
    fn filter(&mut self) {
        (self.at, self.is_pointing) = (0, false);
        let text = self.line.text().trim();
        self.found = match text {
            "" => (0..self.choices.len()).collect(),
            _ => self.matching(text, AtomKind::Substring),
        };
        if self.found.is_empty() {
            self.found = self.matching(text, AtomKind::Fuzzy);
        }
    }

    /// The choices that match a text: the one of this name first, then those whose name begins with it, then the best.
    fn matching(&self, text: &str, kind: AtomKind) -> Vec<usize> {
        let pattern = Pattern::new(text, CaseMatching::Ignore, Normalization::Smart, kind);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut rated = Vec::with_capacity(self.choices.len());
        for (i, choice) in self.choices.iter().enumerate() {
            if let Some(score) = pattern.score(choice.searched.slice(..), &mut matcher) {
                let name = choice.cells[0].text.as_str();
                rated.push((name != text, !name.starts_with(text), Reverse(score), i));
            }
        }
        rated.sort_unstable();
        rated.into_iter().map(|(.., i)| i).collect()
    }

    /// Draws the question on the whole screen, with as many remarks as fit below its list. Returns the position of the cursor.
    pub(super) fn draw(&mut self, buffer: &mut Buffer, theme: Theme) -> Position {
        self.height = buffer.area.height.saturating_sub(2).max(1).into();
        let found = &self.found;
        self.top = scrolled(self.top, self.at, found.len(), self.height);
        let visible = &found[self.top..found.len().min(self.top + self.height)];
        let rows = u16::try_from(visible.len()).unwrap_or(u16::MAX);
        let heights = [1, rows, 1].map(Constraint::Length);
        let [head, list, foot] = Layout::vertical(heights).areas(buffer.area);
        let cursor = draw_field(buffer, head, theme, &format!("{} ", self.question), &self.line);
        let mut fitting = String::new();
        for remark in self.remarks() {
            let between = if fitting.is_empty() { "" } else { " · " };
            let longer = format!("{fitting}{between}{remark}");
            if longer.width() > usize::from(foot.width) {
                break;
            }
            fitting = longer;
        }
        draw_lines(buffer, foot, [theme.line(&fitting, Style::Dim)]);
        let columns = self.columns(visible, list.width);
        let rows = visible.iter().map(|&choice| {
            columns.iter().map(|&(column, _)| self.cell(choice, column, theme)).collect()
        });
        let constraint = |&(column, width): &(usize, u16)| match column == self.columns.flexible {
            true => Constraint::Max(width),
            false => Constraint::Length(width),
        };
        let constraints: Vec<Constraint> = columns.iter().map(constraint).collect();
        Listing::new(constraints, rows).render(list, buffer);
        cursor
    }

    /// The columns that fit into `width`, each with its position and its width.
    fn columns(&self, visible: &[usize], width: u16) -> Vec<(usize, u16)> {
        let Columns { flexible, expendable, noun: _ } = self.columns;
        let cells = || visible.iter().map(|&choice| &self.choices[choice].cells);
        let count = cells().map(Vec::len).max().unwrap_or_default();
        let texts = |column: usize| {
            cells().filter_map(move |cells| cells.get(column)).map(|cell| cell.text.as_str())
        };
        let begin = if self.several { 4 } else { 2 };
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
        let is_selected = self.selected() == Some(choice);
        let is_strong = is_selected && *style == Style::Plain;
        let text = theme.span(text, if is_strong { Style::Strong } else { *style });
        let pointer = theme.span(if is_selected { "> " } else { "  " }, Style::Strong);
        let mark = if self.marked.contains(&choice) { "✓ " } else { "  " };
        match (column, self.several) {
            (0, false) => vec![pointer, text].into(),
            (0, true) => vec![pointer, theme.span(mark, Style::Done), text].into(),
            _ => text.into(),
        }
    }

    fn remarks(&self) -> Vec<String> {
        let keys = |keys: &[&str]| keys.iter().map(|&key| key.to_owned()).collect();
        if self.is_line() {
            return keys(&["Enter accept", "Esc cancel"]);
        }
        let count = match (self.found.len(), self.choices.len()) {
            (0, _) => "no match".to_owned(),
            (found, all) if found == all => format!("{all} {}", self.columns.noun),
            (found, all) => format!("{found} of {all}"),
        };
        let marked = (!self.marked.is_empty()).then(|| format!("{} marked", self.marked.len()));
        let rest: Vec<String> = match (self.takes_text, self.several) {
            (true, _) => keys(&["Enter accept", "Esc cancel", "↓ select"]),
            (false, true) => keys(&["Enter select", "Esc cancel", "Tab mark"]),
            (false, false) => keys(&["Enter select", "Esc cancel"]),
        };
        marked.into_iter().chain([count]).chain(rest).collect()
    }
}

/// Which column of the candidates is cut in a narrow terminal, and which ones are omitted.
fn columns(candidates: &[Candidate]) -> Columns {
    let kinds = || candidates.iter().map(|it| discriminant(&it.details));
    let is_mixed = kinds().zip(kinds().skip(1)).any(|(one, next)| one != next);
    let details = candidates.first().filter(|_| !is_mixed).map(|it| &it.details);
    let (noun, flexible, expendable): (_, usize, &[usize]) = match details {
        // Number, text, owner, due.
        Some(CandidateDetails::Item(_)) => ("items", 1, &[2, 3]),
        // Id, name, state, owners.
        Some(CandidateDetails::Decision(..)) => ("decisions", 3, &[1]),
        // Id, name, holders.
        Some(CandidateDetails::Role(_)) => ("roles", 1, &[2]),
        // Value, text, and what some of them have.
        Some(CandidateDetails::None) | None => ("choices", 1, &[2, 3]),
    };
    Columns { noun, flexible, expendable }
}

#[cfg(test)]
mod tests;
