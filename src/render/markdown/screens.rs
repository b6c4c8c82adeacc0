//! The screens that are pasted into a pull request or a chat.

use super::escape::{link, strong, text};
use super::section::section;
use crate::names::Person;
use crate::playbook::Stage;
use crate::release::ItemState;
use crate::render::Page;
use crate::render::text::{
    because, gate_details, gate_summary, headline, names, pending, phase_name, undated,
};
use crate::schedule::zone_city;
use crate::view::{DutyView, GateView, IncidentLine, ItemView, PhasesView, RolesView, StatusView};
use std::fmt::Write;

/// Writes the stand-up screen.
pub fn status(view: &StatusView, page: Page) -> String {
    let mut out = String::new();
    let t = view.release_at.0;
    let zone = zone_city(t.timezone());
    let _ = writeln!(out, "## {}\n", text(&view.release));
    let _ = writeln!(out, "{} {zone}, {}\n", page.now.long(t), page.now.distance(t));
    for incident in &view.incidents {
        let IncidentLine { number, severity, duration, done, total, .. } = incident;
        let about = text(&incident.text);
        let _ = writeln!(
            out,
            "**INCIDENT {number}** severity {severity} · {about} · {duration} · {done}/{total}\n"
        );
    }
    let (verdict, phrases) = headline(view, page);
    let phrases: Vec<String> = phrases.iter().map(|phrase| text(phrase)).collect();
    let _ = writeln!(out, "**{verdict}** {}\n", phrases.join(" · "));
    if !view.decisions.is_empty() {
        let _ = writeln!(out, "### Decisions\n");
        for decision in &view.decisions {
            let parts = pending(decision, page).map(|part| text(&part));
            let parts: Vec<&str> =
                parts.iter().map(String::as_str).filter(|p| !p.is_empty()).collect();
            let _ = writeln!(out, "- {}", parts.join(" · "));
        }
        out.push('\n');
    }
    for (heading, items) in
        [("Late", &view.late), ("Blocked", &view.blocked), ("Skipped", &view.skipped)]
    {
        if !items.is_empty() {
            let _ = writeln!(out, "### {heading}\n");
            entries(&mut out, items, page);
        }
    }
    let _ = writeln!(out, "| | Phase | When | Due | Done | Late |\n|--:|---|---|---|--:|--:|");
    for phase in &view.phases {
        let due = phase.due.map(|due| page.now.day(due.0)).unwrap_or_default();
        let late = if phase.late > 0 { phase.late.to_string() } else { String::new() };
        let counted = phase.stage != Stage::Incident || phase.incident.is_some();
        let skipped = match phase.skipped {
            0 => String::new(),
            skipped => format!(", {skipped} skipped"),
        };
        let count = format!("{}/{}{skipped}", phase.done, phase.total);
        let _ = writeln!(
            out,
            "| {} | {} | {} | {due} | {} | {late} |",
            phase.number,
            text(&phase_name(phase.kind, &phase.name)),
            phase.when.as_deref().unwrap_or(undated(phase.stage)),
            if counted { &count } else { "" },
        );
    }
    out
}

/// Writes the phases as task lists.
pub fn phases(view: &PhasesView, page: Page) -> String {
    let mut out = String::new();
    for phase in &view.phases {
        let when = phase.when.as_deref().unwrap_or(undated(phase.stage));
        let due = phase.due.map(|due| format!(", due {}", page.now.day(due.0)));
        let name = text(&phase_name(phase.kind, &phase.name));
        let when = Some(when).filter(|when| !when.is_empty());
        let when = when.map(|when| format!(" ({when}{})", due.unwrap_or_default()));
        let _ = writeln!(out, "## {}. {name}{}\n", phase.number, when.unwrap_or_default());
        entries(&mut out, &phase.items, page);
    }
    out
}

fn entries(out: &mut String, items: &[ItemView], page: Page) {
    for item in items {
        entry_at(out, item, "", page);
    }
    out.push('\n');
}

/// `- [x] **2.3** Review release notes… — Release Manager, done by rm`. `at` follows the name, `, 8 Dec 14:25`; that of an
/// open item follows its owner.
pub(super) fn entry_at(out: &mut String, item: &ItemView, at: &str, page: Page) {
    let mark = if item.state.is_complete() { 'x' } else { ' ' };
    let by = item.by.as_ref().map_or("", Person::short);
    let reason = because(item.reason.as_ref());
    let state = match item.state {
        ItemState::Done => format!(", done by {by}{at}"),
        ItemState::Skipped => format!(", skipped by {by}{at}{reason}"),
        ItemState::Blocked => format!(", blocked by {by}{at}{reason}"),
        ItemState::Todo => at.to_owned(),
    };
    let share = item.shares().map(|(settled, all)| format!(", {settled}/{all} roles"));
    let late = match item.due {
        Some(due) if item.late => format!(", {} late", page.now.late_by(due.0)),
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
pub fn roles(view: &RolesView, _page: Page) -> String {
    let mut out = String::from("| Role | Held by |");
    for stage in Stage::ALL {
        let _ = write!(out, " {} |", stage.heading());
    }
    out.push_str(" Items |\n|---|---|---|---|---|---|--:|\n");
    for role in &view.roles {
        let _ = write!(out, "| {} | {} |", strong(&role.name), text(&names(&role.people)));
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
    let mark = if duty.state.is_complete() { "✓ " } else { "" };
    format!("{mark}{}", text(&duty.text))
}

/// Writes a gate's answer.
pub fn gate(view: &GateView, page: Page) -> String {
    let what = text(&view.title());
    if view.is_open() {
        return format!("**OPEN** {what}: {} required things settled\n", view.counted);
    }
    let mut out = format!("**CLOSED** {what}: {}\n\n", gate_summary(view));
    let rows = view.missing.iter().map(|missing| {
        let details = text(&gate_details(missing, page));
        format!("| {} | {} | {details} |", text(&missing.number), text(&missing.text))
    });
    section(&mut out, "| | Missing | |\n|---|---|---|\n", rows);
    out
}
