//! A damaged log from its detection to the next event: `check` lists what is intact, `check --repair` restores the rest.

mod careful;
mod copies;
mod misplaced;

use crate::support::Here;
use sha2::{Digest, Sha256};
use snapbox::str;
use std::fs;

const DAMAGED: &str = ".octorel/releases/2.4.0.jsonl.damaged";

/// Changes the content of a log line.
#[track_caller]
pub(crate) fn alter(here: &Here, from: &str, to: &str) {
    let text = String::from_utf8(here.bytes()).unwrap();
    let altered = text.replacen(from, to, 1);
    assert_ne!(altered, text);
    fs::write(here.log(), altered).unwrap();
}

/// Appends an event of a kind that only a newer octorel knows.
pub(crate) fn append_unknown(here: &Here) {
    let all = lines(here);
    let parent = &all[all.len() - 1][7..71];
    let rest = format!(
        "\"after\":[\"{parent}\"],\"at\":\"2026-12-04T09:00:00Z\",\"by\":\"rm@example.com\",\"do\":\"celebrated\",\"cake\":true}}"
    );
    let digits = Sha256::digest(format!("{{{rest}")).map(|byte| format!("{byte:02x}"));
    let id = digits.as_slice().concat();
    fs::write(here.log(), format!("{}\n{{\"id\":\"{id}\",{rest}\n", all.join("\n"))).unwrap();
}

/// The lines of the log, without line endings.
pub(crate) fn lines(here: &Here) -> Vec<String> {
    let text = String::from_utf8(here.bytes()).unwrap();
    text.lines().map(str::to_owned).collect()
}

/// A release with 1.1 and 1.3 ticked and 1.2 blocked.
fn three() -> Here {
    let here = Here::in_progress();
    here.ok("tick 1.3");
    here
}

