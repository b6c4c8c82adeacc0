//! The name of a release, and the names of its files: `2.4.0`, `2026.12-rc1`, `web@1.2.0`, `api/v2.4`.

use std::ffi::OsStr;
use std::fmt;
use thiserror::Error;

/// Parts like `[A-Za-z0-9@][A-Za-z0-9._+@-]*` with `/` between them, at most 100 bytes. In the names of files `=` stands for `/`,
/// so that they are safe on every system.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReleaseName(String);

#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{problem}")]
pub struct NameError {
    problem: String,
    pub hint: &'static str,
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
        let mut hint = "use letters, digits and `.`, `_`, `+`, `-`, `@`, `/`, for example `2.4.0` or `web@1.2.0`";
        let invalid = |problem: &str| format!("invalid release name `{name}`: {problem}");
        let problem = if name.is_empty() {
            "empty release name".to_owned()
        } else if name.len() > 100 {
            format!("release name too long: {} bytes, the limit is 100", name.len())
        } else if name.contains(' ') {
            invalid("spaces are not allowed")
        } else if let Some(c) = name.chars().find(|&c| !allowed(c)) {
            // The character has a meaning in paths or shells.
            invalid(&format!("`{c}` is not allowed"))
        } else if name.split('/').any(str::is_empty) {
            invalid("a part before or after `/` is empty")
        } else if !name.split('/').all(begins) {
            // The name may look like an option or be hidden.
            invalid("every part must start with a letter, a digit or `@`")
        } else if name.contains("..") {
            invalid("`..` is not allowed")
        } else if [".", ".jsonl", ".lock", ".torn"].iter().any(|end| lower.ends_with(end)) {
            // The name ends like a file that is kept beside the logs, or with a dot.
            invalid("it must not end with `.`, `.jsonl`, `.lock` or `.torn`")
        } else if is_device(lower.split('.').next().unwrap_or(&lower)) {
            hint = "add a prefix, for example `release-con`";
            invalid("it is a device on Windows")
        } else {
            return Ok(Self(name.to_owned()));
        };
        Err(NameError { problem, hint })
    }

    /// The release whose log has this file name.
    pub fn of_file(file: &OsStr) -> Option<Self> {
        Self::parse(&file.to_str()?.strip_suffix(".jsonl")?.replace('=', "/")).ok()
    }

    /// The name of its file with an extension: `api=v2.4.jsonl`.
    pub fn file(&self, extension: &str) -> String {
        format!("{}.{extension}", self.0.replace('/', "="))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ReleaseName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
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
    use super::ReleaseName;

    #[test]
    fn a_name_that_could_form_another_path_is_refused() {
        for (good, file) in [
            ("2.4.0", "2.4.0.jsonl"),
            ("2026.12-rc.1+b_7", "2026.12-rc.1+b_7.jsonl"),
            ("web@1.2.0", "web@1.2.0.jsonl"),
            ("@acme/web/con@1.2.0", "@acme=web=con@1.2.0.jsonl"),
            ("con/1", "con=1.jsonl"),
            (&*"a".repeat(100), &*("a".repeat(100) + ".jsonl")),
        ] {
            let name = ReleaseName::parse(good).unwrap();
            assert_eq!((name.as_str(), &*name.file("jsonl")), (good, file));
            assert_eq!(ReleaseName::of_file(file.as_ref()), Some(name));
        }
        for (bad, why) in [
            ("", "empty"),
            (&*"a".repeat(101), "101 bytes"),
            (".hidden", "must start"),
            ("-r", "must start"),
            ("a/", "part before or after"),
            ("a/.b", "must start"),
            ("a/../b", "must start"),
            ("a=b", "`=` is"),
            ("a\\b", "`\\` is"),
            ("a b", "spaces are"),
            ("a\u{1b}", "`\u{1b}` is"),
            ("é", "`é` is"),
            ("a:b", "`:` is"),
            ("1..2", "`..`"),
            ("1.", "must not end"),
            ("1.Lock", "must not end"),
            ("1.jsonl", "must not end"),
            ("NUL", "device"),
            ("con.1", "device"),
        ] {
            let error = ReleaseName::parse(bad).unwrap_err().to_string();
            assert!(error.contains(why), "{bad:?}: {error}");
        }
    }
}
