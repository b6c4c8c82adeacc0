//! `octorel verify`: every byte of the logs checked.

use crate::cli::shared::app::App;
use crate::cli::shared::dates::proposal;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::options::Plain;
use crate::log::{ReleaseName, Store};
use crate::render::{json::json, text};
use crate::rules::Refusal;
use crate::view::{VerifiedView, VerifyView};
use anyhow::Result;
use chrono_tz::Tz;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel verify\n  octorel verify -r 2.4.0 --format json")]
pub(crate) struct Args {
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Plain,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let logs = app.logs()?;
        let view =
            VerifyView { releases: logs.iter().map(|(store, name)| line(store, name)).collect() };
        match self.format {
            Plain::Text if view.releases.is_empty() => {
                return Err(Refusal::cannot("there is no release here")
                    .hint(proposal("1.0.0", app.now))
                    .into());
            }
            Plain::Text => {
                let page = app.page(app.now.with_timezone(&Tz::UTC));
                app.print(&text::verify(&view, page))?;
            }
            Plain::Json => app.print(&json("verify", &view)?)?,
        }
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
