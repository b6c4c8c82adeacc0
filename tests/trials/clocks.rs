//! Clocks order nothing: they may be years off, jump, run backwards or differ per writer without changing any result.
//!
//! The same history is recorded twice through [`Store`], once with correct clocks and once with wild ones. Each writer has a
//! folder and sometimes takes over the log of another. The ids differ, so results are compared by event numbers. Dates
//! that count from the deployment, and lateness, follow the clock by design and are not compared.

use crate::faults::Fault;
use crate::histories::{History, Line, SANE, Step, begins_small, concat, person, record};
use crate::luck::{Luck, for_each};
use crate::reading::VIEWS;
use crate::scale::amount;
use crate::support::Here;
use crate::tally::Tally;
use assert_fs::TempDir;
use chrono::{DateTime, TimeDelta, Utc};
use octorel::internals::log::{Log, ReleaseName, Store};
use octorel::internals::release::Release;
use octorel::internals::release::gate::{Requirement, judge};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

pub(crate) const FAULTS: &[Fault] = &[Fault {
    what: "the later clock wins",
    file: "src/release/replay.rs",
    was: "!log.is_before(*old, i)",
    becomes: "log.events()[*old].at > log.events()[i].at",
}];

/// The moments at which the writers' clocks stand, or how they run.
const CLOCKS: [&str; 7] = [
    "1970-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "0000-01-01T00:00:00Z",
    "backwards",
    "backwards",
    "jumping",
    "right",
];

