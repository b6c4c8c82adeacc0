//! The order of events: which came before which, by what their writers knew and never by clocks.
//!
//! Events come in any order and more than once; they leave in one order that depends on the set alone. Whether an event
//! came before another is a question of two look-ups: events are strung on chains, and each chain knows how much of the
//! others its writers knew. That needs memory for each pair of parallel chains, so their number is limited.

use super::event::{Act, Event, EventId};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How many numbers the clocks of a graph may hold: 4 MB. Fifty people who always record in parallel reach it after 20,000 events.
const MAX_CLOCKS: usize = 1_000_000;

/// The order of the events that it was made with. Events are named by their index in that order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Graph {
    spots: Vec<Spot>,
    /// What was seen at the beginning of a run of spots: by chain, how many events of it.
    clocks: Vec<Vec<u32>>,
    /// The indices in the order of their ids.
    by_id: Vec<usize>,
    /// How many numbers the clocks hold.
    size: usize,
    /// The newest events: those that no other names.
    pub heads: Vec<usize>,
    pub missing: Vec<MissingParent>,
    /// Whether too much was recorded in parallel. Then events count as recorded one after the other, in their order here.
    pub(super) is_too_wide: bool,
}

/// Where an event is strung: on which chain, how far along it, and with which clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Spot {
    chain: usize,
    step: u32,
    clock: usize,
}

/// An event names another that is not there: the history is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissingParent {
    pub event: usize,
    pub parent: EventId,
}

impl Graph {
    /// Puts `events` in order, each after all that its writer knew, ties by id, and each only once.
    pub(super) fn sort(events: Vec<Event>) -> (Vec<Event>, Self) {
        let mut by_id: Vec<usize> = (0..events.len()).collect();
        by_id.sort_by_key(|&at| events[at].id);
        if is_one_line(&events) {
            let graph = Self::of_one_line(by_id);
            return (events, graph);
        }
        by_id.dedup_by_key(|at| events[*at].id);

        // A rank is an index in the order of ids.
        let rank_of = |id: &EventId| (by_id.binary_search_by(|&at| events[at].id.cmp(id))).ok();
        // Every pair of parent and child that are both there, in order, once.
        let mut edges: Vec<(usize, usize)> = (by_id.iter().enumerate())
            .flat_map(|(child, &at)| {
                events[at].after.iter().filter_map(rank_of).map(move |parent| (parent, child))
            })
            .collect();
        edges.sort_unstable();
        edges.dedup();
        // The history before an event is cut: a parent is not there, or it has none and is no start.
        let hangs = |&at: &usize| {
            let Event { after, act, .. } = &events[at];
            let begins = matches!(act, Act::Started(_));
            (after.is_empty() && !begins) || !after.iter().all(|id| rank_of(id).is_some())
        };
        let hanging: Vec<bool> = by_id.iter().map(hangs).collect();
        let order = topological(&hanging, &edges);

        let mut index = vec![0; order.len()];
        for (at, &rank) in order.iter().enumerate() {
            index[rank] = at;
        }
        let mut slots: Vec<Option<Event>> = events.into_iter().map(Some).collect();
        let sorted: Vec<Event> = (order.iter())
            .map(|&rank| slots[by_id[rank]].take().expect("every rank stands in the order once"))
            .collect();
        let graph = Self::string(&sorted, index);
        (sorted, graph)
    }

    /// The graph of events that form one chain, in order. Most logs are like that.
    fn of_one_line(by_id: Vec<usize>) -> Self {
        let spot = |step| Spot { chain: 0, step, clock: 0 };
        Self {
            spots: (0..).map(spot).take(by_id.len()).collect(),
            clocks: vec![Vec::new()],
            heads: vec![by_id.len() - 1],
            by_id,
            ..Self::default()
        }
    }

