//! The state of a release at a moment: its stage, its dates, its items.

use super::{DueStatus, ItemStatus, Release};
use crate::log::{Act, Started};
use crate::playbook::{Place, Stage};
use crate::release::ItemState;
use crate::samples::{
    ALICE, BOB, DANA, History, blocked, finished, incident_declared, incident_resolved, moment,
    playbook, rescheduled, skipped, started, ticked, ticked_in, undone, unticked,
};
use crate::schedule::Span;

const BEFORE: &str = "2026-12-14 23:59";
const RELEASE_DAY: &str = "2026-12-15 00:00";
const T: &str = "2026-12-15 14:00";

fn stage(release: &Release, at: &str) -> Stage {
    release.stage(moment(at))
}

fn place(number: &str) -> Place {
    let playbook = playbook();
    let mut places = playbook.places();
    places.find(|&p| playbook.number(p) == number).unwrap()
}

fn deployed(at: &str) -> History {
    let mut history = History::new();
    history.at(at, BOB, ticked("deploy.run", "dev"));
    history
}

/// The due date of each phase, in Berlin local time.
fn dues(release: &Release) -> Vec<String> {
    let due = |span: &Option<Span>| match span {
        Some(span) => span.due.format("%d %H:%M").to_string(),
        None => "-".to_owned(),
    };
    release.spans.iter().map(due).collect()
}

#[test]
fn the_release_stage_lasts_from_the_release_day_to_the_deployment() {
    let release = History::new().release();
    assert_eq!(stage(&release, BEFORE), Stage::PreRelease);
    for at in [RELEASE_DAY, T, "2027-03-01 00:00"] {
        assert_eq!(stage(&release, at), Stage::DuringRelease);
    }
}

#[test]
fn post_release_starts_with_the_first_phase_after_the_deployment() {
    let release = deployed("2026-12-15 15:30").release();
    assert_eq!(stage(&release, "2026-12-15 16:29"), Stage::DuringRelease);
    assert_eq!(stage(&release, "2026-12-15 16:30"), Stage::PostRelease);
    let early = deployed("2026-12-14 10:00").release();
    assert_eq!(stage(&early, "2026-12-14 10:59"), Stage::DuringRelease);
    assert_eq!(stage(&early, "2026-12-14 11:00"), Stage::PostRelease);
}

#[test]
fn a_deployment_without_a_later_phase_ends_the_stage() {
    let mut history = History::with(|playbook| {
        playbook.phases.retain(|phase| phase.stage != Stage::PostRelease);
    });
    history.at(T, BOB, ticked("deploy.run", "dev"));
    assert_eq!(stage(&history.release(), T), Stage::PostRelease);
}

#[test]
fn without_a_deploying_item_t_counts_as_the_deployment() {
    let history = History::with(|playbook| playbook.phases[2].items[0].deploys = false);
    let release = history.release();
    assert_eq!(stage(&release, "2026-12-15 13:00"), Stage::DuringRelease);
    assert_eq!(stage(&release, "2026-12-15 14:59"), Stage::DuringRelease);
    assert_eq!(stage(&release, "2026-12-15 15:00"), Stage::PostRelease);
}

#[test]
fn an_ongoing_incident_sets_the_incident_stage() {
    let mut history = History::after([incident_declared(1), incident_declared(2)]);
    for at in [BEFORE, T] {
        assert_eq!(stage(&history.release(), at), Stage::Incident);
    }
    history.record(DANA, incident_resolved(2));
    assert_eq!(history.release().incident(), Some(1));
    assert_eq!(stage(&history.release(), T), Stage::Incident);
    history.record(DANA, incident_resolved(1));
    assert_eq!(stage(&history.release(), T), Stage::DuringRelease);
}

#[test]
fn a_finished_or_cancelled_release_is_post_release() {
    let release = History::after([finished()]).release();
    assert_eq!(stage(&release, BEFORE), Stage::PostRelease);
}

