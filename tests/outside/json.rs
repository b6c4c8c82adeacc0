//! The JSON that others rely on: the shape of each view, and the names that the first version promised.

use crate::support::{Here, assert_snapshot};
use serde_json::Value;
use snapbox::str;
use std::collections::{BTreeMap, BTreeSet};

/// A release with a bit of everything: ticked, skipped, blocked, noted, ticked by some of all roles, decided, and undone.
fn lively() -> Here {
    let here = Here::started();
    here.ok("tick 1.1 --note \"two tickets moved\" --link https://example.com/1");
    here.ok("skip 1.2 --reason \"one team\"");
    here.ok("block 2.4 --reason \"waiting for the new nodes\"");
    here.ok("note 2.5 \"drill on Monday\" --kind risk");
    here.ok("tick D31 --as dana@example.com");
    here.ok("tick 8.1 --role qa --as dana@example.com");
    here.ok("tick 6.6 --role developer --as dev@example.com");
    here.ok("decide go-no-go go --reason \"all well\"");
    here.ok("decide rollback rollback --as dev@example.com");
    here.ok("assign qa quinn@example.com");
    here.ok("tick 1.3");
    here.ok("undo");
    here.at("2026-12-04T13:00:00Z")
}

/// Every path of a value with the types found there. A list is `[]`; the keys of a map by id are `*`.
fn shape(value: &Value) -> String {
    let mut types = BTreeMap::new();
    collect("", value, &mut types);
    let line = |(path, types): (String, BTreeSet<&str>)| {
        let types: Vec<&str> = types.into_iter().collect();
        format!("{path}: {}\n", types.join(" | "))
    };
    types.into_iter().map(line).collect()
}

fn collect(path: &str, value: &Value, types: &mut BTreeMap<String, BTreeSet<&'static str>>) {
    let mut here = |name| types.entry(path.to_owned()).or_default().insert(name);
    match value {
        Value::Null => drop(here("null")),
        Value::Bool(_) => drop(here("boolean")),
        Value::Number(_) => drop(here("number")),
        Value::String(_) => drop(here("string")),
        Value::Array(list) => {
            if list.is_empty() {
                here("empty list");
            }
            for inner in list {
                collect(&format!("{path}[]"), inner, types);
            }
        }
        Value::Object(fields) => {
            let by_id = ["roles", "duties"]
                .iter()
                .any(|map| path.ends_with(&format!(".{map}")));
            for (name, inner) in fields {
                let name = if by_id { "*" } else { name };
                let dot = if path.is_empty() { "" } else { "." };
                collect(&format!("{path}{dot}{name}"), inner, types);
            }
        }
    }
}

/// The shape of a view, whose schema must be its name and first of all.
#[track_caller]
fn shape_of(here: &Here, view: &str, line: &str) -> String {
    let run = here.run(&format!("{line} --format json"));
    let first = format!("{{\n  \"schema\": \"octorel.{view}/1\",\n");
    assert!(run.stdout.starts_with(&first), "{run}");
    assert_eq!(run.stderr, "");
    shape(&here.json(line))
}

