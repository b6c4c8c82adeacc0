//! The recipients of an escalation.

use super::{after, shown};
use crate::log::Act;
use crate::rules::{RefusalKind, escalate};
use crate::samples::{EVE, History, assigned, escalated, id, undone};

/// The recipient of an escalation after these acts, or the refusal.
fn asks(acts: impl IntoIterator<Item = Act>, decision: &str, to: Option<&str>) -> String {
    let decided = escalate(&after(acts), decision, to, None);
    match decided.as_deref() {
        Ok([Act::Escalated { decision, to, .. }]) => format!("{decision} to {to}"),
        _ => shown(decided),
    }
}

#[test]
fn an_escalation_goes_to_the_next_role_on_the_path_by_default() {
    assert_eq!(asks([], "go-no-go", None), "go-no-go to qa");
    assert_eq!(asks([escalated("go-no-go", "qa")], "go-no-go", None), "go-no-go to boss");
    let named = asks([], "Go/No-Go", Some("Product Lead"));
    assert_eq!(named, "go-no-go to boss");
    // A role that was skipped comes next.
    assert_eq!(asks([escalated("go-no-go", "boss")], "go-no-go", None), "go-no-go to qa");
    let back = [escalated("go-no-go", "qa"), undone(id(1))];
    assert_eq!(asks(back, "go-no-go", None), "go-no-go to qa");
}

#[test]
fn a_role_outside_the_path_is_refused() {
    let refused = "no: go-no-go cannot be escalated to `dev`";
    assert_eq!(asks([], "go-no-go", Some("dev")), refused);
    assert_eq!(asks([], "go-no-go", Some("sam")), "cannot: no role matches `sam`");
    assert_eq!(asks([], "lunch", None), "cannot: no decision matches `lunch`");
}

#[test]
fn an_escalation_beyond_the_end_of_the_path_is_refused() {
    let all =
        [escalated("go-no-go", "qa"), escalated("go-no-go", "boss"), assigned("boss", EVE, None)];
    let refusal = escalate(&after(all), "go-no-go", None, None).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::No);
    let message = "go-no-go was already escalated to everyone on the path";
    assert_eq!(refusal.message, message);
    let path = [
        ("qa".to_owned(), "dana (QA/Testing)".to_owned()),
        ("boss".to_owned(), "eve (Product Lead)".to_owned()),
    ];
    assert_eq!(refusal.details, path);
    let twice = "no: go-no-go was already escalated to QA/Testing";
    assert_eq!(asks([escalated("go-no-go", "qa")], "go-no-go", Some("qa")), twice);
}

#[test]
fn an_owner_at_the_start_of_the_path_is_skipped() {
    let owned = History::with(|playbook| playbook.decisions[0].owners = vec!["qa".into()]);
    let release = owned.release();
    let asks = |to| escalate(&release, "go-no-go", to, None);
    assert_eq!(asks(None), Ok(vec![escalated("go-no-go", "boss")]));
    let refused = "no: QA/Testing is an owner of go-no-go and can decide directly";
    assert_eq!(shown(asks(Some("qa"))), refused);
}
