//! The repair plan for every kind of damage: no valid event leaves the log, no byte is lost, and the log becomes writable.

use super::RepairPlan;
use crate::log::codec::{OPENING, Writer, encode_all};
use crate::log::event::{Act, EventId, Repaired};
use crate::log::name::ReleaseName;
use crate::log::read::Log;
use crate::log::repair::LogCopy;
use crate::log::samples::{alice, at, line, started, ticked};
use crate::log::trouble::Weight;
use proptest::collection;
use proptest::prelude::{ProptestConfig, any, proptest};
use std::collections::BTreeSet;

fn name() -> ReleaseName {
    ReleaseName::parse("1").unwrap()
}

/// The lines of a release with this many ticks, one after the other.
fn lines(ticks: usize) -> Vec<Vec<u8>> {
    let (event, first) = line(&[], Act::Started(Box::new(started("1"))));
    let mut lines = vec![first];
    let mut last = event.id;
    for number in 0..ticks {
        let (event, line) = line(&[last], ticked(&number.to_string()));
        last = event.id;
        lines.push(line);
    }
    lines
}

fn id(line: &[u8]) -> EventId {
    EventId::from_hex(&line[OPENING.len()..OPENING.len() + 64]).unwrap()
}

/// Changes a byte of the line's content.
fn altered(line: &[u8]) -> Vec<u8> {
    let mut line = line.to_vec();
    let at = line.len() - 5;
    line[at] ^= 1;
    line
}

fn plan(bytes: &[u8], copies: &[LogCopy]) -> RepairPlan {
    RepairPlan::new(bytes, &name(), copies).unwrap()
}

fn copy(bytes: Vec<u8>) -> LogCopy {
    LogCopy { name: "copy".to_owned(), bytes }
}

/// The repaired file, with the events that record the losses.
fn repaired(plan: &RepairPlan) -> Vec<u8> {
    let mut bytes = plan.bytes.clone();
    let after = Log::read(&bytes).head_ids();
    let writer = Writer { by: alice(), at: at() };
    encode_all(&mut bytes, after, &writer, plan.act(None).into_iter().collect()).unwrap();
    bytes
}

#[test]
fn an_intact_log_needs_no_repair() {
    let whole = lines(3).concat();
    let nothing = plan(&whole, &[]);
    assert!(!nothing.is_needed);
    assert_eq!((nothing.events, nothing.restored), (4, 0));
    assert_eq!(repaired(&nothing), whole);
    let newer = plan(&whole, &[copy(lines(5).concat())]);
    assert_eq!((newer.events, newer.restored), (6, 2));
    assert_eq!(repaired(&newer), lines(5).concat());
}

#[test]
fn a_damaged_line_is_restored_in_place_from_a_copy() {
    let whole = lines(3);
    let mut other_id = whole[3].clone();
    other_id[OPENING.len()] ^= 1;
    for (at, line) in [(2, altered(&whole[2])), (3, altered(&whole[3])), (3, other_id)] {
        let mut file = whole.clone();
        file[at] = line;
        let plan = plan(&file.concat(), &[copy(whole.concat())]);
        assert_eq!((plan.events, plan.restored), (4, 1));
        assert_eq!(plan.losses, Repaired::default());
        assert_eq!(repaired(&plan), whole.concat());
    }
}

#[test]
fn an_event_in_no_copy_is_recorded_as_lost_once() {
    let whole = lines(3);
    let file = [&whole[0][..], &altered(&whole[1]), &whole[2], &whole[3]].concat();
    let first = plan(&file, &[]);
    assert_eq!(first.losses.lost, [id(&whole[1])]);
    assert_eq!(first.losses.bytes, whole[1].len() as u64 - 1);
    let bytes = repaired(&first);
    let log = Log::read(&bytes);
    assert_eq!(log.refusals(), []);
    assert!(log.troubles().iter().all(|trouble| trouble.weight == Weight::Known));
    let again = plan(&bytes, &[]);
    assert!(!again.is_needed && again.known == 1);
    // The other side of a merge still contains the damaged line.
    let merged = plan(&[bytes.clone(), file].concat(), &[]);
    assert_eq!(repaired(&merged), bytes);
    // A copy that contains it restores the log.
    let healed = plan(&bytes, &[copy(whole.concat())]);
    assert_eq!(healed.restored, 1);
    assert_eq!(Log::read(&repaired(&healed)).troubles(), []);
}

#[test]
fn a_lost_start_can_be_replaced_by_a_new_one() {
    let whole = lines(2);
    let file = [&altered(&whole[0])[..], &whole[1], &whole[2]].concat();
    let lost = plan(&file, &[]);
    assert!(lost.unstarted);
    assert_eq!(lost.losses.lost, [id(&whole[0])]);
    let mut bytes = repaired(&lost);
    let log = Log::read(&bytes);
    assert!(log.awaits_start());
    let head = log.events()[log.graph.heads[0]].id;
    let (again, line) = line(&[head], Act::Started(Box::new(started("1"))));
    bytes.extend_from_slice(&line);
    assert_eq!(Log::read(&bytes).refusals(), []);
    // A merge that restores the first start is harmless: the start that the later events follow counts.
    bytes.extend_from_slice(&whole[0]);
    let log = Log::read(&bytes);
    assert_eq!(log.refusals(), []);
    assert_eq!(log.events()[log.beginning().unwrap().0].id, again.id);
    assert!(!plan(&bytes, &[]).is_needed);
}

