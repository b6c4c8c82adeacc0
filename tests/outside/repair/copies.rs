//! Restoring a log from copies: git, and files given with `--from`.

use super::{DAMAGED, alter, lines, three};
use crate::support::Here;
use snapbox::str;
use std::fs;

#[test]
fn a_damaged_line_is_restored_from_git() {
    let here = Here::empty();
    here.git("init -q -b main");
    here.ok(&Here::plan("2.4.0", "2026-12-08 14:00"));
    here.ok("tick 1.1");
    here.ok("block 1.2 --reason \"no answer yet\"");
    here.git("add -A");
    here.git("commit -qm x");
    let whole = here.bytes();
    alter(&here, "no answer yet", "no answer yes");
    here.refuses(str![[r#"
[2] $ octorel tick 1.3
! error: `./.octorel/releases/2.4.0.jsonl` is not intact; nothing was recorded
!   line 3 was modified: checksum mismatch
! hint: `octorel check -r 2.4.0 --repair` previews the repair
[1] $ octorel check --repair
✗  2.4.0  2 of 3 events intact
          line 3 was modified: checksum mismatch
          .octorel/releases/2.4.0.jsonl:3
          ignored until it is restored from another copy
          missing: 4 Dec 09:00 UTC rm@example.com blocked planning.dependencies
          1 event can be restored from git's history
          until this is repaired, recording and gates are disabled
after the repair: 3 events, 1 restored, nothing lost
dry run; to apply:
  octorel check -r 2.4.0 --repair --yes

"#]]);
    here.shows(str![[r#"
$ octorel check --repair --yes
✓  2.4.0  repaired: 3 events, 1 restored, nothing lost
          bytes set aside in .octorel/releases/2.4.0.jsonl.damaged
$ octorel check
✓  the built-in playbook: no problems found
   9 roles, 10 phases with 60 items, 5 decisions, 4 channels, 3 gates
✓  2.4.0  intact: 3 events
          382 bytes set aside earlier: .octorel/releases/2.4.0.jsonl.damaged

"#]]);
    assert!(here.bytes().starts_with(&whole));
    let kept = fs::read_to_string(here.path(DAMAGED)).unwrap();
    assert!(kept.starts_with("# line 3 of 2.4.0.jsonl, set aside 2026-12-04T09:00:00Z: modified"));
    assert!(kept.contains("no answer yes"));
}

#[test]
fn vanished_events_are_reported_with_their_content_and_restored() {
    let here = Here::empty();
    here.git("init -q -b main");
    here.ok(&Here::plan("2.4.0", "2026-12-08 14:00"));
    here.git("add -A");
    here.git("commit -qm x");
    here.git("branch old");
    here.ok("tick 1.1");
    here.git("commit -qam x");
    here.git("revert --no-edit HEAD");
    here.by("dana@example.com").ok("block 3.3 --reason \"no staging\"");
    here.git("stash -q");
    here.shows(str![[r#"
[2] $ octorel check
✓  the built-in playbook: no problems found
   9 roles, 10 phases with 60 items, 5 decisions, 4 channels, 3 gates
✗  2.4.0  1 of 3 events intact
          missing: 4 Dec 09:00 UTC rm@example.com ticked planning.scope
          missing: 4 Dec 09:00 UTC dana@example.com blocked one-week.tests
          1 event can be restored from git's history
          1 event can be restored from the copy in the git directory
          hint: `octorel check -r 2.4.0 --repair` previews the repair
$ octorel check --repair --yes
✓  2.4.0  repaired: 3 events, 2 restored, nothing lost
$ octorel check
✓  the built-in playbook: no problems found
   9 roles, 10 phases with 60 items, 5 decisions, 4 channels, 3 gates
✓  2.4.0  intact: 3 events

"#]]);
    here.git("commit -qam x");
    here.git("checkout -q old");
    here.shows(str![[r#"
$ octorel check
✓  the built-in playbook: no problems found
   9 roles, 10 phases with 60 items, 5 decisions, 4 channels, 3 gates
✓  2.4.0  intact: 1 event
          2 events recorded on main
$ octorel check --repair
✓  2.4.0  nothing to repair: 1 event

"#]]);
    fs::remove_file(here.log()).unwrap();
    here.ok("start 2.4.0 --on 2027-01-12");
    assert!(here.ok("check").contains("3 events recorded on an earlier start"));
    assert!(here.ok("check --repair").contains("nothing to repair: 1 event"));
    here.git("clone -q --no-local --depth 1 . shallow");
    assert!(here.ok("check -C shallow").contains("git's history could not be examined in full"));
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
