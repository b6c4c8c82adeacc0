//! Folders: the working folder, the folder of a release, and unwritable folders.

use crate::support::{Here, assert_snapshot};
use snapbox::str;
use std::fs;

#[test]
fn a_missing_folder_is_refused() {
    let here = Here::started();
    here.write("file", "");
    here.refuses(str![[r#"
[2] $ octorel tick 1.1 -C nowhere
! error: no such directory: nowhere
[2] $ octorel status -C file
! error: no such directory: file

"#]]);
}

#[test]
fn a_release_is_found_from_a_subfolder() {
    let here = Here::started();
    here.write("deep/below/file", "");
    here.ok("tick 1.1 -C deep/below");
    assert!(here.ok("log -C deep").contains("ticked"));
    let again = here.run("start 2.4.0 --on 2026-12-08 -C deep/below");
    assert_eq!(again.code, Some(2), "{again}");
    assert!(!here.path("deep/below/.octorel").exists());
}

#[test]
fn a_repository_does_not_use_releases_outside_it() {
    let here = Here::started();
    here.write("deep/below/file", "");
    here.git("init -q deep");
    for line in ["gate deploy -C deep/below", "tick 1.3 -C deep/below"] {
        let run = here.run(line);
        assert_eq!(run.code, Some(2), "{run}");
        assert!(run.stderr.starts_with("error: no release found\n"), "{run}");
    }
    here.ok("start 9.9 --on 2026-12-08 -C deep/below");
    assert!(here.path("deep/.octorel/releases/9.9.jsonl").exists());
}

#[test]
fn a_log_that_git_hides_or_that_was_removed_is_named() {
    let here = Here::empty();
    here.git("init -q");
    here.write(".gitignore", "# none\n*.jsonl\n");
    let started = here.run(&Here::plan("2.4.0", "2026-12-08 14:00"));
    assert_snapshot(
        &started.stderr,
        str![[r#"
warning: git ignores the log (.gitignore:2 `*.jsonl`): git add -f .octorel/releases/2.4.0.jsonl

"#]],
    );
    here.git("add .");
    here.git("commit -qm x");
    here.git("clone -q . clone");
    here.shows(str![[r#"
[2] $ octorel gate deploy -C clone
! error: no release found
!   git ignores logs (.gitignore:2 `*.jsonl`); there may be one elsewhere
! hint: git add -f clone/.octorel/releases/RELEASE.jsonl, where the log is
[2] $ octorel status -C clone -r 2.4.0
! error: no such release: `2.4.0`
!   git ignores logs (.gitignore:2 `*.jsonl`); there may be one elsewhere
! hint: git add -f clone/.octorel/releases/2.4.0.jsonl, where the log is

"#]]);
    here.git("add -f .octorel/releases/2.4.0.jsonl");
    here.git("commit -qm y");
    fs::remove_file(here.log()).unwrap();
    here.shows(str![[r#"
[2] $ octorel gate deploy
! error: no release found
!   HEAD has `.octorel/releases/2.4.0.jsonl`, but the work tree does not
! hint: git restore .octorel/releases/2.4.0.jsonl
[2] $ octorel tick 1.1 -r 2.4.0
! error: no such release: `2.4.0`
!   HEAD has `.octorel/releases/2.4.0.jsonl`, but the work tree does not
! hint: git restore .octorel/releases/2.4.0.jsonl

"#]]);
}

#[test]
fn a_new_release_goes_to_the_top_of_the_checkout() {
    let here = Here::empty();
    here.write("deep/below/file", "");
    here.git("init -q");
    let mut below = here.command(env!("CARGO_BIN_EXE_octorel"));
    below.current_dir(here.path("deep/below"));
    below.args(["start", "2.4.0", "--on", "2026-12-08"]);
    assert!(below.output().unwrap().status.success());
    assert!(here.log().is_file());
}

#[test]
#[cfg(target_os = "linux")]
fn an_unwritable_folder_is_reported() {
    let here = Here::empty();
    here.shows(str![[r#"
[2] $ octorel start 2.4.0 --on 2026-12-08 -C /proc
! error: cannot make `/proc/.octorel`; nothing was recorded
!   No such file or directory (os error 2)
! hint: check the permissions of this directory

"#]]);
    let run = here.run("init -C /proc");
    assert_eq!(run.code, Some(2), "{run}");
}
