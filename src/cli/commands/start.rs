//! `octorel start`: starts a release and prints its schedule.

use crate::cli::shared::{
    App, Exit, Format, Recording, ask_text, cannot, moment, person, proposal, warn,
};
use crate::command::command;
use crate::document::started;
use crate::log::{Act, Log, ReleaseName, StoreError, Writer};
use crate::names::Person;
use crate::release::{ArgumentKind, MissingArgument, Release};
use crate::rules::{Refusal, StartRequest, start};
use crate::view::RecordedView;
use anyhow::{Context, Result};
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel start 2.4.0 --on \"2026-12-08 14:00\" --tz Europe/Paris\n  octorel start 2.4.0 --on 2026-12-08 --assign qa=dana@example.com"
)]
pub(crate) struct Args {
    /// Version, for example 2.4.0 (prompts if omitted in a terminal)
    #[arg(value_name = "RELEASE", allow_hyphen_values = true, add = ArgumentKind::NewRelease)]
    name: Option<String>,

    /// Date, or date and time, of the release (T) (prompts if omitted in a terminal)
    #[arg(long, value_name = "WHEN", add = ArgumentKind::ReleaseDay)]
    on: Option<String>,

    /// Time zone of the release (default: the playbook's, then the system's)
    #[arg(long, value_name = "ZONE", add = ArgumentKind::TimeZone)]
    tz: Option<String>,

    /// Assign a role (repeatable)
    #[arg(long, value_name = "ROLE=PERSON", add = ArgumentKind::Assignment)]
    assign: Vec<String>,

    /// Only let people tick items of roles they hold
    #[arg(long)]
    strict: bool,

    /// Use the playbook in DIR
    #[arg(long, value_name = "DIR", add = ArgumentKind::Folder)]
    playbook: Option<PathBuf>,

    #[command(flatten)]
    how: Recording,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        app.no_release("start")?;
        let (name, on) = self.version_and_date(app)?;
        let name = ReleaseName::parse(name).map_err(|error| cannot(&error, error.hint()))?;
        let store = app.new_store();
        // What a crash left of a start was never recorded, and a lost beginning can be given anew. Whatever else stands in the
        // way, `create` meets it.
        if store.read(&name).is_ok_and(|log| log.started().is_some()) {
            let path = store.path(&name);
            let release = name.to_string();
            return Err(StoreError::Exists { release, path }.into());
        }
        let (playbook, _) = app.playbook(self.playbook.as_deref())?;
        let by = app.who(&self.how.who)?;
        let request = StartRequest {
            release: name.to_string(),
            on: moment(on, self.tz.as_deref(), &playbook, (app, None))?,
            assign: self.assigned()?,
            strict: self.strict,
            playbook,
        };
        let (by, begun) = start(&by, request)?;
        let writer = Writer { by, at: app.now };
        let log = if self.how.dry_run {
            Log::draft(&writer, vec![Act::Started(Box::new(begun))])?
        } else {
            store.create(&writer, begun)?.log
        };
        if !self.how.dry_run && store.list().is_ok_and(|names| names.len() > 1) {
            app.take(&name);
        }
        let release = Release::of(log).context("the log has no beginning")?;
        let now = release.local(app.now);
        let page = app.page(now);
        let path = (!self.how.dry_run).then(|| App::shown(&store.path(&name)));
        if !self.how.dry_run {
            app.warn_if_ignored(&name);
        }
        if release.t.is_some_and(|t| t < now) {
            warn(
                "the release date is in the past; use `octorel reschedule` to change it",
                app.output,
            );
        }
        if self.how.format == Format::JSON {
            let recorded =
                RecordedView { dry_run: self.how.dry_run, ..RecordedView::new(&release, 1, now) };
            return app.show_json("recorded", &recorded);
        }
        if self.how.dry_run {
            app.print("dry run: nothing is recorded\n")?;
        }
        app.confirm(started(&release, path.as_deref(), page))?;
        Ok(Exit::Yes)
    }

    fn version_and_date(&self, app: &App) -> Result<(&str, &str)> {
        let missing = match (&self.name, &self.on) {
            (Some(name), Some(on)) => return Ok((name, on)),
            (None, _) => MissingArgument::text("Version to release?"),
            (Some(_), None) => {
                MissingArgument::option("on", "Release date, such as `fri 14:00` or `+2w`?")
            }
        };
        if app.can_prompt() {
            return ask_text(app, &missing);
        }
        let name = self.name.as_deref().unwrap_or("1.0.0");
        let hint = match &self.on {
            Some(on) => command("start").arg(name).arg("--on").arg(on),
            None => proposal(name, app.now),
        };
        Err(Refusal::cannot("specify a version and a date").hint(hint).into())
    }

    fn assigned(&self) -> Result<Vec<(String, Person)>> {
        let pair = |text: &String| {
            let (role, name) = text.split_once('=').ok_or_else(|| {
                Refusal::cannot(format!("invalid assignment `{text}`"))
                    .hint("use ROLE=PERSON, for example --assign qa=dana@example.com")
            })?;
            Ok((role.to_owned(), person(name)?))
        };
        self.assign.iter().map(pair).collect()
    }
}
