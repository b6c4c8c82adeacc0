//! Incidents: declared, annotated, resolved, and each refusal.

use super::{after, shown};
use crate::log::Act;
use crate::release::Release;
use crate::rules::{declare_incident, note_incident, resolve_incident};
use crate::samples::{
    ALICE, BOB, History, blocked_in, incident_declared, incident_resolved, ticked_in, undone,
};

/// The number of the next incident.
fn next(release: &Release) -> u32 {
    match declare_incident(release, "down", Some(2)).unwrap()[..] {
        [Act::IncidentDeclared { incident, .. }] => incident,
        ref acts => panic!("one opening: {acts:?}"),
    }
}

/// An ongoing incident whose checklist is done, except for the reports of these roles.
fn worked_off(uninformed: &[&str]) -> History {
    let informed = ["rm", "dev", "qa"].into_iter();
    let informed = informed.filter(|role| !uninformed.contains(role));
    let informed = informed.map(|role| ticked_in(1, "trouble.told", role));
    let rollback = ticked_in(1, "trouble.rollback", "dev");
    History::after([incident_declared(1), rollback].into_iter().chain(informed))
}

#[test]
fn an_incident_has_a_text_and_a_severity() {
    let declared = declare_incident(&after([]), " checkout fails\n", Some(1));
    let expected =
        Act::IncidentDeclared { incident: 1, text: "checkout fails".to_owned(), severity: 1 };
    assert_eq!(declared, Ok(vec![expected]));
    let silent = shown(declare_incident(&after([]), " \n", None));
    assert_eq!(silent, "cannot: missing incident text");
}

#[test]
fn an_incident_number_is_never_reused() {
    let mut history =
        History::after([incident_declared(1), incident_resolved(1), incident_declared(7)]);
    assert_eq!(next(&history.release()), 8);
    let eight = history.record(BOB, incident_declared(8));
    history.record(BOB, undone(eight));
    assert_eq!(next(&history.release()), 9);
    history.record(BOB, incident_declared(u32::MAX));
    assert_eq!(
        shown(declare_incident(&history.release(), "x", Some(2))),
        "cannot: too many incidents"
    );
}

#[test]
fn an_incident_is_resolved_once_its_required_items_are_done() {
    let resolve = |history: &History| shown(resolve_incident(&history.release(), None, None));
    let new = History::after([incident_declared(1)]);
    assert_eq!(resolve(&new), "no: cannot resolve incident 1: 2 required items are not done");
    let refusal = resolve_incident(&new.release(), None, None).unwrap_err();
    let numbers: Vec<&str> = refusal.details.iter().map(|(n, _)| n.as_str()).collect();
    assert_eq!(numbers, ["5.1", "5.2"]);
    assert_eq!(
        resolve(&worked_off(&["qa"])),
        "no: cannot resolve incident 1: 1 required item is not done"
    );
    let mut done = worked_off(&[]);
    assert_eq!(
        resolve_incident(&done.release(), Some(1), Some(" rolled back ")),
        Ok(vec![Act::IncidentResolved { incident: 1, reason: Some("rolled back".to_owned()) }])
    );
    done.record(BOB, blocked_in(1, "trouble.rollback", "dev"));
    assert_eq!(resolve(&done), "no: cannot resolve incident 1: 1 required item is not done");
}

#[test]
fn the_checklist_of_one_incident_does_not_resolve_another() {
    let mut history = worked_off(&[]);
    history.record(ALICE, incident_declared(2));
    let release = history.release();
    let resolve = |incident| shown(resolve_incident(&release, incident, None));
    assert!(resolve(Some(1)).starts_with("IncidentResolved"));
    assert!(resolve(Some(2)).starts_with("no: cannot resolve incident 2"));
    assert_eq!(resolve(None), "cannot: several incidents are ongoing; choose one with --incident");
    let refusal = resolve_incident(&release, None, None).unwrap_err();
    let known = [("1", "down"), ("2", "down")];
    assert_eq!(refusal.details, known.map(|(n, t)| (n.into(), t.into())));
    assert_eq!(refusal.hint.unwrap().to_string(), "--incident 1");
}

#[test]
fn a_resolved_or_unknown_incident_cannot_be_resolved() {
    let mut history = worked_off(&[]);
    history.record(BOB, incident_resolved(1));
    let release = history.release();
    let resolve = |incident, why| shown(resolve_incident(&release, incident, why));
    assert_eq!(resolve(None, None), "no: no incident is ongoing");
    assert_eq!(resolve(Some(1), None), "no: incident 1 was resolved by bob");
    assert_eq!(resolve(Some(3), None), "cannot: there is no incident 3");
    let open = worked_off(&[]).release();
    let silent = resolve_incident(&open, None, Some(" "));
    assert_eq!(shown(silent), "cannot: empty reason");
}

#[test]
fn a_note_belongs_to_the_ongoing_or_named_incident() {
    let noted = |incident| {
        let text = "all regions".to_owned();
        Ok(vec![Act::IncidentNoted { incident, text }])
    };
    let mut history =
        History::after([incident_declared(1), incident_resolved(1), incident_declared(2)]);
    let release = history.release();
    let note = |incident| note_incident(&release, " all regions ", incident);
    assert_eq!(note(None), noted(2));
    assert_eq!(note(Some(1)), noted(1), "what comes to light afterwards");
    assert_eq!(shown(note(Some(3))), "cannot: there is no incident 3");
    let silent = note_incident(&release, "\t", None);
    assert_eq!(shown(silent), "cannot: missing note text");
    history.record(ALICE, incident_resolved(2));
    let refused = note_incident(&history.release(), "x", None);
    assert_eq!(shown(refused), "no: no incident is ongoing");
}
