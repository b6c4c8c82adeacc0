//! Histories of writers who know only some events of each other: neither order, clocks nor ids change the result.

use super::conflicts::opposites;
use super::{progress, rows};
use crate::log::Act;
use crate::samples::{ALICE, BOB, History, decided, id, overridden, undone};
use chrono::TimeDelta;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, proptest};
use proptest::{collection, sample};

/// Events that interfere with each other.
fn pool() -> Vec<Act> {
    let mut acts: Vec<Act> =
        rows().into_iter().flat_map(|(before, act, _)| before.into_iter().chain([act])).collect();
    for (before, careful, other, _) in opposites() {
        acts.extend(before.into_iter().chain([careful, other]));
    }
    for (role, outcome) in [("rm", "stay"), ("dev", "stay"), ("dev", "wait"), ("rm", "rollback")] {
        acts.push(decided("rollback", outcome, role));
    }
    acts.push(overridden("rollback", "stay"));
    acts
}

/// One step: the writers whose last events are known, the event, and optionally an earlier event that it undoes.
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
    fn neither_line_order_nor_clocks_change_the_result(
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
}
