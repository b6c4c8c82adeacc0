//! `octorel channels`: where to talk, and how often.

use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::options::{AsOf, Plain};
use crate::render::{json::json, text};
use crate::view::ChannelsView;
use anyhow::Result;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel channels\n  octorel channels --format json")]
pub(crate) struct Args {
    #[command(flatten)]
    as_of: AsOf,

    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Plain,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let seen = app.load_to_show_or_draft(&self.as_of)?;
        let view = ChannelsView::new(&seen.release, seen.now);
        app.show(
            self.format.reader(),
            &match self.format {
                Plain::Text => text::channels(&view, seen.page),
                Plain::Json => json("channels", &view)?,
            },
        )?;
        Ok(Exit::Yes)
    }
}
