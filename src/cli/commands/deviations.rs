//! `octorel deviations`: what was done otherwise than planned.

use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::options::{AsOf, Plain};
use crate::render::{json::json, text};
use crate::view::DeviationsView;
use anyhow::Result;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel deviations\n  octorel deviations --format json")]
pub(crate) struct Args {
    #[command(flatten)]
    as_of: AsOf,

    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Plain,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let seen = app.load_to_show(&self.as_of)?;
        let view = DeviationsView::new(&seen.release);
        app.show(
            self.format.reader(),
            &match self.format {
                Plain::Text => text::deviations(&view, seen.page),
                Plain::Json => json("deviations", &view)?,
            },
        )?;
        Ok(Exit::Yes)
    }
}
