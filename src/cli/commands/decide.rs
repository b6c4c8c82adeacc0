//! `octorel decide`: what only certain roles may decide.

use crate::cli::shared::answers::Answers;
use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::options::Recording;
use crate::cli::shared::prompts::{Prompter, record};
use crate::release::{ArgumentKind, MissingArgument};
use crate::rules::{DecideRequest, decide, find_decision};
use anyhow::Result;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel decide go-no-go go\n  octorel decide go-no-go no-go --reason \"the rollback drill failed\""
)]
pub(crate) struct Args {
    /// The decision, by id or a piece of its name
    #[arg(add = ArgumentKind::Decision)]
    decision: Option<String>,

    /// The outcome; `octorel decisions` shows which there are
    #[arg(add = ArgumentKind::Outcome)]
    outcome: Option<String>,

    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    /// Decide without authority, for the reason given; it is kept as a deviation
    #[arg(long = "override")]
    overriding: bool,

    #[command(flatten)]
    how: Recording,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let (answers, decision, outcome) = self.complete(app)?;
        let request = |answers: &Answers| DecideRequest {
            decision: decision.clone(),
            outcome: outcome.clone(),
            reason: answers.option("reason").or_else(|| self.reason.clone()),
            overriding: self.overriding,
        };
        record(app, &self.how, answers, |release, by, answers| {
            decide(release, by, &request(answers))
        })
    }

    /// The decision and the outcome, as given or as answered.
    fn complete(&self, app: &App) -> Result<(Answers, String, String)> {
        if let (Some(decision), Some(outcome)) = (&self.decision, &self.outcome) {
            return Ok((Answers::default(), decision.clone(), outcome.clone()));
        }
        let mut prompter = Prompter::begin(app, &self.how)?;
        let missing = MissingArgument::decision("decide");
        let decision = prompter.value_or_prompt(self.decision.as_ref(), &missing)?;
        let missing = MissingArgument::outcome(find_decision(prompter.playbook(), &decision)?);
        let outcome = prompter.value_or_prompt(None, &missing)?;
        Ok((prompter.answers, decision, outcome))
    }
}
