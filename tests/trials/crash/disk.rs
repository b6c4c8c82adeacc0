//! A model of the disk: what is durable, what is not yet, and therefore what a crash may leave.
//!
//! Synced data is durable. Each other block of a file has its content from any moment since, or is absent and
//! reads as zeros; the length of the file is any that it had or grew through. Each unsynced folder entry exists or
//! not. Files are not ordered relative to each other, nor entries relative to their targets.

use crate::luck::Luck;
use crate::strace::Call;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A state that a crash may leave: the files by path, and the folders.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct ItemState {
    pub(super) files: BTreeMap<String, Vec<u8>>,
    pub(super) folders: BTreeSet<String>,
}

type Node = usize;

/// The contents of a file, by its path and its versions.
type Content<'a> = &'a dyn Fn(&str, &[Vec<u8>]) -> Vec<u8>;

#[derive(Debug, Clone)]
enum Thing {
    /// The durable version, and the version after each change since.
    File(Vec<Vec<u8>>),
    Folder {
        lasting: BTreeMap<String, Node>,
        since: Vec<Entry>,
    },
}

/// A change of a folder: removed names and an added one.
#[derive(Debug, Clone)]
struct Entry {
    gone: Option<String>,
    come: Option<(String, Node)>,
}

/// An open file.
#[derive(Debug, Clone, Copy)]
struct Handle {
    node: Node,
    at: usize,
    appends: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Disk {
    things: Vec<Thing>,
    handles: BTreeMap<usize, Handle>,
}

impl Disk {
    /// The current disk, with everything durable.
    pub(crate) fn of(top: &Path) -> Self {
        let mut disk = Self { things: Vec::new(), handles: BTreeMap::new() };
        disk.take(top);
        disk
    }

    fn take(&mut self, path: &Path) -> Node {
        let node = self.things.len();
        if !path.is_dir() {
            self.things.push(Thing::File(vec![fs::read(path).unwrap()]));
            return node;
        }
        self.things.push(empty_folder());
        for entry in fs::read_dir(path).unwrap() {
            let entry = entry.unwrap();
            let inner = self.take(&entry.path());
            let name = entry.file_name().into_string().unwrap();
            if let Thing::Folder { lasting, .. } = &mut self.things[node] {
                lasting.insert(name, inner);
            }
        }
        node
    }

    /// Applies a call. Returns whether it changed anything.
    pub(crate) fn apply(&mut self, call: &Call) -> bool {
        match call {
            Call::Opened { fd, path, flags } => return self.open(*fd, path, flags),
            Call::Wrote { fd, bytes } => return self.write(*fd, bytes),
            Call::Sought { fd, to } => {
                if let Some(handle) = self.handles.get_mut(fd) {
                    handle.at = *to;
                }
                return false;
            }
            Call::Cut { fd, length } => {
                let node = self.handles[fd].node;
                let mut bytes = self.newest(node).to_vec();
                bytes.resize(*length, 0);
                return self.change(node, bytes);
            }
            Call::Synced { fd } => {
                let node = self.handles[fd].node;
                match &mut self.things[node] {
                    Thing::File(versions) => {
                        versions.drain(..versions.len() - 1);
                    }
                    Thing::Folder { lasting, since } => {
                        since.drain(..).for_each(|entry| entry.befall(lasting));
                    }
                }
            }
            Call::Renamed { from, to } => {
                let (folder, old) = self.entry(from).unwrap();
                let (other, new) = self.entry(to).unwrap();
                assert_eq!(folder, other, "the model renames within a folder");
                let node = self.entries(folder)[&old];
                self.enter(folder, Some(old), Some((new, node)));
            }
            Call::Removed { path } => {
                let (folder, name) = self.place(path).unwrap();
                self.enter(folder, Some(name), None);
            }
            Call::MadeFolder { path } => {
                let (folder, name) = self.place(path).unwrap();
                self.things.push(empty_folder());
                let node = self.things.len() - 1;
                self.enter(folder, None, Some((name, node)));
            }
        }
        true
    }