#[test]
fn an_event_in_no_copy_is_reported_lost_and_the_release_continues() {
    let here = three();
    let whole = here.bytes();
    here.write("copy.jsonl", &whole);
    alter(&here, "no answer yet", "no answer yes");
    here.shows(str![[r#"
[1] $ octorel check --repair --reason "the disk was full"
✗  2.4.0  3 of 4 events intact
          line 3 was modified: checksum mismatch
          .octorel/releases/2.4.0.jsonl:3
          ignored until it is restored from another copy
          event <id> follows <id>, which is missing
          its content is unknown; the events after it still count
          until this is repaired, recording and gates are disabled
after the repair: 3 events, 1 lost
dry run; to apply:
  octorel check -r 2.4.0 --repair --reason "the disk was full" --yes
$ octorel check --repair --yes --reason "the disk was full"
✓  2.4.0  repaired: 3 events, 1 lost
          bytes set aside in .octorel/releases/2.4.0.jsonl.damaged
          the loss is logged as a deviation
$ octorel check
✓  the built-in playbook: no problems found
   9 roles, 10 phases with 60 items, 5 decisions, 4 channels, 3 gates
✓  2.4.0  intact: 4 events, 1 known to be lost
          1 problem known since a repair: octorel log -r 2.4.0
          382 bytes set aside earlier: .octorel/releases/2.4.0.jsonl.damaged
$ octorel log --kind deviation
–    1 event lost, 296 bytes set aside
     log repaired · rm, 4 Dec 10:00: the disk was full
1.1  Confirm release scope and deliverables with Product Manager
     10 days late · rm, 4 Dec 10:00
1.3  Review and update release calendar
     10 days late · rm, 4 Dec 10:00
$ octorel tick 1.5
✓  1.5  Communicate preliminary release timeline to stakeholders
        10 days late (deviation)
   pre-release: 20 of 23 to do, 14 late · next: 1.2 Identify cross-team
   dependencies and coordinate timelines
$ octorel undo
↶  undone  the tick of 1.5
   pre-release: 21 of 23 to do, 15 late · next: 1.2 Identify cross-team
   dependencies and coordinate timelines
$ octorel check --repair
✓  2.4.0  nothing to repair: 6 events

"#]]);
    assert_eq!(here.run("gate").code, Some(1));
    assert!(here.ok("report").contains("log repaired"));
    here.shows(str![[r#"
$ octorel check --repair --from copy.jsonl --yes
✓  2.4.0  repaired: 7 events, 1 restored, nothing lost
$ octorel check
✓  the built-in playbook: no problems found
   9 roles, 10 phases with 60 items, 5 decisions, 4 channels, 3 gates
✓  2.4.0  intact: 7 events
          382 bytes set aside earlier: .octorel/releases/2.4.0.jsonl.damaged
$ octorel list --phase 1
 1  Release Planning · T-2w · Tue 24 Nov · 2/6 · 3 late
   ✓  1.1  Confirm release scope and deliverables with Product Manager  4 Dec
   ✗  1.2  Identify cross-team dependencies and coordinate timelines    10 days late
           blocked: no answer yet
   ✓  1.3  Review and update release calendar                           4 Dec
   ☐  1.4  Schedule deployment windows (if needed)                      10 days ago
   ☐  1.5  Communicate preliminary release timeline to stakeholders     10 days late
   ☐  1.6  Verify all features have acceptance criteria and DoD         10 days late

"#]]);
}

#[test]
fn a_release_that_lost_its_start_can_be_started_again() {
    let here = three();
    let first = lines(&here)[0].clone();
    alter(&here, "Release Planning", "Release Plannin");
    let start = Here::plan("2.4.0", "2026-12-09 14:00");
    here.refuses(str![[r#"
[2] $ octorel check
✓  the built-in playbook: no problems found
   9 roles, 10 phases with 60 items, 5 decisions, 4 channels, 3 gates
✗  2.4.0  3 of 4 events intact
          line 1 was modified: checksum mismatch
          .octorel/releases/2.4.0.jsonl:1
          ignored until it is restored from another copy
          the start event is missing
          the plan is unknown, so the release cannot be shown
          event <id> follows <id>, which is missing
          its content is unknown; the events after it still count
          until this is repaired, recording and gates are disabled
          hint: `octorel check -r 2.4.0 --repair` previews the repair
[2] $ octorel start 2.4.0 --on "2026-12-09 14:00" --tz Europe/Paris --assign release-manager=rm@example.com --assign developer=dev@example.com --assign product-manager=pat@example.com --assign qa=dana@example.com --assign ux-designer=uma@example.com --assign security-lead=sam@example.com --assign customer-success=cleo@example.com --assign data-analyst=ada@example.com --assign project-manager=pete@example.com
! error: `./.octorel/releases/2.4.0.jsonl` is not intact; nothing was recorded
!   line 1 was modified: checksum mismatch
!   the start event is missing
!   event <id> follows <id>, which is missing
! hint: `octorel check -r 2.4.0 --repair` previews the repair

"#]]);
    here.shows(str![[r#"
$ octorel check --repair --yes
✓  2.4.0  repaired: 3 events, 1 lost
          bytes set aside in .octorel/releases/2.4.0.jsonl.damaged
          the loss is logged as a deviation
          no copy holds the start of the release; start it again: octorel start
          2.4.0 --on YYYY-MM-DD
[2] $ octorel status
! warning: .octorel/releases/2.4.0.jsonl: the start event is missing
! error: the log of 2.4.0 has no readable start event
! hint: octorel start 2.4.0 --on "2026-12-22 14:00"
[2] $ octorel tick 1.5
! error: `./.octorel/releases/2.4.0.jsonl` is not intact; nothing was recorded
!   the start event is missing
! hint: octorel start 2.4.0 --on YYYY-MM-DD

"#]]);
    here.ok(&start);
    here.shows(str![[r#"
$ octorel log
4 Dec 10:00  rm@example.com  ticked    1.1  Confirm release scope and deliverables with Product Manager
4 Dec 10:00  rm@example.com  blocked   1.2  Identify cross-team dependencies and coordinate timelines: no answer yet
4 Dec 10:00  rm@example.com  ticked    1.3  Review and update release calendar
4 Dec 10:00  rm@example.com  repaired       1 event lost, 18199 bytes set aside
4 Dec 10:00  rm@example.com  started        for Wed 9 Dec 2026 14:00 Paris
$ octorel tick 1.5
✓  1.5  Communicate preliminary release timeline to stakeholders
   pre-release: 20 of 23 to do · next: 1.6 Verify all features have acceptance
   criteria and DoD

"#]]);
    // A merge that restores the first start changes nothing: everyone has continued with the second.
    let text = String::from_utf8(here.bytes()).unwrap();
    fs::write(here.log(), format!("{first}\n{text}")).unwrap();
    let status = here.run("status");
    assert!(status.stderr.is_empty() && status.stdout.contains("Wed 9 Dec"), "{status}");
    here.ok("check");
    here.ok("tick 1.6");
}

#[test]
fn a_repair_removes_conflict_markers_and_truncated_lines() {
    let here = three();
    let all = lines(&here);
    let file =
        [&all[0], "<<<<<<< HEAD", &all[1], "=======", &all[2], ">>>>>>> side", &all[3][..100]];
    fs::write(here.log(), file.join("\n")).unwrap();
    here.shows(str![[r#"
[1] $ octorel check --repair
✓  2.4.0  intact: 3 events
          git left 3 lines of conflict markers; both sides were read
          nothing is lost
          line 7 is incomplete (100 bytes) and was never recorded
          .octorel/releases/2.4.0.jsonl:7
          the next command that records moves its bytes to a separate file
after the repair: 3 events, nothing lost
dry run; to apply:
  octorel check -r 2.4.0 --repair --yes
$ octorel check --repair --yes
✓  2.4.0  repaired: 3 events, nothing lost
          bytes set aside in .octorel/releases/2.4.0.jsonl.torn

"#]]);
    assert_eq!(lines(&here), all[..3]);
    let torn = fs::read_to_string(here.path(".octorel/releases/2.4.0.jsonl.torn")).unwrap();
    assert_eq!(torn, format!("{}\n", &all[3][..100]));
}
