//! `octorel log`: the history.

use super::Exit;
use super::app::App;
use super::options::{AsOf, Plain};
use crate::release::naming;
use crate::render::{json::json, text};
use crate::rules::Refusal;
use crate::view::LogView;
use anyhow::Result;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel log\n  octorel log 2.4\n  octorel log --format json")]
pub(super) struct Args {
    /// Only what is about this item
    item: Option<String>,

    #[command(flatten)]
    as_of: AsOf,

    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Plain,
}

impl Args {
    pub(super) fn run(&self, app: &App) -> Result<Exit> {
        let seen = app.load_to_show(&self.as_of)?;
        let playbook = &seen.release.playbook;
        let named = self
            .item
            .as_deref()
            .map(|name| naming::item(playbook, name))
            .transpose();
        let place = named.map_err(|unclear| Refusal::item(&seen.release, unclear, "log"))?;
        let view = LogView::new(&seen.release, place.map(|place| playbook.id(place)));
        app.show(
            self.format.reader(),
            &match self.format {
                Plain::Text => text::log(&view, seen.paper),
                Plain::Json => json("log", &view)?,
            },
        )?;
        Ok(Exit::Yes)
    }
}
