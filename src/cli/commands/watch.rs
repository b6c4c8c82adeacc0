//! `octorel status --watch`: the stand-up screen, drawn anew when the log changes and each minute.

use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::failure::shortened;
use crate::cli::shared::which::Purpose;
use crate::log::{ReleaseName, Store};
use crate::release::Release;
use crate::render::{safe, text};
use crate::rules::Refusal;
use crate::sys;
use crate::terminal::{self, Glance};
use crate::view::StatusView;
use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Watches the release that is meant, looking once an interval whether there is something new.
pub(crate) fn watch(app: &App, every: Duration) -> Result<Exit> {
    if !terminal::is_read_at_once() {
        let refusal = Refusal::cannot("`--watch` draws on a terminal, and this is none");
        return Err(refusal.hint("octorel status").into());
    }
    let (store, name) = app.which(Purpose::Show)?;
    // What cannot be read at all is said before the screen is taken.
    store.read(&name)?;
    let path = store.path(&name);
    let mut drawn = None;
    let watched = terminal::watch(every, app.looks, |glance| {
        let now = sys::now().unwrap_or(app.now);
        let state = (marks(&path), now.timestamp() / 60);
        if glance == Glance::Due && drawn == Some(state) {
            return None;
        }
        drawn = Some(state);
        Some(screen(&store, &name, now))
    });
    watched.context("cannot draw on the terminal")?;
    Ok(Exit::Yes)
}

/// By what a file shows that it was written to.
fn marks(path: &Path) -> Option<(u64, SystemTime)> {
    let file = fs::metadata(path).ok()?;
    Some((file.len(), file.modified().ok()?))
}

/// The screen of a moment. What is wrong with the log stands below it.
fn screen(store: &Store, name: &ReleaseName, now: DateTime<Utc>) -> String {
    let log = match store.read(name) {
        Ok(log) => log,
        Err(error) => return format!("error: {}\n", safe(&error.to_string())),
    };
    let troubles = shortened(&log.troubles());
    let mut drawn = Release::of(log)
        .and_then(|release| {
            let now = release.local(now);
            let view = StatusView::new(&release, now, text::STATUS_LINES)?;
            Some(text::status(&view, App::paper(now)))
        })
        .unwrap_or_default();
    for trouble in troubles {
        // Writing to a string cannot fail.
        let _ = writeln!(drawn, "warning: {}", safe(&trouble));
    }
    drawn
}
