//! Folders: the working folder, the folder of a release, and unwritable folders.

use crate::support::{Here, assert_snapshot, refused};
use snapbox::str;
use std::fs;

#[test]
fn a_missing_folder_is_refused() {
    let here = Here::started();
    here.write("file", "");
    let lines = ["tick 1.1 -C nowhere", "status -C file"];
    assert_snapshot(
        &refused(&here, &lines),
        str![[r#"
$ octorel tick 1.1 -C nowhere
[stderr]
error: no such directory: nowhere
[exit 2]
$ octorel status -C file
[stderr]
error: no such directory: file
[exit 2]

"#]],
    );
}

#[test]
fn a_missing_argument_hint_keeps_folder_and_release() {
    let here = Here::started();
    here.write("deep/file", "");
    let lines = ["incident note -C deep -r 2.4.0"];
    assert_snapshot(
        &refused(&here, &lines),
        str![[r#"
$ octorel incident note -C deep -r 2.4.0
[stderr]
error: missing note text
hint: octorel incident note -C deep -r 2.4.0 "…"
[exit 2]

"#]],
    );
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
    assert_snapshot(
        &here.transcript(&["gate deploy -C clone", "status -C clone -r 2.4.0"]),
        str![[r#"
$ octorel gate deploy -C clone
[stderr]
error: no release found
  git ignores logs (.gitignore:2 `*.jsonl`); there may be one elsewhere
hint: git add -f clone/.octorel/releases/RELEASE.jsonl, where the log is
[exit 2]
$ octorel status -C clone -r 2.4.0
[stderr]
error: no such release: `2.4.0`
  git ignores logs (.gitignore:2 `*.jsonl`); there may be one elsewhere
hint: git add -f clone/.octorel/releases/2.4.0.jsonl, where the log is
[exit 2]

"#]],
    );
    here.git("add -f .octorel/releases/2.4.0.jsonl");
    here.git("commit -qm y");
    fs::remove_file(here.log()).unwrap();
    assert_snapshot(
        &here.transcript(&["gate deploy", "tick 1.1 -r 2.4.0"]),
        str![[r#"
$ octorel gate deploy
[stderr]
error: no release found
  HEAD has `.octorel/releases/2.4.0.jsonl`, but the work tree does not
hint: git restore .octorel/releases/2.4.0.jsonl
[exit 2]
$ octorel tick 1.1 -r 2.4.0
[stderr]
error: no such release: `2.4.0`
  HEAD has `.octorel/releases/2.4.0.jsonl`, but the work tree does not
hint: git restore .octorel/releases/2.4.0.jsonl
[exit 2]

"#]],
    );
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
    let run = here.run("start 2.4.0 --on 2026-12-08 -C /proc");
    assert_snapshot(
        &run.to_string(),
        str![[r#"
$ octorel start 2.4.0 --on 2026-12-08 -C /proc
[stderr]
error: cannot make `/proc/.octorel`; nothing was recorded
  No such file or directory (os error 2)
hint: check the permissions of this directory
[exit 2]

"#]],
    );
    let run = here.run("init -C /proc");
    assert_eq!(run.code, Some(2), "{run}");
}
