//! A person, usually an e-mail address.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// A person, as typed. Two spellings that differ only in the case of ASCII letters are the same person.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Person {
    text: SmolStr,
    /// Whether somebody else has the same short name.
    #[serde(skip)]
    ambiguous: bool,
}

impl Person {
    /// Takes a name without a check; readers of outside input check it.
    pub fn new(text: impl Into<SmolStr>) -> Self {
        Self { text: text.into(), ambiguous: false }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The name that screens show: `alice` of `alice@example.com`, unless somebody else would have the same.
    pub fn short(&self) -> &str {
        if self.ambiguous { &self.text } else { self.local_part() }
    }

    /// Says whether it is a name without an address.
    pub fn is_bare(&self) -> bool {
        !self.text.contains('@')
    }

    /// Says whether two people have the same short name.
    pub fn resembles(&self, other: &Self) -> bool {
        self.local_part().eq_ignore_ascii_case(other.local_part())
    }

    /// Shows the whole address from now on.
    pub fn set_ambiguous(&mut self) {
        self.ambiguous = true;
    }

    fn key(&self) -> impl Iterator<Item = u8> {
        self.text.bytes().map(|byte| byte.to_ascii_lowercase())
    }

    fn local_part(&self) -> &str {
        match self.text.split_once('@') {
            Some((name, _)) if !name.is_empty() => name,
            _ => &self.text,
        }
    }
}

impl PartialEq for Person {
    fn eq(&self, other: &Self) -> bool {
        self.text.eq_ignore_ascii_case(&other.text)
    }
}

impl Eq for Person {}

impl Hash for Person {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().for_each(|byte| byte.hash(state));
    }
}

impl Ord for Person {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(other.key())
    }
}

impl PartialOrd for Person {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<&str> for Person {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl fmt::Display for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::Person;
    use std::collections::{BTreeSet, HashSet};

    #[test]
    fn the_short_name_is_the_part_before_the_at_sign_unless_it_is_ambiguous() {
        assert_eq!(Person::from("alice@example.com").short(), "alice");
        assert_eq!(Person::from("bob").short(), "bob");
        assert_eq!(Person::from("@team").short(), "@team");
        let mut alice = Person::from("alice@example.com");
        alice.set_ambiguous();
        assert_eq!(alice.short(), "alice@example.com");
    }

    #[test]
    fn the_case_of_ascii_letters_makes_no_other_person() {
        let spellings = ["alice@example.com", "Alice@Example.COM"].map(Person::from);
        assert_eq!(spellings[0], spellings[1]);
        assert_eq!(spellings.iter().collect::<BTreeSet<_>>().len(), 1);
        assert_eq!(spellings.iter().collect::<HashSet<_>>().len(), 1);
        assert_eq!(spellings[1].as_str(), "Alice@Example.COM");
    }
}
