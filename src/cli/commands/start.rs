//! `octorel start`: starts a release and prints its schedule.

use crate::cli::shared::{
    App, AsOf, Exit, Format, Loaded, Recording, cannot, known_values, moment, person,
    proposed_date, warn, zone,
};
use crate::document::{started, worst_items};
use crate::log::{Act, Log, ReleaseName, Started, StoreError, Writer};
use crate::names::Person;
use crate::playbook::Playbook;
use crate::release::{ArgumentKind, MissingArgument, Release};
use crate::rules::{Refusal, start};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// How many earlier releases are looked at for what was late in them.
const NEWEST: usize = 20;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel start 2.4.0 --on \"2026-12-08 14:00\" --tz Europe/Paris\n  octorel start 2.4.0 --on 2026-12-08 --assign qa=dana@example.com"
)]
pub(crate) struct Args {
    /// Version, for example 2.4.0 (prompts if omitted in a terminal)
    #[arg(value_name = "RELEASE", add = ArgumentKind::NewRelease)]
    name: Option<String>,

    /// Date, or date and time, of the release (T); optional if no phase has a date
    #[arg(long, value_name = "WHEN", add = ArgumentKind::Text)]
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

    /// Type of the release, if the playbook has several (prompts if omitted in a terminal)
    #[arg(long, value_name = "TYPE", add = ArgumentKind::ReleaseType)]
    r#type: Option<String>,

    /// Set a variable of the playbook (repeatable)
    #[arg(long, value_name = "NAME=VALUE", add = ArgumentKind::Text)]
    var: Vec<String>,

    /// Use the playbook in DIR
    #[arg(long, value_name = "DIR", add = ArgumentKind::Folder)]
    playbook: Option<PathBuf>,

