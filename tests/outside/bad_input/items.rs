//! Items that cannot be changed: unknown, ambiguous, already done, or without the required reason.

use crate::support::Here;
use snapbox::str;

#[test]
fn an_unknown_or_ambiguous_item_is_refused() {
    Here::in_progress().refuses(str![[r#"
[2] $ octorel tick zebra
! error: no item matches `zebra`
! hint: `octorel list` shows all items
[2] $ octorel tick smoke
! error: `smoke` matches 3 items
!   2.7  Schedule staging deployment and smoke tests
!   4.2  Execute smoke tests and validate critical flows
!   6.5  QA/Testing runs smoke tests
! hint: octorel tick 2.7
[2] $ octorel tick ""
! error: empty item name
! hint: `octorel list` shows all items
[2] $ octorel tick 2.9
! error: no item matches `2.9`
!   2.1  Confirm all PRs merged and acceptance criteria met
!   2.2  Verify CI/CD pipelines are green and security scans passed
!   2.3  Review release notes with Product and Project Managers
! hint: octorel tick 2.1
[2] $ octorel tick rolback-plans
! error: no item matches `rolback-plans`
!   2.5   Prepare rollback and mitigation plans
!   10.4  Execute rollback if necessary
!   10.5  Coordinate hotfix deployment if rollback not viable
! hint: octorel tick 2.5
[2] $ octorel tick
! error: specify an item
!   1.3  Review and update release calendar
!   1.5  Communicate preliminary release timeline to stakeholders
!   1.6  Verify all features have acceptance criteria and DoD
! hint: octorel tick 1.3

"#]]);
}

#[test]
fn one_invalid_item_of_several_records_none() {
    Here::in_progress().refuses(str![[r#"
[2] $ octorel tick 1.3 1.5 zebra
! error: no item matches `zebra`
! hint: `octorel list` shows all items
[1] $ octorel skip 1.3 1.1 --reason later
! error: 1.1 is done
!   1.1  Confirm release scope and deliverables with Product Manager
! hint: octorel untick 1.1

"#]]);
}

#[test]
fn a_missing_reason_or_invalid_link_is_refused() {
    Here::in_progress().refuses(str![[r#"
[2] $ octorel skip 1.3
! error: a reason is required
! hint: octorel skip 1.3 --reason "…"
[2] $ octorel note 1.3 ""
! error: missing note text
! hint: octorel note 1.3 "…"
[2] $ octorel tick 1.3 --link javascript:alert(1)
! error: invalid link `javascript:alert(1)`
! hint: links start with https://, http:// or mailto:

"#]]);
}

#[test]
fn a_text_beside_the_arguments_is_proposed_as_the_reason() {
    Here::in_progress().refuses(str![[r#"
[2] $ octorel skip 1.3 1.5 "not needed"
! error: no item matches `not needed`
!   D10  Trigger rollback if needed
!   D21  Implement hotfixes if needed
!   1.4  Schedule deployment windows (if needed)
! hint: octorel skip 1.3 1.5 --reason "not needed"
[2] $ octorel cancel not needed
! error: unexpected argument 'not' found
!   Usage: octorel cancel [OPTIONS]
! hint: octorel cancel --reason "not needed"
[2] $ octorel -r 2.4.0 incident resolve "it works again"
! error: unexpected argument 'it works again' found
!   Usage: octorel incident resolve [OPTIONS]
! hint: octorel -r 2.4.0 incident resolve --reason "it works again"

"#]]);
}
