//! `octorel repair`: shows how a damaged log comes back into use, and with `--yes` brings it there.

use super::ending::keep_record;
use super::start::proposal;
use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::options::{AsOf, Who};
use crate::cli::shared::which::Purpose;
use crate::log::{
    Newer, Place, Plan, RecordError, ReleaseName, Spare, Store, StoreError, Take, Writer,
};
use crate::release::ReleaseState;
use crate::release::{ArgumentKind, Release};
use crate::render::text;
use crate::render::text::{RepairStage, Repairing};
use crate::rules::Refusal;
use crate::sys;
use crate::terminal::quoted;
use anyhow::{Context, Result};
use chrono_tz::Tz;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel repair\n  octorel repair --from backup.jsonl --yes\n  octorel repair --yes --reason \"the disk was full\""
)]
pub(crate) struct Args {
    /// Take events from this copy of the log, too; may be given several times
    #[arg(long, value_name = "FILE", add = ArgumentKind::File)]
    from: Vec<PathBuf>,

    /// Do it
    #[arg(long)]
    yes: bool,

    /// What happened to the log; kept with what is lost
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    #[command(flatten)]
    who: Who,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let (store, name) = self.which(app)?;
        let mut spares = self.copies(app)?;
        let mut plan = store.plan_repair(&name, &spares).map_err(refused)?;
        if plan.misses() {
            let head = if plan.is_needed() || plan.unstarted {
                Take::All
            } else {
                Take::Missing
            };
            spares.extend(in_git(&store.path(&name), head));
            // A plan holds all the damaged bytes: one at a time.
            drop(plan);
            plan = store.plan_repair(&name, &spares).map_err(refused)?;
        }
        if !plan.is_needed() {
            return nothing(app, &store, &name, &plan);
        }
        let place = place(&store, &plan)?;
        let stuck = matches!(place, Some((_, false)));
        let path = App::shown(&store.path(&name));
        let paper = App::paper(app.now.with_timezone(&Tz::UTC));
        let mut repairing = Repairing {
            release: name.as_str(),
            plan: &plan,
            stage: RepairStage::Planned {
                command: self.command(&name),
            },
            place,
            path,
        };
        if stuck && plan.is_only_misnamed() {
            repairing.stage = RepairStage::Stuck;
            app.print(&text::repair(&repairing, paper))?;
            return Ok(Exit::Cannot);
        }
        if !self.yes {
            app.print(&text::repair(&repairing, paper))?;
            return Ok(Exit::No);
        }
        let writer = Writer {
            by: app.who(&self.who)?,
            at: app.now,
        };
        let mended = store.repair(&name, &writer, &spares, self.reason.as_deref());
        let mended = mended.map_err(refused)?;
        repairing.plan = &mended.plan;
        repairing.stage = RepairStage::Done {
            beside: mended.beside.iter().map(|path| App::shown(path)).collect(),
        };
        app.print(&text::repair(&repairing, paper))
            .context("it is repaired, but the answer was not printed")?;
        let ended =
            Release::of(mended.log).filter(|release| release.progress.end != ReleaseState::Active);
        if let Some(release) = ended {
            keep_record(app, &app.loaded(release, &AsOf::default())?)?;
        }
        Ok(if stuck { Exit::Cannot } else { Exit::Yes })
    }

    /// The release that is meant; with a copy also one that has no file yet.
    fn which(&self, app: &App) -> Result<(Store, ReleaseName)> {
        if self.from.is_empty() {
            return app.which(Purpose::Act);
        }
        app.which_or_new(Purpose::Act)
    }

    /// The copies that were named.
    fn copies(&self, app: &App) -> Result<Vec<Spare>> {
        let copy = |path: &PathBuf| {
            let shown = path.display().to_string();
            let path = app.dir.join(path);
            if path.exists() && !path.is_file() {
                let refusal = Refusal::cannot(format!("`{shown}` is not a regular file"));
                return Err(refusal.into());
            }
            let bytes = fs::read(&path).with_context(|| format!("cannot read `{shown}`"))?;
            Ok(Spare {
                name: shown,
                bytes,
                take: Take::All,
            })
        };
        self.from.iter().map(copy).collect()
    }

    /// The command that does what was shown.
    fn command(&self, name: &ReleaseName) -> String {
        let mut words = vec![format!("octorel repair -r {name}")];
        for path in &self.from {
            words.push(format!("--from {}", quoted(&path.display().to_string())));
        }
        if let Some(reason) = &self.reason {
            words.push(format!("--reason {}", quoted(reason)));
        }
        words.push("--yes".to_owned());
        words.join(" ")
    }
}

/// Says that there is nothing to repair, and what else there may be to do.
fn nothing(app: &App, store: &Store, name: &ReleaseName, plan: &Plan) -> Result<Exit> {
    if !store.path(name).exists() {
        let message = format!("no copy says how {name} began; there is nothing to make it of");
        return Err(Refusal::cannot(message).into());
    }
    if plan.unstarted {
        let refusal = Refusal::no(format!(
            "{name} has nothing left to repair, and no copy says how it began"
        ));
        let hint = proposal(name.as_str(), app.now);
        return Err(refusal.hint(hint).into());
    }
    let events = text::count(plan.events(), "event", "events");
    app.print(&format!("✓  {name}  nothing to repair: {events}\n"))?;
    Ok(Exit::Yes)
}

/// Where a log belongs that is named after another release, and whether that place is free.
fn place(store: &Store, plan: &Plan) -> Result<Option<(String, bool)>> {
    let Some(held) = &plan.misnamed else {
        return Ok(None);
    };
    Ok(Some(match store.place_of(held)? {
        Place::Free(path) => (App::shown(&path), true),
        Place::Taken(path) => (App::shown(&path), false),
    }))
}

/// The versions of a log that git knows. The newest ones are copies in its place; older ones and those of other branches
/// give back only what is missed.
fn in_git(log: &Path, newest: Take) -> Vec<Spare> {
    let versions = sys::git_versions(log).into_iter();
    let spare = |version: sys::Version| Spare {
        take: if version.newest {
            newest
        } else {
            Take::Missing
        },
        name: version.name,
        bytes: version.bytes,
    };
    versions.map(spare).collect()
}

fn refused(error: RecordError<Newer>) -> anyhow::Error {
    match error {
        RecordError::Decided(newer) => {
            let refusal = Refusal::cannot(format!("{newer}; nothing was changed"));
            refusal
                .hint("update octorel, and repair with that one")
                .into()
        }
        RecordError::Store(error) => StoreError::into(error),
    }
}
