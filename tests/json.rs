//! src/help/json.md documents the output: every printed field with its type, and no other field.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use chrono::DateTime;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use support::Here;

#[path = "outside/support.rs"]
#[expect(dead_code, reason = "a document is no transcript")]
mod support;

const DOCUMENT: &str = include_str!("../src/help/json.md");

/// The tables of the document: heading → field → type.
struct Tables {
    tables: BTreeMap<&'static str, BTreeMap<&'static str, &'static str>>,
    /// The fields that can be absent.
    absent: BTreeSet<(&'static str, &'static str)>,
    /// Tables that have all fields of another one.
    extended: BTreeMap<&'static str, &'static str>,
    /// The fields that occurred, and those that were neither null nor empty at least once.
    met: RefCell<BTreeSet<(String, String)>>,
    filled: RefCell<BTreeSet<(String, String)>>,
}

impl Tables {
    fn read() -> Self {
        let mut tables: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        let mut absent = BTreeSet::new();
        let mut extended = BTreeMap::new();
        let mut heading = "";
        for line in DOCUMENT.lines() {
            if line.starts_with('#') {
                heading = line.trim_start_matches('#').trim();
            } else if let Some(row) = line.strip_prefix("| `") {
                let (field, row) = row.split_once("` | ").unwrap();
                let kind = row.split_once(" |").unwrap().0;
                let table = tables.entry(heading).or_default();
                assert!(table.insert(field, kind).is_none(), "{heading}: {field}");
                if row.contains("*Absent*") {
                    absent.insert((heading, field));
                }
            } else if let Some(base) = line.strip_prefix("The fields of an ") {
                extended.insert(heading, base.split(',').next().unwrap());
            }
        }
        Self { tables, absent, extended, met: RefCell::default(), filled: RefCell::default() }
    }

    /// Compares an object with the table under this heading.
    fn hold(&self, heading: &str, value: &Value) {
        let table = &self.tables[heading];
        let (all, mut rest) = (value.as_object().unwrap(), value.clone());
        if let Some(base) = self.extended.get(heading) {
            rest.as_object_mut().unwrap().retain(|field, _| !table.contains_key(field.as_str()));
            self.hold(base, &rest);
        }
        if heading == "requirement" {
            rest.as_object_mut().unwrap().remove("kind");
            let kind = value["kind"].as_str().unwrap();
            self.hold(
                match kind {
                    "decision" => "pending decision",
                    "incident" => "incident line",
                    "release" => "event",
                    kind => kind,
                },
                &rest,
            );
        }
        let is_own = |field: &str| rest == *value || rest.get(field).is_none();
        for (field, value) in all.iter().filter(|(field, _)| is_own(field)) {
            let kind = table.get(field.as_str());
            let kind = kind.unwrap_or_else(|| panic!("{heading}: `{field}` is not documented"));
            let fits = self.fits(kind, value);
            assert!(fits, "{heading}: `{field}` is {value}, not {kind}");
            let key = (heading.to_owned(), field.clone());
            let empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
            if !empty {
                self.filled.borrow_mut().insert(key.clone());
            }
            self.met.borrow_mut().insert(key);
        }
        for field in table.keys() {
            let absent = self.absent.iter().any(|it| *it == (heading, *field));
            assert!(absent || value.get(field).is_some(), "{heading}: no `{field}`");
        }
    }

    /// Returns whether a value has a type, as named in the document.
    fn fits(&self, kind: &str, value: &Value) -> bool {
        if let Some(kind) = kind.strip_suffix(" or null") {
            return value.is_null() || self.fits(kind, value);
        }
        if let Some(inner) = kind.strip_prefix("list of ") {
            return value.as_array().is_some_and(|all| all.iter().all(|one| self.fits(inner, one)));
        }
        if let Some(inner) = kind.strip_prefix("map of ") {
            return value
                .as_object()
                .is_some_and(|all| all.values().all(|one| self.fits(inner, one)));
        }
        if let Some(words) = kind.strip_prefix('`') {
            let mut words = words.trim_end_matches('`').split("` or `");
            return words.any(|word| value == word);
        }
        match kind {
            "string" => value.is_string(),
            "integer" => value.is_u64(),
            "boolean" => value.is_boolean(),
            "moment" => value.as_str().is_some_and(|text| {
                DateTime::parse_from_rfc3339(text)
                    .is_ok_and(|_| text.len() == 25 || text.ends_with('Z'))
            }),
            "duration" => value.as_str().is_some_and(|text| text.starts_with('P')),
            heading => {
                self.hold(heading, value);
                true
            }
        }
    }

