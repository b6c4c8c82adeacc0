//! `octorel add`: adds an item to the running release.

use crate::cli::shared::{App, Exit, Recording, phase, record};
use crate::release::{ArgumentKind, MissingArgument};
use crate::rules::{Refusal, add};
use anyhow::Result;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel add \"Warn support\" --phase 5\n  octorel add \"Rotate the key\" --phase deployment --owner developer"
)]
pub(crate) struct Args {
    /// Text of the item: one line of Markdown (prompts if omitted in a terminal)
    #[arg(value_name = "TEXT", add = ArgumentKind::Text)]
    text: Vec<String>,

    /// Phase that gets the item (prompts if omitted in a terminal)
    #[arg(long, add = ArgumentKind::Phase)]
    phase: Option<String>,

    /// Role that owns the item, or `all` (default: the first role)
    #[arg(long, value_name = "ROLE", add = ArgumentKind::Role)]
    owner: Option<String>,

    #[command(flatten)]
    how: Recording,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        record(app, &self.how, |release, by| {
            let text = MissingArgument::text("Text of the item?").like("Warn support");
            let text = self.text.is_empty().then_some(text);
            let in_phase = self.phase.is_none().then(MissingArgument::phase_option);
            let missing: Vec<_> = text.into_iter().chain(in_phase).collect();
            let Some(name) = self.phase.as_ref().filter(|_| missing.is_empty()) else {
                return Err(Refusal::cannot("specify a text and a phase").missing(missing));
            };
            let (text, phase) = (self.text.join(" "), phase(release, name)?);
            add(release, by, &text, &phase, self.owner.as_deref())
        })?;
        Ok(Exit::Yes)
    }
}
