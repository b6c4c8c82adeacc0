//! Each kind of event: its effect, what undoing it means, and what happens beside its opposite.

use super::{Conflict, End, Progress, replay};
use crate::log::samples::{KINDS, kind};
use crate::log::{Act, EventId, Note, Repaired, Started};
use crate::names::Person;
use crate::samples::{
    ALICE, BOB, DANA, EVE, History, assigned, blocked, blocked_in, cancelled, closed, decided,
    from_above, id, incident_closed, incident_opened, overridden, playbook, reopened, rescheduled,
    skipped, started, ticked, ticked_in, unassigned, unblocked, undone, unticked,
};
use chrono::TimeDelta;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, proptest};
use proptest::{collection, sample};
use std::collections::BTreeSet;

fn progress(history: &History) -> Progress {
    replay(&playbook(), &history.log())
}

/// What counts, a line for each thing.
fn shown(progress: &Progress) -> BTreeSet<String> {
    let playbook = playbook();
    let mut lines = BTreeSet::new();
    for (slot, stand) in &progress.stands {
        let number = playbook.number(slot.place);
        let role = slot.role.map(|r| format!(" for {}", playbook.roles[r].id));
        let incident = slot.incident.map(|n| format!(" in incident {n}"));
        let (role, incident) = (role.unwrap_or_default(), incident.unwrap_or_default());
        lines.insert(format!("{number}{role}{incident} is {:?}", stand.state));
    }
    for (role, people) in &progress.people {
        let mut people: Vec<&str> = people.iter().map(Person::short).collect();
        people.sort_unstable();
        lines.insert(format!("{role}: {}", people.join(" ")));
    }
    for (decision, verdict) in &progress.decisions {
        lines.insert(format!(
            "{decision}: {:?}, awaiting {:?}",
            verdict.outcome, verdict.awaited
        ));
    }
    for incident in &progress.incidents {
        let closed = incident.closed.is_some();
        lines.insert(format!("incident {}, closed: {closed}", incident.number));
    }
    if let Some(moved) = &progress.moved {
        lines.insert(format!("T is {}", moved.on));
    }
    lines.insert(match progress.end {
        End::Open => "goes on".to_owned(),
        End::Closed(_) => "is closed".to_owned(),
        End::Cancelled(_) => "is cancelled".to_owned(),
    });
    lines.extend(progress.closed_risks.iter().map(|i| format!("no risk {i}")));
    lines
}

fn risk() -> Act {
    Act::Noted(Note {
        item: None,
        kind: "risk".to_owned(),
        text: "rain".to_owned(),
        link: None,
    })
}

/// What stands before, an act, and the new lines it makes.
fn rows() -> Vec<(Vec<Act>, Act, &'static [&'static str])> {
    let none = Vec::new;
    let scope = || ticked("plan.scope", "rm");
    vec![
        (none(), scope(), &["1.1 is Done"]),
        (none(), ticked("qa.smoke", "qa"), &["D3 is Done"]),
        (
            none(),
            ticked("ready.sign-off", "qa"),
            &["2.1 for qa is Done"],
        ),
        (none(), ticked("plan.scope", "qa"), &["1.1 is Done"]),
        (
            vec![incident_opened(2)],
            ticked_in(2, "trouble.rollback", "dev"),
            &["5.1 in incident 2 is Done"],
        ),
        (none(), ticked("gone.item", "rm"), &[]),
        (none(), ticked("ready.sign-off", "gone"), &[]),
        (
            vec![scope()],
            unticked("plan.scope", "rm"),
            &["1.1 is Open"],
        ),
        (none(), skipped("plan.scope", "rm"), &["1.1 is Skipped"]),
        (none(), blocked("plan.scope", "rm"), &["1.1 is Blocked"]),
        (
            vec![blocked("plan.scope", "rm")],
            unblocked("plan.scope", "rm"),
            &["1.1 is Open"],
        ),
        (none(), risk(), &[]),
        (
            vec![risk()],
            Act::RiskClosed {
                event: id(1),
                reason: None,
            },
            &["no risk 1"],
        ),
        (none(), assigned("qa", EVE, None), &["qa: dana eve"]),
        (none(), assigned("qa", EVE, Some(DANA)), &["qa: eve"]),
        (none(), assigned("qa", DANA, None), &[]),
        (none(), assigned("boss", EVE, None), &["boss: eve"]),
        (none(), unassigned("dev", BOB), &["dev: carol"]),
        (
            none(),
            rescheduled("2026-12-16 14:00"),
            &["T is 2026-12-16 14:00:00 +01:00"],
        ),
        (
            none(),
            decided("go-no-go", "go", "rm"),
            &["go-no-go: Some(\"go\"), awaiting []"],
        ),
        (none(), decided("gone", "go", "rm"), &[]),
        (
            none(),
            Act::Escalated {
                decision: "go-no-go".into(),
                to: "boss".into(),
                reason: None,
            },
            &[],
        ),
        (none(), incident_opened(1), &["incident 1, closed: false"]),
        (
            vec![incident_opened(1)],
            Act::IncidentNoted {
                incident: 1,
                text: "still down".to_owned(),
            },
            &[],
        ),
        (
            vec![incident_opened(1)],
            incident_closed(1),
            &["incident 1, closed: true"],
        ),
        (
            none(),
            Act::Announced {
                about: "during-release".to_owned(),
                note: None,
            },
            &[],
        ),
        (none(), closed(), &["is closed"]),
        (vec![closed()], reopened(), &["goes on"]),
        (none(), cancelled(), &["is cancelled"]),
    ]
}

