//! Deviations from the plan and the role holders at the time of each event.

use super::{DeviationDetail, deviations};
use crate::log::{Act, NoteKind, Noted};
use crate::samples::{
    ALICE, BOB, DANA, EVE, History, assigned, decided, from_above, overridden, rescheduled,
    skipped, ticked, unassigned, undone, unticked,
};

const IN_TIME: &str = "2026-12-08 23:59";
const TOO_LATE: &str = "2026-12-09 00:00";

/// The deviations: the number of the place and the kind.
fn found(history: &History) -> Vec<String> {
    let release = history.release();
    let shown = deviations(&release).into_iter().map(|deviation| {
        let number = deviation.place.map(|place| release.playbook.number(place));
        let number = number.unwrap_or_else(|| "release".to_owned());
        match deviation.kind {
            DeviationDetail::Late { due } => {
                format!("{number} late, due {}", due.format("%d %H:%M"))
            }
            DeviationDetail::Skipped { .. } => format!("{number} skipped"),
            DeviationDetail::Foreign { role_name } => format!("{number} foreign to {role_name}"),
            DeviationDetail::Early { waited_for } => format!("{number} before {waited_for:?}"),
            DeviationDetail::Unticked { done_by } => {
                format!("{number} set back, done by {done_by}")
            }
            DeviationDetail::Added => "added".to_owned(),
            DeviationDetail::SelfAssigned { role_name } => {
                format!("{role_name} assigned to oneself")
            }
            DeviationDetail::Overridden => format!("{number} overridden"),
            DeviationDetail::ClosedGate { gate, missing } => {
                format!("{number} past {gate}, {missing} missing")
            }
            DeviationDetail::Repaired => format!("{number} repaired"),
            DeviationDetail::Noted => format!("{number} noted"),
        }
    });
    shown.collect()
}

fn noted(kind: NoteKind, item: Option<&str>) -> Act {
    Act::Noted(Noted { item: item.map(Into::into), kind, text: "otherwise".to_owned(), link: None })
}

fn scope() -> Act {
    ticked("plan.scope", "rm")
}

#[test]
fn a_required_item_ticked_after_its_due_date_as_it_was_then_is_late() {
    let late = "1.1 late, due 08 23:59";
    for (events, expected) in [
        (vec![(IN_TIME, ALICE, scope())], ""),
        (vec![(TOO_LATE, ALICE, scope())], late),
        (vec![(TOO_LATE, ALICE, ticked("plan.windows", "rm"))], ""),
        (vec![(TOO_LATE, DANA, ticked("qa.testing", "qa"))], ""),
        (
            vec![(TOO_LATE, ALICE, scope()), (TOO_LATE, ALICE, rescheduled("2026-12-30 14:00"))],
            late,
        ),
        (vec![(IN_TIME, ALICE, scope()), (TOO_LATE, ALICE, rescheduled("2026-12-10 14:00"))], ""),
        (vec![(IN_TIME, ALICE, rescheduled("2026-12-16 14:00")), (TOO_LATE, ALICE, scope())], ""),
    ] {
        let mut history = History::new();
        for (at, by, act) in events {
            history.at(at, by, act);
        }
        assert_eq!(found(&history).join(""), expected);
    }
}

#[test]
fn a_skipped_required_item_is_a_deviation() {
    let mut history = History::new();
    history.record(ALICE, skipped("plan.scope", "rm"));
    history.record(ALICE, skipped("plan.windows", "rm"));
    history.record(DANA, skipped("qa.testing", "qa"));
    assert_eq!(found(&history), ["1.1 skipped"]);
}

#[test]
fn a_tick_by_a_person_without_the_role_is_a_deviation() {
    let mut history = History::new();
    history.record(EVE, scope());
    // Naming a role does not make a person its holder.
    history.record(DANA, ticked("plan.docs", "qa"));
    history.record(BOB, ticked("ready.sign-off", "qa"));
    history.record(BOB, ticked("ready.sign-off", "dev"));
    history.record(ALICE, skipped("deploy.check", "qa"));
    let expected = [
        "1.1 foreign to Release Manager",
        "1.3 foreign to Developer",
        "2.1 foreign to QA/Testing",
        "3.2 skipped",
        "3.2 foreign to QA/Testing",
    ];
    assert_eq!(found(&history), expected);
}

#[test]
fn a_tick_for_an_unassigned_role_is_no_deviation() {
    let mut history = History::after([unassigned("rm", ALICE)]);
    history.record(EVE, scope());
    assert_eq!(found(&history), [""; 0]);
}

#[test]
fn a_decision_without_authority_is_a_deviation() {
    let history = History::after([
        decided("go-no-go", "go", "rm"),
        from_above("go-no-go", "go", "boss"),
        overridden("go-no-go", "go"),
    ]);
    assert_eq!(found(&history), ["release overridden"]);
}