    #[command(flatten)]
    how: Recording,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let (playbook, _) = app.playbook(self.playbook.as_deref())?;
        let release_type = self.release_type(&playbook)?;
        let vars = playbook.vars.clone();
        let (mut playbook, omitted) = playbook.of_type(release_type.as_deref());
        let (name, on) = self.version_and_date(app, &playbook)?;
        let name = ReleaseName::parse(name).map_err(|error| cannot(&error, error.hint))?;
        let store = app.new_store();
        // What a crash left of a start was never recorded, and a lost start can be recorded again. Whatever else stands in the
        // way, `create` meets it.
        if store.read(&name).is_ok_and(|log| log.started().is_some()) {
            let path = store.path(&name);
            let release = name.to_string();
            return Err(StoreError::Exists { release, path }.into());
        }
        let vars = self.values(app, &vars, &playbook.placeholders(), &name)?;
        playbook.fill(&vars);
        let by = app.who(&self.how.who)?;
        let zone = zone(self.tz.as_deref(), &playbook)?;
        let on = on.map(|on| moment(on, zone, &playbook, (app, None)));
        let event = Started {
            release: name.to_string(),
            on: on.transpose()?.map(|on| on.fixed_offset()),
            tz: zone.name().to_owned(),
            people: BTreeMap::new(),
            strict: self.strict,
            release_type,
            vars,
            origin: app.origin(),
            playbook: Arc::new(playbook),
        };
        let (by, event) = start(&by, event, &self.assigned()?)?;
        let writer = Writer { by, at: app.now };
        let log = if self.how.dry_run {
            Log::draft(&writer, vec![Act::Started(Box::new(event))])?
        } else {
            app.sync_before("whether somebody else has started it", "--no-sync")?;
            let _ = app.recorded.set(self.how.format);
            let log = store.create(&writer, event)?.log;
            if store.list().is_ok_and(|names| names.len() > 1) {
                app.take(&name);
            }
            if !store.is_shared() {
                app.warn_if_ignored(&name);
            }
            log
        };
        let release = Release::of(log).context("the log has no beginning")?;
        let Loaded { release, now, page } = app.loaded(release, &AsOf::default())?;
        let path = (!self.how.dry_run).then(|| App::shown(&store.path(&name)));
        if release.t.is_some_and(|t| t < now) {
            let past = "the release date is in the past; use `octorel reschedule` to change it";
            warn(past, app.output);
        }
        if self.how.format == Format::JSON {
            return app.show_recorded(&self.how, &Loaded { release, now, page }, 1);
        }
        if self.how.dry_run {
            app.print("dry run: nothing is recorded\n")?;
        }
        // The release is started, whatever happens to its neighbours.
        let lessons = app.statistics(NEWEST).ok().and_then(|it| worst_items(&it));
        app.confirm(started(&release, path.as_deref(), (omitted, lessons), page))
    }

    /// The version, and the date, which is needed if something is dated.
    fn version_and_date(&self, app: &App, playbook: &Playbook) -> Result<(&str, Option<&str>)> {
        let date = || {
            let question = "Release date, such as `fri 14:00` or `+2w`?";
            MissingArgument::option("on", question).like(proposed_date(app.now))
        };
        let date = (playbook.is_dated() && self.on.is_none()).then(date);
        let Some(name) = &self.name else {
            let version = MissingArgument::text("Version to release?").like("1.0.0");
            let what = if date.is_some() { "a version and a date" } else { "a version" };
            let missing: Vec<_> = [version].into_iter().chain(date).collect();
            return Err(Refusal::cannot(format!("specify {what}")).missing(missing).into());
        };
        match date {
            Some(date) => Err(Refusal::cannot("specify a release date").missing([date]).into()),
            None => Ok((name, self.on.as_deref())),
        }
    }

    fn release_type(&self, playbook: &Playbook) -> Result<Option<String>> {
        let all = playbook.types.join(", ");
        let given = match &self.r#type {
            None if playbook.types.is_empty() => return Ok(None),
            None => {
                let question = format!("Release type ({all})?");
                let missing = MissingArgument::option("type", question).like(&playbook.types[0]);
                let refusal = Refusal::cannot(format!("specify a release type: {all}"));
                return Err(refusal.missing([missing]).into());
            }
            Some(given) => given.clone(),
        };
        if playbook.types.contains(&given) {
            return Ok(Some(given));
        }
        let hint = match playbook.types.is_empty() {
            true => "this playbook has no types: leave out --type".to_owned(),
            false => format!("the types are {all}"),
        };
        Err(Refusal::cannot(format!("unknown release type `{given}`")).hint(hint).into())
    }

    /// The values of all variables in the playbook's texts: as given, or as the release or the playbook says.
    fn values(
        &self,
        app: &App,
        vars: &BTreeMap<String, Option<String>>,
        used: &[String],
        name: &ReleaseName,
    ) -> Result<BTreeMap<String, String>> {
        let mut known = known_values(app, name.as_str(), vars);
        for given in &self.var {
            let (name, value) = given.split_once('=').ok_or_else(|| {
                Refusal::cannot(format!("invalid variable `{given}`")).hint("use --var NAME=VALUE")
            })?;
            if !vars.contains_key(name) && !used.iter().any(|used| used == name) {
                let names = vars.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
                let hint = match names.is_empty() {
                    true => "this playbook has no variables".to_owned(),
                    false => format!("the variables are {names}"),
                };
                return Err(Refusal::cannot(format!("unknown variable `{name}`"))
                    .hint(hint)
                    .into());
            }
            known.insert(name.to_owned(), value.to_owned());
        }
        let missing: Vec<&str> =
            used.iter().map(String::as_str).filter(|name| !known.contains_key(*name)).collect();
        if !missing.is_empty() {
            let refusal = Refusal::cannot(format!("no value for {}", missing.join(", ")));
            let missing: Vec<_> = missing.into_iter().map(MissingArgument::variable).collect();
            return Err(refusal.missing(missing).into());
        }
        known.retain(|name, _| used.contains(name));
        Ok(known)
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
