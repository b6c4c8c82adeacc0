//! Who decides what, how it stands, and to whom it goes otherwise.

use super::layout::{Fit, Layout, TextStyle, cell, dim, empty, paint, plain, strong};
use super::table::table;
use super::words;
use crate::command::command;
use crate::names::{Person, RoleId};
use crate::render::Page;
use crate::view::{DecisionView, DecisionsView, StepView, VoiceView};
use std::fmt::Write;

/// Draws the decisions, three lines each.
pub fn decisions(view: &DecisionsView, page: Page) -> String {
    let mut out = String::new();
    for decision in &view.decisions {
        if !out.is_empty() {
            out.push('\n');
        }
        one(&mut out, decision, page);
    }
    if out.is_empty() {
        out.push_str("the playbook has no decisions\n");
    }
    out
}

fn one(out: &mut String, decision: &DecisionView, page: Page) {
    let (style, outcome) = match &decision.outcome {
        Some(outcome) => (TextStyle::Done, outcome.to_uppercase()),
        None if decision.voices.is_empty() => (TextStyle::Dim, "open".to_owned()),
        None => (TextStyle::Due, "pending".to_owned()),
    };
    let name = paint(TextStyle::Strong, &decision.name);
    let id = paint(TextStyle::Dim, decision.id.as_str());
    let _ = writeln!(out, "{name}  {}  {id}", paint(style, &outcome));
    let owners = decision.owner_names.join(" + ");
    let path: Vec<String> = decision.escalation.iter().map(step).collect();
    let path = match path.is_empty() {
        true => String::new(),
        false => format!(" · escalates to {}", path.join(" → ")),
    };
    let mut below = Layout::new(0, Fit::Wrap).indent(2);
    below.row([plain(format!("{owners}{path}"))]);
    for voice in &decision.voices {
        below.row([plain(said(voice, page))]);
    }
    if !decision.awaited.is_empty() && !decision.voices.is_empty() && decision.outcome.is_none() {
        let line = format!("waits for {}", decision.awaited_names.join(", "));
        below.row([cell(TextStyle::Due, &line)]);
    }
    for line in decision.escalation.iter().filter_map(|s| escalated_at(s, page)) {
        below.row([plain(&line)]);
    }
    below.write(out, page.width);
}

/// `go by alice as Release Manager, 4 Dec 10:00: all is well`.
fn said(voice: &VoiceView, page: Page) -> String {
    let role = match &voice.role_name {
        Some(role) => format!("as {role}"),
        None => "by override".to_owned(),
    };
    let reason = words::because(voice.reason.as_ref());
    let (by, at) = (voice.by.short(), page.now.day_time(voice.at.0));
    format!("{} by {by} {role}, {at}{reason}", voice.outcome)
}

/// `Project Manager (pete) asked by rm, 4 Dec 10:00`.
fn escalated_at(step: &StepView, page: Page) -> Option<String> {
    let at = page.now.day_time(step.escalated_at?.0);
    let by = step.escalated_by.as_ref().map_or("", Person::short);
    let people = words::people(&step.people);
    Some(format!("{} ({people}) asked by {by}, {at}", step.name))
}

/// Draws what an escalation came to: who was asked now, the whole path, and how to go on.
pub fn escalated(decision: &DecisionView, to: &RoleId, reason: Option<&str>, page: Page) -> String {
    let mut out = String::new();
    let Some(now) = decision.escalation.iter().find(|step| step.to == *to) else {
        return out;
    };
    let what = format!("{} to {}: {}", decision.name, now.name, words::people(&now.people));
    let mut head = Layout::new(2, Fit::Wrap);
    let sign = match now.people.is_empty() {
        true => cell(TextStyle::Late, "✗"),
        false => cell(TextStyle::Done, "✓"),
    };
    head.row([sign, strong("escalated"), plain(&what)]);
    if let Some(reason) = reason {
        head.row([empty(), empty(), cell(TextStyle::Due, reason)]);
    }
    head.write(&mut out, page.width);
    out.push('\n');
    let row = |(number, one): (usize, &StepView)| {
        let style = if one.next { TextStyle::Due } else { TextStyle::Plain };
        [
            cell(style, format!("{:>6}", mark(one))),
            plain(number.to_string()),
            plain(words::people(&one.people)),
            plain(step(one)),
            dim(one.escalated_at.map(|at| page.now.day_time(at.0)).unwrap_or_default()),
        ]
    };
    out.push_str(&table((1..).zip(&decision.escalation).map(row).collect(), 3, page));
    let (label, proposed) = if now.people.is_empty() {
        let assign = command("assign").arg(to).arg("PERSON");
        ("nobody holds it", assign)
    } else {
        let outcomes = decision.outcomes.join(", or ");
        let decide = command("decide").arg(&decision.id).typed(&outcomes);
        ("now", decide)
    };
    let how = format!("{label}: {}", page.line(&proposed));
    let _ = writeln!(out, "\n  {}", paint(TextStyle::Dim, &how));
    out
}

fn mark(step: &StepView) -> &'static str {
    match (step.escalated_at, step.owner, step.next) {
        (Some(_), ..) => "asked",
        (None, true, _) => "owner",
        (None, false, true) => "next",
        (None, false, false) => "",
    }
}

fn step(step: &StepView) -> String {
    match &step.condition {
        Some(condition) => format!("{} ({condition})", step.name),
        None => step.name.clone(),
    }
}
