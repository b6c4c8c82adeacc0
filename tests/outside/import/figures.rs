//! What a Markdown checklist contains, counted by the parser's own task lists.

use octorel::internals::playbook::Playbook;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::BTreeSet;

/// A box of a task list.
#[derive(Debug, Default, Clone)]
pub(super) struct TaskBox {
    pub(super) line: usize,
    pub(super) text: String,
    /// The headings and the line in bold type or with a colon above it.
    pub(super) groups: Vec<String>,
    pub(super) parent: Option<String>,
}

fn parser(markdown: &str) -> impl Iterator<Item = (Event<'_>, std::ops::Range<usize>)> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut is_metadata = false;
    Parser::new_ext(markdown, options).into_offset_iter().filter(move |(event, _)| {
        is_metadata |= matches!(event, Event::Start(Tag::MetadataBlock(_)));
        let is_outside = !is_metadata;
        is_metadata &= !matches!(event, Event::End(TagEnd::MetadataBlock(_)));
        is_outside
    })
}

/// The lower-case words of a text.
pub(super) fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// How much of the different words of a text another one has.
pub(super) fn share(text: &str, other: &str) -> f64 {
    let [text, other] = [text, other].map(|text| words(text).into_iter().collect::<BTreeSet<_>>());
    let count = |count: usize| f64::from(u32::try_from(count).unwrap());
    count(text.intersection(&other).count()) / count(text.len().max(1))
}

/// The boxes of a page, in order.
pub(super) fn boxes(markdown: &str) -> Vec<TaskBox> {
    let mut boxes: Vec<TaskBox> = Vec::new();
    // The text of each open item, and its box.
    let mut items: Vec<(String, Option<usize>, bool)> = Vec::new();
    let (mut headings, mut label): (Vec<(u8, String)>, _) = (Vec::new(), String::new());
    let mut text = String::new();
    for (event, range) in parser(markdown) {
        match event {
            Event::Start(Tag::Heading { .. }) => text.clear(),
            Event::End(TagEnd::Heading(it)) => {
                headings.retain(|(level, _)| *level < it as u8);
                headings.push((it as u8, std::mem::take(&mut text)));
                label.clear();
            }
            Event::Start(Tag::Paragraph) if items.is_empty() => text.clear(),
            Event::End(TagEnd::Paragraph) if items.is_empty() => {
                let is_label = text.ends_with(':') || markdown[range].trim().ends_with("**");
                label = if is_label { text.clone() } else { label };
            }
            Event::Start(Tag::Item) => items.push(Default::default()),
            // Only the first paragraph is the text.
            Event::End(TagEnd::Paragraph) | Event::Start(Tag::List(_) | Tag::CodeBlock(_)) => {
                items.last_mut().into_iter().for_each(|item| item.2 = true);
            }
            Event::End(TagEnd::Item) => {
                let (text, number, _) = items.pop().unwrap();
                if let Some(number) = number {
                    text.trim().clone_into(&mut boxes[number].text);
                }
            }
            Event::TaskListMarker(_) => {
                let line = markdown[..range.start].matches('\n').count() + 1;
                let groups = headings.iter().map(|(_, text)| text.clone()).chain([label.clone()]);
                let groups = groups.filter(|text| !text.is_empty()).collect();
                let above =
                    items.len().checked_sub(2).map(|above| items[above].0.trim().to_owned());
                boxes.push(TaskBox { line, groups, parent: above, ..TaskBox::default() });
                items.last_mut().unwrap().1 = Some(boxes.len() - 1);
            }
            Event::Text(part) | Event::Code(part) => match items.last_mut() {
                Some(item) if !item.2 => item.0 += &part,
                Some(_) => {}
                None => text += &part,
            },
            Event::SoftBreak | Event::HardBreak => {
                items
                    .last_mut()
                    .filter(|item| !item.2)
                    .into_iter()
                    .for_each(|item| item.0.push(' '));
                text.push(' ');
            }
            _ => {}
        }
    }
    boxes
}

/// For each box, the phase and item that it became: the next one that has its words.
pub(super) fn matches(boxes: &[TaskBox], playbook: &Playbook) -> Vec<Option<(usize, usize)>> {
    let items = playbook
        .phases
        .iter()
        .enumerate()
        .flat_map(|(phase, it)| (0..it.items.len()).map(move |item| (phase, item)));
    let mut items: Vec<(usize, usize)> = items.collect();
    let has = |task: &TaskBox, (phase, item): (usize, usize)| {
        let item = &playbook.phases[phase].items[item];
        let owner = playbook.owner_name(&item.owner);
        let condition = item.condition.as_deref().unwrap_or_default();
        share(&task.text, &format!("{} {condition} {owner}", item.text)) >= 0.8
    };
    boxes
        .iter()
        .map(|task| {
            let at = items.iter().position(|place| has(task, *place))?;
            let place = items[at];
            items.drain(..=at);
            Some(place)
        })
        .collect()
}

/// The addresses of the links of a page.
pub(super) fn links(markdown: &str) -> Vec<String> {
    let link = |event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url),
        _ => None,
    };
    let links = parser(markdown).filter_map(|(event, _)| link(event)).map(String::from);
    links.filter(|link| link.contains("://")).collect()
}
