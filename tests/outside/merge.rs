//! Two people record on two branches; git merges with the attribute that `start` wrote; nothing is lost and the careful side
//! wins.

use crate::support::{Here, assert_snapshot};
use serde_json::Value;
use snapbox::str;

/// Runs git, which must succeed.
#[track_caller]
fn git(here: &Here, line: &str) -> String {
    let mut command = here.command("git");
    command.args(["-c", "user.name=x", "-c", "user.email=x@example.com"]);
    let output = command.args(line.split(' ')).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {line}\n{text}{said}");
    text
}

/// Lets `left` and `right` be recorded on two branches of one release, by two people, and merges them.
#[track_caller]
fn diverge(before: &[&str], left: &[&str], right: &[&str]) -> Here {
    let here = Here::empty();
    git(&here, "init -q -b main");
    here.ok(&Here::plan("2.4.0", "2026-12-08 14:00"));
    let record = |here: &Here, lines: &[&str]| {
        for line in lines {
            here.ok(line);
        }
        git(here, "add -A");
        git(here, "commit -qm x --allow-empty");
    };
    record(&here, before);
    git(&here, "checkout -qb side");
    record(
        &here.by("dana@example.com").at("2026-12-04T12:00:00Z"),
        right,
    );
    git(&here, "checkout -q main");
    record(&here.at("2026-12-04T11:00:00Z"), left);
    git(&here, "merge -q --no-edit side");
    assert_eq!(git(&here, "status --porcelain"), "");
    here.at("2026-12-04T13:00:00Z")
}

/// Where an item stands.
fn item(here: &Here, phase: &str, at: usize) -> Value {
    here.json(&format!("phases {phase}"))["phases"][0]["items"][at].clone()
}

#[test]
fn ticks_of_different_items_are_both_there() {
    let here = diverge(
        &[],
        &["tick 1.1", "tick 1.2"],
        &["tick 3.3", "note \"all green\""],
    );
    let log = here.run("log");
    assert_eq!((log.code, &*log.stderr), (Some(0), ""), "{log}");
    let done = here.json("list --state done");
    let done: Vec<&Value> = (done["items"].as_array().unwrap().iter())
        .map(|item| &item["ref"])
        .collect();
    assert_eq!(done, ["1.1", "1.2", "3.3"]);
    assert!(log.stdout.contains("all green"), "{log}");
    here.ok("tick 1.3");
    assert!(!String::from_utf8(here.bytes()).unwrap().contains("<<<<"));
}

