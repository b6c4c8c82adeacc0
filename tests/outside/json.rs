//! Values of the JSON that scripts rely on. `tests/json.rs` checks the fields and their types.

use crate::support::Here;
use serde_json::json;

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
    for (view, path, expected) in [
        ("phases", "/phases/0/items/0/state", json!("done")),
        ("phases", "/phases/0/items/1/state", json!("skipped")),
        ("phases", "/phases/0/items/1/by", json!("rm@example.com")),
        ("phases", "/phases/0/items/1/at", json!("2026-12-04T10:00:00+01:00")),
        ("phases", "/phases/0/items/2/state", json!("todo")),
        ("phases", "/phases/0/items/2/late", json!(true)),
        ("phases", "/phases/0/items/3/condition", json!("if needed")),
        ("phases", "/phases/0/items/3/required", json!(false)),
        ("phases", "/phases/1/items/3/state", json!("blocked")),
        ("phases", "/phases/1/items/3/reason", json!("waiting for the new nodes")),
        ("phases", "/phases/2/kind", json!("checkpoint")),
        ("phases", "/phases/3/items/0/late", json!(false)),
        ("phases", "/phases/7/items/0/roles/qa", json!("done")),
        ("phases", "/phases/7/items/0/roles/developer", json!("todo")),
        ("phases", "/phases/9/when", json!(null)),
        ("phases", "/phases/9/due", json!(null)),
        ("channels", "/channels/1/every", json!("PT30M")),
        ("gate", "/verdict", json!("closed")),
        ("gate", "/counted", json!(23)),
        ("decide", "/decisions/0/outcome", json!("go")),
        // The release manager has not spoken.
        ("decide", "/decisions/1/outcome", json!(null)),
        ("roles qa", "/roles/0/duties/pre-release/0/state", json!("done")),
    ] {
        assert_eq!(here.json(view).pointer(path), Some(&expected), "{view}: {path}");
    }
    assert_eq!(here.numbers("gate", "missing").len(), 21);
}
