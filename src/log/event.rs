//! The events of a log: what happened, when, by whom, and after which other events.
//!
//! The fields of each kind are written in the order in which they are declared here. [`super::codec`] adds the fields that all
//! events have.

use crate::names::{DecisionId, ItemId, Person, PhaseId, RoleId};
use crate::playbook::{Owner, Playbook};
use crate::schedule::{Moment, in_zone};
use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Not;
use std::sync::Arc;
use strum::{AsRefStr, EnumDiscriminants, IntoStaticStr};

pub use super::field::{EventId, Timestamp};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub id: EventId,
    /// The newest events that the writer knew; empty for the first one.
    pub after: Vec<EventId>,
    /// When it was recorded, by the writer's clock. For people; it orders nothing.
    pub at: DateTime<Utc>,
    pub by: Person,
    /// The first event of the command that recorded this one; `None` if this is the first.
    pub with: Option<EventId>,
    pub act: Act,
}

/// What happened. The names are those of the `do` field, in kebab case.
#[derive(Debug, Clone, PartialEq, Eq, EnumDiscriminants, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[strum_discriminants(
    name(EventKind),
    derive(IntoStaticStr),
    strum(serialize_all = "kebab-case"),
    doc = "What kind of event it is."
)]
pub enum Act {
    /// The first event: the release, its release time (T), its people, and the frozen playbook.
    Started(Box<Started>),
    Ticked(ItemChange),
    /// Sets back to to-do what was done or skipped.
    Unticked(ItemChange),
    Skipped(ItemChange),
    Blocked(ItemChange),
    Unblocked(ItemChange),
    Noted(Noted),
    /// A risk that a note recorded is no longer one.
    RiskResolved {
        event: EventId,
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Takes back the named event: from then on it counts as never recorded.
    Undone {
        event: EventId,
    },
    Assigned(Assignment),
    Unassigned {
        role: RoleId,
        person: Person,
    },
    Rescheduled {
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        on: DateTime<FixedOffset>,
        tz: String,
    },
    /// A new round of a phase: its items are to do again.
    RoundStarted {
        phase: PhaseId,
        round: u32,
    },
    Added(Added),
    Upgraded(Box<Upgraded>),
    Decided(Decided),
    Escalated {
        decision: DecisionId,
        to: RoleId,
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    IncidentDeclared {
        incident: u32,
        severity: u8,
        text: String,
    },
    IncidentNoted {
        incident: u32,
        text: String,
    },
    IncidentResolved {
        incident: u32,
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// An update went out; `about` names which text it was.
    Announced {
        about: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    Finished {
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    Reopened {
        reason: String,
    },
    Cancelled {
        reason: String,
    },
    /// Joins parallel histories, of which there were too many for the event that follows it.
    Joined {},
    /// The log was repaired: what is known to be missing from it.
    Repaired(Repaired),
    /// Recorded by a newer octorel: kept and shown, never guessed at.
    #[serde(skip)]
    Unknown {
        name: String,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Started {
    pub release: String,
    /// T, with the offset its zone had; absent if nothing is dated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<DateTime<FixedOffset>>,
    /// The IANA name of the zone of T and of all times that are shown; UTC if absent.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tz: String,
    pub people: BTreeMap<RoleId, Vec<Person>>,
    /// Only holders of a role may tick its items.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub strict: bool,
    /// The release type, if the playbook has several.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub release_type: Option<String>,
    /// The values of the playbook's variables, which its texts contain.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub vars: BTreeMap<String, String>,
    /// The repository that shares the release: `github.com/acme/shop`; absent if it began before it was shared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    pub playbook: Arc<Playbook>,
}

impl Started {
    /// T as first planned, in its zone.
    pub fn t(&self) -> Option<Moment> {
        self.on.as_ref().map(|on| in_zone(on, &self.tz))
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemChange {
    pub item: ItemId,
    pub role: RoleId,
    /// The round of its phase: on an incident list, the number of the incident.
    #[serde(default = "first_round", skip_serializing_if = "is_first_round")]
    pub round: u32,
    /// The reason or note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// When it really happened, if that was before it was recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub happened: Option<Timestamp>,
}

/// Something worth remembering, about an item or the whole release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Noted {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    pub kind: NoteKind,
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, AsRefStr, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum NoteKind {
    Note,
    Risk,
    Deviation,
    Lesson,
    Feedback,
    Metric,
    /// A kind that only a newer octorel knows.
    #[serde(untagged)]
    #[strum(transparent)]
    Other(String),
}

impl NoteKind {
    /// The kinds that can be recorded, by name.
    pub const ALL: [(&'static str, Self); 6] = [
        ("note", Self::Note),
        ("risk", Self::Risk),
        ("deviation", Self::Deviation),
        ("lesson", Self::Lesson),
        ("feedback", Self::Feedback),
        ("metric", Self::Metric),
    ];
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    pub role: RoleId,
    pub person: Person,
    /// Who hands the role over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<Person>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// An item at the end of a phase that the playbook does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Added {
    pub item: ItemId,
    pub owner: Owner,
    pub text: String,
}

/// The playbook as it is now, for the rest of the release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Upgraded {
    /// Who holds the roles that are new.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub people: BTreeMap<RoleId, Vec<Person>>,
    /// The items whose ids changed: the old id and the new one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ids: BTreeMap<ItemId, ItemId>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub vars: BTreeMap<String, String>,
    pub playbook: Arc<Playbook>,
}

/// One vote in a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decided {
    /// The role or authority spoken for; absent when authority was overridden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<RoleId>,
    pub decision: DecisionId,
    pub outcome: String,
    /// The attempt to deploy that it is about.
    #[serde(default = "first_round", skip_serializing_if = "is_first_round")]
    pub round: u32,
    /// The person had no authority and went ahead for the reason given.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub overridden: bool,
    /// The vote comes from the escalation path, after an escalation was recorded.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub escalated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What a repair could not bring back. From then on these losses are known, and forbid nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repaired {
    /// The events that are lost: other events name them, or a damaged line still bore their id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost: Vec<EventId>,
    /// The events of this log without a parent: they follow no other event, or start the release a second time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub loose: Vec<EventId>,
    /// How many bytes were set aside for which nothing came back.
    pub bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Event {
    /// When it happened: as stated with it, otherwise when it was recorded.
    pub fn happened(&self) -> DateTime<Utc> {
        self.act.item_event().and_then(|item| item.happened).map_or(self.at, |at| at.0)
    }
}

impl Act {
    /// The kind as the log writes it: `ticked`.
    pub fn name(&self) -> &str {
        if let Self::Unknown { name } = self { name } else { EventKind::from(self).into() }
    }

    /// What an event about an item says; `None` for other events.
    pub fn item_event(&self) -> Option<&ItemChange> {
        if let Self::Ticked(change)
        | Self::Unticked(change)
        | Self::Skipped(change)
        | Self::Blocked(change)
        | Self::Unblocked(change) = self
        {
            return Some(change);
        }
        None
    }

    pub fn item(&self) -> Option<&ItemId> {
        if let Self::Noted(note) = self {
            return note.item.as_ref();
        } else if let Self::Added(added) = self {
            return Some(&added.item);
        }
        Some(&self.item_event()?.item)
    }

    pub fn vote(&self) -> Option<&Decided> {
        if let Self::Decided(vote) = self { Some(vote) } else { None }
    }

    pub fn upgraded(&self) -> Option<&Upgraded> {
        if let Self::Upgraded(upgraded) = self { Some(upgraded) } else { None }
    }

    /// The decision of a vote or an escalation.
    pub fn decision(&self) -> Option<&DecisionId> {
        if let Self::Escalated { decision, .. } | Self::Decided(Decided { decision, .. }) = self {
            return Some(decision);
        }
        None
    }

    /// The incident that it declares, notes or resolves, by number.
    pub fn incident(&self) -> Option<u32> {
        if let Self::IncidentDeclared { incident, .. }
        | Self::IncidentNoted { incident, .. }
        | Self::IncidentResolved { incident, .. } = self
        {
            return Some(*incident);
        }
        None
    }
}

fn first_round() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_first_round(round: &u32) -> bool {
    *round == 1
}
