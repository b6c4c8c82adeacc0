//! `octorel releases`: all releases of the folder.

use crate::cli::shared::{App, Exit, Format, formats, warn};
use crate::document;
use crate::log::{ReleaseName, Store};
use crate::release::Release;
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
    #[arg(long, value_parser = formats([Format::TEXT, Format::JSON]), default_value = "text")]
    format: Format,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        if self.stats {
            let page = app.page(app.now.with_timezone(&Tz::UTC));
            let view = app.statistics(usize::MAX)?;
            return app.show_view(page, self.format, ("stats", &view), document::stats);
        }
        let lines = match app.store() {
            None => Vec::new(),
            Some(store) => {
                let names = store.list()?;
                names.iter().map(|name| line(app, &store, name)).collect()
            }
        };
        let mut view = ReleasesView { releases: lines };
        view.releases.sort_by_key(|line| {
            let distance = line.release_at.map(|t| (t.0.to_utc() - app.now).abs());
            (
                line.state != ReleaseStatus::Active,
                distance.is_none(),
                distance,
                line.release.clone(),
            )
        });
        if view.releases.is_empty() && self.format == Format::TEXT {
            return Err(app.no_release_yet());
        }
        let page = app.page(app.now.with_timezone(&Tz::UTC));
        app.show_view(page, self.format, ("releases", &view), document::releases)
    }
}

/// One release; one that cannot be read is listed, with a warning.
fn line(app: &App, store: &Store, name: &ReleaseName) -> ReleaseLine {
    let status = |release: Release| StatusView::new(&release, release.local(app.now), 0);
    match app.read(store, name) {
        Ok(release) => status(release)
            .map_or_else(|| ReleaseLine::unreadable(name.as_str()), |s| ReleaseLine::new(&s)),
        Err(error) => {
            warn(&format!("{name}: {error:#}"), app.output);
            ReleaseLine::unreadable(name.as_str())
        }
    }
}
