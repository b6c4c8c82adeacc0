//! `octorel report`: the complete report of a release, finished or not.

use crate::cli::shared::{App, Exit, ReportOptions};
use crate::document;
use crate::view::ReportView;
use anyhow::{Context, Result};

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel report\n  octorel report --release 2.4.0 >2.4.0.md")]
pub(crate) struct Args {
    #[command(flatten)]
    options: ReportOptions,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let loaded = app.load_to_show(&self.options.as_of)?;
        let view = ReportView::new(&loaded.release, loaded.now)
            .with_context(|| format!("{} has no date", loaded.release.title()))?;
        let page = app.page(view.at.0);
        app.show_view(page, self.options.format, ("report", &view), document::report)
    }
}
