//! `octorel decide`: what only certain roles may decide.

use crate::cli::shared::app::App;
use crate::cli::shared::asking::{Asked, Asking, record};
use crate::cli::shared::exit::Exit;
use crate::cli::shared::options::Who;
use crate::rules::{DecideRequest, decide};
use anyhow::Result;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel decide go-no-go go\n  octorel decide go-no-go no-go --reason \"the rollback drill failed\""
)]
pub(crate) struct Args {
    /// The decision, by id or a piece of its name
    decision: Option<String>,

    /// The outcome; `octorel decisions` shows which there are
    outcome: Option<String>,

    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    /// Decide without authority, for the reason given; it is kept as a deviation
    #[arg(long = "override")]
    overriding: bool,

    #[command(flatten)]
    who: Who,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let (asked, decision, outcome) = self.complete(app)?;
        let ruling = |asked: &Asked| DecideRequest {
            decision: decision.clone(),
            outcome: outcome.clone(),
            reason: asked.reason.clone().or_else(|| self.reason.clone()),
            overriding: self.overriding,
        };
        record(app, &self.who, asked, |release, by, asked| {
            decide(release, by, &ruling(asked))
        })
    }

    /// The decision and the outcome, as given or as asked for.
    fn complete(&self, app: &App) -> Result<(Asked, String, String)> {
        let mut asked = Asked::default();
        if let (Some(decision), Some(outcome)) = (&self.decision, &self.outcome) {
            return Ok((asked, decision.clone(), outcome.clone()));
        }
        let asking = Asking::begin(app, &self.who)?;
        let decision = asked.word(self.decision.as_ref(), || asking.decision("decide"))?;
        let outcome = asked.word(None, || asking.outcome(&decision))?;
        Ok((asked, decision, outcome))
    }
}
