//! The frozen form as serde sees it.

use crate::names::{DecisionId, GateId, ItemId, Person, PhaseId, RoleId};
use crate::playbook::{PhaseKind, Stage};
use crate::schedule::When;
use serde::de::{self, MapAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrozenPlaybook<'a> {
    #[serde(borrow)]
    pub(super) release_time: Text<'a>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) time_zone: Option<Text<'a>>,
    pub(super) roles: Keyed<'a, FrozenRole<'a>>,
    #[serde(default, skip_serializing_if = "Keyed::is_empty")]
    pub(super) authorities: Keyed<'a, Text<'a>>,
    pub(super) phases: Keyed<'a, FrozenPhase<'a>>,
    #[serde(default, skip_serializing_if = "Keyed::is_empty")]
    pub(super) decisions: Keyed<'a, FrozenDecision<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) channels: Vec<FrozenChannel<'a>>,
    #[serde(default, skip_serializing_if = "Keyed::is_empty")]
    pub(super) gates: Keyed<'a, FrozenGate<'a>>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) team: BTreeMap<RoleId, Vec<Person>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrozenRole<'a> {
    #[serde(borrow)]
    pub(super) name: Text<'a>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) duties: BTreeMap<Stage, Keyed<'a, Text<'a>>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrozenPhase<'a> {
    #[serde(borrow)]
    pub(super) name: Text<'a>,
    #[serde(default, skip_serializing_if = "is_phase")]
    pub(super) kind: PhaseKind,
    pub(super) stage: Stage,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) when: Option<When>,
    /// The owner of the items that name none.
    pub(super) owner: Text<'a>,
    pub(super) items: Keyed<'a, FrozenItem<'a>>,
}

/// An item: its text alone, or its text with all that is particular about it.
pub(super) enum FrozenItem<'a> {
    Plain(Text<'a>),
    Full(Particulars<'a>),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Particulars<'a> {
    #[serde(borrow)]
    pub(super) text: Text<'a>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) owner: Option<Text<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) condition: Option<Text<'a>>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) optional: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) deploys: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrozenDecision<'a> {
    #[serde(borrow)]
    pub(super) name: Text<'a>,
    pub(super) owners: Vec<RoleId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) escalation: Vec<FrozenEscalation<'a>>,
    pub(super) outcomes: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrozenEscalation<'a> {
    #[serde(borrow)]
    pub(super) to: Text<'a>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) condition: Option<Text<'a>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrozenChannel<'a> {
    pub(super) stage: Stage,
    #[serde(borrow)]
    pub(super) name: Text<'a>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) every_minutes: Option<u32>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrozenGate<'a> {
    #[serde(borrow)]
    pub(super) name: Text<'a>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) gates: Vec<GateId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) stages: Vec<Stage>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) phases: Vec<PhaseId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) items: Vec<ItemId>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) decisions: BTreeMap<DecisionId, String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) no_incident: bool,
}

/// A text that is borrowed from the line where that is possible.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

impl Text<'_> {
    pub(super) fn into<T: From<String>>(self) -> T {
        self.0.into_owned().into()
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Self(Cow::Borrowed(text))
    }
}

/// Values by id, in the order in which they are written.
pub(super) struct Keyed<'a, V>(pub(super) Vec<(Text<'a>, V)>);

impl<V> Default for Keyed<'_, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'a, V> Keyed<'a, V> {
    pub(super) fn of<T>(values: &'a [T], entry: impl Fn(&'a T) -> (&'a str, V)) -> Self {
        let entries = values.iter().map(entry);
        Self(entries.map(|(id, value)| (id.into(), value)).collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn into_values<T>(self, value: impl Fn(&str, V) -> T) -> Vec<T> {
        let entries = self.0.into_iter();
        entries.map(|(id, rest)| value(&id.0, rest)).collect()
    }
}

impl<V: Serialize> Serialize for Keyed<'_, V> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(id, value)| (id, value)))
    }
}

impl<'de: 'a, 'a, V: Deserialize<'de>> Deserialize<'de> for Keyed<'a, V> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Entries<V>(PhantomData<V>);

        impl<'de, V: Deserialize<'de>> Visitor<'de> for Entries<V> {
            type Value = Keyed<'de, V>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("values by id")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                // Phases, items and duties come by the handful.
                let mut entries = Vec::with_capacity(10);
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Keyed(entries))
            }
        }

        from.deserialize_map(Entries(PhantomData))
    }
}

impl Serialize for FrozenItem<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Plain(text) => text.serialize(to),
            Self::Full(particulars) => particulars.serialize(to),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for FrozenItem<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = FrozenItem<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an item's text, or a map")
            }

            fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(FrozenItem::Plain(text.into()))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(FrozenItem::Plain(Text(Cow::Owned(text.to_owned()))))
            }

            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Self::Value, M::Error> {
                let particulars = Particulars::deserialize(MapAccessDeserializer::new(map))?;
                Ok(FrozenItem::Full(particulars))
            }
        }

        from.deserialize_any(Either)
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_false(flag: &bool) -> bool {
    !flag
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_phase(kind: &PhaseKind) -> bool {
    *kind == PhaseKind::Phase
}
