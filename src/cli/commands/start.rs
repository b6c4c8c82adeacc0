//! `octorel start`: begins a release and prints its dated plan.

use crate::cli::shared::app::{App, person};
use crate::cli::shared::exit::Exit;
use crate::cli::shared::failure::{cannot, warn};
use crate::cli::shared::options::Who;
use crate::command::{Command, command};
use crate::log::{Act, Log, ReleaseName, StoreError, Writer};
use crate::names::Person;
use crate::playbook::Playbook;
use crate::release::{ArgumentKind, Release};
use crate::render::text::{plan, started};
use crate::rules::{Refusal, StartRequest, start};
use crate::schedule::{Moment, MomentError, local_zone, parse_on, parse_time, parse_zone};
use crate::view::PhasesView;
use anyhow::{Context, Result};
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel start 2.4.0 --on \"2026-12-08 14:00\" --tz Europe/Paris\n  octorel start 2.4.0 --on 2026-12-08 --assign qa=dana@example.com"
)]
pub(crate) struct Args {
    /// The version, for instance 2.4.0
    #[arg(value_name = "RELEASE", allow_hyphen_values = true, add = ArgumentKind::NewRelease)]
    name: String,

    /// T: the day, or the day and time, of the release
    #[arg(long, value_name = "WHEN", add = ArgumentKind::ReleaseDay)]
    on: String,

    /// The time zone of T; else the playbook's, else this machine's
    #[arg(long, value_name = "ZONE", add = ArgumentKind::TimeZone)]
    tz: Option<String>,

    /// Who holds a role; may be given several times
    #[arg(long, value_name = "ROLE=PERSON", add = ArgumentKind::Assignment)]
    assign: Vec<String>,

    /// Let only the holders of a role tick its items
    #[arg(long)]
    strict: bool,

    /// Take the playbook of this folder
    #[arg(long, value_name = "DIR", add = ArgumentKind::Folder)]
    playbook: Option<PathBuf>,

    /// Show the plan and record nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    who: Who,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        app.no_release("start")?;
        let name = ReleaseName::parse(&self.name).map_err(|error| cannot(&error, error.hint()))?;
        let store = app.new_store();
        // What a crash left of a start was never recorded, and a lost beginning can be given anew. Whatever else stands in the
        // way, `create` meets it.
        if store.read(&name).is_ok_and(|log| log.started().is_some()) {
            let path = store.path(&name);
            let release = name.to_string();
            return Err(StoreError::Exists { release, path }.into());
        }
        let (playbook, _) = app.playbook(self.playbook.as_deref())?;
        let by = app.who(&self.who)?;
        let opening = StartRequest {
            release: name.to_string(),
            on: moment(&self.on, self.tz.as_deref(), &playbook)?,
            assign: self.assigned()?,
            strict: self.strict,
            playbook,
        };
        let begun = start(&by, opening)?;
        let writer = Writer { by, at: app.now };
        let log = if self.dry_run {
            Log::draft(&writer, vec![Act::Started(Box::new(begun))])?
        } else {
            store.create(&writer, begun)?.log
        };
        if !self.dry_run && store.list().is_ok_and(|names| names.len() > 1) {
            app.take(&name);
        }
        let release = Release::of(log).context("the log has no beginning")?;
        let now = release.local(app.now);
        let paper = app.paper(now);
        let view = PhasesView::new(&release, None, now);
        let path = (!self.dry_run).then(|| App::shown(&store.path(&name)));
        if release.t.is_some_and(|t| t < now) {
            warn("T is in the past: octorel reschedule moves it", app.looks);
        }
        let head = started(&release, path.as_deref(), paper);
        let answer = head.0 + &plan(&view, paper) + &head.1;
        if self.dry_run {
            app.print(&answer)?;
        } else {
            app.confirm(&answer)?;
        }
        Ok(Exit::Yes)
    }

    fn assigned(&self) -> Result<Vec<(String, Person)>> {
        let pair = |text: &String| {
            let (role, name) = text.split_once('=').ok_or_else(|| {
                Refusal::cannot(format!("`{text}` does not say who holds which role"))
                    .hint("as in --assign qa=dana@example.com")
            })?;
            Ok((role.to_owned(), person(name)?))
        };
        self.assign.iter().map(pair).collect()
    }
}

/// The command that begins a release which still has all of its phases before it.
pub(crate) fn proposal(release: &str, now: DateTime<Utc>) -> Command {
    let on = format!("{} 14:00", good_day(now));
    command("start").arg(release).arg("--on").arg(on)
}

/// The first Tuesday that is two weeks away, when the first phase of the built-in playbook begins.
pub(crate) fn good_day(now: DateTime<Utc>) -> NaiveDate {
    let day = now.date_naive() + TimeDelta::weeks(2);
    let passed = day.weekday().days_since(Weekday::Tue);
    day + TimeDelta::days(i64::from((7 - passed) % 7))
}

/// T, in the zone that was given, else the playbook's, else this machine's.
pub(crate) fn moment(on: &str, tz: Option<&str>, playbook: &Playbook) -> Result<Moment> {
    let zone = match tz.or(playbook.time_zone.as_deref()) {
        Some(name) => parse_zone(name).map_err(|error| cannot(&error, error.hint()))?,
        None => local_zone().unwrap_or(Tz::UTC),
    };
    let refused = |error: MomentError| cannot(&error, error.hint());
    let time = parse_time(&playbook.release_time).map_err(refused)?;
    Ok(parse_on(on, zone, time).map_err(refused)?)
}

#[cfg(test)]
mod tests {
    use super::good_day;

    #[test]
    fn a_good_day_is_a_tuesday_two_weeks_away_or_a_little_more() {
        for (today, day) in [
            ("2026-11-23", "2026-12-08"),
            ("2026-11-24", "2026-12-08"),
            ("2026-11-25", "2026-12-15"),
        ] {
            let now = format!("{today}T12:00:00Z").parse().unwrap();
            assert_eq!(good_day(now).to_string(), day);
        }
    }
}
