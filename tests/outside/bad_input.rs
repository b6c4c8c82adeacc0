//! Invalid input by people and scripts: each error has a clear message and the right exit code, and records nothing.
//!
//! This file covers the choice of the release.

mod folders;
mod items;
mod names;
mod values;

use crate::support::Here;
use snapbox::str;
use std::fs;

#[test]
fn every_command_without_a_release_suggests_a_start() {
    let here = Here::empty();
    here.shows(str![[r#"
[2] $ octorel status
! error: no release found
! hint: octorel start 1.0.0 --on "2026-12-22 14:00"
$ octorel
No release found. Start one with:

  octorel start 1.0.0 --on "2026-12-22 14:00"

It schedules every phase and tracks progress in .octorel/, which you commit with
your code. Try `octorel demo` first, use `octorel init` to edit the playbook, or
`octorel --help` to see all commands.
[2] $ octorel tick 1.1
! error: no release found
! hint: octorel start 1.0.0 --on "2026-12-22 14:00"
[2] $ octorel status -r 2.4.0
! error: no such release: `2.4.0`
! hint: octorel start 2.4.0 --on 2026-12-22

"#]]);
    assert_eq!(fs::read_dir(here.path("")).unwrap().count(), 0);
    for line in ["phases", "roles", "decide", "channels"] {
        assert!(!here.ok(line).is_empty(), "the playbook itself");
    }
}

#[test]
fn an_existing_release_is_not_started_again() {
    let here = Here::in_progress();
    let again = Here::plan("2.4.0", "2027-01-12 10:00");
    here.refuses(str![[r#"
[2] $ octorel start 2.4.0 --on 2027-01-12 --dry-run
! error: release `2.4.0` already exists: `./.octorel/releases/2.4.0.jsonl`
! hint: `octorel status -r 2.4.0` shows it

"#]]);
    assert_eq!(here.run(&again).code, Some(2));
}

#[test]
fn with_several_active_releases_views_show_the_next_and_recording_is_refused() {
    let here = Here::in_progress();
    here.ok("start 2.5.0 --on \"2026-12-22 14:00\"");
    let other = here.path(".octorel/releases/2.5.0.jsonl");
    let before = fs::read(&other).unwrap();
    here.refuses(str![[r#"
$ octorel next -n 1
   ☐  1.3  Review and update release calendar  rm  10 days late
! showing 2.4.0, the next to ship; 1 more is active (octorel releases)
[2] $ octorel tick 1.3
! error: several releases are active; choose one with --release
!   2.4.0  active
!   2.5.0  active
! hint: octorel tick 1.3 --release 2.4.0
[2] $ octorel gate
! error: several releases are active; choose one with --release
!   2.4.0  active
!   2.5.0  active
! hint: octorel gate --release 2.4.0

"#]]);
    assert_eq!(fs::read(&other).unwrap(), before);
    here.ok("tick 1.3 -r 2.5.0");
    assert_ne!(fs::read(&other).unwrap(), before);
}

#[test]
fn a_misspelt_release_name_gets_a_suggestion() {
    Here::in_progress().refuses(str![[r#"
[2] $ octorel gate -r v2.4.0
! error: no such release: `v2.4.0`
!   2.4.0
! hint: octorel gate --release 2.4.0
[2] $ octorel gate -r 2.5.0
! error: no such release: `2.5.0`
!   2.4.0
! hint: octorel start 2.5.0 --on 2026-12-22

"#]]);
}
