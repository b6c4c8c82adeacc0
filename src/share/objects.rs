//! What git stores for the branches: commits, each with a tree of one file for each release.

use super::place::{Sharing, release_of};
use super::trust::{SIGNERS, signers};
use crate::sys::Git;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout};

/// A larger file on a branch is not read.
const MAX_FILE: u64 = 16 << 20;

/// The branches by the names of their people, each with its commit.
pub type Branches = BTreeMap<String, String>;

/// An object as far as it can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Object {
    Missing,
    TooLarge,
    Bytes(Vec<u8>),
}

impl Object {
    pub fn into_bytes(self) -> Vec<u8> {
        if let Self::Bytes(bytes) = self { bytes } else { Vec::new() }
    }
}

/// The branches as they were last seen.
pub fn branches(git: &Git, sharing: &Sharing) -> Result<Branches, String> {
    let seen = sharing.seen();
    let list = git.run(&["for-each-ref", "--format=%(objectname) %(refname)", &seen])?;
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
    pub fn of(git: &Git) -> Result<Self, String> {
        let mut git = git.start(&["cat-file", "--batch"])?;
        let pipes = git.stdin.take().zip(git.stdout.take());
        let (names, contents) = pipes.ok_or("git failed: no pipe")?;
        Ok(Self { git, names, contents: BufReader::new(contents) })
    }

    /// Reads an object by any name that git knows.
    pub fn read(&mut self, name: &str) -> Result<Object, String> {
        Ok(self.read_with_id(name)?.1)
    }

    fn read_with_id(&mut self, name: &str) -> Result<(String, Object), String> {
        match name.contains('\n') {
            true => Ok((String::new(), Object::Missing)),
            false => self.ask(name).map_err(|error| format!("git failed: {error}")),
        }
    }

    fn ask(&mut self, name: &str) -> io::Result<(String, Object)> {
        writeln!(self.names, "{name}")?;
        let mut head = String::new();
        if self.contents.read_line(&mut head)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        // `ID TYPE SIZE`, or the name and `missing`.
        let words: Vec<&str> = head.trim_end().split(' ').collect();
        let size = words.get(2).and_then(|size| size.parse::<u64>().ok());
        let ([id, _, _], Some(size)) = (&words[..], size) else {
            return Ok((String::new(), Object::Missing));
        };
        let id = (*id).to_owned();
        // The content ends with a line feed of git.
        let mut content = (&mut self.contents).take(size + 1);
        if size > MAX_FILE {
            // Anybody can push a file that does not fit into memory.
            io::copy(&mut content, &mut io::sink())?;
            return Ok((id, Object::TooLarge));
        }
        let mut bytes = Vec::new();
        content.read_to_end(&mut bytes)?;
        bytes.pop();
        Ok((id, Object::Bytes(bytes)))
    }

    /// Reads a file of a tree, if it has it.
    pub(super) fn file(&mut self, id: Option<&String>) -> Result<Object, String> {
        id.map_or(Ok(Object::Missing), |id| self.read(id))
    }

    /// The files in a directory of a commit, each with its mode and object; none without the directory.
    pub fn entries(
        &mut self,
        commit: &str,
        directory: &str,
    ) -> Result<BTreeMap<String, (String, String)>, String> {
        let (id, bytes) = self.read_with_id(&format!("{commit}:{directory}"))?;
        // In bytes; the ids of a repository have one length.
        let length = id.len() / 2;
        let bytes = match bytes {
            Object::TooLarge => return Err(format!("{commit}:{directory} is too large")),
            other => other.into_bytes(),
        };
        let (mut entries, mut rest) = (BTreeMap::new(), &*bytes);
        // `MODE NAME`, a zero byte, and the id.
        while let Some(end) = memchr::memchr(0, rest) {
            let head = String::from_utf8_lossy(&rest[..end]);
            let Some((id, after)) = rest[end + 1..].split_at_checked(length) else { break };
            let id = id.iter().fold(String::new(), |mut id, byte| {
                // Writing to a string cannot fail.
                let _ = write!(id, "{byte:02x}");
                id
            });
            let entry = head.split_once(' ');
            entries.extend(entry.map(|(mode, name)| (name.to_owned(), (mode.to_owned(), id))));
            rest = after;
        }
        Ok(entries)
    }

    /// The keys that a commit lists, as git reads them; `None` if it lists none.
    pub fn signers(&mut self, commit: &str) -> Result<Option<String>, String> {
        let (folder, name) = SIGNERS.split_once('/').unwrap_or_default();
        let Some((mode, id)) = self.entries(commit, folder)?.remove(name) else { return Ok(None) };
        match self.read(&id)? {
            Object::Bytes(text) if mode == "100644" => signers(&text).map(Some),
            Object::Bytes(_) | Object::Missing | Object::TooLarge => {
                Err(format!("{SIGNERS} of {commit} is not a plain file"))
            }
        }
    }

    /// The files of releases on a branch, each with its object; none without the commit.
    pub(super) fn tree(
        &mut self,
        commit: Option<&String>,
    ) -> Result<BTreeMap<String, String>, String> {
        let entries = commit.map_or(Ok(BTreeMap::new()), |commit| self.entries(commit, ""))?;
        let is_log = |name: &str, mode: &str| mode.starts_with("100") && release_of(name).is_some();
        let files = entries.into_iter().filter(|(name, (mode, _))| is_log(name, mode));
        Ok(files.map(|(name, (_, id))| (name, id)).collect())
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        let _ = self.git.kill();
        let _ = self.git.wait();
    }
}

/// Stores a commit on top of another one, with these files.
pub(super) fn commit(
    git: &Git,
    parent: Option<&str>,
    files: &BTreeMap<String, String>,
    (author, message): (&str, &str),
    is_signed: bool,
) -> Result<String, String> {
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

/// Stores what a command of git reads, and returns its id.
pub(super) fn store(git: &Git, line: &[&str], input: Vec<u8>) -> Result<String, String> {
    Ok(String::from_utf8_lossy(&git.feed(line, input)?).trim().to_owned())
}
