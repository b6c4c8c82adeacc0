//! The conditions that open a gate or keep it closed.

use super::judge;
use crate::log::Act;
use crate::playbook::Playbook;
use crate::release::Release;
use crate::samples::{
    self, ALICE, BOB, DANA, History, blocked, blocked_in, cancelled, decided, finished, id,
    incident_declared, incident_resolved, overridden, reopened, rescheduled, skipped, ticked,
    ticked_in, unblocked, undone, unticked,
};

/// The requirements of a gate that are not met, in a few words each; `open` if it is open.
fn missing(release: &Release, gate: &str) -> String {
    let judgement = judge(release, &gate.into()).unwrap();
    let words = judgement.missing.iter().map(|missing| match missing {
        super::Requirement::Item { place, state } => {
            format!("{} {state:?}", release.playbook.number(*place))
        }
        super::Requirement::Decision { decision, outcome, .. } => {
            format!("{decision} {}", outcome.as_deref().unwrap_or("undecided"))
        }
        super::Requirement::Unconfirmed { decision, since } => {
            format!("{decision} in question since {since}")
        }
        super::Requirement::Cancelled(event) => format!("cancelled by {event}"),
        super::Requirement::Incident(number) => format!("incident {number}"),
        super::Requirement::Conflict(events) => format!("conflict {events:?}"),
    });
    let words: Vec<String> = words.collect();
    assert_eq!(judgement.open(), words.is_empty() && judgement.counted > 0, "{words:?}");
    if judgement.open() { "open".to_owned() } else { words.join(", ") }
}

/// Meets all requirements of the gate `deploy`; the decision is the last event, number 7.
fn ready() -> History {
    History::after(samples::ready())
}

/// Meets all requirements of the gate `pre-release`.
fn prepared() -> Vec<Act> {
    samples::ready()[..5].to_vec()
}

fn after(acts: Vec<Act>, gate: &str) -> String {
    missing(&History::after(acts).release(), gate)
}

#[test]
fn an_unfinished_item_closes_the_gate() {
    assert_eq!(after(prepared(), "pre-release"), "open");
    for left_out in 0..prepared().len() {
        let mut acts = prepared();
        acts.remove(left_out);
        let number = ["1.1 Todo", "1.3 Todo", "2.1 Todo", "2.1 Todo", "2.1 Todo"][left_out];
        assert_eq!(after(acts, "pre-release"), number);
    }
}

#[test]
fn a_blocked_or_unticked_item_closes_the_gate() {
    for (act, state) in [
        (blocked("plan.scope", "rm"), "1.1 Blocked"),
        (unblocked("plan.scope", "rm"), "1.1 Todo"),
        (unticked("plan.scope", "rm"), "1.1 Todo"),
        (undone(id(1)), "1.1 Todo"),
        (unticked("ready.sign-off", "qa"), "2.1 Todo"),
        (skipped("plan.scope", "rm"), "open"),
        (skipped("ready.sign-off", "dev"), "open"),
        (blocked("plan.windows", "rm"), "1.2 Blocked"),
        (unblocked("plan.windows", "rm"), "open"),
    ] {
        let acts = prepared().into_iter().chain([act]);
        assert_eq!(after(acts.collect(), "pre-release"), state);
    }
}

#[test]
fn a_conditional_or_optional_item_closes_the_gate_only_if_named() {
    assert_eq!(after(prepared(), "pre-release"), "open");
    let optional = |playbook: &mut Playbook| {
        for phase in &mut playbook.phases[..2] {
            for item in &mut phase.items {
                item.optional = true;
            }
        }
        playbook.phases[0].items[0].optional = false;
    };
    let release = History::with(optional).release();
    assert_eq!(missing(&release, "pre-release"), "1.1 Todo");
    let named = History::with(|playbook| {
        optional(playbook);
        playbook.gates[0].items.push("plan.windows".into());
    })
    .release();
    assert_eq!(missing(&named, "pre-release"), "1.1 Todo, 1.2 Todo");
}

#[test]
fn a_cancelled_release_closes_every_gate() {
    let mut history = ready();
    history.record(ALICE, cancelled());
    assert_eq!(missing(&history.release(), "pre-release"), "cancelled by 8");
    assert_eq!(missing(&history.release(), "deploy"), "cancelled by 8");
    history.record(ALICE, reopened());
    assert_eq!(missing(&history.release(), "deploy"), "open");
}

#[test]
fn a_finished_release_keeps_its_verdicts() {
    let mut history = ready();
    history.record(ALICE, finished());
    history.knowing(&[id(7)], BOB, unticked("plan.scope", "rm"));
    assert_eq!(missing(&history.release(), "deploy"), "open");
}

