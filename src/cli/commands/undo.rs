//! `octorel undo`: undoes one's own last command.

use crate::cli::shared::{App, Exit, Recording, record};
use crate::rules::undo;
use anyhow::Result;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel undo\n  octorel undo --as dana@example.com")]
pub(crate) struct Args {
    #[command(flatten)]
    how: Recording,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let mut unchanged = Vec::new();
        record(app, &self.how, |release, by| {
            let changes = undo(release, by)?;
            unchanged = changes.unchanged;
            Ok(changes.acts)
        })?;
        for line in &unchanged {
            app.say(line);
        }
        Ok(Exit::Yes)
    }
}
