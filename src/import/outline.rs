//! The phases of a page: which headings and other lines divide the boxes, and which become items with steps.

use super::source::ImportReport;
use super::texts::name;
use crate::schedule::{Reading, When, in_words};
use std::collections::BTreeSet;

/// Ranks of dividers after the levels of headings; the lower one divides first. A paragraph in bold type.
pub(super) const BOLD: u8 = 7;
/// `<details>` with a summary.
pub(super) const DETAILS: u8 = 8;
/// A line that ends in a colon, before a list.
pub(super) const COLON: u8 = 9;
/// The rank of the page, and of lists and text.
const NO_DIVIDER: u8 = 0;
/// Where a list would stand: it divides nothing.
const LIST: u8 = u8::MAX;

/// What becomes an item or a phase.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum EntryKind {
    Box,
    /// An item of a list, above boxes.
    #[default]
    Bullet,
    /// A phase, or a divider within it.
    Heading,
}

/// A phase with its items, or an item with its steps.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) line: usize,
    pub(super) kind: EntryKind,
    /// The name of a phase, or the first paragraph in one line.
    pub(super) text: String,
    /// The date of a phase.
    pub(super) when: Option<When>,
    pub(super) optional: bool,
    pub(super) limits: Limits,
    /// Everything below that is no box.
    pub(super) how: Vec<String>,
    /// Boxes below, and what stands above other boxes.
    pub(super) steps: Vec<Entry>,
}

#[derive(Debug, Default, Clone)]
pub(super) struct Limits {
    pub(super) owner: Option<String>,
    pub(super) condition: Option<String>,
    pub(super) only: Vec<String>,
}

/// More `<details>` within each other are no outline, and would exhaust the stack.
const MAX_DEPTH: usize = 64;

/// A heading or another divider with everything below it, a list, or other text. The outermost part is the page.
#[derive(Debug, Default)]
pub(super) struct PagePart {
    rank: u8,
    line: usize,
    name: String,
    when: Reading,
    /// The divider as it was written.
    source: String,
    /// What ends it, such as `</details>`.
    end: String,
    contents: Vec<PagePart>,
    /// The items of a list.
    entries: Vec<Entry>,
    /// The lowest rank of the parts with boxes, itself included; [`LIST`] for a list, none without boxes.
    least: Option<u8>,
}

/// A page that is being read: the parts that have not ended, the innermost last.
pub(super) struct OpenPage(Vec<PagePart>);

impl OpenPage {
    pub(super) fn new() -> Self {
        Self(vec![PagePart::default()])
    }

    pub(super) fn divide(&mut self, rank: u8, line: usize, name: String, source: String) {
        if self.0.len() >= MAX_DEPTH {
            return self.prose(source);
        }
        // Within `<details>`, nothing ends what is outside.
        self.close(|it| it.rank >= rank && it.rank != DETAILS);
        let when = in_words(&name);
        self.0.push(PagePart { rank, line, name, when, source, ..PagePart::default() });
    }

    pub(super) fn end_details(&mut self, source: String) {
        if self.0.iter().any(|it| it.rank == DETAILS) {
            self.close(|it| it.rank != DETAILS);
            if let Some(details) = self.0.pop() {
                self.add(PagePart { end: source, ..details });
            }
        }
    }

    pub(super) fn list(&mut self, entries: Vec<Entry>) {
        if !entries.is_empty() {
            self.add(PagePart { entries, least: Some(LIST), ..PagePart::default() });
        }
    }

    pub(super) fn prose(&mut self, source: String) {
        if !source.is_empty() {
            self.close(|it| it.rank == COLON);
            self.add(PagePart { source, ..PagePart::default() });
        }
    }

    pub(super) fn end(mut self) -> PagePart {
        self.close(|_| true);
        self.0.pop().unwrap_or_default()
    }

    /// Closes the innermost open parts while they fit; never the page.
    fn close(&mut self, fits: impl Fn(&PagePart) -> bool) {
        while self.0.len() > 1
            && let Some(part) = self.0.pop_if(|it| fits(it))
        {
            self.add(part);
        }
    }

    fn add(&mut self, inner: PagePart) {
        if let Some(part) = self.0.last_mut() {
            let least = inner.least.map(|it| it.min(part.rank));
            part.least = least.into_iter().chain(part.least).min();
            part.contents.push(inner);
        }
    }
}

impl PagePart {
    /// The heading of the whole page: the first one, if it is of the first level.
    pub(super) fn title(&self) -> Option<&str> {
        let first = self.contents.iter().find(|it| it.rank != NO_DIVIDER);
        first.filter(|it| it.rank == 1).map(|it| it.name.as_str())
    }

