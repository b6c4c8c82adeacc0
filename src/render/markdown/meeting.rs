//! What is pasted around the meetings: readiness, and the texts for those outside.

use super::escape::{link, strong, text};
use crate::names::Person;
use crate::render::Page;
use crate::render::announcement::{Line, message};
use crate::render::text::{decision_phrase, deviation_phrase, gate_phrase};
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
        let people: Vec<&str> = role.people.iter().map(Person::short).collect();
        let confirmed = role.confirmations.iter().map(|one| match one.state.settled() {
            true => format!("{} ✓", one.number),
            false => format!("{} ☐", one.number),
        });
        let _ = writeln!(
            out,
            "| {sign} | {} | {} | {} | {} | {} | {} |",
            text(&role.name),
            text(&people.join(", ")),
            confirmed.collect::<Vec<_>>().join(", "),
            role.open,
            role.overdue,
            role.blocked,
        );
    }
    let decisions = view
        .decisions
        .iter()
        .map(|decision| format!("{}: {}", decision.name, decision_phrase(view, decision)));
    let risks = view.risks.iter().map(|risk| {
        let number = risk.number.as_ref().map(|number| format!("{number} "));
        format!("{}{} ({})", number.unwrap_or_default(), risk.text, risk.by.short())
    });
    let deviations = view
        .deviations
        .iter()
        .map(|deviation| format!("{} ({})", deviation_phrase(deviation), deviation.by.short()));
    points(&mut out, "Decisions", decisions.collect());
    points(&mut out, "Risks", risks.collect());
    points(&mut out, "Deviations", deviations.collect());
    out
}

fn points(out: &mut String, heading: &str, lines: Vec<String>) {
    if !lines.is_empty() {
        let _ = writeln!(out, "\n### {heading}\n");
    }
    for line in lines {
        let _ = writeln!(out, "- {}", text(&line));
    }
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
            Line::Link(words, target) => writeln!(out, "- {}", link(words, target)),
        };
    }
    out
}
