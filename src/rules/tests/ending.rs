//! Finishing, cancelling and reopening a release, and resolving risks.

use super::{after, shown};
use crate::log::{Act, NoteKind, Noted};
use crate::release::Release;
use crate::rules::{cancel, finish, reopen, resolve_risk, undo};
use crate::samples::{ALICE, BOB, History, cancelled, finished, id, reopened, ticked, undone};

/// A release whose finish gate requires only the scope.
fn closable() -> History {
    History::with(|playbook| {
        let mut gate = playbook.gates[0].clone();
        gate.id = "finish".into();
        gate.stages.clear();
        gate.items = vec!["plan.scope".into()];
        playbook.gates.push(gate);
    })
}

fn closes(release: &Release) -> String {
    shown(finish(release, None))
}

#[test]
fn a_release_can_be_finished_once_its_gate_is_open() {
    let mut history = closable();
    let no = "no: cannot finish 2.4.0: 1 requirement is not met";
    assert_eq!(closes(&history.release()), no);
    history.record(ALICE, ticked("plan.scope", "rm"));
    assert_eq!(closes(&history.release()), "Finished { reason: None }");
    let empty = shown(finish(&history.release(), Some(" ")));
    assert_eq!(empty, "cannot: empty reason");
    history.record(BOB, finished());
    let ended = "no: 2.4.0 was finished by bob on 1 Dec 2026 and is read-only";
    assert_eq!(closes(&history.release()), ended);
    assert_eq!(shown(cancel(&history.release(), Some("x"))), ended);
}

#[test]
fn without_the_finish_gate_completeness_cannot_be_judged() {
    let cannot = "cannot: cannot finish 2.4.0: its playbook has no gate `finish`";
    assert_eq!(closes(&after([])), cannot);
}

#[test]
fn a_finished_or_cancelled_release_is_reopened_with_a_reason() {
    assert_eq!(shown(reopen(&after([]), Some("x"))), "no: 2.4.0 is active");
    for end in [finished(), cancelled()] {
        let release = after([end]);
        assert_eq!(reopen(&release, Some(" too soon ")), Ok(vec![reopened()]));
        let empty = shown(reopen(&release, Some(" ")));
        assert_eq!(empty, "cannot: a reason is required");
    }
}

#[test]
fn a_release_is_cancelled_with_a_reason() {
    assert_eq!(cancel(&after([]), Some("not needed")), Ok(vec![cancelled()]));
    for empty in [None, Some("\n")] {
        let refused = shown(cancel(&after([]), empty));
        assert_eq!(refused, "cannot: a reason is required");
    }
}

#[test]
fn undo_does_not_revert_the_end_of_a_release() {
    let release = after([ticked("plan.scope", "rm"), finished(), reopened()]);
    let refused = "no: the last command of alice@example.com in 2.4.0 cannot be undone";
    assert_eq!(shown(undo(&release, &ALICE.into()).map(|changes| changes.acts)), refused);
}

fn noted(kind: NoteKind, text: &str) -> Act {
    Act::Noted(Noted { item: None, kind, text: text.to_owned(), link: None })
}

#[test]
fn a_risk_is_resolved_once_by_its_number() {
    let mut history = History::after([
        noted(NoteKind::Risk, "one"),
        noted(NoteKind::Note, "none"),
        noted(NoteKind::Risk, "two"),
        undone(id(1)),
    ]);
    for name in ["R2", "r2", " 2"] {
        let closing = Act::RiskResolved { event: id(3), reason: Some("gone".to_owned()) };
        assert_eq!(resolve_risk(&history.release(), name, "gone "), Ok(vec![closing]));
    }
    for (name, why, refused) in [
        ("R2", "", "cannot: a reason is required"),
        // The number of an undone risk is not reused.
        ("R1", "x", "cannot: 2.4.0 has no risk `R1`"),
        ("R3", "x", "cannot: 2.4.0 has no risk `R3`"),
        ("two", "x", "cannot: 2.4.0 has no risk `two`"),
    ] {
        assert_eq!(shown(resolve_risk(&history.release(), name, why)), refused);
    }
    history.record(ALICE, Act::RiskResolved { event: id(3), reason: None });
    let again = shown(resolve_risk(&history.release(), "R2", "x"));
    assert_eq!(again, "no: R2 is already resolved");
}
