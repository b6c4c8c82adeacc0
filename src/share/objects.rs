//! What git stores for the branches: commits, each with a tree of one file for each release.

use super::place::Sharing;
use crate::git::{Git, GitError, Input};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

/// A larger file on a branch is not read.
const MAX_FILE: usize = 16 << 20;

/// The text for people who find the branch on the host.
const README: &str = "This branch holds what one person recorded with octorel (octorel help sharing).\n\
    octorel writes it. Do not merge, edit or delete it.\n";

/// The branches by the names of their people, each with its commit.
pub(super) type Branches = BTreeMap<String, String>;

/// The files of a tree by name, each with its object.
pub(super) type Tree = BTreeMap<String, String>;

/// An object as far as it can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Object {
    Missing,
    TooLarge,
    Bytes(Vec<u8>),
}

impl Object {
    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Missing | Self::TooLarge => &[],
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

/// Reads objects by name. The sizes are asked first: anybody can push a file that does not fit into memory.
pub(super) fn objects(git: &Git, names: &[String]) -> Result<Vec<Object>, GitError> {
    let ask = |how: &str, names: &[&str]| match names {
        [] => Ok(Vec::new()),
        names => {
            let names = names.join("\n") + "\n";
            git.run_with(&["cat-file", how], Input::Bytes(names.into_bytes()), None)
        }
    };
    let all: Vec<&str> = names.iter().map(String::as_str).collect();
    let sizes = ask("--batch-check", &all)?;
    let sizes = String::from_utf8_lossy(&sizes);
    // `ID TYPE SIZE`, or the name and `missing`.
    let found = |line: &str| {
        let mut words = line.split(' ');
        let (id, _, size) = (words.next()?, words.next()?, words.next()?);
        Some((id.to_owned(), size.parse::<usize>().ok()?))
    };
    let found: Vec<Option<(String, usize)>> = sizes.lines().map(found).collect();
    let small = found.iter().flatten().filter(|(_, size)| *size <= MAX_FILE);
    let mut wanted: Vec<&str> = small.map(|(id, _)| id.as_str()).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut rest = &*ask("--batch", &wanted)?;
    let mut contents = HashMap::new();
    while let Some(end) = memchr::memchr(b'\n', rest) {
        let head = String::from_utf8_lossy(&rest[..end]);
        let Some((id, size)) = found_in(&head) else { break };
        let Some((content, after)) = rest[end + 1..].split_at_checked(size) else { break };
        contents.insert(id, content);
        rest = after.get(1..).unwrap_or_default();
    }
    let object = |found: &Option<(String, usize)>| match found {
        None => Object::Missing,
        Some((_, size)) if *size > MAX_FILE => Object::TooLarge,
        Some((id, _)) => match contents.get(id) {
            Some(content) => Object::Bytes(content.to_vec()),
            None => Object::Missing,
        },
    };
    Ok(found.iter().map(object).collect())
}

fn found_in(head: &str) -> Option<(String, usize)> {
    let mut words = head.split(' ');
    let (id, _, size) = (words.next()?, words.next()?, words.next()?);
    Some((id.to_owned(), size.parse().ok()?))
}

/// Reads a tree object: `MODE NAME`, a zero byte, and the id in bytes, of which a name in hex digits has twice as many.
pub(super) fn tree(mut bytes: &[u8], digits: usize) -> Tree {
    let mut files = Tree::new();
    while let Some(end) = memchr::memchr(0, bytes) {
        let head = String::from_utf8_lossy(&bytes[..end]);
        let Some((id, rest)) = bytes[end + 1..].split_at_checked(digits / 2) else { break };
        if let Some((mode, name)) = head.split_once(' ')
            && mode.starts_with("100")
        {
            let mut hex = String::new();
            for byte in id {
                // Writing to a string cannot fail.
                let _ = write!(hex, "{byte:02x}");
            }
            files.insert(name.to_owned(), hex);
        }
        bytes = rest;
    }
    files
}

/// Stores a commit on top of another one, with these files in the place of those of the same name.
pub(super) fn commit(
    git: &Git,
    (parent, mut tree): (Option<&str>, Tree),
    files: Vec<(String, Vec<u8>)>,
    (author, message): (&str, &str),
    is_signed: bool,
) -> Result<String, GitError> {
    let mut files = files;
    if !tree.contains_key("README.md") {
        files.push(("README.md".to_owned(), README.as_bytes().to_vec()));
    }
    for (name, bytes) in files {
        let id = store(git, &["hash-object", "-w", "--stdin"], bytes)?;
        tree.insert(name, id);
    }
    let entry = |(name, id): (&String, &String)| {
        let id = (0..id.len() / 2)
            .filter_map(|at| u8::from_str_radix(id.get(2 * at..2 * at + 2)?, 16).ok());
        let mut entry = format!("100644 {name}\0").into_bytes();
        entry.extend(id);
        entry
    };
    let bytes: Vec<u8> = tree.iter().flat_map(entry).collect();
    let tree = store(git, &["hash-object", "-t", "tree", "-w", "--stdin"], bytes)?;
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

/// Runs a command of git that stores its input, and returns the id.
fn store(git: &Git, line: &[&str], input: Vec<u8>) -> Result<String, GitError> {
    let id = git.run_with(line, Input::Bytes(input), None)?;
    Ok(String::from_utf8_lossy(&id).trim().to_owned())
}
