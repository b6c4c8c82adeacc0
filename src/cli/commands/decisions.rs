//! `octorel decisions`: who decides what, and how it stands.

use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::options::{AsOf, Plain};
use crate::render::{json::json, text};
use crate::view::DecisionsView;
use anyhow::Result;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel decisions\n  octorel decisions --format json")]
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
        let view = DecisionsView::new(&seen.release, None);
        app.show(
            self.format.reader(),
            &match self.format {
                Plain::Text => text::decisions(&view, seen.page),
                Plain::Json => json("decisions", &view)?,
            },
        )?;
        Ok(Exit::Yes)
    }
}
