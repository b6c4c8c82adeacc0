//! `octorel add`: adds an item to the running release.

use crate::cli::shared::{App, Exit, Recording, phase, record};
use crate::command::command;
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
            let missing = |missing: MissingArgument| {
                let text = self.text.first().map_or("Warn support", |text| text);
                let phase = self.phase.as_deref().unwrap_or("1");
                let example = command("add").text(text).arg("--phase").arg(phase);
                Refusal::cannot("specify a text and a phase").hint(example).missing(missing)
            };
            if self.text.is_empty() {
                return Err(missing(MissingArgument::text("Text of the item?")));
            }
            let name = self.phase.as_ref();
            let name = name.ok_or_else(|| {
                missing(
                    MissingArgument::new(ArgumentKind::Phase, "Which phase?").for_option("phase"),
                )
            })?;
            let (text, phase) = (self.text.join(" "), phase(release, name)?);
            add(release, by, &text, &phase, self.owner.as_deref())
        })?;
        Ok(Exit::Yes)
    }
}