#[test]
fn parallel_ends_keep_the_verdicts_of_what_all_their_writers_knew() {
    let mut alice_last = ready();
    alice_last.knowing(&[id(7)], BOB, unticked("plan.scope", "rm"));
    alice_last.knowing(&[id(8)], BOB, finished());
    alice_last.knowing(&[id(7)], ALICE, finished());
    let mut bob_last = ready();
    bob_last.knowing(&[id(7)], ALICE, finished());
    bob_last.knowing(&[id(7)], BOB, unticked("plan.scope", "rm"));
    bob_last.knowing(&[id(9)], BOB, finished());
    for history in [alice_last, bob_last] {
        assert!(missing(&history.release(), "deploy").starts_with("1.1 Todo"));
    }
}

#[test]
fn a_verdict_at_the_end_names_events_among_all_events() {
    let mut history = ready();
    for _ in 0..2 {
        history.knowing(&[id(7)], BOB, unticked("plan.scope", "rm"));
    }
    let moved = history.knowing(&[id(7)], ALICE, rescheduled("2026-12-16 14:00"));
    history.knowing(&[moved], ALICE, finished());
    let release = history.release();
    let since = release.log.position(moved).unwrap();
    assert_eq!(missing(&release, "deploy"), format!("go-no-go in question since {since}"));
}

#[test]
fn a_decision_needs_confirmation_after_t_moves_to_another_day() {
    let question = "go-no-go in question since 8";
    let mut history = ready();
    history.record(ALICE, rescheduled("2026-12-15 18:00"));
    assert_eq!(missing(&history.release(), "deploy"), "open");
    for back in [rescheduled("2026-12-15 14:00"), undone(id(8))] {
        let mut history = ready();
        history.record(ALICE, rescheduled("2026-12-16 14:00"));
        assert_eq!(missing(&history.release(), "deploy"), question);
        history.record(ALICE, decided("go-no-go", "go", "rm"));
        assert_eq!(missing(&history.release(), "deploy"), "open");
        history.record(ALICE, back);
        assert_eq!(missing(&history.release(), "deploy"), "go-no-go in question since 10");
    }
}

#[test]
fn a_gate_on_the_incident_checklist_requires_it_for_each_ongoing_incident() {
    let mut history = History::with(|playbook| {
        playbook.gates[0].stages.clear();
        playbook.gates[0].phases = vec!["trouble".into()];
    });
    let judgement = judge(&history.release(), &"pre-release".into()).unwrap();
    assert!(!judgement.open() && judgement.counted == 0);
    history.record(DANA, incident_declared(1));
    history.record(BOB, ticked_in(1, "trouble.rollback", "dev"));
    assert_eq!(missing(&history.release(), "pre-release"), "5.2 Todo");
    history.record(DANA, incident_declared(2));
    history.record(BOB, blocked_in(1, "trouble.told", "dev"));
    history.record(DANA, incident_declared(3));
    let all = "5.1 Todo, 5.2 Blocked";
    assert_eq!(missing(&history.release(), "pre-release"), all);
    for incident in [1, 2, 3] {
        history.record(DANA, incident_resolved(incident));
    }
    assert!(!judge(&history.release(), &"pre-release".into()).unwrap().open());
}

#[test]
fn a_conflict_on_the_checklist_of_a_resolved_incident_closes_no_gate() {
    let mut history = History::with(|playbook| {
        playbook.gates[0].stages.clear();
        playbook.gates[0].items = vec!["plan.scope".into(), "trouble.rollback".into()];
    });
    history.record(ALICE, ticked("plan.scope", "rm"));
    history.record(DANA, incident_declared(1));
    history.knowing(&[id(2)], ALICE, ticked_in(1, "trouble.rollback", "dev"));
    history.knowing(&[id(2)], BOB, blocked_in(1, "trouble.rollback", "dev"));
    assert_eq!(missing(&history.release(), "pre-release"), "5.1 Blocked");
    history.knowing(&[id(3)], ALICE, incident_resolved(1));
    assert_eq!(history.release().progress.conflicts.len(), 1);
    assert_eq!(missing(&history.release(), "pre-release"), "open");
}

#[test]
fn a_gate_without_requirements_stays_closed() {
    let release = History::with(|playbook| playbook.gates[0].stages.clear()).release();
    let judgement = judge(&release, &"pre-release".into()).unwrap();
    assert_eq!(judgement.counted, 0);
    assert_eq!(judgement.missing, []);
    assert!(!judgement.open());
}

#[test]
fn the_requirements_of_included_gates_apply_at_any_depth() {
    let history = ready();
    assert_eq!(missing(&history.release(), "deploy"), "open");
    let release = History::with(|playbook| {
        // This includes a cycle.
        playbook.gates[0].gates.push("joint".into());
        playbook.gates[2].gates.push("deploy".into());
    })
    .release();
    let all =
        "1.1 Todo, 1.3 Todo, 2.1 Todo, 3.1 Todo, 3.2 Todo, go-no-go undecided, rollback undecided";
    for gate in ["pre-release", "deploy", "joint"] {
        assert_eq!(missing(&release, gate), all, "{gate}");
    }
}

