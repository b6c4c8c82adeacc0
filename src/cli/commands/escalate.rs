//! `octorel escalate`: a decision goes up its path.

use crate::cli::shared::app::App;
use crate::cli::shared::asking::{Asked, Asking};
use crate::cli::shared::exit::Exit;
use crate::cli::shared::options::Who;
use crate::log::Act;
use crate::render::text;
use crate::rules::{EscalateRequest, escalate};
use crate::view::DecisionsView;
use anyhow::Result;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel escalate go-no-go --reason \"the release manager is ill\"\n  octorel escalate go-no-go --to product-lead"
)]
pub(crate) struct Args {
    /// The decision, by id or a piece of its name
    decision: Option<String>,

    /// Whom to ask, of its path; else the next one on it who has not been asked
    #[arg(long, value_name = "ROLE")]
    to: Option<String>,

    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    #[command(flatten)]
    who: Who,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let mut asked = Asked::default();
        let decision = asked.word(self.decision.as_ref(), || {
            Asking::begin(app, &self.who)?.decision("escalate")
        })?;
        let appeal = EscalateRequest {
            decision,
            to: self.to.clone(),
            reason: self.reason.clone(),
        };
        let who = app.who(&self.who)?;
        let recorded = app.record(&who, |release| escalate(release, &appeal));
        asked.show(app);
        let (seen, _) = recorded?;
        let newest = seen.release.events().last().map(|event| &event.act);
        if let Some(Act::Escalated { decision, to, .. }) = newest {
            let view = DecisionsView::new(&seen.release, Some(decision));
            for decision in &view.decisions {
                let reason = self.reason.as_deref();
                let screen = text::escalated(decision, to, reason, seen.paper);
                app.confirm(&app.with_context(screen))?;
            }
        }
        Ok(Exit::Yes)
    }
}