#[test]
fn each_kind_of_event_has_its_effect() {
    let mut kinds = BTreeSet::new();
    for (before, act, effect) in rows() {
        kinds.insert(kind(&act));
        let mut history = History::after(before);
        let without = shown(&progress(&history));
        history.record(BOB, act.clone());
        let with = shown(&progress(&history));
        let new: Vec<&String> = with.difference(&without).collect();
        assert_eq!(new, effect, "{act:?}");
    }
    // The beginning, an undoing and a repair have tests of their own.
    assert_eq!(kinds.len(), KINDS - 3);
}

#[test]
fn a_repair_changes_nothing_and_is_never_taken_back() {
    let mut history = History::new();
    let before = progress(&history);
    let repair = history.record(BOB, Act::Repaired(Repaired::default()));
    history.record(BOB, undone(repair));
    assert_eq!(progress(&history), before);
}

#[test]
fn what_was_undone_counts_as_never_recorded() {
    for (before, act, _) in rows() {
        let mut history = History::after(before);
        let mut expected = progress(&history);
        let event = history.record(BOB, act.clone());
        history.record(BOB, undone(event));
        expected.undone.insert(history.events.len() - 2);
        assert_eq!(progress(&history), expected, "{act:?}");
    }
}

#[test]
fn the_start_says_who_holds_what_and_when_t_is() {
    let strict = Started {
        strict: true,
        ..started()
    };
    let progress = progress(&History::of(strict));
    assert!(progress.strict);
    assert_eq!(
        shown(&progress),
        BTreeSet::from(
            [
                "T is 2026-12-15 14:00:00 +01:00",
                "dev: bob carol",
                "goes on",
                "qa: dana",
                "rm: alice",
            ]
            .map(str::to_owned)
        )
    );
}

#[test]
fn neither_the_start_nor_an_undoing_can_be_undone() {
    let mut history = History::new();
    history.record(BOB, undone(id(0)));
    let tick = history.record(BOB, ticked("plan.scope", "rm"));
    let undoing = history.record(BOB, undone(tick));
    history.record(BOB, undone(undoing));
    history.record(BOB, undone(id(999)));
    let progress = progress(&history);
    assert_eq!(progress.undone.len(), 1);
    assert!(!progress.counts(2));
    assert_eq!(progress.holders(&"qa".into()), [DANA.into()]);
    assert_eq!(progress.stands.len(), 0);
}

#[test]
fn an_undoing_lays_bare_the_answer_before() {
    let mut history = History::after([blocked("plan.scope", "rm")]);
    let tick = history.record(BOB, ticked("plan.scope", "rm"));
    history.record(BOB, undone(tick));
    assert!(shown(&progress(&history)).contains("1.1 is Blocked"));
}

#[test]
fn an_incident_is_opened_by_an_event_that_counts() {
    let mut history = History::new();
    let first = history.knowing(&[id(0)], ALICE, incident_opened(1));
    history.knowing(&[id(0)], BOB, incident_opened(1));
    history.record(ALICE, undone(first));
    assert_eq!(progress(&history).incidents[0].opened, 2);
}

