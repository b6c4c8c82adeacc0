//! Refused incident commands: without an incident, with a wrong number, or before its checklist is done.

use super::{closed, deployed, open};
use snapbox::str;

#[test]
fn an_invalid_incident_command_records_nothing() {
    deployed().refuses(str![[r#"
[2] $ octorel skip 10.1 --reason x --incident 1
! error: there is no incident 1
! hint: `octorel incident` shows all incidents
[1] $ octorel incident note x
! error: no incident is ongoing
! hint: `octorel incident` shows all incidents, `octorel incident declare "what happened"` declares one
[1] $ octorel incident resolve
! error: no incident is ongoing
! hint: `octorel incident` shows all incidents, `octorel incident declare "what happened"` declares one
[2] $ octorel incident report
! error: 2.4.0 has no incidents
! hint: octorel incident declare "what happened" --severity 2
[2] $ octorel incident declare " "
! error: missing incident text
! hint: octorel incident declare " " "checkout answers with errors" --severity 2
[2] $ octorel incident declare x --severity 9
! error: invalid value '9' for '--severity <NUMBER>': 9 is not in 1..=4
! hint: `octorel help incident declare` shows its arguments and examples
[2] $ octorel incident declare
! error: missing incident text
! hint: octorel incident declare "checkout answers with errors" --severity 2

"#]]);
    closed().refuses(str![[r#"
[1] $ octorel incident resolve --incident 1
! error: incident 1 was resolved by rm
! hint: `octorel incident` shows all incidents
[2] $ octorel incident note "" --incident 1
! error: missing note text
! hint: octorel incident note "" --incident 1 "…"

"#]]);
    open().refuses(str![[r#"
[2] $ octorel incident resolve --reason " "
! error: empty reason
! hint: give a reason, or leave --reason out

"#]]);
}
