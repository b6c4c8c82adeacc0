//! Who can make which decision.

use super::{after, decide, shown};
use crate::log::Act;
use crate::samples::{ALICE, BOB, CAROL, DANA, EVE, History, assigned, escalated, unassigned};

#[test]
fn an_owner_decides_for_each_owning_role_they_hold() {
    assert_eq!(decide(&after([]), ALICE, "go-no-go", "go"), "go for rm");
    assert_eq!(decide(&after([]), CAROL, "Rollback Decision", "stay"), "stay for dev");
    let both = after([assigned("dev", ALICE, None)]);
    assert_eq!(decide(&both, ALICE, "rollback", "stay"), "stay for rm; stay for dev");
}

#[test]
fn a_person_without_an_owning_role_cannot_decide() {
    let refused = "no: dana cannot decide go-no-go; only its owner can: alice (Release Manager)";
    assert_eq!(decide(&after([]), DANA, "go-no-go", "go"), refused);
    let nobody = decide(&after([unassigned("rm", ALICE)]), ALICE, "go-no-go", "go");
    assert!(nobody.ends_with("its owner can: unassigned (Release Manager)"), "{nobody}");
}

#[test]
fn a_person_can_decide_after_an_escalation_to_them() {
    let after_escalation = |to| after([escalated("go-no-go", to)]);
    let go = |to, by| decide(&after_escalation(to), by, "go-no-go", "go");
    assert_eq!(go("qa", DANA), "go for qa, escalated");
    assert!(go("boss", DANA).starts_with("no: dana cannot decide go-no-go"));
    // A role that was escalated to, but is not on the path of this decision.
    assert!(go("dev", BOB).starts_with("no: bob cannot decide go-no-go"));
    // An owner still votes as an owner.
    assert_eq!(go("qa", ALICE), "go for rm");
}

#[test]
fn an_escalation_applies_to_its_decision_until_undone() {
    let mut history = History::after([assigned("boss", EVE, None)]);
    let event = history.record(ALICE, escalated("go-no-go", "boss"));
    let said =
        |history: &History, decision, outcome| decide(&history.release(), EVE, decision, outcome);
    assert_eq!(said(&history, "go-no-go", "no-go"), "no-go for boss, escalated");
    // The same authority is on the path of this decision, but nothing was escalated to it.
    assert!(said(&history, "rollback", "stay").starts_with("no: "));
    history.record(ALICE, Act::Undone { event });
    assert!(said(&history, "go-no-go", "go").starts_with("no: "));
}

#[test]
fn a_person_without_authority_can_override_with_a_reason() {
    let release = after([]);
    let overrides = |by: &str, decision, outcome, reason| {
        shown(crate::rules::decide(&release, &by.into(), decision, outcome, reason, true))
    };
    let (needs, alone) = ("cannot: a reason is required", Some("alone here"));
    for (by, decision, outcome, reason, expected) in [
        (EVE, "go-no-go", "go", None, needs),
        (EVE, "go-no-go", "go", Some(" "), needs),
        (EVE, "go-no-go", "go", alone, "go for nobody, overridden"),
        // Whoever owns a decision alone has nothing to override; an owner among several has.
        (ALICE, "go-no-go", "go", alone, "go for rm"),
        (ALICE, "rollback", "rollback", alone, "rollback for nobody, overridden"),
        (ALICE, "go-no-go", "go", None, needs),
    ] {
        assert_eq!(overrides(by, decision, outcome, reason), expected);
    }
}

#[test]
fn decisions_and_outcomes_are_matched_like_other_names() {
    for (decision, outcome, expected) in [
        ("go", "N", "no-go for rm"),
        ("GO/NO", "GO", "go for rm"),
        ("roll", "s", "stay for rm"),
        ("xyzzy", "go", "cannot: no decision matches `xyzzy`"),
        (
            "roll",
            "",
            "cannot: unknown outcome `` for `rollback`; use `stay` or `wait` or `rollback`",
        ),
    ] {
        assert_eq!(decide(&after([]), ALICE, decision, outcome), expected);
    }
}