#[test]
fn the_locks_are_not_committed() {
    let here = diverge(&[], &["tick 1.1"], &["tick 1.2"]);
    let files = git(&here, "ls-files");
    let expected = [
        ".octorel/.gitattributes",
        ".octorel/.gitignore",
        ".octorel/releases/2.4.0.jsonl",
    ];
    assert_eq!(files.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn the_same_tick_twice_is_done() {
    let here = diverge(&[], &["tick 3.3"], &["tick 3.3"]);
    assert_eq!(item(&here, "3", 2)["state"], "done");
}

#[test]
fn a_tick_beside_an_untick_is_open_and_both_are_named() {
    // Both sides build on the same tick: one takes it back, the other takes it back and ticks anew.
    let here = diverge(
        &["tick 3.3"],
        &["untick 3.3 --note \"a test fails\""],
        &["untick 3.3", "tick 3.3"],
    );
    assert_eq!(item(&here, "3", 2)["state"], "open");
    let run = here.run("gate");
    assert_eq!(run.code, Some(1), "{run}");
    assert!(run.stdout.contains("3.3"), "{run}");
    let status = here.run("status");
    let told = format!("{}{}", status.stdout, status.stderr);
    for word in ["3.3", "rm", "dana", "ticked", "unticked"] {
        assert!(told.contains(word), "`{word}` is not named:\n{status}");
    }
    here.ok("tick 3.3");
    assert_eq!(item(&here, "3", 2)["state"], "done");
    assert!(!here.ok("status").contains("unticked"));
}

#[test]
fn go_beside_no_go_is_no_go_and_both_are_named() {
    let here = diverge(
        &["assign release-manager dana@example.com"],
        &["decide go-no-go go"],
        &["decide go-no-go no-go --reason \"the drill failed\""],
    );
    let decision = here.json("decisions")["decisions"][0].clone();
    assert_ne!(decision["outcome"], "go", "{decision}");
    assert_eq!(decision["outcome"], "no-go", "{decision}");
    assert_snapshot(
        &here.transcript(&["decisions", "status", "log"]),
        str![[r#"
$ octorel decisions
Go/No-Go for Release  NO-GO  go-no-go
  Release Manager · escalates to Project Manager → Product Lead
  go by rm as release-manager, 4 Dec 12:00
  no-go by dana as release-manager, 4 Dec 13:00: the drill failed

Rollback Decision  open  rollback
  Release Manager + Developer · escalates to Project Manager (if business impact
  unclear)

Scope Changes During Release  open  scope-change
  Product Manager · escalates to Product Lead → Sponsor

Security Exception  open  security-exception
  Security Lead · escalates to Security Lead → CISO

Customer Communication  open  customer-communication
  Customer Success/Support · escalates to Product Manager → Leadership
$ octorel status
2.4.0 · Tue 8 Dec 2026 14:00 Paris · in 4 days                              T-4d
NOT READY  pre-release: 23 of 23 open, 17 late · deploy: 6 more open, go-no-go
           is no-go
CONFLICT  go-no-go: no-go as Release Manager decided by dana, go-no-go: go as
          Release Manager decided by rm; the careful side counts

late  1.1  Confirm release scope and deliverables…     Release Manager  10 days
      1.2  Identify cross-team dependencies and…       Release Manager  10 days
      1.3  Review and update release calendar          Release Manager  10 days
next  4.1  Deploy to staging environment               Release Manager  tomorrow
      4.2  Execute smoke tests and validate critical…  Release Manager  tomorrow
      4.3  Conduct UAT with Stakeholder…               Release Manager  tomorrow
 more  14 late: octorel list

   1  Release Planning       T-2w          24 Nov        ░░░░░░░░░░  0/6  6 late
   2  Pre-Release…           T-1w          1 Dec         ░░░░░░░░░░  0/7  7 late
   3  ◆ 1 Week Before…       T-1w          1 Dec         ░░░░░░░░░░  0/5  5 late
   4  Staging Validation     T-3d          5 Dec         ░░░░░░░░░░  0/6  
   5  Production Deployment  T             8 Dec         ░░░░░░░░░░  0/7  
   6  ◆ Day of Release       T             8 Dec         ░░░░░░░░░░  0/6  
   7  Post-Deployment        T+1h          8 Dec 15:00   ░░░░░░░░░░  0/6  
   8  ◆ Post-Release         T+24h..T+48h  10 Dec 14:00  ░░░░░░░░░░  0/4  
   9  Post-Release…          T+1d          9 Dec         ░░░░░░░░░░  0/6  
  10  Incident Response      if needed                                    

 last  decided go-no-go: no-go as Release Manager by dana, 1 hour ago
$ octorel log
4 Dec 10:00  rm    started      T = 8 Dec 2026 14:00 +01:00
4 Dec 10:00  rm    assigned     Release Manager to dana@example.com
4 Dec 12:00  rm    decided      go-no-go: go as Release Manager
4 Dec 13:00  dana  decided      go-no-go: no-go as Release Manager: the drill
                                failed

"#]],
    );
    assert_eq!(here.run("gate deploy").code, Some(1));
}

#[test]
fn two_different_new_dates_keep_every_gate_closed() {
    let here = diverge(&[], &["reschedule 2026-12-10"], &["reschedule 2026-12-15"]);
    let gate = here.json("gate");
    let kinds: Vec<&Value> = gate["missing"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["kind"])
        .collect();
    assert!(kinds.contains(&&Value::from("conflict")), "{gate}");
    here.ok("reschedule 2026-12-15");
    let gate = here.json("gate");
    assert!(!gate.to_string().contains("\"conflict\""), "{gate}");
}

#[test]
fn the_conflict_markers_of_a_host_that_knows_no_union_are_no_loss() {
    let here = diverge(&[], &["tick 1.1"], &["tick 1.2"]);
    let text = String::from_utf8(here.bytes()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let [start @ .., left, right] = &lines[..] else {
        panic!("two ticks and what was before them")
    };
    let marked = [
        start.join("\n").as_str(),
        "<<<<<<< HEAD",
        left,
        "=======",
        right,
        ">>>>>>> side",
        "",
    ]
    .join("\n");
    std::fs::write(here.log(), marked).unwrap();
    let run = here.run("list --state done");
    assert_eq!(run.code, Some(0), "{run}");
    assert!(
        run.stdout.contains("1.1") && run.stdout.contains("1.2"),
        "{run}"
    );
    assert!(run.stderr.contains("conflict markers"), "{run}");
    assert_eq!(here.run("gate").code, Some(1));
    here.ok("tick 1.3");
}
