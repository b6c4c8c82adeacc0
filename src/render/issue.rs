//! Items as the body of a GitHub issue, which `octorel import` reads back as the same items.

use super::safe::{safe, safe_lines};
use crate::import::{OWNER, condition_in_text};
use crate::playbook::{Item, Owner, Place, Playbook};
use crate::release::ItemState;
use crate::view::ListView;
use std::fmt::Write;

/// The most characters that GitHub accepts.
const MOST: usize = 65_536;

/// A part of the body. Explanations are omitted first if it is too long.
struct BodyPart {
    text: String,
    is_how: bool,
}

pub fn issue(playbook: &Playbook, view: &ListView) -> String {
    let mut parts = Vec::new();
    let mut before: Option<(usize, Vec<usize>)> = None;
    // The role of items without an owner.
    let default = Owner::Role("team".into());
    for shown in &view.items {
        let Place::Item { phase: at, item } = shown.place else { continue };
        let phase = &playbook.phases[at];
        let mut path = phase.above(item);
        path.push(item);
        if before.as_ref().is_none_or(|(phase, _)| *phase != at) {
            let gap = if before.is_some() { "\n" } else { "" };
            let name = safe(&phase.name);
            parts.push(BodyPart { text: format!("{gap}## {name}\n\n"), is_how: false });
            parts.extend(phase.how.as_deref().map(|how| explained(how, 0)));
        }
        let above = before.as_ref().filter(|(phase, _)| *phase == at).map(|(_, above)| above);
        for (depth, &index) in path.iter().enumerate() {
            if above.is_some_and(|above| above.get(depth) == Some(&index)) {
                continue;
            }
            let item = &phase.items[index];
            let outer = path[..depth].last().map(|outer| &phase.items[*outer]);
            let is_done = index == path[path.len() - 1] && shown.state == ItemState::Done;
            parts.push(BodyPart { text: line(item, outer, depth, is_done), is_how: false });
            let owner = outer.map_or(&default, |outer| &outer.owner);
            if item.owner != *owner {
                let name = playbook.owner_name(&item.owner);
                let space = " ".repeat(2 * depth + 2);
                parts.push(BodyPart { text: format!("{space}- {OWNER} {name}\n"), is_how: false });
            }
            parts.extend(item.how.as_deref().map(|how| explained(how, 2 * depth + 2)));
        }
        before = Some((at, path));
    }
    shortened(parts)
}

fn line(item: &Item, outer: Option<&Item>, depth: usize, is_done: bool) -> String {
    let condition = item.condition.as_deref().map(condition_in_text);
    let is_own = item.optional && outer.is_none_or(Item::required);
    let condition = condition.or(is_own.then(|| condition_in_text("optional"))).unwrap_or_default();
    let mark = if is_done { "x" } else { " " };
    format!("{}- [{mark}] {}{}\n", "  ".repeat(depth), safe(&item.text), safe(&condition))
}

fn explained(how: &str, indent: usize) -> BodyPart {
    let how = safe_lines(how.trim_end());
    let body = format!("\n<details><summary>How</summary>\n\n{how}\n\n</details>\n\n");
    let space = " ".repeat(indent);
    let indented = |line: &str| match line {
        "" => "\n".to_owned(),
        line => format!("{space}{line}\n"),
    };
    BodyPart { text: body.lines().map(indented).collect(), is_how: true }
}

/// The body, at most as long as GitHub accepts: without the last explanations, then without the last items.
fn shortened(mut parts: Vec<BodyPart>) -> String {
    let length =
        |parts: &[BodyPart]| parts.iter().map(|part| part.text.chars().count()).sum::<usize>();
    let mut left_out = [0, 0];
    while length(&parts) + 80 > MOST {
        let how = parts.iter().rposition(|part| part.is_how);
        left_out[usize::from(how.is_none())] += 1;
        match how {
            Some(at) => drop(parts.remove(at)),
            None => drop(parts.pop()),
        }
    }
    let mut body: String = parts.into_iter().map(|part| part.text).collect();
    for (count, what) in left_out.into_iter().zip(["explanations", "lines"]) {
        if count > 0 {
            let _ = writeln!(body, "\n{count} {what} omitted: the limit is {MOST} characters.");
        }
    }
    body
}
