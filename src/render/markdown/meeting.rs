//! What is pasted around the meetings: readiness, and the texts for those outside.

use super::escape::{strong, text};
use super::section::section;
use crate::render::Page;
use crate::render::announcement::{Line, message};
use crate::render::text::{decision_phrase, deviation_phrase, gate_phrase, names, risk_phrase};
use crate::view::{AnnouncementView, GateLine, ReadinessView};
use std::fmt::Write;

/// Writes what the go/no-go meeting needs: a table of the roles, then what else weighs.
pub fn readiness(view: &ReadinessView) -> String {
    let mut out = format!("## {}: readiness\n\n", text(&view.release));
    let open = view.gate.as_ref().is_some_and(GateLine::is_open);
    let verdict = if open { "READY" } else { "NOT READY" };
    let phrase = view.gate.as_ref().map(gate_phrase).unwrap_or_default();
    let _ = writeln!(out, "**{verdict}** {}\n", text(&phrase));
    out.push_str("| | Role | Held by | Confirmations | Open | Late | Blocked |\n");
    out.push_str("|---|---|---|---|--:|--:|--:|\n");
    for role in &view.roles {
        let sign = match role.confirmed {
            Some(true) => "✓",
            Some(false) => "☐",
            None => "",
        };
        let confirmed = role.confirmations.iter().map(|one| match one.state.is_complete() {
            true => format!("{} ✓", one.number),
            false => format!("{} ☐", one.number),
        });
        let _ = writeln!(
            out,
            "| {sign} | {} | {} | {} | {} | {} | {} |",
            text(&role.name),
            text(&names(&role.people)),
            confirmed.collect::<Vec<_>>().join(", "),
            role.todo,
            role.late,
            role.blocked,
        );
    }
    let point = |line: String| format!("- {}", text(&line));
    let decisions = (view.decisions.iter())
        .map(|decision| format!("{}: {}", decision.name, decision_phrase(view, decision)));
    let risks =
        view.risks.iter().map(|risk| format!("{} ({})", risk_phrase(risk), risk.by.short()));
    let deviations = (view.deviations.iter())
        .map(|deviation| format!("{} ({})", deviation_phrase(deviation), deviation.by.short()));
    section(&mut out, "\n### Decisions\n\n", decisions.map(point));
    section(&mut out, "\n### Risks\n\n", risks.map(point));
    section(&mut out, "\n### Deviations\n\n", deviations.map(point));
    out
}

/// Writes a text for those outside.
pub fn announcement(view: &AnnouncementView, page: Page) -> String {
    let message = message(view, page);
    let mut out = format!("{}\n", strong(&message.title));
    let mut before = None;
    for line in &message.lines {
        let point = !matches!(line, Line::Sentence(_));
        // A paragraph and a list each begin after an empty line.
        if before != Some(true) || !point {
            out.push('\n');
        }
        before = Some(point);
        let _ = match line {
            Line::Sentence(words) => writeln!(out, "{}", text(words)),
            Line::Point(words) => writeln!(out, "- {}", text(words)),
        };
    }
    out
}
