//! Sends what this clone recorded to the person's branch, and takes what others have on theirs.
//!
//! Nobody else writes to that branch, so nothing is merged and no colleague's push is in the way. A sync that was killed anywhere is
//! completed by the next one.

use super::branch::branch_of;
use super::copies::{BranchFile, files_of, wrong};
use super::lane::{event_of, lines, lost, publish};
use super::objects::{Branches, Object, Objects, branches};
use super::place::Sharing;
use super::synced::{Synced, SyncedLog};
use crate::log::{Lock, ReleaseName, Store, StoreError};
use crate::names::Person;
use crate::sys::{Folder, Git};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs::{self, File};
use std::path::Path;
use std::thread;
use std::time::{Duration, SystemTime};

/// A clone, and who sits there.
#[derive(Debug)]
pub struct Sync {
    pub sharing: Sharing,
    pub store: Store,
    pub git: Git,
    pub me: Person,
    /// How long the remote can take for an answer.
    pub limit: Duration,
    pub sending: Sending,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sending {
    New,
    /// Signs the branch with the key of today, even if nothing is new.
    SignAgain,
    /// Puts a commit with the events of this person alone on top of what somebody else has put on their branch.
    TakeOver,
}

/// Why not everything is on the remote, or not everything there was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotShared {
    /// Says that the remote answers, and does not accept what was sent.
    pub is_refused: bool,
    pub reason: String,
}

impl From<String> for NotShared {
    fn from(reason: String) -> Self {
        Self { is_refused: false, reason }
    }
}

/// What came, and what is wrong on the branches.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// How many new events each person recorded.
    pub events: BTreeMap<Person, usize>,
    pub warnings: BTreeSet<String>,
}

/// What has been compared: the own branch, and what this clone has to send.
#[derive(Default)]
pub(super) struct View {
    /// The newest commit of the own branch.
    pub(super) mine: Option<String>,
    /// The files of the own branch, each with its object.
    pub(super) tree: BTreeMap<String, String>,
    /// The files that get new events, as they are with them.
    pub(super) new: BTreeMap<String, Vec<u8>>,
    /// What is new, for people who read the history of the branch.
    pub(super) subjects: Vec<String>,
    /// In whose name the new events were recorded, other than the person of this clone.
    pub(super) others: BTreeSet<Person>,
    /// Why something cannot be sent.
    full: Option<String>,
}

impl Sync {
    /// Sends and fetches until nothing is left to send. What arrived is in the logs then.
    pub fn run(&self) -> (Result<(), NotShared>, Arrived) {
        let mut arrived = Arrived::default();
        (self.try_run(&mut arrived), arrived)
    }

    /// Takes what this clone has already seen, without the remote.
    pub fn take_seen(&self) -> Result<(), String> {
        let mut objects = Objects::of(&self.git)?;
        self.look(&mut objects, &mut Synced::default(), &mut Arrived::default()).map(drop)
    }

    fn try_run(&self, arrived: &mut Arrived) -> Result<(), NotShared> {
        const TRIES: usize = 5;
        let lock = take_turn(&self.sharing, &self.me, self.limit)?;
        let remote = &self.sharing.remote;
        if self.git.url(remote).is_none() {
            let reason = format!("there is no remote `{remote}`: octorel share --remote NAME");
            return Err(reason.into());
        }
        let known = Synced::of(&self.store);
        let limit = if known.is_some() { self.limit } else { self.limit * 2 };
        let mut synced = known.unwrap_or_default();
        let mut objects = Objects::of(&self.git)?;
        let mut view = self.look(&mut objects, &mut synced, arrived)?;
        let refused = |reason| Err(NotShared { is_refused: true, reason });
        let mut last = "the branch changes all the time".to_owned();
        // The branch is signed again even if nothing is new.
        let mut is_due = self.sending != Sending::New && view.mine.is_some();
        for attempt in 0..TRIES {
            let pushed = match is_due || !view.new.is_empty() {
                true => self.send(&view, &mut objects, &mut synced, arrived, (&lock.file, limit)),
                false => Ok(()),
            };
            is_due &= pushed.is_err();
            fetch(&self.git, &self.sharing, &[], &lock.file, limit)?;
            synced.seen_at = Some(SystemTime::now());
            let before = view.mine.take();
            view = self.look(&mut objects, &mut synced, arrived)?;
            if view.new.is_empty() && !is_due {
                return view.full.map_or(Ok(()), refused);
            }
            if let Err(reason) = pushed {
                if view.mine == before {
                    return refused(reason);
                }
                last = reason;
            }
            // Another machine of the same person has sent something at the same moment.
            let pause = 40 * (attempt as u64 + 1) + u64::from(std::process::id() % 100);
            thread::sleep(Duration::from_millis(pause));
        }
        refused(last)
    }

