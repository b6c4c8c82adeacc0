//! A document: blocks of styled text, which every output format can write.
//!
//! Text in a document is unescaped. Each writer makes it harmless for its format.

use super::chart::{Bars, Curves};
use crate::command::{Command, Invocation};
use crate::names::Person;
use crate::release::ItemState;
use crate::schedule::ReaderClock;
use crate::view::Stamp;

#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// In columns of a terminal.
    pub width: usize,
    /// The number of lines, for screens that should fit the terminal.
    pub height: usize,
    /// Says whether progress is also shown as bars.
    pub bars: bool,
    /// Says whether it is read long after: people are named by their whole address on every line, and moments with day and time.
    pub in_full: bool,
    pub now: ReaderClock,
    pub invocation: &'a Invocation,
}

impl Page<'_> {
    /// The same page without limits, for formats that are not shown on a screen.
    pub fn unlimited(self) -> Self {
        Self { width: usize::MAX, height: usize::MAX, ..self }
    }

    pub fn name(self, person: &Person) -> &str {
        if self.in_full { person.as_str() } else { person.short() }
    }

    /// A command so that the reader can paste it.
    pub fn line(self, command: &Command) -> String {
        self.invocation.line(command)
    }
}

/// The style of a part of a line. It only repeats what words say, except for `Code` and `Link`, which writers may mark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Style {
    #[default]
    Plain,
    Strong,
    Late,
    Due,
    Done,
    /// Over, not yet, or of less importance.
    Dim,
    Code,
    Link,
}

#[derive(Debug, Clone, Default)]
pub struct Span {
    pub text: String,
    pub style: Style,
}

/// Text without line breaks.
#[derive(Debug, Clone, Default)]
pub struct Line(pub Vec<Span>);

#[derive(Debug, Default)]
pub struct Document {
    pub blocks: Vec<Block>,
}

#[derive(Debug)]
pub enum Block {
    /// A heading; level 1 is the title of a report.
    Heading(u8, Line),
    /// The first line of a screen: its subject, a shorter form for narrow pages, and what belongs at the right edge.
    Title {
        left: Line,
        shorter: Line,
        right: Line,
    },
    /// The answer: words that stand out, and what each of them says; an empty one continues the one before.
    Verdict(Vec<(Span, Span)>),
    Paragraph(Line),
    /// Text of several lines, as it was written.
    Source(String),
    List(Vec<Line>),
    /// Entries in columns without headings. Markdown writes them as a list, and those with a state as a task list.
    Entries(Table),
    /// Lines in columns, of which text shows no headings.
    Lines(Table),
    Table(Table),
    /// An empty line where the format does not separate blocks anyway.
    Gap,
    /// Charts, which only HTML draws.
    Bars(Bars),
    Curves(Curves),
}

#[derive(Debug)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// How far text moves it to the right.
    pub indent: usize,
}

#[derive(Debug, Clone, Copy)]
pub struct Column {
    pub heading: &'static str,
    pub is_right: bool,
    pub fit: Fit,
    /// Says whether it names the row, as the number of an item does.
    pub is_name: bool,
}

/// What happens to a column if the page is too narrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    Keep,
    /// Its texts are wrapped. One column of a table can do this, or `Truncate`.
    Wrap,
    Truncate,
    /// It becomes narrower before the wrapped one does.
    Yield,
    Omit,
}

#[derive(Debug, Default)]
pub struct Row {
    /// A heading above this row and those after it.
    pub heading: Option<Line>,
    /// What this row and those after it have in common, such as `late`; empty if it is the same as before.
    pub label: Option<Span>,
    /// The state of the item that it shows, with the style of its sign.
    pub state: Option<(ItemState, Style)>,
    pub cells: Vec<Span>,
    /// Lines below the flexible cell.
    pub below: Vec<Span>,
}

pub fn plain(text: impl Into<String>) -> Span {
    styled(Style::Plain, text)
}

pub fn strong(text: impl Into<String>) -> Span {
    styled(Style::Strong, text)
}

pub fn dim(text: impl Into<String>) -> Span {
    styled(Style::Dim, text)
}

pub fn code(text: impl Into<String>) -> Span {
    styled(Style::Code, text)
}

pub fn styled(style: Style, text: impl Into<String>) -> Span {
    Span { text: text.into(), style }
}

impl Line {
    pub fn text(&self) -> String {
        self.0.iter().map(|span| span.text.as_str()).collect()
    }
}

impl From<Span> for Line {
    fn from(span: Span) -> Self {
        Self(vec![span])
    }
}

impl From<&str> for Line {
    fn from(text: &str) -> Self {
        plain(text).into()
    }
}

impl From<String> for Line {
    fn from(text: String) -> Self {
        plain(text).into()
    }
}

impl<const N: usize> From<[Span; N]> for Line {
    fn from(spans: [Span; N]) -> Self {
        Self(spans.into())
    }
}

impl Document {
    /// A document of one paragraph.
    pub fn of(line: impl Into<Line>) -> Self {
        Self { blocks: vec![Block::Paragraph(line.into())] }
    }

