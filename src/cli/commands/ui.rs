//! `octorel ui`: the full-screen program.

use crate::cli::shared::{App, BackgroundSync, Exit, Format, Program, Purpose, Who, shortened};
use crate::command::{as_person, command, command_in, joined, takes_release};
use crate::log::{ReleaseName, Store};
use crate::names::Person;
use crate::release::Release;
use crate::rules::Refusal;
use crate::ui::{Backend, Model, Output, Theme};
use crate::view::Candidate;
use crate::{sys, terminal, ui};
use anyhow::{Context, Result};
use chrono::{DateTime, Timelike, Utc};
use std::fs;
use std::time::SystemTime;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel ui\n  octorel ui --release 2.4.0 --as dana@example.com"
)]
pub(crate) struct Args {
    #[command(flatten)]
    who: Who,
}

impl Args {
    pub(crate) fn run(&self, app: &App, program: &Program) -> Result<Exit> {
        if terminal::is_kept() {
            let refusal = Refusal::cannot("the full-screen interface is already running");
            return Err(refusal.hint("Esc goes back to it").into());
        }
        if !terminal::is_full_screen() {
            let refusal = Refusal::cannot("`ui` requires a terminal");
            return Err(refusal.hint(command("status")).into());
        }
        if self.who.person.is_some() {
            app.who(&self.who)?;
        }
        let (store, name) = app.which(Purpose::Show)?;
        let mut here = Here {
            app,
            program,
            who: &self.who,
            store,
            name,
            sync: app.sync_in_background(),
            has_run: false,
            stamp: LogStamp::default(),
        };
        let model = here.model()?;
        let theme = Theme {
            colour: terminal::stdout_has_colour(app.output),
            ascii: terminal::is_ascii(app.output),
        };
        ui::run(&mut here, model, theme).context("cannot use the terminal")?;
        if here.has_run {
            app.sync_after(Format::TEXT)?;
        }
        Ok(Exit::Yes)
    }
}

struct Here<'a> {
    app: &'a App,
    program: &'a Program,
    who: &'a Who,
    store: Store,
    name: ReleaseName,
    sync: Option<BackgroundSync>,
    has_run: bool,
    /// The stamp of the log when it was last read.
    stamp: LogStamp,
}

/// Detects whether a log has changed or a new minute has started.
#[derive(Debug, Default, PartialEq, Eq)]
struct LogStamp {
    length: Option<u64>,
    changed: Option<SystemTime>,
    minute: Option<DateTime<Utc>>,
    failure: Option<String>,
}

impl Here<'_> {
    fn model(&mut self) -> Result<Model> {
        // The stamp comes first, so that events recorded in between are noticed the next time.
        self.stamp = self.current_stamp();
        let log = self.store.read(&self.name)?;
        let path = App::shown(&self.store.path(&self.name));
        let release = Release::of(log).context("the log has no readable start event")?;
        let troubles = shortened(&release.log.troubles());
        let unshared = self.stamp.failure.iter().map(|reason| format!("NOT shared: {reason}"));
        let warnings = troubles.iter().map(|line| format!("{path}: {line}"));
        let warnings = unshared.chain(warnings).collect();
        let now = release.local(sys::now()?);
        Model::new(release, now, warnings).context("the release has no date")
    }

    fn current_stamp(&self) -> LogStamp {
        let file = fs::metadata(self.store.path(&self.name)).ok();
        let now = sys::now().ok();
        LogStamp {
            length: file.as_ref().map(fs::Metadata::len),
            changed: file.and_then(|file| file.modified().ok()),
            minute: now.and_then(|now| now.with_second(0)),
            failure: self.sync.as_ref().and_then(BackgroundSync::failure),
        }
    }

    /// The whole command line: the words with the options that the program was started with, and the release if there are several.
    fn whole(&self, words: &[String]) -> Vec<String> {
        let mut whole = vec!["octorel".to_owned()];
        let dir = self.app.dir.as_path();
        if dir.as_os_str() != "." {
            whole.extend(["-C".to_owned(), dir.display().to_string()]);
        }
        let is_option = |word: &String| word == "-r" || word.starts_with("--release");
        let release = self.to_name(words);
        if let Some(name) = release.filter(|_| !words.iter().any(is_option)) {
            whole.extend(["-r".to_owned(), name]);
        }
        match &self.who.person {
            Some(person) => whole.extend(as_person(words, person, (self.program.names)())),
            None => whole.extend_from_slice(words),
        }
        whole
    }

    /// The release, if a line with these words must name it because there are others.
    fn to_name(&self, words: &[String]) -> Option<String> {
        let several = self.store.list().is_ok_and(|names| names.len() > 1);
        let is_about_one = command_in(words, (self.program.names)()).is_none_or(takes_release);
        (several && is_about_one).then(|| self.name.to_string())
    }
}

impl Backend for Here<'_> {
    fn refresh(&mut self) -> Result<Model, String> {
        self.model().map_err(|error| format!("{error:#}"))
    }

    fn is_stale(&mut self) -> bool {
        self.current_stamp() != self.stamp
    }

    fn run(&mut self, words: &[String], width: usize) -> Output {
        let whole = self.whole(words);
        let args: Vec<_> = whole.iter().map(Into::into).collect();
        let release = self.to_name(words);
        self.has_run = true;
        let (outcome, text) =
            terminal::keep(width, || (self.program.run)(&args, release.as_deref()));
        if let Some(sync) = &self.sync {
            sync.wake();
        }
        Output { line: joined(&outcome.line), refused: outcome.refused, text }
    }

    fn complete(&mut self, line: &str) -> Vec<Candidate> {
        (self.program.complete)(&format!("{} {line}", joined(&self.whole(&[]))))
    }

    fn who(&mut self) -> Option<Person> {
        self.app.who(self.who).ok()
    }
}
