//! `octorel decisions`: who decides what, and how it stands.

use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::options::Shown;
use crate::document;
use crate::view::DecisionsView;
use anyhow::Result;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel decisions\n  octorel decisions --format json")]
pub(crate) struct Args {
    #[command(flatten)]
    shown: Shown,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let loaded = app.load_to_show_or_draft(&self.shown.as_of)?;
        let view = DecisionsView::new(&loaded.release, None);
        app.show_view(loaded.page, self.shown.format, ("decisions", &view), document::decisions)
    }
}
