//! Who held which role, and what they did.

use super::text;
use crate::render::Paper;
use crate::view::{HeldView, RecordView, RoleView};
use std::fmt::Write;

pub(super) fn people(out: &mut String, view: &RecordView, paper: Paper) {
    out.push_str("\n## People\n\n| Role | Held by | Items | Duties done |\n|---|---|--:|---|\n");
    for role in &view.roles {
        let held = view.held.iter().filter(|held| held.role == role.id);
        let held: Vec<String> = held.map(|held| tenure(held, view, paper)).collect();
        let held = if held.is_empty() {
            "nobody".to_owned()
        } else {
            held.join("<br>")
        };
        let _ = writeln!(
            out,
            "| {} | {held} | {}/{} | {} |",
            text(&role.name),
            role.items_done,
            role.items.len(),
            duties(role),
        );
    }
    let outside = |held: &&HeldView| !view.roles.iter().any(|role| role.id == held.role);
    for held in view.held.iter().filter(outside) {
        let (name, tenure) = (text(&held.name), tenure(held, view, paper));
        let _ = writeln!(out, "| {name} | {tenure} | | |");
    }
}

/// `alice`; `dana until 3 Dec`; `sam since 3 Dec instead of dana: on leave`.
fn tenure(held: &HeldView, view: &RecordView, paper: Paper) -> String {
    let mut line = text(held.person.short());
    if held.from > view.began.at {
        let _ = write!(line, " since {}", paper.now.short_day(held.from.0));
    }
    if let Some(former) = &held.instead_of {
        let _ = write!(line, " instead of {}", text(former.short()));
    }
    if let Some(until) = held.until {
        let _ = write!(line, " until {}", paper.now.short_day(until.0));
    }
    if let Some(note) = &held.note {
        let _ = write!(line, ": {}", text(note));
    }
    line
}

/// How many duties were done, and which.
fn duties(role: &RoleView) -> String {
    let done = role.duties.values().flatten();
    let done: Vec<String> = done
        .filter(|duty| duty.state.settled())
        .map(|duty| text(&duty.text))
        .collect();
    let count = format!("{} of {}", role.duties_done, role.duties_total);
    match &done[..] {
        [] => count,
        _ => format!("{count}: {}", done.join("; ")),
    }
}
