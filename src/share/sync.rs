//! Sends what this clone recorded to the person's branch, and takes what others have on theirs.
//!
//! Nobody else writes to that branch, so nothing is merged and no colleague's push is in the way. A sync that was killed anywhere is
//! completed by the next one.

use super::branch::{branch_of, person_of};
use super::lane::{Taken, lines, lost, publish, subject, take};
use super::objects::{Object, Tree, branches, objects, tree};
use super::place::{Sharing, is_remote};
use super::synced::{Synced, SyncedLog};
use crate::files::{Access, Folder};
use crate::git::{Git, GitError, Input};
use crate::log::{Event, ReleaseName, Store};
use crate::names::Person;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// A clone, and who sits there.
#[derive(Debug)]
pub struct Sync<'a> {
    pub sharing: &'a Sharing,
    pub store: &'a Store,
    pub git: &'a Git,
    pub me: &'a Person,
    /// How long the remote can take for an answer.
    pub limit: Duration,
    pub sending: Sending,
}

/// What a sync sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sending {
    New,
    /// Signs the branch with the key of today, even if nothing is new.
    SignAgain,
    /// Puts a commit with the events of this person alone on top of what somebody else has put on their branch.
    TakeOver,
}

/// How a sync ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyncResult {
    /// Everything is on the remote and everything there was seen.
    Shared,
    /// The remote answers, and does not accept what was sent.
    Refused(String),
    NotReached(String),
}

/// What came, and what is wrong on the branches.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// How many new events each person recorded.
    pub events: BTreeMap<Person, usize>,
    pub warnings: BTreeSet<String>,
}

/// What a clone has to send: by file, what its branch will hold, and the events that are new there.
pub(super) type Outgoing = Vec<(String, Vec<u8>, String)>;

/// The branches as seen, and what this clone has to send.
pub(super) struct View {
    pub(super) mine: Option<String>,
    pub(super) tree: Tree,
    pub(super) outgoing: Outgoing,
}