/// What stands before, two opposite answers, and what counts: the first one's line.
fn opposites() -> Vec<(Vec<Act>, Act, Act, &'static str)> {
    let none = Vec::new;
    let scope = || ticked("plan.scope", "rm");
    let stop = || blocked("plan.scope", "rm");
    let skip = || skipped("plan.scope", "rm");
    let open = || unticked("plan.scope", "rm");
    vec![
        (vec![scope()], open(), scope(), "1.1 is Open"),
        (vec![skip()], open(), skip(), "1.1 is Open"),
        (none(), skip(), scope(), "1.1 is Skipped"),
        (none(), stop(), scope(), "1.1 is Blocked"),
        (none(), stop(), skip(), "1.1 is Blocked"),
        (
            vec![stop()],
            stop(),
            unblocked("plan.scope", "rm"),
            "1.1 is Blocked",
        ),
        (
            vec![stop()],
            unblocked("plan.scope", "rm"),
            scope(),
            "1.1 is Open",
        ),
        (
            none(),
            unassigned("qa", EVE),
            assigned("qa", EVE, None),
            "qa: dana",
        ),
        (
            none(),
            assigned("qa", EVE, Some(DANA)),
            assigned("qa", DANA, None),
            "qa: eve",
        ),
        (
            none(),
            rescheduled("2026-12-10 14:00"),
            rescheduled("2026-12-20 14:00"),
            "T is 2026-12-10 14:00:00 +01:00",
        ),
        (
            vec![incident_opened(1)],
            incident_opened(1),
            incident_closed(1),
            "incident 1, closed: false",
        ),
        (none(), cancelled(), closed(), "is cancelled"),
        (vec![closed()], reopened(), closed(), "goes on"),
        (vec![closed()], reopened(), cancelled(), "goes on"),
        (
            none(),
            decided("go-no-go", "no-go", "rm"),
            decided("go-no-go", "go", "rm"),
            "go-no-go: Some(\"no-go\"), awaiting []",
        ),
        (
            none(),
            overridden("go-no-go", "no-go"),
            decided("go-no-go", "go", "rm"),
            "go-no-go: Some(\"no-go\"), awaiting []",
        ),
        (
            none(),
            decided("go-no-go", "no-go", "rm"),
            from_above("go-no-go", "go", "boss"),
            "go-no-go: Some(\"no-go\"), awaiting []",
        ),
    ]
}

/// The progress after two answers that did not know of each other, in either order of the log.
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
fn of_opposite_answers_the_careful_one_counts_and_a_conflict_names_both() {
    for (before, careful, other, line) in opposites() {
        let [(forth, at), (back, _)] = beside(&before, &careful, &other);
        let conflict = |events| vec![Conflict { events }];
        assert_eq!(forth.conflicts, conflict(vec![at, at + 1]), "{careful:?}");
        assert_eq!(back.conflicts, conflict(vec![at + 1, at]), "{careful:?}");
        for progress in [forth, back] {
            assert!(shown(&progress).contains(line), "{:?}", shown(&progress));
        }
    }
}

#[test]
fn whoever_knew_both_answers_settles_the_conflict() {
    for (before, careful, other, _) in opposites() {
        let mut history = History::after(before);
        let known = history.events.last().unwrap().id;
        history.knowing(&[known], ALICE, careful);
        history.knowing(&[known], BOB, other.clone());
        history.record(BOB, other.clone());
        let progress = progress(&history);
        assert_eq!(progress.conflicts, [], "{other:?}");
    }
}

#[test]
fn people_who_answer_the_same_are_in_no_conflict() {
    for (before, act, _) in rows() {
        for (progress, _) in beside(&before, &act, &act) {
            assert_eq!(progress.conflicts, [], "{act:?}");
        }
    }
    let handover = assigned("qa", EVE, Some(DANA));
    for (progress, _) in beside(&[], &handover, &unassigned("qa", DANA)) {
        assert_eq!(progress.conflicts, [], "both take the role from Dana");
        assert_eq!(progress.holders(&"qa".into()), [EVE.into()]);
    }
}

#[test]
fn a_conflict_remains_for_whoever_knew_only_one_side() {
    let mut history = History::new();
    let tick = history.knowing(&[id(0)], ALICE, ticked("plan.scope", "rm"));
    history.knowing(&[id(0)], BOB, blocked("plan.scope", "rm"));
    history.knowing(&[tick], ALICE, unticked("plan.scope", "rm"));
    let progress = progress(&history);
    assert!(shown(&progress).contains("1.1 is Blocked"));
    assert_eq!(progress.conflicts.len(), 1);
    assert_eq!(progress.conflicts[0].events.len(), 2);
}

#[test]
fn openings_of_one_number_that_differ_are_a_conflict() {
    let other = Act::IncidentOpened {
        incident: 1,
        text: "slow".to_owned(),
        severity: 2,
    };
    for (progress, at) in beside(&[], &incident_opened(1), &other) {
        assert_eq!(progress.conflicts.len(), 1);
        let incident = &progress.incidents[0];
        assert_eq!((incident.opened, &incident.beside[..]), (at, &[at + 1][..]));
        assert_eq!(incident.closed, None);
    }
}

#[test]
fn whoever_closes_an_incident_settles_the_conflicts_they_know_on_its_list() {
    let mut history = History::after([incident_opened(1)]);
    let tick = ticked_in(1, "trouble.rollback", "dev");
    let known = history.knowing(&[id(1)], ALICE, tick);
    history.knowing(&[id(1)], BOB, blocked_in(1, "trouble.rollback", "dev"));
    assert_eq!(progress(&history).conflicts.len(), 1);
    let mut unseen = history.clone();
    unseen.knowing(&[known], ALICE, incident_closed(1));
    assert_eq!(progress(&unseen).conflicts.len(), 1);
    history.record(ALICE, incident_closed(1));
    assert_eq!(progress(&history).conflicts, []);
}

