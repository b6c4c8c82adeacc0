//! What comes after what: an item that waits for itself, directly or through steps and phases, could never be next.

use super::known::{IdKind, KnownIds};
use crate::playbook::model::Playbook;
use crate::playbook::place::Place;
use crate::playbook::problem::{Code, Problem};
use std::collections::HashSet;

/// Reports one cycle of `after`, if there is any.
pub(super) fn cycle(playbook: &Playbook, known: &KnownIds) -> Option<Problem> {
    let path = circle(playbook)?;
    let names: Vec<&str> = path.iter().map(|place| playbook.id(*place).as_str()).collect();
    let message = match names.len() {
        1 => format!("`{}` comes after itself", names[0]),
        _ => format!("these come after each other: {} → {}", names.join(" → "), names[0]),
    };
    let problem = Problem::of_all(Code::AfterCycle, message).help("remove one `after`");
    Some(Problem { at: known.place(IdKind::Item, names[0]), ..problem })
}

/// Items of which each comes before the next one, and the last one before the first.
fn circle(playbook: &Playbook) -> Option<Vec<Place>> {
    let mut settled = HashSet::new();
    for (start, ..) in playbook.items() {
        // Each item of the path waits for the next one, and then for the rest of its list.
        let mut path = vec![(start, playbook.prerequisites(start))];
        while let Some((place, waits_for)) = path.last_mut() {
            let Some(first) = waits_for.pop() else {
                settled.insert(*place);
                path.pop();
                continue;
            };
            if settled.contains(&first) {
                continue;
            }
            if let Some(at) = path.iter().position(|(place, _)| *place == first) {
                return Some(path[at..].iter().rev().map(|(place, _)| *place).collect());
            }
            path.push((first, playbook.prerequisites(first)));
        }
    }
    None
}
