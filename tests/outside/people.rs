//! Who is who: spellings, short names, and what others recorded.

use crate::support::Here;
use snapbox::str;

#[test]
fn people_with_one_short_name_are_shown_with_their_addresses() {
    let here = Here::started();
    here.ok("assign ux-designer dana@other.org");
    here.by("dana@other.org").ok("tick 1.3");
    let list = here.ok("list --phase 1 --state done");
    assert!(list.contains("dana@other.org  4 Dec"), "{list}");
    let roles = here.ok("roles");
    assert!(roles.contains("dana@example.com") && !roles.contains("cleo@"), "{roles}");
}

#[test]
fn a_bare_name_is_the_known_person() {
    let here = Here::started();
    here.by("dana").ok("tick 3.3");
    assert_eq!(here.json("list --phase 3 --state done")["items"][0]["by"], "dana@example.com");
    here.ok("assign ux-designer dana@other.org");
    here.shows(str![[r#"
[2] $ octorel tick 3.4 --as dana
! error: `dana` matches 2 people
!   dana@example.com
!   dana@other.org
! hint: use the full address
[2] $ octorel assign security-lead dana
! error: `dana` matches 2 people
!   dana@example.com
!   dana@other.org
! hint: use the full address

"#]]);
}

#[test]
fn undo_reverts_a_whole_command_of_ones_own() {
    let here = Here::started();
    here.ok("tick 2.1 2.2 2.3");
    here.ok("note 2.4 \"ask legal\" --as dana@example.com");
    here.ok("skip 3.4 --reason late --as pat@example.com");
    here.shows(str![[r#"
$ octorel undo
↶  undone  the tick of 2.1
↶  undone  the tick of 2.2
↶  undone  the tick of 2.3
   pre-release: 22 of 23 to do, 16 late · next: 1.1 Confirm release scope and
   deliverables with Product Manager
$ octorel undo --as dana@example.com
↶  undone  the note "ask legal" on 2.4
   pre-release: 22 of 23 to do, 16 late · next: 1.1 Confirm release scope and
   deliverables with Product Manager
$ octorel undo --as pat@example.com
↶  undone  the skip of 3.4
   pre-release: 23 of 23 to do, 17 late · next: 1.1 Confirm release scope and
   deliverables with Product Manager
[1] $ octorel undo --as nobody@example.com
! error: nobody@example.com has recorded nothing in 2.4.0 that can be undone
! hint: `octorel log` shows the history; use --as to act as somebody else

"#]]);
}

#[test]
fn a_refusal_in_a_strict_release_names_whom_to_ask() {
    let here = Here::empty();
    here.ok("start 1.0 --on 2026-12-08 --tz UTC --strict --assign qa=dana@example.com");
    let eve = here.by("eve@example.com");
    eve.shows(str![[r#"
[1] $ octorel tick 3.3
! error: eve does not hold QA/Testing (held by dana), which is needed to change its items in a strict release
! hint: `octorel roles qa` shows who holds the role
[1] $ octorel tick 3.2
! error: eve does not hold Security Lead (unassigned), which is needed to change its items in a strict release
! hint: `octorel roles security-lead` shows who holds the role
[1] $ octorel assign qa eve@example.com
! error: eve does not hold Release Manager (held by rm), which is needed to assign other roles in a strict release
! hint: `octorel roles release-manager` shows who holds the role

"#]]);
}
