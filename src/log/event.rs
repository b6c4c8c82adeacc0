//! The facts a log can hold. An event says what happened, when, by whom, and after which other events.
//!
//! How a line of the file looks is [`super::codec`]'s affair; what events add up to is [`crate::release`]'s.

use crate::names::{DecisionId, ItemId, Person, RoleId};
use crate::playbook::Playbook;
use chrono::{DateTime, FixedOffset, Utc};
use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::sync::Arc;
use strum::{EnumDiscriminants, IntoStaticStr};

/// The SHA-256 of an event's line without its id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub [u8; 32]);

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut digits = self.hex().into_iter();
        digits.try_for_each(|digit| f.write_char(digit.into()))
    }
}

impl fmt::Debug for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EventId({self})")
    }
}

/// One fact of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub id: EventId,
    /// The newest events that the writer had seen; empty for the first one.
    pub after: Vec<EventId>,
    /// When it was recorded, by the writer's clock. For people; it orders nothing.
    pub at: DateTime<Utc>,
    pub by: Person,
    pub act: Act,
}

/// What happened. The names are those of the `do` field, in kebab case.
#[derive(Debug, Clone, PartialEq, Eq, EnumDiscriminants)]
#[strum_discriminants(
    name(EventKind),
    derive(IntoStaticStr),
    strum(serialize_all = "kebab-case"),
    doc = "What kind of event it is."
)]
pub enum Act {
    /// The first event: the release, its moment T, its people, and the playbook as it was.
    Started(Box<Started>),
    Ticked(Tick),
    /// Opens again what was done or skipped.
    Unticked(Tick),
    Skipped(Mark),
    Blocked(Mark),
    Unblocked(Tick),
    Noted(Note),
    /// A risk that a note recorded is no longer one.
    RiskClosed {
        event: EventId,
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
        on: DateTime<FixedOffset>,
        tz: String,
        reason: Option<String>,
    },
    Decided(Decided),
    Escalated {
        decision: DecisionId,
        to: RoleId,
        reason: Option<String>,
    },
    IncidentOpened {
        incident: u32,
        text: String,
        severity: u8,
    },
    IncidentNoted {
        incident: u32,
        text: String,
    },
    IncidentClosed {
        incident: u32,
        reason: Option<String>,
    },
    /// An update went out; `about` names which text it was.
    Announced {
        about: String,
        note: Option<String>,
    },
    Closed {
        reason: Option<String>,
    },
    Reopened {
        reason: String,
    },
    Cancelled {
        reason: String,
    },
    /// The log was damaged and put in order: what is known to be missing from it.
    Repaired(Repaired),
    /// Recorded by a newer octorel: kept and shown, never guessed at.
    Unknown {
        name: String,
    },
}

/// The beginning of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    pub release: String,
    /// T, with the offset its zone had.
    pub on: DateTime<FixedOffset>,
    /// The IANA name of T's zone.
    pub tz: String,
    pub people: BTreeMap<RoleId, Vec<Person>>,
    /// Says that only holders of a role may tick its items.
    pub strict: bool,
    pub playbook: Arc<Playbook>,
}

/// An item ticked, opened again or unblocked, for a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    pub item: ItemId,
    pub role: RoleId,
    /// The incident whose list the item stands on, if it is an incident's.
    pub incident: Option<u32>,
    pub note: Option<String>,
    pub link: Option<String>,
}

/// An item skipped or blocked, for a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub item: ItemId,
    pub role: RoleId,
    pub incident: Option<u32>,
    pub reason: String,
    pub link: Option<String>,
}

/// What all events about an item have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemEvent<'a> {
    pub item: &'a ItemId,
    pub role: &'a RoleId,
    /// The incident whose list the item is on.
    pub incident: Option<u32>,
    /// The reason or note.
    pub reason: Option<&'a str>,
    pub link: Option<&'a str>,
}

/// Something worth remembering, about an item or the whole release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub item: Option<ItemId>,
    /// `note`, `risk`, `deviation`, `lesson`, `feedback` or `metric`.
    pub kind: String,
    pub text: String,
    pub link: Option<String>,
}

/// Somebody takes on a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    pub role: RoleId,
    pub person: Person,
    /// Who hands the role over.
    pub instead_of: Option<Person>,
    pub note: Option<String>,
}

/// One voice in a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    pub decision: DecisionId,
    pub outcome: String,
    /// The role or authority spoken for; absent when authority was overridden.
    pub role: Option<RoleId>,
    pub reason: Option<String>,
    /// Says that the person had no authority and went ahead for the reason given.
    pub overridden: bool,
    /// Says that the voice comes from the escalation path, after an escalation was recorded.
    pub escalated: bool,
}

/// What a repair could not bring back. From then on these losses are known, and forbid nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Repaired {
    /// The events that are lost: other events name them, or a damaged line still bore their id.
    pub lost: Vec<EventId>,
    /// The events of this log that hang on nothing: they follow no other, or begin the release once more.
    pub loose: Vec<EventId>,
    /// How many bytes were set aside for which nothing came back.
    pub bytes: u64,
    pub reason: Option<String>,
}

impl Act {
    /// The kind as the log writes it: `ticked`.
    pub fn name(&self) -> &str {
        if let Self::Unknown { name } = self {
            return name;
        }
        EventKind::from(self).into()
    }

    /// What an event about an item says; `None` for other events.
    pub fn item_event(&self) -> Option<ItemEvent<'_>> {
        if let Self::Ticked(tick) | Self::Unticked(tick) | Self::Unblocked(tick) = self {
            return Some(ItemEvent {
                item: &tick.item,
                role: &tick.role,
                incident: tick.incident,
                reason: tick.note.as_deref(),
                link: tick.link.as_deref(),
            });
        }
        if let Self::Skipped(mark) | Self::Blocked(mark) = self {
            return Some(ItemEvent {
                item: &mark.item,
                role: &mark.role,
                incident: mark.incident,
                reason: Some(&mark.reason),
                link: mark.link.as_deref(),
            });
        }
        None
    }

    /// The item or duty that it is about.
    pub fn item(&self) -> Option<&ItemId> {
        if let Self::Noted(note) = self {
            return note.item.as_ref();
        }
        Some(self.item_event()?.item)
    }

    /// The decision that it voices or escalates.
    pub fn decision(&self) -> Option<&DecisionId> {
        if let Self::Escalated { decision, .. } | Self::Decided(Decided { decision, .. }) = self {
            return Some(decision);
        }
        None
    }

    /// The incident it belongs to, by number.
    pub fn incident(&self) -> Option<u32> {
        if let Self::IncidentOpened { incident, .. }
        | Self::IncidentNoted { incident, .. }
        | Self::IncidentClosed { incident, .. } = self
        {
            return Some(*incident);
        }
        self.item_event()?.incident
    }
}
