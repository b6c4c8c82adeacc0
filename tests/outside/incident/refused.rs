//! Refused incident commands: without an incident, with a wrong number, or before its checklist is done.

use super::{closed, deployed, open};
use crate::support::{assert_snapshot, refused};
use snapbox::str;

#[test]
fn an_invalid_incident_command_records_nothing() {
    let none = refused(
        &deployed(),
        &[
            "tick 10.1",
            "skip 10.1 --reason x --incident 1",
            "incident note x",
            "incident resolve",
            "incident report",
            "incident declare \" \"",
            "incident declare x --severity 9",
            "incident declare",
        ],
    );
    assert_snapshot(
        &none,
        str![[r#"
$ octorel tick 10.1
[stderr]
error: 10.1 belongs to the incident checklist, and no incident is ongoing
  10.1  Trigger incident response process
hint: octorel incident declare "what happened" --severity 2
[exit 1]
$ octorel skip 10.1 --reason x --incident 1
[stderr]
error: there is no incident 1
hint: `octorel incident` shows all incidents
[exit 2]
$ octorel incident note x
[stderr]
error: no incident is ongoing
hint: `octorel incident` shows all incidents, `octorel incident declare "what happened"` declares one
[exit 1]
$ octorel incident resolve
[stderr]
error: no incident is ongoing
hint: `octorel incident` shows all incidents, `octorel incident declare "what happened"` declares one
[exit 1]
$ octorel incident report
[stderr]
error: 2.4.0 has no incidents
hint: octorel incident declare "what happened" --severity 2
[exit 2]
$ octorel incident declare " "
[stderr]
error: missing incident text
hint: octorel incident declare " " "checkout answers with errors" --severity 2
[exit 2]
$ octorel incident declare x --severity 9
[stderr]
error: invalid value '9' for '--severity <NUMBER>': 9 is not in 1..=4
hint: `octorel help incident` shows its arguments and examples
[exit 2]
$ octorel incident declare
[stderr]
error: missing incident text
hint: octorel incident declare "checkout answers with errors" --severity 2
[exit 2]

"#]],
    );
    let over = refused(
        &closed(),
        &[
            "incident resolve --incident 1",
            "incident resolve --incident 7",
            "incident note \"\" --incident 1",
            "incident --format json open x",
            "tick 10.4 --incident 1",
        ],
    );
    assert_snapshot(
        &over,
        str![[r#"
$ octorel incident resolve --incident 1
[stderr]
error: incident 1 was resolved by rm
hint: `octorel incident` shows all incidents
[exit 1]
$ octorel incident resolve --incident 7
[stderr]
error: there is no incident 7
hint: `octorel incident` shows all incidents
[exit 2]
$ octorel incident note "" --incident 1
[stderr]
error: missing note text
hint: octorel incident note "" --incident 1 "…"
[exit 2]
$ octorel incident --format json open x
{
  "schema": "octorel.error/1",
  "message": "no such command: `incident open`",
  "details": [],
  "hint": "octorel incident --format json declare x",
  "exit": 2
}
[stderr]
error: no such command: `incident open`
hint: octorel incident --format json declare x
[exit 2]
$ octorel tick 10.4 --incident 1
[stderr]
error: incident 1 was resolved by rm
hint: `octorel incident` shows all incidents
[exit 1]

"#]],
    );
    let one = refused(&open(), &["incident resolve --reason \" \""]);
    assert_snapshot(
        &one,
        str![[r#"
$ octorel incident resolve --reason " "
[stderr]
error: empty reason
hint: give a reason, or leave --reason out
[exit 2]

"#]],
    );
}
