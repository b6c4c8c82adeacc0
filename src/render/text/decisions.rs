//! Who decides what, how it stands, and to whom it goes otherwise.

use super::sheet::{Fit, Look, Sheet, cell, paint};
use crate::render::Paper;
use crate::view::{DecisionView, DecisionsView, StepView};
use std::fmt::Write;

/// Draws the decisions, three lines each.
pub fn decisions(view: &DecisionsView, paper: Paper) -> String {
    let mut out = String::new();
    for decision in &view.decisions {
        if !out.is_empty() {
            out.push('\n');
        }
        one(&mut out, decision, paper);
    }
    if out.is_empty() {
        out.push_str("the playbook has no decisions\n");
    }
    out
}

fn one(out: &mut String, decision: &DecisionView, paper: Paper) {
    let (look, outcome) = match &decision.outcome {
        Some(outcome) => (Look::Done, outcome.to_uppercase()),
        None if decision.voices.is_empty() => (Look::Dim, "open".to_owned()),
        None => (Look::Due, "pending".to_owned()),
    };
    let name = paint(Look::Strong, &decision.name);
    let id = paint(Look::Dim, decision.id.as_str());
    let _ = writeln!(out, "{name}  {}  {id}", paint(look, &outcome));
    let owners = decision.owner_names.join(" + ");
    let path: Vec<String> = decision.escalation.iter().map(step).collect();
    let path = match path.is_empty() {
        true => String::new(),
        false => format!(" · escalates to {}", path.join(" → ")),
    };
    let mut below = Sheet::new(0, Fit::Wrap).indent(2);
    below.row([cell(Look::Plain, format!("{owners}{path}"))]);
    for voice in &decision.voices {
        let role = match &voice.role {
            Some(role) => format!("as {role}"),
            None => "by override".to_owned(),
        };
        let reason = voice.reason.as_ref().map(|reason| format!(": {reason}"));
        let at = paper.now.day_time(voice.at.0);
        let line = format!(
            "{} by {} {role}, {at}{}",
            voice.outcome,
            voice.by.short(),
            reason.unwrap_or_default()
        );
        below.row([cell(Look::Plain, &line)]);
    }
    if !decision.awaited.is_empty() && !decision.voices.is_empty() && decision.outcome.is_none() {
        let awaited: Vec<&str> = decision
            .awaited
            .iter()
            .map(crate::names::RoleId::as_str)
            .collect();
        let line = format!("waits for {}", awaited.join(", "));
        below.row([cell(Look::Due, &line)]);
    }
    for asked in decision
        .escalation
        .iter()
        .filter_map(|step| Some((step, step.asked?)))
    {
        let line = format!(
            "escalated to {}, {}",
            asked.0.name,
            paper.now.day_time(asked.1.0)
        );
        below.row([cell(Look::Plain, &line)]);
    }
    below.write(out, paper.width);
}

fn step(step: &StepView) -> String {
    match &step.condition {
        Some(condition) => format!("{} ({condition})", step.name),
        None => step.name.clone(),
    }
}
