//! The phases of a page, and the groups within them: which headings and other lines divide the boxes.

use super::parse::{Content, Divider, Element, Entry};
use super::report::ImportReport;
use super::texts::name;
use super::when::{self, Reading};
use std::collections::{BTreeMap, BTreeSet};

/// The rank of the first dated headings within a phase, by the headings of the phase.
type Finer = BTreeMap<Vec<usize>, u8>;

/// A part of a phase: the items under one heading within it, or directly under the phase.
#[derive(Debug, Default)]
pub(super) struct ItemGroup {
    /// The headings within the phase, the outer one first; none for items directly under the phase.
    path: Vec<usize>,
    pub(super) line: usize,
    pub(super) name: String,
    /// The name as it was written.
    pub(super) source: String,
    pub(super) how: Vec<String>,
    pub(super) entries: Vec<Entry>,
}

#[derive(Debug, Default)]
pub(super) struct Section {
    key: Vec<usize>,
    pub(super) line: usize,
    pub(super) name: String,
    pub(super) when: Option<String>,
    pub(super) how: Vec<String>,
    pub(super) groups: Vec<ItemGroup>,
}

#[derive(Debug, Default)]
struct Heading {
    rank: u8,
    line: usize,
    name: String,
    source: String,
    has_boxes: bool,
    /// Whether it has become a name, or part of an explanation.
    is_used: bool,
    when: Option<String>,
}

#[derive(Debug, Default)]
pub(super) struct Outline {
    headings: Vec<Heading>,
    /// The headings above each element, by their places in `headings`, and what the element holds.
    elements: Vec<(Vec<usize>, Element)>,
    /// Which section has a key, and the names of all sections.
    places: BTreeMap<Vec<usize>, usize>,
    names: BTreeSet<String>,
}

impl Outline {
    pub(super) fn new(elements: Vec<Element>) -> Self {
        let mut outline = Self::default();
        let (mut path, mut details) = (Vec::<usize>::new(), Vec::<usize>::new());
        let mut colon = None;
        for element in elements {
            if let Content::Divider(divider, name) = &element.content {
                let rank = divider.rank();
                let at = outline.headings.len();
                let (line, source) = (element.line, element.source.clone());
                let name = name.clone();
                outline.headings.push(Heading { rank, line, name, source, ..Heading::default() });
                match divider {
                    Divider::Colon => colon = Some(at),
                    Divider::Details => {
                        details.push(path.len());
                        path.push(at);
                    }
                    Divider::Heading(_) | Divider::Bold => {
                        // Within `<details>`, nothing ends what is outside.
                        let floor = details.last().map_or(0, |outside| outside + 1).min(path.len());
                        let above = |it: &&usize| outline.headings[**it].rank < rank;
                        let kept = path[floor..].iter().take_while(above).count();
                        path.truncate(floor + kept);
                        path.push(at);
                    }
                }
            }
            let mut here = path.clone();
            if let (Content::EndOfDetails, Some(outside)) = (
                &element.content,
                details.pop_if(|_| matches!(element.content, Content::EndOfDetails)),
            ) {
                here.truncate(outside + 1);
                path.truncate(outside);
            }
            match element.content {
                Content::Divider(Divider::Colon, _) => here.extend(colon),
                Content::List(_) => {
                    here.extend(colon.take());
                    for it in &here {
                        outline.headings[*it].has_boxes = true;
                    }
                }
                Content::Divider(..) | Content::EndOfDetails | Content::Prose => colon = None,
            }
            outline.elements.push((here, element));
        }
        outline
    }

    /// The heading of the whole page: the first one, if it is of the first level.
    pub(super) fn title(&self) -> Option<String> {
        self.headings.first().filter(|it| it.rank == 1).map(|it| it.name.clone())
    }

    /// The headings of these that no rank excludes.
    fn upto(&self, path: &[usize], rank: u8) -> Vec<usize> {
        path.iter().copied().filter(|it| self.headings[*it].rank <= rank).collect()
    }

