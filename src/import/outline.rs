//! The phases of a page: which headings and other lines divide the boxes, and which become items with steps.

use super::parse::{Content, Divider, Element, Entry, EntryKind};
use super::report::ImportReport;
use super::texts::name;
use crate::schedule::{Reading, in_words};
use std::collections::BTreeSet;

/// A phase, before its items are read.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub(super) line: usize,
    pub(super) name: String,
    pub(super) when: Option<String>,
    pub(super) how: Vec<String>,
    pub(super) entries: Vec<Entry>,
}

/// More `<details>` within each other are no outline, and would exhaust the stack.
const MAX_DEPTH: usize = 64;

/// A heading or another divider with everything below it. The outermost part is the page.
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
    contents: Vec<PartContent>,
}

#[derive(Debug)]
enum PartContent {
    Prose(String),
    List(Vec<Entry>),
    Part(PagePart),
}

impl PagePart {
    /// Puts the elements of a page below their dividers.
    pub(super) fn page(elements: Vec<Element>) -> Self {
        let mut open = vec![Self::default()];
        for Element { line, content, source } in elements {
            match content {
                Content::Divider(divider, name) if open.len() < MAX_DEPTH => {
                    let rank = divider.rank();
                    // Within `<details>`, nothing ends what is outside.
                    close(&mut open, |it| it.rank >= rank && it.rank != Divider::Details.rank());
                    let when = in_words(&name);
                    open.push(Self { rank, line, name, when, source, ..Self::default() });
                }
                Content::EndOfDetails => {
                    let is_details = |it: &Self| it.rank == Divider::Details.rank();
                    if open.iter().any(is_details) {
                        close(&mut open, |it| !is_details(it));
                        if let Some(mut details) = open.pop() {
                            details.end = source;
                            add(&mut open, PartContent::Part(details));
                        }
                    }
                }
                Content::List(entries) => add(&mut open, PartContent::List(entries)),
                Content::Divider(..) | Content::Prose => {
                    close(&mut open, |it| it.rank == Divider::Colon.rank());
                    add(&mut open, PartContent::Prose(source));
                }
            }
        }
        close(&mut open, |_| true);
        open.pop().unwrap_or_default()
    }

    /// The heading of the whole page: the first one, if it is of the first level.
    pub(super) fn title(&self) -> Option<&str> {
        self.parts().next().filter(|it| it.rank == 1).map(|it| it.name.as_str())
    }

    /// The phases in the order of the page. `title` is the name of the playbook, and of a phase without a heading.
    pub(super) fn sections(mut self, title: &str, report: &mut ImportReport) -> Vec<Section> {
        title.clone_into(&mut self.name);
        // The first rank that divides the boxes. If none does, the innermost heading names the only phase.
        let innermost = self.parts().filter_map(Self::least).min().unwrap_or_default();
        let has_several = |rank: &u8| self.count(*rank) > 1;
        let rank = (1..=Divider::Colon.rank()).find(has_several);
        let rank = rank.unwrap_or(innermost.max(Divider::LAST_HEADING));
        let mut divider = PhaseDivider { title, report, names: BTreeSet::new() };
        divider.divide(self, rank, &Section::default())
    }

    fn parts(&self) -> impl Iterator<Item = &Self> {
        self.contents.iter().filter_map(|content| match content {
            PartContent::Part(part) => Some(part),
            PartContent::Prose(_) | PartContent::List(_) => None,
        })
    }

    /// The lowest rank of the parts with boxes, itself included; none if it has no boxes.
    fn least(&self) -> Option<u8> {
        let has_list = self.contents.iter().any(|it| matches!(it, PartContent::List(_)));
        let own = has_list.then_some(self.rank);
        own.into_iter()
            .chain(self.parts().filter_map(Self::least))
            .min()
            .map(|it| it.min(self.rank))
    }

    /// Whether it has boxes outside the parts up to a rank.
    fn has_own(&self, rank: u8) -> bool {
        self.contents.iter().any(|content| match content {
            PartContent::List(_) => true,
            PartContent::Part(part) => part.least().is_some_and(|least| least > rank),
            PartContent::Prose(_) => false,
        })
    }

    /// The number of phases if parts up to a rank are phases.
    fn count(&self, rank: u8) -> usize {
        let inner = self.parts().filter(|it| it.least().is_some_and(|least| least <= rank));
        usize::from(self.has_own(rank)) + inner.map(|it| it.count(rank)).sum::<usize>()
    }

