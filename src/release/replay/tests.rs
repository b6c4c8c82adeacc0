//! Each kind of event: its effect, and the effect of undoing it.

mod conflicts;

use super::{Progress, ReleaseState, replay};
use crate::log::samples::kinds;
use crate::log::{Act, NoteKind, Noted};
use crate::names::Person;
use crate::release::{permission::is_lasting, permissions::Permissions};
use crate::samples::{
    ALICE, BOB, DANA, EVE, History, assigned, blocked, cancelled, decided, escalated, finished, id,
    incident_declared, incident_resolved, playbook, reopened, rescheduled, skipped, ticked,
    ticked_in, unassigned, unblocked, undone, unticked,
};
use std::collections::BTreeSet;

fn progress(history: &History) -> Progress {
    replay(&Permissions::of(&playbook().into(), &history.log()))
}

/// The resulting state, one line per fact.
fn shown(progress: &Progress) -> BTreeSet<String> {
    let playbook = playbook();
    let mut lines = BTreeSet::new();
    for (slot, stand) in &progress.slots {
        let number = playbook.number(slot.place);
        let role = slot.role.map(|r| format!(" for {}", playbook.roles[r].id));
        let round = Some(slot.round).filter(|round| *round > 1);
        let round = round.map(|round| format!(" in round {round}"));
        let (role, round) = (role.unwrap_or_default(), round.unwrap_or_default());
        lines.insert(format!("{number}{role}{round} is {:?}", stand.state));
    }
    for (role, people) in &progress.people {
        let mut people: Vec<&str> = people.iter().map(Person::short).collect();
        people.sort_unstable();
        lines.insert(format!("{role}: {}", people.join(" ")));
    }
    for ((decision, _), verdict) in &progress.decisions {
        lines.insert(format!("{decision}: {:?}, awaiting {:?}", verdict.outcome, verdict.awaited));
    }
    for incident in &progress.incidents {
        let resolved = incident.resolved.is_some();
        lines.insert(format!("incident {}, resolved: {resolved}", incident.number));
    }
    if let Some(t) = &progress.t {
        lines.insert(format!("T is {}", t.fixed_offset()));
    }
    lines.insert(match progress.end {
        ReleaseState::Active => "goes on".to_owned(),
        ReleaseState::Finished(_) => "is finished".to_owned(),
        ReleaseState::Cancelled(_) => "is cancelled".to_owned(),
    });
    lines.extend(progress.resolved_risks.iter().map(|i| format!("no risk {i}")));
    lines
}

fn risk() -> Act {
    Act::Noted(Noted { item: None, kind: NoteKind::Risk, text: "rain".to_owned(), link: None })
}

/// The earlier events, an act, and the new lines that it causes.
fn rows() -> Vec<(Vec<Act>, Act, &'static [&'static str])> {
    let none = Vec::new;
    let scope = || ticked("plan.scope", "rm");
    let down = |incident| vec![incident_declared(incident)];
    vec![
        (none(), scope(), &["1.1 is Done"]),
        (none(), ticked("qa.smoke", "qa"), &["D3 is Done"]),
        (none(), ticked("ready.sign-off", "qa"), &["2.1 for qa is Done"]),
        (none(), ticked("plan.scope", "qa"), &["1.1 is Done"]),
        (down(2), ticked_in(2, "trouble.rollback", "dev"), &["5.1 in round 2 is Done"]),
        (none(), ticked("gone.item", "rm"), &[]),
        (none(), ticked("ready.sign-off", "gone"), &[]),
        (vec![scope()], unticked("plan.scope", "rm"), &["1.1 is Todo"]),
        (none(), skipped("plan.scope", "rm"), &["1.1 is Skipped"]),
        (none(), blocked("plan.scope", "rm"), &["1.1 is Blocked"]),
        (vec![blocked("plan.scope", "rm")], unblocked("plan.scope", "rm"), &["1.1 is Todo"]),
        (none(), risk(), &[]),
        (vec![risk()], Act::RiskResolved { event: id(1), reason: None }, &["no risk 1"]),
        (none(), assigned("qa", EVE, None), &["qa: dana eve"]),
        (none(), assigned("qa", EVE, Some(DANA)), &["qa: eve"]),
        (none(), assigned("qa", DANA, None), &[]),
        (none(), assigned("boss", EVE, None), &["boss: eve"]),
        (none(), unassigned("dev", BOB), &["dev: carol"]),
        (none(), rescheduled("2026-12-16 14:00"), &["T is 2026-12-16 14:00:00 +01:00"]),
        (none(), decided("go-no-go", "go", "rm"), &["go-no-go: Some(\"go\"), awaiting []"]),
        (none(), decided("gone", "go", "rm"), &[]),
        (none(), escalated("go-no-go", "boss"), &[]),
        (none(), incident_declared(1), &["incident 1, resolved: false"]),
        (down(1), Act::IncidentNoted { incident: 1, text: "still down".to_owned() }, &[]),
        (down(1), incident_resolved(1), &["incident 1, resolved: true"]),
        (none(), Act::Announced { about: "during-release".to_owned(), note: None }, &[]),
        (none(), finished(), &["is finished"]),
        (vec![finished()], reopened(), &["goes on"]),
        (none(), cancelled(), &["is cancelled"]),
    ]
}

#[test]
fn each_kind_of_event_has_its_effect() {
    let mut found = BTreeSet::new();
    for (before, act, effect) in rows() {
        found.insert(act.name().to_owned());
        let mut history = History::after(before);
        let without = shown(&progress(&history));
        history.record(BOB, act.clone());
        let with = shown(&progress(&history));
        let new: Vec<&String> = with.difference(&without).collect();
        assert_eq!(new, effect, "{act:?}");
    }
    // The start, an undo, a join and a repair write nothing. Bob may not change the plan.
    assert_eq!(found.len(), kinds() - 7);
}

#[test]
fn an_undone_event_counts_as_never_recorded() {
    for (before, act, _) in rows() {
        let mut history = History::after(before);
        let expected = shown(&progress(&history));
        let event = history.record(BOB, act.clone());
        let by = history.events.last().unwrap().by.clone();
        history.record(by.as_str(), undone(event));
        let progress = progress(&history);
        // The end of a release stays.
        let lasts = is_lasting(&act);
        assert_eq!(progress.undone.len(), usize::from(!lasts), "{act:?}");
        assert_eq!(shown(&progress) == expected, !lasts, "{act:?}");
    }
}

#[test]
fn the_declaration_that_counts_starts_the_incident() {
    let mut history = History::new();
    let first = history.knowing(&[id(0)], ALICE, incident_declared(1));
    history.knowing(&[id(0)], BOB, incident_declared(1));
    history.record(ALICE, undone(first));
    assert_eq!(progress(&history).incidents[0].declared, 2);
}
