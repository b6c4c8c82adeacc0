//! Markdown checklists as playbooks: nothing is lost or invented, and a release goes through them.
//!
//! The figures are counted here, independently of the import, with the same thresholds as by hand.

mod figures;
mod inputs;

use crate::lists::Contents;
use crate::support::Here;
use figures::{boxes, share};
use octorel::internals::playbook::{Playbook, Source, load};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Checklists and their labels, which were written by hand before the first import.
const LABELLED: [(&str, &str); 6] = [
    (
        "backdrop",
        "backdrop__backdrop-issues__templates__issue-template--release--bug-fix--security",
    ),
    ("cilium", "cilium__release__.github__templates__release_template_patch"),
    ("ddev", "ddev__ddev__.github__ISSUE_TEMPLATE__release-checklist-template"),
    ("gitlab", "JangHyun1994__technical-writing.gitlab__.gitlab__issue_templates__release"),
    ("k6", "grafana__k6__.github__ISSUE_TEMPLATE__release"),
    (
        "octoacme",
        "abudd1094__skills-scale-institutional-knowledge-using-copilot-spaces__docs__octoacme-release-manager-checklist",
    ),
];

fn lists() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lists")
}

/// An imported checklist.
struct Imported {
    here: Here,
    markdown: String,
    report: String,
    yaml: String,
    playbook: Playbook,
}

impl Imported {
    fn start(&self) {
        let is_dated = self.playbook.phases.iter().any(|phase| phase.when.is_some());
        self.here.ok(if is_dated { "start 2.4.0 --on 2026-12-15" } else { "start 2.4.0" });
    }
}

#[track_caller]
fn imported(file: &str) -> Imported {
    let here = Here::empty();
    let markdown = fs::read_to_string(lists().join(format!("{file}.md"))).unwrap();
    here.write("list.md", &markdown);
    let report = here.ok("import list.md");
    let folder = here.path(".octorel/playbook");
    let yaml = fs::read_to_string(folder.join("playbook.yaml")).unwrap();
    let playbook = load(&Source::Folder(folder)).unwrap();
    Imported { here, markdown, report, yaml, playbook }
}

#[test]
fn boxes_become_items_in_their_order_and_groups() {
    for (name, file) in LABELLED {
        let it = imported(file);
        let boxes = boxes(&it.markdown);
        let matches = figures::matches(&boxes, &it.playbook);
        let percent = |count: usize| count * 100 / boxes.len();
        let found: Vec<_> = matches.iter().filter_map(|found| *found).collect();
        assert!(percent(found.len()) >= 95, "{name}: {} of {} boxes", found.len(), boxes.len());
        let groups = it
            .playbook
            .phases
            .iter()
            .flat_map(|phase| (0..phase.items.len()).filter(|&item| phase.has_steps(item)));
        // Only boxes and what is above them become items.
        let items: usize = it.playbook.phases.iter().map(|phase| phase.items.len()).sum();
        assert!(items - found.len() <= groups.count(), "{name}: {items} items");
        let right = boxes.iter().zip(&matches).filter(|(expected, found)| {
            found.is_some_and(|(phase, item)| {
                let phase = &it.playbook.phases[phase];
                let mut above: String = phase
                    .above(item)
                    .into_iter()
                    .map(|it| phase.items[it].text.clone() + " ")
                    .collect();
                above += &phase.items[item].text;
                let in_group = expected.groups.is_empty()
                    || expected.groups.iter().any(|group| share(group, &phase.name) >= 0.6);
                let parent = expected.parent.as_deref().unwrap_or_default();
                in_group && (parent.is_empty() || share(parent, &above) >= 0.5)
            })
        });
        let right = right.count();
        assert!(percent(right) >= 95, "{name}: {right} of {} in their groups", boxes.len());
        let counted = format!("{0} boxes → {0} items", boxes.len());
        assert!(it.report.contains(&counted), "{}", it.report);
    }
}

#[test]
fn an_import_keeps_words_code_and_links() {
    for (name, file) in LABELLED {
        let it = imported(file);
        let (mut expected, mut kept) = (Contents::default(), Contents::of(&it.playbook));
        expected.add(&it.markdown);
        kept.add(&it.report);
        let title = it.yaml.lines().next().unwrap();
        let roles = it.playbook.roles.iter().map(|role| role.name.as_str());
        roles.chain([title]).for_each(|text| kept.add(text));
        // Addresses that no link refers to are not imported.
        let [words, blocks, _] = expected.missing_from(&kept);
        assert!(words.len() * 100 <= expected.words.len() * 2, "{name}: {words:?}");
        assert!(blocks.is_empty(), "{name}: {blocks:?}");
        let links = figures::links(&it.markdown);
        let absent: Vec<_> = links.iter().filter(|link| !it.yaml.contains(*link)).collect();
        assert!(absent.is_empty(), "{name}: {absent:?}");
    }
}

