//! `octorel log`: the history.

use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::options::Shown;
use crate::document;
use crate::release::{ArgumentKind, naming};
use crate::rules::Refusal;
use crate::view::LogView;
use anyhow::Result;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel log\n  octorel log 2.4\n  octorel log --format json")]
pub(crate) struct Args {
    /// Only what is about this item
    #[arg(add = ArgumentKind::Item)]
    item: Option<String>,

    #[command(flatten)]
    shown: Shown,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let loaded = app.load_to_show(&self.shown.as_of)?;
        let playbook = &loaded.release.playbook;
        let named = self.item.as_deref().map(|name| naming::item(playbook, name)).transpose();
        let place = named.map_err(|unclear| Refusal::item(&loaded.release, unclear, "log"))?;
        let view = LogView::new(&loaded.release, place.map(|place| playbook.id(place)));
        let page = App::for_lines(loaded.page);
        app.show_view(page, self.shown.format, ("log", &view), document::log)
    }
}
