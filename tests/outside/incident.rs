//! Incidents: the effects of an ongoing one, and its course from declaration to resolution.

mod refused;
mod report;
mod several;

use crate::support::Here;
use snapbox::str;

/// The afternoon of the release: deployed at 14:05 in Paris, every earlier item done.
fn deployed() -> Here {
    let here = Here::started().at("2026-12-08T12:00:00Z");
    here.ok("tick 1.1 1.2 1.3 1.5 1.6 2.1 2.2 2.3 2.4 2.5 2.6 2.7 3.1 3.2 3.3 3.4 3.5");
    here.ok("tick 4.1 4.2 4.3 4.4 4.5 4.6 5.1 5.2 6.1 6.2 6.3");
    here.ok("decide go-no-go go");
    let here = here.at("2026-12-08T13:05:00Z");
    here.ok("tick 5.4");
    here.at("2026-12-08T13:20:00Z")
}

/// The same with an incident ongoing since 14:20.
fn open() -> Here {
    let here = deployed();
    here.by("dana@example.com")
        .ok("incident declare \"checkout answers with errors, in all regions and for every customer who pays by card\" --severity 1");
    here.at("2026-12-08T13:25:00Z")
}

/// The same with its checklist done, rolled back by both owners, and resolved at 15:45.
fn closed() -> Here {
    let here = open();
    here.ok("tick 10.1 10.2 --note \"the pager rang\"");
    here.by("dana@example.com")
        .ok("incident note \"errors since 14:06 | <b>all</b> regions, @ops knows\"");
    let here = here.at("2026-12-08T13:40:00Z");
    here.by("dev@example.com").ok("decide rollback rollback --reason \"no fix in sight\"");
    let here = here.at("2026-12-08T13:42:00Z");
    here.ok("decide rollback rollback");
    here.ok("tick 10.3 10.4");
    here.ok("tick 10.5");
    here.ok("undo");
    here.ok("block 10.6 --reason \"waiting for the logs\"");
    let here = here.at("2026-12-08T14:45:00Z");
    here.ok("tick 10.6 --link https://example.com/timeline");
    here.ok("skip 10.7 --reason \"see the weekly\"");
    here.ok("incident resolve --reason \"rolled back to 2.3.1\"");
    here
}

#[test]
fn an_ongoing_incident_comes_first() {
    open().shows(str![[r#"
$ octorel status
2.4.0 · Tue 8 Dec 2026 14:00 Paris · 25 minutes ago                        T+25m
INCIDENT 1  severity 1 · checkout answers with errors, in all regions and for
            every customer who pays by card · since 14:20, 5 min
            finish: 21 of 50 to do, incident 1 ongoing

 lead             rm (Release Manager)
 next       10.1  Trigger incident response process             rm  now
            10.2  Notify on-call and relevant stakeholders      rm  now
            10.3  Assess severity and impact                    rm  now
            10.6  Document incident timeline and actions taken  rm  now
            10.7  Schedule post-incident review                 rm  now
 update     due 14:50, in 25 minutes: octorel announce
$ octorel incident
   Severity  Incident                       Declared           Resolved
1         1  checkout answers with errors,  dana, 8 Dec 14:20  ongoing for 5 min
             in all regions and for every
             customer who pays by card

Incident 1
   ☐  10.1  Trigger incident response process                    now
   ☐  10.2  Notify on-call and relevant stakeholders             now
   ☐  10.3  Assess severity and impact                           now
   ☐  10.4  Execute rollback if necessary                        now
   ☐  10.5  Coordinate hotfix deployment if rollback not viable  now
   ☐  10.6  Document incident timeline and actions taken         now
   ☐  10.7  Schedule post-incident review                        now

"#]]);
}

#[test]
fn an_incident_is_declared_worked_through_and_resolved() {
    let here = deployed();
    here.shows(str![[r#"
$ octorel incident
no incidents
$ octorel incident declare "checkout answers with errors" --severity 1 --as dana@example.com
✓  incident 1  severity 1 (declared)
               checkout answers with errors
   finish: 21 of 50 to do, incident 1 ongoing · next: 10.1 Trigger incident
   response process
$ octorel tick 10.1 10.2 --note "the pager rang"
✓  10.1  Trigger incident response process
✓  10.2  Notify on-call and relevant stakeholders
   finish: 21 of 50 to do, incident 1 ongoing · next: 10.3 Assess severity and
   impact
$ octorel incident note "all regions"
✓  incident 1  all regions (noted)
   finish: 21 of 50 to do, incident 1 ongoing · next: 10.3 Assess severity and
   impact
$ octorel decide rollback rollback --as dev@example.com
✓  decided  rollback: rollback as Developer
            waiting for rm (Release Manager)
   finish: 21 of 50 to do, incident 1 ongoing · next: 10.3 Assess severity and
   impact
$ octorel decide rollback rollback
✓  decided  rollback: rollback as Release Manager
   deploy: 5 of 29 to do, go-no-go pending, incident 1 ongoing · next: 10.3
   Assess severity and impact
$ octorel tick 10.3 10.6
✓  10.3  Assess severity and impact
✓  10.6  Document incident timeline and actions taken
   deploy: 5 of 29 to do, go-no-go pending, incident 1 ongoing · next: 10.7
   Schedule post-incident review
$ octorel skip 10.7 --reason "see the weekly"
–  10.7  Schedule post-incident review
         see the weekly
         required item skipped (deviation)
         all required items are done. Resolve it: octorel incident resolve
         --incident 1
   deploy: 5 of 29 to do, go-no-go pending, incident 1 ongoing
$ octorel log 10.1
8 Dec 14:20  rm@example.com  ticked  10.1  Trigger incident response process: the pager rang (incident 1)

"#]]);
    here.at("2026-12-08T14:45:00Z").shows(str![[r#"
$ octorel incident resolve --reason "rolled back"
✓  incident 1  rolled back (resolved)
   deploy: 5 of 29 to do, go-no-go pending · next: 5.1 Communicate deployment
   start time to stakeholders
$ octorel incident
   Severity  Incident            Declared           Resolved
1         1  checkout answers    dana, 8 Dec 14:20  rm, 8 Dec 15:45: rolled back
             with errors

"#]]);
}

#[test]
fn global_options_go_before_or_after_the_command() {
    let here = open();
    here.ok(&Here::plan("2.5.0", "2027-01-12 14:00"));
    for line in
        ["incident note x", "incident report --incident 9 -r 2.4.0", "incident report -r 2.5.0"]
    {
        assert_eq!(here.run(line).code, Some(2), "{line}");
    }
    for line in [
        "-r 2.4.0 incident note x",
        "incident -r 2.4.0 note x",
        "incident note x -r 2.4.0",
        "incident note x --release 2.4.0 -C .",
    ] {
        let said = here.ok(line);
        assert!(said.starts_with("✓  incident 1  x (noted)"), "{said}");
    }
    for (line, about) in [
        ("incident --help", "Declare, follow"),
        ("incident declare --help", "Declare an incident"),
        ("undo --help", "Undo your last command"),
    ] {
        let help = here.ok(line);
        assert!(help.starts_with(about), "{help}");
    }
}