    fn boxed(&self) -> impl Iterator<Item = &Vec<usize>> {
        let is_list = |it: &&(Vec<usize>, Element)| matches!(it.1.content, Content::List(_));
        self.elements.iter().filter(is_list).map(|(path, _)| path)
    }

    /// The first rank whose headings divide the boxes.
    fn rank(&self) -> Option<u8> {
        let keys = |rank| self.boxed().map(|path| self.upto(path, rank)).collect::<BTreeSet<_>>();
        (1..=Divider::Colon.rank()).find(|rank| keys(*rank).len() > 1)
    }

    /// The headings that name the phase of a path. Dated headings below a phase divide it further: by `finer` ranks.
    fn key(&self, path: &[usize], rank: u8, finer: &Finer) -> Vec<usize> {
        let key = self.upto(path, rank);
        match finer.get(&key) {
            None => key,
            Some(finer) => {
                let own = self.dated(path).into_iter().max();
                self.upto(path, own.unwrap_or_default().max(*finer))
            }
        }
    }

    fn dated(&self, path: &[usize]) -> Vec<u8> {
        let dated = path.iter().map(|it| &self.headings[*it]).filter(|it| it.when.is_some());
        dated.map(|it| it.rank).collect()
    }

    /// The ranks of dated headings within the phases that a rank makes.
    fn finer(&self, rank: u8) -> Finer {
        let mut finer = Finer::new();
        for path in self.boxed() {
            if let Some(dated) = self.dated(path).into_iter().filter(|it| *it > rank).min() {
                let least = finer.entry(self.upto(path, rank)).or_insert(dated);
                *least = dated.min(*least);
            }
        }
        finer
    }

    /// The phases in the order of their first boxes. `title` is the name of the
    /// playbook, and of a phase without a heading.
    pub(super) fn sections(mut self, title: &str, report: &mut ImportReport) -> Vec<Section> {
        for heading in self.headings.iter_mut().filter(|it| it.has_boxes) {
            match when::read(&heading.name) {
                Reading::Date(when) => heading.when = Some(when),
                Reading::Unclear => report.note(
                    heading.line,
                    format!("`{}`: no clear offset from T, kept as a name", heading.name),
                ),
                Reading::None => {}
            }
            heading.is_used = heading.name == title;
        }
        let rank = self.rank().unwrap_or(u8::MAX);
        let finer = self.finer(rank);
        let boxed: BTreeSet<Vec<usize>> =
            self.boxed().map(|path| self.key(path, rank, &finer)).collect();
        let mut sections: Vec<Section> = Vec::new();
        let mut before = Vec::new();
        for (mut path, element) in std::mem::take(&mut self.elements) {
            let Element { line, content, source } = element;
            let unboxed = path.iter().position(|it| !self.headings[*it].has_boxes);
            if matches!(content, Content::Divider(..))
                && unboxed.is_none_or(|it| it + 1 == path.len())
            {
                let Some(name) = unboxed.map(|it| &self.headings[path[it]].name) else { continue };
                report.note(line, format!("`{name}` has no boxes: kept as an explanation"));
            }
            path.truncate(unboxed.unwrap_or(path.len()));
            if source.is_empty() {
                continue;
            }
            let key = self.key(&path, rank, &finer);
            if boxed.contains(&key) {
                let section = self.section(&mut sections, key, rank, title, line);
                section.how.append(&mut before);
                let is_above = path.iter().all(|it| section.key.contains(it));
                if is_above && !matches!(content, Content::List(_)) {
                    // Also the end of `<details>` around boxes, which is no text.
                    section.how.extend([source].into_iter().filter(|_| {
                        unboxed.is_some() || !matches!(content, Content::EndOfDetails)
                    }));
                    continue;
                }
                let group = self.group(section, &path);
                match content {
                    Content::List(entries) => group.entries.extend(entries),
                    Content::EndOfDetails if unboxed.is_none() => {}
                    Content::Divider(..) | Content::EndOfDetails | Content::Prose => {
                        group.how.push(source);
                    }
                }
            } else if let Some(last) = sections.last_mut().filter(|_| unboxed.is_some()) {
                last.how.push(source);
            } else {
                before.push(source);
            }
        }
        if let Some(last) = sections.last_mut() {
            last.how.append(&mut before);
        }
        sections.iter_mut().for_each(Section::simplify);
        sections
    }