    /// The document, or a sentence if it has nothing to show.
    pub fn or(self, nothing: &str) -> Self {
        if self.blocks.is_empty() { Self::of(nothing) } else { self }
    }

    pub fn heading(&mut self, level: u8, line: impl Into<Line>) {
        self.blocks.push(Block::Heading(level, line.into()));
    }

    pub fn verdict(&mut self, rows: impl Into<Vec<(Span, Span)>>) {
        self.blocks.push(Block::Verdict(rows.into()));
    }

    pub fn paragraph(&mut self, line: impl Into<Line>) {
        self.blocks.push(Block::Paragraph(line.into()));
    }

    pub fn gap(&mut self) {
        self.blocks.push(Block::Gap);
    }

    pub fn list(&mut self, lines: impl IntoIterator<Item = impl Into<Line>>) {
        let lines: Vec<Line> = lines.into_iter().map(Into::into).collect();
        if !lines.is_empty() {
            self.blocks.push(Block::List(lines));
        }
    }

    pub fn entries(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Entries(table));
        }
    }

    pub fn lines(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Lines(table));
        }
    }

    /// Adds a table without the columns that have no text in any row.
    pub fn table(&mut self, mut table: Table) {
        if !table.rows.is_empty() {
            let has_text = |column: usize| {
                table.rows.iter().any(|row: &Row| !row.cells[column].text.is_empty())
            };
            let kept: Vec<bool> = (0..table.columns.len()).map(has_text).collect();
            let mut keep = kept.iter().copied();
            table.columns.retain(|_| keep.next().unwrap_or_default());
            for row in &mut table.rows {
                let mut keep = kept.iter().copied();
                row.cells.retain(|_| keep.next().unwrap_or_default());
            }
            self.blocks.push(Block::Table(table));
        }
    }

    /// Adds the first line of a screen: the release, T, its distance, and what belongs at the right edge.
    pub fn title(&mut self, release: &str, t: Option<Stamp>, more: Option<String>, page: Page) {
        let line = |now: ReaderClock| {
            let text = t.map(|t| format!(" · {} · {}", now.long_there(t.0), now.distance(t.0)));
            Line::from([strong(release), plain(text.unwrap_or_default())])
        };
        let countdown = t.map(|t| page.now.countdown(t.0));
        let right = countdown.into_iter().chain(more).collect::<Vec<_>>().join(", ");
        if right.is_empty() {
            return self.heading(2, line(page.now));
        }
        self.blocks.push(Block::Title {
            left: line(page.now),
            shorter: line(page.now.read_in(None)),
            right: right.into(),
        });
    }

    /// Adds a heading and what `write` adds below it, unless that is nothing.
    pub fn section(&mut self, heading: &str, write: impl FnOnce(&mut Self)) {
        let before = self.blocks.len();
        self.heading(2, heading);
        write(self);
        if self.blocks.len() == before + 1 {
            self.blocks.truncate(before);
        }
    }
}

impl Column {
    pub fn new(heading: &'static str) -> Self {
        Self { heading, is_right: false, fit: Fit::Keep, is_name: false }
    }
}

impl Table {
    pub fn new<const N: usize>(headings: [&'static str; N]) -> Self {
        Self { columns: headings.map(Column::new).into(), rows: Vec::new(), indent: 0 }
    }

    /// Says that a column names the rows.
    pub fn name(mut self, column: usize) -> Self {
        self.columns[column].is_name = true;
        self
    }

    pub fn right<const N: usize>(mut self, columns: [usize; N]) -> Self {
        for column in columns {
            self.columns[column].is_right = true;
        }
        self
    }

    pub fn fit(mut self, column: usize, fit: Fit) -> Self {
        self.columns[column].fit = fit;
        self
    }

    /// A label and a text on each row.
    pub fn labelled() -> Self {
        Self::new(["", ""]).fit(1, Fit::Wrap)
    }

    /// A sign, a name and a text on each row.
    pub fn signed() -> Self {
        Self::new(["", "", ""]).name(1).fit(2, Fit::Wrap)
    }

    /// A number, a text, who, and when on each row. `fit` says what happens to texts.
    pub fn of_items(fit: Fit) -> Self {
        Self::new(["", "", "", ""]).name(0).fit(1, fit).fit(2, Fit::Yield)
    }

    pub fn indent(self, indent: usize) -> Self {
        Self { indent, ..self }
    }

    pub fn row<const N: usize>(&mut self, cells: [Span; N]) -> &mut Row {
        self.rows.push(Row { cells: cells.into(), ..Row::default() });
        let last = self.rows.len() - 1;
        &mut self.rows[last]
    }

    /// The column that is wrapped or truncated.
    pub fn flexible(&self) -> Option<usize> {
        self.columns.iter().position(|column| matches!(column.fit, Fit::Wrap | Fit::Truncate))
    }
}

impl Row {
    pub fn below(&mut self, lines: impl IntoIterator<Item = Span>) -> &mut Self {
        self.below.extend(lines);
        self
    }
}