#[test]
fn gates_requiring_different_outcomes_are_not_open_together() {
    let mut history = History::with(|playbook| {
        playbook.gates[0].decisions.insert("go-no-go".into(), "no-go".to_owned());
    });
    for event in &ready().events[1..] {
        history.record(ALICE, event.act.clone());
    }
    assert_eq!(missing(&history.release(), "deploy"), "go-no-go go");
    assert_eq!(missing(&history.release(), "pre-release"), "go-no-go go");
}

#[test]
fn a_gate_requires_the_decision_with_its_outcome() {
    let gate = |act: Option<Act>| {
        let mut history = ready();
        history.events.pop();
        act.map(|act| history.record(ALICE, act));
        missing(&history.release(), "deploy")
    };
    assert_eq!(gate(None), "go-no-go undecided");
    assert_eq!(gate(Some(decided("go-no-go", "no-go", "rm"))), "go-no-go no-go");
    assert_eq!(gate(Some(decided("go-no-go", "go", "rm"))), "open");
    assert_eq!(gate(Some(overridden("go-no-go", "go"))), "open");
}

#[test]
fn a_split_decision_closes_the_gate() {
    let mut history = ready();
    history.knowing(&[id(6)], BOB, decided("go-no-go", "no-go", "rm"));
    assert_eq!(missing(&history.release(), "deploy"), "go-no-go no-go");
}

#[test]
fn an_item_ticked_and_skipped_in_parallel_closes_the_gate_until_resolved() {
    let mut history = ready();
    let before = history.events[0].id;
    history.knowing(&[before], BOB, skipped("plan.scope", "rm"));
    assert!(missing(&history.release(), "deploy").starts_with("conflict ["));
    history.record(ALICE, ticked("plan.scope", "rm"));
    assert_eq!(missing(&history.release(), "deploy"), "open");
}

#[test]
fn an_untick_after_a_decision_requires_confirmation_even_if_ticked_again() {
    let tick = || ticked("plan.scope", "rm");
    for again in [
        vec![unticked("plan.scope", "rm"), tick()],
        vec![blocked("plan.scope", "rm"), unblocked("plan.scope", "rm"), tick()],
        vec![undone(id(1)), tick()],
    ] {
        let mut history = ready();
        for act in again {
            history.record(ALICE, act);
        }
        let question = "go-no-go in question since 8";
        assert_eq!(missing(&history.release(), "deploy"), question);
        history.record(ALICE, decided("go-no-go", "go", "rm"));
        assert_eq!(missing(&history.release(), "deploy"), "open");
    }
}

#[test]
fn a_decision_made_without_knowing_of_an_untick_needs_confirmation() {
    let mut history = ready();
    history.knowing(&[id(6)], BOB, unticked("plan.scope", "rm"));
    history.record(BOB, ticked("plan.scope", "rm"));
    assert_eq!(missing(&history.release(), "deploy"), "go-no-go in question since 8");
}

#[test]
fn changes_outside_the_gates_requirements_need_no_confirmation() {
    let mut history = ready();
    for act in [ticked("qa.smoke", "qa"), unticked("qa.smoke", "qa"), unticked("deploy.run", "dev")]
    {
        history.record(DANA, act);
    }
    let untick = history.record(BOB, unticked("plan.scope", "rm"));
    history.record(BOB, undone(untick));
    assert_eq!(missing(&history.release(), "deploy"), "open");
}

#[test]
fn an_ongoing_incident_closes_a_gate_that_requires_none() {
    let mut history = ready();
    history.record(DANA, incident_declared(1));
    history.record(DANA, incident_declared(2));
    let both = "incident 1, incident 2";
    assert_eq!(missing(&history.release(), "deploy"), both);
    assert_eq!(missing(&history.release(), "pre-release"), "open");
    history.record(DANA, incident_resolved(1));
    assert_eq!(missing(&history.release(), "deploy"), "incident 2");
    history.record(DANA, incident_resolved(2));
    assert_eq!(missing(&history.release(), "deploy"), "open");
}

#[test]
fn a_conflict_about_the_release_time_or_state_closes_every_gate() {
    let (soon, later) = ("2026-12-10 14:00", "2026-12-20 14:00");
    for (one, other, events) in [
        (rescheduled(soon), rescheduled(later), "conflict [8, 9]"),
        (cancelled(), finished(), "conflict [8, 9]"),
        (reopened(), finished(), "conflict [8, 9]"),
    ] {
        let mut history = ready();
        history.knowing(&[id(7)], ALICE, one);
        history.knowing(&[id(7)], BOB, other);
        assert!(missing(&history.release(), "pre-release").ends_with(events));
        assert!(missing(&history.release(), "deploy").ends_with(events));
    }
}
