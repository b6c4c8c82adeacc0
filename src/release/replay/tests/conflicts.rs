//! Parallel events: which one counts, and what resolves the conflict.

use super::{progress, rows, shown};
use crate::log::Act;
use crate::release::Progress;
use crate::samples::{
    ALICE, BOB, DANA, EVE, History, assigned, blocked, blocked_in, cancelled, decided, escalated,
    finished, from_above, id, incident_declared, incident_resolved, overridden, reopened,
    rescheduled, skipped, ticked, ticked_in, unassigned, unblocked, unticked,
};

/// The earlier events, two opposite events, and the resulting line, which is that of the first.
fn opposites() -> Vec<(Vec<Act>, Act, Act, &'static str)> {
    let none = Vec::new;
    let scope = || ticked("plan.scope", "rm");
    let stop = || blocked("plan.scope", "rm");
    let skip = || skipped("plan.scope", "rm");
    let open = || unticked("plan.scope", "rm");
    let down = || incident_declared(1);
    let (soon, later) = (rescheduled("2026-12-10 14:00"), rescheduled("2026-12-20 14:00"));
    let vote = |outcome| decided("go-no-go", outcome, "rm");
    let no_go = "go-no-go: Some(\"no-go\"), awaiting []";
    vec![
        (vec![scope()], open(), scope(), "1.1 is Todo"),
        (vec![skip()], open(), skip(), "1.1 is Todo"),
        (none(), skip(), scope(), "1.1 is Skipped"),
        (none(), stop(), scope(), "1.1 is Blocked"),
        (none(), stop(), skip(), "1.1 is Blocked"),
        (vec![stop()], stop(), unblocked("plan.scope", "rm"), "1.1 is Blocked"),
        (vec![stop()], unblocked("plan.scope", "rm"), scope(), "1.1 is Todo"),
        (none(), unassigned("qa", EVE), assigned("qa", EVE, None), "qa: dana"),
        (none(), assigned("qa", EVE, Some(DANA)), assigned("qa", DANA, None), "qa: eve"),
        (none(), soon, later, "T is 2026-12-10 14:00:00 +01:00"),
        (vec![down()], down(), incident_resolved(1), "incident 1, resolved: false"),
        (none(), cancelled(), finished(), "is cancelled"),
        (vec![finished()], reopened(), finished(), "goes on"),
        (vec![finished()], reopened(), cancelled(), "goes on"),
        (none(), vote("no-go"), vote("go"), no_go),
        (none(), overridden("go-no-go", "no-go"), vote("go"), no_go),
        (
            vec![escalated("go-no-go", "qa")],
            vote("no-go"),
            from_above("go-no-go", "go", "qa"),
            no_go,
        ),
    ]
}

/// The progress after two parallel events, in both orders of the log.
fn beside(before: &[Act], first: &Act, second: &Act) -> [(Progress, usize); 2] {
    [(first, second), (second, first)].map(|(a, b)| {
        let mut history = History::after(before.to_vec());
        let known = history.events.last().unwrap().id;
        history.knowing(&[known], ALICE, a.clone());
        history.knowing(&[known], BOB, b.clone());
        (progress(&history), before.len() + 1)
    })
}

#[test]
fn the_careful_one_of_opposite_events_counts_and_both_are_in_conflict() {
    for (before, careful, other, line) in opposites() {
        let [(forth, at), (back, _)] = beside(&before, &careful, &other);
        let conflict = |events| vec![events];
        assert_eq!(forth.conflicts, conflict(vec![at, at + 1]), "{careful:?}");
        assert_eq!(back.conflicts, conflict(vec![at + 1, at]), "{careful:?}");
        for progress in [forth, back] {
            assert!(shown(&progress).contains(line), "{:?}", shown(&progress));
        }
    }
}

#[test]
fn an_event_that_knows_both_sides_resolves_the_conflict() {
    for (before, careful, other, _) in opposites() {
        let mut history = History::after(before);
        let known = history.events.last().unwrap().id;
        history.knowing(&[known], ALICE, careful);
        history.knowing(&[known], BOB, other.clone());
        history.record(BOB, other.clone());
        let progress = progress(&history);
        assert_eq!(progress.conflicts, Vec::<Vec<usize>>::new(), "{other:?}");
    }
}

#[test]
fn identical_events_are_not_in_conflict() {
    for (before, act, _) in rows() {
        for (progress, _) in beside(&before, &act, &act) {
            assert_eq!(progress.conflicts, Vec::<Vec<usize>>::new(), "{act:?}");
        }
    }
    let handover = assigned("qa", EVE, Some(DANA));
    for (progress, _) in beside(&[], &handover, &unassigned("qa", DANA)) {
        assert_eq!(progress.conflicts, Vec::<Vec<usize>>::new(), "both take the role from Dana");
        assert_eq!(progress.holders(&"qa".into()), [EVE.into()]);
    }
}

#[test]
fn an_event_that_knows_one_side_leaves_the_conflict() {
    let mut history = History::new();
    let tick = history.knowing(&[id(0)], ALICE, ticked("plan.scope", "rm"));
    history.knowing(&[id(0)], BOB, blocked("plan.scope", "rm"));
    history.knowing(&[tick], ALICE, unticked("plan.scope", "rm"));
    let progress = progress(&history);
    assert!(shown(&progress).contains("1.1 is Blocked"));
    assert_eq!(progress.conflicts.len(), 1);
    assert_eq!(progress.conflicts[0].len(), 2);
}

#[test]
fn different_declarations_of_one_incident_number_are_in_conflict() {
    let other = Act::IncidentDeclared { incident: 1, text: "slow".to_owned(), severity: 2 };
    for (progress, at) in beside(&[], &incident_declared(1), &other) {
        assert_eq!(progress.conflicts.len(), 1);
        let incident = &progress.incidents[0];
        assert_eq!((incident.declared, &incident.beside[..]), (at, &[at + 1][..]));
        assert_eq!(incident.resolved, None);
    }
    let mut history = History::new();
    history.knowing(&[id(0)], ALICE, incident_declared(1));
    history.knowing(&[id(0)], BOB, other);
    history.record(ALICE, incident_resolved(1));
    assert!(progress(&history).conflicts.is_empty());
    assert!(progress(&history).incidents[0].resolved.is_some());
}

#[test]
fn resolving_an_incident_resolves_the_known_conflicts_on_its_checklist() {
    let mut history = History::after([incident_declared(1)]);
    let tick = ticked_in(1, "trouble.rollback", "dev");
    let known = history.knowing(&[id(1)], ALICE, tick);
    history.knowing(&[id(1)], BOB, blocked_in(1, "trouble.rollback", "dev"));
    assert_eq!(progress(&history).conflicts.len(), 1);
    let mut parallel = history.clone();
    parallel.knowing(&[known], ALICE, incident_resolved(1));
    assert_eq!(progress(&parallel).conflicts.len(), 1);
    history.record(ALICE, incident_resolved(1));
    assert_eq!(progress(&history).conflicts, Vec::<Vec<usize>>::new());
}
