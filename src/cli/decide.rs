//! `octorel decide`: what only certain roles may decide.

use super::Exit;
use super::app::App;
use super::args::Who;
use super::recording::record;
use crate::decide::{Ruling, decide};
use anyhow::Result;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel decide go-no-go go\n  octorel decide go-no-go no-go --reason \"the rollback drill failed\""
)]
pub(super) struct Args {
    /// The decision, by id or a piece of its name
    decision: String,

    /// The outcome; `octorel decisions` shows which there are
    outcome: String,

    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    /// Decide without authority, for the reason given; it is kept as a deviation
    #[arg(long = "override", requires = "reason")]
    overriding: bool,

    #[command(flatten)]
    who: Who,
}

impl Args {
    pub(super) fn run(&self, app: &App) -> Result<Exit> {
        let ruling = Ruling {
            decision: self.decision.clone(),
            outcome: self.outcome.clone(),
            reason: self.reason.clone(),
            overriding: self.overriding,
        };
        record(app, &self.who, |release, by| decide(release, by, &ruling))
    }
}