    fn string(events: &[Event], by_id: Vec<usize>) -> Self {
        let mut graph = Self { by_id, ..Self::default() };
        let mut ends: Vec<usize> = Vec::new();
        let mut is_head = vec![true; events.len()];
        for (at, event) in events.iter().enumerate() {
            let mut parents = Vec::with_capacity(event.after.len());
            for id in &event.after {
                match graph.position(events, id) {
                    // A parent that does not come before its child is part of a cycle, which valid hashes exclude.
                    Some(parent) if parent < at => parents.push(parent),
                    Some(_) | None => graph.missing.push(MissingParent { event: at, parent: *id }),
                }
            }
            parents.sort_unstable();
            parents.dedup();
            for &parent in &parents {
                is_head[parent] = false;
            }
            let Some(spot) = graph.spot(&parents, &mut ends) else {
                return Self { is_too_wide: true, ..Self::of_one_line(graph.by_id) };
            };
            graph.spots.push(spot);
            ends[spot.chain] = at;
        }
        graph.heads = (0..events.len()).filter(|&at| is_head[at]).collect();
        graph
    }

    /// The spot of the next event: at the end of a chain of which its writer knew everything, else on a chain of its own; `None` if
    /// there are too many.
    fn spot(&mut self, parents: &[usize], ends: &mut Vec<usize>) -> Option<Spot> {
        if let &[parent] = parents
            && ends[self.spots[parent].chain] == parent
        {
            let Spot { chain, step, clock } = self.spots[parent];
            return Some(Spot { chain, step: step + 1, clock });
        }
        let mut steps: Vec<u32> = Vec::new();
        for &parent in parents {
            let spot = self.spots[parent];
            let theirs = &self.clocks[spot.clock];
            steps.resize(steps.len().max(theirs.len()).max(spot.chain + 1), 0);
            for (mine, &their) in steps.iter_mut().zip(theirs) {
                *mine = (*mine).max(their);
            }
            steps[spot.chain] = steps[spot.chain].max(spot.step + 1);
        }
        let clock = self.clocks.len();
        self.size += steps.len();
        let is_known = |(&known, &end): (&u32, &usize)| known == self.spots[end].step + 1;
        let known = steps.iter().zip(&*ends).position(is_known);
        let new = Spot { chain: ends.len(), step: 0, clock };
        let spot = known.map_or(new, |chain| Spot { chain, step: steps[chain], clock });
        if known.is_none() {
            ends.push(0);
        }
        self.clocks.push(steps);
        (self.size <= MAX_CLOCKS).then_some(spot)
    }

    /// Says whether the writer of event `b` knew event `a`, directly or through others; false for `a` itself.
    pub fn is_before(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.spots[a], self.spots[b]);
        if a.chain == b.chain {
            a.step < b.step
        } else {
            let known = self.clocks[b.clock].get(a.chain);
            known.is_some_and(|&known| a.step < known)
        }
    }

    /// The index of the event with this id; `events` are those that this graph has sorted.
    pub(super) fn position(&self, events: &[Event], id: &EventId) -> Option<usize> {
        self.by_id.binary_search_by(|&at| events[at].id.cmp(id)).ok().map(|rank| self.by_id[rank])
    }
}

/// Says whether each event follows the one before it and no other.
fn is_one_line(events: &[Event]) -> bool {
    events.first().is_some_and(|first| first.after.is_empty())
        && (events.windows(2)).all(|pair| pair[1].after == [pair[0].id])
}

/// The ranks, parents first, the smallest first among those that are free to go. What hangs on nothing goes when nothing else
/// can, since it came after something.
fn topological(hanging: &[bool], edges: &[(usize, usize)]) -> Vec<usize> {
    let count = hanging.len();
    let mut waiting = vec![0_usize; count];
    for &(_, child) in edges {
        waiting[child] += 1;
    }
    let mut ready: BinaryHeap<Reverse<(bool, usize)>> = (0..count)
        .filter(|&rank| waiting[rank] == 0)
        .map(|rank| Reverse((hanging[rank], rank)))
        .collect();
    let mut order = Vec::with_capacity(count);
    while let Some(Reverse((_, rank))) = ready.pop() {
        order.push(rank);
        let first = edges.partition_point(|&(parent, _)| parent < rank);
        for &(_, child) in edges[first..].iter().take_while(|edge| edge.0 == rank) {
            waiting[child] -= 1;
            if waiting[child] == 0 {
                ready.push(Reverse((hanging[child], child)));
            }
        }
    }
    // What is left is part of a cycle: valid hashes exclude it, and an attacker must not block us.
    order.extend((0..count).filter(|&rank| waiting[rank] > 0));
    order
}

