//! `octorel verify`: every byte of the logs checked.

use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::format::{Format, formats, written};
use crate::document;
use crate::log::{ReleaseName, Store};
use crate::view::{VerifiedView, VerifyView};
use anyhow::Result;
use chrono_tz::Tz;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel verify\n  octorel verify -r 2.4.0 --format json")]
pub(crate) struct Args {
    /// How to print it
    #[arg(long, value_parser = formats([Format::TEXT, Format::JSON]), default_value = "text")]
    format: Format,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let logs = app.logs()?;
        let view =
            VerifyView { releases: logs.iter().map(|(store, name)| line(store, name)).collect() };
        if view.releases.is_empty() && self.format == Format::TEXT {
            return Err(app.no_release_yet());
        }
        let page = app.page(app.now.with_timezone(&Tz::UTC));
        let text = written(self.format, page, ("verify", &view), document::logs);
        app.print(&text?)?;
        if view.releases.iter().all(|log| log.whole) { Ok(Exit::Yes) } else { Ok(Exit::Cannot) }
    }
}

fn line(store: &Store, name: &ReleaseName) -> VerifiedView {
    match store.check(name) {
        Ok(checked) => VerifiedView::new(name.as_str(), &checked, App::shown),
        Err(error) => {
            let path = App::shown(&store.path(name));
            VerifiedView::unreadable(name.as_str(), path, &error)
        }
    }
}
