//! What commands share: the folder, the moment, the release that is meant, and how to see and record.

use super::dates::proposal;
use super::exit::Exit;
use super::failure::{Hinted, advise, cannot, shortened, warn};
use super::format::{Format, Renderer, rendered};
use super::options::{AsOf, Global, Who};
use super::which::Purpose;
use crate::command::{Hint, Invocation, command};
use crate::log::{
    Act, Log, RecordError, Recorded, ReleaseName, Store, StoreError, Writer, advice, find_root,
    root_for,
};
use crate::names::Person;
use crate::playbook::{self, Playbook, Source};
use crate::release::Release;
use crate::render::{Page, safe};
use crate::rules::Refusal;
use crate::schedule::{Moment, ReaderClock, local_zone, parse_as_of};
use crate::sys;
use crate::terminal::{self, Looks, Paging};
use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The circumstances of a command.
pub(crate) struct App {
    /// The folder that the command works in.
    pub(crate) dir: PathBuf,
    pub(crate) now: DateTime<Utc>,
    pub(crate) looks: Looks,
    pub(crate) release: Option<String>,
    /// What the commands of hints and screens have to repeat. It is settled when the release is.
    invocation: OnceLock<Invocation>,
}

/// A release, the moment it is seen at, and what it is written on.
pub(crate) struct Loaded<'a> {
    pub(crate) release: Release,
    pub(crate) now: Moment,
    pub(crate) page: Page<'a>,
}

impl App {
    /// Resolves the arguments that every command takes.
    pub(crate) fn new(global: Global, looks: Looks) -> Result<Self> {
        let dir = global.dir.unwrap_or_else(|| PathBuf::from("."));
        if !dir.is_dir() {
            let message = format!("there is no folder `{}` to work in", dir.display());
            return Err(Refusal::cannot(message).into());
        }
        Ok(Self {
            dir,
            now: sys::now()?,
            looks,
            release: global.release,
            invocation: OnceLock::new(),
        })
    }

    /// The logs of the nearest `.octorel` folder above; `None` if there is none.
    pub(crate) fn store(&self) -> Option<Store> {
        find_root(&self.dir).map(Store::new)
    }

    /// Where a new release goes.
    pub(crate) fn new_store(&self) -> Store {
        Store::new(root_for(&self.dir))
    }

    /// Refuses `--release` where no release is meant.
    pub(crate) fn no_release(&self, name: &'static str) -> Result<()> {
        match &self.release {
            None => Ok(()),
            Some(_) => Err(Refusal::cannot(format!("`{name}` takes no --release"))
                .hint(
                    Hint::from("leave it out; ")
                        .code(command(name).arg("--help"))
                        .text(" shows the arguments"),
                )
                .into()),
        }
    }

    /// Reads the definitions: of `folder` if one is given, else the nearest ones.
    pub(crate) fn playbook(&self, folder: Option<&Path>) -> Result<(Playbook, Source)> {
        let given = folder.map(|folder| self.dir.join(folder));
        let source = playbook::find(&self.dir, given.as_deref());
        Ok((playbook::load(&source)?, source))
    }

