//! The playbook as a log keeps it: short, because it is read and its hash checked at every start of the program.
//!
//! What has an id is a map from ids to the rest, in order. What a phase's items share stands once, and an item that has
//! only a text is that text. Part of the log's format: a field may be added with a default, never renamed. A field that
//! this version does not know makes the whole unreadable, because a rule that is not understood must not be lost.

use super::model::{
    Authority, Channel, Decision, Duty, Escalation, Gate, Item, Owner, Phase, PhaseKind, Playbook,
    Role, Stage,
};
use crate::names::{DecisionId, GateId, ItemId, Person, PhaseId, RoleId};
use crate::schedule::When;
use serde::de::{self, MapAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrozenPlaybook<'a> {
    #[serde(borrow)]
    release_time: Text<'a>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    time_zone: Option<Text<'a>>,
    roles: Keyed<'a, FrozenRole<'a>>,
    #[serde(default, skip_serializing_if = "Keyed::is_empty")]
    authorities: Keyed<'a, Text<'a>>,
    phases: Keyed<'a, FrozenPhase<'a>>,
    #[serde(default, skip_serializing_if = "Keyed::is_empty")]
    decisions: Keyed<'a, FrozenDecision<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    channels: Vec<FrozenChannel<'a>>,
    #[serde(default, skip_serializing_if = "Keyed::is_empty")]
    gates: Keyed<'a, FrozenGate<'a>>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    team: BTreeMap<RoleId, Vec<Person>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrozenRole<'a> {
    #[serde(borrow)]
    name: Text<'a>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    duties: BTreeMap<Stage, Keyed<'a, Text<'a>>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrozenPhase<'a> {
    #[serde(borrow)]
    name: Text<'a>,
    #[serde(default, skip_serializing_if = "is_phase")]
    kind: PhaseKind,
    stage: Stage,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    when: Option<When>,
    /// The owner of the items that name none.
    owner: Text<'a>,
    items: Keyed<'a, FrozenItem<'a>>,
}

/// An item: its text alone, or its text with all that is particular about it.
enum FrozenItem<'a> {
    Plain(Text<'a>),
    Full(Particulars<'a>),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Particulars<'a> {
    #[serde(borrow)]
    text: Text<'a>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owner: Option<Text<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    condition: Option<Text<'a>>,
    #[serde(default, skip_serializing_if = "is_false")]
    optional: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    deploys: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrozenDecision<'a> {
    #[serde(borrow)]
    name: Text<'a>,
    owners: Vec<RoleId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    escalation: Vec<FrozenEscalation<'a>>,
    outcomes: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrozenEscalation<'a> {
    #[serde(borrow)]
    to: Text<'a>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    condition: Option<Text<'a>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrozenChannel<'a> {
    stage: Stage,
    #[serde(borrow)]
    name: Text<'a>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    every_minutes: Option<u32>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrozenGate<'a> {
    #[serde(borrow)]
    name: Text<'a>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    gates: Vec<GateId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    stages: Vec<Stage>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    phases: Vec<PhaseId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    items: Vec<ItemId>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    decisions: BTreeMap<DecisionId, String>,
    #[serde(default, skip_serializing_if = "is_false")]
    no_incident: bool,
}

/// A text that is borrowed from the line where that is possible.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl Text<'_> {
    fn into<T: From<String>>(self) -> T {
        self.0.into_owned().into()
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Self(Cow::Borrowed(text))
    }
}

/// Values by id, in the order in which they are written.
struct Keyed<'a, V>(Vec<(Text<'a>, V)>);

impl<V> Default for Keyed<'_, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'a, V> Keyed<'a, V> {
    fn of<T>(values: &'a [T], entry: impl Fn(&'a T) -> (&'a str, V)) -> Self {
        let entries = values.iter().map(entry);
        Self(entries.map(|(id, value)| (id.into(), value)).collect())
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn into_values<T>(self, value: impl Fn(String, V) -> T) -> Vec<T> {
        let entries = self.0.into_iter();
        entries.map(|(id, rest)| value(id.into(), rest)).collect()
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

impl<'a> FrozenPlaybook<'a> {
    fn of(playbook: &'a Playbook) -> Self {
        Self {
            release_time: playbook.release_time.as_str().into(),
            time_zone: playbook.time_zone.as_deref().map(Text::from),
            roles: Keyed::of(&playbook.roles, |role| {
                (role.id.as_str(), FrozenRole::of(role))
            }),
            authorities: Keyed::of(&playbook.authorities, |a| {
                (a.id.as_str(), a.name.as_str().into())
            }),
            phases: Keyed::of(&playbook.phases, |phase| {
                (phase.id.as_str(), FrozenPhase::of(phase))
            }),
            decisions: Keyed::of(&playbook.decisions, |d| {
                (d.id.as_str(), FrozenDecision::of(d))
            }),
            channels: playbook.channels.iter().map(FrozenChannel::of).collect(),
            gates: Keyed::of(&playbook.gates, |gate| {
                (gate.id.as_str(), FrozenGate::of(gate))
            }),
            team: playbook.team.clone(),
        }
    }

    fn thaw(self) -> Playbook {
        Playbook {
            release_time: self.release_time.into(),
            time_zone: self.time_zone.map(Text::into),
            roles: self.roles.into_values(FrozenRole::thaw),
            authorities: self.authorities.into_values(|id, name| Authority {
                id: RoleId::new(id),
                name: name.into(),
            }),
            phases: self.phases.into_values(FrozenPhase::thaw),
            decisions: self.decisions.into_values(FrozenDecision::thaw),
            channels: self.channels.into_iter().map(FrozenChannel::thaw).collect(),
            gates: self.gates.into_values(FrozenGate::thaw),
            team: self.team,
        }
    }
}

impl<'a> FrozenRole<'a> {
    fn of(role: &'a Role) -> Self {
        let mut duties: BTreeMap<Stage, Keyed<'a, Text<'a>>> = BTreeMap::new();
        for duty in &role.duties {
            let entry = (own(&duty.id).into(), duty.text.as_str().into());
            duties.entry(duty.stage).or_default().0.push(entry);
        }
        Self {
            name: role.name.as_str().into(),
            duties,
        }
    }

    fn thaw(id: String, role: Self) -> Role {
        let mut duties = Vec::with_capacity(16);
        for (stage, entries) in role.duties {
            duties.extend(entries.0.into_iter().map(|(own, text)| Duty {
                id: full(&id, &own.0),
                stage,
                text: text.into(),
            }));
        }
        Role {
            duties,
            name: role.name.into(),
            id: RoleId::new(id),
        }
    }
}

impl<'a> FrozenPhase<'a> {
    fn of(phase: &'a Phase) -> Self {
        let owner = phase
            .items
            .first()
            .map_or("all", |item| item.owner.as_str());
        Self {
            name: phase.name.as_str().into(),
            kind: phase.kind,
            stage: phase.stage,
            when: phase.when,
            owner: owner.into(),
            items: Keyed::of(&phase.items, |item| {
                (own(&item.id), FrozenItem::of(item, owner))
            }),
        }
    }

    fn thaw(id: String, phase: Self) -> Phase {
        let owner = Owner::from(phase.owner.0.into_owned());
        let items = phase.items.0.into_iter();
        let items: Vec<Item> = items
            .map(|(own, item)| item.thaw(full(&id, &own.0), &owner))
            .collect();
        Phase {
            id: PhaseId::new(id),
            name: phase.name.into(),
            kind: phase.kind,
            stage: phase.stage,
            when: phase.when,
            items,
        }
    }
}

impl<'a> FrozenItem<'a> {
    fn of(item: &'a Item, owner: &str) -> Self {
        let Item {
            id: _,
            text,
            owner: own,
            condition,
            optional,
            deploys,
        } = item;
        let text = text.as_str().into();
        if own.as_str() == owner && condition.is_none() && !optional && !deploys {
            return Self::Plain(text);
        }
        Self::Full(Particulars {
            text,
            owner: (own.as_str() != owner).then(|| own.as_str().into()),
            condition: condition.as_deref().map(Text::from),
            optional: *optional,
            deploys: *deploys,
        })
    }

    fn thaw(self, id: ItemId, owner: &Owner) -> Item {
        match self {
            Self::Plain(text) => Item {
                id,
                text: text.into(),
                owner: owner.clone(),
                condition: None,
                optional: false,
                deploys: false,
            },
            Self::Full(item) => Item {
                id,
                text: item.text.into(),
                owner: item.owner.map_or_else(|| owner.clone(), Text::into),
                condition: item.condition.map(Text::into),
                optional: item.optional,
                deploys: item.deploys,
            },
        }
    }
}

impl<'a> FrozenDecision<'a> {
    fn of(decision: &'a Decision) -> Self {
        let step = |step: &'a Escalation| FrozenEscalation {
            to: step.to.as_str().into(),
            condition: step.condition.as_deref().map(Text::from),
        };
        Self {
            name: decision.name.as_str().into(),
            owners: decision.owners.clone(),
            escalation: decision.escalation.iter().map(step).collect(),
            outcomes: decision.outcomes.clone(),
        }
    }

    fn thaw(id: String, decision: Self) -> Decision {
        let step = |step: FrozenEscalation<'_>| Escalation {
            to: RoleId::new(step.to.0),
            condition: step.condition.map(Text::into),
        };
        Decision {
            id: DecisionId::new(id),
            name: decision.name.into(),
            owners: decision.owners,
            escalation: decision.escalation.into_iter().map(step).collect(),
            outcomes: decision.outcomes,
        }
    }
}

impl<'a> FrozenChannel<'a> {
    fn of(channel: &'a Channel) -> Self {
        Self {
            stage: channel.stage,
            name: channel.name.as_str().into(),
            every_minutes: channel.every_minutes,
        }
    }

    fn thaw(self) -> Channel {
        Channel {
            stage: self.stage,
            name: self.name.into(),
            every_minutes: self.every_minutes,
        }
    }
}

impl<'a> FrozenGate<'a> {
    fn of(gate: &'a Gate) -> Self {
        let gate = gate.clone();
        Self {
            name: Text(Cow::Owned(gate.name)),
            gates: gate.gates,
            stages: gate.stages,
            phases: gate.phases,
            items: gate.items,
            decisions: gate.decisions,
            no_incident: gate.no_incident,
        }
    }

    fn thaw(id: String, gate: Self) -> Gate {
        Gate {
            id: GateId::new(id),
            name: gate.name.into(),
            gates: gate.gates,
            stages: gate.stages,
            phases: gate.phases,
            items: gate.items,
            decisions: gate.decisions,
            no_incident: gate.no_incident,
        }
    }
}

/// The part of an id that is a thing's own: `scope` of `planning.scope`.
fn own(id: &ItemId) -> &str {
    id.as_str()
        .split_once('.')
        .map_or(id.as_str(), |(_, own)| own)
}

fn full(holder: &str, own: &str) -> ItemId {
    ItemId::new([holder, ".", own].concat())
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