    /// The section of a key, which is added if there is none.
    fn section<'a>(
        &mut self,
        sections: &'a mut Vec<Section>,
        key: Vec<usize>,
        rank: u8,
        title: &str,
        line: usize,
    ) -> &'a mut Section {
        let at = self.places.get(&key).copied().unwrap_or_else(|| {
            let mut section = self.named(&key, rank, title);
            section.line = key.last().map_or(line, |it| self.headings[*it].line);
            section.when = key.iter().rev().find_map(|it| self.headings[*it].when.clone());
            section.key.clone_from(&key);
            self.names.insert(section.name.clone());
            self.places.insert(key, sections.len());
            sections.push(section);
            sections.len() - 1
        });
        &mut sections[at]
    }

    /// A section with its name. Headings above it that name nothing explain it.
    fn named(&mut self, key: &[usize], rank: u8, title: &str) -> Section {
        let is_heading = |it: &&usize| self.headings[**it].rank < Divider::Bold.rank();
        let last = key.iter().rfind(|it| rank != u8::MAX || is_heading(it)).or(key.last());
        let Some(&last) = last else {
            return Section { name: title.to_owned(), ..Section::default() };
        };
        let mut named: Vec<usize> =
            key.iter().copied().filter(|it| self.headings[*it].rank > rank).collect();
        if !named.contains(&last) {
            named = vec![last];
        }
        let join = |named: &[usize]| {
            named.iter().map(|it| name(&self.headings[*it].name)).collect::<Vec<_>>().join(": ")
        };
        let mut above =
            key.iter().rev().copied().filter(|it| *it < named[0]).collect::<Vec<_>>().into_iter();
        while self.names.contains(&join(&named))
            && let Some(next) = above.next()
        {
            named.insert(0, next);
        }
        let mut section = Section { name: join(&named), ..Section::default() };
        for it in &named {
            self.headings[*it].is_used = true;
        }
        for it in key {
            let heading = &mut self.headings[*it];
            if !std::mem::replace(&mut heading.is_used, true) {
                section.how.push(heading.source.clone());
            }
        }
        section
    }

    /// The group of a path, which is added if there is none.
    fn group<'a>(&mut self, section: &'a mut Section, path: &[usize]) -> &'a mut ItemGroup {
        let path: Vec<usize> =
            path.iter().copied().filter(|it| !section.key.contains(it)).collect();
        let at = section.groups.iter().position(|it| it.path == path).unwrap_or_else(|| {
            let names: Vec<String> = path.iter().map(|it| name(&self.headings[*it].name)).collect();
            let last = path.last().map(|it| &self.headings[*it]);
            section.groups.push(ItemGroup {
                line: last.map_or(section.line, |it| it.line),
                source: last.map_or_else(String::new, |it| it.source.clone()),
                name: names.join(": "),
                path,
                ..ItemGroup::default()
            });
            section.groups.len() - 1
        });
        &mut section.groups[at]
    }
}

impl Section {
    /// Leaves out groups without boxes, and the only group.
    fn simplify(&mut self) {
        let (mut groups, empty): (Vec<ItemGroup>, Vec<ItemGroup>) =
            std::mem::take(&mut self.groups).into_iter().partition(|it| !it.entries.is_empty());
        for group in empty {
            self.how
                .extend([group.source].into_iter().filter(|it| !it.is_empty()).chain(group.how));
        }
        if let [only] = groups.as_mut_slice()
            && !only.path.is_empty()
        {
            self.how.push(std::mem::take(&mut only.source));
            only.path.clear();
        }
        for root in groups.iter_mut().filter(|it| it.path.is_empty()) {
            self.how.append(&mut root.how);
        }
        self.groups = groups;
    }
}

impl ItemGroup {
    /// Whether its items are directly in the phase.
    pub(super) fn is_root(&self) -> bool {
        self.path.is_empty()
    }
}

impl Divider {
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