#[test]
fn owners_dates_and_conditions_agree_with_labels_by_hand() {
    for (name, file) in LABELLED {
        let it = imported(file);
        let labels = fs::read_to_string(lists().join(format!("labels/{name}.json"))).unwrap();
        let labels: Value = serde_json::from_str(&labels).unwrap();
        let boxes = boxes(&it.markdown);
        let matches = figures::matches(&boxes, &it.playbook);
        for (expected, found) in boxes.iter().zip(matches) {
            let Some((phase, item)) = found else { continue };
            let playbook = &it.playbook;
            let item = &playbook.phases[phase].items[item];
            let line = expected.line;
            let of_line = |key: &str| {
                labels[key].as_array().unwrap().iter().filter(move |it| it["line"] == line)
            };
            let names = of_line("owners").flat_map(|it| it["owners"].as_array().unwrap());
            let names: Vec<&str> = names.map(|it| it.as_str().unwrap()).collect();
            // Steps inherit the owner of their item.
            if item.depth == 0 || !names.is_empty() {
                let owner = if names.is_empty() { "Team".to_owned() } else { names.join(" / ") };
                assert_eq!(playbook.owner_name(&item.owner), owner, "{name}:{line}");
            }
            let has_condition = of_line("conditions").next().is_some();
            assert_eq!(item.condition.is_some(), has_condition, "{name}:{line}");
        }
        for label in labels["phases"].as_array().unwrap() {
            let text = label["name"].as_str().unwrap();
            let phase = it.playbook.phases.iter().find(|phase| phase.name.ends_with(text));
            let phase = phase.unwrap_or_else(|| panic!("{name}: no phase {text}"));
            let when = phase.when.as_ref().map(ToString::to_string);
            assert_eq!(when.as_deref(), label["when"].as_str(), "{name}: {text}");
        }
    }
}

#[test]
fn a_release_goes_through_an_imported_playbook() {
    for (_, file) in LABELLED {
        let it = imported(file);
        let check = it.here.ok("check");
        assert!(!check.contains("warning"), "{check}");
        it.start();
        it.here.ok(&format!("tick {}", it.here.numbers("list", "items").join(" ")));
        it.here.finish();
    }
}

#[test]
fn importing_twice_gives_the_same_bytes() {
    let it = imported(LABELLED[0].1);
    it.here.ok("import list.md --out again");
    assert_eq!(fs::read_to_string(it.here.path("again/playbook.yaml")).unwrap(), it.yaml);
}

#[test]
fn an_issue_body_imports_as_the_same_items() {
    for (name, file) in LABELLED {
        let it = imported(file);
        it.start();
        let body = it.here.ok("list --format issue");
        assert!(body.chars().count() <= 65_536);
        it.here.write("issue.md", body);
        it.here.ok("import issue.md --out again");
        let again = load(&Source::Folder(it.here.path("again"))).unwrap();
        let items = |playbook: &Playbook| {
            let all = playbook.phases.iter().flat_map(|phase| {
                let items = phase.items.iter();
                items
                    .map(|item| {
                        let owner = playbook.owner_name(&item.owner).to_owned();
                        let (how, condition) = (item.how.clone(), item.condition.clone());
                        (phase.name.clone(), item.text.clone(), how, owner, condition, item.depth)
                    })
                    .collect::<Vec<_>>()
            });
            all.collect::<Vec<_>>()
        };
        assert_eq!(items(&again), items(&it.playbook), "{name}");
    }
}

#[test]
fn an_issue_body_fits_githubs_limit() {
    let here = Here::empty();
    let line = "A line of an explanation.\n".repeat(40).replace('\n', "\n  ");
    let items = (0..100).map(|i| format!("- [ ] Item {i}\n\n  {line}\n"));
    let markdown = items.collect::<Vec<_>>().join("\n");
    here.write("list.md", markdown);
    here.ok("import list.md");
    here.ok("start 2.4.0");
    let body = here.ok("list --format issue");
    assert!(body.chars().count() <= 65_536 && body.contains("- [ ] Item 99"), "{}", body.len());
    assert!(body.contains("explanations omitted: the limit is 65536 characters"), "{body}");
}
