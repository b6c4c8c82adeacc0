//! `octorel start`: begins a release and prints its dated plan.

use crate::cli::shared::app::{App, person};
use crate::cli::shared::dates::moment;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::failure::{cannot, warn};
use crate::cli::shared::options::Who;
use crate::log::{Act, Log, ReleaseName, StoreError, Writer};
use crate::names::Person;
use crate::release::{ArgumentKind, Release};
use crate::render::text::{plan, started};
use crate::rules::{Refusal, StartRequest, start};
use crate::view::PhasesView;
use anyhow::{Context, Result};
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
            on: moment(&self.on, self.tz.as_deref(), &playbook, (app, None))?,
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
        let page = app.page(now);
        let view = PhasesView::new(&release, None, now);
        let path = (!self.dry_run).then(|| App::shown(&store.path(&name)));
        if !self.dry_run {
            app.warn_if_ignored(&name);
        }
        if release.t.is_some_and(|t| t < now) {
            warn("T is in the past: octorel reschedule moves it", app.looks);
        }
        let head = started(&release, path.as_deref(), page);
        let answer = head.0 + &plan(&view, page) + &head.1;
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