    /// Compares the branches with the logs: takes what is new there, and says what this clone has to send.
    fn look(
        &self,
        objects: &mut Objects,
        synced: &mut Synced,
        arrived: &mut Arrived,
    ) -> Result<View, String> {
        let now = branches(&self.git, &self.sharing)?;
        let me = branch_of(self.me.as_str());
        let mut view = View { mine: now.get(&me).cloned(), ..View::default() };
        if let Some(mine) = &view.mine {
            if objects.read(&format!("{mine}:"))? == Object::Missing {
                let seen = format!("{}{me}", self.sharing.seen());
                return Err(format!("git cannot read {seen}: git update-ref -d {seen}"));
            }
            let base = match self.sending {
                Sending::New | Sending::SignAgain => Some(mine.clone()),
                Sending::TakeOver => {
                    synced.logs.clear();
                    self.newest_own(mine, objects, synced)?
                }
            };
            view.tree = objects.tree(base.as_ref())?;
        }
        let mut releases = self.changed(objects, (&synced.branches, &now), arrived)?;
        for release in self.store.list().map_err(|error| error.with_cause())? {
            let bytes = fs::metadata(self.store.path(&release)).map_or(0, |it| it.len());
            let known = synced.logs.get(&self.sharing.file(&release));
            if known.is_none_or(|known| known.bytes != bytes || known.unshared > 0) {
                releases.insert(release);
            }
        }
        for release in releases {
            let files = files_of(objects, &now, &self.sharing, &release)?;
            self.take(&release, &files, synced, arrived)?;
            let log = self.store.read_bytes(&release).unwrap_or_default();
            let file = self.sharing.file(&release);
            let mine = objects.file(view.tree.get(&file))?;
            let is_full = mine == Object::TooLarge;
            let mine = mine.into_bytes();
            let on_any: HashSet<&[u8]> = files.iter().flat_map(|it| lines(&it.bytes)).collect();
            let mut due = publish(&log, &mine, &on_any, &self.me);
            due.retain(|(_, event)| !synced.foreign.contains(&event.id));
            let state = SyncedLog { bytes: log.len() as u64, unshared: due.len() };
            synced.logs.insert(file.clone(), state);
            if is_full && !due.is_empty() {
                view.full = Some(format!("your branch holds more than 16 MB of {release}"));
            } else if !due.is_empty() {
                view.subjects.push(match due.len() {
                    1 => format!("{release}: 1 event"),
                    several => format!("{release}: {several} events"),
                });
                let mut bytes = mine;
                if !bytes.is_empty() && !bytes.ends_with(b"\n") {
                    bytes.push(b'\n');
                }
                bytes.extend(due.iter().flat_map(|(line, _)| [*line, b"\n"]).flatten());
                view.new.insert(file, bytes);
                let others = due.into_iter().map(|(_, event)| event.by).filter(|by| *by != self.me);
                view.others.extend(others);
            }
        }
        synced.branches = now;
        synced.save(&self.store)?;
        Ok(view)
    }

    /// The releases that have changed on the branches.
    fn changed(
        &self,
        objects: &mut Objects,
        (was, now): (&Branches, &Branches),
        arrived: &mut Arrived,
    ) -> Result<BTreeSet<ReleaseName>, String> {
        let mut releases = BTreeSet::new();
        let names: BTreeSet<&String> = now.keys().chain(was.keys()).collect();
        for name in names.into_iter().filter(|name| now.get(*name) != was.get(*name)) {
            let (new, old) = (objects.tree(now.get(name))?, objects.tree(was.get(name))?);
            let files: BTreeSet<&String> = new.keys().chain(old.keys()).collect();
            for file in files.into_iter().filter(|it| new.get(*it) != old.get(*it)) {
                let Some(release) = self.sharing.release(file) else { continue };
                let now = objects.file(new.get(file))?.into_bytes();
                let lost = lost(&objects.file(old.get(file))?.into_bytes(), &now);
                if lost > 0 {
                    let what = format!(
                        "on {} was set back: events of {release} are gone there ({lost}); this clone keeps them and they return with the next sync",
                        self.sharing.remote
                    );
                    arrived.warnings.insert(wrong(name, &what));
                }
                releases.insert(release);
            }
        }
        Ok(releases)
    }

