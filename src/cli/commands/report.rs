//! `octorel report`: the complete report of a release, finished or not.

use crate::cli::shared::{App, AsOf, Exit, Format, formats};
use crate::document;
use crate::view::ReportView;
use anyhow::{Context, Result};

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel report\n  octorel report --release 2.4.0 >2.4.0.md\n  octorel report --format html >report.html"
)]
pub(crate) struct Args {
    #[command(flatten)]
    as_of: AsOf,

    /// Output format; html: one file with charts, to open or print
    #[arg(long, value_parser = formats(&[Format::MARKDOWN, Format::HTML, Format::JSON]), default_value = "markdown")]
    format: Format,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let loaded = app.load_to_show(&self.as_of)?;
        let view = ReportView::new(&loaded.release, loaded.now)
            .with_context(|| format!("{} has no date", loaded.release.title()))?;
        let page = app.page(view.at.0);
        let document = match self.format == Format::HTML {
            true => document::full_overview,
            false => document::report,
        };
        app.show_view(page, self.format, ("report", &view), document)
    }
}
