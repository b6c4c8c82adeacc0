//! `octorel releases`: all releases of the folder.

use crate::cli::shared::{App, Exit, Format, formats};
use crate::document;
use crate::log::{ReleaseName, Store};
use crate::view::{ReleaseLine, ReleaseStatus, ReleasesView, StatusView};
use anyhow::Result;
use chrono_tz::Tz;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel releases\n  octorel releases --stats")]
pub(crate) struct Args {
    /// Show what was late, skipped or blocked in finished releases
    #[arg(long)]
    stats: bool,

    /// Output format
    #[arg(long, value_parser = formats(&[Format::TEXT, Format::JSON]), default_value = "text")]
    format: Format,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let page = app.page(app.now.with_timezone(&Tz::UTC));
        if self.stats {
            let view = app.statistics(usize::MAX)?;
            return app.show_view(page, self.format, ("stats", &view), document::stats);
        }
        let mut view = ReleasesView { releases: Vec::new() };
        if let Some(store) = app.store() {
            view.releases = store.list()?.iter().map(|name| line(app, &store, name)).collect();
        }
        view.releases.sort_by_key(|line| {
            let is_over = line.state != ReleaseStatus::Active;
            let distance = line.release_at.map(|t| (t.0.to_utc() - app.now).abs());
            (is_over, distance.is_none(), distance, line.release.clone())
        });
        if view.releases.is_empty() && self.format == Format::TEXT {
            return Err(app.no_release_yet());
        }
        app.show_view(page, self.format, ("releases", &view), document::releases)
    }
}

/// One release; one that cannot be read is listed, with a warning.
fn line(app: &App, store: &Store, name: &ReleaseName) -> ReleaseLine {
    let release = app.read_or_warn(store, name);
    let status = release.and_then(|it| StatusView::new(&it, it.local(app.now), 0));
    status.map_or_else(|| ReleaseLine::unreadable(name.as_str()), |it| ReleaseLine::new(&it))
}
