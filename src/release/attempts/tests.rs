//! Rollbacks: what ends an attempt, what starts over, and what no later event changes.

use crate::log::{Act, Decided, Started};
use crate::release::gate::judge;
use crate::release::{ItemState, Release};
use crate::samples::{
    ALICE, BOB, EVE, History, assigned, decided, id, incident_declared, moment, overridden,
    playbook, rescheduled, round, started, ticked, ticked_in, undone, unticked, vote,
};
use std::sync::Arc;

/// A release whose decision `rollback` rolls back.
fn reverting() -> Started {
    let mut playbook = playbook();
    playbook.decisions[1].outcomes = vec!["rollback".to_owned(), "stay".to_owned()];
    playbook.decisions[1].reverts = true;
    playbook.gates.pop();
    Started { playbook: Arc::new(playbook), ..started() }
}

/// A deployed release, decided by event 6 and deployed by event 8.
fn deployed() -> History {
    let mut history = History::of(reverting());
    for act in [
        ticked("plan.scope", "rm"),
        ticked("plan.docs", "dev"),
        ticked("ready.sign-off", "rm"),
        ticked("ready.sign-off", "dev"),
        ticked("ready.sign-off", "qa"),
        decided("go-no-go", "go", "rm"),
        ticked("deploy.check", "qa"),
        ticked("deploy.run", "dev"),
    ] {
        history.record(ALICE, act);
    }
    history
}

fn roll_back(history: &mut History) {
    history.record(ALICE, decided("rollback", "rollback", "rm"));
    history.at("2026-12-15 15:20", BOB, decided("rollback", "rollback", "dev"));
}

fn in_attempt(round: u32, decision: &str, outcome: &str, role: &str) -> Act {
    Act::Decided(Decided { round, ..vote(decision, outcome, role) })
}

/// The attempt, whether it is deployed, and what gate `deploy` misses.
fn shown(release: &Release) -> String {
    let missing = judge(release, &"deploy".into()).unwrap().missing.len();
    let deployed = if release.deployed().is_some() { "deployed, " } else { "" };
    format!("attempt {}, {deployed}{missing} missing", release.progress.attempt())
}

#[test]
fn a_rollback_starts_the_deployment_and_its_decisions_over() {
    let mut history = deployed();
    assert_eq!(shown(&history.release()), "attempt 1, deployed, 0 missing");
    history.record(ALICE, decided("rollback", "rollback", "rm"));
    assert_eq!(shown(&history.release()), "attempt 1, deployed, 0 missing");
    history.at("2026-12-15 15:20", BOB, decided("rollback", "rollback", "dev"));
    let release = history.release();
    // Check the deployment, and go/no-go.
    assert_eq!(shown(&release), "attempt 2, 2 missing");
    assert_eq!(release.decision_status(&"rollback".into()), None);
    let states = release.playbook.items().map(|(place, ..)| release.status(place).state);
    let done: Vec<bool> = states.map(|state| state == ItemState::Done).collect();
    assert_eq!(done, [true, false, true, true, false, false, false, false, false]);
    // The second attempt has its own ticks and decisions.
    history.record(ALICE, ticked_in(2, "deploy.check", "qa"));
    history.record(ALICE, in_attempt(2, "go-no-go", "go", "rm"));
    assert_eq!(shown(&history.release()), "attempt 2, 0 missing");
    history.record(BOB, ticked_in(2, "deploy.run", "dev"));
    assert_eq!(shown(&history.release()), "attempt 2, deployed, 0 missing");
    for role in ["rm", "dev"] {
        history.record(ALICE, in_attempt(2, "rollback", "rollback", role));
    }
    assert_eq!(shown(&history.release()), "attempt 3, 2 missing");
}

#[test]
fn nothing_is_rolled_back_before_the_deployment() {
    let mut history = deployed();
    history.record(ALICE, unticked("deploy.run", "dev"));
    roll_back(&mut history);
    assert_eq!(history.release().progress.attempt(), 1);
    let mut history = History::of(reverting());
    roll_back(&mut history);
    history.record(BOB, ticked("deploy.run", "dev"));
    assert_eq!(history.release().progress.attempt(), 1);
}

#[test]
fn an_override_rolls_back_alone() {
    let mut history = deployed();
    history.record(BOB, overridden("rollback", "rollback"));
    assert_eq!(history.release().progress.attempt(), 2);
}

#[test]
fn a_strangers_vote_to_stay_stops_no_rollback() {
    let mut history = deployed();
    let mine = history.record(ALICE, decided("rollback", "rollback", "rm"));
    let stay = history.forged(&[mine], EVE, decided("rollback", "stay", "dev"));
    history.knowing(&[stay], BOB, decided("rollback", "rollback", "dev"));
    assert_eq!(history.release().progress.attempt(), 2);
}

#[test]
fn all_votes_of_the_command_that_completes_a_rollback_count() {
    let mut history = deployed();
    history.record(ALICE, assigned("dev", ALICE, None));
    let vote = history.record(BOB, decided("rollback", "rollback", "dev"));
    let first = history.forged(&[vote], ALICE, decided("rollback", "rollback", "rm"));
    history.forged(&[first], ALICE, decided("rollback", "rollback", "dev"));
    assert_eq!(history.release().progress.refused.len(), 1);
    history.events[12].with = Some(first);
    assert_eq!(history.release().progress.refused.len(), 0);
}

