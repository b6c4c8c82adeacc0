//! Who can make which decision.

use super::{DecideRequest, after, decide, decide_request, shown};
use crate::log::Act;
use crate::release::Release;
use crate::rules::RefusalKind;
use crate::samples::{ALICE, BOB, CAROL, DANA, EVE, History, assigned, escalated, unassigned};

fn rules(release: &Release, by: &str, request: &DecideRequest) -> String {
    shown(decide(release, &by.into(), request))
}

#[test]
fn an_owner_decides_for_each_owning_role_they_hold() {
    assert_eq!(rules(&after([]), ALICE, &decide_request("go")), "go for rm");
    let rollback =
        DecideRequest { decision: "Rollback Decision".to_owned(), ..decide_request("stay") };
    assert_eq!(rules(&after([]), CAROL, &rollback), "stay for dev");
    let both = after([assigned("dev", ALICE, None)]);
    assert_eq!(rules(&both, ALICE, &rollback), "stay for rm; stay for dev");
}

#[test]
fn a_person_without_an_owning_role_cannot_decide() {
    let refusal = decide(&after([]), &DANA.into(), &decide_request("go")).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::No);
    assert_eq!(
        refusal.message,
        "dana cannot decide go-no-go; only its owner can: alice (Release Manager)"
    );
    let nobody = decide(&after([unassigned("rm", ALICE)]), &ALICE.into(), &decide_request("go"));
    assert!(nobody.unwrap_err().message.ends_with("its owner can: unassigned (Release Manager)"));
}

#[test]
fn a_person_can_decide_after_an_escalation_to_them() {
    let after_escalation = |to| after([escalated("go-no-go", to)]);
    assert_eq!(rules(&after_escalation("qa"), DANA, &decide_request("go")), "go for qa, escalated");
    let refused = "no: dana cannot decide go-no-go; only its owner can: alice (Release Manager)";
    assert_eq!(rules(&after_escalation("boss"), DANA, &decide_request("go")), refused);
    // A role that was escalated to, but is not on the path of this decision.
    let off = "no: bob cannot decide go-no-go; only its owner can: alice (Release Manager)";
    assert_eq!(rules(&after_escalation("dev"), BOB, &decide_request("go")), off);
    let authority = after([assigned("boss", EVE, None), escalated("go-no-go", "boss")]);
    assert_eq!(rules(&authority, EVE, &decide_request("no-go")), "no-go for boss, escalated");
    // An owner still votes as an owner.
    assert_eq!(rules(&after_escalation("qa"), ALICE, &decide_request("go")), "go for rm");
}

#[test]
fn an_escalation_applies_to_its_decision_until_undone() {
    let mut history = History::after([assigned("boss", EVE, None)]);
    let event = history.record(ALICE, escalated("go-no-go", "boss"));
    // The same authority is on the path of this decision, but nothing was escalated to it.
    let other = DecideRequest { decision: "rollback".to_owned(), ..decide_request("stay") };
    let said = |history: &History, request: &DecideRequest| rules(&history.release(), EVE, request);
    assert_eq!(said(&history, &decide_request("go")), "go for boss, escalated");
    assert!(said(&history, &other).starts_with("no: "));
    history.record(ALICE, Act::Undone { event });
    assert!(said(&history, &decide_request("go")).starts_with("no: "));
}

#[test]
fn a_person_without_authority_can_override_with_a_reason() {
    let overriding = |reason: Option<&str>| DecideRequest {
        overriding: true,
        reason: reason.map(str::to_owned),
        ..decide_request("go")
    };
    let release = after([]);
    let needs = "cannot: a reason is required";
    assert_eq!(rules(&release, EVE, &overriding(None)), needs);
    assert_eq!(rules(&release, EVE, &overriding(Some(" "))), needs);
    let alone = overriding(Some("alone here"));
    assert_eq!(rules(&release, EVE, &alone), "go for nobody, overridden");
    // Whoever owns a decision alone has nothing to override; an owner among several has.
    assert_eq!(rules(&release, ALICE, &alone), "go for rm");
    let together = DecideRequest {
        decision: "rollback".to_owned(),
        ..overriding(Some("nobody else is here"))
    };
    let together = DecideRequest { outcome: "rollback".to_owned(), ..together };
    assert_eq!(rules(&release, ALICE, &together), "rollback for nobody, overridden");
    assert_eq!(rules(&release, ALICE, &overriding(None)), needs);
}

#[test]
fn decisions_and_outcomes_are_matched_like_other_names() {
    let release = after([]);
    let named = |decision: &str, outcome: &str| {
        let request = DecideRequest { decision: decision.to_owned(), ..decide_request(outcome) };
        rules(&release, ALICE, &request)
    };
    assert_eq!(named("go", "N"), "no-go for rm");
    assert_eq!(named("GO/NO", "GO"), "go for rm");
    assert_eq!(named("roll", "s"), "stay for rm");
    assert_eq!(named("xyzzy", "go"), "cannot: no decision matches `xyzzy`");
    assert_eq!(
        named("go", "perhaps"),
        "cannot: unknown outcome `perhaps` for `go-no-go`; use `go` or `no-go`"
    );
    assert_eq!(
        named("roll", ""),
        "cannot: unknown outcome `` for `rollback`; use `stay` or `wait` or `rollback`"
    );
}
