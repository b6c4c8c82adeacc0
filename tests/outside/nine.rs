//! One release from start to report, run by nine people with one role each.
//!
//! Defines what they record, and the checks that apply to all of it.

mod at_the_end;

use crate::support::{Here, Run};
use unicode_width::UnicodeWidthStr;

/// Moments, each with what people record then, successfully. Ada is ill from the day before the release.
const RELEASE: &str = r#"
# Planned.
2026-11-24T10:30:00Z
rm tick 1.1 1.2 1.3 1.5 1.6
rm announce timeline --sent
rm tick D1 D3
pat tick D22
sam note --kind risk "the new session tokens are untested under load"
pete note --kind risk "support is short of people that week"
# Customer Success owns the decision on customer messages and escalates it.
2026-11-27T15:00:00Z
cleo decide customer-communication --escalate --reason "the price page changes too"
pat decide customer-communication send --reason "with the price page"
# Prepared, except for late items.
2026-12-01T15:00:00Z
rm tick 2.1 2.2 2.3 2.6 2.7
rm block 2.4 --reason "waiting for the new nodes"
dana tick 3.3 --note "2,114 of 2,114"
dana tick D31 D32 D33
pat tick 3.4
dev tick D13 D14 D15
uma tick D40 D41
cleo tick 3.5
# One decision is overridden, one item is late.
2026-12-04T09:00:00Z
rm decide security-exception granted --override --reason "sam is on a plane; the finding is behind a flag"
sam tick 3.2
# Validated, and Data Analyst is handed over.
2026-12-05T14:00:00Z
rm untick 2.4
rm tick 2.4 2.5 3.1
rm tick 4.1 4.2 4.3 4.4 4.5 4.6
sam note --resolve R1 "the load test went well"
2026-12-07T08:00:00Z
ada assign data-analyst uma@example.com --instead-of ada@example.com --note "ada is ill"
2026-12-08T08:00:00Z
dev tick 6.2
rm tick 5.2
uma tick 6.3
2026-12-08T12:30:00Z
rm decide go-no-go go --reason "all green"
rm tick 6.1 5.3
# Deployed; no update is sent for 45 minutes.
2026-12-08T13:00:00Z
rm announce start --sent
rm tick 5.1
rm gate deploy
rm tick 5.4 6.4
2026-12-08T13:45:00Z
rm announce --sent --note "a little slower than planned"
rm tick 5.5
# An incident, in which Developer votes for a rollback.
2026-12-08T13:55:00Z
dana incident declare "checkout answers with errors" --severity 1
2026-12-08T13:58:00Z
rm tick 10.1 10.2
rm announce incident --sent
dev incident note "errors began with the new session tokens"
pat tick D29 --note "one customer in ten"
2026-12-08T14:10:00Z
rm tick 10.3
dev decide rollback rollback --reason "no fix in sight"
# Rolled back, deployed again, and resolved.
2026-12-08T14:12:00Z
rm decide rollback rollback
rm tick 10.4
2026-12-08T14:30:00Z
dana tick D38
rm announce incident --sent
dev incident note "the old version is back"
rm tick 10.6 --link https://example.com/timeline
rm tick 10.7
rm incident resolve --reason "rolled back"
rm tick 5.1 5.2 5.3 6.1
dev tick 6.2
uma tick 6.3
rm decide go-no-go go --reason "with the tokens off"
rm gate deploy
rm tick 5.4 6.4 5.5
# Announced, and everyone has checked their areas.
2026-12-08T15:10:00Z
rm,dev,pat,dana,uma,sam,cleo,pete tick 6.6
2026-12-08T15:30:00Z
rm tick 5.6 5.7
dana tick 6.5
rm tick 7.1 7.2 7.4 7.5
rm announce success --sent
rm tick 7.3
rm note --kind deviation "the session tokens stay off until 2.4.1"
rm tick 7.6
# Reviewed and finished.
2026-12-09T16:00:00Z
rm note --kind lesson "load tests need the session tokens on"
cleo note --kind feedback "customers like the new price page"
uma note --kind metric "error rate 0.2 %, as before"
pete note --resolve R2 "two people came back early"
rm tick 9.1 9.2 9.3 9.4
uma skip 8.1 --role ux --reason "nothing of it is visible"
rm,dev,pat,dana,uma,sam,cleo,pete tick 8.1
2026-12-10T09:00:00Z
cleo tick 8.2
pete tick 8.4
rm announce summary --sent
rm tick 8.3 9.6
rm finish --reason "out, with the tokens off"
"#;

/// The release after everything up to this moment.
fn until(end: &str) -> Here {
    let mut here = Here::empty().at("2026-11-24T09:00:00Z");
    here.ok(&Here::plan("2.4.0", "2026-12-08 14:00"));
    for line in RELEASE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.split_once(' ') {
            Some((people, line)) => {
                for person in people.split(',') {
                    here.by(&format!("{person}@example.com")).ok(line);
                }
            }
            None if line > end => break,
            None => here = here.at(line),
        }
    }
    here
}

/// The finished release.
fn closed() -> Here {
    until("2026-12-10T09:00:00Z")
}

#[test]
fn every_screen_fits_its_width() {
    let moments = [until("2026-12-04T09:00:00Z"), until("2026-12-08T14:10:00Z"), closed()];
    for here in moments {
        for line in [
            "status",
            "readiness",
            "next",
            "decide",
            "log --kind deviation",
            "incident",
            "phases",
            "roles qa",
            "gate finish",
        ] {
            let Run { stdout, .. } = here.run(line);
            let widest = stdout.lines().map(UnicodeWidthStr::width).max();
            assert!(widest.is_some_and(|widest| widest <= 80), "{line}\n{stdout}");
            assert!(line != "status" || stdout.lines().count() <= 24, "{line}\n{stdout}");
        }
    }
}