#[test]
fn status() {
    assert_snapshot(
        &shape_of(&lively(), "status", "status"),
        str![[r#"
at: string
blocked[].at: string
blocked[].by: string
blocked[].condition: null
blocked[].due: string
blocked[].id: string
blocked[].link: null
blocked[].overdue: boolean
blocked[].owner: string
blocked[].owner_name: string
blocked[].people[]: string
blocked[].reason: string
blocked[].ref: string
blocked[].required: boolean
blocked[].standing: string
blocked[].state: string
blocked[].text: string
blocked[].when: string
conflicts: empty list
counts.blocked: number
counts.next: number
counts.overdue: number
counts.skipped: number
deployed_at: null
gates[].counted: number
gates[].current: boolean
gates[].gate: string
gates[].missing[]: string
gates[].name: string
gates[].overdue: number
gates[].verdict: string
incidents: empty list
last.about: string
last.at: string
last.by: string
last.do: string
last.id: string
last.incident: null
last.item: string
last.link: null
last.ref: string
last.role: string
last.said: string
last.undone: boolean
next[].at: null
next[].by: null
next[].condition: null
next[].due: string
next[].id: string
next[].link: null
next[].overdue: boolean
next[].owner: string
next[].owner_name: string
next[].people: empty list
next[].people[]: string
next[].reason: null
next[].ref: string
next[].required: boolean
next[].roles.*: string
next[].standing: string
next[].state: string
next[].text: string
next[].when: string
overdue[].at: null | string
overdue[].by: null | string
overdue[].condition: null
overdue[].due: string
overdue[].id: string
overdue[].link: null
overdue[].overdue: boolean
overdue[].owner: string
overdue[].owner_name: string
overdue[].people[]: string
overdue[].reason: null | string
overdue[].ref: string
overdue[].required: boolean
overdue[].standing: string
overdue[].state: string
overdue[].text: string
overdue[].when: string
phases[].done: number
phases[].due: null | string
phases[].id: string
phases[].incident: null
phases[].kind: string
phases[].name: string
phases[].number: number
phases[].overdue: number
phases[].skipped: number
phases[].total: number
phases[].when: null | string
release: string
release_at: string
release_state: string
schema: string
skipped[].at: string
skipped[].by: string
skipped[].condition: null
skipped[].due: string
skipped[].id: string
skipped[].link: null
skipped[].overdue: boolean
skipped[].owner: string
skipped[].owner_name: string
skipped[].people[]: string
skipped[].reason: string
skipped[].ref: string
skipped[].required: boolean
skipped[].standing: string
skipped[].state: string
skipped[].text: string
skipped[].when: string
stage: string
update: null

"#]],
    );
}

#[test]
fn phases() {
    assert_snapshot(
        &shape_of(&lively(), "phases", "phases"),
        str![[r#"
phases[].done: number
phases[].due: null | string
phases[].id: string
phases[].incident: null
phases[].items[].at: null | string
phases[].items[].by: null | string
phases[].items[].condition: null | string
phases[].items[].due: null | string
phases[].items[].id: string
phases[].items[].link: null | string
phases[].items[].overdue: boolean
phases[].items[].owner: string
phases[].items[].owner_name: string
phases[].items[].people: empty list
phases[].items[].people[]: string
phases[].items[].reason: null | string
phases[].items[].ref: string
phases[].items[].required: boolean
phases[].items[].roles.*: string
phases[].items[].standing: string
phases[].items[].state: string
phases[].items[].text: string
phases[].items[].when: null | string
phases[].kind: string
phases[].name: string
phases[].number: number
phases[].opens: null | string
phases[].overdue: number
phases[].skipped: number
phases[].stage: string
phases[].total: number
phases[].when: null | string
release: string
release_at: string
schema: string

"#]],
    );
}

#[test]
fn list() {
    assert_snapshot(
        &shape_of(&lively(), "list", "list"),
        str![[r#"
items[].at: null | string
items[].by: null | string
items[].condition: null | string
items[].due: null | string
items[].id: string
items[].link: null | string
items[].overdue: boolean
items[].owner: string
items[].owner_name: string
items[].people: empty list
items[].people[]: string
items[].reason: null | string
items[].ref: string
items[].required: boolean
items[].roles.*: string
items[].standing: string
items[].state: string
items[].text: string
items[].when: null | string
release: string
schema: string

"#]],
    );
}

#[test]
fn next() {
    assert_snapshot(
        &shape_of(&lively(), "next", "next"),
        str![[r#"
items[].at: null
items[].by: null
items[].condition: null
items[].due: string
items[].id: string
items[].link: null
items[].overdue: boolean
items[].owner: string
items[].owner_name: string
items[].people[]: string
items[].reason: null
items[].ref: string
items[].required: boolean
items[].standing: string
items[].state: string
items[].text: string
items[].when: string
release: string
schema: string
update: null

"#]],
    );
}

#[test]
fn roles() {
    assert_snapshot(
        &shape_of(&lively(), "roles", "roles"),
        str![[r#"
release: string
roles[].decisions: empty list
roles[].decisions[]: string
roles[].duties.*[].id: string
roles[].duties.*[].ref: string
roles[].duties.*[].state: string
roles[].duties.*[].text: string
roles[].duties_done: number
roles[].duties_total: number
roles[].id: string
roles[].items[]: string
roles[].items_done: number
roles[].name: string
roles[].people[]: string
schema: string

"#]],
    );
}

#[test]
fn decisions() {
    assert_snapshot(
        &shape_of(&lively(), "decisions", "decisions"),
        str![[r#"
decisions[].at: null | string
decisions[].awaited: empty list
decisions[].awaited[]: string
decisions[].by: empty list
decisions[].by[]: string
decisions[].escalation[].asked: null
decisions[].escalation[].asked_by: null
decisions[].escalation[].condition: null | string
decisions[].escalation[].name: string
decisions[].escalation[].next: boolean
decisions[].escalation[].owner: boolean
decisions[].escalation[].people: empty list
decisions[].escalation[].people[]: string
decisions[].escalation[].to: string
decisions[].id: string
decisions[].name: string
decisions[].outcome: null | string
decisions[].outcomes[]: string
decisions[].owners[]: string
decisions[].voices: empty list
decisions[].voices[].at: string
decisions[].voices[].by: string
decisions[].voices[].outcome: string
decisions[].voices[].reason: null | string
decisions[].voices[].role: string
release: string
schema: string

"#]],
    );
}

#[test]
fn channels() {
    assert_snapshot(
        &shape_of(&lively(), "channels", "channels"),
        str![[r#"
channels[].current: boolean
channels[].every: null | string
channels[].name: string
channels[].next_due: null | string
channels[].overdue: boolean
channels[].stage: string
release: string
schema: string
stage: string

"#]],
    );
}

#[test]
fn gate() {
    assert_snapshot(
        &shape_of(&lively(), "gate", "gate close"),
        str![[r#"
at: string
counted: number
gate: string
missing[].due: string
missing[].id: string
missing[].kind: string
missing[].overdue: boolean
missing[].owner: string
missing[].owner_name: string
missing[].people: empty list
missing[].people[]: string
missing[].reason: null | string
missing[].ref: string
missing[].roles: empty list
missing[].roles[]: string
missing[].state: string
missing[].text: string
name: string
release: string
schema: string
verdict: string

"#]],
    );
}

#[test]
fn releases() {
    let here = lively();
    here.ok("start 2.5.0 --on 2027-01-12");
    assert_snapshot(
        &shape_of(&here, "releases", "releases"),
        str![[r#"
releases[].done: number
releases[].gate: string
releases[].overdue: number
releases[].release: string
releases[].release_at: string
releases[].state: string
releases[].total: number
releases[].verdict: string
schema: string

"#]],
    );
}

#[test]
fn log() {
    assert_snapshot(
        &shape_of(&lively(), "log", "log"),
        str![[r#"
events[].about: string
events[].at: string
events[].by: string
events[].do: string
events[].id: string
events[].incident: null
events[].item: null | string
events[].link: null | string
events[].ref: null | string
events[].role: null | string
events[].said: null | string
events[].undone: boolean
release: string
schema: string

"#]],
    );
}

#[test]
fn the_playbook_alone_has_the_same_shape() {
    let (here, lively) = (Here::empty(), lively());
    for view in ["phases", "roles", "decisions", "channels"] {
        let names = |shape: String| -> BTreeSet<String> {
            let paths = shape
                .lines()
                .map(|line| line.split(':').next().unwrap().replace("[]", ""));
            paths
                .map(|path| path.split('.').take(3).collect::<Vec<_>>().join("."))
                .collect()
        };
        let alone = names(shape_of(&here, view, view));
        let whole = names(shape_of(&lively, view, view));
        let beyond: Vec<_> = alone.difference(&whole).collect();
        assert_eq!(beyond, [""; 0], "{view}");
        assert!(here.json(view)["release"].is_null());
    }
}

/// Checks that a value has all of these fields.
#[track_caller]
fn assert_fields(value: &Value, fields: &str) {
    assert!(value.is_object(), "no object: {value}");
    for field in fields.split(' ') {
        assert!(
            value.get(field).is_some(),
            "`{field}` is missing in {value}"
        );
    }
}

#[test]
fn the_names_that_were_promised() {
    let here = lively();
    let phases = here.json("phases");
    assert_fields(&phases, "release phases");
    for phase in phases["phases"].as_array().unwrap() {
        assert_fields(phase, "number id name kind stage when opens due items");
        for item in phase["items"].as_array().unwrap() {
            assert_fields(
                item,
                "ref id text owner condition required state overdue by at reason",
            );
            assert_eq!(
                item.get("roles").is_some(),
                item["owner"] == "all",
                "{item}"
            );
        }
    }
    let roles = here.json("roles");
    for role in roles["roles"].as_array().unwrap() {
        assert_fields(role, "id name people duties items decisions");
        assert!(
            role["items"]
                .as_array()
                .unwrap()
                .iter()
                .all(Value::is_string),
            "{role}"
        );
        assert!(
            role["decisions"]
                .as_array()
                .unwrap()
                .iter()
                .all(Value::is_string),
            "{role}"
        );
        for duty in role["duties"]
            .as_object()
            .unwrap()
            .values()
            .flat_map(|list| list.as_array().unwrap())
        {
            assert_fields(duty, "ref text state");
        }
    }
    for decision in here.json("decisions")["decisions"].as_array().unwrap() {
        assert_fields(decision, "id name owners escalation outcome by at");
        for step in decision["escalation"].as_array().unwrap() {
            assert_fields(step, "to condition");
        }
    }
    for channel in here.json("channels")["channels"].as_array().unwrap() {
        assert_fields(channel, "stage name every next_due");
    }
    let gate = here.json("gate deploy");
    assert_fields(&gate, "gate verdict missing counted");
    for missing in gate["missing"].as_array().unwrap() {
        assert_fields(missing, "kind ref id text owner people due overdue state");
    }
    let status = here.json("status");
    assert_fields(
        &status,
        "release at release_at stage gates phases overdue next blocked last",
    );
    for phase in status["phases"].as_array().unwrap() {
        assert_fields(phase, "number name done total overdue");
    }
}

#[test]
fn announce() {
    assert_snapshot(
        &shape_of(&lively(), "announce", "announce timeline"),
        str![[r#"
at: string
blocked[].at: string
blocked[].by: string
blocked[].condition: null
blocked[].due: string
blocked[].id: string
blocked[].link: null
blocked[].overdue: boolean
blocked[].owner: string
blocked[].owner_name: string
blocked[].people[]: string
blocked[].reason: string
blocked[].ref: string
blocked[].required: boolean
blocked[].standing: string
blocked[].state: string
blocked[].text: string
blocked[].when: string
decisions[].at: string
decisions[].awaited: empty list
decisions[].by[]: string
decisions[].escalation[].asked: null
decisions[].escalation[].asked_by: null
decisions[].escalation[].condition: null
decisions[].escalation[].name: string
decisions[].escalation[].next: boolean
decisions[].escalation[].owner: boolean
decisions[].escalation[].people: empty list
decisions[].escalation[].people[]: string
decisions[].escalation[].to: string
decisions[].id: string
decisions[].name: string
decisions[].outcome: string
decisions[].outcomes[]: string
decisions[].owners[]: string
decisions[].voices[].at: string
decisions[].voices[].by: string
decisions[].voices[].outcome: string
decisions[].voices[].reason: string
decisions[].voices[].role: string
deployed_at: null
deployed_by: null
deviations: number
done: number
incident: null
incidents: number
incidents_open: number
kind: string
lead[]: string
lead_role: string
lessons: empty list
links[].link: string
links[].text: string
next[].at: null
next[].by: null
next[].condition: null
next[].due: string
next[].id: string
next[].link: null
next[].overdue: boolean
next[].owner: string
next[].owner_name: string
next[].people[]: string
next[].reason: null
next[].ref: string
next[].required: boolean
next[].standing: string
next[].state: string
next[].text: string
next[].when: string
next_due: null
note: null
noted: null
overdue: number
phases[].done: number
phases[].due: string
phases[].id: string
phases[].incident: null
phases[].kind: string
phases[].name: string
phases[].number: number
phases[].overdue: number
phases[].skipped: number
phases[].total: number
phases[].when: string
release: string
release_at: string
risks[].at: string
risks[].by: string
risks[].closed: null
risks[].item: string
risks[].kind: string
risks[].link: null
risks[].ref: string
risks[].risk: string
risks[].text: string
schema: string
skipped: number
total: number
under_way[].done: number
under_way[].due: string
under_way[].id: string
under_way[].incident: null
under_way[].kind: string
under_way[].name: string
under_way[].number: number
under_way[].overdue: number
under_way[].skipped: number
under_way[].total: number
under_way[].when: string

"#]],
    );
}

#[test]
fn the_values_that_were_promised() {
    let here = lively();
    let phases = here.json("phases");
    let item = |phase: usize, item: usize| phases["phases"][phase]["items"][item].clone();
    let states: Vec<Value> = [(0, 0), (0, 1), (0, 2), (1, 3)]
        .map(|(p, i)| item(p, i)["state"].clone())
        .into();
    assert_eq!(states, ["done", "skipped", "open", "blocked"]);
    assert_eq!(item(1, 3)["reason"], "waiting for the new nodes");
    assert_eq!(item(0, 1)["by"], "rm@example.com");
    assert_eq!(item(0, 1)["at"], "2026-12-04T10:00:00+01:00");
    assert_eq!(
        (
            item(0, 3)["condition"].clone(),
            item(0, 3)["required"].clone()
        ),
        ("if needed".into(), false.into())
    );
    assert_eq!(
        (item(0, 2)["overdue"].clone(), item(3, 0)["overdue"].clone()),
        (true.into(), false.into())
    );
    assert_eq!(
        (
            &item(7, 0)["roles"]["qa"],
            &item(7, 0)["roles"]["developer"]
        ),
        (&"done".into(), &"open".into())
    );
    assert_eq!(phases["phases"][2]["kind"], "checkpoint");
    assert_eq!(phases["phases"][9]["when"], Value::Null);
    assert_eq!(phases["phases"][9]["due"], Value::Null);
    assert_eq!(here.json("channels")["channels"][1]["every"], "PT30M");
    let gate = here.json("gate");
    assert_eq!(
        (&gate["verdict"], &gate["counted"]),
        (&"closed".into(), &23.into())
    );
    assert_eq!(gate["missing"].as_array().unwrap().len(), 21);
    assert_eq!(here.json("decisions")["decisions"][0]["outcome"], "go");
    assert_eq!(
        here.json("decisions")["decisions"][1]["outcome"],
        Value::Null,
        "the release manager has not spoken"
    );
    assert_eq!(
        here.json("roles qa")["roles"][0]["duties"]["pre-release"][0]["state"],
        "done"
    );
}
