//! `octorel status`, and what a bare `octorel` prints.

use super::Exit;
use super::app::App;
use super::args::{AsOf, Pasted};
use crate::render::{json::json, markdown, text};
use crate::view::StatusView;
use anyhow::{Context, Result};
use std::mem::ManuallyDrop;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel status\n  octorel status --format markdown\n  octorel status --as-of 2026-12-08"
)]
pub(super) struct Args {
    #[command(flatten)]
    as_of: AsOf,

    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Pasted,
}

impl Args {
    pub(super) fn run(&self, app: &App) -> Result<Exit> {
        let seen = app.see(&self.as_of)?;
        let most = match self.format {
            Pasted::Text => text::STATUS_LINES,
            Pasted::Json | Pasted::Markdown => usize::MAX,
        };
        let view = StatusView::new(&seen.release, seen.now, most);
        let view = ManuallyDrop::new(view.context("the release has no date")?);
        app.print(&match self.format {
            Pasted::Text => app.pasteable(text::status(&view, seen.paper)),
            Pasted::Json => json("status", &*view)?,
            Pasted::Markdown => markdown::status(&view, seen.paper),
        })?;
        Ok(Exit::Yes)
    }
}
