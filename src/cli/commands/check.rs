//! `octorel check`: the problems of the playbook and of the logs, and the repair of a log.

mod repair;

use self::repair::Repair;
use crate::cli::shared::{App, Exit, Format, formats};
use crate::document::{self, words::count};
use crate::log::{ReleaseName, Store};
use crate::playbook::{LoadError, Playbook, Source, render_problems};
use crate::release::ArgumentKind;
use crate::render::{github, json, text};
use crate::terminal;
use crate::view::{CheckView, VerifiedView};
use anyhow::Result;
use chrono_tz::Tz;
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel check\n  octorel check path/to/playbook --format github\n  octorel check --repair\n  octorel check --repair --from backup.jsonl --yes\n  octorel check --repair --yes --reason \"the disk was full\""
)]
pub(crate) struct Args {
    /// Playbook folder (default: the nearest, then the built-in one)
    #[arg(value_name = "DIR", add = ArgumentKind::Folder)]
    folder: Option<PathBuf>,

    /// Same as DIR
    #[arg(long, value_name = "DIR", conflicts_with = "folder", add = ArgumentKind::Folder)]
    playbook: Option<PathBuf>,

    /// Preview a repair of the log; --yes applies it
    #[arg(long, conflicts_with_all = ["folder", "playbook", "format"])]
    repair: bool,

    #[command(flatten)]
    how: Repair,

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
        if self.repair {
            return self.how.run(app);
        }
        let folder = self.folder.as_deref().or(self.playbook.as_deref());
        let (playbook, view) = match app.playbook(folder) {
            Ok((playbook, source)) => {
                let view = CheckView { warnings: playbook.warnings(), ..CheckView::default() };
                (without_problems(&playbook, &source, &view.warnings), view)
            }
            Err(error) => match error.downcast::<LoadError>()? {
                LoadError::Problems(problems) => {
                    let text = render_problems(&problems, true, terminal::width());
                    (text, CheckView::new(&problems))
                }
                io @ LoadError::Io { .. } => return Err(io.into()),
            },
        };
        let logs = app.logs()?;
        let logs = logs.iter().map(|(store, name)| checked(store, name)).collect();
        let view = CheckView { logs, ..view };
        match self.format {
            Format::TEXT => {
                let page = app.page(app.now.with_timezone(&Tz::UTC));
                app.print(&(playbook + &text(document::logs(&view, page), page.width)))?;
            }
            Format::GITHUB => app.show(self.format, &github::check(&view))?,
            _ => app.show(self.format, &json("check", &view)?)?,
        }
        if view.has_no_problem() { Ok(Exit::Yes) } else { Ok(Exit::Cannot) }
    }
}

fn checked(store: &Store, name: &ReleaseName) -> VerifiedView {
    match store.check(name) {
        Ok(checked) => VerifiedView::new(name.as_str(), &checked, App::shown),
        Err(error) => {
            let path = App::shown(&store.path(name));
            VerifiedView::unreadable(name.as_str(), path, &error)
        }
    }
}

/// A playbook without problems, how much there is in it, and what is probably a mistake.
fn without_problems(playbook: &Playbook, source: &Source, warnings: &[String]) -> String {
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
