//! The playbook as a log keeps it: short, because it is read and its hash checked at every start of the program.
//!
//! What has an id is a map from ids to the rest, in order. What a phase's items share stands once, and an item that has
//! only a text is that text. Part of the log's format: a field may be added with a default, never renamed. A field that
//! this version does not know makes the whole unreadable, because a rule that is not understood must not be lost.

mod shape;
mod thaw;

use super::model::Playbook;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use shape::FrozenPlaybook;

impl Serialize for Playbook {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        FrozenPlaybook::of(self).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Playbook {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        FrozenPlaybook::deserialize(from).map(FrozenPlaybook::thaw)
    }
}

#[cfg(test)]
mod tests {
    use crate::playbook::{Playbook, Source, load};

    #[test]
    fn the_built_in_playbook_comes_back_from_its_frozen_form() {
        let playbook = load(&Source::Embedded).unwrap();
        let frozen = serde_json::to_string(&playbook).unwrap();
        assert_eq!(serde_json::from_str::<Playbook>(&frozen).unwrap(), playbook);
        assert!(frozen.len() < 12_000, "{} bytes", frozen.len());
    }

    #[test]
    fn a_field_that_is_not_known_is_not_passed_over() {
        let playbook = load(&Source::Embedded).unwrap();
        let frozen = serde_json::to_string(&playbook).unwrap();
        let newer = frozen.replacen(
            "\"no_incident\":true",
            "\"no_incident\":true,\"quorum\":2",
            1,
        );
        assert_ne!(newer, frozen);
        assert!(serde_json::from_str::<Playbook>(&newer).is_err());
    }
}