    fn open(&mut self, fd: usize, path: &str, flags: &str) -> bool {
        self.handles.remove(&fd);
        let Some((folder, name)) = self.place(path) else {
            return false;
        };
        let there =
            if name.is_empty() { Some(folder) } else { self.entries(folder).get(&name).copied() };
        let mut changed = there.is_none();
        let node = there.unwrap_or_else(|| {
            self.things.push(Thing::File(vec![Vec::new()]));
            let node = self.things.len() - 1;
            self.enter(folder, None, Some((name, node)));
            node
        });
        if flags.contains("O_TRUNC") {
            changed |= self.change(node, Vec::new());
        }
        let handle = Handle { node, at: 0, appends: flags.contains("O_APPEND") };
        self.handles.insert(fd, handle);
        changed
    }

    fn write(&mut self, fd: usize, bytes: &[u8]) -> bool {
        let Some(handle) = self.handles.get(&fd).copied() else {
            return false;
        };
        let mut whole = self.newest(handle.node).to_vec();
        let at = if handle.appends { whole.len() } else { handle.at };
        whole.resize(whole.len().max(at + bytes.len()), 0);
        whole[at..at + bytes.len()].copy_from_slice(bytes);
        self.handles.get_mut(&fd).unwrap().at = at + bytes.len();
        self.change(handle.node, whole)
    }

    fn change(&mut self, node: Node, bytes: Vec<u8>) -> bool {
        match &mut self.things[node] {
            Thing::File(versions) if versions.last() != Some(&bytes) => {
                versions.push(bytes);
                true
            }
            Thing::File(_) | Thing::Folder { .. } => false,
        }
    }

    fn enter(&mut self, folder: Node, gone: Option<String>, come: Option<(String, Node)>) {
        if let Thing::Folder { since, .. } = &mut self.things[folder] {
            since.push(Entry { gone, come });
        }
    }

    /// The folder of a path, and the name within it. `None` outside the disk.
    fn entry(&self, path: &str) -> Option<(Node, String)> {
        let mut parts: Vec<&str> = path.split('/').filter(|part| *part != ".").collect();
        let name = parts.pop().unwrap_or_default().to_owned();
        let mut folder = 0;
        for part in parts {
            folder = *self.entries(folder).get(part)?;
        }
        Some((folder, name))
    }

    fn place(&self, path: &str) -> Option<(Node, String)> {
        let (folder, name) = self.entry(path)?;
        // A folder path refers to the folder itself.
        match self.entries(folder).get(&name) {
            Some(&inner) if matches!(self.things[inner], Thing::Folder { .. }) => {
                Some((inner, String::new()))
            }
            Some(_) | None => Some((folder, name)),
        }
    }

    /// The current entries of a folder.
    fn entries(&self, folder: Node) -> BTreeMap<String, Node> {
        self.entries_with(folder, &mut || true)
    }

    fn entries_with(
        &self,
        folder: Node,
        happened: &mut dyn FnMut() -> bool,
    ) -> BTreeMap<String, Node> {
        let Thing::Folder { lasting, since } = &self.things[folder] else {
            return BTreeMap::new();
        };
        let mut entries = lasting.clone();
        for entry in since {
            if happened() {
                entry.befall(&mut entries);
            }
        }
        entries
    }

    fn newest(&self, node: Node) -> &[u8] {
        self.versions(node).last().map_or(&[], Vec::as_slice)
    }

    fn versions(&self, node: Node) -> &[Vec<u8>] {
        match &self.things[node] {
            Thing::File(versions) => versions,
            Thing::Folder { .. } => &[],
        }
    }

    /// Marks a file as durable in its current version.
    pub(crate) fn lasts(&self, path: &str) -> bool {
        let least = self.state(&mut || false, &|_, versions| versions[0].clone());
        let now = self.now();
        least.files.contains_key(path) && least.files.get(path) == now.files.get(path)
    }

    /// The state without a crash.
    pub(super) fn now(&self) -> ItemState {
        self.state(&mut || true, &|_, versions| versions.last().cloned().unwrap())
    }

