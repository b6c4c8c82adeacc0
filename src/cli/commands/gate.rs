//! `octorel gate`: is it safe to proceed? The command for CI.

use crate::cli::shared::{App, AsOf, Exit, Format, Loaded, formats};
use crate::command::command;
use crate::document;
use crate::names::GateId;
use crate::release::gate::{Judgement, judge};
use crate::release::{ArgumentKind, Release, naming};
use crate::render::{github, junit, markdown};
use crate::rules::{Refusal, remedy};
use crate::sys;
use crate::view::GateView;
use anyhow::{Context, Result};
use std::io::Write;
use std::thread;
use std::time::{Duration, Instant};

/// How long to wait before a gate is judged again.
const PAUSE: Duration = Duration::from_secs(15);

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel gate pre-release\n  octorel gate deploy --trusted main -r 2.4.0 --format github\n  octorel gate deploy --as-of 2026-12-08"
)]
pub(crate) struct Args {
    /// Gate
    #[arg(default_value = "pre-release", add = ArgumentKind::Gate)]
    gate: String,

    /// Check the release in BRANCH of the remote instead of the work tree; requires --release
    #[arg(long, value_name = "BRANCH")]
    trusted: Option<String>,

    /// With --trusted: former address of a repository that was moved
    #[arg(long, value_name = "ADDRESS", requires = "trusted")]
    moved_from: Option<String>,

    /// Judge what this clone has seen, without the remote
    #[arg(long, conflicts_with_all = ["trusted", "wait"])]
    here: bool,

    /// Wait until the gate opens, at most this long: 90s, 20m, 2h
    #[arg(long, value_name = "TIME", value_parser = seconds)]
    wait: Option<Duration>,

    /// Count decisions that were made by override as pending
    #[arg(long)]
    no_override: bool,

    #[command(flatten)]
    as_of: AsOf,

    /// Output format; github: workflow annotations and a step summary; junit: a test report
    #[arg(long, value_parser = formats(&[Format::TEXT, Format::JSON, Format::MARKDOWN, Format::SLACK, Format::GITHUB, Format::JUNIT]), default_value = "text")]
    format: Format,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let end = self.wait.map(|wait| Instant::now() + wait);
        let mut was_judged = false;
        let (loaded, source, judgement) = loop {
            let judged = self.judge(app);
            was_judged |= judged.is_ok();
            let is_open = judged.as_ref().is_ok_and(|(.., judgement)| judgement.open());
            match end.and_then(|end| end.checked_duration_since(Instant::now())) {
                // Only what once could be judged is worth another try: an unknown gate stays unknown.
                Some(left) if was_judged && !is_open => thread::sleep(left.min(PAUSE)),
                Some(_) | None => break judged?,
            }
        };
        let mut view = GateView::new(&loaded.release, &judgement, loaded.now);
        view.sharing = if source.is_none() { app.sharing_view(&loaded) } else { None };
        view.source = source;
        if self.format == Format::GITHUB {
            app.show(self.format, &github::gate(&view, loaded.page))?;
            let summary = markdown(document::gate(&view, loaded.page.unlimited()));
            append("GITHUB_STEP_SUMMARY", &summary)?;
            append("GITHUB_OUTPUT", &github::outputs(&view))?;
        } else if self.format == Format::JUNIT {
            app.show(self.format, &junit(&view, loaded.page)?)?;
        } else {
            app.show_view(loaded.page, self.format, ("gate", &view), document::gate)?;
        }
        if let Some(missing) = judgement.missing.first().filter(|_| self.format == Format::TEXT) {
            app.teach(&remedy(&loaded.release, missing));
        }
        Ok(if view.verdict.is_open() { Exit::Yes } else { Exit::No })
    }

    fn judge<'a>(&self, app: &'a App) -> Result<(Loaded<'a>, Option<String>, Judgement)> {
        let (loaded, source) = if let Some(branch) = &self.trusted {
            let moved_from = self.moved_from.as_deref();
            let (loaded, source) = app.load_trusted(branch, moved_from, &self.as_of)?;
            (loaded, Some(source))
        } else {
            if !self.here {
                app.sync_before("what others have recorded", "--here")?;
            }
            (app.load_to_judge(&self.as_of)?, None)
        };
        let id = GateId::from(self.gate.as_str());
        let release = &loaded.release;
        let mut judgement = judge(release, &id).ok_or_else(|| unknown(release, &id))?;
        if self.no_override {
            judgement.without_overrides(release);
        }
        Ok((loaded, source, judgement))
    }
}

/// A length of time: a number and `s`, `m` or `h`.
fn seconds(text: &str) -> Result<Duration, String> {
    let units = [('s', 1), ('m', 60), ('h', 3600)];
    let number = units.iter().find_map(|(unit, size)| Some((text.strip_suffix(*unit)?, *size)));
    let seconds = number.and_then(|(number, size)| number.parse::<u64>().ok()?.checked_mul(size));
    let seconds = seconds.ok_or_else(|| "use a number and s, m or h, such as 20m".to_owned());
    seconds.map(Duration::from_secs)
}

/// Adds to a file of the step that GitHub names in a variable, if there is one.
fn append(variable: &str, text: &str) -> Result<()> {
    let Some(path) = sys::path(variable) else { return Ok(()) };
    let file = std::fs::OpenOptions::new().append(true).create(true).open(&path);
    let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
    written.with_context(|| format!("cannot write `{}` ({variable})", path.display()))
}

fn unknown(release: &Release, id: &GateId) -> Refusal {
    let gates = || release.playbook.gates.iter();
    let refusal = Refusal::cannot(format!("{} has no gate `{id}`", release.title()));
    let refusal = refusal.listing(gates().map(|gate| (gate.id.to_string(), gate.name.clone())));
    match naming::closest(id.as_str(), gates().map(|gate| gate.id.as_str())) {
        Some(closest) => refusal.hint(command("gate").arg(closest)),
        None => refusal.hint(command("status").does("shows all gates")),
    }
}
