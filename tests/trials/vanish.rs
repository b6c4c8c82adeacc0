//! git operations remove events from the log of the work tree: `check` reports each of them, and nothing else, and a repair
//! restores them.

use crate::faults::Fault;
use crate::git::{LOG, Repository, Setting, ids};
use crate::luck::{Luck, for_each};
use crate::scale::amount;
use crate::tally::Tally;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

pub(crate) const FAULTS: &[Fault] = &[
    Fault {
        what: "the copy in the git directory is not compared",
        file: "src/cli/commands/check.rs",
        was: "        self.store.add_copy(name, &mut copies);\n",
        becomes: "",
    },
    Fault {
        what: "only the side of a merge that was taken is examined",
        file: "src/log/git_copies.rs",
        was: "\"-p -m -U0",
        becomes: "\"-p --first-parent -U0",
    },
];

/// What happens after some commits on `main`. `side` branches off before the last two, and has commits of its own from another clone.
const OPERATIONS: [(&str, &str); 14] = [
    ("stash", "stash -q"),
    ("reset", "reset -q --hard HEAD~1"),
    ("restore", "restore ."),
    ("checkout of an older file", "checkout -q HEAD~2 -- .octorel"),
    ("revert", "commit -qam x; revert --no-edit HEAD"),
    ("merge of ours", "stash -q; merge -q -s ours --no-edit side"),
    (
        "merge of theirs",
        "stash -q; merge -q --no-commit --no-ff side; checkout -q side -- .octorel; commit -qm x",
    ),
    ("rebase that drops a commit", "reset -q --hard; rebase -q --onto HEAD~2 HEAD~1"),
    ("clean", "rm -rq --cached .octorel; commit -qm x; clean -fdxq"),
    ("switch to an old branch", "commit -qam x; checkout -q -b old HEAD~2"),
    (
        "amend that drops the file",
        "commit -qam x; rm -rq .octorel; commit -q --amend --allow-empty -m x",
    ),
    (
        "cherry-pick",
        "stash -q; branch last; reset -q --hard HEAD~2; cherry-pick --keep-redundant-commits last; branch -D last",
    ),
    ("soft reset", "stash -q; reset -q --soft HEAD~2; restore --staged .; checkout -q ."),
    ("deleted branch", "commit -qam x; checkout -q side; branch -qD main"),
];

/// What `check` reports: the ids of the missing events, those on another branch, and the exit code.
fn checked(repository: &Repository) -> (BTreeSet<String>, BTreeSet<String>, Option<i32>) {
    let run = repository.here.run("check --format json");
    let view: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run}"));
    let logs = view["logs"].as_array().unwrap();
    let all = logs.iter().flat_map(|log| log["missing"].as_array().unwrap());
    let (elsewhere, here): (Vec<_>, Vec<_>) = all.partition(|event| event["elsewhere"] == true);
    let ids =
        |all: Vec<&Value>| all.iter().map(|it| it["event"].as_str().unwrap().to_owned()).collect();
    (ids(here), ids(elsewhere), run.code)
}

fn scenario(number: usize, (name, operation): (&str, &str), tally: &Tally) {
    let mut luck = Luck::of(number);
    let setting = Setting { attribute: true, style: "merge", crlf: luck.one_in(3) };
    let mut repository = Repository::new(setting);
    repository.git("branch side");
    let record = |repository: &mut Repository, luck: &mut Luck, writer| {
        let count = 1 + luck.below(3);
        repository.record(luck, writer, count);
    };
    record(&mut repository, &mut luck, 0);
    repository.git("branch -f side");
    record(&mut repository, &mut luck, 1);
    repository.git("checkout -q side");
    record(&mut repository, &mut luck, 2);
    if luck.one_in(2) || name.starts_with("merge") {
        // As if it came from a colleague: this clone has recorded nothing of it.
        let _ = fs::remove_dir_all(repository.here.path(".git/octorel"));
    }
    repository.git("checkout -q main");
    assert!(checked(&repository).0.is_empty(), "{name}: false alarm before");
    record(&mut repository, &mut luck, 0);
    let head = repository.git("rev-parse HEAD");
    record(&mut repository, &mut luck, 3);
    // What was recorded last is not committed.
    repository.git(&format!("reset -q --mixed {}", head.trim()));
    let before = ids(&fs::read_to_string(repository.here.path(LOG)).unwrap());
    for line in operation.split("; ") {
        repository.git(line);
    }
    let file = || ids(&fs::read_to_string(repository.here.path(LOG)).unwrap_or_default());
    // A merge of one side removes what the other side has.
    let before: BTreeSet<String> = &before | &ids(&repository.git("log -p -m HEAD"));
    let vanished: BTreeSet<String> = &before - &file();
    let (here, elsewhere, code) = checked(&repository);
    let reported: BTreeSet<String> = &here | &elsewhere;
    assert!(vanished.is_subset(&reported), "{name}: not all of {vanished:?} in {reported:?}");
    let known: BTreeSet<String> = repository.lines.iter().map(|(id, _)| id.clone()).collect();
    assert!(reported.is_disjoint(&file()) && reported.is_subset(&known), "{name}: {reported:?}");
    let expected = if here.is_empty() { Some(0) } else { Some(2) };
    assert_eq!(code, expected, "{name}");
    if name == "switch to an old branch" {
        assert!(here.is_empty(), "{name}: {here:?} is on main");
    }
    tally.add("events removed", vanished.len());
    tally.add("on other branches", elsewhere.len());
    // The next recording destroys no evidence.
    let note = repository.here.run("note more -r 1");
    let repair = repository.here.run("check --repair --yes -r 1");
    assert!(here.is_empty() || repair.code == Some(0), "{name}: {note}{repair}");
    assert!(here.is_subset(&file()), "{name}: not restored\n{repair}");
    let (here, _, code) = checked(&repository);
    assert!(here.is_empty() && code == Some(0), "{name}: {here:?} after {repair}");
}

#[test]
fn check_reports_every_event_that_a_git_operation_removes() {
    let tally = Tally::default();
    for_each(amount(1, 100) * OPERATIONS.len(), |number| {
        tally.add("git operations", 1);
        scenario(number, OPERATIONS[number % OPERATIONS.len()], &tally);
    });
    tally.end("vanish", "each event reported and restored, 0 false alarms");
}