#[test]
fn offsets_after_t_count_from_the_ticked_deployment() {
    let planned = ["08 23:59", "12 23:59", "15 23:59", "15 15:00", "-"];
    let mut history = History::new();
    assert_eq!(dues(&history.release()), planned);
    let tick = history.at("2026-12-15 17:20", BOB, ticked("deploy.run", "dev"));
    let late = ["08 23:59", "12 23:59", "15 23:59", "15 18:20", "-"];
    assert_eq!(dues(&history.release()), late);
    let undone = {
        let mut history = history.clone();
        history.record(BOB, undone(tick));
        history
    };
    assert_eq!(dues(&undone.release()), planned);
    history.record(BOB, unticked("deploy.run", "dev"));
    assert_eq!(dues(&history.release()), planned);
}

#[test]
fn a_skipped_deployment_moves_no_dates() {
    let release = History::after([skipped("deploy.run", "dev")]).release();
    assert_eq!(release.deployed(), None);
    assert_eq!(dues(&release)[3], "15 15:00");
}

#[test]
fn a_reschedule_moves_the_dates() {
    let release = History::after([rescheduled("2026-12-17 09:00")]).release();
    assert_eq!(release.t, Some(moment("2026-12-17 09:00")));
    let moved = ["10 23:59", "14 23:59", "17 23:59", "17 10:00", "-"];
    assert_eq!(dues(&release), moved);
}

#[test]
fn an_item_to_do_is_upcoming_then_due_on_its_day_then_late() {
    let release = History::new().release();
    let stand = |at| release.due_status(place("1.1"), ItemState::Todo, moment(at));
    assert_eq!(stand("2026-12-07 23:59"), DueStatus::Upcoming);
    assert_eq!(stand("2026-12-08 00:00"), DueStatus::Due);
    assert_eq!(stand("2026-12-08 23:59"), DueStatus::Due);
    assert_eq!(stand("2026-12-09 00:00"), DueStatus::Late);
    let exact = |at| release.due_status(place("4.1"), ItemState::Todo, moment(at));
    assert_eq!(exact("2026-12-15 15:00"), DueStatus::Due);
    assert_eq!(exact("2026-12-15 15:01"), DueStatus::Late);
}

#[test]
fn an_item_within_its_window_is_due() {
    let window = Some("T+24h..T+72h".parse().unwrap());
    let release = History::with(|playbook| playbook.phases[3].when = window).release();
    let stand = |at| release.due_status(place("4.1"), ItemState::Todo, moment(at));
    assert_eq!(stand("2026-12-16 13:59"), DueStatus::Upcoming);
    assert_eq!(stand("2026-12-16 14:00"), DueStatus::Due);
    assert_eq!(stand("2026-12-18 14:00"), DueStatus::Due);
    assert_eq!(stand("2026-12-18 14:01"), DueStatus::Late);
}

#[test]
fn only_an_unfinished_item_is_late() {
    let release = History::new().release();
    let late = moment("2027-01-01 00:00");
    let is_late = |number, state| release.is_late(place(number), state, late);
    assert!(is_late("1.1", ItemState::Todo) && is_late("1.1", ItemState::Blocked));
    assert!(!is_late("1.1", ItemState::Done) && !is_late("1.1", ItemState::Skipped));
    let in_time = moment("2026-12-08 23:59");
    assert!(!release.is_late(place("1.1"), ItemState::Todo, in_time));
    assert!(!is_late("1.2", ItemState::Todo), "optional");
    assert_eq!(release.due_status(place("1.2"), ItemState::Todo, late), DueStatus::Due);
    for undated in ["5.1", "D1"] {
        assert!(!is_late(undated, ItemState::Todo), "{undated}");
        assert_eq!(release.due(place(undated)), None);
        let due_status = release.due_status(place(undated), ItemState::Todo, late);
        assert_eq!(due_status, DueStatus::Upcoming);
    }
}