    fn state(&self, happened: &mut dyn FnMut() -> bool, of: Content<'_>) -> ItemState {
        let mut state = ItemState::default();
        let mut left = vec![(0, String::new())];
        while let Some((folder, path)) = left.pop() {
            for (name, node) in self.entries_with(folder, happened) {
                let path = if path.is_empty() { name } else { format!("{path}/{name}") };
                match &self.things[node] {
                    Thing::File(versions) => {
                        let bytes = of(&path, versions);
                        state.files.insert(path, bytes);
                    }
                    Thing::Folder { .. } => {
                        state.folders.insert(path.clone());
                        left.push((node, path));
                    }
                }
            }
        }
        state
    }

    /// The states that a crash may leave now, at most `most`. All possible states of the file `path` are
    /// combined with all states of the folders and some states of other files.
    pub(super) fn after_a_crash(&self, path: &str, most: usize, luck: &mut Luck) -> Vec<ItemState> {
        let file =
            self.place(path).and_then(|(folder, name)| self.entries(folder).get(&name).copied());
        let (contents, in_order) = file.map_or_else(Default::default, |file| {
            super::blocks::contents(self.versions(file), luck)
        });
        let unsynced = self.things.iter().map(|thing| match thing {
            Thing::File(_) => 0,
            Thing::Folder { since, .. } => since.len(),
        });
        let masks = masks(unsynced.sum());
        let rest = masks.len() * OTHERS;
        let total = contents.len().max(1) * rest;
        // As many mixtures as other states, whatever their numbers.
        let mut some = |_| match (in_order, contents.len() - in_order) {
            (0, _) => luck.below(rest),
            (_, 0) => luck.below(total),
            (_, mixed) if luck.below(2) == 0 => in_order * rest + luck.below(mixed * rest),
            (_, _) => luck.below(in_order * rest),
        };
        let picked: Vec<usize> =
            if total <= most { (0..total).collect() } else { (0..most).map(&mut some).collect() };
        let state = |pick: usize| {
            let (other, pick) = (pick % OTHERS, pick / OTHERS);
            let (mask, pick) = (masks[pick % masks.len()], pick / masks.len());
            let mut bit = 0;
            let mut happened = || {
                bit += 1;
                mask >> (bit - 1) & 1 == 1
            };
            self.state(&mut happened, &|at, versions| {
                if at == path { contents[pick].clone() } else { another(versions, other) }
            })
        };
        picked.into_iter().map(state).collect()
    }
}

impl Entry {
    fn befall(&self, entries: &mut BTreeMap<String, Node>) {
        if let Some(gone) = &self.gone {
            entries.remove(gone);
        }
        if let Some((name, node)) = &self.come {
            entries.insert(name.clone(), *node);
        }
    }
}

fn empty_folder() -> Thing {
    Thing::Folder { lasting: BTreeMap::new(), since: Vec::new() }
}

/// The choices of applied folder changes: all subsets of a few; of many, each alone and all but one.
fn masks(unsynced: usize) -> Vec<u64> {
    let all = (1 << unsynced) - 1;
    if unsynced <= 5 {
        return (0..=all).collect();
    }
    (0..unsynced).flat_map(|bit| [1 << bit, all ^ (1 << bit)]).chain([0, all]).collect()
}

/// The number of states that [`another`] returns for a file.
const OTHERS: usize = 5;

/// A file other than `path`: current, durable, half, all zeros, and as before.
fn another(versions: &[Vec<u8>], way: usize) -> Vec<u8> {
    let (first, last) = (&versions[0], versions.last().unwrap());
    if versions.len() == 1 {
        return last.clone();
    }
    // Durable bytes stay, unless the file was truncated.
    let stays = if last.starts_with(first) { first.len() } else { 0 };
    match way {
        0 => last.clone(),
        1 => first.clone(),
        2 => last[..usize::midpoint(stays, last.len())].to_vec(),
        3 => [&last[..stays], &vec![0; last.len() - stays]].concat(),
        _ => versions[versions.len() - 2].clone(),
    }
}