impl Sync<'_> {
    /// Sends and fetches until nothing is left to send. What arrived is in the logs then.
    pub fn run(&self) -> (SyncResult, Arrived) {
        let mut arrived = Arrived::default();
        let result = self.try_run(&mut arrived);
        (result.unwrap_or_else(SyncResult::NotReached), arrived)
    }

    /// Takes what this clone has already seen, without the remote.
    ///
    /// # Errors
    /// Why that is not possible, in words.
    pub fn take_seen(&self) -> Result<Arrived, String> {
        let mut arrived = Arrived::default();
        let mut synced = Synced::default();
        self.look(&mut synced, &mut arrived)?;
        synced.save(self.store)?;
        Ok(arrived)
    }

    fn try_run(&self, arrived: &mut Arrived) -> Result<SyncResult, String> {
        const TRIES: usize = 5;
        let lock = take_turn(self.sharing, self.limit)?;
        self.check_remote()?;
        let known = Synced::of(self.store);
        let limit = if known.is_some() { self.limit } else { self.limit * 2 };
        let mut synced = known.map(|(synced, _)| synced).unwrap_or_default();
        let mut view = self.look(&mut synced, arrived)?;
        let mut refused = None;
        for attempt in 0..TRIES {
            let is_first = attempt == 0 && self.sending != Sending::New && view.mine.is_some();
            let pushed = match is_first || !view.outgoing.is_empty() {
                true => self.send(&view, &mut synced, arrived, &lock, limit),
                false => Ok(()),
            };
            self.fetch(&lock, limit)?;
            let before = view.mine.take();
            view = self.look(&mut synced, arrived)?;
            synced.save(self.store)?;
            if view.outgoing.is_empty() {
                return Ok(SyncResult::Shared);
            }
            if let Err(reason) = pushed {
                if view.mine == before {
                    return Ok(SyncResult::Refused(reason));
                }
                refused = Some(reason);
            }
            // Another machine of the same person has sent something at the same moment.
            thread::sleep(Duration::from_millis(
                40 * (attempt as u64 + 1) + u64::from(std::process::id() % 100),
            ));
        }
        Ok(SyncResult::Refused(
            refused.unwrap_or_else(|| "the branch changes all the time".to_owned()),
        ))
    }

    fn check_remote(&self) -> Result<(), String> {
        let remote = &self.sharing.remote;
        let url = format!("remote.{remote}.url");
        match is_remote(remote) && self.git.ask(&["config", "--get", &url]).is_some() {
            true => Ok(()),
            false => Err(format!("there is no remote `{remote}`: octorel share --remote NAME")),
        }
    }

    fn fetch(&self, lock: &File, limit: Duration) -> Result<(), String> {
        let refspec = format!("+{}:{}*", self.sharing.branch("*"), self.sharing.seen());
        let fetch = "fetch --quiet --no-tags --no-write-fetch-head --no-recurse-submodules --no-filter --refmap= --prune";
        let mut fetch: Vec<&str> = fetch.split(' ').collect();
        if self.sharing.git.join("shallow").exists() {
            fetch.push("--depth=1");
        }
        fetch.extend([&*self.sharing.remote, &refspec]);
        self.remote(&fetch, lock, limit).map_err(|error| error.to_string())
    }

    pub(super) fn remote(
        &self,
        line: &[&str],
        lock: &File,
        limit: Duration,
    ) -> Result<(), GitError> {
        let lock = lock.try_clone().map_err(|error| GitError::Io(error.to_string()))?;
        self.git.run_with(line, Input::Lock(lock), Some(limit)).map(drop)
    }

    /// Compares the branches with the logs: takes what is new there, and says what this clone has to send.
    fn look(&self, synced: &mut Synced, arrived: &mut Arrived) -> Result<View, String> {
        let words = |error: GitError| error.to_string();
        let me = branch_of(self.me.as_str());
        let now = branches(self.git, self.sharing).map_err(words)?;
        let was = synced.branches.clone();
        let names: BTreeSet<&String> = now.keys().chain(was.keys()).collect();
        let changed: Vec<&String> =
            names.into_iter().filter(|name| now.get(*name) != was.get(*name)).collect();
        // The trees of what has changed, before and after, and that of the own branch.
        let commits = changed.iter().map(|name| (now.get(*name), was.get(*name)));
        let mut wanted: BTreeSet<&String> =
            commits.flat_map(|(new, old)| [new, old]).flatten().collect();
        wanted.extend(now.get(&me));
        let wanted: Vec<&String> = wanted.into_iter().collect();
        let names: Vec<String> = wanted.iter().map(|commit| format!("{commit}^{{tree}}")).collect();
        let read = objects(self.git, &names).map_err(words)?;
        let trees: BTreeMap<&String, Tree> = wanted
            .iter()
            .zip(&read)
            .map(|(commit, it)| (*commit, tree(it.bytes(), commit.len())))
            .collect();
        let file = |commit: Option<&String>, file: &str| trees.get(commit?)?.get(file).cloned();

        let mut releases: BTreeSet<ReleaseName> = BTreeSet::new();
        for name in &changed {
            let commits = [now.get(*name), was.get(*name)];
            let files = commits
                .into_iter()
                .flatten()
                .filter_map(|commit| trees.get(commit))
                .flat_map(Tree::keys);
            let differs = |it: &&String| file(commits[0], it) != file(commits[1], it);
            releases.extend(files.filter(differs).filter_map(|file| self.sharing.release(file)));
        }
        for release in self.store.list().map_err(|error| error.to_string())? {
            let bytes = fs::metadata(self.store.path(&release)).map_or(0, |it| it.len());
            let known = synced.logs.get(&self.sharing.file(&release));
            if known.is_none_or(|known| known.bytes != bytes || known.unshared > 0) {
                releases.insert(release);
            }
        }
        let mut outgoing = Outgoing::new();
        for release in releases {
            let name = self.sharing.file(&release);
            // Each branch with the file as it is and, if that changed, as it was.
            let mut all = Vec::new();
            for (branch, commit) in &now {
                let known = trees.contains_key(commit);
                let object =
                    file(Some(commit), &name).or((!known).then(|| format!("{commit}:{name}")));
                all.extend(object.map(|object| (branch, object)));
            }
            let before = changed.iter().filter_map(|branch| {
                let old = was.get(*branch);
                let object = file(old, &name)?;
                (file(now.get(*branch), &name) != Some(object.clone())).then_some((*branch, object))
            });
            let before: Vec<(&String, String)> = before.collect();
            let names: Vec<String> =
                all.iter().chain(&before).map(|(_, object)| object.clone()).collect();
            let read = objects(self.git, &names).map_err(words)?;
            let (new, old) = read.split_at(all.len().min(read.len()));
            let new: BTreeMap<&String, &Object> =
                all.iter().map(|(branch, _)| *branch).zip(new).collect();
            for ((branch, _), old) in before.iter().zip(old) {
                let now = new.get(branch).map_or(&[][..], |it| it.bytes());
                arrived.note_lost(branch, &release, lost(old.bytes(), now), &self.sharing.remote);
            }
            self.take(&release, &new, synced, arrived)?;
            let log = self.store.read_bytes(&release).unwrap_or_default();
            let mine = new.get(&me).map_or(&[][..], |it| it.bytes());
            let on_any: HashSet<&[u8]> = new.values().flat_map(|it| lines(it.bytes())).collect();
            let mut due = publish(&log, mine, &on_any, self.me);
            due.retain(|(_, event)| !synced.foreign.contains(&event.id));
            let state = SyncedLog { bytes: log.len() as u64, unshared: due.len() };
            synced.logs.insert(name.clone(), state);
            if !due.is_empty() {
                outgoing.push((name, with_lines(mine, &due), subject(&release, &due)));
            }
        }
        let mine = now.get(&me).cloned();
        let tree = mine.as_ref().and_then(|mine| trees.get(mine).cloned()).unwrap_or_default();
        synced.branches = now;
        Ok(View { mine, tree, outgoing })
    }

    /// Adds to a log what the branches have and it lacks.
    fn take(
        &self,
        release: &ReleaseName,
        branches: &BTreeMap<&String, &Object>,
        synced: &mut Synced,
        arrived: &mut Arrived,
    ) -> Result<(), String> {
        let log = self.store.read_bytes(release).unwrap_or_default();
        let mut known: HashSet<&[u8]> = lines(&log).collect();
        let mut new: Vec<&[u8]> = Vec::new();
        for (branch, object) in branches {
            if **object == Object::TooLarge {
                arrived.warn(branch, "holds a file of more than 16 MB, which is not read");
            }
            let Taken { events, damaged } = take(&known, object.bytes(), release);
            if damaged > 0 {
                arrived.warn(
                    branch,
                    &format!(
                        "holds {damaged} lines that are no events of {release}; they are not taken"
                    ),
                );
            }
            for (line, event) in events {
                if known.insert(line) {
                    new.push(line);
                    if event.by == *self.me {
                        synced.foreign.insert(event.id);
                    }
                    *arrived.events.entry(event.by).or_default() += 1;
                }
            }
        }
        if new.is_empty() {
            return Ok(());
        }
        // First, so that a kill in between makes nothing of it look like an event of this clone.
        synced.save(self.store)?;
        self.store.import(release, self.me, &new).map(drop).map_err(|error| error.to_string())
    }
}