#[test]
fn an_item_of_all_roles_takes_its_most_careful_state() {
    let tally = |acts: Vec<Act>| History::after(acts).release().status(place("2.1"));
    let open = |tally: &ItemStatus| tally.awaited().collect::<Vec<_>>();
    let [rm, dev, qa] = ["rm", "dev", "qa"].map(|role| ticked("ready.sign-off", role));
    let none = tally(vec![]);
    assert_eq!((none.state, none.event), (ItemState::Todo, None));
    assert_eq!(open(&none), [0, 1, 2]);
    let two = tally(vec![rm.clone(), qa.clone()]);
    assert_eq!((two.state, open(&two)), (ItemState::Todo, vec![1]));
    let all = tally(vec![rm.clone(), dev.clone(), qa.clone()]);
    assert_eq!((all.state, all.event), (ItemState::Done, Some(3)));
    let stopped = tally(vec![rm.clone(), dev.clone(), blocked("ready.sign-off", "qa")]);
    assert_eq!((stopped.state, stopped.event), (ItemState::Blocked, Some(3)));
    assert_eq!(open(&stopped), [2]);
}

#[test]
fn an_item_of_all_roles_is_skipped_only_if_all_roles_skipped_it() {
    let tally = |acts: Vec<Act>| History::after(acts).release().status(place("2.1"));
    let skip = |role| skipped("ready.sign-off", role);
    let mixed = tally(vec![ticked("ready.sign-off", "rm"), skip("dev"), skip("qa")]);
    assert_eq!((mixed.state, mixed.event), (ItemState::Done, Some(1)));
    let all = tally(vec![skip("rm"), skip("dev"), skip("qa")]);
    assert_eq!((all.state, all.event), (ItemState::Skipped, Some(3)));
}

#[test]
fn the_incident_checklist_is_due_during_an_incident() {
    let stand =
        |release: &Release| release.due_status(place("5.1"), ItemState::Todo, moment(BEFORE));
    let mut history = History::after([incident_declared(1)]);
    assert_eq!(stand(&history.release()), DueStatus::Due);
    history.record(ALICE, incident_resolved(1));
    assert_eq!(stand(&history.release()), DueStatus::Upcoming);
}

#[test]
fn each_incident_has_a_fresh_checklist() {
    let mut history = History::after([
        incident_declared(1),
        ticked_in(1, "trouble.rollback", "dev"),
        incident_declared(2),
    ]);
    let rollback = place("5.1");
    let release = history.release();
    assert_eq!(release.status(rollback).state, ItemState::Todo);
    assert_eq!(release.status_in(rollback, 1).state, ItemState::Done);
    history.record(ALICE, incident_resolved(2));
    assert_eq!(history.release().status(rollback).state, ItemState::Done);
}

#[test]
fn a_release_can_be_shown_as_known_at_an_earlier_moment() {
    let mut history = History::new();
    history.at("2026-12-02 10:00", BOB, ticked("plan.scope", "rm"));
    history.at("2026-12-03 10:00", BOB, rescheduled("2026-12-20 14:00"));
    let at = |text| history.release().as_of(moment(text).to_utc());
    let state = |release: &Release| release.status(place("1.1")).state;
    let early = at("2026-11-01 00:00");
    assert_eq!((state(&early), early.t), (ItemState::Todo, Some(moment(T))));
    let between = at("2026-12-02 10:00");
    assert_eq!((state(&between), between.t), (ItemState::Done, Some(moment(T))));
    let now = at("2026-12-03 10:00");
    assert_eq!(now.t, Some(moment("2026-12-20 14:00")));
    assert_eq!(dues(&now)[0], "13 23:59");
}

#[test]
fn a_draft_has_no_dates_no_progress_and_no_history() {
    let draft = Release::draft(playbook()).as_of(moment(T).to_utc());
    assert_eq!(draft.title(), "the playbook");
    assert_eq!(dues(&draft), ["-"; 5]);
    assert_eq!(stage(&draft, T), Stage::PreRelease);
    assert_eq!(draft.status(place("1.1")).state, ItemState::Todo);
    let due_status = draft.due_status(place("1.1"), ItemState::Todo, moment(T));
    assert_eq!(due_status, DueStatus::Upcoming);
}

#[test]
fn an_unknown_time_zone_falls_back_to_utc() {
    let unknown = Started { tz: "Mars/Olympus".to_owned(), ..started() };
    let release = History::of(unknown).release();
    assert_eq!(release.t.unwrap().to_rfc3339(), "2026-12-15T13:00:00+00:00");
}
