//! `octorel escalate`: a decision goes up its path.

use crate::cli::shared::answers::Answers;
use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::format::Format;
use crate::cli::shared::options::Recording;
use crate::cli::shared::prompts::Prompter;
use crate::document;
use crate::log::Act;
use crate::release::{ArgumentKind, MissingArgument};
use crate::rules::{EscalateRequest, escalate};
use crate::view::DecisionsView;
use anyhow::Result;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel escalate go-no-go --reason \"the release manager is ill\"\n  octorel escalate go-no-go --to product-lead"
)]
pub(crate) struct Args {
    /// The decision, by id or a piece of its name
    #[arg(add = ArgumentKind::Decision)]
    decision: Option<String>,

    /// Whom to ask, of its path; else the next one on it who has not been asked
    #[arg(long, value_name = "ROLE", add = ArgumentKind::EscalationStep)]
    to: Option<String>,

    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    #[command(flatten)]
    how: Recording,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let mut answers = Answers::default();
        let decision = if let Some(decision) = &self.decision {
            decision.clone()
        } else {
            let mut prompter = Prompter::begin(app, &self.how)?;
            let decision =
                prompter.value_or_prompt(None, &MissingArgument::decision("escalate"))?;
            answers = prompter.answers;
            decision
        };
        let appeal = EscalateRequest { decision, to: self.to.clone(), reason: self.reason.clone() };
        let recorded = app.record(&self.how, |release, _| escalate(release, &appeal));
        answers.show(app);
        let (loaded, count) = recorded?;
        if self.how.format == Format::JSON {
            return app.show_recorded(&self.how, &loaded, count).map(|()| Exit::Yes);
        }
        let newest = loaded.release.events().last().map(|event| &event.act);
        if let Some(Act::Escalated { decision, to, .. }) = newest {
            let view = DecisionsView::new(&loaded.release, Some(decision));
            for decision in &view.decisions {
                let reason = self.reason.as_deref();
                let screen = document::escalated(decision, to, reason, loaded.page);
                app.confirm(screen)?;
            }
        }
        Ok(Exit::Yes)
    }
}
