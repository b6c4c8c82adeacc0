//! `octorel sync`: sends what was recorded here, and fetches what others recorded.

use crate::cli::shared::{App, Exit, news};
use crate::command::command;
use crate::document::{Document, plain};
use crate::rules::Refusal;
use crate::share::Sending;
use anyhow::Result;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel sync\n  octorel -C path/to/project sync")]
pub(crate) struct Args {
    /// Sign your branch again, with the key that you use now
    #[arg(long, conflicts_with = "take_over")]
    resign: bool,

    /// Put only your own events on top of your branch, if somebody else has added a commit to it
    #[arg(long)]
    take_over: bool,
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
        let _ = app.sending.set(sending);
        let news = news(&app.sync_or_fail(sharing)?).unwrap_or_else(|| "nothing new".to_owned());
        let mut document = Document::default();
        document.paragraph(plain(format!("✓  shared with {} · {news}", sharing.remote)));
        app.print_document(document)?;
        Ok(Exit::Yes)
    }
}
