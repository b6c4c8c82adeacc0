//! `octorel again`: a new round of a phase.

use crate::cli::shared::{App, Exit, Recording, phase, record};
use crate::release::{ArgumentKind, MissingArgument};
use crate::rules::{Refusal, again};
use anyhow::Result;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel again 4\n  octorel again staging --dry-run")]
pub(crate) struct Args {
    /// Phase: number, id or part of its name (prompts if omitted in a terminal)
    #[arg(value_name = "PHASE", add = ArgumentKind::RepeatablePhase)]
    phase: Option<String>,

    #[command(flatten)]
    how: Recording,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        record(app, &self.how, |release, by| {
            let name = self.phase.as_deref().ok_or_else(|| {
                Refusal::cannot("specify a phase").missing([MissingArgument::repeatable_phase()])
            })?;
            again(release, by, &phase(release, name)?)
        })?;
        Ok(Exit::Yes)
    }
}
