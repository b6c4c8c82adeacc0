//! The authority table: who receives a decision, who can make it then, and who cannot.

use crate::support::Here;
use snapbox::str;

#[test]
fn an_escalation_lets_its_recipient_decide() {
    let here = Here::started();
    here.shows(str![[r#"
$ octorel decide go-no-go --escalate --reason "only one of us is here"
✓  escalated  go-no-go to Project Manager
              only one of us is here
   pre-release: 23 of 23 to do, 17 late · next: 1.1 Confirm release scope and
   deliverables with Product Manager

Go/No-Go for Release · go-no-go · go or no-go
 state   escalated to Project Manager
 owners  Release Manager

Escalation
 1  pete        Project Manager  escalated by rm, 4 Dec 10:00
 2  unassigned  Product Lead     next

"#]]);
    let pete = here.at("2026-12-04T09:30:00Z").by("pete@example.com");
    pete.shows(str![[r#"
$ octorel decide go-no-go go --reason "all is green"
✓  decided  go-no-go: go as Project Manager
            all is green
   pre-release: 23 of 23 to do, 17 late · next: 1.1 Confirm release scope and
   deliverables with Product Manager

"#]]);
    let decision = &pete.json("decide")["decisions"][0];
    assert_eq!(decision["outcome"], "go");
    assert_eq!(decision["votes"][0]["role"], "project-manager");
    assert_eq!(decision["escalation"][0]["escalated"]["by"], "rm@example.com");
}

#[test]
fn an_escalation_follows_its_path_to_the_end() {
    let here = Here::started();
    here.ok("assign product-lead pia@example.com");
    here.shows(str![[r#"
$ octorel decide rollback --escalate
✓  escalated  rollback to Project Manager
   pre-release: 23 of 23 to do, 17 late · next: 1.1 Confirm release scope and
   deliverables with Product Manager

Rollback Decision · rollback · rollback or stay
 state   escalated to Project Manager
 owners  Release Manager + Developer

Escalation
 1  pete  Project Manager (if business impact       escalated by rm, 4 Dec 10:00
          unclear)
$ octorel decide --escalate security-exception
✓  escalated  security-exception to CISO
   pre-release: 23 of 23 to do, 17 late · next: 1.1 Confirm release scope and
   deliverables with Product Manager

Security Exception · security-exception · granted or refused
 state   escalated to CISO
 owners  Security Lead

Escalation
 1  sam         Security Lead  owner
 2  unassigned  CISO           escalated by rm, 4 Dec 10:00
$ octorel decide go-no-go --escalate product-lead
✓  escalated  go-no-go to Product Lead
   pre-release: 23 of 23 to do, 17 late · next: 1.1 Confirm release scope and
   deliverables with Product Manager

Go/No-Go for Release · go-no-go · go or no-go
 state   escalated to Product Lead
 owners  Release Manager

Escalation
 1  pete  Project Manager  next
 2  pia   Product Lead     escalated by rm, 4 Dec 10:00
$ octorel decide go-no-go --escalate
✓  escalated  go-no-go to Project Manager
   pre-release: 23 of 23 to do, 17 late · next: 1.1 Confirm release scope and
   deliverables with Product Manager

Go/No-Go for Release · go-no-go · go or no-go
 state   escalated to Product Lead
 owners  Release Manager

Escalation
 1  pete  Project Manager  escalated by rm, 4 Dec 10:00
 2  pia   Product Lead     escalated by rm, 4 Dec 10:00

"#]]);
}

#[test]
fn a_pointless_escalation_is_refused() {
    let here = Here::started();
    here.ok("decide rollback --escalate");
    here.refuses(str![[r#"
[1] $ octorel decide rollback --escalate
! error: rollback was already escalated to everyone on the path
!   project-manager  pete (Project Manager)
! hint: octorel decide rollback rollback, or stay
[1] $ octorel decide go-no-go --escalate qa
! error: go-no-go cannot be escalated to `qa`
!   project-manager  pete (Project Manager)
!   product-lead     unassigned (Product Lead)
! hint: `octorel decide go-no-go --escalate` escalates to the next role
[1] $ octorel decide security-exception --escalate security-lead
! error: Security Lead is an owner of security-exception and can decide directly
! hint: octorel decide security-exception granted, or refused

"#]]);
}

#[test]
fn a_decision_without_authority_needs_an_override() {
    let here = Here::started().by("pete@example.com");
    here.refuses(str![[r#"
[1] $ octorel decide go-no-go go
! error: pete cannot decide go-no-go; only its owner can: rm (Release Manager)
! hint: octorel decide go-no-go --escalate, or octorel decide go-no-go go --override --reason "…"
[2] $ octorel decide go-no-go go --override
! error: a reason is required
! hint: octorel decide go-no-go go --override --reason "…"

"#]]);
    here.shows(str![[r#"
$ octorel decide go-no-go go --override --reason "rm cannot be reached"
✓  decided  go-no-go: go by override
            rm cannot be reached
            decided by override (deviation)
   pre-release: 23 of 23 to do, 17 late · next: 1.1 Confirm release scope and
   deliverables with Product Manager

"#]]);
}
