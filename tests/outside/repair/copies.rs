//! Restoring a log from copies: git, and files given with `--from`.

use super::{DAMAGED, alter, lines, three};
use crate::support::{Here, assert_snapshot, refused};
use snapbox::str;
use std::fs;

/// Runs git in the folder and requires success.
#[track_caller]
fn git(here: &Here, line: &str) {
    let mut command = here.command("git");
    command.args(["-c", "user.name=x", "-c", "user.email=x@example.com"]);
    let output = command.args(line.split(' ')).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {line}\n{said}");
}

#[test]
fn a_damaged_line_is_restored_from_git() {
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
        &refused(&here, &["check", "tick 1.3", "check --repair"]),
        str![[r#"
$ octorel check
✓  the built-in playbook: no problems found
   9 roles, 10 phases with 60 items, 5 decisions, 4 channels, 3 gates
✗  2.4.0  2 of 3 events intact
          line 3 was modified: checksum mismatch
          .octorel/releases/2.4.0.jsonl:3
          the line is ignored until it is restored from another copy
          until this is repaired, recording and gates are disabled
          hint: `octorel check -r 2.4.0 --repair` previews the repair
[exit 2]
$ octorel tick 1.3
[stderr]
error: `./.octorel/releases/2.4.0.jsonl` is not intact; nothing was recorded
  line 3 was modified: checksum mismatch
hint: `octorel check -r 2.4.0 --repair` previews the repair
[exit 2]
$ octorel check --repair
☐  2.4.0  after the repair: 3 events, nothing lost
   restored   1 event from git's HEAD
   set aside  line 3, 296 bytes: modified: checksum mismatch
dry run; to apply:
  octorel check -r 2.4.0 --repair --yes
[exit 1]

"#]],
    );
    assert_snapshot(
        &here.transcript(&["check --repair --yes", "check", "check --repair", "tick 1.3"]),
        str![[r#"
$ octorel check --repair --yes
✓  2.4.0  repaired: 3 events, nothing lost
   restored   1 event from git's HEAD
   set aside  line 3, 296 bytes: modified: checksum mismatch
              bytes set aside in .octorel/releases/2.4.0.jsonl.damaged
$ octorel check
✓  the built-in playbook: no problems found
   9 roles, 10 phases with 60 items, 5 decisions, 4 channels, 3 gates
✓  2.4.0  intact: 3 events
          382 bytes set aside earlier: .octorel/releases/2.4.0.jsonl.damaged
$ octorel check --repair
✓  2.4.0  nothing to repair: 3 events
$ octorel tick 1.3
✓  1.3  Review and update release calendar
   pre-release: 21 of 23 to do · next: 1.5 Communicate preliminary release
   timeline to stakeholders

"#]],
    );
    assert!(here.bytes().starts_with(&whole));
    let kept = fs::read_to_string(here.path(DAMAGED)).unwrap();
    assert!(kept.starts_with("# line 3 of 2.4.0.jsonl, set aside 2026-12-04T09:00:00Z: modified"));
    assert!(kept.contains("no answer yes"));
}

#[test]
fn missing_events_are_restored_from_older_commits() {
    let here = Here::empty();
    git(&here, "init -q -b main");
    here.ok(&Here::plan("2.4.0", "2026-12-08 14:00"));
    here.ok("tick 1.1");
    git(&here, "add -A");
    git(&here, "commit -qm x");
    here.ok("tick 1.3");
    let whole = here.bytes();
    let all = lines(&here);
    fs::write(here.log(), format!("{}\n{}\n", all[0], all[2])).unwrap();
    git(&here, "rm -q --cached .octorel/releases/2.4.0.jsonl");
    git(&here, "commit -qm gone");
    let back = here.run("check --repair --yes");
    assert!(back.stdout.contains("1 event from git's commit"), "{back}");
    assert_eq!(here.bytes(), whole);
}

#[test]
fn joined_lines_are_read_and_a_partial_line_is_restored_from_a_copy() {
    let here = three();
    let all = lines(&here);
    here.write("copy.jsonl", here.bytes());
    let file = [&all[0], "\n", &all[1], &all[2][..90], &all[3], "\n"];
    fs::write(here.log(), file.concat()).unwrap();
    here.ok("check --repair --from copy.jsonl --yes");
    assert_eq!(lines(&here), all);
    assert!(here.run("log --kind deviation").stdout.contains("late"));
    assert!(!here.run("log --kind deviation").stdout.contains("repaired"));
}
