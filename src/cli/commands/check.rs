//! `octorel check`: the problems of a playbook.

use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::format::{Format, formats};
use crate::document::words::count;
use crate::playbook::{LoadError, Playbook, Source, render_problems};
use crate::release::ArgumentKind;
use crate::render::{github, json};
use crate::terminal;
use crate::view::CheckView;
use anyhow::Result;
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel check\n  octorel check path/to/playbook\n  octorel check --format github"
)]
pub(crate) struct Args {
    /// The folder of the playbook; else the nearest one, else the built-in
    #[arg(value_name = "DIR", add = ArgumentKind::Folder)]
    folder: Option<PathBuf>,

    /// The same as DIR
    #[arg(long, value_name = "DIR", conflicts_with = "folder", add = ArgumentKind::Folder)]
    playbook: Option<PathBuf>,

    /// Output format; github: workflow annotations
    #[arg(
        long,
        value_parser = formats([Format::TEXT, Format::JSON, Format::GITHUB]),
        default_value = "text"
    )]
    format: Format,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        app.no_release("check")?;
        let folder = self.folder.as_deref().or(self.playbook.as_deref());
        let (text, view, exit) = match app.playbook(folder) {
            Ok((playbook, source)) => {
                let view = CheckView { warnings: playbook.warnings(), ..CheckView::default() };
                (sound(&playbook, &source, &view.warnings), view, Exit::Yes)
            }
            Err(error) => match error.downcast::<LoadError>()? {
                LoadError::Problems(problems) => {
                    let text = render_problems(&problems, true, terminal::width());
                    (text, CheckView::new(&problems), Exit::Cannot)
                }
                io @ LoadError::Io { .. } => return Err(io.into()),
            },
        };
        match self.format {
            Format::TEXT => app.print(&text)?,
            Format::GITHUB => app.show(self.format, &github::check(&view))?,
            _ => app.show(self.format, &json("check", &view)?)?,
        }
        Ok(exit)
    }
}

/// A playbook without problems, how much there is in it, and what is probably a mistake.
fn sound(playbook: &Playbook, source: &Source, warnings: &[String]) -> String {
    let items = count(playbook.items().count(), "item", "items");
    let phases = count(playbook.phases.len(), "phase", "phases");
    let counts = [
        count(playbook.roles.len(), "role", "roles"),
        format!("{phases} with {items}"),
        count(playbook.decisions.len(), "decision", "decisions"),
        count(playbook.channels.len(), "channel", "channels"),
        count(playbook.gates.len(), "gate", "gates"),
    ];
    let warnings: Vec<String> = warnings.iter().map(|line| format!("warning: {line}\n")).collect();
    format!("✓  {source}: no problems found\n   {}\n{}", counts.join(", "), warnings.concat())
}
