//! Sharing as commands use it: joining, syncing after a command has recorded, and the line that says how that went.

use super::{App, Format, Loaded, warn};
use crate::command::command;
use crate::document::{Document, Fit, Table, dim, words::count};
use crate::log::{LogCopies, ReleaseName, Store, root_for};
use crate::names::Person;
use crate::rules::Refusal;
use crate::share::{
    Arrived, NotShared, Sending, ShareState, Sharing, Sync, Synced, shared_by, url_of,
};
use crate::sys::Git;
use crate::view::{SharingView, Stamp};
use crate::{sys, terminal};
use anyhow::{Context, Result};
use chrono::{DateTime, SubsecRound, Utc};
use std::sync::{Arc, Mutex, mpsc};
use std::{thread, time};

/// How long the remote can take for an answer.
pub(crate) const LIMIT: time::Duration = time::Duration::from_secs(30);

impl App {
    /// How this clone shares its releases, if it does. A clone of a repository whose releases are shared begins to here.
    pub(crate) fn sharing(&self) -> Option<&Sharing> {
        let joined = || match Sharing::of(&root_for(&self.dir)) {
            ShareState::On(sharing) if !self.joins => Ok(Some(sharing)),
            ShareState::On(sharing) => self.take_seen(&sharing).map(|_| Some(sharing)),
            ShareState::Unset if self.joins => self.join(),
            ShareState::Unset | ShareState::Off => Ok(None),
        };
        let found = || {
            joined().unwrap_or_else(|reason| {
                warn(&format!("this clone does not share yet: {reason}"), self.output);
                None
            })
        };
        self.sharing.get_or_init(found).as_ref()
    }

    /// git in the checkout; it asks for passphrases if somebody is there to answer.
    pub(crate) fn git(&self) -> Git {
        Git::new(root_for(&self.dir)).with_prompts(self.can_prompt() && !terminal::is_kept())
    }

    /// Begins to share with what git has fetched of the branches, without the remote.
    fn join(&self) -> Result<Option<Sharing>, String> {
        let root = root_for(&self.dir);
        let Some(sharing) = shared_by(&root) else { return Ok(None) };
        let git = Git::new(&root);
        let Sharing { remote, branches, .. } = &sharing;
        let refs = format!("+refs/remotes/{remote}/{branches}*:{}*", sharing.seen());
        let fetch = "fetch --quiet --no-tags --no-write-fetch-head --refmap= .";
        git.run(&fetch.split(' ').chain([&*refs]).collect::<Vec<_>>())?;
        let Some(store) = self.take_seen(&sharing)? else { return Ok(None) };
        let releases = store.list().unwrap_or_default();
        let origin = |name| store.read(name).ok()?.started()?.origin.clone();
        let origins: Vec<String> = releases.iter().filter_map(origin).collect();
        let url = git.url(remote).map(|url| url_of(&url));
        let is_its_own = origins.iter().any(|it| Some(it) == url.as_ref());
        if let Some(first) = origins.first().filter(|_| !is_its_own) {
            return Err(format!(
                "the branches of {remote} are copies of those of {first}: octorel share --remote NAME"
            ));
        }
        if releases.is_empty() {
            return Ok(None);
        }
        sharing.save(true).map_err(|error| error.to_string())?;
        self.say(&format!("note: releases are shared through {remote}; this clone takes part"));
        let here = Store::new(root);
        for release in here.list_copies() {
            let mut copies = LogCopies::default();
            copies.add("shared", &store.read_bytes(&release).unwrap_or_default(), false);
            here.add_copy(&release, &mut copies);
            if copies.here.len() > 1 {
                let what = format!("events of {release} are recorded here, but not shared");
                warn(&format!("{what}: octorel share"), self.output);
            }
        }
        Ok(Some(sharing))
    }

