//! Sends what this clone recorded to the person's branch, and takes what others have on theirs.
//!
//! Nobody else writes to that branch, so nothing is merged and no colleague's push is in the way. A sync that was killed anywhere is
//! completed by the next one.

use super::branch::branch_of;
use super::copies::wrong;
use super::lane::{event_of, lines, lost, publish, subject};
use super::objects::{Branches, Object, Objects, Tree, branches};
use super::place::{Sharing, is_remote};
use super::synced::{Synced, SyncedLog};
use crate::files::{Access, Folder};
use crate::git::{Git, GitError};
use crate::log::{Event, ReleaseName, Store};
use crate::names::Person;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

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

/// What has been compared: the own branch, and what this clone has to send.
pub(super) struct View {
    pub(super) mine: Option<String>,
    pub(super) tree: BTreeMap<String, String>,
    pub(super) outgoing: Vec<Outgoing>,
    /// Why something cannot be sent.
    full: Option<String>,
}

/// The events that a file of the own branch lacks.
pub(super) struct Outgoing {
    pub(super) file: String,
    /// The whole file with the new events.
    pub(super) bytes: Vec<u8>,
    /// What they are, for people who read the history of the branch.
    pub(super) subject: String,
    /// In whose name events were recorded, other than the person of this clone.
    pub(super) others: BTreeSet<Person>,
}

