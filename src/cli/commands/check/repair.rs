//! `octorel check --repair`: shows how a damaged log can be repaired, and repairs it with `--yes`.

use super::Logs;
use crate::cli::shared::{App, AsOf, Exit, Format, Purpose, Who, proposal, write_report_file};
use crate::command::{Command, command};
use crate::document::{self, words::count};
use crate::log::{ReleaseName, RepairPlan, Store, Writer};
use crate::release::{ArgumentKind, Release};
use crate::rules::Refusal;
use crate::sys::{MAX_LOG, read_named};
use crate::view::{VerifiedView, report_trouble};
use anyhow::{Context, Result};
use chrono_tz::Tz;
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
        let mut copies = logs.copies(&name);
        for path in &self.from {
            let name = path.display().to_string();
            let bytes = read_named(&app.dir.join(path), MAX_LOG);
            let bytes = bytes.with_context(|| format!("cannot read `{name}`"))?;
            copies.add(&name, &bytes, false);
        }
        let store = &logs.store;
        let plan = store.plan_repair(&name, &copies.here)?;
        if !plan.is_needed && with_old_report(store, &name).is_none() {
            return nothing(app, store, &name, &plan);
        }
        if !self.yes {
            let command = app.invocation().line(&self.command(&name));
            let view = VerifiedView { hint: None, ..logs.view(&name, &copies) };
            let page = app.page(app.now.with_timezone(&Tz::UTC));
            app.print_document(document::planned_repair(view, &plan, command, page))?;
            return Ok(Exit::No);
        }
        let writer = Writer { by: app.who(&self.who)?, at: app.now };
        let (plan, beside) = store.repair(&name, &writer, &copies.here, self.reason.as_deref())?;
        let _ = app.recorded.set(Format::TEXT);
        let beside: Vec<String> = beside.iter().map(|path| App::shown(path)).collect();
        app.print_document(document::repaired(name.as_str(), &plan, &beside))
            .context("repaired, but the result could not be printed")?;
        if let Some(release) = with_old_report(store, &name) {
            write_report_file(app, &app.loaded(release, &AsOf::default())?, Format::TEXT)?;
        }
        Ok(Exit::Yes)
    }

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
    let events = count(plan.events, "event", "events");
    app.print(&format!("✓  {name}  nothing to repair: {events}\n"))
}
