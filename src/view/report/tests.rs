//! The content of the report: role holders, phase completion, the end.

use super::ReportView;
use crate::release::ItemState;
use crate::samples::{
    ALICE, BOB, History, blocked, cancelled, finished, id, incident_declared, incident_resolved,
    moment, reopened, rescheduled, round, skipped, ticked, undone, unticked,
};
use crate::view::LeftView;
use crate::view::{LoadView, ReleaseStatus};

fn record(history: &History, now: &str) -> ReportView {
    ReportView::new(&history.release(), moment(now)).unwrap()
}

/// The completion day of phase 1, and its number of late items.
fn planning(history: &History) -> (Option<String>, usize) {
    let record = record(history, "2026-12-10 09:00");
    let dates = &record.dates[0];
    let settled = dates.completed.map(|at| at.0.format("%d %H:%M").to_string());
    (settled, dates.late)
}

#[test]
fn a_phase_is_done_with_its_last_required_item() {
    let mut history = History::new();
    assert_eq!(planning(&history), (None, 2));
    history.at("2026-12-08 12:00", ALICE, ticked("plan.scope", "rm"));
    assert_eq!(planning(&history), (None, 1));
    history.at("2026-12-09 12:00", BOB, skipped("plan.docs", "dev"));
    assert_eq!(planning(&history), (Some("09 12:00".to_owned()), 1));
    history.at("2026-12-09 13:00", BOB, rescheduled("2026-12-16 14:00"));
    assert_eq!(planning(&history), (Some("09 12:00".to_owned()), 0));
}

#[test]
fn the_original_t_is_kept() {
    let history = History::after([
        rescheduled("2026-12-16 14:00"),
        rescheduled("2026-12-17 14:00"),
        undone(id(2)),
    ]);
    let record = record(&history, "2026-12-10 09:00");
    assert_eq!(record.first_planned.unwrap().0, moment("2026-12-15 14:00"));
    assert_eq!(record.release_at.unwrap().0, moment("2026-12-16 14:00"));
}

#[test]
fn a_finished_or_cancelled_release_is_shown_as_of_its_end() {
    for (end, state) in
        [(finished(), ReleaseStatus::Finished), (cancelled(), ReleaseStatus::Cancelled)]
    {
        let mut history = History::new();
        history.at("2026-12-07 12:00", ALICE, end);
        let record = record(&history, "2027-06-01 00:00");
        assert_eq!((record.state, record.at.0), (state, moment("2026-12-07 12:00")));
        assert_eq!(record.ended.unwrap().act, <&str>::from(state));
        assert_eq!(record.dates[0].late, 0);
    }
    let history = History::after([finished(), reopened()]);
    let record = record(&history, "2026-12-10 09:00");
    assert_eq!((record.state, record.ended.is_none()), (ReleaseStatus::Active, true));
    assert_eq!(record.at.0, moment("2026-12-10 09:00"));
}

#[test]
fn incidents_are_listed_and_their_checklist_is_not_among_the_phases() {
    let history =
        History::after([incident_declared(1), incident_declared(2), incident_resolved(1)]);
    let record = record(&history, "2026-12-10 09:00");
    let acts = record.incidents.iter();
    let acts: Vec<_> = acts.map(|i| (i.number, i.severity, i.resolved.is_some())).collect();
    assert_eq!(acts, [(1, 2, true), (2, 2, false)]);
    assert_eq!(record.phases.len(), 4);
    let mut items = record.phases.iter().flat_map(|phase| &phase.items);
    assert!(items.all(|item| item.state == ItemState::Todo));
}

/// How many required items are left from which day on.
fn left(points: &[LeftView]) -> Vec<String> {
    points.iter().map(|it| format!("{} {}", it.at.0.format("%d %H:%M"), it.left)).collect()
}

#[test]
fn the_burn_down_follows_ticks_unticks_and_rounds() {
    let mut history = History::new();
    history.at("2026-12-07 09:00", ALICE, ticked("plan.scope", "rm"));
    history.at("2026-12-08 09:00", BOB, skipped("plan.docs", "dev"));
    history.at("2026-12-09 09:00", ALICE, unticked("plan.scope", "rm"));
    let mistake = history.at("2026-12-09 10:00", ALICE, ticked("deploy.check", "qa"));
    history.at("2026-12-09 11:00", ALICE, undone(mistake));
    for role in ["rm", "dev", "qa"] {
        history.at("2026-12-10 09:00", ALICE, ticked("ready.sign-off", role));
    }
    history.at("2026-12-11 09:00", ALICE, round("ready", 2));
    let view = record(&history, "2026-12-11 10:00").burn_down.unwrap();
    assert_eq!(view.total, 6);
    assert_eq!(left(&view.planned)[1..], ["08 23:59 4", "12 23:59 3", "15 15:00 2", "15 23:59 0"]);
    let actual =
        ["07 09:00 5", "08 09:00 4", "09 09:00 5", "10 09:00 4", "11 09:00 5", "11 10:00 5"];
    assert_eq!(left(&view.actual)[1..], actual);
    assert_eq!(view.now(), (4, 5));
}

#[test]
fn the_load_of_a_role_is_its_share_of_the_required_items() {
    let history = History::after([
        ticked("plan.scope", "rm"),
        ticked("ready.sign-off", "dev"),
        blocked("deploy.check", "qa"),
    ]);
    let load = record(&history, "2026-12-09 09:00").load;
    let shown = |it: &LoadView| {
        format!("{} {}/{} {} {}", it.role.id, it.done, it.todo, it.late, it.blocked)
    };
    let shown: Vec<String> = load.iter().map(shown).collect();
    assert_eq!(shown, ["rm 1/1 0 0", "dev 1/3 1 0", "qa 0/2 0 1"]);
}
