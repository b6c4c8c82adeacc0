//! `octorel readiness`: the screen of the go/no-go meeting.

use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::options::{AsOf, Pasted};
use crate::render::{json::json, markdown, text};
use crate::view::ReadinessView;
use anyhow::{Context, Result};

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel readiness\n  octorel readiness --format markdown")]
pub(crate) struct Args {
    #[command(flatten)]
    as_of: AsOf,

    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Pasted,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let seen = app.load_to_show(&self.as_of)?;
        let view = ReadinessView::new(&seen.release, seen.now);
        let view = view.context("the release has no date")?;
        app.show(
            self.format.reader(),
            &match self.format {
                Pasted::Text => text::readiness(&view, seen.page),
                Pasted::Json => json("readiness", &view)?,
                Pasted::Markdown => markdown::readiness(&view),
            },
        )?;
        Ok(Exit::Yes)
    }
}
