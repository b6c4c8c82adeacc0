//! `octorel phases`: the view per phase.

use crate::cli::shared::{App, Exit, Shown, phase};
use crate::document;
use crate::release::ArgumentKind;
use crate::view::PhasesView;
use anyhow::Result;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel phases\n  octorel phases staging\n  octorel phases 4 --format markdown"
)]
pub(crate) struct Args {
    /// Phase: number, id or part of its name
    #[arg(add = ArgumentKind::Phase)]
    phase: Option<String>,

    #[command(flatten)]
    shown: Shown,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let loaded = app.load_to_show_or_draft(&self.shown.as_of)?;
        let only = self.phase.as_deref().map(|name| phase(&loaded.release, name)).transpose()?;
        let view = PhasesView::new(&loaded.release, only.as_ref(), loaded.now);
        app.show_view(loaded.page, self.shown.format, ("phases", &view), document::phases)
    }
}