    /// Takes what this clone has already seen of the branches, unless it has: another project of the repository may share here, too.
    fn take_seen(&self, sharing: &Sharing) -> Result<Option<Store>, String> {
        let Some(store) = Store::shared(root_for(&self.dir)) else { return Ok(None) };
        if Synced::of(&store).is_none() {
            self.sync_of(sharing, &store, LIMIT).take_seen()?;
        }
        Ok(Some(store))
    }

    fn sync_of(&self, sharing: &Sharing, store: &Store, limit: time::Duration) -> Sync {
        let (sharing, store) = (sharing.clone(), store.clone());
        let (git, me, sending) = (self.git(), self.sharer(), Sending::New);
        Sync { sharing, store, git, me, limit, sending }
    }

    /// The person whose branch this clone writes, whoever commands name with `--as`.
    pub(crate) fn sharer(&self) -> Person {
        self.user().cloned().unwrap_or_else(|| Person::from("unknown"))
    }

    /// The repository that shares releases, as starts record it.
    pub(crate) fn origin(&self) -> Option<String> {
        self.git().url(&self.sharing()?.remote).map(|url| url_of(&url))
    }

    pub(crate) fn can_sync(&self) -> bool {
        !self.no_sync && sys::text("OCTOREL_SYNC").is_none_or(|when| when != "never")
    }

    pub(crate) fn sharing_view(&self, loaded: &Loaded<'_>) -> Option<SharingView> {
        let sharing = self.sharing()?;
        let store = self.store()?;
        let release = ReleaseName::parse(loaded.release.title()).ok()?;
        let synced = Synced::of(&store).unwrap_or_default();
        let at = synced.seen_at.map(|at| DateTime::<Utc>::from(at).trunc_subsecs(0));
        Some(SharingView {
            remote: sharing.remote.clone(),
            seen_at: at.map(|at| Stamp(loaded.release.local(at))),
            unshared: synced.unshared(sharing, &store, &release),
        })
    }

    /// Sends and fetches, and warns of what is wrong on the branches.
    fn sync(
        &self,
        sharing: &Sharing,
        limit: time::Duration,
        sending: Sending,
    ) -> Result<(Result<(), NotShared>, Arrived)> {
        let store = Store::shared(root_for(&self.dir)).context("this is no git checkout")?;
        let sync = Sync { sending, ..self.sync_of(sharing, &store, limit) };
        let (result, arrived) = sync.run();
        for warning in &arrived.warnings {
            warn(warning, self.output);
        }
        Ok((result, arrived))
    }

    /// Sends and fetches, and returns what has arrived.
    ///
    /// # Errors
    /// If not everything could be shared.
    pub(crate) fn sync_or_fail(&self, sharing: &Sharing, sending: Sending) -> Result<Arrived> {
        let (result, arrived) = self.sync(sharing, LIMIT, sending)?;
        let refusal = match result {
            Ok(()) => return Ok(arrived),
            Err(NotShared { is_refused: true, reason }) => {
                let hint = command("help").arg("sharing").does("says what sharing needs");
                Refusal::no(reason).hint(hint)
            }
            Err(NotShared { is_refused: false, reason }) => {
                Refusal::cannot(format!("cannot reach {}: {reason}", sharing.remote))
            }
        };
        Err(refusal.into())
    }

