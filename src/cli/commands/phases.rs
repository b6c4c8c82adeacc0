//! `octorel phases`: the view per phase.

use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::filters::phase;
use crate::cli::shared::options::{AsOf, Pasted};
use crate::release::ArgumentKind;
use crate::render::{json::json, markdown, text};
use crate::view::PhasesView;
use anyhow::Result;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel phases\n  octorel phases staging\n  octorel phases 4 --format markdown"
)]
pub(crate) struct Args {
    /// The phase: its number, id or a piece of its name
    #[arg(add = ArgumentKind::Phase)]
    phase: Option<String>,

    #[command(flatten)]
    as_of: AsOf,

    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Pasted,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let seen = app.load_to_show_or_draft(&self.as_of)?;
        let only = self.phase.as_deref().map(|name| phase(&seen.release, name)).transpose()?;
        let view = PhasesView::new(&seen.release, only.as_ref(), seen.now);
        app.show(
            self.format.reader(),
            &match self.format {
                Pasted::Text => text::phases(&view, seen.page),
                Pasted::Json => json("phases", &view)?,
                Pasted::Markdown => markdown::phases(&view, seen.page),
            },
        )?;
        Ok(Exit::Yes)
    }
}
