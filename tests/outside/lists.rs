//! Release checklists of other projects, written as playbooks by hand: nothing is lost, and a release goes through them.

use crate::support::Here;
use octorel::internals::playbook::{Playbook, Source, load};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What a reader finds in Markdown, each with the number of times.
#[derive(Default)]
pub(crate) struct Contents {
    pub(crate) words: BTreeMap<String, usize>,
    addresses: BTreeMap<String, usize>,
    blocks: BTreeMap<String, usize>,
}

impl Contents {
    pub(crate) fn add(&mut self, markdown: &str) {
        let count = |all: &mut BTreeMap<String, usize>, one: &str| {
            *all.entry(one.to_lowercase()).or_default() += 1;
        };
        let (mut read, mut block) = (String::new(), None);
        let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
        let mut is_metadata = false;
        for event in Parser::new_ext(markdown, options | Options::ENABLE_TASKLISTS) {
            match event {
                Event::Start(Tag::MetadataBlock(_)) => is_metadata = true,
                Event::End(TagEnd::MetadataBlock(_)) => is_metadata = false,
                Event::Start(Tag::CodeBlock(_)) => block = Some(String::new()),
                Event::End(TagEnd::CodeBlock) => {
                    let code = block.take().unwrap_or_default();
                    count(&mut self.blocks, code.trim_end());
                    read += &code;
                }
                Event::Text(_) if is_metadata => {}
                Event::Text(text) => block.as_mut().unwrap_or(&mut read).push_str(&text),
                Event::Code(text) => read += &text,
                Event::SoftBreak
                | Event::HardBreak
                | Event::Start(Tag::List(_) | Tag::Item)
                | Event::End(_) => read.push(' '),
                _ => {}
            }
        }
        let words = read.split(|c: char| !c.is_alphanumeric());
        words.filter(|word| !word.is_empty()).for_each(|word| count(&mut self.words, word));
        // From the source itself, because a parser omits definitions of links that nothing refers to.
        for (at, _) in markdown.match_indices("http") {
            let end = |c: char| c.is_whitespace() || ")>\"`".contains(c);
            let address = markdown[at..].split(end).next().unwrap_or_default();
            if address.contains("://") {
                // A bare address does not include the end of a sentence.
                count(&mut self.addresses, address.trim_end_matches(['.', ',']));
            }
        }
    }

    pub(crate) fn of(playbook: &Playbook) -> Self {
        let mut contents = Self::default();
        for phase in &playbook.phases {
            let texts = phase.items.iter().flat_map(|item| {
                [Some(&item.text), item.how.as_ref(), item.condition.as_ref()].into_iter().flatten()
            });
            for text in [&phase.name].into_iter().chain(&phase.how).chain(texts) {
                contents.add(text);
            }
        }
        contents
    }

    /// What is here more often than there: words, code blocks and addresses. One address may serve several references.
    pub(crate) fn missing_from(&self, other: &Self) -> [Vec<String>; 3] {
        let more = |all: &BTreeMap<String, usize>, others: &BTreeMap<String, usize>| {
            let few = |(one, times): &(&String, &usize)| others.get(*one) < Some(*times);
            all.iter().filter(few).map(|(one, times)| format!("{one} {times}")).collect::<Vec<_>>()
        };
        let absent = self.addresses.keys().filter(|it| !other.addresses.contains_key(*it));
        let absent = absent.cloned().collect();
        [more(&self.words, &other.words), more(&self.blocks, &other.blocks), absent]
    }
}

fn lists() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lists")
}

/// Compares a playbook with its source, in which the placeholders are replaced by the playbook's.
#[track_caller]
fn assert_complete(name: &str, source: &str, placeholders: &[(&str, &str)]) {
    let text = fs::read_to_string(lists().join(source)).unwrap();
    let replace = |text: String, (from, to): &(&str, &str)| text.replace(from, to);
    let mut expected = Contents::default();
    expected.add(&placeholders.iter().fold(text, replace));
    let playbook =
        load(&Source::Folder(lists().join(name))).unwrap_or_else(|error| panic!("{name}: {error}"));
    let missing = expected.missing_from(&Contents::of(&playbook)).concat();
    assert_eq!(missing, [""; 0], "{name}");
}

/// Starts a release, ticks everything in order, item by item, and finishes it. Returns how many items it had.
#[track_caller]
fn finished(name: &str, release: &str, options: &str) -> usize {
    let here = Here::empty();
    let folder = lists().join(name);
    let check = here.ok(&format!("check \"{}\"", folder.display()));
    assert!(!check.contains("warning"), "{check}");
    here.ok(&format!("start {release} --playbook \"{}\" {options}", folder.display()));
    let list = here.json("list");
    let items = list["items"].as_array().unwrap();
    for item in items {
        let link = if item["needs"] == "link" { " --link https://example.com/1" } else { "" };
        let ticked = here.ok(&format!("tick {}{link}", item["ref"].as_str().unwrap()));
        assert!(!ticked.contains("deviation"), "{ticked}");
    }
    here.finish();
    items.len()
}

#[test]
fn a_page_of_commands_is_a_playbook_with_variables() {
    let placeholders = [
        ("{YYYY.MM.X-1}", "{{previous}}"),
        ("{YYYY.MM.X+1}", "{{next}}"),
        ("YYYY.MM.X+1", "{{next}}"),
    ];
    assert_complete("xarray", "pydata__xarray__HOW_TO_RELEASE.md", &placeholders);
    let variables = "--var next=2026.12.1 --var previous=2026.11.0";
    assert_eq!(finished("xarray", "2026.12.0", variables), 18);
}

#[test]
fn an_issue_template_is_a_playbook_with_steps_and_repeatable_phases() {
    let source = "cilium__release__.github__templates__release_template_patch.md";
    let placeholders = [
        ("X.Y.Z", "{{version}}"),
        ("X.Y", "{{major}}.{{minor}}"),
        ("A.B.C", "{{older}}"),
        ("D.E.F", "{{oldest}}"),
    ];
    assert_complete("cilium", source, &placeholders);
    let options = "--on 2026-12-15 --var older=1.17.8 --var oldest=1.16.15";
    assert_eq!(finished("cilium", "1.18.2", options), 24);
}

#[test]
fn two_processes_are_one_playbook_with_release_types() {
    let placeholders = [("X.Y.Z", "{{version}}"), ("X.Y", "{{major}}.{{minor}}")];
    assert_complete("wgpu", "gfx-rs__wgpu__RELEASE.md", &placeholders);
    assert_eq!(finished("wgpu", "0.20.0", "--type major --on 2026-12-15"), 29);
    assert_eq!(finished("wgpu", "0.19.4", "--type patch"), 12);
}
