//! `octorel undo`: takes back one's own last event.

use super::Exit;
use super::app::App;
use super::options::Who;
use super::recording::record;
use crate::rules::undo;
use anyhow::Result;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel undo\n  octorel undo --as dana@example.com")]
pub(super) struct Args {
    #[command(flatten)]
    who: Who,
}

impl Args {
    pub(super) fn run(&self, app: &App) -> Result<Exit> {
        record(app, &self.who, undo)
    }
}
