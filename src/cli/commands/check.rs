//! `octorel check`: the problems of a playbook.

use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::format::{Format, Renderer, formats};
use crate::playbook::{LoadError, Playbook, Source, render_problems};
use crate::release::ArgumentKind;
use crate::render::{github, text};
use crate::terminal;
use crate::view::CheckView;
use anyhow::Result;
use chrono_tz::Tz;
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
        match app.playbook(folder) {
            Ok((playbook, source)) => {
                match self.format {
                    Format::TEXT => app.print(&sound(&playbook, &source))?,
                    _ => self.show(app, &CheckView::new(None))?,
                }
                Ok(Exit::Yes)
            }
            Err(error) => match error.downcast::<LoadError>()? {
                LoadError::Problems(problems) => {
                    match self.format {
                        Format::TEXT => {
                            app.print(&render_problems(&problems, true, terminal::width()))?;
                        }
                        _ => self.show(app, &CheckView::new(Some(&problems)))?,
                    }
                    Ok(Exit::Cannot)
                }
                io @ LoadError::Io { .. } => Err(io.into()),
            },
        }
    }
}

impl Args {
    fn show(&self, app: &App, view: &CheckView) -> Result<()> {
        let page = app.page(app.now.with_timezone(&Tz::UTC));
        let github: Renderer<CheckView> = (Format::GITHUB, |view, _| github::check(view));
        app.show_view(page, self.format, ("check", view), &[github])?;
        Ok(())
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
