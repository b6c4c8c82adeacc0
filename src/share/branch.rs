//! The branch of a person: a name that is safe as a file on every system and as a git reference.

use std::fmt::Write;

/// The name of a person's branch, without the prefix. What is not a lower-case letter, a digit or one of `+_@-.` is written
/// `=XX`; so is what git or a file system treats specially.
pub fn branch_of(person: &str) -> String {
    let person = person.to_lowercase();
    let bytes = person.as_bytes();
    let lock = bytes.ends_with(b".lock").then(|| bytes.len() - b".lock".len());
    let mut name = String::new();
    for (at, &byte) in bytes.iter().enumerate() {
        let is_edge = at == 0 || at + 1 == bytes.len() || at > 0 && bytes[at - 1] == b'.';
        let is_plain = match byte {
            b'.' => !is_edge && lock != Some(at),
            b'-' => at > 0,
            b'@' => bytes.len() > 1,
            _ => byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"+_".contains(&byte),
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

/// The person of a branch, in lower case; `None` if it is no such branch.
pub fn person_of(branch: &str) -> Option<String> {
    let mut parts = branch.split('=');
    let mut person = parts.next()?.as_bytes().to_vec();
    for part in parts {
        person.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        person.extend_from_slice(&part.as_bytes()[2..]);
    }
    let person = String::from_utf8(person).ok()?;
    (branch_of(&person) == branch && !person.is_empty()).then_some(person)
}

#[cfg(test)]
mod tests {
    use super::{branch_of, person_of};
    use crate::git::Git;
    use proptest::proptest;

    #[test]
    fn every_person_has_a_branch_that_git_accepts() {
        for (person, branch) in [
            ("alice@example.com", "alice@example.com"),
            ("Dana+QA@Example.com", "dana+qa@example.com"),
            ("bob", "bob"),
            ("@", "=40"),
            (".hidden", "=2Ehidden"),
            ("-r", "=2Dr"),
            ("a..b", "a.=2Eb"),
            ("a.lock", "a=2Elock"),
            ("a.", "a=2E"),
            ("a/b c", "a=2Fb=20c"),
            ("é", "=C3=A9"),
            ("100%=1", "100=25=3D1"),
        ] {
            assert_eq!(branch_of(person), branch);
            assert_eq!(person_of(branch), Some(person.to_lowercase()));
            let name = format!("refs/heads/octorel/{branch}");
            assert!(Git::new(".").run(&["check-ref-format", &name], None).is_ok(), "{name}");
        }
        for other in ["", "Alice", "a=2e", "a=G0", "=", "a/b", "=61"] {
            assert_eq!(person_of(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn the_person_of_a_branch_is_the_one_it_was_made_for(person in "\\PC{1,20}") {
            assert_eq!(person_of(&branch_of(&person)), Some(person.to_lowercase()));
        }
    }
}
