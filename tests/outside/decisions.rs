//! The authority table: who receives a decision, who can make it then, and who cannot.

use crate::support::{Here, assert_snapshot, refused};
use snapbox::str;

#[test]
fn an_escalation_lets_its_recipient_decide() {
    let here = Here::started();
    let ask = here.transcript(&["escalate go-no-go --reason \"only one of us is here\""]);
    let pete = here.at("2026-12-04T09:30:00Z").by("pete@example.com");
    let said = pete.transcript(&["decide go-no-go go --reason \"all is green\"", "decisions"]);
    assert_snapshot(
        &(ask + &said),
        str![[r#"
$ octorel escalate go-no-go --reason "only one of us is here"
✓  escalated  Go/No-Go for Release to Project Manager: pete
              only one of us is here

 asked  1  pete    Project Manager  4 Dec 10:00
  next  2  nobody  Product Lead

  now: octorel decide go-no-go go, or no-go
$ octorel decide go-no-go go --reason "all is green"
✓  decided  go-no-go: go as Project Manager: all is green
  pre-release: 23 of 23 open, 17 late · next: 1.1 Confirm release scope and
  deliverables with Product Manager
$ octorel decisions
Go/No-Go for Release  GO  go-no-go
  Release Manager · escalates to Project Manager → Product Lead
  go by pete as Project Manager, 4 Dec 10:30: all is green
  Project Manager (pete) asked by rm, 4 Dec 10:00

Rollback Decision  open  rollback
  Release Manager + Developer · escalates to Project Manager (if business impact
  unclear)

Scope Changes During Release  open  scope-change
  Product Manager · escalates to Product Lead → Sponsor

Security Exception  open  security-exception
  Security Lead · escalates to Security Lead → CISO

Customer Communication  open  customer-communication
  Customer Success/Support · escalates to Product Manager → Leadership

"#]],
    );
    let decision = &pete.json("decisions")["decisions"][0];
    assert_eq!(decision["outcome"], "go");
    assert_eq!(decision["voices"][0]["role"], "project-manager");
    assert_eq!(decision["escalation"][0]["escalated_by"], "rm@example.com");
}

#[test]
fn an_escalation_follows_its_path_to_the_end() {
    let here = Here::started();
    here.ok("assign product-lead pia@example.com");
    let lines = [
        "escalate rollback",
        "escalate security-exception",
        "escalate go-no-go --to product-lead",
        "escalate go-no-go",
    ];
    assert_snapshot(
        &here.transcript(&lines),
        str![[r#"
$ octorel escalate rollback
✓  escalated  Rollback Decision to Project Manager: pete

 asked  1  pete  Project Manager (if business impact unclear)  4 Dec 10:00

  now: octorel decide rollback rollback, or stay
$ octorel escalate security-exception
✗  escalated  Security Exception to CISO: nobody

 owner  1  sam     Security Lead
 asked  2  nobody  CISO           4 Dec 10:00

  nobody holds it: octorel assign ciso PERSON
$ octorel escalate go-no-go --to product-lead
✓  escalated  Go/No-Go for Release to Product Lead: pia

  next  1  pete  Project Manager
 asked  2  pia   Product Lead     4 Dec 10:00

  now: octorel decide go-no-go go, or no-go
$ octorel escalate go-no-go
✓  escalated  Go/No-Go for Release to Project Manager: pete

 asked  1  pete  Project Manager  4 Dec 10:00
 asked  2  pia   Product Lead     4 Dec 10:00

  now: octorel decide go-no-go go, or no-go

"#]],
    );
}

#[test]
fn a_pointless_escalation_is_refused() {
    let here = Here::started();
    here.ok("escalate rollback");
    let lines = [
        "escalate rollback",
        "escalate lunch",
        "escalate go-no-go --to qa",
        "escalate go-no-go --to nobody-at-all",
        "escalate security-exception --to security-lead",
    ];
    assert_snapshot(
        &refused(&here, &lines),
        str![[r#"
$ octorel escalate rollback
[stderr]
error: everybody on the path of rollback has been asked
  project-manager  Project Manager: pete
hint: octorel decide rollback rollback, or stay
[exit 1]
$ octorel escalate lunch
[stderr]
error: there is no decision `lunch`
  go-no-go                Go/No-Go for Release
  rollback                Rollback Decision
  scope-change            Scope Changes During Release
  security-exception      Security Exception
  customer-communication  Customer Communication
hint: `octorel decisions` shows all decisions
[exit 2]
$ octorel escalate go-no-go --to qa
[stderr]
error: `qa` is not on the path of go-no-go
  project-manager  Project Manager: pete
  product-lead     Product Lead: nobody
hint: `octorel escalate go-no-go` asks the next one on it
[exit 2]
$ octorel escalate go-no-go --to nobody-at-all
[stderr]
error: `nobody-at-all` is not on the path of go-no-go
  project-manager  Project Manager: pete
  product-lead     Product Lead: nobody
hint: `octorel escalate go-no-go` asks the next one on it
[exit 2]
$ octorel escalate security-exception --to security-lead
[stderr]
error: Security Lead owns security-exception and may decide it unasked
hint: octorel decide security-exception granted, or refused
[exit 1]

"#]],
    );
}

#[test]
fn a_decision_without_authority_needs_an_override() {
    let here = Here::started().by("pete@example.com");
    let before = refused(
        &here,
        &[
            "decide go-no-go go",
            "decide go-no-go go --override",
            "decide go-no-go go --override --reason \" \"",
        ],
    );
    let after = here.transcript(&[
        "decide go-no-go go --override --reason \"rm cannot be reached\"",
        "decisions",
    ]);
    assert_snapshot(
        &(before + &after),
        str![[r#"
$ octorel decide go-no-go go
[stderr]
error: pete@example.com may not decide go-no-go; its owners may
  release-manager  Release Manager: rm
hint: octorel escalate go-no-go, or octorel decide go-no-go go --override --reason "…"
[exit 1]
$ octorel decide go-no-go go --override
[stderr]
error: an override needs a reason
hint: octorel decide go-no-go go --override --reason "…"
[exit 2]
$ octorel decide go-no-go go --override --reason " "
[stderr]
error: an override needs a reason
hint: octorel decide go-no-go go --override --reason "…"
[exit 2]
$ octorel decide go-no-go go --override --reason "rm cannot be reached"
✓  decided  go-no-go: go by override: rm cannot be reached
            decided without authority, kept as a deviation
  pre-release: 23 of 23 open, 17 late · next: 1.1 Confirm release scope and
  deliverables with Product Manager
$ octorel decisions
Go/No-Go for Release  GO  go-no-go
  Release Manager · escalates to Project Manager → Product Lead
  go by pete by override, 4 Dec 10:00: rm cannot be reached

Rollback Decision  open  rollback
  Release Manager + Developer · escalates to Project Manager (if business impact
  unclear)

Scope Changes During Release  open  scope-change
  Product Manager · escalates to Product Lead → Sponsor

Security Exception  open  security-exception
  Security Lead · escalates to Security Lead → CISO

Customer Communication  open  customer-communication
  Customer Success/Support · escalates to Product Manager → Leadership

"#]],
    );
}