    /// Returns all fields of the document.
    fn all(&self) -> BTreeSet<(String, String)> {
        let tables = self.tables.iter();
        tables
            .flat_map(|(heading, table)| {
                let fields = table.keys();
                fields.map(|field| ((*heading).to_owned(), (*field).to_owned()))
            })
            .collect()
    }
}

/// A folder with a release.
struct Folder(Here);

impl Folder {
    fn empty() -> Self {
        Self(Here::empty().by("alice@example.com"))
    }

    /// Runs a command line and returns its output.
    fn at(&self, now: &str, line: &str) -> String {
        let run = self.0.at(now).run(line);
        assert_ne!(run.code, Some(2), "{run}");
        run.stdout
    }

    fn view(&self, now: &str, line: &str) -> Value {
        let printed = self.at(now, &format!("{line} --format json"));
        assert!(printed.starts_with("{\n  \"schema\": \"octorel."), "{line}");
        serde_json::from_str(&printed).unwrap()
    }
}

const VIEWS: [&str; 16] = [
    "phases",
    "list",
    "show 5.4",
    "show 2.4",
    "next",
    "next --everyone",
    "status",
    "gate",
    "roles",
    "decide",
    "channels",
    "log",
    "log --kind risk",
    "log --kind deviation",
    "report",
    "readiness",
];

