//! The name of a release, which is also the name of its file: `2.4.0`, `2026.12-rc1`.

use std::ffi::OsStr;
use std::fmt;
use thiserror::Error;

/// A name that is safe as a file name on every system: `[A-Za-z0-9][A-Za-z0-9._+-]*`, at most 100 bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReleaseName(String);

/// Why a text is not a name for a release.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NameError {
    #[error("empty release name")]
    Empty,
    #[error("release name too long: {0} bytes, the limit is 100")]
    TooLong(usize),
    /// The name may look like an option or be hidden.
    #[error("invalid release name `{0}`: it must start with a letter or a digit")]
    Beginning(String),
    /// The character has a meaning in paths or shells.
    #[error("invalid release name `{0}`: {not_allowed} not allowed", not_allowed = named(*.1))]
    Character(String, char),
    #[error("invalid release name `{0}`: `..` is not allowed")]
    Dots(String),
    /// The name ends like a file that is kept beside the logs, or with a dot.
    #[error("invalid release name `{0}`: it must not end with `.`, `.jsonl`, `.lock` or `.torn`")]
    Ending(String),
    #[error("invalid release name `{0}`: it is a device on Windows")]
    Reserved(String),
}

impl ReleaseName {
    /// Takes `name` if it is safe as a file name.
    ///
    /// # Errors
    /// The rule for file names that the name violates.
    pub fn parse(name: &str) -> Result<Self, NameError> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '+' | '-');
        let lower = name.to_ascii_lowercase();
        let owned = name.to_owned();
        if name.is_empty() {
            Err(NameError::Empty)
        } else if name.len() > 100 {
            Err(NameError::TooLong(name.len()))
        } else if let Some(c) = name.chars().find(|&c| !allowed(c)) {
            Err(NameError::Character(owned, c))
        } else if !name.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            Err(NameError::Beginning(owned))
        } else if name.contains("..") {
            Err(NameError::Dots(owned))
        } else if [".", ".jsonl", ".lock", ".torn"].iter().any(|end| lower.ends_with(end)) {
            Err(NameError::Ending(owned))
        } else if is_device(lower.split('.').next().unwrap_or(&lower)) {
            Err(NameError::Reserved(owned))
        } else {
            Ok(Self(owned))
        }
    }

    /// The release whose log has this file name.
    pub fn of_file(file: &OsStr) -> Option<Self> {
        Self::parse(file.to_str()?.strip_suffix(".jsonl")?).ok()
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ReleaseName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl NameError {
    /// What the user may do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Empty
            | Self::TooLong(_)
            | Self::Beginning(_)
            | Self::Character(..)
            | Self::Dots(_)
            | Self::Ending(_) => {
                "use letters, digits and `.`, `_`, `+`, `-`, for example `2.4.0` or `2026.12-rc1`"
            }
            Self::Reserved(_) => "add a prefix, for example `release-con`",
        }
    }
}

/// `spaces are`, or a character in backticks and `is`.
fn named(character: char) -> String {
    match character {
        ' ' => "spaces are".to_owned(),
        other => format!("`{other}` is"),
    }
}

/// Says whether Windows reserves this name, whatever follows its first dot ("Naming Files, Paths, and Namespaces").
fn is_device(stem: &str) -> bool {
    let port = |name: &str| {
        stem.strip_prefix(name)
            .is_some_and(|digit| digit.len() == 1 && digit.bytes().all(|c| c.is_ascii_digit()))
    };
    ["con", "prn", "aux", "nul"].contains(&stem) || port("com") || port("lpt")
}

#[cfg(test)]
mod tests {
    use super::{NameError, ReleaseName};

    #[test]
    fn a_name_that_could_form_another_path_is_refused() {
        for good in ["2.4.0", "v2", "2026.12-rc.1+b_7", "console", "com10", &"a".repeat(100)] {
            assert_eq!(ReleaseName::parse(good).unwrap().as_str(), good);
        }
        let name = str::to_owned;
        for (bad, why) in [
            ("", NameError::Empty),
            (&*"a".repeat(101), NameError::TooLong(101)),
            (".hidden", NameError::Beginning(name(".hidden"))),
            ("-r", NameError::Beginning(name("-r"))),
            ("a/b", NameError::Character(name("a/b"), '/')),
            ("a\\b", NameError::Character(name("a\\b"), '\\')),
            ("a b", NameError::Character(name("a b"), ' ')),
            ("a\u{1b}", NameError::Character(name("a\u{1b}"), '\u{1b}')),
            ("é", NameError::Character(name("é"), 'é')),
            ("a:b", NameError::Character(name("a:b"), ':')),
            ("1..2", NameError::Dots(name("1..2"))),
            ("1.", NameError::Ending(name("1."))),
            ("1.Lock", NameError::Ending(name("1.Lock"))),
            ("1.torn", NameError::Ending(name("1.torn"))),
            ("1.jsonl", NameError::Ending(name("1.jsonl"))),
            ("NUL", NameError::Reserved(name("NUL"))),
            ("con.1", NameError::Reserved(name("con.1"))),
            ("lpt9", NameError::Reserved(name("lpt9"))),
        ] {
            assert_eq!(ReleaseName::parse(bad).unwrap_err(), why, "{bad:?}");
        }
    }
}
