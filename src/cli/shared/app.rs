//! The context of a command: its folder, the present moment, the person, and how to print.

use super::failure::advise;
use super::{Exit, Format, Global, Who, written};
use crate::command::{Hint, Invocation};
use crate::document::{Document, Page};
use crate::log::{ReleaseName, Store, find_root, root_for};
use crate::names::Person;
use crate::playbook::{self, Playbook, Source};
use crate::render::{json, safe, text};
use crate::rules::Refusal;
use crate::schedule::{Moment, ReaderClock, local_zone};
use crate::share::Sharing;
use crate::sys;
use crate::terminal::{self, OutputOptions};
use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

#[expect(clippy::struct_excessive_bools, reason = "they have nothing to do with each other")]
pub(crate) struct App {
    pub(crate) dir: PathBuf,
    pub(crate) now: DateTime<Utc>,
    pub(crate) output: OutputOptions,
    /// The release that is named, on the command line or by OCTOREL_RELEASE.
    pub(crate) release: Option<String>,
    typed_release: Option<String>,
    no_input: bool,
    pub(super) no_sync: bool,
    user: OnceLock<Option<Person>>,
    /// Says whether this clone may begin to share.
    pub(super) joins: bool,
    pub(super) sharing: OnceLock<Option<Sharing>>,
    /// Set once something is recorded, with the format of the answer.
    pub(crate) recorded: OnceLock<Format>,
    /// Says whether somebody has confirmed in a prompt what needs it.
    pub(crate) confirmed: bool,
    /// The options that suggested commands repeat. Set once the release is known.
    invocation: OnceLock<Invocation>,
}

impl App {
    pub(crate) fn new(global: Global, output: OutputOptions) -> Result<Self> {
        let dir = global.dir.unwrap_or_else(|| PathBuf::from("."));
        if !dir.is_dir() {
            let message = format!("no such directory: {}", dir.display());
            return Err(Refusal::cannot(message).into());
        }
        Ok(Self {
            dir,
            now: sys::now()?,
            output,
            release: global.release.clone().or_else(|| sys::text("OCTOREL_RELEASE")),
            typed_release: global.release,
            // The keys of the full-screen program need prompts.
            no_input: global.no_input
                || !terminal::is_kept() && sys::text("OCTOREL_NO_INPUT").is_some(),
            no_sync: global.no_sync,
            user: OnceLock::new(),
            joins: true,
            sharing: OnceLock::new(),
            recorded: OnceLock::new(),
            confirmed: false,
            invocation: OnceLock::new(),
        })
    }

    /// The same without beginning to share.
    pub(crate) fn without_joining(self) -> Self {
        Self { joins: false, ..self }
    }

    /// The logs that this clone shares, or those of the nearest `.octorel` folder above; `None` if there are none.
    pub(crate) fn store(&self) -> Option<Store> {
        match self.sharing() {
            Some(_) => Store::shared(root_for(&self.dir)),
            None => find_root(&self.dir).map(Store::new),
        }
    }

    pub(crate) fn new_store(&self) -> Store {
        self.store().unwrap_or_else(|| Store::new(root_for(&self.dir)))
    }

    /// Reads the definitions: of `folder` if one is given, else the nearest ones.
    pub(crate) fn playbook(&self, folder: Option<&Path>) -> Result<(Playbook, Source)> {
        let named = folder.map(|folder| self.dir.join(folder));
        let source = playbook::find(&self.dir, named.as_deref());
        Ok((playbook::load(&source)?, source))
    }

    /// Says whether prompts are possible: in a terminal, or inside the full-screen program.
    pub(crate) fn can_prompt(&self) -> bool {
        !self.no_input && (terminal::is_kept() || terminal::can_ask())
    }

    /// Says whether an editor can be opened: not inside the full-screen program.
    pub(crate) fn can_edit(&self) -> bool {
        !self.no_input && !terminal::is_kept()
    }

    /// Says whether there is no release in this folder, and none is named.
    pub(crate) fn has_no_release(&self) -> bool {
        let none = |store: Store| store.list().is_ok_and(|names| names.is_empty());
        self.release.is_none() && self.store().is_none_or(none)
    }

    /// The names of all releases, as far as they can be listed.
    pub(crate) fn names_of_releases(&self) -> Vec<ReleaseName> {
        self.store().and_then(|store| store.list().ok()).unwrap_or_default()
    }

    /// Who records: `--as`, else what the environment says.
    pub(crate) fn who(&self, who: &Who) -> Result<Person> {
        match who.person.as_deref().or_else(|| self.user().map(Person::as_str)) {
            Some(name) => person(name),
            None => Err(Refusal::cannot("cannot determine who you are")
                .hint("set OCTOREL_USER=you@example.com, or use --as you@example.com")
                .into()),
        }
    }

