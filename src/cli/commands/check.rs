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
        if self.format == Format::TEXT {
            app.print(&text)?;
        } else {
            let page = app.page(app.now.with_timezone(&Tz::UTC));
            let github: Renderer<CheckView> = (Format::GITHUB, |view, _| github::check(view));
            app.show_view(page, self.format, ("check", &view), &[github])?;
        }
        Ok(exit)
    }
}

/// A playbook without problems, how much there is in it, and what is probably a mistake.
fn sound(playbook: &Playbook, source: &Source, warnings: &[String]) -> String {
    let items = text::count(playbook.items().count(), "item", "items");
    let phases = text::count(playbook.phases.len(), "phase", "phases");
    let counts = [
        text::count(playbook.roles.len(), "role", "roles"),
        format!("{phases} with {items}"),
        text::count(playbook.decisions.len(), "decision", "decisions"),
        text::count(playbook.channels.len(), "channel", "channels"),
        text::count(playbook.gates.len(), "gate", "gates"),
    ];
    let warnings = warnings.iter().map(|line| format!("warning: {line}\n"));
    format!("✓  {source} is sound\n   {}\n{}", counts.join(", "), warnings.collect::<String>())
}
