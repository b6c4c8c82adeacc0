//! Events before the end that the report contains: risks, handovers, deviations.

use super::small;
use snapbox::str;

#[test]
fn risks_are_numbered_and_resolved() {
    let here = small();
    here.shows(str![[r#"
$ octorel note --kind risk "the nodes are new"
✓  R1  the nodes are new (risk noted)
   pre-release: 2 of 2 to do · next: 1.1 The change is reviewed
$ octorel note 1.1 --kind risk "one reviewer" --link https://example.com/r
☐  1.1 R2  The change is reviewed (risk noted)
           one reviewer
   pre-release: 2 of 2 to do · next: 1.1 The change is reviewed
$ octorel note --resolve R1 "the load test went well"
✓  R1  the nodes are new (risk resolved)
       the load test went well
   pre-release: 2 of 2 to do · next: 1.1 The change is reviewed
$ octorel note --resolve R2 1.1 gone
✓  R2  one reviewer (risk resolved)
       1.1 gone
   pre-release: 2 of 2 to do · next: 1.1 The change is reviewed
$ octorel undo
↶  undone  risk resolved one reviewer
   pre-release: 2 of 2 to do · next: 1.1 The change is reviewed
$ octorel log --kind risk
24 Nov 10:00  rm@example.com  risk noted     R1      the nodes are new (resolved)
24 Nov 10:00  rm@example.com  risk noted     1.1 R2  The change is reviewed: one reviewer
                                                     https://example.com/r
24 Nov 10:00  rm@example.com  risk resolved  R1      the nodes are new: the load test went well
24 Nov 10:00  rm@example.com  risk resolved  R2      one reviewer: 1.1 gone (undone)

"#]]);
}

#[test]
fn a_handover_lists_the_items_of_the_role() {
    let here = small();
    here.ok("note 1.2 \"flaky on Mondays\"");
    here.ok("note 1.1 \"not theirs\"");
    here.shows(str![[r#"
$ octorel assign qa quinn@example.com --instead-of dana@example.com --note "on leave"
✓  assigned  QA to quinn@example.com instead of dana@example.com
             on leave
   pre-release: 2 of 2 to do · next: 1.1 The change is reviewed

QA · quinn · 0 of 2 items done · 0 of 0 duties done

Items
   ☐  1.2  The tests pass     Tue 1 Dec
   ☐  2.2  Everybody watches  Tue 8 Dec

decides: go

"#]]);
}

#[test]
fn each_note_is_shown_below_its_item() {
    let here = small().at("2026-12-04T09:00:00Z");
    here.shows(str![[r#"
$ octorel tick 1.1 1.2 2.2
✓  1.1  The change is reviewed
        3 days late (deviation)
✓  1.2  The tests pass
        3 days late, and ticked by rm, who is not QA (deviation)
✓  2.2  Everybody watches · lead
   deploy: go pending
$ octorel decide go go
✓  decided  go: go as Lead
            waiting for dana (QA)
   deploy: go pending
$ octorel decide go go --as dana@example.com
✓  decided  go: go as QA
   deploy open · next: 2.1 Deploy
$ octorel untick 1.2 --as dana@example.com
☐  1.2  The tests pass (unticked)
        go needs to be confirmed again: `go` was decided before this change
        set back to to-do by dana, done by rm (deviation)
   pre-release: 1 of 2 to do, 1 late · next: 1.2 The tests pass
$ octorel tick 2.1
✓  2.1  Deploy
        deployed at 10:00; later dates now count from here
        deployed while gate `deploy` was closed (2 requirements not met)
        (deviation)
   pre-release: 1 of 2 to do, 1 late · next: 1.2 The tests pass
$ octorel skip 1.2 --reason "no time"
–  1.2  The tests pass
        no time
        required item skipped, and ticked by rm, who is not QA (deviation)
   deploy: go needs to be confirmed again
$ octorel log --kind deviation
2.1  Deploy
     deployed while gate `deploy` was closed (2 requirements not met) · rm, 4
     Dec 10:00
1.2  The tests pass
     required item skipped, and ticked by rm, who is not QA · rm, 4 Dec 10:00:
     no time
     ticked by rm, who is not QA, and 3 days late · rm, 4 Dec 10:00
     set back to to-do by dana, done by rm · dana, 4 Dec 10:00
1.1  The change is reviewed
     3 days late · rm, 4 Dec 10:00
$ octorel note 2.1 --link https://example.com
✓  2.1  Deploy (noted)
   deploy: go needs to be confirmed again
$ octorel log --kind note
4 Dec 10:00  rm@example.com  noted  2.1  Deploy
                                         https://example.com

"#]]);
    let note = "| noted | 2.1 | Deploy<br>[link](<https://example.com>) |";
    assert!(here.ok("report").contains(note), "{}", here.ok("report"));
}

#[test]
fn the_report_states_that_there_are_no_deviations() {
    assert_eq!(small().ok("log --kind deviation"), "no deviations\n");
}