#[test]
fn printed_fields_and_documented_fields_are_the_same() {
    let tables = Tables::read();
    let folder = Folder::empty();
    let hold = |now: &str, line: &str| {
        let view = folder.view(now, line);
        let schema = view["schema"].as_str().unwrap();
        let heading = schema.trim_start_matches("octorel.").trim_end_matches("/1");
        tables.hold(&heading.replace('-', " "), &view);
    };
    for view in ["phases", "roles", "decide", "channels", "releases"] {
        hold("2026-11-01T09:00:00Z", view);
    }
    let start = "2026-11-24T09:00:00+01:00";
    folder.at(
        start,
        "start 2.4.0 --on 2026-12-08 --tz Europe/Paris --assign qa=dana@example.com --assign developer=dev@example.com --assign project-manager=pete@example.com",
    );
    folder.at(start, "tick 1.1 1.2 --note fine --link https://example.com/build/1");
    let late = "2026-12-04T09:00:00+01:00";
    for line in [
        "tick 1.3 1.5 1.6",
        "tick 2.1 --at -1h",
        "block 2.4 --reason nodes",
        "skip 2.7 --reason known",
        "tick 6.6 --role qa",
        "tick D31",
        "note --kind risk untested",
        "note 2.5 --kind deviation drilled --link https://example.com/drill",
        "note --resolve R1 tested",
        "assign qa quinn@example.com --instead-of dana@example.com --note leave",
        "reschedule 2026-12-09 --reason holiday",
        "reschedule 2026-12-08",
        "note 2.4 --kind risk untested --link https://example.com/risk",
        "tick 2.2",
        "undo",
        "tick 2.3",
        "untick 2.3 --as dana@example.com",
        "decide go-no-go no-go --reason nodes",
        "decide rollback stay",
        "decide go-no-go --escalate",
        "announce --sent",
        "add Warn --phase 4",
        "tick 4.1",
        "again staging",
    ] {
        folder.at(late, line);
    }
    for view in VIEWS {
        hold(late, view);
    }
    folder.at(late, "init");
    let file = ".octorel/playbook/release-manager.yaml";
    let text = fs::read_to_string(folder.0.path(file)).unwrap();
    folder.0.write(file, text.replace("Deploy to staging", "Deploy to the staging"));
    hold(late, "upgrade");
    folder.at(late, "upgrade --yes");
    folder.at(late, "untick 4.1");
    hold(late, "announce update --note fine");
    folder.at(late, "decide go-no-go go");
    tables.hold("recorded", &folder.view(late, "block 2.5 --reason rain"));
    hold(late, "readiness");
    hold(late, "gate deploy");
    hold(late, "gate finish");
    hold(late, "releases");
    let deployed = "2026-12-08T14:10:00+01:00";
    folder.at(deployed, "tick 5.4");
    let parallel = "2026-12-08T14:05:00+01:00";
    beside(&folder, parallel, "tick 5.1 --as dana@example.com", "block 5.1 --reason unsure");
    folder.at(deployed, "cancel --reason enough");
    hold(deployed, "report");
    folder.at(deployed, "reopen --reason not-yet");
    for view in VIEWS {
        hold(deployed, view);
    }
    incidents(&folder);
    let reviewed = "2026-12-08T16:00:00+01:00";
    folder.at(reviewed, "incident note cooling --incident 2");
    folder.at(reviewed, "note --kind lesson smaller");
    for view in ["incident", "status", "phases", "log", "report"] {
        hold(reviewed, view);
    }
    hold(reviewed, "announce incident");
    hold(reviewed, "announce summary");
    for number in [1, 2] {
        let line = format!("incident report --incident {number}");
        tables.hold("incident report", &folder.view(reviewed, &line));
    }
    tables.hold("recorded", &folder.view(reviewed, "decide rollback rollback"));
    folder.at(reviewed, "incident brief");
    tables.hold("recorded", &folder.view(reviewed, "tick 10.4 --incident 3"));
    folder.at(reviewed, "decide rollback --escalate");
    hold(reviewed, "next");
    folder.at(reviewed, "assign developer alice@example.com");
    folder.at(reviewed, "decide rollback rollback");
    hold(reviewed, "status");
    hold(reviewed, "report");
    hold(reviewed, "announce rolled-back");
    folder.at(reviewed, "incident declare minor");
    for line in [
        "skip 10 --incident 4 --reason done",
        "tick 3.1",
        "tick 5.4 --dry-run",
        "tick 8.1 --role qa",
        "note --kind risk rain",
        "untick 3.1",
        "decide rollback rollback --dry-run",
        "incident declare down --dry-run",
    ] {
        tables.hold("recorded", &folder.view(reviewed, line));
    }
    for line in ["show-nothing", "tick smoke", "list --no-such-option", "gate nonsense"] {
        let run = folder.0.run(&format!("{line} --format json"));
        let view: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!((run.code, &view["exit"]), (Some(2), &Value::from(2)), "{line}");
        tables.hold("error", &view);
    }
    folder.0.write("book/all.yaml", "roles: [{id: x, nam: X}]\n");
    tables.hold("check", &folder.0.json("check book"));
    let book = "roles: [{id: x, name: X}]\nname: C\nowner: x\n\
        phases: [{id: p, name: P, items: [{id: i, text: I}]}]\n\
        decisions: [{id: d, name: D, owners: [x], outcomes: [a, b]}]\n";
    folder.0.write("book/all.yaml", book);
    let checked = folder.view("2026-12-08T17:00:00+01:00", "check book");
    tables.hold("check", &checked);
    assert_eq!(checked["warnings"][0], "no gate or escalation uses the decision `d`");
    let steps = "phases:\n- name: P\n  how: why\n  items:\n  - {text: A, how: why, steps: [B, C]}\n\
        \x20 - {text: 'D [x](https://example.com)', after: a, needs: link}\n";
    folder.0.write("book/all.yaml", steps);
    folder.at(reviewed, "start 9.0.0 --on 2026-12-10 --playbook book");
    folder.at(reviewed, "tick 1.1.1 -r 9.0.0");
    folder.at(reviewed, "tick 1.2 --link https://example.com -r 9.0.0");
    for (view, line) in [
        ("phases", "phases -r 9.0.0"),
        ("list", "list -r 9.0.0"),
        ("show", "show 1.2 -r 9.0.0"),
        ("deviations", "log --kind deviation -r 9.0.0"),
    ] {
        tables.hold(view, &folder.view(reviewed, line));
    }
    for line in [
        "reschedule 2026-12-11 --reason x",
        "block 1.1.2 --reason x",
        "untick 1.1.2",
        "tick 1.1.2",
        "finish",
    ] {
        folder.at(reviewed, &format!("{line} -r 9.0.0"));
    }
    tables.hold("stats", &folder.view(reviewed, "releases --stats"));
    damage(&folder);
    tables.hold("check", &folder.0.json("check"));
    let shared = Folder::empty();
    for line in ["init -q", "init -q --bare hub.git", "remote add origin hub.git"] {
        shared.0.git(line);
    }
    tables.hold("init", &shared.view(late, "init"));
    shared.0.write("list.md", "- [ ] Tag\n- [ ] ...\n");
    tables.hold("import", &shared.view(late, "import list.md --out imported"));
    tables.hold("share", &shared.view(late, "share"));
    shared.at(late, "start 2.4.0 --on 2026-12-08");
    shared.0.git("clone -q hub.git other");
    tables.hold("share", &shared.view(late, "-C other share"));
    shared.at(late, "tick 1.2");
    tables.hold("sync", &shared.view(late, "-C other sync"));
    shared.at(late, "tick 1.1 --no-sync");
    tables.hold("status", &shared.view(late, "status"));
    tables.hold("gate", &shared.view(late, "gate"));
    let all = tables.all();
    let left: Vec<_> = all.difference(&tables.met.borrow()).cloned().collect();
    assert!(left.is_empty(), "documented and never printed: {left:?}");
    let mut left: Vec<_> = all.difference(&tables.filled.borrow()).cloned().collect();
    // Only with `--trusted`, which needs a remote.
    left.retain(|(table, field)| (table.as_str(), field.as_str()) != ("gate", "source"));
    // Only `status` says how far a release is shared.
    left.retain(|(table, field)| (table.as_str(), field.as_str()) != ("announce", "sharing"));
    assert!(left.is_empty(), "always null or empty in this test: {left:?}");
}

