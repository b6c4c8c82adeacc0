//! `octorel check`: the problems of a playbook.

use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::playbook::{LoadError, Playbook, Source, render_problems};
use crate::release::ArgumentKind;
use crate::render::text;
use crate::terminal;
use anyhow::Result;
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel check\n  octorel check path/to/playbook")]
pub(crate) struct Args {
    /// The folder of the playbook; else the nearest one, else the built-in
    #[arg(value_name = "DIR", add = ArgumentKind::Folder)]
    folder: Option<PathBuf>,

    /// The same as DIR
    #[arg(long, value_name = "DIR", conflicts_with = "folder", add = ArgumentKind::Folder)]
    playbook: Option<PathBuf>,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        app.no_release("check")?;
        let folder = self.folder.as_deref().or(self.playbook.as_deref());
        match app.playbook(folder) {
            Ok((playbook, source)) => {
                app.print(&sound(&playbook, &source))?;
                Ok(Exit::Yes)
            }
            Err(error) => match error.downcast::<LoadError>()? {
                LoadError::Problems(problems) => {
                    app.print(&render_problems(&problems, true, terminal::width()))?;
                    Ok(Exit::Cannot)
                }
                io @ LoadError::Io { .. } => Err(io.into()),
            },
        }
    }
}

/// A playbook without problems, and how much there is in it.
fn sound(playbook: &Playbook, source: &Source) -> String {
    let items = text::count(playbook.items().count(), "item", "items");
    let phases = text::count(playbook.phases.len(), "phase", "phases");
    let counts = [
        text::count(playbook.roles.len(), "role", "roles"),
        format!("{phases} with {items}"),
        text::count(playbook.decisions.len(), "decision", "decisions"),
        text::count(playbook.channels.len(), "channel", "channels"),
        text::count(playbook.gates.len(), "gate", "gates"),
    ];
    format!("✓  {source} is sound\n   {}\n", counts.join(", "))
}
