//! Naming several items at once, lines pasted back, items that are in the requested state, and the words of notes.

use crate::support::Here;
use snapbox::str;
use std::io::Write;
use std::process::Stdio;

/// The numbers of the items that are done.
fn done(here: &Here) -> String {
    here.numbers("list --state done", "items").join(" ")
}

#[test]
fn several_items_are_ticked_at_once() {
    for (line, expected) in [
        ("tick 1.4-1.6", "1.4 1.5 1.6"),
        ("tick 2.1, 2.2", "2.1 2.2"),
        ("tick --phase \"1 week\"", "3.1 3.2 3.3 3.4 3.5"),
        ("tick \"☐  2.2  Verify CI/CD pipelines are green and se…  Release Manager\"", "2.2"),
    ] {
        let here = Here::started();
        here.ok(line);
        assert_eq!(done(&here), expected, "{line}");
    }
}

#[test]
fn items_in_the_requested_state_are_reported_and_the_others_recorded() {
    let here = Here::in_progress();
    here.shows(str![[r#"
$ octorel tick 1.1 1.3
✓  1.3  Review and update release calendar
        10 days late (deviation)
   pre-release: 21 of 23 to do, 15 late · next: 1.5 Communicate preliminary
   release timeline to stakeholders
! 1.1 is already done, by rm
$ octorel tick 1.1
   pre-release: 21 of 23 to do, 15 late · next: 1.5 Communicate preliminary
   release timeline to stakeholders
! 1.1 is already done, by rm
$ octorel untick 1.5
   pre-release: 21 of 23 to do, 15 late · next: 1.5 Communicate preliminary
   release timeline to stakeholders
! 1.5 is already to do
$ octorel block 1.2 --reason again
   pre-release: 21 of 23 to do, 15 late · next: 1.5 Communicate preliminary
   release timeline to stakeholders
! 1.2 is already blocked, by rm
[2] $ octorel tick 1.4,1.9
! error: no item matches `1.4,1.9`
!   1.4  Schedule deployment windows (if needed)
!   1.1  Confirm release scope and deliverables with Product Manager
! hint: octorel tick 1.4

"#]]);
    assert_eq!(done(&here), "1.1 1.3");
}

#[test]
fn the_words_of_a_note_need_no_quotes() {
    let here = Here::started();
    for (line, item, text) in [
        ("note servers down again", None, "servers down again"),
        ("note servers down", None, "servers down"),
        ("note 2.4 servers down again", Some("2.4"), "servers down again"),
        ("note #2.4 down --kind risk", Some("2.4"), "down"),
        ("note preparation.merged done", Some("2.1"), "done"),
        ("note preparation.roll \"is slow\"", Some("2.5"), "is slow"),
        ("note \"rollback and mitigation\" \"is slow\"", Some("2.5"), "is slow"),
        ("note \"2.4 is a number\"", None, "2.4 is a number"),
        ("note 2.4 \"- an item\"", Some("2.4"), "- an item"),
        ("note \"-1 on this\"", None, "-1 on this"),
    ] {
        let ran = here.run(line);
        let log = here.json("log");
        let last = log["events"].as_array().unwrap().last().unwrap().clone();
        assert_eq!((last["ref"].as_str(), last["said"].as_str()), (item, Some(text)), "{ran}");
    }
}

#[test]
fn a_note_on_an_item_needs_a_text_or_a_link() {
    let here = Here::started();
    here.ok("note 2.4 --link https://example.com/1");
    here.refuses(str![[r#"
[2] $ octorel note 2.4
! error: missing note text
! hint: octorel note 2.4 "…"
[2] $ octorel note #2.4
! error: missing note text
! hint: octorel note 2.4 "…"
[2] $ octorel note 2.99 servers down
! error: no item matches `2.99`
! hint: `octorel list` shows all items
[2] $ octorel note 2.4 --resolve R1
! error: 2.4.0 has no risk `R1`
! hint: `octorel log --kind risk` shows all risks

"#]]);
}

#[test]
fn a_note_is_read_from_stdin() {
    let here = Here::started();
    let mut child = here.line("note 2.4 -").stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"two\nlines\n").unwrap();
    assert!(child.wait().unwrap().success());
    let log = here.json("log");
    assert_eq!(log["events"].as_array().unwrap().last().unwrap()["said"], "two\nlines");
}

#[test]
fn what_is_said_again_and_again_is_said_once() {
    let here = Here::started().at("2026-12-01T10:00:00Z");
    here.ok("tick 2");
    here.shows(str![[r#"
$ octorel tick 2
   pre-release: 16 of 23 to do, 5 late · next: 1.1 Confirm release scope and
   deliverables with Product Manager
! 2.1 is already done, by rm
! 2.2 is already done, by rm
! 2.3 is already done, by rm
! and 4 more

"#]]);
    let unassigned = Here::empty().at("2026-11-24T10:00:00Z");
    unassigned.ok("start 2.4.0 --on 2026-12-08");
    let late = unassigned.at("2026-12-09T10:00:00Z");
    late.ok("tick 6.6 --role all");
    let deviations = late.ok("log --kind deviation");
    assert_eq!(deviations.matches("1 day late").count(), 1, "{deviations}");
    assert_eq!(late.ok("undo").matches("the tick of 6.6").count(), 1);
}