/// A log with a changed line, a copy in the git directory, bytes and an old report beside it, a truncated log, and a folder in place of
/// a log.
fn damage(folder: &Folder) {
    let here = &folder.0;
    let text = fs::read_to_string(here.log()).unwrap();
    fs::write(here.log(), text.replacen("untested", "tested", 1)).unwrap();
    here.write(".git/octorel/releases/2.4.0.jsonl", text);
    here.write(".octorel/releases/2.4.0.md", "<!-- octorel: finished, 1 events -->");
    let now = "2026-12-08T17:00:00+01:00";
    folder.at(now, "start 2.5.0 --on 2027-02-02");
    folder.at(now, "tick 1.1 -r 2.5.0");
    let other = ".octorel/releases/2.5.0.jsonl";
    let text = fs::read_to_string(here.path(other)).unwrap();
    here.write(other, format!("{}\n", text.lines().next().unwrap()));
    here.write(".octorel/releases/2.4.0.jsonl.torn", "torn\n");
    fs::create_dir(here.path(".octorel/releases/3.0.0.jsonl")).unwrap();
}

/// One incident from declaration to resolution, and one that two people declared in parallel.
fn incidents(folder: &Folder) {
    let now = "2026-12-08T15:00:00+01:00";
    for line in [
        "incident declare errors",
        "decide rollback stay",
        "decide scope-change approved --override --reason hotfix",
        "tick 10.1 10.2 10.3 10.6 10.7",
        "incident resolve --reason patched",
    ] {
        folder.at(now, line);
    }
    let one = "incident declare slow --as dana@example.com";
    beside(folder, now, one, "incident declare down --severity 1");
}

/// Records two lines in parallel and merges them.
fn beside(folder: &Folder, now: &str, one: &str, other: &str) {
    let before = folder.0.bytes();
    folder.at(now, one);
    let both = folder.0.bytes();
    fs::write(folder.0.log(), &before).unwrap();
    folder.at(now, other);
    let after = folder.0.bytes();
    fs::write(folder.0.log(), [&both[..], &after[before.len()..]].concat()).unwrap();
}