/// The time that a clock shows for the event with this number.
fn shown(clock: &str, luck: &mut Luck, event: usize) -> String {
    let sane: DateTime<Utc> = SANE.parse().unwrap();
    let number = |number: usize| i64::try_from(number).unwrap();
    let at = match clock {
        "backwards" => sane - TimeDelta::days(number(event) * 400),
        // From the year 1 to 9999.
        "jumping" => sane + TimeDelta::days(number(luck.below(9998 * 365)) - 739_000),
        "right" => sane + TimeDelta::minutes(number(event)),
        stopped => return stopped.to_owned(),
    };
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Records a history with these clocks, and returns the union of all copies with the ids of the events.
fn recorded(luck: &mut Luck, history: &History, clocks: &[&str]) -> (Log, Vec<String>) {
    let folder = TempDir::new().unwrap();
    let name = ReleaseName::parse("1").unwrap();
    let stores: Vec<Store> = (0..clocks.len())
        .map(|writer| Store::new(folder.path().join(writer.to_string())))
        .collect();
    let start = Line::new(&[], SANE, &person(0), begins_small());
    for store in &stores {
        fs::create_dir_all(store.path(&name).parent().unwrap()).unwrap();
        fs::write(store.path(&name), &start.bytes).unwrap();
    }
    let bytes = |writer: usize| fs::read(stores[writer].path(&name)).unwrap();
    let mut ids = vec![start.id.clone()];
    for step in &history.steps {
        match *step {
            Step::Record { writer, event } => {
                let said = history.said(event, &ids);
                let at = shown(clocks[writer], luck, event);
                let line = Line::new(&[], &at, &person(writer), &said);
                let log = record(&stores[writer], &name, &line).unwrap();
                ids.push(log.events().last().unwrap().id.to_string());
            }
            Step::Pull { into, from } => {
                fs::write(stores[into].path(&name), [bytes(from), bytes(into)].concat()).unwrap();
            }
        }
    }
    let all: Vec<u8> = (0..clocks.len()).flat_map(bytes).collect();
    (Log::read(&all), ids)
}

/// The result of a log, described by event numbers, since ids depend on clocks.
fn facts(log: Log, ids: &[String]) -> BTreeSet<String> {
    assert_eq!(log.troubles(), []);
    assert_eq!(log.events().len(), ids.len());
    let numbers: BTreeMap<&String, usize> = ids.iter().zip(0..).collect();
    let release = Release::of(log).unwrap();
    let number = |at: usize| numbers[&release.events()[at].id.to_string()];
    let these =
        |events: &[usize]| -> BTreeSet<usize> { events.iter().map(|&at| number(at)).collect() };
    let mut facts = BTreeSet::new();
    for (place, ..) in release.playbook.items() {
        for round in [1, 2] {
            let tally = release.status_in(place, round);
            let roles: Vec<_> = tally.roles.iter().map(|slot| slot.state).collect();
            facts.insert(format!("{place:?} in {round}: {:?} {roles:?}", tally.state));
        }
    }
    let progress = &release.progress;
    for conflict in &progress.conflicts {
        facts.insert(format!("conflict of {:?}", these(conflict)));
    }
    for (role, people) in &progress.people {
        facts.insert(format!("{role}: {:?}", people.iter().collect::<BTreeSet<_>>()));
    }
    for decision in &release.playbook.decisions {
        if let Some(verdict) = release.decision_status(&decision.id) {
            let votes = &verdict.votes;
            let split = verdict.split;
            facts.insert(format!("{:?} by {:?}, split {split}", verdict.outcome, these(votes)));
        }
    }
    for incident in &progress.incidents {
        let declared = these(&[&[incident.declared][..], &incident.beside].concat());
        let resolved = incident.resolved.is_some();
        facts.insert(format!("incident {} by {declared:?}, resolved {resolved}", incident.number));
    }
    let undone: Vec<usize> = progress.undone.iter().copied().collect();
    facts.insert(format!("undone {:?}", these(&undone)));
    let resolved: Vec<usize> = progress.resolved_risks.iter().copied().collect();
    facts.insert(format!("resolved risks {:?}", these(&resolved)));
    let end = std::mem::discriminant(&progress.end);
    facts.insert(format!("T {:?}, end {end:?}", progress.t));
    for gate in &release.playbook.gates {
        let judgement = judge(&release, &gate.id).unwrap();
        facts.insert(format!("{} is {}", gate.id, judgement.verdict()));
        for missing in &judgement.missing {
            let missing = match missing {
                Requirement::Conflict(events) => format!("conflict {:?}", these(events)),
                // Of parallel cancellations, ids decide which one is named.
                Requirement::Cancelled(_) => "a cancellation".to_owned(),
                Requirement::Unconfirmed { decision, .. } => format!("{decision} unconfirmed"),
                Requirement::Item { .. }
                | Requirement::Decision { .. }
                | Requirement::Incident(_) => format!("{missing:?}"),
            };
            facts.insert(format!("{} misses {missing}", gate.id));
        }
    }
    facts
}

#[test]
fn wild_clocks_change_no_result() {
    let tally = Tally::default();
    for_each(amount(25, 4_000), |number| {
        let mut luck = Luck::of(number);
        let writers = 2 + luck.below(4);
        let count = 5 + luck.below(16);
        let history = History::draw(&mut luck, writers, count);
        let wild: Vec<&str> = (0..writers).map(|_| luck.of_these(&CLOCKS)).collect();
        let (sane, ids) = recorded(&mut luck, &history, &vec!["right"; writers]);
        let expected = facts(sane, &ids);
        let (odd, ids) = recorded(&mut luck, &history, &wild);
        assert_eq!(facts(odd, &ids), expected, "{wild:?}");
        // The handmade lines, with a different clock for every event.
        let moments: Vec<String> =
            (0..count).map(|event| shown("jumping", &mut luck, event)).collect();
        let lines = history.lines(|event| moments[event].clone());
        let ids: Vec<String> = lines.iter().map(|line| line.id.clone()).collect();
        assert_eq!(facts(Log::read(&concat(&lines)), &ids), expected);
        tally.add("histories", 1);
        tally.add("events", count);
    });
    tally.end("clocks", "the same items, people, decisions, conflicts, incidents and gates");
}

const MOMENTS: [&str; 8] = [
    "1970-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "2016-12-04T09:00:00Z",
    "2036-12-04T09:00:00Z",
    "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00Z",
    "2026-12-08T13:00:00Z",
    "9999-01-01T00:00:00-12:00",
];

/// The state of each item, and the unmet requirements of each gate.
fn states(here: &Here) -> BTreeMap<String, String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = here.json("list");
    let items = list["items"].as_array().unwrap().iter();
    let mut states: BTreeMap<String, String> =
        items.map(|item| (text(&item["ref"]), text(&item["state"]))).collect();
    for gate in ["pre-release", "deploy", "finish"] {
        let judged = here.json(&format!("gate {gate}"));
        let missing = judged["missing"].as_array().unwrap().iter();
        let missing: Vec<String> =
            missing.map(|one| text(&one["ref"]) + &text(&one["id"])).collect();
        states.insert(gate.to_owned(), missing.join(" "));
    }
    states
}

#[test]
fn the_program_works_with_any_clock() {
    let moments = &MOMENTS[..amount(4, MOMENTS.len())];
    let lines =
        ["tick 1.1 1.3", "block 1.2 --reason x", "tick 5.4", "untick 1.3", "incident declare y"];
    let sane = Here::started();
    for line in lines {
        sane.ok(line);
    }
    let expected = states(&sane);
    let tally = Tally::default();
    for (number, then) in moments.iter().enumerate() {
        let here = Here::started();
        for (at, line) in lines.iter().enumerate() {
            // Each command runs at another moment, so that every order of the clocks occurs.
            here.at(moments[(number + at) % moments.len()]).ok(line);
        }
        for now in moments {
            let here = here.at(now);
            assert_eq!(states(&here), expected, "recorded around {then}, seen at {now}");
            for (view, _) in VIEWS {
                let run = here.run(view);
                let closed = view.starts_with("gate");
                assert_eq!(run.code, Some(i32::from(closed)), "{now}\n{run}");
                assert!(!run.stderr.contains("panicked"), "{now}\n{run}");
                tally.add("answers", 1);
            }
        }
    }
    tally.end("clocks", "the same states and gates in all");
}