    /// The phases in the order of the page. `title` is the name of the playbook, and of a phase without a heading.
    pub(super) fn sections(mut self, title: &str, report: &mut ImportReport) -> Vec<Entry> {
        title.clone_into(&mut self.name);
        // The first rank that divides the boxes. If none does, the innermost heading names the only phase.
        let innermost = self.contents.iter().filter_map(|it| it.least).min().unwrap_or_default();
        let rank = (1..=COLON).find(|rank| self.count(*rank) > 1);
        let rank = rank.unwrap_or(innermost.max(BOLD - 1));
        let mut divider = PhaseDivider { title, report, names: BTreeSet::new() };
        divider.divide(self, rank, &Entry::default())
    }

    /// What has boxes outside the parts up to a rank.
    fn outside(&self, rank: u8) -> impl Iterator<Item = &Self> {
        self.contents.iter().filter(move |it| it.least.is_some_and(|least| least > rank))
    }

    /// The number of phases if parts up to a rank are phases.
    fn count(&self, rank: u8) -> usize {
        let own = usize::from(self.outside(rank).next().is_some());
        let inner = self.contents.iter().filter(|it| it.least.is_some_and(|least| least <= rank));
        own + inner.map(|it| it.count(rank)).sum::<usize>()
    }

    /// The rank of the first dated parts within a phase, which divide it further.
    fn dated(&self, rank: u8) -> Option<u8> {
        let dated = self.outside(rank).filter_map(|it| match it.when {
            Reading::Date(_) => Some(it.rank),
            Reading::Unclear | Reading::None => it.dated(rank),
        });
        dated.min()
    }

    /// A part without boxes as it was written.
    fn texts(self) -> Vec<String> {
        let mut texts = vec![self.source];
        texts.extend(self.contents.into_iter().flat_map(Self::texts));
        texts.push(self.end);
        texts.retain(|text| !text.is_empty());
        texts
    }
}

struct PhaseDivider<'a> {
    title: &'a str,
    report: &'a mut ImportReport,
    names: BTreeSet<String>,
}

impl PhaseDivider<'_> {
    /// The phases of a part: one for what is outside of the parts up to a rank, and those of these.
    fn divide(&mut self, mut part: PagePart, rank: u8, above: &Entry) -> Vec<Entry> {
        let rank = part.dated(rank).unwrap_or(rank);
        let source = std::mem::take(&mut part.source);
        let (mut own, mut inner) = self.split(part, rank, above.when);
        if own.steps.is_empty() {
            // It names no phase, so that it explains the first one.
            if own.text != self.title {
                own.how.insert(0, source);
            }
            if let Some(first) = inner.first_mut() {
                first.how.splice(0..0, own.how);
            }
            return inner;
        }
        // The only group of a phase divides nothing.
        if let [only] = own.steps.as_mut_slice()
            && only.kind == EntryKind::Heading
        {
            own.how.push(std::mem::take(&mut only.text));
            own.how.append(&mut only.how);
            own.steps = std::mem::take(&mut only.steps);
        }
        if !self.names.insert(own.text.clone()) {
            own.text = format!("{}: {}", above.text, own.text);
        }
        inner.insert(0, own);
        inner
    }

    /// A part without the parts up to a rank in it, and the phases of these.
    fn split(&mut self, part: PagePart, rank: u8, when: Option<When>) -> (Entry, Vec<Entry>) {
        let (line, text, when) = (part.line, name(&part.name), self.date(&part).or(when));
        let mut own = Entry { line, kind: EntryKind::Heading, text, when, ..Entry::default() };
        let mut inner: Vec<Entry> = Vec::new();
        for part in part.contents {
            match part.least {
                Some(LIST) => own.steps.extend(part.entries),
                Some(least) if least <= rank => inner.extend(self.divide(part, rank, &own)),
                // An item with steps has no date.
                Some(_) => own.steps.push(Entry { when: None, ..self.split(part, 0, None).0 }),
                None if part.rank == NO_DIVIDER => own.how.push(part.source),
                None => {
                    let last = inner.last_mut().filter(|_| own.steps.is_empty());
                    last.unwrap_or(&mut own).how.extend(self.without_boxes(part));
                }
            }
        }
        (own, inner)
    }

    fn date(&mut self, part: &PagePart) -> Option<When> {
        match part.when {
            Reading::Date(when) => Some(when),
            Reading::None => None,
            Reading::Unclear => {
                let note = format!("`{}`: no clear offset from T, kept as a name", part.name);
                self.report.note(part.line, note);
                None
            }
        }
    }

    fn without_boxes(&mut self, part: PagePart) -> Vec<String> {
        let note = format!("`{}` has no boxes: kept as an explanation", part.name);
        self.report.note(part.line, note);
        part.texts()
    }
}
