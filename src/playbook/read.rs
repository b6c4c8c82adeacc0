//! Finding and reading the definitions: a folder that was named, `.octorel/playbook/` above, or the ones built in.

use super::check::check;
use super::lookup::{is_there, nearest};
use super::model::Playbook;
use super::problem::{Problem, Problems, SourceFile};
use super::raw::RawFile;
use super::shape::{Findings, Shape, ShapeReader};
use super::yaml::{MAX_BYTES, parse};
use crate::sys::{Access, Folder as Directory};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::{fmt, io};

const FOLDER: &str = ".octorel/playbook";

/// Where files are cut: just above the size limit.
const LIMIT: u64 = MAX_BYTES as u64 + 1;

macro_rules! embedded {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../checklists/", $name)))),*]
    };
}

/// The default definitions: each file's name and text, by name.
pub const EMBEDDED: &[(&str, &str)] = embedded! {
    "channels.yaml"
    "checkpoints.yaml"
    "decisions.yaml"
    "gates.yaml"
    "playbook.yaml"
    "release-manager.yaml"
    "roles.yaml"
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    Folder(PathBuf),
    Embedded,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => folder.display().fmt(f),
            Self::Embedded => f.pad("the built-in playbook"),
        }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error("cannot read `{}`", path.display())]
    Io {
        path: PathBuf,
        #[source]
        cause: io::Error,
    },
    #[error("the playbook has {}", .0.summary())]
    Problems(Problems),
}

/// Finds the definitions: `folder`, else `.octorel/playbook/` in `start` or the nearest folder above it, else the default.
pub fn find(start: &Path, folder: Option<&Path>) -> Source {
    if let Some(folder) = folder {
        return Source::Folder(plain(folder));
    }
    nearest(start, |folder: &Path| is_there(&folder.join(FOLDER)))
        .map_or(Source::Embedded, |folder| Source::Folder(plain(&folder.join(FOLDER))))
}

/// A path without a `./` at its beginning, as people would type it.
fn plain(path: &Path) -> PathBuf {
    match path.strip_prefix(".") {
        Ok(rest) if !rest.as_os_str().is_empty() => rest.to_owned(),
        _ => path.to_owned(),
    }
}

/// Reads and checks all definitions.
///
/// # Errors
/// When the folder or a file cannot be read, else every problem of every file.
pub fn load(source: &Source) -> Result<Playbook, LoadError> {
    let embedded = |(name, text): &(&str, &str)| (format!("checklists/{name}"), (*text).to_owned());
    load_texts(match source {
        Source::Folder(folder) => read_folder(folder)?,
        Source::Embedded => EMBEDDED.iter().map(embedded).collect(),
    })
}

/// Reads and checks definitions that are given as names and texts of files.
///
/// # Errors
/// Every problem of every file.
pub fn load_texts(files: Vec<(String, String)>) -> Result<Playbook, LoadError> {
    let sources = files.into_iter().map(|(path, text)| SourceFile { path, text });
    let sources: Vec<SourceFile> = sources.collect();
    interpret(&sources).map_err(|problems| LoadError::Problems(Problems::new(problems, sources)))
}

pub fn is_definition(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "yaml" || end == "yml")
}

/// Every `*.yaml` and `*.yml` of a folder, by name. Invalid UTF-8 becomes U+FFFD.
fn read_folder(folder: &Path) -> Result<Vec<(String, String)>, LoadError> {
    let failed = |path: &Path, cause| LoadError::Io { path: path.to_owned(), cause };
    let opened = open(folder).map_err(|cause| failed(folder, cause))?;
    let names = opened.names().map_err(|cause| failed(folder, cause))?.into_iter();
    let mut names: Vec<_> = names.filter(|name| is_definition(Path::new(name))).collect();
    names.sort();
    let read = |name| {
        let (path, mut bytes) = (opened.path(&name), Vec::new());
        let file = opened.file(&name, Access::Read);
        let read = file.and_then(|file| file.take(LIMIT).read_to_end(&mut bytes));
        read.map_err(|cause| failed(&path, cause))?;
        Ok((path.display().to_string(), String::from_utf8_lossy(&bytes).into_owned()))
    };
    names.into_iter().map(read).collect()
}

/// Opens a folder that the user has chosen. The one of a project is not reached through links within the project.
fn open(folder: &Path) -> io::Result<Directory> {
    match folder.ancestors().nth(2).filter(|_| folder.ends_with(FOLDER)) {
        Some(project) => Directory::open(project)?.inner(FOLDER),
        None => Directory::open(folder),
    }
}

/// Turns the texts of files into a playbook, or into all their problems.
pub(super) fn interpret(sources: &[SourceFile]) -> Result<Playbook, Vec<Problem>> {
    let (mut files, mut findings) = (Vec::new(), Findings::default());
    for (file, source) in sources.iter().enumerate() {
        let mut reader = ShapeReader { text: &source.text, file, findings: &mut findings };
        match parse(&source.text, file) {
            Ok(Some(node)) => files.extend(RawFile::read(&node, &mut reader)),
            Ok(None) => {}
            Err(problem) => reader.findings.problems.push(*problem),
        }
    }
    check(files, findings)
}

#[cfg(test)]
mod tests {
    use super::{EMBEDDED, LoadError, Source, find, load};
    use assert_fs::TempDir;
    use assert_fs::prelude::{FileWriteBin, FileWriteStr, PathChild, PathCreateDir};
    use std::path::Path;

    #[test]
    fn the_nearest_playbook_above_is_found_unless_one_is_specified() {
        let project = TempDir::new().expect("a folder");
        let deep = project.child("a/b");
        deep.create_dir_all().expect("a folder");
        assert_eq!(find(deep.path(), None), Source::Embedded);
        let above = project.child(".octorel/playbook");
        above.create_dir_all().expect("a folder");
        assert_eq!(find(deep.path(), None), Source::Folder(above.to_path_buf()));

        let nearer = project.child("a/.octorel/playbook");
        nearer.create_dir_all().expect("a folder");
        assert_eq!(find(deep.path(), None), Source::Folder(nearer.to_path_buf()));
        assert_eq!(find(deep.path(), Some(Path::new("x"))), Source::Folder("x".into()));
    }

    #[test]
    fn the_exported_files_are_the_built_in_playbook() {
        let folder = TempDir::new().expect("a folder");
        for (name, text) in EMBEDDED {
            folder.child(name).write_str(text).expect("written");
        }
        let written = load(&Source::Folder(folder.to_path_buf())).expect("no problem");
        assert_eq!(written, load(&Source::Embedded).expect("no problem"));
    }

    #[test]
    fn only_yaml_files_of_the_folder_are_read_in_name_order() {
        let folder = TempDir::new().expect("a folder");
        for (name, text) in [("b.yml", "y: 1"), ("a.yaml", "x: 1"), ("notes.md", "z: 1")] {
            folder.child(name).write_str(text).expect("written");
        }
        folder.child("c.yaml").write_binary(b"name: \xff").expect("written");
        let Err(LoadError::Problems(problems)) = load(&Source::Folder(folder.to_path_buf())) else {
            panic!("there are problems");
        };
        let found: Vec<_> = (problems.problems.iter())
            .filter_map(|p| Some(format!("{} {}", problems.sources[p.at?.file].path, p.code.id())))
            .collect();
        let expected = [("a.yaml", "unknown-key"), ("b.yml", "unknown-key"), ("c.yaml", "syntax")]
            .map(|(name, code)| format!("{} {code}", folder.child(name).path().display()));
        assert_eq!(found, expected);
        assert_eq!(problems.summary(), "3 problems in 3 files");
    }
}
