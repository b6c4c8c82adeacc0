//! What comes after what: an item that waits for itself, directly or through steps and phases, could never be next.

use super::known::KnownIds;
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

/// A cycle of edges, each from what is first to what follows it.
pub(super) fn circle<T: Ord + Copy>(edges: &[(T, T)]) -> Option<Vec<T>> {
    let mut next: BTreeMap<T, Vec<T>> = BTreeMap::new();
    let mut waiting: BTreeMap<T, usize> = BTreeMap::new();
    for &(first, then) in edges {
        next.entry(first).or_default().push(then);
        waiting.entry(first).or_default();
        *waiting.entry(then).or_default() += 1;
    }
    let mut ready: Vec<T> =
        waiting.iter().filter(|(_, count)| **count == 0).map(|(it, _)| *it).collect();
    while let Some(it) = ready.pop() {
        waiting.remove(&it);
        for then in next.get(&it).into_iter().flatten() {
            let count = waiting.entry(*then).or_default();
            *count -= 1;
            if *count == 0 {
                ready.push(*then);
            }
        }
    }
    // Each one that is left follows another one that is left: going back leads into a cycle.
    let mut path = vec![*waiting.first_key_value()?.0];
    loop {
        let last = *path.last()?;
        let is_before = |edge: &&(T, T)| edge.1 == last && waiting.contains_key(&edge.0);
        let earlier = edges.iter().find(is_before)?.0;
        if let Some(start) = path.iter().position(|it| *it == earlier) {
            path.drain(..start);
            path.reverse();
            return Some(path);
        }
        path.push(earlier);
    }
}

/// Reports one cycle of `after`, if there is any.
pub(super) fn cycle(playbook: &Playbook, known: &KnownIds, report: &mut Vec<Problem>) {
    let Some(path) = circle(&edges(playbook)) else { return };
    let mut names: Vec<String> = path.iter().map(|moment| name(playbook, *moment)).collect();
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
    report.push(problem.help("remove one `after`"));
}

fn edges(playbook: &Playbook) -> Vec<(Moment, Moment)> {
    use Moment::{Begins, Ends};
    let mut edges = Vec::new();
    let end = |prerequisite: &Prerequisite| match prerequisite {
        Prerequisite::Phase(id) => playbook.phase_at(id).map(|p| Ends(None, p)),
        Prerequisite::Item(id) => match playbook.place(id)? {
            Place::Item { phase, item } => Some(Ends(Some(phase), item)),
            Place::Duty { .. } => None,
        },
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

fn name(playbook: &Playbook, moment: Moment) -> String {
    let (Moment::Begins(within, at) | Moment::Ends(within, at)) = moment;
    match within {
        None => playbook.phases[at].id.to_string(),
        Some(phase) => playbook.phases[phase].items[at].id.to_string(),
    }
}
