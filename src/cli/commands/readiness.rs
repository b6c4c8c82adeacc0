//! `octorel readiness`: the screen of the go/no-go meeting.

use crate::cli::shared::{App, Exit, Shown};
use crate::document;
use crate::view::ReadinessView;
use anyhow::{Context, Result};

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel readiness\n  octorel readiness --format markdown")]
pub(crate) struct Args {
    #[command(flatten)]
    shown: Shown,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        app.sync_if_old()?;
        let loaded = app.load_to_show(&self.shown.as_of)?;
        let view = ReadinessView::new(&loaded.release, loaded.now);
        let view = view.context("the release has no date")?;
        app.show_view(loaded.page, self.shown.format, ("readiness", &view), document::readiness)
    }
}
