//! `octorel readiness`: the screen of the go/no-go meeting.

use super::Exit;
use super::app::App;
use super::options::{AsOf, Pasted};
use crate::render::{json::json, markdown, text};
use crate::view::ReadinessView;
use anyhow::{Context, Result};

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel readiness\n  octorel readiness --format markdown")]
pub(super) struct Args {
    #[command(flatten)]
    as_of: AsOf,

    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Pasted,
}

impl Args {
    pub(super) fn run(&self, app: &App) -> Result<Exit> {
        let seen = app.load_to_show(&self.as_of)?;
        let view = ReadinessView::new(&seen.release, seen.now);
        let view = view.context("the release has no date")?;
        app.show(
            self.format.reader(),
            &match self.format {
                Pasted::Text => app.with_context(text::readiness(&view, seen.paper)),
                Pasted::Json => json("readiness", &view)?,
                Pasted::Markdown => markdown::readiness(&view),
            },
        )?;
        Ok(Exit::Yes)
    }
}
