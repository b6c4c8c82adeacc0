//! What can go wrong between a log and its file. Those who act on it match the variant; [`StoreError::hint`] advises.

use super::codec::TooLong;
use super::name::NameError;
use super::trouble::{Trouble, TroubleKind};
use crate::command::{Hint, command};
use crate::sys::Rejected;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

#[derive(Debug, Error)]
pub enum StoreError {
    #[error(transparent)]
    Name(NameError),
    #[error("no such release: `{release}`")]
    NoRelease { release: String },
    #[error("release `{release}` already exists: `{}`", path.display())]
    Exists { release: String, path: PathBuf },
    /// Not every file system tells the two names apart.
    #[error("the release name `{release}` differs from `{other}` only in case")]
    SameName { release: String, other: String },
    #[error("cannot read `{}`", path.display())]
    Read { path: PathBuf, source: io::Error },
    /// The report of a release cannot be written. The log is as it was.
    #[error("cannot write `{}`", path.display())]
    Report { path: PathBuf, source: io::Error },
    /// A folder, a lock or a file beside the log cannot be made. Nothing is recorded.
    #[error("cannot make `{}`; nothing was recorded", path.display())]
    Prepare { path: PathBuf, source: io::Error },
    #[error("`{}` is being written{}; nothing was recorded", path.display(), by(holder.as_ref()))]
    Locked { path: PathBuf, holder: Option<String> },
    /// The log is not whole. Nothing is recorded. Whoever shows this lists the troubles below it.
    #[error("`{}` is not intact; nothing was recorded", path.display())]
    Refused { path: PathBuf, troubles: Vec<Trouble> },
    /// The last line is incomplete, and may be an event whose recording was reported as successful.
    #[error("line {line} of `{}` is incomplete; no gate can be judged", path.display())]
    Torn { path: PathBuf, line: usize },
    #[error("{0}; nothing was recorded")]
    TooLong(TooLong),
    /// The file took none or only a part, which was cut off again. Nothing is recorded.
    #[error("NOT recorded: cannot write `{}`", path.display())]
    NotWritten { path: PathBuf, source: io::Error },
    /// The file took it and the disk did not confirm: recorded or not, after a power cut it may be gone.
    #[error("NOT recorded for certain: the disk did not confirm `{}`", path.display())]
    NotSynced { path: PathBuf, source: io::Error },
    /// The file was replaced by another while it was written to, as a `git checkout` does. Nothing is recorded.
    #[error("NOT recorded: `{}` was replaced while it was written", path.display())]
    Replaced { path: PathBuf },
    /// A log cannot be repaired: only the version that knows this kind of event knows what the log needs.
    #[error("a newer octorel recorded an event of the unknown kind `{kind}`; nothing was changed")]
    Newer { kind: String },
    #[error("the file contains lines of release {held}; nothing was changed")]
    OtherRelease { held: String },
}

impl StoreError {
    pub(super) fn prepare(path: &Path, source: io::Error) -> Self {
        Self::Prepare { path: path.to_owned(), source }
    }

    pub fn with_cause(&self) -> String {
        let cause = std::error::Error::source(self).map(|cause| format!(": {cause}"));
        format!("{self}{}", cause.unwrap_or_default())
    }

    pub fn hint(&self) -> Option<Hint> {
        Some(match self {
            Self::Name(error) => error.hint.into(),
            Self::NoRelease { .. } => command("releases").does("lists all releases"),
            Self::Exists { release, .. } => command("status").release(release).does("shows it"),
            Self::SameName { other, .. } => {
                command("status").release(other).does("shows the other one")
            }
            Self::Read { source, .. } => Rejected::of(source)?.advice.into(),
            Self::Prepare { .. } | Self::Report { .. } => {
                "check the permissions of this directory".into()
            }
            Self::Locked { .. } => "try again when they are done".into(),
            Self::Refused { path, troubles } => {
                advice(&path.file_stem()?.to_string_lossy(), troubles)?
            }
            Self::Torn { .. } => {
                command("log").does("shows what is left; record what is missing again")
            }
            Self::TooLong(_) => "shorten the text, and use `--link` for the details".into(),
            Self::NotWritten { .. } => {
                "check for a full disk or a read-only file, then try again".into()
            }
            Self::NotSynced { .. } => Hint::from("check the disk, then check the log with ")
                .code(command("log"))
                .text(" before you record it again"),
            Self::Replaced { .. } => "record it again".into(),
            Self::Newer { .. } => "update octorel, then repair".into(),
            Self::OtherRelease { held } => {
                let repair = command("check").release(held).arg("--repair").typed("--from FILE");
                Hint::from("recover them with ").code(repair).text(", then remove them here")
            }
        })
    }
}

fn by(holder: Option<&String>) -> String {
    holder.map(|holder| format!(" by {holder}")).unwrap_or_default()
}

/// What the user may do about the first trouble of a release's log. A missing start comes last: it may be among the lines that others miss.
pub fn advice(release: &str, troubles: &[Trouble]) -> Option<Hint> {
    let others = troubles.iter().filter(|trouble| trouble.kind != TroubleKind::NotStarted);
    others.chain(troubles).find_map(|trouble| trouble.kind.hint(release))
}
