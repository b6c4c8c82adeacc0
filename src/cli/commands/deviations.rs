//! `octorel deviations`: what was done otherwise than planned.

use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::options::Shown;
use crate::document;
use crate::view::DeviationsView;
use anyhow::Result;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel deviations\n  octorel deviations --format json")]
pub(crate) struct Args {
    #[command(flatten)]
    shown: Shown,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let loaded = app.load_to_show(&self.shown.as_of)?;
        let view = DeviationsView::new(&loaded.release);
        app.show_view(loaded.page, self.shown.format, ("deviations", &view), document::deviations)
    }
}