    /// The rank of the first dated parts within a phase, which divide it further.
    fn dated(&self, rank: u8) -> Option<u8> {
        let inner = self.parts().filter(|it| it.least().is_some_and(|least| least > rank));
        let dated = inner.filter_map(|it| match it.when {
            Reading::Date(_) => Some(it.rank),
            Reading::Unclear | Reading::None => it.dated(rank),
        });
        dated.min()
    }

    /// A part without boxes as it was written.
    fn texts(self) -> Vec<String> {
        let mut texts = vec![self.source];
        for content in self.contents {
            match content {
                PartContent::Prose(text) => texts.push(text),
                PartContent::Part(part) => texts.extend(part.texts()),
                PartContent::List(_) => {}
            }
        }
        texts.push(self.end);
        texts.retain(|text| !text.is_empty());
        texts
    }
}

/// Closes the innermost open parts while they fit; never the page.
fn close(open: &mut Vec<PagePart>, fits: impl Fn(&PagePart) -> bool) {
    while open.len() > 1
        && let Some(part) = open.pop_if(|it| fits(it))
    {
        add(open, PartContent::Part(part));
    }
}

fn add(open: &mut [PagePart], content: PartContent) {
    if let Some(part) = open.last_mut() {
        part.contents.push(content);
    }
}

struct PhaseDivider<'a> {
    title: &'a str,
    report: &'a mut ImportReport,
    names: BTreeSet<String>,
}

impl PhaseDivider<'_> {
    /// The phases of a part: one for what is outside of the parts up to a rank, and those of these.
    fn divide(&mut self, part: PagePart, rank: u8, above: &Section) -> Vec<Section> {
        let rank = part.dated(rank).unwrap_or(rank);
        let mut own = Section { line: part.line, name: name(&part.name), ..Section::default() };
        own.when = self.date(&part).or(above.when.clone());
        let mut inner: Vec<Section> = Vec::new();
        for content in part.contents {
            match content {
                PartContent::Prose(text) => own.how.push(text),
                PartContent::List(entries) => own.entries.extend(entries),
                PartContent::Part(part) => match part.least() {
                    Some(least) if least <= rank => inner.extend(self.divide(part, rank, &own)),
                    Some(_) => own.entries.push(self.entry(part)),
                    None => {
                        let last = inner.last_mut().filter(|_| own.entries.is_empty());
                        last.unwrap_or(&mut own).how.extend(self.without_boxes(part));
                    }
                },
            }
        }
        if own.entries.is_empty() {
            // It names no phase, so that it explains the first one.
            if own.name != self.title {
                own.how.insert(0, part.source);
            }
            if let Some(first) = inner.first_mut() {
                first.how.splice(0..0, own.how);
            }
            return inner;
        }
        // The only group of a phase divides nothing.
        if let [only] = own.entries.as_mut_slice()
            && only.kind == EntryKind::Heading
        {
            own.how.push(std::mem::take(&mut only.text));
            own.how.append(&mut only.how);
            own.entries = std::mem::take(&mut only.steps);
        }
        if !self.names.insert(own.name.clone()) {
            own.name = format!("{}: {}", above.name, own.name);
        }
        inner.insert(0, own);
        inner
    }

    /// A part within a phase as an item with steps.
    fn entry(&mut self, part: PagePart) -> Entry {
        self.date(&part);
        let (line, text) = (part.line, name(&part.name));
        let mut entry = Entry { line, kind: EntryKind::Heading, text, ..Entry::default() };
        for content in part.contents {
            match content {
                PartContent::Prose(text) => entry.how.push(text),
                PartContent::List(entries) => entry.steps.extend(entries),
                PartContent::Part(part) if part.least().is_some() => {
                    entry.steps.push(self.entry(part));
                }
                PartContent::Part(part) => entry.how.extend(self.without_boxes(part)),
            }
        }
        entry
    }

    fn date(&mut self, part: &PagePart) -> Option<String> {
        match &part.when {
            Reading::Date(when) => return Some(when.to_string()),
            Reading::Unclear => {
                let note = format!("`{}`: no clear offset from T, kept as a name", part.name);
                self.report.note(part.line, note);
            }
            Reading::None => {}
        }
        None
    }

    fn without_boxes(&mut self, part: PagePart) -> Vec<String> {
        let note = format!("`{}` has no boxes: kept as an explanation", part.name);
        self.report.note(part.line, note);
        part.texts()
    }
}

impl Divider {
    const LAST_HEADING: u8 = 6;

    /// The rank among all dividers: the lower one divides first.
    fn rank(self) -> u8 {
        match self {
            Self::Heading(level) => level,
            Self::Bold => 7,
            Self::Details => 8,
            Self::Colon => 9,
        }
    }
}
