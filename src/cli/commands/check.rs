//! `octorel check`: the problems of the playbook and of the logs, and the repair of a log.

mod repair;

use self::repair::Repair;
use crate::cli::shared::{App, Exit, Format, Purpose, formats};
use crate::document::{self, words::count};
use crate::log::{GitCopies, LogCopies, ReleaseName, Store};
use crate::playbook::{LoadError, Playbook, Source, render_problems};
use crate::release::ArgumentKind;
use crate::render::{github, safe, text};
use crate::rules::Refusal;
use crate::share::check_branches;
use crate::terminal;
use crate::view::{CheckView, VerifiedView};
use anyhow::Result;
use chrono_tz::Tz;
use std::collections::BTreeSet;
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel check\n  octorel check path/to/playbook --format github\n  octorel check --repair\n  octorel check --repair --from backup.jsonl --yes\n  octorel check --repair --yes --reason \"the disk was full\""
)]
pub(crate) struct Args {
    /// Playbook folder (default: the nearest, then the built-in one)
    #[arg(value_name = "DIR", add = ArgumentKind::Folder)]
    folder: Option<PathBuf>,

    /// Preview a repair of the log; --yes applies it
    #[arg(long, conflicts_with_all = ["folder", "format"])]
    repair: bool,

    #[command(flatten)]
    how: Repair,

    /// Output format; github: workflow annotations
    #[arg(long, value_parser = formats(&[Format::TEXT, Format::JSON, Format::GITHUB]), default_value = "text")]
    format: Format,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        if self.repair {
            return self.how.run(app);
        }
        let (playbook, view) = match app.playbook(self.folder.as_deref()) {
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
        let mut logs = Logs::new(app)?;
        let names = match logs.named(app) {
            Some(name) => [name].into(),
            None if app.release.is_some() => [app.which(Purpose::Act)?.1].into(),
            None => logs.names.clone(),
        };
        let branches = logs.warnings.clone();
        let view = CheckView {
            warnings: view.warnings.into_iter().chain(branches.iter().cloned()).collect(),
            logs: names.iter().map(|name| logs.check(name)).collect(),
            partial_history: logs.git.is_partial,
            ..view
        };
        let page = app.page(app.now.with_timezone(&Tz::UTC));
        match self.format {
            Format::TEXT => {
                let logs = text(document::logs(&view, page), page.width);
                let branches = branches.iter().map(|line| format!("warning: {}\n", safe(line)));
                app.print(&(playbook + &logs + &branches.collect::<String>()))?
            }
            Format::GITHUB => app.show(self.format, &github::check(&view, page))?,
            _ => app.show_json("check", &view)?,
        };
        if view.has_no_problem() { Ok(Exit::Yes) } else { Ok(Exit::Cannot) }
    }
}

struct Logs {
    store: Store,
    git: GitCopies,
    /// The releases whose log is here, in git's index or in the git directory.
    names: BTreeSet<ReleaseName>,
    /// What is wrong with the branches of people.
    warnings: BTreeSet<String>,
}

impl Logs {
    fn new(app: &App) -> Result<Self> {
        let store = app.new_store();
        let (git, warnings) = match app.sharing() {
            Some(sharing) => {
                let checked = check_branches(&app.git(), sharing, &store);
                let (logs, warnings) = checked.map_err(Refusal::cannot)?;
                (GitCopies { logs, ..GitCopies::default() }, warnings)
            }
            None => (GitCopies::of(&store.root), BTreeSet::new()),
        };
        let names = [store.list()?, store.list_copies(), git.indexed.clone()];
        Ok(Self { names: names.into_iter().flatten().collect(), store, git, warnings })
    }

    /// The release that is named, if it has a log or at least a copy of one.
    fn named(&self, app: &App) -> Option<ReleaseName> {
        let wanted = app.release.as_ref()?;
        self.names.iter().find(|name| name.as_str() == wanted).cloned()
    }

    fn copies(&mut self, name: &ReleaseName) -> LogCopies {
        let mut copies = self.git.logs.remove(name).unwrap_or_default();
        self.store.add_copy(name, &mut copies);
        copies
    }

    fn check(&mut self, name: &ReleaseName) -> VerifiedView {
        let copies = self.copies(name);
        self.view(name, &copies)
    }

    fn view(&self, name: &ReleaseName, copies: &LogCopies) -> VerifiedView {
        match self.store.check(name, copies) {
            Ok(checked) => VerifiedView::new(name.as_str(), checked, App::shown),
            Err(error) => {
                let path = App::shown(&self.store.path(name));
                VerifiedView::unreadable(name.as_str(), path, &error)
            }
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
