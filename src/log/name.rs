//! The name of a release, which is also the name of its file: `2.4.0`, `2026.12-rc1`.

use std::fmt;

/// A name that is safe as a file name on every system: `[A-Za-z0-9][A-Za-z0-9._+-]*`, at most 100 bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReleaseName(String);

/// Why a text is not a name for a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameError {
    pub name: String,
    pub why: NameFault,
}

/// What is wrong with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    Empty,
    TooLong,
    /// It begins with something else than a letter or a digit, so it may look like an option or be hidden.
    Beginning,
    /// It holds a character that paths or shells give a meaning to.
    Character(char),
    /// `..`
    Dots,
    /// It ends like a file that is kept beside the logs, or with a dot.
    Ending,
    /// Windows keeps the name for a device.
    Reserved,
}

impl ReleaseName {
    /// Takes `name` if it is safe as a file name.
    ///
    /// # Errors
    /// The rule for file names that the name violates.
    pub fn parse(name: &str) -> Result<Self, NameError> {
        match fault(name) {
            None => Ok(Self(name.to_owned())),
            Some(why) => Err(NameError { name: name.to_owned(), why }),
        }
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
        match self.why {
            NameFault::Empty
            | NameFault::TooLong
            | NameFault::Beginning
            | NameFault::Character(_)
            | NameFault::Dots
            | NameFault::Ending => {
                "a name is letters, digits and `.`, `_`, `+`, `-`, as in `2.4.0` or `2026.12-rc1`"
            }
            NameFault::Reserved => "put something in front of it, as in `release-con`",
        }
    }
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match self.why {
            NameFault::Empty => f.write_str("the name of a release is empty"),
            NameFault::TooLong => {
                write!(f, "the name of a release has {} bytes, more than 100", name.len())
            }
            NameFault::Beginning => {
                write!(f, "the release name `{name}` does not begin with a letter or a digit")
            }
            NameFault::Character(c) => write!(f, "the release name `{name}` holds `{c}`"),
            NameFault::Dots => write!(f, "the release name `{name}` holds `..`"),
            NameFault::Ending => {
                write!(f, "the release name `{name}` ends with `.`, `.jsonl`, `.lock` or `.torn`")
            }
            NameFault::Reserved => write!(f, "the release name `{name}` is a device on Windows"),
        }
    }
}

impl std::error::Error for NameError {}

fn fault(name: &str) -> Option<NameFault> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '+' | '-');
    let lower = name.to_ascii_lowercase();
    if name.is_empty() {
        Some(NameFault::Empty)
    } else if name.len() > 100 {
        Some(NameFault::TooLong)
    } else if let Some(c) = name.chars().find(|&c| !allowed(c)) {
        Some(NameFault::Character(c))
    } else if !name.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        Some(NameFault::Beginning)
    } else if name.contains("..") {
        Some(NameFault::Dots)
    } else if [".", ".jsonl", ".lock", ".torn"].iter().any(|end| lower.ends_with(end)) {
        Some(NameFault::Ending)
    } else if is_device(lower.split('.').next().unwrap_or(&lower)) {
        Some(NameFault::Reserved)
    } else {
        None
    }
}

/// Says whether Windows keeps this name, whatever follows its first dot ("Naming Files, Paths, and Namespaces").
fn is_device(stem: &str) -> bool {
    let port = |name: &str| {
        stem.strip_prefix(name)
            .is_some_and(|digit| digit.len() == 1 && digit.bytes().all(|c| c.is_ascii_digit()))
    };
    ["con", "prn", "aux", "nul"].contains(&stem) || port("com") || port("lpt")
}

#[cfg(test)]
mod tests {
    use super::{NameFault, ReleaseName};

    #[test]
    fn a_name_that_could_become_another_path_is_refused() {
        for good in ["2.4.0", "v2", "2026.12-rc.1+b_7", "console", "com10", &"a".repeat(100)] {
            assert_eq!(ReleaseName::parse(good).unwrap().as_str(), good);
        }
        for (bad, why) in [
            ("", NameFault::Empty),
            (&*"a".repeat(101), NameFault::TooLong),
            (".hidden", NameFault::Beginning),
            ("-r", NameFault::Beginning),
            ("a/b", NameFault::Character('/')),
            ("a\\b", NameFault::Character('\\')),
            ("a b", NameFault::Character(' ')),
            ("a\u{1b}", NameFault::Character('\u{1b}')),
            ("é", NameFault::Character('é')),
            ("a:b", NameFault::Character(':')),
            ("1..2", NameFault::Dots),
            ("1.", NameFault::Ending),
            ("1.Lock", NameFault::Ending),
            ("1.torn", NameFault::Ending),
            ("1.jsonl", NameFault::Ending),
            ("NUL", NameFault::Reserved),
            ("con.1", NameFault::Reserved),
            ("lpt9", NameFault::Reserved),
        ] {
            assert_eq!(ReleaseName::parse(bad).unwrap_err().why, why, "{bad:?}");
        }
    }
}
