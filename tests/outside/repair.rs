//! A log that was damaged, from the first look at it to the next recording: `verify` says what is safe, `repair` brings it back.

use crate::support::{Here, assert_snapshot, refused};
use sha2::{Digest, Sha256};
use snapbox::str;
use std::fs;
use xxhash_rust::xxh3::xxh3_128;

const DAMAGED: &str = ".octorel/releases/2.4.0.jsonl.damaged";

/// Runs git in the folder, which must succeed.
#[track_caller]
fn git(here: &Here, line: &str) {
    let mut command = here.command("git");
    command.args(["-c", "user.name=x", "-c", "user.email=x@example.com"]);
    let output = command.args(line.split(' ')).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {line}\n{said}");
}

/// Changes what a line of the log says.
#[track_caller]
fn alter(here: &Here, from: &str, to: &str) {
    let text = String::from_utf8(here.bytes()).unwrap();
    let altered = text.replacen(from, to, 1);
    assert_ne!(altered, text);
    fs::write(here.log(), altered).unwrap();
}

/// The lines of the log, without their ends.
fn lines(here: &Here) -> Vec<String> {
    let text = String::from_utf8(here.bytes()).unwrap();
    text.lines().map(str::to_owned).collect()
}

/// A release in which 1.1 and 1.3 are ticked and 1.2 between them is blocked.
fn three() -> Here {
    let here = Here::begun();
    here.ok("tick 1.3");
    here
}

