//! The answer to `start`, around the plan: what begins when, who holds what, and what to do now.

use super::sheet::{Look, paint};
use super::words;
use crate::playbook::Role;
use crate::release::Release;
use crate::render::{Paper, safe};
use crate::schedule::zone_city;
use std::fmt::Write;

/// Draws what stands above and below the plan. Without a path nothing was recorded.
pub fn started(release: &Release, path: Option<&str>, paper: Paper) -> (String, String) {
    let mut above = String::new();
    let sign = if path.is_some() { "✓" } else { "☐" };
    let when = release.t.map(|t| {
        let zone = zone_city(t.timezone());
        format!("{} {zone}, {}", paper.now.long(t), paper.now.distance(t))
    });
    let title = format!("{sign} {}", release.title());
    let _ = writeln!(
        above,
        "{}  {}\n",
        paint(Look::Strong, &title),
        when.unwrap_or_default()
    );

    let mut below = String::from("\n");
    let held = |role: &&Role| !release.progress.holders(&role.id).is_empty();
    for role in release.playbook.roles.iter().filter(held) {
        let people = words::people(release.progress.holders(&role.id));
        let line = format!("{}: {people}", role.name);
        let _ = writeln!(below, "  {}", safe(&line));
    }
    let unheld = release
        .playbook
        .roles
        .iter()
        .filter(|role| !held(role))
        .count();
    if unheld > 0 {
        let roles = words::count(unheld, "role is", "roles are");
        let line = format!("{roles} held by nobody: octorel assign ROLE PERSON");
        let _ = writeln!(below, "  {}", paint(Look::Dim, &line));
    }
    let end = match path {
        Some(path) => format!("recorded in {path} · now: octorel next"),
        None => "nothing was recorded".to_owned(),
    };
    let _ = writeln!(below, "  {}", paint(Look::Dim, &end));
    (above, below)
}