#[test]
fn a_start_is_restored_from_a_copy_even_if_no_event_refers_to_it() {
    let whole = lines(2);
    for file in [&b""[..], b"not a line\n", &whole[0][..40]] {
        let found = plan(file, &[copy(whole.concat())]);
        assert!(!found.unstarted);
        assert_eq!(Log::read(&repaired(&found)).refusals(), []);
    }
    let (_, other) = line(&[], Act::Started(Box::new(started("2"))));
    assert!(plan(b"", &[copy(other)]).unstarted);
}

#[test]
fn an_event_without_a_parent_is_kept_and_recorded() {
    let (rootless, tick) = line(&[], ticked("from nowhere"));
    let plan = plan(&[lines(2).concat(), tick].concat(), &[]);
    assert_eq!((plan.events, &plan.losses.loose[..]), (4, &[rootless.id][..]));
    assert_eq!(Log::read(&repaired(&plan)).refusals(), []);
}

#[test]
fn events_of_another_release_are_not_taken_from_a_copy() {
    let (start, first) = line(&[], Act::Started(Box::new(started("2"))));
    let (_, tick) = line(&[start.id], ticked("theirs"));
    let whole = lines(2).concat();
    let plan = plan(&whole, &[copy([&first[..], &tick].concat())]);
    assert!(!plan.is_needed);
    assert_eq!(repaired(&plan), whole);
}

#[test]
fn one_event_records_all_losses() {
    let lost: Vec<EventId> = (0..=255).cycle().take(2_000).map(|n| EventId([n; 32])).collect();
    let losses = Repaired { lost, bytes: 7, ..Repaired::default() };
    let bytes = repaired(&RepairPlan { losses, ..plan(&lines(1).concat(), &[]) });
    let log = Log::read(&bytes);
    assert_eq!(log.repairs().next().unwrap().lost.len(), 2_000);
}

/// Damages a file in one of seven ways.
fn strike(bytes: &mut Vec<u8>, (way, at, much): (usize, usize, usize)) {
    let ends: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at] == b'\n').collect();
    let (length, end) = (bytes.len(), ends.get(at % ends.len().max(1)).copied());
    match (way, end) {
        _ if bytes.is_empty() => {}
        (0, _) => bytes[at % length] ^= 1 << (much % 8),
        (1, _) => {
            let at = at % length;
            bytes.drain(at..(at + much % 600).min(length));
        }
        // In the last quarter, so that most of the file stays.
        (2, _) => bytes.truncate(length - at % (length / 4 + 1)),
        (3, _) => {
            let at = at % length;
            bytes.splice(at..at, *b"\0\xff{\"id\":\"");
        }
        (4, Some(end)) => {
            bytes.remove(end);
        }
        (5, Some(end)) => {
            bytes.splice(end + 1..=end, *b"<<<<<<< HEAD\n");
        }
        (_, end) => bytes.extend_from_within(..=end.unwrap_or(0)),
    }
}

fn ids_of(log: &Log) -> BTreeSet<EventId> {
    log.events().iter().map(|event| event.id).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_repair_of_any_log_loses_no_event_and_makes_it_writable(
        blows in collection::vec((0..7_usize, any::<usize>(), any::<usize>()), 1..6),
        has_copy in any::<bool>(),
    ) {
        let whole = lines(30).concat();
        let mut file = whole.clone();
        for blow in blows {
            strike(&mut file, blow);
        }
        let copy = has_copy.then(|| copy(whole.clone()));
        let before = Log::read(&file);
        let first = plan(&file, copy.as_slice());
        let bytes = repaired(&first);
        let after = Log::read(&bytes).named("1");

        assert!(ids_of(&after).is_superset(&ids_of(&before)), "an event is lost");
        assert!(after.refusals().is_empty() || after.awaits_start(), "{:?}", after.refusals());
        assert!(!(has_copy && after.awaits_start()));
        assert!(after.damage.is_empty() && after.torn.is_none() && after.markers == 0);
        let every = ids_of(&Log::read(&whole));
        for event in after.events() {
            let is_repair = matches!(event.act, Act::Repaired(_));
            assert!(is_repair || every.contains(&event.id), "an event nobody wrote");
        }
        if has_copy {
            // Only events cut from the end, or without any remainder of their line, are not missing.
            assert!(after.troubles().iter().all(|trouble| trouble.weight != Weight::Known));
        }
        let again = plan(&bytes, copy.as_slice());
        assert!(!again.is_needed, "a second repair would change something: {again:?}");

        let next = if after.awaits_start() {
            Act::Started(Box::new(started("1")))
        } else {
            ticked("next")
        };
        let heads: Vec<EventId> = after.graph.heads.iter().map(|&at| after.events()[at].id).collect();
        let (_, last) = line(&heads, next);
        let written = [bytes, last].concat();
        assert_eq!(Log::read(&written).named("1").refusals(), []);
    }
}
