//! The answer to `start`, around the plan: what begins when, who holds what, and what to do now.

use super::layout::{Fit, Layout, TextStyle, cell, dim, paint, plain, strong};
use super::words;
use crate::command::{Command, command};
use crate::playbook::Role;
use crate::release::Release;
use crate::render::Page;
use chrono::{Datelike, Weekday};
use std::fmt::Write;

/// Draws what stands above and below the plan. Without a path nothing was recorded.
pub fn started(release: &Release, path: Option<&str>, page: Page) -> (String, String) {
    let mut above = String::new();
    let sign = if path.is_some() { "✓" } else { "☐" };
    let when = (release.t).map(|t| format!("{}, {}", page.now.long_there(t), page.now.distance(t)));
    let title = format!("{sign}  {}", release.title());
    let _ = writeln!(above, "{}  {}\n", paint(TextStyle::Strong, &title), when.unwrap_or_default());

    let mut below = String::from("\n");
    let name = |phase: usize| format!("{} {}", phase + 1, release.playbook.phases[phase].name);
    let before: Vec<usize> = release.planned_before_start().collect();
    let weekend = release.spans.iter().enumerate().filter_map(|(phase, span)| {
        let due = span.as_ref()?.due;
        let is_weekend = matches!(due.weekday(), Weekday::Sat | Weekday::Sun);
        let day = || format!("{} ({})", name(phase), page.now.day(due));
        (is_weekend && !before.contains(&phase)).then(day)
    });
    let weekend: Vec<String> = weekend.collect();
    let before: Vec<String> = before.iter().map(|&phase| name(phase)).collect();
    let remarks = [("planned before the start, so due today", before), ("on a weekend", weekend)];
    for (what, phases) in remarks.into_iter().filter(|(_, phases)| !phases.is_empty()) {
        let mut layout = Layout::new(0, Fit::Wrap).indent(2);
        layout.row([cell(TextStyle::Due, format!("{what}: {}", phases.join(", ")))]);
        layout.write(&mut below, page.width);
    }
    if below.len() > 1 {
        below.push('\n');
    }
    let roles = release.playbook.roles.iter();
    let (held, unheld): (Vec<&Role>, Vec<&Role>) =
        roles.partition(|role| !release.progress.holders(&role.id).is_empty());
    let mut team = Layout::new(1, Fit::Wrap).indent(2);
    for role in held {
        let people = words::people(release.progress.holders(&role.id));
        team.row([plain(&role.name), plain(people)]);
    }
    team.write(&mut below, page.width);
    if let Some(path) = path {
        let end = format!("recorded in {path}");
        let _ = writeln!(below, "  {}\n", paint(TextStyle::Dim, &end));
    }
    let mut now = Layout::new(1, Fit::Wrap).indent(2);
    let mut propose = |command: Command, why: &str| {
        now.row([strong(page.line(&command)), dim(why)]);
    };
    if path.is_some() {
        propose(command("next"), "what to do now");
        if let Some((first, ..)) = release.playbook.items().next() {
            let first = release.playbook.number(first);
            propose(command("tick").arg(&first), "once it is done");
            let skip = command("skip").arg(&first).reason();
            propose(skip, "if it need not be done");
        }
        if let Some(gate) = release.playbook.gate(&"pre-release".into()) {
            propose(command("gate").arg(&gate.id), "whether you may go on, and what is missing");
        }
        if let Some(role) = unheld.first() {
            let roles = words::count(unheld.len(), "role is", "roles are");
            let assign = command("assign").arg(&role.id).arg("PERSON");
            propose(assign, &format!("{roles} held by nobody"));
        }
        propose(command("ui"), "all of it on the whole screen");
    }
    now.write(&mut below, page.width);
    (above, below)
}
