//! What git stores for the branches: commits, each with a tree of one file for each release.

use super::place::{Sharing, release_of};
use super::trust::SIGNERS;
use crate::git::{Git, GitError};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout};

/// A larger file on a branch is not read.
const MAX_FILE: u64 = 16 << 20;

const README: &str = "README.md";

/// The text for people who find the branch on the host.
const TEXT: &str = "This branch holds what one person recorded with octorel (octorel help sharing).\n\
    octorel writes it. Do not merge, edit or delete it.\n";

/// The branches by the names of their people, each with its commit.
pub(super) type Branches = BTreeMap<String, String>;

/// The tree of a branch.
#[derive(Debug, Default, Clone)]
pub(super) struct Tree {
    /// The files of releases, and the text for people, each with its object.
    pub(super) files: BTreeMap<String, String>,
    /// What else is there. octorel has not written it.
    pub(super) others: BTreeSet<String>,
}

/// An object as far as it can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Object {
    Missing,
    TooLarge,
    Bytes(Vec<u8>),
}

impl Object {
    /// What was read, or nothing.
    pub fn into_bytes(self) -> Vec<u8> {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Missing | Self::TooLarge => Vec::new(),
        }
    }
}

/// The branches as they were last seen.
pub(super) fn branches(git: &Git, sharing: &Sharing) -> Result<Branches, GitError> {
    let seen = sharing.seen();
    let list = git.run(&["for-each-ref", "--format=%(objectname) %(refname)", &seen], None)?;
    let list = String::from_utf8_lossy(&list);
    let branch = |line: &str| {
        let (commit, name) = line.split_once(' ')?;
        Some((name.strip_prefix(&seen)?.to_owned(), commit.to_owned()))
    };
    Ok(list.lines().filter_map(branch).collect())
}

/// A git that reads objects, one after the other.
#[derive(Debug)]
pub struct Objects {
    git: Child,
    names: ChildStdin,
    contents: BufReader<ChildStdout>,
}

impl Objects {
    /// Starts git.
    ///
    /// # Errors
    /// If git cannot run.
    pub fn of(git: &Git) -> Result<Self, GitError> {
        let mut git = git.start(&["cat-file", "--batch"])?;
        let pipes = git.stdin.take().zip(git.stdout.take());
        let (names, contents) = pipes.ok_or_else(|| GitError::Io("no pipe".to_owned()))?;
        Ok(Self { git, names, contents: BufReader::new(contents) })
    }

    /// Reads an object by any name that git knows.
    ///
    /// # Errors
    /// If git has ended.
    pub fn read(&mut self, name: &str) -> Result<Object, GitError> {
        match name.contains('\n') {
            true => Ok(Object::Missing),
            false => self.ask(name).map_err(|error| GitError::Io(error.to_string())),
        }
    }

    fn ask(&mut self, name: &str) -> io::Result<Object> {
        writeln!(self.names, "{name}")?;
        let mut head = String::new();
        if self.contents.read_line(&mut head)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        // `ID TYPE SIZE`, or the name and `missing`.
        let words: Vec<&str> = head.trim_end().split(' ').collect();
        let [_, _, size] = words[..] else { return Ok(Object::Missing) };
        let Ok(size) = size.parse::<u64>() else { return Ok(Object::Missing) };
        // The content ends with a line feed of git.
        let mut content = (&mut self.contents).take(size + 1);
        if size > MAX_FILE {
            // Anybody can push a file that does not fit into memory.
            io::copy(&mut content, &mut io::sink())?;
            return Ok(Object::TooLarge);
        }
        let mut bytes = Vec::new();
        content.read_to_end(&mut bytes)?;
        bytes.pop();
        Ok(Object::Bytes(bytes))
    }

    /// Reads a file of a tree, if it has it.
    pub(super) fn file(&mut self, id: Option<&String>) -> Result<Object, GitError> {
        id.map_or(Ok(Object::Missing), |id| self.read(id))
    }

