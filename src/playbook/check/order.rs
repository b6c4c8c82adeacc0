//! What comes after what: an item that waits for itself, directly or through steps and phases, could never be next.

use super::known::KnownIds;
use crate::names::ItemId;
use crate::playbook::items::Prerequisite;
use crate::playbook::model::Playbook;
use crate::playbook::place::Place;
use crate::playbook::problem::{Code, Problem};
use std::collections::BTreeMap;

/// A phase, an item or a step begins before what is in it, and ends after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Moment {
    Begins(Option<usize>, usize),
    Ends(Option<usize>, usize),
}

/// Reports one cycle of `after`, if there is any.
pub(super) fn cycle(playbook: &Playbook, known: &KnownIds, report: &mut Vec<Problem>) {
    let mut next: BTreeMap<Moment, Vec<Moment>> = BTreeMap::new();
    let mut waiting: BTreeMap<Moment, usize> = BTreeMap::new();
    for (first, then) in edges(playbook) {
        next.entry(first).or_default().push(then);
        waiting.entry(first).or_default();
        *waiting.entry(then).or_default() += 1;
    }
    let mut ready: Vec<Moment> =
        waiting.iter().filter(|(_, count)| **count == 0).map(|(moment, _)| *moment).collect();
    while let Some(moment) = ready.pop() {
        waiting.remove(&moment);
        for then in next.get(&moment).into_iter().flatten() {
            let count = waiting.entry(*then).or_default();
            *count -= 1;
            if *count == 0 {
                ready.push(*then);
            }
        }
    }
    // Each moment that is left follows another one that is left: going back leads into a cycle.
    let Some((&any, _)) = waiting.first_key_value() else { return };
    let before = |moment: Moment| {
        let mut left = next.iter().filter(|(first, _)| waiting.contains_key(first));
        left.find(|(_, then)| then.contains(&moment)).map_or(moment, |(first, _)| *first)
    };
    let mut path = vec![any];
    while let Some(&last) = path.last() {
        let earlier = before(last);
        if let Some(start) = path.iter().position(|moment| *moment == earlier) {
            path.drain(..start);
            break;
        }
        path.push(earlier);
    }
    let mut names: Vec<String> = path.iter().rev().map(|moment| name(playbook, *moment)).collect();
    names.dedup();
    names.extend(
        names.first().filter(|first| names.len() > 1 && names.last() != Some(first)).cloned(),
    );
    let message = match names.len() {
        1 => format!("`{}` comes after itself", names[0]),
        _ => format!("these come after each other: {}", names.join(" → ")),
    };
    let at =
        names.iter().find_map(|name| known.items.place(name).or_else(|| known.phases.place(name)));
    let problem = Problem { at, ..Problem::of_all(Code::AfterCycle, message) };
    report.push(problem.label("part of the cycle").help("remove one `after`"));
}

fn edges(playbook: &Playbook) -> Vec<(Moment, Moment)> {
    use Moment::{Begins, Ends};
    let mut edges = Vec::new();
    let end = |prerequisite: &Prerequisite| match prerequisite {
        Prerequisite::Phase(id) => {
            playbook.phases.iter().position(|phase| phase.id == *id).map(|p| Ends(None, p))
        }
        Prerequisite::Item(id) => place(playbook, id).map(|(phase, item)| Ends(Some(phase), item)),
    };
    for (p, phase) in playbook.phases.iter().enumerate() {
        edges.push((Begins(None, p), Ends(None, p)));
        edges.extend(phase.after.iter().filter_map(end).map(|first| (first, Begins(None, p))));
        for (i, item) in phase.items.iter().enumerate() {
            let (begins, ends) = (Begins(Some(p), i), Ends(Some(p), i));
            let above = phase.above(i).last().copied();
            edges.push((above.map_or(Begins(None, p), |it| Begins(Some(p), it)), begins));
            edges.push((begins, ends));
            edges.push((ends, above.map_or(Ends(None, p), |it| Ends(Some(p), it))));
            edges.extend(item.after.iter().filter_map(end).map(|first| (first, begins)));
        }
    }
    edges
}

fn place(playbook: &Playbook, id: &ItemId) -> Option<(usize, usize)> {
    match playbook.place(id)? {
        Place::Item { phase, item } => Some((phase, item)),
        Place::Duty { .. } => None,
    }
}

fn name(playbook: &Playbook, moment: Moment) -> String {
    let (Moment::Begins(within, at) | Moment::Ends(within, at)) = moment;
    match within {
        None => playbook.phases[at].id.to_string(),
        Some(phase) => playbook.phases[phase].items[at].id.to_string(),
    }
}
