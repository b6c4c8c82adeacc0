//! The first run, the demo, and the messages before a release has started and after the last one has ended.

use crate::support::Here;
use std::fs;

#[test]
fn the_first_run_explains_itself_and_its_suggestions_work() {
    let here = Here::empty();
    let run = here.run("");
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run}");
    assert_eq!(run.stdout.lines().count(), 7, "{run}");
    let offered = run.stdout.lines().find(|line| line.starts_with("  octorel start"));
    here.ok(offered.unwrap().trim().strip_prefix("octorel ").unwrap());
    assert!(here.ok("").starts_with("1.0.0 · Tue 22 Dec 2026 14:00 UTC · in 18 days"));
    // A named command reports what is missing.
    assert_eq!(Here::empty().run("status").code, Some(2));
    let run = Here::empty().run("--format json");
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.ends_with("hint: octorel status --format json\n"), "{run}");
}

#[test]
fn a_release_date_in_the_past_is_accepted_with_a_warning() {
    let run = Here::empty().run("start 2.4.0 --on \"2026-12-01 14:00\" --tz Europe/Paris");
    assert_eq!(run.code, Some(0), "{run}");
    assert_eq!(
        run.stderr,
        "warning: the release date is in the past; use `octorel reschedule` to change it\n"
    );
    assert_eq!(Here::empty().run(&Here::plan("2.4.0", "2026-12-08 14:00")).stderr, "");
}

#[test]
fn a_moment_before_the_start_has_no_release() {
    let here = Here::empty();
    here.ok(&Here::plan("2.4.0", "2026-12-08 14:00"));
    let line = "not started at that time (rm started it on 4 Dec 10:00)\n";
    assert!(here.ok("status --as-of 2026-11-01").ends_with(line));
    let line = "started just now. Done with 1.1? Run: octorel tick 1.1\n";
    assert!(here.ok("status").ends_with(line));
    here.ok("tick 1.1");
    assert!(here.ok("status").ends_with("1.1 ticked by rm, just now\n"));
    // The text of an earlier moment describes the state of that time.
    assert!(here.ok("announce timeline --as-of 2026-11-01").contains("2.4.0"));
    assert_eq!(here.run("announce --as-of 2026-11-01 --sent").code, Some(2));
}

#[test]
fn without_an_active_release_the_bare_command_explains_how_to_start_one() {
    let here = Here::started();
    here.ok("cancel --reason \"merged\"");
    assert!(here.ok("").ends_with(" next     octorel start 2.5.0 --on \"2026-12-22 14:00\"\n"));
    assert!(!here.ok("status").contains("octorel start"));
}

#[test]
fn the_demo_plays_a_complete_release_and_keeps_it() {
    let here = Here::empty();
    let here = here.with("TMPDIR", here.path("").display().to_string());
    let run = here.run("demo");
    assert_eq!(run.code, Some(0), "{run}");
    for shown in [
        "3 days late (deviation)",
        "error: dana cannot decide go-no-go",
        "incident 1  a cold cache, now warm (resolved)",
        "report written to .octorel/releases/2.4.0.md",
    ] {
        assert!(run.stdout.contains(shown) || run.stderr.contains(shown), "{shown}\n{run}");
    }
    // Apart from the two refusals that are part of the story, nothing fails.
    assert_eq!(run.stdout.matches("(exit code").count(), 2, "{run}");
    let folder = fs::read_dir(here.path("")).unwrap().next().unwrap().unwrap().path();
    let played = here.run(&format!("-C \"{}\" status", folder.display()));
    assert!(played.stdout.contains("FINISHED"), "{played}");
}
