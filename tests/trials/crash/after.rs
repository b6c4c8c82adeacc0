//! Checks after a crash: the log can be read, all acknowledged events are there, and recording continues.

use super::disk::ItemState;
use crate::histories::{Line, SANE, record};
use crate::program::{LOG, Site, release, report};
use octorel::internals::log::{
    Act, Event, EventId, Log, Started, Store, StoreError, Writer, decode,
};
use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

/// The promises made before the crash, and the files that may exist.
#[derive(Debug, Clone, Default)]
pub(super) struct Promise {
    /// The acknowledged events.
    pub(super) sure: Vec<EventId>,
    /// All events that were ever written.
    pub(super) possible: Vec<EventId>,
    /// Files that must exist unchanged.
    pub(super) files: BTreeMap<String, Vec<u8>>,
    /// The content of files that are either complete or absent.
    pub(super) whole: BTreeMap<String, Vec<Vec<u8>>>,
    /// Bytes of truncated lines: in the log or beside it.
    pub(super) kept: Vec<Vec<u8>>,
    /// The changed log, if its repair is not certain.
    pub(super) altered: Option<Vec<u8>>,
    /// The command that starts the release if its start is lost.
    pub(super) started: Option<Started>,
}

/// The next command that records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Library,
    Program,
}

impl Promise {
    /// Returns the violations in this state.
    pub(super) fn kept_in(&self, state: &ItemState, next: Next) -> Result<(), String> {
        self.files_of(state)?;
        let site = Site::empty();
        lay(&site, state);
        if let Some(altered) = &self.altered
            && state.files.get(LOG) == Some(altered)
        {
            // Only a person can know where a copy is.
            done(&site, super::REPAIR)?;
        }
        let before = match site.log() {
            Ok(log) => Some(log),
            Err(StoreError::NoRelease { .. }) => None,
            Err(error) => return Err(format!("not read: {error}")),
        };
        let started = before.as_ref().filter(|log| log.started().is_some());
        self.events_of(started, 0)?;
        let refusals = started.map(Log::refusals).unwrap_or_default();
        if !refusals.is_empty() {
            return Err(format!("needs a person: {refusals:?}"));
        }
        match next {
            Next::Library => self.go_on(&site, started.is_some())?,
            Next::Program => go_on_with_the_program(&site, started)?,
        }
        let log = site.log().map_err(|error| format!("not read: {error}"))?;
        if !log.troubles().is_empty() {
            return Err(format!("the next recording left trouble: {:?}", log.troubles()));
        }
        self.events_of(Some(&log), 1)?;
        let had = started.map_or(0, |log| log.events().len());
        if log.events().len() != had + 1 {
            return Err(format!("{} events before, {} after", had, log.events().len()));
        }
        for name in [".octorel/.gitignore", ".octorel/.gitattributes"] {
            let written = self.whole.get(name).and_then(|versions| versions.last());
            let there = fs::read(site.path(name)).ok();
            if started.is_none() && written.is_some() && there.as_ref() != written {
                return Err(format!("{name} is not whole after the next start"));
            }
        }
        Ok(())
    }

    fn files_of(&self, state: &ItemState) -> Result<(), String> {
        for (path, bytes) in &self.files {
            if state.files.get(path) != Some(bytes) {
                return Err(format!("{path} is not what was promised"));
            }
        }
        for (path, versions) in &self.whole {
            if let Some(there) = state.files.get(path)
                && !versions.contains(there)
            {
                return Err(format!("{path} is there in part"));
            }
        }
        let aside = [".torn", ".damaged"].map(|end| format!("{LOG}{end}"));
        for kept in &self.kept {
            let holds = |path: &str| {
                let bytes = state.files.get(path);
                bytes.is_some_and(|bytes| bytes.windows(kept.len()).any(|part| part == kept))
            };
            if !holds(LOG) && !aside.iter().any(|aside| holds(aside)) {
                return Err("the bytes of a line that broke off are nowhere".to_owned());
            }
        }
        Ok(())
    }

    /// Returns the events that are missing or were never written; this many new ones are allowed.
    fn events_of(&self, log: Option<&Log>, new: usize) -> Result<(), String> {
        let ids: Vec<EventId> =
            log.map_or_else(Vec::new, |log| log.events().iter().map(|e| e.id).collect());
        if let Some(lost) = self.sure.iter().find(|id| !ids.contains(id)) {
            return Err(format!("LOST: {lost} was acknowledged"));
        }
        let invented = ids.iter().filter(|id| !self.possible.contains(id));
        let invented = invented.count();
        if invented > new {
            return Err(format!("{invented} events that nobody wrote"));
        }
        Ok(())
    }

    fn go_on(&self, site: &Site, started: bool) -> Result<(), String> {
        let store = Store::new(site.top()).with_patience(Duration::ZERO);
        let line = Line::new(&[], SANE, "next@example.com", r#""noted","kind":"note","text":"x""#);
        if !started {
            let Event { by, at, .. } = decode(line.text()).unwrap();
            let created = store.create(&Writer { by, at }, self.started.clone().unwrap());
            return created.map(drop).map_err(|error| format!("cannot begin again: {error}"));
        }
        let recorded = record(&store, &release(), &line);
        recorded.map(drop).map_err(|error| format!("cannot go on: {error:?}"))
    }
}

fn go_on_with_the_program(site: &Site, started: Option<&Log>) -> Result<(), String> {
    match started.and_then(|log| log.events().last()).map(|event| &event.act) {
        Some(Act::Finished { .. } | Act::Cancelled { .. }) => {
            done(site, "reopen --reason \"the power is back\" -r 2.4.0")
        }
        Some(_) => done(site, "note \"after the crash\""),
        None => {
            // Part of a playbook is a different case.
            let _ = fs::remove_dir_all(site.path(".octorel/playbook"));
            done(site, "start 2.4.0 --on 2026-12-10")
        }
    }
}

fn done(site: &Site, line: &str) -> Result<(), String> {
    let output = site.run(line);
    output.status.success().then_some(()).ok_or_else(|| report(&output))
}

/// Writes a state to the disk.
fn lay(site: &Site, state: &ItemState) {
    for folder in &state.folders {
        fs::create_dir_all(site.path(folder)).unwrap();
    }
    for (path, bytes) in &state.files {
        fs::write(site.path(path), bytes).unwrap();
    }
}