    /// Fetches what a command cannot do without, unless an option says otherwise.
    pub(crate) fn sync_before(&self, what: &str, option: &str) -> Result<()> {
        let Some(sharing) = self.sharing().filter(|_| self.can_sync()) else { return Ok(()) };
        match self.sync(sharing, LIMIT, Sending::New)?.0 {
            Err(NotShared { is_refused: false, reason }) => {
                let message = format!("cannot see {what}: {reason}");
                let hint = format!("check the connection, or add {option}");
                Err(Refusal::cannot(message).hint(hint).into())
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// On a terminal, fetches what others have recorded if this clone has not done so for a minute. If that fails, what is shown says
    /// how old it is.
    pub(crate) fn sync_if_old(&self) -> Result<()> {
        const OLD: time::Duration = time::Duration::from_secs(60);
        const SHORT: time::Duration = time::Duration::from_secs(3);
        if !terminal::is_read_at_once() || terminal::is_kept() || !self.can_sync() {
            return Ok(());
        }
        if let (Some(sharing), Some(store)) = (self.sharing(), self.store()) {
            let age = Synced::of(&store).and_then(|synced| synced.seen_at?.elapsed().ok());
            if age.is_none_or(|age| age > OLD) {
                let _ = self.sync(sharing, SHORT, Sending::New)?;
            }
        }
        Ok(())
    }

    /// Starts a thread that syncs now, every 15 seconds, and on request, until the result is dropped.
    pub(crate) fn sync_in_background(&self) -> Option<BackgroundSync> {
        const PAUSE: time::Duration = time::Duration::from_secs(15);
        let sharing = self.sharing().filter(|_| self.can_sync())?;
        let git = self.git().with_prompts(false);
        let sync = Sync { git, ..self.sync_of(sharing, &self.store()?, LIMIT) };
        let (wake, woken) = mpsc::channel();
        let failure = Arc::new(Mutex::new(None));
        let found = Arc::clone(&failure);
        let sync = move || loop {
            let result = sync.run().0;
            if let Ok(mut found) = found.lock() {
                *found = result.err().map(|not_shared| not_shared.reason);
            }
            if woken.recv_timeout(PAUSE) == Err(mpsc::RecvTimeoutError::Disconnected) {
                return;
            }
        };
        thread::Builder::new().spawn(sync).ok()?;
        Some(BackgroundSync { wake, failure })
    }

    /// Shares what a command has recorded, and says how that went. The command has succeeded in any case.
    pub(crate) fn sync_after(&self, format: Format) -> Result<()> {
        let Some(sharing) = self.sharing().filter(|_| !terminal::is_kept()) else { return Ok(()) };
        let began = time::Instant::now();
        if !self.can_sync() {
            warn("recorded here, NOT shared (--no-sync): octorel sync", self.output);
            return Ok(());
        }
        let (result, arrived) = self.sync(sharing, LIMIT, Sending::New)?;
        let remote = &sharing.remote;
        if let Err(NotShared { is_refused, reason }) = result {
            let advice = match is_refused {
                true => "what sharing needs: octorel help sharing".to_owned(),
                false => format!("the next command that reaches {remote} sends it: octorel sync"),
            };
            warn(&format!("recorded here, NOT shared: {reason}; {advice}"), self.output);
            return Ok(());
        }
        if format != Format::TEXT {
            // What a program reads stays as it is.
            return Ok(());
        }
        let took = began.elapsed().as_secs_f64();
        let news = news(&arrived).map(|news| format!(" · {news}")).unwrap_or_default();
        let mut table = Table::new([""]).fit(0, Fit::Wrap).indent(2);
        table.row([dim(format!("shared with {remote} ({took:.1} s){news}"))]);
        let mut document = Document::default();
        document.lines(table);
        self.confirm(document).map(drop)
    }
}

pub(crate) struct BackgroundSync {
    wake: mpsc::Sender<()>,
    failure: Arc<Mutex<Option<String>>>,
}

impl BackgroundSync {
    pub(crate) fn wake(&self) {
        // A thread that has ended syncs no more, and the next command does.
        let _ = self.wake.send(());
    }

    /// Why the last sync did not share everything.
    pub(crate) fn failure(&self) -> Option<String> {
        self.failure.lock().ok()?.clone()
    }
}

/// Who recorded what has arrived.
pub(crate) fn news(arrived: &Arrived) -> Option<String> {
    let all: usize = arrived.events.values().sum();
    let people: Vec<&str> = arrived.events.keys().map(Person::short).collect();
    let people = match &people[..] {
        [] => return None,
        [one] => (*one).to_owned(),
        [one, other] => format!("{one} and {other}"),
        [one, rest @ ..] => format!("{one} and {} others", rest.len()),
    };
    Some(format!("{} from {people}", count(all, "new event", "new events")))
}
