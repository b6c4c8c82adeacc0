//! The name of a release, and the names of its files: `2.4.0`, `2026.12-rc1`, `web@1.2.0`, `api/v2.4`.

use std::ffi::OsStr;
use std::fmt;
use thiserror::Error;

/// Parts like `[A-Za-z0-9@][A-Za-z0-9._+@-]*` with `/` between them, at most 100 bytes. In the names of files `=` stands for `/`,
/// so that they are safe on every system.
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
    #[error("invalid release name `{0}`: every part must start with a letter, a digit or `@`")]
    Beginning(String),
    #[error("invalid release name `{0}`: a part before or after `/` is empty")]
    EmptyPart(String),
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
    /// Takes `name` if its files have names that are safe.
    ///
    /// # Errors
    /// The rule that the name violates.
    pub fn parse(name: &str) -> Result<Self, NameError> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "._+-@/".contains(c);
        let begins = |part: &str| part.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '@');
        let lower = name.to_ascii_lowercase();
        let owned = name.to_owned();
        if name.is_empty() {
            Err(NameError::Empty)
        } else if name.len() > 100 {
            Err(NameError::TooLong(name.len()))
        } else if let Some(c) = name.chars().find(|&c| !allowed(c)) {
            Err(NameError::Character(owned, c))
        } else if name.split('/').any(str::is_empty) {
            Err(NameError::EmptyPart(owned))
        } else if !name.split('/').all(begins) {
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
        Self::parse(&file.to_str()?.strip_suffix(".jsonl")?.replace('=', "/")).ok()
    }

    /// The name of its file with an extension: `api=v2.4.jsonl`.
    pub fn file(&self, extension: &str) -> String {
        format!("{}.{extension}", self.0.replace('/', "="))
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
            | Self::EmptyPart(_)
            | Self::Character(..)
            | Self::Dots(_)
            | Self::Ending(_) => {
                "use letters, digits and `.`, `_`, `+`, `-`, `@`, `/`, for example `2.4.0` or `web@1.2.0`"
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
        for (good, file) in [
            ("2.4.0", "2.4.0.jsonl"),
            ("2026.12-rc.1+b_7", "2026.12-rc.1+b_7.jsonl"),
            ("console", "console.jsonl"),
            ("com10", "com10.jsonl"),
            ("web@1.2.0", "web@1.2.0.jsonl"),
            ("@acme/web/con@1.2.0", "@acme=web=con@1.2.0.jsonl"),
            ("con/1", "con=1.jsonl"),
            (&*"a".repeat(100), &*("a".repeat(100) + ".jsonl")),
        ] {
            let name = ReleaseName::parse(good).unwrap();
            assert_eq!((name.as_str(), &*name.file("jsonl")), (good, file));
            assert_eq!(ReleaseName::of_file(file.as_ref()), Some(name));
        }
        let name = str::to_owned;
        for (bad, why) in [
            ("", NameError::Empty),
            (&*"a".repeat(101), NameError::TooLong(101)),
            (".hidden", NameError::Beginning(name(".hidden"))),
            ("-r", NameError::Beginning(name("-r"))),
            ("a/", NameError::EmptyPart(name("a/"))),
            ("/a", NameError::EmptyPart(name("/a"))),
            ("a//b", NameError::EmptyPart(name("a//b"))),
            ("a/.b", NameError::Beginning(name("a/.b"))),
            ("a/-b", NameError::Beginning(name("a/-b"))),
            ("a/../b", NameError::Beginning(name("a/../b"))),
            ("a=b", NameError::Character(name("a=b"), '=')),
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
