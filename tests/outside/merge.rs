//! Two people record on two branches, and git merges with the attribute that `start` wrote: nothing is lost, and the careful
//! side wins.

use crate::support::Here;
use serde_json::Value;

/// Records `left` and `right` on two branches of one release, by two people, and merges them.
#[track_caller]
fn diverge(before: &[&str], left: &[&str], right: &[&str]) -> Here {
    let here = Here::empty();
    here.git("init -q -b main");
    here.ok(&Here::plan("2.4.0", "2026-12-08 14:00"));
    let record = |here: &Here, lines: &[&str]| {
        for line in lines {
            here.ok(line);
        }
        here.git("add -A");
        here.git("commit -qm x --allow-empty");
    };
    record(&here, before);
    here.git("checkout -qb side");
    record(&here.by("dana@example.com").at("2026-12-04T12:00:00Z"), right);
    here.git("checkout -q main");
    record(&here.at("2026-12-04T11:00:00Z"), left);
    here.git("merge -q --no-edit side");
    assert_eq!(here.git("status --porcelain"), "");
    here.at("2026-12-04T13:00:00Z")
}

/// Returns the state of an item.
fn item(here: &Here, phase: &str, at: usize) -> Value {
    here.json(&format!("phases {phase}"))["phases"][0]["items"][at].clone()
}

#[test]
fn ticks_of_different_items_are_both_kept() {
    let here = diverge(&[], &["tick 1.1", "tick 1.2"], &["tick 3.3", "note \"all green\""]);
    let log = here.run("log");
    assert_eq!((log.code, &*log.stderr), (Some(0), ""), "{log}");
    let done = here.numbers("list --state done", "items");
    assert_eq!(done, ["1.1", "1.2", "3.3"]);
    assert!(log.stdout.contains("all green"), "{log}");
    here.ok("tick 1.3");
    assert!(!String::from_utf8(here.bytes()).unwrap().contains("<<<<"));
}

#[test]
fn a_tick_merged_with_an_untick_is_to_do_and_names_both() {
    // Both sides build on the same tick: one unticks it, the other unticks and ticks it again.
    let here = diverge(
        &["tick 3.3"],
        &["untick 3.3 --note \"a test fails\""],
        &["untick 3.3", "tick 3.3"],
    );
    assert_eq!(item(&here, "3", 2)["state"], "todo");
    let run = here.run("gate");
    assert_eq!(run.code, Some(1), "{run}");
    assert!(run.stdout.contains("3.3"), "{run}");
    let status = here.run("status");
    let output = format!("{}{}", status.stdout, status.stderr);
    for word in ["3.3", "rm", "dana", "ticked", "unticked"] {
        assert!(output.contains(word), "`{word}` is not named:\n{status}");
    }
    here.ok("tick 3.3");
    assert_eq!(item(&here, "3", 2)["state"], "done");
    assert!(!here.ok("status").contains("unticked"));
}
