//! Logs that were truncated, changed, moved or written by a newer octorel: nothing is lost, and no gate opens.

use crate::repair::{alter, append_unknown, lines};
use crate::support::Here;
use snapbox::str;
use std::fs;

#[test]
fn a_truncated_line_is_set_aside_by_the_next_writer() {
    let here = Here::in_progress();
    here.ok("tick 1.3");
    let whole = here.bytes();
    fs::write(here.log(), &whole[..whole.len() - 9]).unwrap();
    here.shows(str![[r#"
$ octorel log 1.3
no events
! warning: .octorel/releases/2.4.0.jsonl: line 4 is incomplete (258 bytes) and was never recorded
[2] $ octorel gate nowhere
! error: line 4 of `./.octorel/releases/2.4.0.jsonl` is incomplete; no gate can be judged
! hint: `octorel log` shows what is left; record what is missing again
$ octorel tick 1.5
✓  1.5  Communicate preliminary release timeline to stakeholders
        10 days late (deviation)
   pre-release: 21 of 23 to do, 15 late · next: 1.3 Review and update release
   calendar
! warning: the last line of the log was incomplete and never recorded; its bytes are in `.octorel/releases/2.4.0.jsonl.torn`
$ octorel log
24 Nov 09:00  rm@example.com  started       for Tue 8 Dec 2026 14:00 Paris
4 Dec 10:00   rm@example.com  ticked   1.1  Confirm release scope and deliverables with Product Manager
4 Dec 10:00   rm@example.com  blocked  1.2  Identify cross-team dependencies and coordinate timelines: no answer yet
4 Dec 10:00   rm@example.com  ticked   1.5  Communicate preliminary release timeline to stakeholders

"#]]);
    let start = whole[..whole.len() - 1].iter().rposition(|&c| c == b'\n').unwrap() + 1;
    let torn = fs::read(here.path(".octorel/releases/2.4.0.jsonl.torn")).unwrap();
    let broken = &whole[start..whole.len() - 9];
    assert!(torn.windows(broken.len()).any(|kept| kept == broken));
    assert!(here.bytes().starts_with(&whole[..start]));
}

#[test]
fn a_torn_end_opens_no_gate_unless_it_was_never_acknowledged() {
    let here = Here::started();
    here.ok("tick 1 2 3 4");
    assert_eq!(here.run("gate pre-release").code, Some(0));
    let open = here.bytes();
    here.ok("untick 1.1");
    let whole = here.bytes();
    for cut in (2..whole.len() - open.len()).step_by(9) {
        fs::write(here.log(), &whole[..whole.len() - cut]).unwrap();
        let run = here.run("gate pre-release");
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run}");
    }
    // Within a clone, the copy in the git directory says what was acknowledged.
    here.git("init -q");
    fs::write(here.log(), &open).unwrap();
    here.ok("note 1.1 \"copied to the git directory\"");
    let acknowledged = here.bytes();
    fs::write(here.log(), [&acknowledged, &b"{\"id\":\"12"[..]].concat()).unwrap();
    let run = here.run("gate pre-release");
    assert!(run.code == Some(0) && run.stderr.contains("never recorded"), "{run}");
    // What `check` reads of a torn log does not vouch for it.
    fs::remove_dir_all(here.path(".git/octorel")).unwrap();
    here.ok("check");
    assert_eq!(here.run("gate pre-release").code, Some(2));
}

#[test]
fn a_start_truncated_by_a_crash_can_be_repeated() {
    let here = Here::empty();
    here.ok(&Here::plan("2.4.0", "2026-12-08 14:00"));
    let whole = here.bytes();
    for left in [0, 100] {
        fs::write(here.log(), &whole[..left]).unwrap();
        let status = here.run("status");
        assert_eq!(status.code, Some(2), "{status}");
        let hint = "hint: octorel start 2.4.0 --on \"2026-12-22 14:00\"\n";
        assert!(status.stderr.ends_with(hint), "{status}");
        assert_eq!(here.run("tick 1.1").code, Some(2));
        here.ok(&Here::plan("2.4.0", "2026-12-08 14:00"));
        assert!(here.bytes() == whole);
    }
    let again = here.run(&Here::plan("2.4.0", "2026-12-08 14:00"));
    assert_eq!(again.code, Some(2), "{again}");
}

#[test]
fn a_changed_byte_is_detected() {
    let here = Here::in_progress();
    alter(&here, "no answer yet", "no answer yes");
    here.refuses(str![[r#"
$ octorel log
24 Nov 09:00  rm@example.com  started       for Tue 8 Dec 2026 14:00 Paris
4 Dec 10:00   rm@example.com  ticked   1.1  Confirm release scope and deliverables with Product Manager
! warning: .octorel/releases/2.4.0.jsonl: line 3 was modified: checksum mismatch
[2] $ octorel gate
! warning: .octorel/releases/2.4.0.jsonl: line 3 was modified: checksum mismatch
! error: `.octorel/releases/2.4.0.jsonl` is not intact; no gate can be judged
!   line 3 was modified: checksum mismatch
! hint: `octorel check -r 2.4.0 --repair` previews the repair

"#]]);
    let status = here.run("status");
    assert_eq!(status.code, Some(0), "{status}");
    assert!(status.stderr.starts_with("warning: "), "{status}");
}

#[test]
fn an_event_removed_from_the_middle_is_detected() {
    let here = Here::in_progress();
    let all = lines(&here);
    fs::write(here.log(), format!("{}\n{}\n", all[0], all[2])).unwrap();
    here.refuses(str![[r#"
[2] $ octorel tick 1.3
! error: `./.octorel/releases/2.4.0.jsonl` is not intact; nothing was recorded
!   event <id> follows <id>, which is missing
! hint: `octorel check -r 2.4.0 --repair` previews the repair
[2] $ octorel gate
! warning: .octorel/releases/2.4.0.jsonl: event <id> follows <id>, which is missing
! error: `.octorel/releases/2.4.0.jsonl` is not intact; no gate can be judged
!   event <id> follows <id>, which is missing
! hint: `octorel check -r 2.4.0 --repair` previews the repair

"#]]);
    let log = here.run("log");
    assert_eq!(log.code, Some(0), "{log}");
    assert!(log.stderr.contains("which is missing"), "{log}");
    assert!(log.stdout.contains("no answer yet"), "{log}");
}

#[test]
fn a_log_without_its_start_is_damaged() {
    let here = Here::in_progress();
    fs::write(here.log(), lines(&here)[1..].join("\n") + "\n").unwrap();
    here.refuses(str![[r#"
[2] $ octorel status
! warning: .octorel/releases/2.4.0.jsonl: the start event is missing
! warning: .octorel/releases/2.4.0.jsonl: event <id> follows <id>, which is missing
! error: the log of 2.4.0 has no readable start event
! hint: `octorel check -r 2.4.0 --repair` previews the repair
[2] $ octorel gate
! warning: .octorel/releases/2.4.0.jsonl: the start event is missing
! warning: .octorel/releases/2.4.0.jsonl: event <id> follows <id>, which is missing
! error: `.octorel/releases/2.4.0.jsonl` is not intact; no gate can be judged
!   the start event is missing
!   event <id> follows <id>, which is missing
! hint: `octorel check -r 2.4.0 --repair` previews the repair
$ octorel releases
2.4.0  unreadable
! warning: .octorel/releases/2.4.0.jsonl: the start event is missing
! warning: .octorel/releases/2.4.0.jsonl: event <id> follows <id>, which is missing
! warning: 2.4.0: the log of 2.4.0 has no readable start event

"#]]);
}

#[test]
fn an_unknown_kind_of_event_is_kept_and_shown() {
    let here = Here::in_progress();
    append_unknown(&here);
    here.refuses(str![[r#"
$ octorel log
24 Nov 09:00  rm@example.com  started          for Tue 8 Dec 2026 14:00 Paris
4 Dec 10:00   rm@example.com  ticked      1.1  Confirm release scope and deliverables with Product Manager
4 Dec 10:00   rm@example.com  blocked     1.2  Identify cross-team dependencies and coordinate timelines: no answer yet
4 Dec 10:00   rm@example.com  celebrated       recorded by a newer octorel
! warning: .octorel/releases/2.4.0.jsonl: event <id> is of the unknown kind `celebrated`
[2] $ octorel tick 1.3
! error: `./.octorel/releases/2.4.0.jsonl` is not intact; nothing was recorded
!   event <id> is of the unknown kind `celebrated`
! hint: update octorel: a newer version recorded it
[2] $ octorel gate
! warning: .octorel/releases/2.4.0.jsonl: event <id> is of the unknown kind `celebrated`
! error: `.octorel/releases/2.4.0.jsonl` is not intact; no gate can be judged
!   event <id> is of the unknown kind `celebrated`
! hint: update octorel: a newer version recorded it

"#]]);
    let status = here.run("status");
    assert_eq!(status.code, Some(0), "{status}");
    assert!(status.stderr.contains("celebrated"), "{status}");
}

#[test]
#[cfg(unix)]
fn a_symlink_is_not_a_log() {
    let here = Here::in_progress();
    let real = here.path("elsewhere");
    fs::rename(here.log(), &real).unwrap();
    std::os::unix::fs::symlink(&real, here.log()).unwrap();
    here.refuses(str![[r#"
[2] $ octorel status
! error: cannot read `./.octorel/releases/2.4.0.jsonl`
!   `./.octorel/releases/2.4.0.jsonl` is a symlink
! hint: replace it with the file or directory itself
[2] $ octorel tick 1.3
! error: NOT recorded: cannot write `./.octorel/releases/2.4.0.jsonl`
!   `./.octorel/releases/2.4.0.jsonl` is a symlink
! hint: replace it with the file or directory itself
$ octorel releases
2.4.0  unreadable
! warning: 2.4.0: cannot read `./.octorel/releases/2.4.0.jsonl`: `./.octorel/releases/2.4.0.jsonl` is a symlink

"#]]);
}
