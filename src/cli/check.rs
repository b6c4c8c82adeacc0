//! `octorel check`: the problems of a playbook.

use super::Exit;
use super::app::App;
use crate::playbook::{LoadError, render_problems};
use crate::term;
use anyhow::Result;
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel check\n  octorel check path/to/playbook")]
pub(super) struct Args {
    /// The folder of the playbook; else the nearest one, else the built-in
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,

    /// The same as DIR
    #[arg(long, value_name = "DIR", conflicts_with = "folder")]
    playbook: Option<PathBuf>,
}

impl Args {
    pub(super) fn run(&self, app: &App) -> Result<Exit> {
        app.no_release("check")?;
        let folder = self.folder.as_deref().or(self.playbook.as_deref());
        match app.playbook(folder) {
            Ok((playbook, source)) => {
                let items = playbook.items().count();
                app.print(&format!(
                    "✓ {source} is sound\n  {} roles, {} phases with {items} items, {} decisions, {} channels, {} gates\n",
                    playbook.roles.len(),
                    playbook.phases.len(),
                    playbook.decisions.len(),
                    playbook.channels.len(),
                    playbook.gates.len(),
                ))?;
                Ok(Exit::Yes)
            }
            Err(error) => match error.downcast::<LoadError>()? {
                LoadError::Problems(problems) => {
                    app.print(&render_problems(&problems, true, term::width()))?;
                    Ok(Exit::Cannot)
                }
                io @ LoadError::Io { .. } => Err(io.into()),
            },
        }
    }
}