impl Sync {
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
        let mut objects = Objects::of(&self.git)?;
        self.look(&mut objects, &mut Synced::default(), &mut arrived)?;
        Ok(arrived)
    }

    fn try_run(&self, arrived: &mut Arrived) -> Result<SyncResult, String> {
        const TRIES: usize = 5;
        let lock = take_turn(&self.sharing, self.limit)?;
        let remote = &self.sharing.remote;
        if !is_remote(remote) || !self.git.has_remote(remote) {
            return Err(format!("there is no remote `{remote}`: octorel share --remote NAME"));
        }
        let known = Synced::of(&self.store);
        let limit = if known.is_some() { self.limit } else { self.limit * 2 };
        let mut synced = known.map(|(synced, _)| synced).unwrap_or_default();
        let mut objects = Objects::of(&self.git)?;
        let mut view = self.look(&mut objects, &mut synced, arrived)?;
        let mut refused = None;
        for attempt in 0..TRIES {
            let is_first = attempt == 0 && self.sending != Sending::New && view.mine.is_some();
            let pushed = match is_first || !view.outgoing.is_empty() {
                true => self.send(&view, &mut objects, &mut synced, arrived, (&lock, limit)),
                false => Ok(()),
            };
            fetch(&self.git, &self.sharing, &[], &lock, limit)?;
            let before = view.mine.take();
            view = self.look(&mut objects, &mut synced, arrived)?;
            if view.outgoing.is_empty() {
                return Ok(view.full.map_or(SyncResult::Shared, SyncResult::Refused));
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

    /// Compares the branches with the logs: takes what is new there, and says what this clone has to send.
    fn look(
        &self,
        objects: &mut Objects,
        synced: &mut Synced,
        arrived: &mut Arrived,
    ) -> Result<View, String> {
        let now = branches(&self.git, &self.sharing)?;
        let me = branch_of(self.me.as_str());
        let mine = now.get(&me);
        let own = objects.tree(mine)?;
        if mine.is_some() && own.files.is_empty() {
            let seen = format!("{}{me}", self.sharing.seen());
            return Err(format!("git cannot read {seen}: git update-ref -d {seen}"));
        }
        let mut trees = HashMap::new();
        let mut releases = self.changed(objects, (&synced.branches, &now), &mut trees, arrived)?;
        for release in self.store.list().map_err(|error| error.to_string())? {
            let bytes = fs::metadata(self.store.path(&release)).map_or(0, |it| it.len());
            let known = synced.logs.get(&self.sharing.file(&release));
            if known.is_none_or(|known| known.bytes != bytes || known.unshared > 0) {
                releases.insert(release);
            }
        }
        let (mut new, foreign) = (Vec::new(), synced.foreign.len());
        for release in releases {
            let file = self.sharing.file(&release);
            let mut files = Vec::new();
            for (branch, commit) in &now {
                let object = match trees.get(commit).map(|tree: &Tree| tree.files.get(&file)) {
                    Some(None) => continue,
                    Some(Some(id)) => objects.read(id)?,
                    None => objects.read(&format!("{commit}:{file}"))?,
                };
                if object == Object::TooLarge {
                    arrived.warn(branch, "holds a file of more than 16 MB, which is not read");
                }
                files.push((branch, object.into_bytes()));
            }
            let lines = self.arrivals(&release, &files, synced, arrived);
            new.push((release, files, lines));
        }
        if synced.foreign.len() > foreign {
            // First, so that a kill in between makes nothing of it look like an event of this clone.
            synced.save(&self.store)?;
        }
        let (mut outgoing, mut full) = (Vec::new(), None);
        for (release, files, new) in new {
            if !new.is_empty() {
                let new: Vec<&[u8]> = lines(&new).collect();
                let imported = self.store.import(&release, &self.me, &new);
                imported.map_err(|error| error.to_string())?;
            }
            let file = self.sharing.file(&release);
            let log = self.store.read_bytes(&release).unwrap_or_default();
            let mine = objects.file(own.files.get(&file))?;
            let is_full = mine == Object::TooLarge;
            let mine = mine.into_bytes();
            let on_any: HashSet<&[u8]> = files.iter().flat_map(|(_, it)| lines(it)).collect();
            let mut due = publish(&log, &mine, &on_any, &self.me);
            due.retain(|(_, event)| !synced.foreign.contains(&event.id));
            let state = SyncedLog { bytes: log.len() as u64, unshared: due.len() };
            synced.logs.insert(file.clone(), state);
            if is_full && !due.is_empty() {
                full = Some(format!("your branch holds more than 16 MB of {release}"));
            } else if !due.is_empty() {
                let (bytes, subject) = (with_lines(mine.clone(), &due), subject(&release, &due));
                let others = due.into_iter().map(|(_, event)| event.by).filter(|by| *by != self.me);
                outgoing.push(Outgoing { file, bytes, subject, others: others.collect() });
            }
        }
        let mine = mine.cloned();
        synced.branches = now;
        synced.save(&self.store)?;
        Ok(View { mine, tree: own.files, outgoing, full })
    }

    /// The releases that have changed on the branches. Adds the trees of these branches by commit.
    fn changed(
        &self,
        objects: &mut Objects,
        (was, now): (&Branches, &Branches),
        trees: &mut HashMap<String, Tree>,
        arrived: &mut Arrived,
    ) -> Result<BTreeSet<ReleaseName>, String> {
        let mut releases = BTreeSet::new();
        let names: BTreeSet<&String> = now.keys().chain(was.keys()).collect();
        for name in names.into_iter().filter(|name| now.get(*name) != was.get(*name)) {
            let (new, old) = (objects.tree(now.get(name))?, objects.tree(was.get(name))?);
            if let Some(other) = new.others.difference(&old.others).next() {
                arrived.warn(name, &format!("holds `{other}`, which octorel has not written"));
            }
            let files: BTreeSet<&String> = new.files.keys().chain(old.files.keys()).collect();
            for file in files.into_iter().filter(|it| new.files.get(*it) != old.files.get(*it)) {
                let Some(release) = self.sharing.release(file) else { continue };
                if let Some(old) = old.files.get(file) {
                    let now = objects.file(new.files.get(file))?.into_bytes();
                    let lost = lost(&objects.read(old)?.into_bytes(), &now);
                    arrived.note_lost(name, &release, lost, &self.sharing.remote);
                }
                releases.insert(release);
            }
            if let Some(commit) = now.get(name) {
                trees.insert(commit.clone(), new);
            }
        }
        Ok(releases)
    }

    /// The lines that a log lacks. Those by the person of this clone were recorded elsewhere.
    fn arrivals(
        &self,
        release: &ReleaseName,
        files: &[(&String, Vec<u8>)],
        synced: &mut Synced,
        arrived: &mut Arrived,
    ) -> Vec<u8> {
        let log = self.store.read_bytes(release).unwrap_or_default();
        let mut known: HashSet<&[u8]> = lines(&log).collect();
        let mut new = Vec::new();
        for (branch, bytes) in files {
            let mut damaged = 0;
            for line in lines(bytes).filter(|line| known.insert(line)) {
                let Some(event) = event_of(line, release) else {
                    damaged += 1;
                    continue;
                };
                new.extend([line, b"\n"].concat());
                if event.by == self.me {
                    synced.foreign.insert(event.id);
                }
                *arrived.events.entry(event.by).or_default() += 1;
            }
            if damaged > 0 {
                let what = format!(
                    "holds lines that are no events of {release} ({damaged}); they are not taken"
                );
                arrived.warn(branch, &what);
            }
        }
        new
    }
}

/// Fetches the branches of all people, and others, into references of their own.
///
/// # Errors
/// If git cannot reach the remote.
pub fn fetch(
    git: &Git,
    sharing: &Sharing,
    others: &[&str],
    lock: &File,
    limit: Duration,
) -> Result<(), GitError> {
    let refspec = format!("+{}:{}*", sharing.branch("*"), sharing.seen());
    let fetch =
        "fetch --quiet --no-tags --no-write-fetch-head --no-recurse-submodules --refmap= --prune";
    let mut fetch: Vec<&str> = fetch.split(' ').collect();
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
        self.warnings.insert(wrong(branch, what));
    }

    fn note_lost(&mut self, branch: &str, release: &ReleaseName, lost: usize, remote: &str) {
        if lost > 0 {
            let what = format!(
                "on {remote} was set back: events of {release} are gone there ({lost}); this clone keeps them and they return with the next sync"
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
fn with_lines(mut bytes: Vec<u8>, events: &[(&[u8], Event)]) -> Vec<u8> {
    if !bytes.is_empty() && !bytes.ends_with(b"\n") {
        bytes.push(b'\n');
    }
    bytes.extend(events.iter().flat_map(|(line, _)| [*line, b"\n"]).flatten());
    bytes
}
