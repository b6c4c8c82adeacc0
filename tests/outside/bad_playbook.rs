//! Invalid playbooks: `check` and `start` refuse them with file, line and column. And gates without requirements.

use crate::support::Here;
use snapbox::str;

#[test]
fn a_missing_playbook_is_refused() {
    Here::empty().shows(str![[r#"
[2] $ octorel check nowhere
! error: cannot read `nowhere`
!   No such file or directory (os error 2)

"#]]);
}

#[test]
fn a_playbook_with_a_problem_is_refused_with_file_line_and_column() {
    let here = Here::empty();
    here.write("book/all.yaml", "items:\n- {id: tests, text: A}\n- {id: tests, text: B}\n");
    here.shows(str![[r#"
[2] $ octorel check book
error[duplicate-id]: duplicate item id `checklist.tests`
 --> book/all.yaml:3:8
  |
3 | - {id: tests, text: B}
  |        ^^^^^
  |
 ::: book/all.yaml:2:8
  |
2 | - {id: tests, text: A}
  |        ----- first occurrence

1 problem in 1 file
[2] $ octorel start 2.4.0 --on 2026-12-08 --playbook book
! error[duplicate-id]: duplicate item id `checklist.tests`
!  --> book/all.yaml:3:8
!   |
! 3 | - {id: tests, text: B}
!   |        ^^^^^
!   |
!  ::: book/all.yaml:2:8
!   |
! 2 | - {id: tests, text: A}
!   |        ----- first occurrence
!
! 1 problem in 1 file
! error: the playbook has 1 problem in 1 file

"#]]);
    assert!(!here.path(".octorel").exists());
}

#[test]
fn a_gate_missing_from_the_frozen_playbook_cannot_be_judged() {
    let here = Here::empty();
    here.write("book/all.yaml", "items: [Run the tests]\n");
    here.ok("start 2.4.0 --on 2026-12-08 --playbook book");
    here.refuses(str![[r#"
[2] $ octorel gate deploy
! error: 2.4.0 has no gate `deploy`
!   pre-release  Ready for the release
!   finish       Release complete
! hint: `octorel status` shows all gates

"#]]);
    here.ok("init");
    assert_eq!(here.run("gate deploy").code, Some(2), "the frozen playbook counts");
}