#[test]
fn an_incident_whose_opening_was_taken_back_never_was() {
    let mut history = History::after([incident_opened(1)]);
    history.record(BOB, incident_closed(1));
    history.record(ALICE, undone(id(1)));
    assert_eq!(progress(&history).incidents, []);
}

#[test]
fn boxes_of_different_roles_and_incidents_stand_side_by_side() {
    let history = History::after([
        incident_opened(1),
        incident_opened(2),
        ticked("ready.sign-off", "qa"),
        ticked("ready.sign-off", "dev"),
        unticked("ready.sign-off", "qa"),
        ticked_in(1, "trouble.rollback", "dev"),
        ticked_in(2, "trouble.rollback", "dev"),
    ]);
    let shown = shown(&progress(&history));
    for line in [
        "2.1 for qa is Open",
        "2.1 for dev is Done",
        "5.1 in incident 1 is Done",
        "5.1 in incident 2 is Done",
    ] {
        assert!(shown.contains(line), "{line} of {shown:?}");
    }
}

/// Acts that get in each other's way.
fn pool() -> Vec<Act> {
    let mut acts: Vec<Act> = rows()
        .into_iter()
        .flat_map(|(before, act, _)| before.into_iter().chain([act]))
        .collect();
    for (before, careful, other, _) in opposites() {
        acts.extend(before.into_iter().chain([careful, other]));
    }
    for (role, outcome) in [
        ("rm", "stay"),
        ("dev", "stay"),
        ("dev", "wait"),
        ("rm", "rollback"),
    ] {
        acts.push(decided("rollback", outcome, role));
    }
    acts.push(overridden("rollback", "stay"));
    acts
}

/// A turn of the game: whose last events are known, what is done, and whether it takes back one of those before.
type Turn = (Vec<sample::Index>, sample::Index, Option<sample::Index>);

fn turns() -> impl Strategy<Value = Vec<Turn>> {
    let known = collection::vec(any::<sample::Index>(), 1..3);
    let undoes = proptest::option::weighted(0.15, any::<sample::Index>());
    collection::vec((known, any::<sample::Index>(), undoes), 1..40)
}

/// A history of writers who know the newest events or older ones.
fn forked(turns: &[Turn]) -> History {
    let pool = pool();
    let mut history = History::new();
    for (known, act, undoes) in turns {
        let n = history.events.len();
        let near = |pick: &sample::Index| id(n - 1 - pick.index(n) % n.min(4));
        let after: Vec<_> = known.iter().map(near).collect();
        let act = match undoes {
            Some(pick) => undone(id(pick.index(n))),
            None => act.get(&pool).clone(),
        };
        history.knowing(&after, [ALICE, BOB][n % 2], act);
    }
    history
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn neither_the_order_of_lines_nor_the_clocks_change_anything(
        (history, lines, years) in turns().prop_flat_map(|turns| {
            let history = forked(&turns);
            let twice: Vec<_> = history.events.iter().chain(&history.events).cloned().collect();
            let years = collection::vec(-20..20i64, history.events.len() * 2);
            (Just(history), Just(twice).prop_shuffle(), years)
        })
    ) {
        let expected = progress(&history);
        assert_eq!(progress(&History { events: lines }), expected);
        let mut off = history;
        for (event, years) in off.events.iter_mut().zip(years) {
            event.at += TimeDelta::days(365 * years);
        }
        assert_eq!(progress(&off), expected);
    }

    #[test]
    fn what_counts_depends_on_no_id(
        (history, ids) in turns().prop_flat_map(|turns| {
            let history = forked(&turns);
            let ids: Vec<usize> = (1000..1000 + history.events.len()).collect();
            (Just(history), Just(ids).prop_shuffle())
        })
    ) {
        let mut other = history.clone();
        let new = |old: EventId| {
            let at = history.events.iter().position(|event| event.id == old);
            at.map_or(old, |at| id(ids[at]))
        };
        for event in &mut other.events {
            event.id = new(event.id);
            event.after = event.after.iter().map(|&parent| new(parent)).collect();
            match &mut event.act {
                Act::Undone { event } | Act::RiskClosed { event, .. } => *event = new(*event),
                _ => {}
            }
        }
        let risks = |line: &String| !line.starts_with("no risk");
        let (mine, theirs) = (shown(&progress(&history)), shown(&progress(&other)));
        assert!(mine.iter().filter(|l| risks(l)).eq(theirs.iter().filter(|l| risks(l))), "{mine:?} {theirs:?}");
        assert_eq!(progress(&history).conflicts.len(), progress(&other).conflicts.len());
    }
}
