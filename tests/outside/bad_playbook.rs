//! Invalid playbooks: `check` and `start` refuse them with file, line and column. And gates without requirements.

use crate::support::{Here, assert_snapshot};
use snapbox::str;

/// A playbook without problems.
const VALID: &str = "\
roles:
  - id: qa
    name: QA
name: Main
owner: qa
phases:
  - id: build
    name: Build
    when: T-1d
    stage: pre-release
    items:
      - id: tests
        text: Run the tests
gates:
  - id: pre-release
    name: Ready
    stages: [pre-release]
";

/// Replaces a part of the valid playbook and returns the problem, which `check` and `start` report alike.
#[track_caller]
fn problem_with(that: &str, this: &str) -> String {
    let here = Here::empty();
    let text = VALID.replacen(that, this, 1);
    assert_ne!(text, VALID);
    here.write("book/all.yaml", text);
    let check = here.run("check book");
    let start = here.run("start 2.4.0 --on 2026-12-08 --playbook book");
    assert_eq!((check.code, &*check.stderr), (Some(2), ""), "{check}");
    assert_eq!((start.code, &*start.stdout), (Some(2), ""), "{start}");
    assert!(start.stderr.starts_with(&check.stdout), "{check}{start}");
    assert!(!here.path(".octorel").exists());
    check.stdout
}

#[test]
fn a_missing_playbook_is_refused() {
    let here = Here::empty();
    here.shows(str![[r#"
[2] $ octorel check nowhere
! error: cannot read `nowhere`
!   No such file or directory (os error 2)

"#]]);
}

#[test]
fn a_playbook_with_a_problem_is_refused_with_file_line_and_column() {
    assert_snapshot(
        &problem_with(
            "      - id: tests",
            "      - id: tests\n        text: One\n      - id: tests",
        ),
        str![[r#"
error[duplicate-id]: duplicate item id `build.tests`
  --> book/all.yaml:14:13
   |
14 |       - id: tests
   |             ^^^^^
   |
  ::: book/all.yaml:12:13
   |
12 |       - id: tests
   |             ----- first occurrence

1 problem in 1 file

"#]],
    );
}

#[test]
fn a_gate_missing_from_the_frozen_playbook_cannot_be_judged() {
    let here = Here::empty();
    here.write("book/all.yaml", VALID);
    here.ok("start 2.4.0 --on 2026-12-08 --playbook book");
    here.refuses(str![[r#"
[2] $ octorel gate deploy
! error: 2.4.0 has no gate `deploy`
!   pre-release  Ready
!   finish       Release complete
! hint: `octorel status` shows all gates

"#]]);
    here.ok("init");
    assert_eq!(here.run("gate deploy").code, Some(2), "the frozen playbook counts");
}
