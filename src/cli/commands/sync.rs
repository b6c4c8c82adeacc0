//! `octorel sync`: sends what was recorded here, and fetches what others recorded.

use crate::cli::shared::{App, Exit, Format, formats, news};
use crate::command::command;
use crate::document::Document;
use crate::names::Person;
use crate::rules::Refusal;
use crate::share::Sending;
use anyhow::Result;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel sync\n  octorel -C path/to/project sync")]
pub(crate) struct Args {
    /// Sign your branch again, with the key that you use now
    #[arg(long, conflicts_with = "take_over")]
    resign: bool,

    /// Put only your own events on top of your branch, if somebody else has added a commit to it
    #[arg(long)]
    take_over: bool,

    /// Output format
    #[arg(long, value_parser = formats(&[Format::TEXT, Format::JSON]), default_value = "text")]
    format: Format,
}

#[derive(Serialize)]
struct SyncView<'a> {
    remote: &'a str,
    received: BTreeMap<&'a Person, usize>,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let Some(sharing) = app.sharing() else {
            let refusal = Refusal::cannot("releases are not shared here");
            return Err(refusal.hint(command("share").does("shares them")).into());
        };
        let sending = match (self.resign, self.take_over) {
            (true, _) => Sending::SignAgain,
            (false, true) => Sending::TakeOver,
            (false, false) => Sending::New,
        };
        let arrived = app.sync_or_fail(sharing, sending)?;
        if self.format == Format::JSON {
            let received =
                arrived.events.iter().map(|(person, events)| (person, *events)).collect();
            return app.show_json("sync", &SyncView { remote: &sharing.remote, received });
        }
        let news = news(&arrived).unwrap_or_else(|| "nothing new".to_owned());
        app.print_document(Document::of(format!("✓  shared with {} · {news}", sharing.remote)))
    }
}