/// Lets one sync of this clone run at a time. The system lets go of the lock when octorel, and a git that it started, have ended.
///
/// # Errors
/// If another one takes longer.
pub fn take_turn(sharing: &Sharing, patience: Duration) -> Result<File, String> {
    let words = |error: io::Error| format!("cannot lock the sync of this clone: {error}");
    let folder = Folder::open(&sharing.git).and_then(|git| git.make("octorel"));
    let file = folder.and_then(|folder| folder.file("sync.lock", Access::Lock)).map_err(words)?;
    let end = Instant::now() + patience;
    loop {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::Error(error)) => return Err(words(error)),
            Err(TryLockError::WouldBlock) if Instant::now() > end => {
                return Err("another octorel is sharing in this clone".to_owned());
            }
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(20)),
        }
    }
    remove_leftovers(sharing);
    Ok(file)
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

impl Arrived {
    fn warn(&mut self, branch: &str, what: &str) {
        let person = person_of(branch).unwrap_or_else(|| branch.to_owned());
        self.warnings.insert(format!("the branch of {person} {what}"));
    }

    fn note_lost(&mut self, branch: &str, release: &ReleaseName, lost: usize, remote: &str) {
        if lost > 0 {
            let what = format!(
                "on {remote} was set back: {lost} events of {release} are gone there; this clone keeps them and they return with the next sync"
            );
            self.warn(branch, &what);
        }
    }
}

/// Says whether a file among the references is a lock, or was never written completely.
fn is_leftover(path: &Path) -> bool {
    let is_lock = path.extension().is_some_and(|it| it == "lock");
    is_lock || fs::read(path).is_ok_and(|text| !matches!(text.len(), 41 | 65))
}

/// What a branch holds with these events added.
fn with_lines(mine: &[u8], events: &[(&[u8], Event)]) -> Vec<u8> {
    let mut bytes = mine.to_vec();
    if !bytes.is_empty() && !bytes.ends_with(b"\n") {
        bytes.push(b'\n');
    }
    for (line, _) in events {
        bytes.extend_from_slice(line);
        bytes.push(b'\n');
    }
    bytes
}
