//! Names of branches and of the files on them: safe as a file on every system and as a git reference.

use std::fmt::Write;

/// The name of a person's branch, without the prefix. Two people who are not the same never share one.
pub fn branch_of(person: &str) -> String {
    encode(&person.to_ascii_lowercase())
}

/// A text in which everything but ASCII letters, digits and `+_@-.` is written `=XX`; so is what git or a file system treats
/// specially.
pub(super) fn encode(text: &str) -> String {
    let bytes = text.as_bytes();
    let lock = bytes.ends_with(b".lock").then(|| bytes.len() - b".lock".len());
    let mut name = String::new();
    for (at, &byte) in bytes.iter().enumerate() {
        let is_edge = at == 0 || at + 1 == bytes.len() || at > 0 && bytes[at - 1] == b'.';
        let is_plain = match byte {
            b'.' => !is_edge && lock != Some(at),
            b'-' => at > 0,
            b'@' => bytes.len() > 1,
            _ => byte.is_ascii_alphanumeric() || b"+_".contains(&byte),
        };
        if is_plain {
            name.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(name, "={byte:02X}");
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::branch_of;
    use crate::sys::Git;
    use proptest::proptest;

    #[test]
    fn every_person_has_a_branch_that_git_accepts() {
        for (person, branch) in [
            ("alice@example.com", "alice@example.com"),
            ("Dana+QA@Example.com", "dana+qa@example.com"),
            ("@", "=40"),
            (".hidden", "=2Ehidden"),
            ("-r", "=2Dr"),
            ("a..b", "a.=2Eb"),
            ("a.lock", "a=2Elock"),
            ("a.", "a=2E"),
            ("a/b c", "a=2Fb=20c"),
            ("é", "=C3=A9"),
            ("\u{212a}im", "=E2=84=AAim"),
            ("100%=1", "100=25=3D1"),
        ] {
            assert_eq!(branch_of(person), branch);
            let name = format!("refs/heads/octorel/{branch}");
            assert!(Git::new(".").run(&["check-ref-format", &name]).is_ok(), "{name}");
        }
    }

    proptest! {
        #[test]
        fn two_people_have_two_branches(one in "[a.=@/-]{1,4}|\\PC{1,4}", other in "[a.=@/-]{1,4}") {
            assert_eq!(branch_of(&one) == branch_of(&other), one.to_lowercase() == other.to_lowercase());
        }
    }
}
