//! Loading the release of a command line: to show it, to judge it, or to record in it; and the report that an end leaves.

use super::versions::version;
use super::{App, AsOf, Exit, Format, Purpose, Recording, before_now, proposal, shortened, warn};
use crate::document::{self, Document, Page, dim};
use crate::log::{Act, Log, Recorded, ReleaseName, Store, StoreError, Trouble, Writer, advice};
use crate::names::Person;
use crate::release::{Release, ReleaseState, naming};
use crate::render::markdown;
use crate::rules::Refusal;
use crate::schedule::Moment;
use crate::view::{RecordedView, ReportView, StatsView, report_mark};
use anyhow::{Context, Result};
use std::path::PathBuf;

pub(crate) struct Loaded<'a> {
    pub(crate) release: Release,
    pub(crate) now: Moment,
    pub(crate) page: Page<'a>,
}

impl App {
    /// The release to show, as it is or was.
    pub(crate) fn load_to_show(&self, as_of: &AsOf) -> Result<Loaded<'_>> {
        let (store, name) = self.which(Purpose::Show)?;
        self.loaded(self.read(&store, &name)?, as_of)
    }

    /// The release to show; if there is none, the playbook alone.
    pub(crate) fn load_to_show_or_draft(&self, as_of: &AsOf) -> Result<Loaded<'_>> {
        if self.has_no_release() {
            let (playbook, _) = self.playbook(None)?;
            return self.loaded(Release::draft(playbook), as_of);
        }
        self.load_to_show(as_of)
    }

    /// The release to judge: every trouble with its log is an error.
    pub(crate) fn load_to_judge(&self, as_of: &AsOf) -> Result<Loaded<'_>> {
        let read = |store: &Store, name: &ReleaseName| {
            let mut log = store.read_to_judge(name)?;
            self.warn_of(&log.warnings(), &Self::shown(&store.path(name)));
            self.check_signed(&mut log, name)?;
            Ok(log)
        };
        self.load_whole(as_of, read, |path, troubles| {
            let shown = Self::shown(&path);
            let message = format!("`{shown}` is not intact; no gate can be judged");
            let refusal = Refusal::cannot(message).lines(shortened(&troubles));
            Refusal { hint: StoreError::Refused { path, troubles }.hint(), ..refusal }.into()
        })
    }

    /// The release to record in, to prompt for what is missing: an error wherever recording would be one.
    pub(crate) fn load_to_record(&self) -> Result<Loaded<'_>> {
        let damaged = |path, troubles| StoreError::Refused { path, troubles }.into();
        let read = |store: &Store, name: &ReleaseName| Ok(store.read(name)?);
        self.load_whole(&AsOf::default(), read, damaged)
    }

    fn load_whole(
        &self,
        as_of: &AsOf,
        read: impl FnOnce(&Store, &ReleaseName) -> Result<Log>,
        damaged: impl FnOnce(PathBuf, Vec<Trouble>) -> anyhow::Error,
    ) -> Result<Loaded<'_>> {
        let (store, name) = self.which(Purpose::Act)?;
        let log = read(&store, &name)?;
        let troubles = log.refusals();
        if !troubles.is_empty() {
            return Err(damaged(store.path(&name), troubles));
        }
        let release = self.read_from(log, &name)?;
        self.warn_of(&release.log.uncounted, &Self::shown(&store.path(&name)));
        self.loaded(release, as_of)
    }

    /// Asks what may be recorded, records it, and gives back the release as it then is with the number of new events.
    pub(crate) fn record(
        &self,
        how: &Recording,
        request: impl FnOnce(&Release, &Person) -> Result<Vec<Act>, Refusal>,
    ) -> Result<(Loaded<'_>, usize)> {
        let (store, name) = self.which(Purpose::Act)?;
        let mut by = self.who(&how.who)?;
        if by.is_bare()
            && let Some(release) = store.read(&name).ok().and_then(Release::of)
        {
            by = naming::person(&release, &by).map_err(Refusal::person)?;
        }
        let writer = Writer { by: by.clone(), at: self.now };
        let decide = |log: &Log| {
            let release = Release::of(log.clone());
            let release = release.ok_or_else(|| Refusal::cannot("the log has no start event"))?;
            request(&release, &by).map_err(anyhow::Error::from)
        };
        let Recorded { log, count, torn_file } = match how.dry_run {
            true => store.rehearse(&name, &writer, decide)?,
            false => store.record(&name, &writer, decide)?,
        };
        if let Some(path) = torn_file {
            let bytes = format!("its bytes are in `{}`", Self::shown(&path));
            let what = "the last line of the log was incomplete and never recorded";
            warn(&format!("{what}; {bytes}"), self.output);
        }
        if !how.dry_run && count > 0 {
            let _ = self.recorded.set(how.format);
        }
        if how.dry_run && how.format == Format::TEXT {
            self.print("dry run: nothing is recorded\n")?;
        }
        let release = Release::of(log).context("the log has no start event")?;
        Ok((self.loaded(release, &AsOf::default())?, count))
    }

    pub(crate) fn show_recorded(
        &self,
        how: &Recording,
        loaded: &Loaded<'_>,
        count: usize,
    ) -> Result<Exit> {
        let view = RecordedView::new(&loaded.release, count, loaded.now);
        let view = RecordedView { dry_run: how.dry_run, ..view };
        if how.format == Format::JSON {
            return self.show_json("recorded", &view);
        }
        self.confirm(document::confirm(&view, loaded.page))
    }

    /// Reads a release and warns of what is wrong with its log.
    pub(crate) fn read(&self, store: &Store, name: &ReleaseName) -> Result<Release> {
        let (log, path) = (store.read(name)?, Self::shown(&store.path(name)));
        self.warn_of(&log.warnings(), &path);
        let release = self.read_from(log, name)?;
        self.warn_of(&release.log.uncounted, &path);
        Ok(release)
    }

    /// Reads one of several releases; one that cannot be read is a warning.
    pub(crate) fn read_or_warn(&self, store: &Store, name: &ReleaseName) -> Option<Release> {
        let read = self.read(store, name);
        read.inspect_err(|error| warn(&format!("{name}: {error:#}"), self.output)).ok()
    }

    /// What happened in the newest releases, as far as they are finished; versions say which ones are newer.
    pub(crate) fn statistics(&self, newest: usize) -> Result<StatsView> {
        let Some(store) = self.store() else { return Ok(StatsView::default()) };
        let mut names = store.list()?;
        names.sort_by_cached_key(|name| version(name.as_str()));
        let newest = &names[names.len().saturating_sub(newest)..];
        Ok(StatsView::of(newest.iter().filter_map(|name| self.read_or_warn(&store, name))))
    }

    pub(crate) fn warn_of(&self, troubles: &[Trouble], path: &str) {
        for line in shortened(troubles) {
            warn(&format!("{path}: {line}"), self.output);
        }
    }

    fn read_from(&self, log: Log, name: &ReleaseName) -> Result<Release> {
        let hint = match log.started() {
            Some(_) => None,
            None if log.awaits_start() => Some(proposal(name.as_str(), self.now).into()),
            None => advice(name.as_str(), &log.refusals()),
        };
        Release::of(log).ok_or_else(|| {
            let message = format!("the log of {name} has no readable start event");
            Refusal { hint, ..Refusal::cannot(message) }.into()
        })
    }

    pub(crate) fn loaded(&self, release: Release, as_of: &AsOf) -> Result<Loaded<'_>> {
        let zone = release.local(self.now).timezone();
        let (release, now) = match &as_of.as_of {
            None => (release, self.now.with_timezone(&zone)),
            Some(text) => {
                let at = before_now(text, self, &release)?;
                (release.as_of(at.to_utc()), at)
            }
        };
        let page = self.page(now);
        Ok(Loaded { release, now, page })
    }
}

/// Writes the report beside the log. The events stay recorded even if this fails.
///
/// # Errors
/// If the report cannot be written or its path cannot be printed.
pub(crate) fn write_report_file(app: &App, loaded: &Loaded, format: Format) -> Result<Exit> {
    let release = &loaded.release;
    let how = match release.progress.end {
        ReleaseState::Active => "active again",
        ReleaseState::Finished(_) => "finished",
        ReleaseState::Cancelled(_) => "cancelled",
    };
    let failed = || format!("{} is {how}, but its report was not written", release.title());
    let view = ReportView::new(release, loaded.now).with_context(failed)?;
    let name = ReleaseName::parse(release.title()).with_context(failed)?;
    let store = app.store().with_context(failed)?;
    let page = app.page(view.at.0);
    let report = markdown(document::report(&view, page.unlimited()));
    let report = format!("{report}\n{}\n", report_mark(release));
    let path = store.write_report(&name, &report).with_context(failed)?;
    if format != Format::TEXT {
        return Ok(Exit::Yes);
    }
    app.confirm(Document::of(dim(format!("   report written to {}", App::shown(&path)))))
}
