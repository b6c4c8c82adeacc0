//! Events before the end: announcements, the rollback, and a person with two roles.

use super::{broken, deployed, handed_over, reviewed};
use crate::support::Here;
use serde_json::Value;

#[test]
fn a_morning_announcement_makes_no_update_due_before_the_deployment() {
    let here = handed_over();
    here.ok("announce start --sent");
    let before = here.at("2026-12-08T12:59:00Z").json("status");
    assert_eq!(before["update"]["late"], false);
}

#[test]
fn a_missed_update_is_late_until_one_is_sent() {
    let here = deployed();
    let update = |here: &Here| here.json("status")["update"].clone();
    assert_eq!(update(&here)["late"], true);
    here.ok("announce --sent");
    assert_eq!(update(&here)["late"], false);
    let due = update(&here)["due"].clone();
    assert_eq!(due, "2026-12-08T15:15:00+01:00");
}

#[test]
fn a_rollback_needs_both_owners() {
    let rollback = |here: &Here| here.json("decide")["decisions"][1].clone();
    let here = broken();
    assert_eq!(rollback(&here)["outcome"], Value::Null, "one has not spoken");
    assert_eq!(here.run("gate deploy").code, Some(1));
    assert_eq!(here.json("status")["attempt"], 1);
    here.by("rm@example.com").ok("decide rollback rollback");
    assert_eq!(here.json("status")["attempt"], 2);
    assert_eq!(here.json("status")["headline"], "incident");
}

#[test]
fn a_holder_of_two_roles_ticks_the_remaining_one() {
    let here = reviewed();
    let states = here.json("list --phase 8")["items"][0]["roles"].clone();
    let skipped: Vec<&str> = (states.as_object().unwrap().iter())
        .filter(|(_, state)| **state == "skipped")
        .map(|(role, _)| role.as_str())
        .collect();
    assert_eq!(skipped, ["ux-designer"], "{states}");
}