#[cfg(test)]
mod tests {
    use super::Graph;
    use crate::log::event::{Act, Event, EventId};
    use crate::log::samples::started;
    use crate::names::Person;
    use chrono::DateTime;
    use proptest::prelude::{Just, ProptestConfig, Strategy, any, proptest};
    use proptest::{collection, sample};
    use sha2::{Digest, Sha256};

    fn id(number: u8) -> EventId {
        // Scattered ids, so that their order differs from the order of events.
        EventId([number.wrapping_mul(157) ^ 0x5A; 32])
    }

    fn event(number: u8, after: &[u8]) -> Event {
        Event {
            id: id(number),
            after: after.iter().map(|&n| id(n)).collect(),
            at: DateTime::UNIX_EPOCH,
            with: None,
            by: Person::from("alice"),
            act: Act::Finished { reason: None },
        }
    }

    #[test]
    fn events_after_a_missing_event_come_after_complete_histories() {
        let whole = [1, 2].map(|number| Event {
            act: Act::Started(Box::new(started("1"))),
            ..event(number, &[])
        });
        for hanging in 3..20 {
            let cut = event(hanging, &[0]);
            let after = event(hanging + 20, &[hanging, 1]);
            let (events, _) = Graph::sort([&[cut, after][..], &whole].concat());
            let ids: Vec<EventId> = events[2..].iter().map(|event| event.id).collect();
            assert_eq!(ids, [id(hanging), id(hanging + 20)]);
        }
    }

    #[test]
    fn what_was_recorded_in_parallel_without_end_is_not_examined() {
        let count = 3_000_u32;
        let id = |n: u32| EventId(Sha256::digest(n.to_be_bytes()).into());
        let events = |parents: fn(u32) -> Vec<u32>| {
            let event = |n| Event {
                id: id(n),
                after: parents(n).into_iter().map(id).collect(),
                ..event(1, &[])
            };
            Graph::sort((0..count).map(event).collect()).1
        };
        // Two who always record in parallel and then know each other's.
        let pair = events(|n| (n / 2 * 2).checked_sub(2).map_or(vec![], |n| vec![n, n + 1]));
        assert!(!pair.is_too_wide && pair.size < 3 * 3_000);
        assert!(events(|n| if n < 1_500 { vec![] } else { vec![n - 1_500, 1_499] }).is_too_wide);
    }

    /// A random graph: event n follows some of the events before it.
    fn histories() -> impl Strategy<Value = Vec<Event>> {
        collection::vec(collection::vec(any::<sample::Index>(), 0..4), 1..60).prop_map(|all| {
            let link = |(n, picks): (usize, &Vec<sample::Index>)| {
                // Mostly the newest ones, which gives long chains as well as forks.
                let near = |pick: &sample::Index| n - 1 - pick.index(n) % n.min(6);
                let after: Vec<u8> = match n {
                    0 => Vec::new(),
                    _ => picks.iter().map(|pick| u8::try_from(near(pick)).unwrap()).collect(),
                };
                event(u8::try_from(n).unwrap(), &after)
            };
            all.iter().enumerate().map(link).collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn an_event_is_before_another_if_it_is_reachable_from_it((events, shuffled) in histories().prop_flat_map(|events| {
            let twice: Vec<Event> = events.iter().chain(&events[..events.len() / 2]).cloned().collect();
            (Just(events), Just(twice).prop_shuffle())
        })) {
            let (sorted, graph) = Graph::sort(events);
            let (again, same) = Graph::sort(shuffled);
            assert_eq!(sorted, again);
            assert_eq!(graph, same);

            let count = sorted.len();
            let mut reach = vec![vec![false; count]; count];
            for b in 0..count {
                for parent in &sorted[b].after {
                    let a = sorted.iter().position(|event| event.id == *parent).unwrap();
                    assert!(a < b, "parents stand first");
                    reach[a][b] = true;
                    for row in &mut reach {
                        row[b] |= row[a];
                    }
                }
            }
            for (a, row) in reach.iter().enumerate() {
                for (b, &reached) in row.iter().enumerate() {
                    assert_eq!(graph.is_before(a, b), reached, "{a} before {b}");
                }
                assert_eq!(graph.heads.contains(&a), !row.contains(&true));
            }
        }
    }
}
