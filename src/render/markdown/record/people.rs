//! Who held which role, and what they did.

use super::text;
use crate::render::Page;
use crate::view::{HeldView, ItemView, RecordView, RoleView};
use std::fmt::Write;

pub(super) fn people(out: &mut String, view: &RecordView, page: Page) {
    out.push_str("\n## People\n\n| Role | Held by | Items | Duties done |\n|---|---|--:|---|\n");
    for role in &view.roles {
        let held = view.held.iter().filter(|held| held.role == role.id);
        let held: Vec<String> = held.map(|held| tenure(held, view, page)).collect();
        let held = if held.is_empty() { "nobody".to_owned() } else { held.join("<br>") };
        let (done, all) = items(view, role);
        let _ =
            writeln!(out, "| {} | {held} | {done}/{all} | {} |", text(&role.name), duties(role));
    }
    let outside = |held: &&HeldView| !view.roles.iter().any(|role| role.id == held.role);
    for held in view.held.iter().filter(outside) {
        let (name, tenure) = (text(&held.name), tenure(held, view, page));
        let _ = writeln!(out, "| {name} | {tenure} | | |");
    }
}

/// How many of a role's dated items are settled, and how many there are; what may be left counts once it is done.
fn items(view: &RecordView, role: &RoleView) -> (usize, usize) {
    let items = view.phases.iter().flat_map(|phase| &phase.items);
    let its = |item: &&ItemView| item.roles.is_some() || item.owner == role.id.as_str();
    let settled = |item: &ItemView| item.is_complete_for(&role.id);
    let required: Vec<&ItemView> =
        items.filter(its).filter(|item| item.required || settled(item)).collect();
    let done = required.iter().filter(|item| settled(item)).count();
    (done, required.len())
}

/// `alice`; `dana until 3 Dec`; `sam since 3 Dec instead of dana: on leave`.
fn tenure(held: &HeldView, view: &RecordView, page: Page) -> String {
    let mut line = text(held.person.as_str());
    if held.from > view.began.at {
        let _ = write!(line, " since {}", page.now.short_day(held.from.0));
    }
    if let Some(former) = &held.instead_of {
        let _ = write!(line, " instead of {}", text(former.as_str()));
    }
    if let Some(until) = held.until {
        let _ = write!(line, " until {}", page.now.short_day(until.0));
    }
    if let Some(note) = &held.note {
        let _ = write!(line, ": {}", text(note));
    }
    line
}

/// How many duties were done, and which.
fn duties(role: &RoleView) -> String {
    let done = role.duties.values().flatten();
    let done: Vec<String> =
        done.filter(|duty| duty.state.is_complete()).map(|duty| text(&duty.text)).collect();
    let count = format!("{} of {}", role.duties_done, role.duties_total);
    match &done[..] {
        [] => count,
        _ => format!("{count}: {}", done.join("; ")),
    }
}