#[test]
fn undoing_the_vote_to_stay_completes_a_rollback() {
    let mut history = deployed();
    for outcome in ["rollback", "stay"] {
        history.record(BOB, decided("rollback", outcome, "dev"));
    }
    history.record(ALICE, decided("rollback", "rollback", "rm"));
    assert_eq!(history.release().progress.attempt(), 1);
    history.record(BOB, undone(id(10)));
    assert_eq!(history.release().progress.rollbacks, [12]);
}

#[test]
fn without_such_a_decision_unticking_the_deployment_rolls_back() {
    let mut history = History::after([ticked("deploy.run", "dev")]);
    history.record(BOB, unticked("deploy.run", "dev"));
    assert_eq!(history.release().progress.attempt(), 2);
    let mut history = History::after([ticked("deploy.run", "dev")]);
    history.record(ALICE, undone(id(1)));
    assert_eq!(history.release().progress.attempt(), 1);
}

#[test]
fn votes_and_ticks_elsewhere_do_not_take_a_rollback_back() {
    for elsewhere in
        [decided("rollback", "stay", "dev"), unticked("deploy.run", "dev"), incident_declared(1)]
    {
        let mut history = deployed();
        roll_back(&mut history);
        history.knowing(&[id(8)], BOB, elsewhere);
        assert_eq!(history.release().progress.attempt(), 2);
    }
}

#[test]
fn a_rollback_can_be_undone_until_the_next_attempt_has_events() {
    let mut history = deployed();
    roll_back(&mut history);
    let next = history.clone();
    history.record(BOB, undone(id(10)));
    assert_eq!(shown(&history.release()), "attempt 1, deployed, 0 missing");
    for act in [ticked_in(2, "deploy.check", "qa"), in_attempt(2, "go-no-go", "go", "rm")] {
        let mut history = next.clone();
        history.record(ALICE, act);
        history.record(BOB, undone(id(10)));
        assert_eq!(history.release().progress.attempt(), 2);
    }
}

#[test]
fn nothing_of_a_new_attempt_is_due_before_the_end_of_its_day() {
    let mut history = deployed();
    let dues = |history: &History| {
        let spans = history.release().spans.into_iter().flatten();
        spans.map(|span| span.due.format("%d %H:%M").to_string()).collect::<Vec<_>>()
    };
    history.events[8].at = moment("2026-12-15 14:50").to_utc();
    assert_eq!(dues(&history), ["08 23:59", "12 23:59", "15 23:59", "15 15:50"]);
    roll_back(&mut history);
    // `T+1h` counts from the plan again, and would be over.
    assert_eq!(dues(&history), ["08 23:59", "12 23:59", "15 23:59", "15 23:59"]);
    history.record(ALICE, rescheduled("2026-12-17 14:00"));
    assert_eq!(dues(&history), ["10 23:59", "14 23:59", "17 23:59", "17 15:00"]);
}

#[test]
fn rounds_of_a_phase_add_to_attempts_in_any_order() {
    let mut started = reverting();
    Arc::make_mut(&mut started.playbook).phases[3].again = true;
    let mut history = History { events: deployed().events };
    history.events[0].act = Act::Started(Box::new(started));
    let mut parallel = history.clone();
    let after = |history: &History| history.release().round(3);
    history.record(ALICE, ticked("after.watch", "dev"));
    history.record(ALICE, round("after", 2));
    let second = history.record(ALICE, ticked_in(2, "after.watch", "dev"));
    assert_eq!(after(&history), 2);
    roll_back(&mut history);
    assert_eq!(after(&history), 3);
    history.record(ALICE, round("after", 4));
    history.record(ALICE, ticked_in(4, "after.watch", "dev"));
    history.record(ALICE, undone(second));
    let release = history.release();
    assert_eq!((release.round(3), release.log.uncounted.len()), (4, 0));
    // Two people start the same round in parallel.
    for by in [ALICE, ALICE] {
        let round = parallel.knowing(&[id(8)], by, round("after", 2));
        parallel.knowing(&[round], by, ticked_in(2, "after.watch", "dev"));
    }
    assert_eq!(after(&parallel), 2);
    assert_eq!(parallel.release().log.uncounted, []);
}

#[test]
fn a_round_with_events_cannot_be_undone() {
    let mut history = History::of(reverting());
    history.record(ALICE, ticked("ready.sign-off", "rm"));
    let again = history.record(ALICE, round("ready", 2));
    let mut taken_back = history.clone();
    taken_back.record(ALICE, undone(again));
    assert_eq!(taken_back.release().round(1), 1);
    // A tick that was recorded in parallel keeps the round.
    taken_back.knowing(&[again], BOB, ticked_in(2, "ready.sign-off", "dev"));
    assert_eq!(taken_back.release().round(1), 2);
    history.record(ALICE, ticked_in(2, "ready.sign-off", "rm"));
    history.record(ALICE, undone(again));
    assert_eq!(history.release().log.uncounted.len(), 1);
}
