//! The ids that the definitions and the log share, each with a type of its own.
//!
//! An id is `[a-z0-9][a-z0-9-]*`, chosen by the playbook's author and never derived from a position.
//! Ids are short and copied a lot, so they are kept in place where they fit (23 bytes).

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::fmt;

/// Whether `text` is a valid id: `[a-z0-9][a-z0-9-]*`, at most 64 characters.
pub fn is_id(text: &str) -> bool {
    let plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.len() <= 64
        && text.as_bytes().first().is_some_and(|&c| plain(c))
        && text.bytes().all(|c| plain(c) || c == b'-')
}

macro_rules! id_types {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(SmolStr);

        impl $name {
            /// Takes `text` without a check; readers of outside input check it.
            pub fn new(text: impl Into<SmolStr>) -> Self {
                Self(text.into())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }
    )*};
}

id_types! {
    /// A role, or an authority outside the nine roles: `qa`, `product-lead`.
    RoleId;
    /// A phase or checkpoint: `planning`.
    PhaseId;
    /// An item (`planning.scope`) or a duty (`qa.testing`), prefixed with the id of its phase or role.
    ItemId;
    DecisionId;
    GateId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_consists_of_lower_case_letters_digits_and_hyphens() {
        for good in ["a", "9", "go-no-go", "t1"] {
            assert!(is_id(good), "{good}");
        }
        for bad in ["", "-a", "A", "a.b", "a b", "é", &"a".repeat(65)] {
            assert!(!is_id(bad), "{bad}");
        }
    }
}