    /// Takes the lines that a log lacks. Those by the person of this clone were recorded elsewhere.
    fn take(
        &self,
        release: &ReleaseName,
        files: &[BranchFile],
        synced: &mut Synced,
        arrived: &mut Arrived,
    ) -> Result<(), String> {
        let log = self.store.read_bytes(release).unwrap_or_default();
        let mut known: HashSet<&[u8]> = lines(&log).collect();
        let (mut new, foreign) = (Vec::new(), synced.foreign.len());
        for file in files {
            let mut damaged = 0;
            for line in lines(&file.bytes).filter(|line| known.insert(line)) {
                let Some(event) = event_of(line, release) else {
                    damaged += 1;
                    continue;
                };
                new.push(line);
                if event.by == self.me {
                    synced.foreign.insert(event.id);
                }
                *arrived.events.entry(event.by).or_default() += 1;
            }
            if damaged > 0 {
                let what = format!(
                    "holds lines that are no events of {release} ({damaged}); they are not taken"
                );
                arrived.warnings.insert(wrong(&file.branch, &what));
            }
            if file.is_too_large {
                let what = "holds a file of more than 16 MB, which is not read";
                arrived.warnings.insert(wrong(&file.branch, what));
            }
        }
        if synced.foreign.len() > foreign {
            // First, so that a kill in between makes nothing of it look like an event of this clone.
            synced.save(&self.store)?;
        }
        if !new.is_empty() {
            self.store.import(release, &self.me, &new).map_err(|error| error.with_cause())?;
        }
        Ok(())
    }
}

/// Fetches the branches of all people, and others, into references of their own.
pub fn fetch(
    git: &Git,
    sharing: &Sharing,
    others: &[&str],
    lock: &File,
    limit: Duration,
) -> Result<(), String> {
    let refspec = format!("+{}:{}*", sharing.branch("*"), sharing.seen());
    let fetch =
        "fetch --quiet --no-tags --no-write-fetch-head --no-recurse-submodules --refmap= --prune";
    let mut fetch: Vec<&str> = fetch.split_whitespace().collect();
    if others.is_empty() {
        // A partial clone has these branches in full.
        fetch.push("--no-filter");
    }
    if sharing.git.join("shallow").exists() {
        fetch.push("--depth=1");
    }
    fetch.extend(["--", &sharing.remote, &refspec]);
    fetch.extend(others);
    git.run_locked(&fetch, lock, limit)
}

/// Lets one sync of this clone run at a time. The system lets go of the lock when octorel, and a git that it started, have ended.
pub fn take_turn(sharing: &Sharing, me: &Person, patience: Duration) -> Result<Lock, String> {
    let folder = Folder::open(&sharing.git).and_then(|git| git.make("octorel"));
    let folder = folder.map_err(|error| format!("cannot lock the sync of this clone: {error}"))?;
    let lock = Lock::take(&folder, "sync.lock", me, patience).map_err(|error| match error {
        StoreError::Locked { .. } => "another octorel is sharing in this clone".to_owned(),
        other => other.with_cause(),
    })?;
    remove_leftovers(sharing);
    Ok(lock)
}

/// Removes what a killed git has left among the references that only octorel writes: locks, and references without a content.
fn remove_leftovers(sharing: &Sharing) {
    let mut folders = vec![sharing.git.join("refs/octorel")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(path);
            } else if is_leftover(&path) {
                let _ = fs::remove_file(path);
            }
        }
    }
}

fn is_leftover(path: &Path) -> bool {
    let is_lock = path.extension().is_some_and(|it| it == "lock");
    is_lock || fs::read(path).is_ok_and(|text| !matches!(text.len(), 41 | 65))
}
