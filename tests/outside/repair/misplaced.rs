//! Intact lines in a wrong place: of another release, of a second start, under a wrong name; and several releases at once.

use super::{alter, three};
use crate::support::Here;
use snapbox::str;
use std::fs;

#[test]
fn events_of_another_release_are_moved_to_their_own_file() {
    let here = three();
    let ours = here.bytes();
    here.ok(&Here::plan("2.5.0", "2027-02-02 14:00"));
    here.ok("tick 1.1 -r 2.5.0");
    let other = here.path(".octorel/releases/2.5.0.jsonl");
    let theirs = fs::read(&other).unwrap();
    fs::write(here.log(), [&theirs[..], &ours].concat()).unwrap();
    fs::remove_file(&other).unwrap();
    here.shows(str![[r#"
[2] $ octorel check --repair --yes
! error: the file contains lines of release 2.5.0; nothing was changed
! hint: recover them with `octorel check -r 2.5.0 --repair --from FILE`, then remove them here
$ octorel check -r 2.5.0 --repair --from .octorel/releases/2.4.0.jsonl --yes
✓  2.5.0  repaired: 2 events, 2 restored, nothing lost

"#]]);
    assert_eq!(fs::read(&other).unwrap(), theirs);
    fs::write(here.log(), ours).unwrap();
    here.ok("check");
}

#[test]
fn two_starts_of_a_release_keep_one_plan_and_all_ticks() {
    let here = three();
    let one = here.bytes();
    fs::remove_file(here.log()).unwrap();
    here.ok(&Here::plan("2.4.0", "2026-12-10 14:00"));
    here.ok("tick 1.5");
    fs::write(here.log(), [one, here.bytes()].concat()).unwrap();
    assert_eq!(here.run("tick 1.6").code, Some(2));
    let repaired = here.ok("check --repair --yes");
    assert!(repaired.contains("6 events, nothing lost"), "{repaired}");
    here.ok("check");
    assert!(here.ok("tick 1.6").contains("19 of 23"), "1.1, 1.3 and 1.5 are ticked");
}

#[test]
fn a_log_named_after_another_release_is_not_repaired() {
    let here = three();
    let wrong = here.path(".octorel/releases/2.4.0-copy.jsonl");
    fs::rename(here.log(), &wrong).unwrap();
    here.shows(str![[r#"
[2] $ octorel check
✓  the built-in playbook: no problems found
   9 roles, 10 phases with 60 items, 5 decisions, 4 channels, 3 gates
✗  2.4.0-copy  4 events intact
               the file is named 2.4.0-copy but contains release 2.4.0
               the log is intact but has the wrong name
               until this is repaired, recording and gates are disabled
               hint: rename the file to the name of its release
[2] $ octorel check --repair --yes
! error: the file contains lines of release 2.4.0; nothing was changed
! hint: recover them with `octorel check -r 2.4.0 --repair --from FILE`, then remove them here
$ octorel check -r 2.4.0 --repair --from .octorel/releases/2.4.0-copy.jsonl --yes
✓  2.4.0  repaired: 4 events, 4 restored, nothing lost

"#]]);
    assert!(wrong.exists());
    here.ok("tick 1.5 -r 2.4.0");
}

#[test]
fn check_covers_all_releases_and_a_repair_needs_one() {
    let here = three();
    here.ok(&Here::plan("2.10.0", "2027-02-02 14:00"));
    alter(&here, "no answer yet", "no answer yes");
    fs::create_dir(here.path(".octorel/releases/3.0.0.jsonl")).unwrap();
    here.shows(str![[r#"
[2] $ octorel check
✓  the built-in playbook: no problems found
   9 roles, 10 phases with 60 items, 5 decisions, 4 channels, 3 gates
✓  2.10.0  intact: 1 event
✗  2.4.0   3 of 4 events intact
           line 3 was modified: checksum mismatch
           .octorel/releases/2.4.0.jsonl:3
           ignored until it is restored from another copy
           event <id> follows <id>, which is missing
           its content is unknown; the events after it still count
           until this is repaired, recording and gates are disabled
           hint: `octorel check -r 2.4.0 --repair` previews the repair
✗  3.0.0   cannot be read
           cannot read `./.octorel/releases/3.0.0.jsonl`:
           `./.octorel/releases/3.0.0.jsonl` is a directory
           hint: rename or remove it
[2] $ octorel check -r 4
! error: no such release: `4`
!   2.10.0
!   2.4.0
!   3.0.0
! hint: octorel start 4 --on 2026-12-22
[2] $ octorel check --repair
! error: several releases are active; choose one with --release
!   2.4.0   active
!   2.10.0  active
!   3.0.0   active
! hint: octorel check --repair --release 2.4.0
$ octorel check -r 2.10.0 --repair
✓  2.10.0  nothing to repair: 1 event
[2] $ octorel check -r 3.0.0 --repair
! error: cannot read `./.octorel/releases/3.0.0.jsonl`
!   `./.octorel/releases/3.0.0.jsonl` is a directory
! hint: rename or remove it

"#]]);
}