    /// The files in a directory of a commit, each with its mode and object; none without the directory.
    ///
    /// # Errors
    /// If git has ended.
    pub fn entries(
        &mut self,
        commit: &str,
        directory: &str,
    ) -> Result<Vec<(String, String, String)>, GitError> {
        let bytes = self.read(&format!("{commit}:{directory}"))?.into_bytes();
        let (mut entries, mut rest) = (Vec::new(), &*bytes);
        // `MODE NAME`, a zero byte, and the id in bytes, of which the id in hex digits has twice as many.
        while let Some(end) = memchr::memchr(0, rest) {
            let head = String::from_utf8_lossy(&rest[..end]);
            let Some((id, after)) = rest[end + 1..].split_at_checked(commit.len() / 2) else {
                break;
            };
            let id = id.iter().fold(String::new(), |mut id, byte| {
                // Writing to a string cannot fail.
                let _ = write!(id, "{byte:02x}");
                id
            });
            entries.extend(
                head.split_once(' ').map(|(mode, name)| (mode.to_owned(), name.to_owned(), id)),
            );
            rest = after;
        }
        Ok(entries)
    }

    /// The list of keys in the main branch of the remote, as git has fetched it.
    ///
    /// # Errors
    /// If git has ended.
    pub fn signers(&mut self, sharing: &Sharing) -> Result<Option<Vec<u8>>, String> {
        match self.read(&format!("refs/remotes/{}/HEAD:{SIGNERS}", sharing.remote))? {
            Object::Bytes(list) => Ok(Some(list)),
            Object::Missing | Object::TooLarge => Ok(None),
        }
    }

    /// The tree of a branch; an empty one without the commit.
    pub(super) fn tree(&mut self, commit: Option<&String>) -> Result<Tree, GitError> {
        let mut tree = Tree::default();
        let Some(commit) = commit else { return Ok(tree) };
        for (mode, name, id) in self.entries(commit, "")? {
            if mode.starts_with("100") && (name == README || release_of(&name).is_some()) {
                tree.files.insert(name, id);
            } else {
                tree.others.insert(name);
            }
        }
        Ok(tree)
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        let _ = self.git.kill();
        let _ = self.git.wait();
    }
}

/// Stores a commit on top of another one, with these files in the place of those of the same name.
pub(super) fn commit(
    git: &Git,
    parent: Option<&str>,
    files: &BTreeMap<String, String>,
    (author, message): (&str, &str),
    is_signed: bool,
) -> Result<String, GitError> {
    let entry = |(name, id): (&String, &String)| format!("100644 blob {id}\t{name}\n");
    let entries: String = files.iter().map(entry).collect();
    let tree = store(git, &["mktree", "--missing"], entries.into_bytes())?;
    let (name, email) = (format!("user.name={author}"), format!("user.email={author}"));
    let mut line = vec!["-c", &name, "-c", &email, "commit-tree", "-F", "-"];
    if let Some(parent) = parent {
        line.extend(["-p", parent]);
    }
    if is_signed {
        line.push("-S");
    }
    line.push(&tree);
    store(git, &line, message.as_bytes().to_vec())
}

/// Stores files, and the text for people if it is not there, and adds them to those of a tree.
pub(super) fn add(
    git: &Git,
    files: &mut BTreeMap<String, String>,
    new: BTreeMap<String, Vec<u8>>,
) -> Result<(), GitError> {
    let text = (!files.contains_key(README)).then(|| (README.to_owned(), TEXT.as_bytes().to_vec()));
    for (name, bytes) in new.into_iter().chain(text) {
        files.insert(name, store(git, &["hash-object", "-w", "--stdin"], bytes)?);
    }
    Ok(())
}

/// Runs a command of git that stores its input, and returns the id.
fn store(git: &Git, line: &[&str], input: Vec<u8>) -> Result<String, GitError> {
    let id = git.feed(line, input)?;
    Ok(String::from_utf8_lossy(&id).trim().to_owned())
}
