//! Values of the JSON that scripts rely on. `tests/json.rs` checks the fields and their types.

use crate::support::Here;
use serde_json::Value;

/// A release with items in every state, decisions and an undone tick.
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

#[test]
fn json_keeps_its_documented_values() {
    let here = lively();
    let phases = here.json("phases");
    let item = |phase: usize, item: usize| phases["phases"][phase]["items"][item].clone();
    let states: Vec<Value> =
        [(0, 0), (0, 1), (0, 2), (1, 3)].map(|(p, i)| item(p, i)["state"].clone()).into();
    assert_eq!(states, ["done", "skipped", "todo", "blocked"]);
    assert_eq!(item(1, 3)["reason"], "waiting for the new nodes");
    assert_eq!(item(0, 1)["by"], "rm@example.com");
    assert_eq!(item(0, 1)["at"], "2026-12-04T10:00:00+01:00");
    assert_eq!(
        (item(0, 3)["condition"].clone(), item(0, 3)["required"].clone()),
        ("if needed".into(), false.into())
    );
    assert_eq!(
        (item(0, 2)["late"].clone(), item(3, 0)["late"].clone()),
        (true.into(), false.into())
    );
    assert_eq!(
        (&item(7, 0)["roles"]["qa"], &item(7, 0)["roles"]["developer"]),
        (&"done".into(), &"todo".into())
    );
    assert_eq!(phases["phases"][2]["kind"], "checkpoint");
    assert_eq!(phases["phases"][9]["when"], Value::Null);
    assert_eq!(phases["phases"][9]["due"], Value::Null);
    assert_eq!(here.json("channels")["channels"][1]["every"], "PT30M");
    let gate = here.json("gate");
    assert_eq!((&gate["verdict"], &gate["counted"]), (&"closed".into(), &23.into()));
    assert_eq!(gate["missing"].as_array().unwrap().len(), 21);
    assert_eq!(here.json("decide")["decisions"][0]["outcome"], "go");
    assert_eq!(
        here.json("decide")["decisions"][1]["outcome"],
        Value::Null,
        "the release manager has not spoken"
    );
    assert_eq!(here.json("roles qa")["roles"][0]["duties"]["pre-release"][0]["state"], "done");
}