#[test]
fn a_damaged_line_comes_back_from_git() {
    let here = Here::empty();
    git(&here, "init -q -b main");
    here.ok(&Here::plan("2.4.0", "2026-12-08 14:00"));
    here.ok("tick 1.1");
    here.ok("block 1.2 --reason \"no answer yet\"");
    git(&here, "add -A");
    git(&here, "commit -qm x");
    let whole = here.bytes();
    alter(&here, "no answer yet", "no answer yes");
    assert_snapshot(
        &refused(&here, &["verify", "tick 1.3", "repair"]),
        str![[r#"
$ octorel verify
✗  2.4.0  2 of 3 events are safe, 12391 of 12687 bytes
   line 3 is damaged: it was altered: its id does not fit what it says
     its 296 bytes count for nothing until another copy has the line
   as long as this is so, nothing is recorded and no gate is judged
   → `octorel repair -r 2.4.0` shows what can be saved, and changes nothing yet
[exit 2]
$ octorel tick 1.3
[stderr]
error: `./.octorel/releases/2.4.0.jsonl` is not whole; nothing was recorded
  line 3 is damaged: it was altered: its id does not fit what it says
hint: `octorel repair -r 2.4.0` shows what can be saved, and changes nothing yet
[exit 2]
$ octorel repair
☐  2.4.0  after the repair: 3 events, nothing lost
   back   1 event from git's HEAD
   aside  line 3, 296 bytes: it was altered: its id does not fit what it says
nothing was changed; this does it:
  octorel repair -r 2.4.0 --yes
[exit 1]

"#]],
    );
    assert_snapshot(
        &here.transcript(&["repair --yes", "verify", "repair", "tick 1.3"]),
        str![[r#"
$ octorel repair --yes
✓  2.4.0  repaired: 3 events, nothing lost
   back   1 event from git's HEAD
   aside  line 3, 296 bytes: it was altered: its id does not fit what it says
   the bytes set aside are in .octorel/releases/2.4.0.jsonl.damaged
$ octorel verify
✓  2.4.0  whole: 3 events, 12687 bytes
   403 bytes set aside earlier: .octorel/releases/2.4.0.jsonl.damaged
$ octorel repair
✓  2.4.0  nothing to repair: 3 events
$ octorel tick 1.3
✓  1.3  Review and update release calendar
        10 days late, kept as a deviation
  pre-release: 21 of 23 open, 15 late · next: 1.5 Communicate preliminary
  release timeline to stakeholders

"#]],
    );
    assert!(here.bytes().starts_with(&whole));
    let kept = fs::read_to_string(here.path(DAMAGED)).unwrap();
    assert!(kept.starts_with("# line 3 of 2.4.0.jsonl, set aside 2026-12-04T09:00:00Z: it was"));
    assert!(kept.contains("no answer yes"));
}

#[test]
fn older_commits_and_other_branches_give_back_only_what_is_missed() {
    let here = Here::empty();
    git(&here, "init -q -b main");
    here.ok(&Here::plan("2.4.0", "2026-12-08 14:00"));
    here.ok("tick 1.1");
    git(&here, "add -A");
    git(&here, "commit -qm x");
    git(&here, "checkout -qb side");
    here.ok("tick 1.5");
    git(&here, "commit -qam side");
    git(&here, "checkout -q main");
    here.ok("tick 1.3");
    let whole = here.bytes();
    let all = lines(&here);
    fs::write(here.log(), format!("{}\n{}\n", all[0], all[2])).unwrap();
    git(&here, "rm -q --cached .octorel/releases/2.4.0.jsonl");
    git(&here, "commit -qm gone");
    let back = here.run("repair --yes");
    assert!(back.stdout.contains("1 event from git's commit"), "{back}");
    assert_eq!(here.bytes(), whole);
}

#[test]
fn what_no_copy_has_is_said_to_be_lost_and_the_release_goes_on() {
    let here = three();
    let whole = here.bytes();
    here.write("copy.jsonl", &whole);
    alter(&here, "no answer yet", "no answer yes");
    assert_snapshot(
        &here.transcript(&[
            "verify",
            "repair --reason \"the disk was full\"",
            "repair --yes --reason \"the disk was full\"",
            "verify",
            "log",
            "deviations",
            "tick 1.5",
            "undo",
            "undo",
            "undo",
            "repair",
        ]),
        str![[r#"
$ octorel verify
✗  2.4.0  3 of 4 events are safe, 12658 of 12954 bytes
   line 3 is damaged: it was altered: its id does not fit what it says
     its 296 bytes count for nothing until another copy has the line
   event <id> follows <id>, which is missing
     what it said is not known; what follows it still counts
   as long as this is so, nothing is recorded and no gate is judged
   → `octorel repair -r 2.4.0` shows what can be saved, and changes nothing yet
[exit 2]
$ octorel repair --reason "the disk was full"
☐  2.4.0  after the repair: 3 events, 1 lost
   aside  line 3, 296 bytes: it was altered: its id does not fit what it says
   lost   1 event that no copy has: <id>
nothing was changed; this does it:
  octorel repair -r 2.4.0 --reason "the disk was full" --yes
[exit 1]
$ octorel repair --yes --reason "the disk was full"
✓  2.4.0  repaired: 3 events, 1 lost
   aside  line 3, 296 bytes: it was altered: its id does not fit what it says
   lost   1 event that no copy has: <id>
   the bytes set aside are in .octorel/releases/2.4.0.jsonl.damaged
   what is lost is kept as a deviation
$ octorel verify
✓  2.4.0  whole: 4 events, 13058 bytes; 1 known to be lost
   1 flaw is known since a repair: octorel log -r 2.4.0
   403 bytes set aside earlier: .octorel/releases/2.4.0.jsonl.damaged
$ octorel log
4 Dec 10:00  rm  started        T = 8 Dec 2026 14:00 +01:00
4 Dec 10:00  rm  ticked    1.1  Confirm release scope and deliverables with
                                Product Manager
4 Dec 10:00  rm  ticked    1.3  Review and update release calendar
4 Dec 10:00  rm  repaired       1 event lost, 296 bytes set aside: the disk was
                                full
$ octorel deviations
1.1  Confirm release scope and deliverables with Product Manager
     10 days late · rm, 4 Dec 10:00
1.3  Review and update release calendar
     10 days late · rm, 4 Dec 10:00
–    1 event lost, 296 bytes set aside
     log repaired · rm, 4 Dec 10:00: the disk was full
$ octorel tick 1.5
✓  1.5  Communicate preliminary release timeline to stakeholders
        10 days late, kept as a deviation
  pre-release: 20 of 23 open, 14 late · next: 1.2 Identify cross-team
  dependencies and coordinate timelines
$ octorel undo
↶  1.5  ticked taken back: Communicate preliminary release timeline to
        stakeholders
  pre-release: 21 of 23 open, 15 late · next: 1.2 Identify cross-team
  dependencies and coordinate timelines
$ octorel undo
↶  1.3  ticked taken back: Review and update release calendar
  pre-release: 22 of 23 open, 16 late · next: 1.2 Identify cross-team
  dependencies and coordinate timelines
$ octorel undo
↶  1.1  ticked taken back: Confirm release scope and deliverables with Product
        Manager
  pre-release: 23 of 23 open, 17 late · next: 1.1 Confirm release scope and
  deliverables with Product Manager
$ octorel repair
✓  2.4.0  nothing to repair: 8 events

"#]],
    );
    assert_eq!(here.run("gate").code, Some(1));
    assert!(here.ok("record").contains("log repaired"));
    assert_snapshot(
        &here.transcript(&["repair --from copy.jsonl --yes", "verify", "list --phase 1"]),
        str![[r#"
$ octorel repair --from copy.jsonl --yes
✓  2.4.0  repaired: 9 events, nothing lost
   back  1 event from copy.jsonl
$ octorel verify
✓  2.4.0  whole: 9 events, 14492 bytes
   403 bytes set aside earlier: .octorel/releases/2.4.0.jsonl.damaged
$ octorel list --phase 1
☐  1.1  Confirm release scope and         Release Manager  10 days late
        deliverables with Product
        Manager
✗  1.2  Identify cross-team dependencies  Release Manager  blocked, 10 days late
        and coordinate timelines
        blocked: no answer yet
☐  1.3  Review and update release         Release Manager  10 days late
        calendar
☐  1.4  Schedule deployment windows (if   Release Manager  10 days ago
        needed)
☐  1.5  Communicate preliminary release   Release Manager  10 days late
        timeline to stakeholders
☐  1.6  Verify all features have          Release Manager  10 days late
        acceptance criteria and DoD

6 items, 6 open, 5 late

"#]],
    );
}

#[test]
fn the_record_of_a_release_that_has_ended_tells_of_the_repair() {
    let here = three();
    here.ok("cancel --reason enough");
    alter(&here, "no answer yet", "no answer yes");
    here.ok("repair --yes");
    let record = fs::read_to_string(here.path(".octorel/releases/2.4.0.md")).unwrap();
    assert!(record.contains("log repaired"), "{record}");
    assert!(here.ok("status").contains("CANCELLED"));
}

#[test]
fn a_release_that_has_lost_its_beginning_gets_a_new_one() {
    let here = three();
    let first = lines(&here)[0].clone();
    alter(&here, "Release Planning", "Release Plannin");
    let start = Here::plan("2.4.0", "2026-12-09 14:00");
    assert_snapshot(
        &refused(&here, &["verify", &start]),
        str![[r#"
$ octorel verify
✗  2.4.0  3 of 4 events are safe, 829 of 12953 bytes
   line 1 is damaged: it was altered: its id does not fit what it says
     its 12124 bytes count for nothing until another copy has the line
   no event says that the release started
     what was planned is not known, so nothing of it can be shown
   event <id> follows <id>, which is missing
     what it said is not known; what follows it still counts
   as long as this is so, nothing is recorded and no gate is judged
   → `octorel repair -r 2.4.0` shows what can be saved, and changes nothing yet
[exit 2]
$ octorel start 2.4.0 --on "2026-12-09 14:00" --tz Europe/Paris --assign release-manager=rm@example.com --assign developer=dev@example.com --assign product-manager=pat@example.com --assign qa=dana@example.com --assign ux-designer=uma@example.com --assign security-lead=sam@example.com --assign customer-success=cleo@example.com --assign data-analyst=ada@example.com --assign project-manager=pete@example.com
[stderr]
error: `./.octorel/releases/2.4.0.jsonl` is not whole; nothing was recorded
  line 1 is damaged: it was altered: its id does not fit what it says
  no event says that the release started
  event <id> follows <id>, which is missing
hint: `octorel repair -r 2.4.0` shows what can be saved, and changes nothing yet
[exit 2]

"#]],
    );
    assert_snapshot(
        &here.transcript(&["repair --yes", "status", "verify", "repair", "tick 1.5"]),
        str![[r#"
$ octorel repair --yes
✓  2.4.0  repaired: 3 events, 1 lost
   aside  line 1, 12124 bytes: it was altered: its id does not fit what it says
   lost   1 event that no copy has: <id>
   the bytes set aside are in .octorel/releases/2.4.0.jsonl.damaged
   what is lost is kept as a deviation
   no copy says how it began; then: octorel start 2.4.0 --on "2026-12-08 14:00"
$ octorel status
[stderr]
warning: .octorel/releases/2.4.0.jsonl: no event says that the release started
error: the log of 2.4.0 has no beginning that can be read
hint: octorel start 2.4.0 --on "2026-12-22 14:00"
[exit 2]
$ octorel verify
✗  2.4.0  4 of 5 events are safe
   no event says that the release started
     what was planned is not known, so nothing of it can be shown
   1 flaw is known since a repair: octorel log -r 2.4.0
   12231 bytes set aside earlier: .octorel/releases/2.4.0.jsonl.damaged
   as long as this is so, nothing is recorded and no gate is judged
   → octorel start 2.4.0 --on "2026-12-08 14:00"
[exit 2]
$ octorel repair
[stderr]
error: 2.4.0 has nothing left to repair, and no copy says how it began
hint: octorel start 2.4.0 --on "2026-12-22 14:00"
[exit 1]
$ octorel tick 1.5
[stderr]
error: `./.octorel/releases/2.4.0.jsonl` is not whole; nothing was recorded
  no event says that the release started
hint: octorel start 2.4.0 --on "2026-12-08 14:00"
[exit 2]

"#]],
    );
    here.ok(&start);
    assert_snapshot(
        &here.transcript(&["list --phase 1", "log", "tick 1.5", "gate nowhere"]),
        str![[r#"
$ octorel list --phase 1
✓  1.1  Confirm release scope and          Release Manager  rm, 4 Dec
        deliverables with Product Manager
✗  1.2  Identify cross-team dependencies   Release Manager  blocked, 9 days late
        and coordinate timelines
        blocked: no answer yet
✓  1.3  Review and update release          Release Manager  rm, 4 Dec
        calendar
☐  1.4  Schedule deployment windows (if    Release Manager  9 days ago
        needed)
☐  1.5  Communicate preliminary release    Release Manager  9 days late
        timeline to stakeholders
☐  1.6  Verify all features have           Release Manager  9 days late
        acceptance criteria and DoD

6 items, 4 open, 3 late
$ octorel log
4 Dec 10:00  rm  ticked    1.1  Confirm release scope and deliverables with
                                Product Manager
4 Dec 10:00  rm  blocked   1.2  Identify cross-team dependencies and coordinate
                                timelines: no answer yet
4 Dec 10:00  rm  ticked    1.3  Review and update release calendar
4 Dec 10:00  rm  repaired       1 event lost, 12124 bytes set aside
4 Dec 10:00  rm  started        T = 9 Dec 2026 14:00 +01:00
$ octorel tick 1.5
✓  1.5  Communicate preliminary release timeline to stakeholders
        9 days late, kept as a deviation
  pre-release: 20 of 23 open, 14 late · next: 1.6 Verify all features have
  acceptance criteria and DoD
$ octorel gate nowhere
[stderr]
error: 2.4.0 has no gate `nowhere`
  pre-release  Pre-release checklist complete
  deploy       Ready to deploy
  close        Release complete
hint: `octorel status` shows how the gates stand
[exit 2]

"#]],
    );
    // A merge that brings the first beginning back moves nothing: everybody has gone on with the second.
    let text = String::from_utf8(here.bytes()).unwrap();
    fs::write(here.log(), format!("{first}\n{text}")).unwrap();
    let status = here.run("status");
    assert!(
        status.stderr.is_empty() && status.stdout.contains("Wed 9 Dec"),
        "{status}"
    );
    here.ok("verify");
    here.ok("tick 1.6");
}

#[test]
fn marks_of_a_conflict_and_a_line_that_breaks_off_go() {
    let here = three();
    let all = lines(&here);
    let file = [
        &all[0],
        "<<<<<<< HEAD",
        &all[1],
        "=======",
        &all[2],
        ">>>>>>> side",
        &all[3][..100],
    ];
    fs::write(here.log(), file.join("\n")).unwrap();
    assert_snapshot(
        &here.transcript(&["verify", "repair", "repair --yes", "verify"]),
        str![[r#"
$ octorel verify
✓  2.4.0  whole: 3 events, 12821 bytes
   git left 3 lines of conflict markers; both sides were read
     nothing is lost
   line 7 breaks off after 100 bytes: it was never recorded
     the next recording keeps its bytes in a file beside the log
   it is shorter by 133 bytes than when it was last written here
     lines may have been cut from its end, unless you checked out an older one
   → `octorel repair -r 2.4.0` shows what can be saved, and changes nothing yet
$ octorel repair
☐  2.4.0  after the repair: 3 events, nothing lost
   aside    line 7, 100 bytes: it breaks off, and was never recorded
   dropped  3 lines that git left between the sides of a conflict
nothing was changed; this does it:
  octorel repair -r 2.4.0 --yes
[exit 1]
$ octorel repair --yes
✓  2.4.0  repaired: 3 events, nothing lost
   aside    line 7, 100 bytes: it breaks off, and was never recorded
   dropped  3 lines that git left between the sides of a conflict
   the bytes set aside are in .octorel/releases/2.4.0.jsonl.torn
$ octorel verify
✓  2.4.0  whole: 3 events, 12687 bytes
   101 bytes set aside earlier: .octorel/releases/2.4.0.jsonl.torn

"#]],
    );
    assert_eq!(lines(&here), all[..3]);
    let torn = fs::read_to_string(here.path(".octorel/releases/2.4.0.jsonl.torn")).unwrap();
    assert_eq!(torn, format!("{}\n", &all[3][..100]));
}

#[test]
fn joined_lines_are_read_and_half_of_one_is_found_in_a_copy() {
    let here = three();
    let all = lines(&here);
    here.write("copy.jsonl", here.bytes());
    let file = [&all[0], "\n", &all[1], &all[2][..90], &all[3], "\n"];
    fs::write(here.log(), file.concat()).unwrap();
    here.ok("repair --from copy.jsonl --yes");
    assert_eq!(lines(&here), all);
    assert!(here.run("deviations").stdout.contains("late"));
    assert!(!here.run("deviations").stdout.contains("repaired"));
}

#[test]
fn lines_of_another_release_leave_and_can_be_put_where_they_belong() {
    let here = three();
    let ours = here.bytes();
    here.ok(&Here::plan("2.5.0", "2027-02-02 14:00"));
    here.ok("tick 1.1 -r 2.5.0");
    let other = here.path(".octorel/releases/2.5.0.jsonl");
    let theirs = fs::read(&other).unwrap();
    fs::write(here.log(), [&theirs[..], &ours].concat()).unwrap();
    fs::remove_file(&other).unwrap();
    let from = format!("repair -r 2.5.0 --from {DAMAGED}");
    assert_snapshot(
        &here.transcript(&[
            "verify",
            "repair",
            "repair --yes",
            &from,
            &format!("{from} --yes"),
            "verify",
        ]),
        str![[r#"
$ octorel verify
✗  2.4.0  all 6 events are safe
   the release started twice: <id> and <id>
     what follows either counts, by the plan of the first
   the file is named after release 2.4.0 and holds release 2.5.0
     all of it is safe, under a wrong name
   as long as this is so, nothing is recorded and no gate is judged
   → `octorel repair -r 2.4.0` shows what can be saved, and changes nothing yet
[exit 2]
$ octorel repair
☐  2.4.0  after the repair: 4 events, nothing lost
   aside  line 1, 12125 bytes: it belongs to release 2.5.0
   aside  line 2, 263 bytes: it belongs to release 2.5.0
   then: octorel repair -r 2.5.0 --from .octorel/releases/2.4.0.jsonl.damaged
nothing was changed; this does it:
  octorel repair -r 2.4.0 --yes
[exit 1]
$ octorel repair --yes
✓  2.4.0  repaired: 4 events, nothing lost
   aside  line 1, 12125 bytes: it belongs to release 2.5.0
   aside  line 2, 263 bytes: it belongs to release 2.5.0
   the bytes set aside are in .octorel/releases/2.4.0.jsonl.damaged
   then: octorel repair -r 2.5.0 --from .octorel/releases/2.4.0.jsonl.damaged
$ octorel repair -r 2.5.0 --from .octorel/releases/2.4.0.jsonl.damaged
☐  2.5.0  after the repair: 2 events, nothing lost
   back  2 events from .octorel/releases/2.4.0.jsonl.damaged
nothing was changed; this does it:
  octorel repair -r 2.5.0 --from .octorel/releases/2.4.0.jsonl.damaged --yes
[exit 1]
$ octorel repair -r 2.5.0 --from .octorel/releases/2.4.0.jsonl.damaged --yes
✓  2.5.0  repaired: 2 events, nothing lost
   back  2 events from .octorel/releases/2.4.0.jsonl.damaged
$ octorel verify
✓  2.4.0  whole: 4 events, 12954 bytes
   12560 bytes set aside earlier: .octorel/releases/2.4.0.jsonl.damaged

✓  2.5.0  whole: 2 events, 12390 bytes

"#]],
    );
    assert_eq!(here.bytes(), ours);
    assert_eq!(fs::read(&other).unwrap(), theirs);
}

#[test]
fn two_beginnings_of_one_release_leave_one_plan_and_all_ticks() {
    let here = three();
    let one = here.bytes();
    fs::remove_file(here.log()).unwrap();
    here.ok(&Here::plan("2.4.0", "2026-12-10 14:00"));
    here.ok("tick 1.5");
    fs::write(here.log(), [one, here.bytes()].concat()).unwrap();
    assert_eq!(here.run("tick 1.6").code, Some(2));
    let repaired = here.ok("repair --yes");
    assert!(repaired.contains("6 events, nothing lost"), "{repaired}");
    here.ok("verify");
    assert!(
        here.ok("tick 1.6").contains("19 of 23"),
        "1.1, 1.3 and 1.5 are ticked"
    );
}

#[test]
fn a_log_under_a_wrong_name_moves_to_its_place_if_that_is_free() {
    let here = three();
    let wrong = here.path(".octorel/releases/2.4.0-copy.jsonl");
    fs::copy(here.log(), &wrong).unwrap();
    let taken = "repair -r 2.4.0-copy";
    assert_snapshot(
        &here.transcript(&["verify -r 2.4.0-copy", taken, &format!("{taken} --yes")]),
        str![[r#"
$ octorel verify -r 2.4.0-copy
✗  2.4.0-copy  all 4 events are safe
   the file is named after release 2.4.0-copy and holds release 2.4.0
     all of it is safe, under a wrong name
   as long as this is so, nothing is recorded and no gate is judged
   → `octorel repair -r 2.4.0-copy` shows what can be saved, and changes nothing
   yet
[exit 2]
$ octorel repair -r 2.4.0-copy
✗  2.4.0-copy  under a wrong name: 4 events, nothing lost
   taken  its place is that of another file: .octorel/releases/2.4.0.jsonl
   octorel repair -r 2.4.0 --from .octorel/releases/2.4.0-copy.jsonl takes all
   of it; then delete .octorel/releases/2.4.0-copy.jsonl
[exit 2]
$ octorel repair -r 2.4.0-copy --yes
✗  2.4.0-copy  under a wrong name: 4 events, nothing lost
   taken  its place is that of another file: .octorel/releases/2.4.0.jsonl
   octorel repair -r 2.4.0 --from .octorel/releases/2.4.0-copy.jsonl takes all
   of it; then delete .octorel/releases/2.4.0-copy.jsonl
[exit 2]

"#]],
    );
    let whole = here.bytes();
    fs::remove_file(here.log()).unwrap();
    assert_snapshot(
        &here.transcript(&["repair", "repair --yes", "verify"]),
        str![[r#"
$ octorel repair
☐  2.4.0-copy  after the repair: 4 events, nothing lost
   moved  to .octorel/releases/2.4.0.jsonl
nothing was changed; this does it:
  octorel repair -r 2.4.0-copy --yes
[exit 1]
$ octorel repair --yes
✓  2.4.0-copy  repaired: 4 events, nothing lost
   moved  to .octorel/releases/2.4.0.jsonl
$ octorel verify
✓  2.4.0  whole: 4 events, 12954 bytes

"#]],
    );
    assert_eq!(here.bytes(), whole);
    assert!(!wrong.exists());
    here.ok("tick 1.5");
}

#[test]
fn of_several_releases_verify_tells_of_all_and_repair_asks_which() {
    let here = three();
    here.ok(&Here::plan("2.10.0", "2027-02-02 14:00"));
    alter(&here, "no answer yet", "no answer yes");
    fs::create_dir(here.path(".octorel/releases/3.0.0.jsonl")).unwrap();
    assert_snapshot(
        &here.transcript(&[
            "verify",
            "verify -r 2.10.0",
            "verify -r 4",
            "repair",
            "repair -r 2.10.0",
            "repair -r 3.0.0",
            "repair -r 4",
            "repair -r 4 --from nowhere",
        ]),
        str![[r#"
$ octorel verify
✓  2.10.0  whole: 1 event, 12127 bytes
✗  2.4.0   3 of 4 events are safe, 12658 of 12954 bytes
   line 3 is damaged: it was altered: its id does not fit what it says
     its 296 bytes count for nothing until another copy has the line
   event <id> follows <id>, which is missing
     what it said is not known; what follows it still counts
   as long as this is so, nothing is recorded and no gate is judged
   → `octorel repair -r 2.4.0` shows what can be saved, and changes nothing yet

✗  3.0.0   cannot be read
   `./.octorel/releases/3.0.0.jsonl` is not a regular file
[exit 2]
$ octorel verify -r 2.10.0
✓  2.10.0  whole: 1 event, 12127 bytes
$ octorel verify -r 4
[stderr]
error: there is no release `4`
  2.10.0
  2.4.0
  3.0.0
hint: octorel start 4 --on 2026-12-22
[exit 2]
$ octorel repair
[stderr]
error: several releases are open, and none is named
  2.4.0   open
  2.10.0  open
  3.0.0   open
hint: octorel repair --release 2.4.0
[exit 2]
$ octorel repair -r 2.10.0
✓  2.10.0  nothing to repair: 1 event
$ octorel repair -r 3.0.0
[stderr]
error: `./.octorel/releases/3.0.0.jsonl` is not a regular file
[exit 2]
$ octorel repair -r 4
[stderr]
error: there is no release `4`
  2.10.0
  2.4.0
  3.0.0
hint: octorel start 4 --on 2026-12-22
[exit 2]
$ octorel repair -r 4 --from nowhere
[stderr]
error: cannot read `nowhere`
  No such file or directory (os error 2)
[exit 2]

"#]],
    );
}

#[test]
fn verify_trusts_no_seal() {
    let here = three();
    alter(&here, "no answer yet", "no answer yes");
    let bytes = here.bytes();
    let seal = format!("{} {:032x}\n", bytes.len(), xxh3_128(&bytes));
    here.write(".octorel/releases/2.4.0.jsonl.seal", seal);
    assert_eq!(here.run("verify").code, Some(2));
    assert_eq!(here.run("repair").code, Some(1));
}

#[test]
fn lines_cut_from_the_end_are_noticed_where_they_were_written() {
    let here = three();
    let all = lines(&here);
    fs::write(here.log(), format!("{}\n{}\n", all[0], all[1])).unwrap();
    assert_snapshot(
        &refused(&here, &["verify"]),
        str![[r#"
$ octorel verify
✓  2.4.0  whole: 2 events, 12390 bytes
   it is shorter by 564 bytes than when it was last written here
     lines may have been cut from its end, unless you checked out an older one

"#]],
    );
}

#[test]
fn what_a_newer_octorel_recorded_is_left_to_it() {
    let here = three();
    let parent = lines(&here)[3][7..71].to_owned();
    let rest = format!(
        "\"after\":[\"{parent}\"],\"at\":\"2026-12-04T09:00:00Z\",\"by\":\"rm@example.com\",\"do\":\"celebrated\"}}"
    );
    let digits = Sha256::digest(format!("{{{rest}")).map(|byte| format!("{byte:02x}"));
    let id = digits.as_slice().concat();
    let text = String::from_utf8(here.bytes()).unwrap();
    fs::write(
        here.log(),
        format!("{text}{{\"id\":\"{id}\",{rest}\ndamage\n"),
    )
    .unwrap();
    assert_snapshot(
        &refused(&here, &["verify", "repair --yes"]),
        str![[r#"
$ octorel verify
✗  2.4.0  all 5 events are safe, 13174 of 13180 bytes
   line 6 is damaged: it is not an event
     its 6 bytes count for nothing until another copy has the line
   event <id> is of the unknown kind `celebrated`
     it is kept, and only a newer octorel knows what it means
   as long as this is so, nothing is recorded and no gate is judged
   → `octorel repair -r 2.4.0` shows what can be saved, and changes nothing yet
[exit 2]
$ octorel repair --yes
[stderr]
error: a newer octorel recorded here: an event of the unknown kind `celebrated`; nothing was changed
hint: update octorel, and repair with that one
[exit 2]

"#]],
    );
}

#[test]
fn where_bytes_cannot_be_kept_nothing_changes() {
    let here = three();
    alter(&here, "no answer yet", "no answer yes");
    fs::create_dir(here.path(DAMAGED)).unwrap();
    assert_eq!(
        refused(&here, &["repair --yes"]).lines().last(),
        Some("[exit 2]")
    );
    fs::remove_dir(here.path(DAMAGED)).unwrap();
    here.ok("repair --yes");
}

#[test]
#[cfg(unix)]
fn no_symlink_is_followed_and_the_rights_of_the_file_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let here = three();
    alter(&here, "no answer yet", "no answer yes");
    fs::set_permissions(here.log(), fs::Permissions::from_mode(0o640)).unwrap();
    here.write("mine", "mine");
    symlink(here.path("mine"), here.path(DAMAGED)).unwrap();
    let run = refused(&here, &["repair --yes"]);
    assert!(run.contains("is a symlink"), "{run}");
    assert_eq!(fs::read_to_string(here.path("mine")).unwrap(), "mine");
    fs::remove_file(here.path(DAMAGED)).unwrap();
    here.ok("repair --yes");
    let rights = fs::metadata(here.log()).unwrap().permissions().mode();
    assert_eq!(rights & 0o777, 0o640);
    let real = here.path("elsewhere");
    fs::rename(here.log(), &real).unwrap();
    symlink(&real, here.log()).unwrap();
    for line in ["repair --yes", "verify"] {
        let run = here.run(line);
        assert_eq!(run.code, Some(2), "{run}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn what_leaves_the_log_is_on_the_disk_before_the_log_changes() {
    let here = three();
    alter(&here, "no answer yet", "no answer yes");
    let mut strace = here.command("strace");
    let calls = "trace=fsync,fdatasync,rename,renameat,renameat2";
    strace.args(["-f", "-y", "-e", calls, "-o", "trace"]);
    strace.args([env!("CARGO_BIN_EXE_octorel"), "repair", "--yes"]);
    let ran = strace.output();
    let trace = fs::read_to_string(here.path("trace")).unwrap_or_default();
    if ran.is_err() || !trace.contains("exited with 0") {
        return println!("skipped: strace cannot trace here");
    }
    let at = |call: &str, file: &str| {
        let mut lines = trace.lines();
        let found = lines.position(|line| line.contains(call) && line.contains(file));
        found.unwrap_or_else(|| panic!("no {call} of {file}:\n{trace}"))
    };
    let aside = at("sync(", ".jsonl.damaged>");
    let written = at("sync(", ".tmp>");
    let renamed = at("rename", ".tmp");
    assert!(aside < written && written < renamed, "{trace}");
    let folder = trace
        .lines()
        .skip(renamed)
        .any(|line| line.contains("sync(") && line.contains("releases>"));
    assert!(folder, "{trace}");
}
