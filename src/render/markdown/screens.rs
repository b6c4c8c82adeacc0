//! The screens that are pasted into a pull request or a chat.

use super::escape::{link, strong, text};
use crate::names::Person;
use crate::playbook::{PhaseKind, Stage};
use crate::release::ItemState;
use crate::render::Page;
use crate::render::text::{course, gate_details, gate_summary};
use crate::schedule::zone_city;
use crate::view::{DutyView, GateView, ItemView, PhasesView, RolesView, StatusView};
use std::fmt::Write;

/// Writes the stand-up screen.
pub fn status(view: &StatusView, page: Page) -> String {
    let mut out = String::new();
    let t = view.release_at.0;
    let zone = zone_city(t.timezone());
    let _ = writeln!(out, "## {}\n", text(&view.release));
    let _ = writeln!(out, "{} {zone}, {}\n", page.now.long(t), page.now.distance(t));
    for incident in &view.incidents {
        let _ = writeln!(
            out,
            "**INCIDENT {}** severity {} · {} · {} · {}/{}\n",
            incident.number,
            incident.severity,
            text(&incident.text),
            incident.duration,
            incident.done,
            incident.total
        );
    }
    let (_, verdict, phrases) = course(view);
    let phrases: Vec<String> = phrases.iter().map(|phrase| text(phrase)).collect();
    let _ = writeln!(out, "**{verdict}** {}\n", phrases.join(" · "));
    section(&mut out, "Late", &view.overdue, page);
    section(&mut out, "Blocked", &view.blocked, page);
    section(&mut out, "Skipped", &view.skipped, page);
    let _ = writeln!(out, "| | Phase | When | Due | Done | Late |\n|--:|---|---|---|--:|--:|");
    for phase in &view.phases {
        let due = phase.due.map(|due| page.now.day(due.0)).unwrap_or_default();
        let late = if phase.overdue > 0 { phase.overdue.to_string() } else { String::new() };
        let counted = phase.when.is_some() || phase.incident.is_some();
        let skipped = match phase.skipped {
            0 => String::new(),
            skipped => format!(", {skipped} skipped"),
        };
        let count = format!("{}/{}{skipped}", phase.done, phase.total);
        let _ = writeln!(
            out,
            "| {} | {} | {} | {due} | {} | {late} |",
            phase.number,
            text(&named(phase.kind, &phase.name)),
            phase.when.as_deref().unwrap_or("if needed"),
            if counted { &count } else { "" },
        );
    }
    out
}

fn section(out: &mut String, heading: &str, items: &[ItemView], page: Page) {
    if items.is_empty() {
        return;
    }
    let _ = writeln!(out, "### {heading}\n");
    for item in items {
        entry(out, item, page);
    }
    out.push('\n');
}

/// Writes the phases as task lists.
pub fn phases(view: &PhasesView, page: Page) -> String {
    let mut out = String::new();
    for phase in &view.phases {
        let when = phase.when.as_deref().unwrap_or("if needed");
        let due = phase.due.map(|due| format!(", due {}", page.now.day(due.0)));
        let name = text(&named(phase.kind, &phase.name));
        let _ = writeln!(out, "## {}. {name} ({when}{})\n", phase.number, due.unwrap_or_default());
        for item in &phase.items {
            entry(&mut out, item, page);
        }
        out.push('\n');
    }
    out
}

/// `- [x] **2.3** Review release notes… — Release Manager, done by rm`.
fn entry(out: &mut String, item: &ItemView, page: Page) {
    entry_at(out, item, "", page);
}

/// The same with when it was settled or blocked behind the name, `, 8 Dec 14:25`, or what else there is to say of an open one.
pub(super) fn entry_at(out: &mut String, item: &ItemView, at: &str, page: Page) {
    let mark = if item.state.settled() { 'x' } else { ' ' };
    let by = item.by.as_ref().map_or("", Person::short);
    let reason = item.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    let state = match item.state {
        ItemState::Done => format!(", done by {by}{at}"),
        ItemState::Skipped => format!(", skipped by {by}{at}{reason}"),
        ItemState::Blocked => format!(", blocked by {by}{at}{reason}"),
        ItemState::Todo => at.to_owned(),
    };
    let share = item.shares().map(|(settled, all)| format!(", {settled}/{all} roles"));
    let late = match item.due {
        Some(due) if item.overdue => format!(", {} late", page.now.late_by(due.0)),
        _ => String::new(),
    };
    let rest = format!("{}{}{state}{late}", item.owner_name, share.unwrap_or_default());
    let _ = write!(out, "- [{mark}] **{}** {} — {}", item.number, text(&item.line()), text(&rest));
    match &item.link {
        Some(target) => {
            let _ = writeln!(out, " ({})", link("link", target));
        }
        None => out.push('\n'),
    }
}

/// Writes the roles matrix, with every duty.
pub fn roles(view: &RolesView, _paper: Page) -> String {
    let mut out = String::from("| Role | Held by |");
    for stage in Stage::ALL {
        let _ = write!(out, " {} |", stage.heading());
    }
    out.push_str(" Items |\n|---|---|---|---|---|---|--:|\n");
    for role in &view.roles {
        let people: Vec<&str> = role.people.iter().map(Person::short).collect();
        let _ = write!(out, "| {} | {} |", strong(&role.name), text(&people.join(", ")));
        for stage in Stage::ALL {
            let duties = role.duties.get(&stage).map_or(&[][..], Vec::as_slice);
            let lines: Vec<String> = duties.iter().map(duty).collect();
            let _ = write!(out, " {} |", lines.join("<br>"));
        }
        let _ = writeln!(out, " {}/{} |", role.items_done, role.items.len());
    }
    out
}

fn duty(duty: &DutyView) -> String {
    let mark = if duty.state.settled() { "✓ " } else { "" };
    format!("{mark}{}", text(&duty.text))
}

/// Writes a gate's answer.
pub fn gate(view: &GateView, page: Page) -> String {
    let mut out = String::new();
    let what = format!("{} of {}", view.gate, view.release.as_deref().unwrap_or_default());
    if view.is_open() {
        let _ = writeln!(out, "**OPEN** {}: {} required things settled", text(&what), view.counted);
        return out;
    }
    let _ = writeln!(out, "**CLOSED** {}: {}\n", text(&what), gate_summary(view));
    if view.missing.is_empty() {
        return out;
    }
    out.push_str("| | Missing | |\n|---|---|---|\n");
    for missing in &view.missing {
        let number = text(&missing.number);
        let details = text(&gate_details(missing, page));
        let _ = writeln!(out, "| {number} | {} | {details} |", text(&missing.text));
    }
    out
}

fn named(kind: PhaseKind, name: &str) -> String {
    match kind {
        PhaseKind::Phase => name.to_owned(),
        PhaseKind::Checkpoint => format!("◆ {name}"),
    }
}
