//! The answer to `start`, around the plan: what begins when, who holds what, and what to do now.

use super::layout::{Fit, Layout, TextStyle, dim, paint, plain, strong};
use super::words;
use crate::command::{Command, command};
use crate::playbook::Role;
use crate::release::Release;
use crate::render::Page;
use std::fmt::Write;

/// Draws what stands above and below the plan. Without a path nothing was recorded.
pub fn started(release: &Release, path: Option<&str>, page: Page) -> (String, String) {
    let mut above = String::new();
    let sign = if path.is_some() { "✓" } else { "☐" };
    let when = (release.t).map(|t| format!("{}, {}", page.now.long_there(t), page.now.distance(t)));
    let title = format!("{sign}  {}", release.title());
    let _ = writeln!(above, "{}  {}\n", paint(TextStyle::Strong, &title), when.unwrap_or_default());

    let mut below = String::from("\n");
    let roles = release.playbook.roles.iter();
    let (held, unheld): (Vec<&Role>, Vec<&Role>) =
        roles.partition(|role| !release.progress.holders(&role.id).is_empty());
    let mut team = Layout::new(1, Fit::Wrap).indent(2);
    for role in held {
        let people = words::people(release.progress.holders(&role.id));
        team.row([plain(&role.name), plain(people)]);
    }
    team.write(&mut below, page.width);
    let end = match path {
        Some(path) => format!("recorded in {path}"),
        None => "nothing was recorded".to_owned(),
    };
    let _ = writeln!(below, "  {}\n", paint(TextStyle::Dim, &end));
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
        let gate = "whether you may go on, and what is missing";
        propose(command("gate"), gate);
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
