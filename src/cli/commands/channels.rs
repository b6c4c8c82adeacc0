//! `octorel channels`: where to talk, and how often.

use crate::cli::shared::{App, Exit, Shown};
use crate::document;
use crate::view::ChannelsView;
use anyhow::Result;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel channels\n  octorel channels --format json")]
pub(crate) struct Args {
    #[command(flatten)]
    shown: Shown,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let loaded = app.load_to_show_or_draft(&self.shown.as_of)?;
        let view = ChannelsView::new(&loaded.release, loaded.now);
        app.show_view(loaded.page, self.shown.format, ("channels", &view), document::channels)
    }
}
