//! `octorel status`, and what a bare `octorel` prints.

use crate::cli::shared::{App, AsOf, Exit, Format, formats, next_version, proposal};
use crate::document;
use crate::render::safe_lines;
use crate::view::{ReleaseStatus, ReportView, StatusView};
use anyhow::{Context, Result};

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel status\n  octorel status --format markdown\n  octorel status --format html >status.html\n  octorel status --as-of 2026-12-08"
)]
pub(crate) struct Args {
    /// Print one line for a prompt or a status bar, and nothing without a release
    #[arg(long, conflicts_with = "format")]
    short: bool,

    #[command(flatten)]
    as_of: AsOf,

    /// Output format; html: one file with charts, to open or print
    #[arg(long, value_parser = formats(&[Format::TEXT, Format::JSON, Format::MARKDOWN, Format::SLACK, Format::HTML]), default_value = "text")]
    format: Format,

    /// Says whether no command was named.
    #[arg(skip)]
    bare: bool,
}

impl Args {
    /// The command of a bare `octorel`, which may be a first use.
    pub(crate) fn bare() -> Self {
        Self { short: false, as_of: AsOf::default(), format: Format::TEXT, bare: true }
    }

    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        app.sync_if_old()?;
        let loaded = match app.load_to_show(&self.as_of) {
            Err(_) if self.short && app.has_no_release() => return Ok(Exit::Yes),
            Err(_) if self.bare && app.has_no_release() => {
                let start = proposal("1.0.0", app.now);
                return app.print_document(document::welcome(app.invocation(), &start));
            }
            loaded => loaded?,
        };
        if self.format == Format::HTML {
            let view = ReportView::new(&loaded.release, loaded.now);
            let view = view.context("the release has no date")?;
            return app.show_view(loaded.page, self.format, ("report", &view), document::overview);
        }
        let is_text = self.format == Format::TEXT;
        let most = if is_text { loaded.page.height } else { usize::MAX };
        let view = StatusView::new(&loaded.release, loaded.now, most);
        let mut view = view.context("the release has no date")?;
        if self.short {
            let line = safe_lines(&document::in_one_line(&view, loaded.page));
            return app.show(Format::TEXT, &line);
        }
        view.sharing = app.sharing_view(&loaded);
        app.show_view(loaded.page, self.format, ("status", &view), document::status)?;
        if self.bare && view.release_state != ReleaseStatus::Active {
            let start = proposal(&next_version(&app.names_of_releases()), app.now);
            app.print_document(document::begin_another(app.invocation(), &start))?;
        }
        Ok(Exit::Yes)
    }
}
