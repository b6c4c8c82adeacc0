//! `octorel check --repair`: shows how a damaged log can be repaired, and repairs it with `--yes`.

use super::Logs;
use crate::cli::shared::{App, AsOf, Exit, Format, Purpose, Who, proposal, write_report_file};
use crate::command::{Command, Hint, command};
use crate::document;
use crate::document::words::count;
use crate::files::{MAX_LOG, read_named};
use crate::log::{
    LogCopy, RecordError, ReleaseName, RepairError, RepairPlan, Repaired, Store, StoreError, Writer,
};
use crate::release::{ArgumentKind, Release};
use crate::rules::Refusal;
use crate::view::report_trouble;
use anyhow::{Context, Result};
use std::path::PathBuf;

/// How to repair.
#[derive(clap::Args)]
pub(super) struct Repair {
    /// Also recover events from FILE (repeatable)
    #[arg(long, value_name = "FILE", requires = "repair", add = ArgumentKind::File)]
    from: Vec<PathBuf>,

    /// Apply the repair
    #[arg(long, requires = "repair")]
    yes: bool,

    /// Reason to record with lost events
    #[arg(long, value_name = "TEXT", requires = "repair")]
    reason: Option<String>,

    #[command(flatten)]
    who: Who,
}

impl Repair {
    pub(super) fn run(&self, app: &App) -> Result<Exit> {
        let mut logs = Logs::new(app)?;
        let name = match logs.named(app) {
            Some(name) => name,
            None if self.from.is_empty() => app.which(Purpose::Act)?.1,
            // With a copy, the release need not have a file yet.
            None => app.which_or_new()?.1,
        };
        let copies = [self.copies(app)?, logs.copies(&name).here].concat();
        let store = logs.store;
        let refused = |error| refused(&store, &name, error);
        let plan = store.plan_repair(&name, &copies).map_err(refused)?;
        let old_report = with_old_report(&store, &name).is_some();
        if !plan.is_needed() && !old_report {
            return nothing(app, &store, &name, &plan);
        }
        let mut remarks = Vec::new();
        if old_report {
            remarks.push("the report is made again from the log".to_owned());
        }
        if !self.yes {
            let apply = app.invocation().line(&self.command(&name));
            app.print_document(document::repair(name.as_str(), &plan, remarks, Some(apply)))?;
            return Ok(Exit::No);
        }
        let writer = Writer { by: app.who(&self.who)?, at: app.now };
        let outcome = store.repair(&name, &writer, &copies, self.reason.as_deref());
        let outcome = outcome.map_err(refused)?;
        let _ = app.recorded.set(Format::TEXT);
        let beside = outcome.beside.iter().map(|path| App::shown(path));
        remarks.extend(beside.map(|file| format!("bytes set aside in {file}")));
        if outcome.plan.losses != Repaired::default() {
            remarks.push("the loss is logged as a deviation".to_owned());
        }
        app.print_document(document::repair(name.as_str(), &outcome.plan, remarks, None))
            .context("repaired, but the result could not be printed")?;
        if let Some(release) = with_old_report(&store, &name) {
            write_report_file(app, &app.loaded(release, &AsOf::default())?, Format::TEXT)?;
        }
        Ok(Exit::Yes)
    }

    /// The copies given with `--from`.
    fn copies(&self, app: &App) -> Result<Vec<LogCopy>> {
        let copy = |path: &PathBuf| {
            let name = path.display().to_string();
            let path = app.dir.join(path);
            let bytes = read_named(&path, MAX_LOG);
            let bytes = bytes.with_context(|| format!("cannot read `{name}`"))?;
            Ok(LogCopy { name, bytes })
        };
        self.from.iter().map(copy).collect()
    }

    /// The command that applies the repair shown.
    fn command(&self, name: &ReleaseName) -> Command {
        let mut repair = command("check").release(name.as_str()).arg("--repair");
        for path in &self.from {
            repair = repair.arg("--from").arg(path.display());
        }
        if let Some(reason) = &self.reason {
            repair = repair.arg("--reason").arg(reason);
        }
        if let Some(person) = &self.who.person {
            repair = repair.arg("--as").arg(person);
        }
        repair.arg("--yes")
    }
}

/// The release, if the report beside its log is missing or does not match the log.
fn with_old_report(store: &Store, name: &ReleaseName) -> Option<Release> {
    let release = Release::of(store.read(name).ok()?)?;
    report_trouble(&release, store.report(name).as_deref()).map(|_| release)
}

/// Says that there is nothing to repair, and what else there may be to do.
fn nothing(app: &App, store: &Store, name: &ReleaseName, plan: &RepairPlan) -> Result<Exit> {
    if !store.path(name).exists() {
        let message = format!("cannot repair {name}: no copy contains its start event");
        return Err(Refusal::cannot(message).into());
    }
    if plan.unstarted {
        let refusal = Refusal::no(format!("{name} has no start event, and no copy contains it"));
        let hint = proposal(name.as_str(), app.now);
        return Err(refusal.hint(hint).into());
    }
    let events = count(plan.events(), "event", "events");
    app.print(&format!("✓  {name}  nothing to repair: {events}\n"))?;
    Ok(Exit::Yes)
}

fn refused(store: &Store, name: &ReleaseName, error: RecordError<RepairError>) -> anyhow::Error {
    let error = match error {
        RecordError::Decided(error) => error,
        RecordError::Store(error) => return StoreError::into(error),
    };
    let hint = match &error {
        RepairError::Newer { .. } => "update octorel, then repair".into(),
        RepairError::OtherRelease { held } => {
            let path = App::shown(&store.path(name));
            let repair = command("check").release(held).arg("--repair").arg("--from").arg(path);
            Hint::from("rename it, or recover its events with ").code(repair)
        }
    };
    let refusal = Refusal::cannot(format!("{error}; nothing was changed"));
    refusal.hint(hint).into()
}
