//! `octorel decide`: decisions are listed, made, or escalated.

use crate::cli::shared::{App, AsOf, Exit, Format, Recording, record};
use crate::document;
use crate::log::Act;
use crate::playbook::Decision;
use crate::release::{ArgumentKind, MissingArgument, Release};
use crate::rules::{Refusal, decide, escalate, find_decision};
use crate::view::DecisionsView;
use anyhow::Result;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel decide\n  octorel decide go-no-go go\n  octorel decide go-no-go no-go --reason \"the rollback drill failed\"\n  octorel decide go-no-go --escalate --reason \"the release manager is ill\"\n  octorel decide go-no-go --escalate product-lead"
)]
pub(crate) struct Args {
    /// Decision: its id or part of its name (omit to list all decisions)
    #[arg(conflicts_with = "as_of", add = ArgumentKind::Decision)]
    decision: Option<String>,

    /// Outcome (see `octorel decide`)
    #[arg(add = ArgumentKind::Outcome)]
    outcome: Option<String>,

    /// Escalate to ROLE (default: next on the path)
    #[arg(
        long,
        value_name = "ROLE",
        num_args = 0..=1,
        default_missing_value = "",
        conflicts_with_all = ["outcome", "overriding", "as_of"],
        add = ArgumentKind::EscalationStep
    )]
    escalate: Option<String>,

    /// Reason
    #[arg(long, value_name = "TEXT", conflicts_with = "as_of")]
    reason: Option<String>,

    /// Decide without being an owner (requires --reason; logged as a deviation)
    #[arg(long = "override", conflicts_with = "as_of")]
    overriding: bool,

    #[command(flatten)]
    as_of: AsOf,

    #[command(flatten)]
    how: Recording,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        match &self.escalate {
            Some(value) => self.escalate(app, Some(&**value).filter(|value| !value.is_empty())),
            None if self.decision.is_none() && self.reason.is_none() && !self.overriding => {
                let loaded = app.load_to_show_or_draft(&self.as_of)?;
                let view = ("decisions", &DecisionsView::new(&loaded.release, None));
                app.show_view(loaded.page, self.how.format, view, document::decisions)
            }
            None => record(app, &self.how, |release, by| {
                let name = self.decision.as_deref().ok_or_else(no_decision)?;
                let outcome = self.outcome.as_deref();
                let outcome = outcome.ok_or_else(|| no_outcome(release, name))?;
                decide(release, by, name, outcome, self.reason.as_deref(), self.overriding)
            })
            .map(|_| Exit::Yes),
        }
    }

    fn escalate(&self, app: &App, value: Option<&str>) -> Result<Exit> {
        // `--escalate go-no-go` names the decision: a role alone would have no effect.
        let (decision, to) = match &self.decision {
            Some(decision) => (Some(&**decision), value),
            None => (value, None),
        };
        let decision = decision.ok_or_else(no_decision)?;
        let loaded = record(app, &self.how, |release, _| {
            escalate(release, decision, to, self.reason.clone())
        })?;
        if self.how.format == Format::TEXT
            && let Some(Act::Escalated { decision, .. }) =
                loaded.release.events().last().map(|event| &event.act)
        {
            let view = DecisionsView::new(&loaded.release, Some(decision));
            app.confirm_with(document::decisions(&view, loaded.page))?;
        }
        Ok(Exit::Yes)
    }
}

fn no_decision() -> Refusal {
    Refusal::cannot("specify a decision").missing([MissingArgument::decision()])
}

/// The outcome is missing, unless the decision does not exist.
fn no_outcome(release: &Release, decision: &str) -> Refusal {
    let outcome = |decision: &Decision| {
        let refusal = Refusal::cannot(format!("missing outcome for `{}`", decision.id));
        refusal.missing([MissingArgument::outcome(decision)])
    };
    find_decision(&release.playbook, decision).map_or_else(|refusal| refusal, outcome)
}