    /// The release that is meant, to show it as it is or was.
    pub(crate) fn load_to_show(&self, as_of: &AsOf) -> Result<Loaded<'_>> {
        let (store, name) = self.which(Purpose::Show)?;
        self.loaded(self.read(&store, &name)?, as_of)
    }

    /// Says whether there is no release in this folder, and none is named.
    pub(crate) fn has_no_release(&self) -> bool {
        let none = |store: Store| store.list().is_ok_and(|names| names.is_empty());
        self.release.is_none() && self.store().is_none_or(none)
    }

    /// The names of all releases, as far as they can be listed.
    pub(crate) fn names_of_releases(&self) -> Vec<String> {
        let names = self.store().and_then(|store| store.list().ok());
        let names = names.unwrap_or_default().into_iter();
        names.map(|name| name.to_string()).collect()
    }

    /// The release that is meant; without any release the playbook alone.
    pub(crate) fn load_to_show_or_draft(&self, as_of: &AsOf) -> Result<Loaded<'_>> {
        if self.has_no_release() {
            let (playbook, _) = self.playbook(None)?;
            return self.loaded(Release::draft(playbook), as_of);
        }
        self.load_to_show(as_of)
    }

    /// The release that is meant, to judge it: every trouble with its log is an error.
    pub(crate) fn load_to_judge(&self, as_of: &AsOf) -> Result<Loaded<'_>> {
        let (store, name) = self.which(Purpose::Act)?;
        let log = store.read(&name)?;
        let troubles = log.refusals();
        if !troubles.is_empty() {
            let path = store.path(&name);
            let shown = Self::shown(&path);
            let hint = StoreError::Refused { path, troubles: troubles.clone() }.hint();
            let listed = shortened(&troubles).into_iter();
            let listed = listed.map(|line| (line, String::new()));
            return Err(Refusal {
                details: listed.collect(),
                hint,
                ..Refusal::cannot(format!("`{shown}` is not whole; no gate can be judged"))
            }
            .into());
        }
        self.loaded(self.read_from(log, &name)?, as_of)
    }

    /// The release that is meant, to find out what is to be recorded in it: refused where recording would be.
    pub(crate) fn load_to_record(&self) -> Result<Loaded<'_>> {
        let (store, name) = self.which(Purpose::Act)?;
        let log = store.read(&name)?;
        let troubles = log.refusals();
        if !troubles.is_empty() {
            let path = store.path(&name);
            return Err(StoreError::Refused { path, troubles }.into());
        }
        self.loaded(self.read_from(log, &name)?, &AsOf::default())
    }

    /// Asks what may be recorded, records it, and gives back the release as it then is with the number of new events.
    pub(crate) fn record(
        &self,
        who: &Person,
        request: impl FnOnce(&Release) -> Result<Vec<Act>, Refusal>,
    ) -> Result<(Loaded<'_>, usize)> {
        let (store, name) = self.which(Purpose::Act)?;
        let writer = Writer { by: who.clone(), at: self.now };
        let recorded = store.record(&name, &writer, |log| {
            let release = Release::of(log.clone());
            request(&release.ok_or_else(|| Refusal::cannot("the log has no beginning"))?)
        });
        let Recorded { log, count, torn_file } = match recorded {
            Ok(recorded) => recorded,
            Err(RecordError::Decided(refusal)) => return Err(refusal.into()),
            Err(RecordError::Store(error)) => return Err(error.into()),
        };
        if let Some(path) = torn_file {
            let path = Self::shown(&path);
            warn(
                &format!(
                    "the last line of the log broke off and was never recorded; its bytes are in `{path}`"
                ),
                self.looks,
            );
        }
        let release = Release::of(log).context("the log has no beginning")?;
        Ok((self.loaded(release, &AsOf::default())?, count))
    }

    /// Who records: `--as`, else what the environment says.
    pub(crate) fn who(&self, who: &Who) -> Result<Person> {
        match &who.person {
            Some(name) => person(name),
            None => match sys::user(&self.dir) {
                Some(user) => person(user.as_str()),
                None => Err(Refusal::cannot("who are you?")
                    .hint("set OCTOREL_USER=you@example.com, or give --as you@example.com")
                    .into()),
            },
        }
    }

    /// What the commands of hints and screens have to repeat.
    pub(crate) fn invocation(&self) -> &Invocation {
        self.invocation.get_or_init(|| self.invocation_for(self.release.clone()))
    }

    fn invocation_for(&self, release: Option<String>) -> Invocation {
        let dir = self.dir.to_string_lossy();
        Invocation { dir: (dir != ".").then(|| dir.into_owned()), release, args: Vec::new() }
    }

    /// Remembers which of several releases was chosen: the commands of hints and screens have to name it.
    pub(crate) fn take(&self, release: &ReleaseName) {
        self.invocation.get_or_init(|| self.invocation_for(Some(release.to_string())));
    }

    /// Prints the answer.
    pub(crate) fn print(&self, text: &str) -> Result<()> {
        let looks = Looks { paging: Paging::Never, ..self.looks };
        terminal::answer(text, looks).context("cannot write to the standard output")
    }

    /// Prints a view, which has a name, in a format.
    pub(crate) fn show_view<V: Serialize>(
        &self,
        page: Page<'_>,
        format: Format,
        view: (&str, &V),
        renderers: &[Renderer<V>],
    ) -> Result<Exit> {
        self.show(format, &rendered(format, page, view, renderers)?)?;
        Ok(Exit::Yes)
    }

    /// Prints text, which may be long.
    pub(crate) fn show(&self, format: Format, text: &str) -> Result<()> {
        // A program, or the page that it is pasted into, needs every byte.
        let shown = match format == Format::TEXT {
            true => terminal::answer(text, self.looks),
            false => terminal::data(text, self.looks),
        };
        shown.context("cannot write to the standard output")
    }

    /// Prints the answer to what is recorded by now.
    pub(crate) fn confirm(&self, text: &str) -> Result<()> {
        let printed = self.print(text);
        printed.context("it is recorded, but the answer was not printed")
    }

    /// Prints something that is not the answer.
    pub(crate) fn say(&self, text: &str) {
        terminal::talk(&format!("{}\n", safe(text)), self.looks);
    }

    /// Tells somebody at a terminal what may be done now.
    pub(crate) fn teach(&self, hint: &Hint) {
        if terminal::is_read_at_once() {
            advise(&self.invocation().hint(hint), self.looks);
        }
    }

    /// What text is written on at a moment.
    pub(crate) fn page(&self, now: Moment) -> Page<'_> {
        // A pipe gets the same text everywhere.
        let here = terminal::is_read_at_once().then(local_zone).flatten();
        Page {
            width: terminal::width(),
            now: ReaderClock::at(now).read_in(here),
            invocation: self.invocation(),
        }
    }

    /// A path as the user would type it.
    pub(crate) fn shown(path: &Path) -> String {
        let plain = path.strip_prefix("./").unwrap_or(path);
        let here = std::env::current_dir().ok();
        let relative = here.and_then(|here| plain.strip_prefix(here).ok());
        relative.unwrap_or(plain).display().to_string()
    }

    /// Reads a release and warns of what is wrong with its log.
    pub(crate) fn read(&self, store: &Store, name: &ReleaseName) -> Result<Release> {
        let log = store.read(name)?;
        for line in shortened(&log.warnings()) {
            let path = Self::shown(&store.path(name));
            warn(&format!("{path}: {line}"), self.looks);
        }
        self.read_from(log, name)
    }

    fn read_from(&self, log: Log, name: &ReleaseName) -> Result<Release> {
        let hint = match log.started() {
            Some(_) => None,
            None if log.awaits_start() => Some(proposal(name.as_str(), self.now).into()),
            None => advice(name.as_str(), &log.refusals()),
        };
        Release::of(log).ok_or_else(|| {
            Hinted::error(
                format!("the log of {name} has no beginning that can be read"),
                hint.unwrap_or_default(),
            )
        })
    }

    /// A release at the moment it is looked at.
    pub(crate) fn loaded(&self, release: Release, as_of: &AsOf) -> Result<Loaded<'_>> {
        let zone = release.local(self.now).timezone();
        let (release, now) = match &as_of.as_of {
            None => (release, self.now.with_timezone(&zone)),
            Some(text) => {
                let at = parse_as_of(text, zone).map_err(|error| cannot(&error, error.hint()))?;
                (release.as_of(at.to_utc()), at)
            }
        };
        let page = self.page(now);
        Ok(Loaded { release, now, page })
    }
}

/// A person's name that can be recorded.
pub(crate) fn person(name: &str) -> Result<Person> {
    let name = name.trim();
    let refused = |why: &str| {
        let message = format!("`{name}` cannot be a person: {why}");
        Err(Refusal::cannot(message).hint("an e-mail address, or a short name").into())
    };
    match name {
        "" => refused("it is empty"),
        _ if name.len() > 200 => refused("it is longer than 200 bytes"),
        _ if name.chars().any(char::is_control) => refused("it has control characters"),
        _ => Ok(Person::from(name)),
    }
}
