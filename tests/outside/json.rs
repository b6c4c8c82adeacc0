//! The JSON that others rely on: the shape of each view, and the names that the first version promised.
//!
//! Here is what was promised, and that the playbook alone has the same shape.

mod people;
mod release;

use crate::support::Here;
use serde_json::Value;
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