#[test]
fn a_deviation_note_is_a_deviation() {
    let history = History::after([
        noted(NoteKind::Deviation, None),
        noted(NoteKind::Risk, None),
        noted(NoteKind::Deviation, Some("plan.scope")),
    ]);
    assert_eq!(found(&history), ["release noted", "1.1 noted"]);
}

#[test]
fn a_later_handover_does_not_change_deviations() {
    let mut history = History::new();
    history.record(ALICE, scope());
    history.record(EVE, ticked("plan.windows", "rm"));
    history.record(ALICE, assigned("rm", EVE, Some(ALICE)));
    history.record(EVE, ticked("ready.sign-off", "rm"));
    history.record(ALICE, unticked("ready.sign-off", "rm"));
    history.record(ALICE, ticked("ready.sign-off", "rm"));
    assert_eq!(
        found(&history),
        [
            "1.2 foreign to Release Manager",
            "2.1 set back, done by eve@example.com",
            "2.1 foreign to Release Manager",
        ]
    );
}

#[test]
fn assigning_oneself_a_role_that_decides_is_a_deviation() {
    let mut history = History::new();
    history.record(EVE, assigned("qa", EVE, None));
    history.record(ALICE, assigned("dev", EVE, None));
    history.record(EVE, assigned("rm", EVE, None));
    assert_eq!(found(&history), ["Release Manager assigned to oneself"]);
}

#[test]
fn an_undone_event_is_no_deviation() {
    let mut history = History::new();
    for act in [
        scope(),
        skipped("plan.docs", "dev"),
        overridden("go-no-go", "go"),
        noted(NoteKind::Deviation, None),
    ] {
        let event = history.at(TOO_LATE, EVE, act);
        history.record(EVE, undone(event));
    }
    let handover = history.record(EVE, assigned("rm", EVE, Some(ALICE)));
    history.record(EVE, undone(handover));
    history.at(IN_TIME, ALICE, scope());
    assert_eq!(found(&history), [""; 0]);
}

#[test]
fn lateness_after_the_deployment_counts_from_its_moment() {
    for (deployed, watched, due) in [("14:00", "15:01", "15:00"), ("13:00", "14:01", "14:00")] {
        let mut history = History::new();
        history.at(&format!("2026-12-15 {deployed}"), BOB, ticked("deploy.run", "dev"));
        history.at(&format!("2026-12-15 {watched}"), BOB, ticked("after.watch", "dev"));
        assert_eq!(found(&history)[1..], [format!("4.1 late, due 15 {due}")]);
    }
}

#[test]
fn an_unticked_deployment_no_longer_counts() {
    let mut history = History::new();
    history.at("2026-12-15 09:00", BOB, ticked("deploy.run", "dev"));
    history.at("2026-12-15 09:30", BOB, unticked("deploy.run", "dev"));
    history.at("2026-12-15 15:00", BOB, ticked("after.watch", "dev"));
    assert_eq!(found(&history), ["3.1 past deploy, 5 missing"]);
}

/// All requirements of the gate before the deployment, recorded by their owners.
fn ready() -> History {
    let mut history = History::new();
    history.record(ALICE, scope());
    history.record(BOB, ticked("plan.docs", "dev"));
    for (by, role) in [(ALICE, "rm"), (BOB, "dev"), (DANA, "qa")] {
        history.record(by, ticked("ready.sign-off", role));
    }
    history.record(DANA, ticked("deploy.check", "qa"));
    history.record(ALICE, decided("go-no-go", "go", "rm"));
    history
}

#[test]
fn a_deployment_while_its_gate_was_closed_stays_a_deviation() {
    let mut history = ready();
    history.record(BOB, ticked("deploy.run", "dev"));
    history.record(DANA, unticked("deploy.check", "qa"));
    assert_eq!(found(&history), [""; 0]);
    let mut history = ready();
    history.record(DANA, unticked("deploy.check", "qa"));
    history.record(BOB, ticked("deploy.run", "dev"));
    history.record(DANA, ticked("deploy.check", "qa"));
    // The item, and the decision that needs confirmation after its untick.
    assert_eq!(found(&history), ["3.1 past deploy, 2 missing"]);
}

#[test]
fn the_gate_of_a_deployment_is_judged_by_the_events_known_to_its_writer() {
    let mut history = ready();
    let last = history.events[history.events.len() - 1].id;
    history.knowing(&[last], DANA, unticked("deploy.check", "qa"));
    history.knowing(&[last], BOB, ticked("deploy.run", "dev"));
    assert_eq!(found(&history), [""; 0]);
}