    /// The person of this clone.
    pub(super) fn user(&self) -> Option<&Person> {
        self.user.get_or_init(|| sys::user(&self.dir)).as_ref()
    }

    /// What the commands of hints and screens have to repeat.
    pub(crate) fn invocation(&self) -> &Invocation {
        self.invocation.get_or_init(|| self.invocation_for(self.typed_release.clone()))
    }

    fn invocation_for(&self, release: Option<String>) -> Invocation {
        let dir = self.dir.to_string_lossy();
        Invocation { dir: (dir != ".").then(|| dir.into_owned()), release, args: Vec::new() }
    }

    /// Remembers which of several releases was chosen: the commands of hints and screens have to name it.
    pub(crate) fn take(&self, release: &ReleaseName) {
        self.invocation.get_or_init(|| self.invocation_for(Some(release.to_string())));
    }

    pub(crate) fn print(&self, text: &str) -> Result<Exit> {
        let output = OutputOptions { pager: false, ..self.output };
        terminal::answer(text, output).context("cannot write to the standard output")?;
        Ok(Exit::Yes)
    }

    /// Prints a view, which has a name, in a format.
    pub(crate) fn show_view<V: Serialize>(
        &self,
        page: Page<'_>,
        format: Format,
        view: (&str, &V),
        document: impl FnOnce(&V, Page<'_>) -> Document,
    ) -> Result<Exit> {
        self.show(format, &written(format, page, view, document)?)
    }

    pub(crate) fn show_json<V: Serialize>(&self, schema: &str, view: &V) -> Result<Exit> {
        self.show(Format::JSON, &json(schema, view)?)
    }

    /// Prints text, which may be long.
    pub(crate) fn show(&self, format: Format, text: &str) -> Result<Exit> {
        // A program, or the page that it is pasted into, needs every byte.
        let shown = match format == Format::TEXT {
            true => terminal::answer(text, self.output),
            false => terminal::data(text, self.output),
        };
        shown.context("cannot write to the standard output")?;
        Ok(Exit::Yes)
    }

    pub(crate) fn print_document(&self, document: Document) -> Result<Exit> {
        self.print(&text(document, terminal::width()))
    }

    /// Prints the answer to what is recorded by now.
    pub(crate) fn confirm(&self, document: Document) -> Result<Exit> {
        let printed = self.print_document(document);
        printed.context("recorded, but the result could not be printed")
    }

    pub(crate) fn confirm_with(&self, page: Document) -> Result<Exit> {
        self.print("\n")?;
        self.confirm(page)
    }

    /// Prints something that is not the answer.
    pub(crate) fn say(&self, text: &str) {
        terminal::talk(&format!("{}\n", safe(text)), self.output);
    }

    /// Tells somebody at a terminal what may be done now.
    pub(crate) fn teach(&self, hint: &Hint) {
        if terminal::is_read_at_once() {
            advise(&self.invocation().hint(hint), self.output);
        }
    }

    /// What text is written on at a moment.
    pub(crate) fn page(&self, now: Moment) -> Page<'_> {
        // A pipe gets the same text everywhere.
        let here = terminal::is_read_at_once().then(local_zone).and_then(Result::ok).flatten();
        Page {
            width: terminal::width(),
            height: terminal::height(),
            bars: !terminal::is_ascii(self.output),
            in_full: false,
            now: ReaderClock::at(now).read_in(here),
            invocation: self.invocation(),
        }
    }

    /// The page for a view with one line for each entry: in a pipe, where programs search lines, none is shortened.
    pub(crate) fn for_lines(page: Page<'_>) -> Page<'_> {
        if terminal::is_read_at_once() { page } else { Page { width: usize::MAX, ..page } }
    }

    /// A path as the user would type it.
    pub(crate) fn shown(path: &Path) -> String {
        let plain = path.strip_prefix("./").unwrap_or(path);
        let here = std::env::current_dir().ok();
        let relative = here.and_then(|here| plain.strip_prefix(here).ok());
        relative.unwrap_or(plain).display().to_string()
    }
}

/// A person's name that can be recorded.
pub(crate) fn person(name: &str) -> Result<Person> {
    let name = name.trim();
    let refused = |why: &str| Err(Refusal::cannot(why).hint("use an e-mail address").into());
    match name {
        "" => refused("empty person name"),
        _ if name.len() > 200 => refused("person name longer than 200 bytes"),
        _ if name.chars().any(char::is_control) => refused("person name with control characters"),
        _ => Ok(Person::from(name)),
    }
}
