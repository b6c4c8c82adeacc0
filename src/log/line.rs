//! One line of a log as serde sees it: every field that any kind of event has, and the way to and from [`Act`].
//!
//! The one flat struct keeps reading to a single pass. The order of the fields is the order in which they are written.

use super::event::{Act, Assignment, Decided, EventId, Mark, Note, Repaired, Started, Tick};
use super::field::{Moment, Stamp};
use crate::names::{DecisionId, ItemId, Person, RoleId};
use crate::playbook::Playbook;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A line with the fields this version knows. The id is written and checked by [`super::codec`].
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line<'a> {
    #[serde(rename = "id", skip_serializing)]
    _id: IgnoredAny,
    pub(super) after: Cow<'a, [EventId]>,
    pub(super) at: Stamp,
    pub(super) by: Cow<'a, Person>,
    #[serde(rename = "do", borrow)]
    pub(super) name: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<Cow<'a, ItemId>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<Cow<'a, RoleId>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    incident: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<Cow<'a, Person>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instead_of: Option<Cow<'a, Person>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<Cow<'a, DecisionId>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "is_false")]
    overridden: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    escalated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Cow<'a, RoleId>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<EventId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    lost: Vec<EventId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    loose: Vec<EventId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    release: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tz: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    people: Option<Cow<'a, BTreeMap<RoleId, Vec<Person>>>>,
    #[serde(default, skip_serializing_if = "is_false")]
    strict: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    playbook: Option<Cow<'a, Playbook>>,
}

/// The fields that every event has. What reads as this but not as a [`Line`] was written by a newer octorel.
#[derive(Deserialize)]
pub(super) struct Head<'a> {
    pub(super) after: Vec<EventId>,
    pub(super) at: Stamp,
    pub(super) by: Person,
    #[serde(rename = "do", borrow)]
    pub(super) name: Cow<'a, str>,
}

impl<'a> Line<'a> {
    /// The line of `act`, borrowing from it. An unknown event has no fields here: the codec refuses to write one.
    pub(super) fn of(after: &'a [EventId], at: Stamp, by: &'a Person, act: &'a Act) -> Self {
        let mut line = Self::bare(after, at, by, act.name());
        match act {
            Act::Started(started) => {
                let Started {
                    release,
                    on,
                    tz,
                    people,
                    strict,
                    playbook,
                } = &**started;
                line.release = text(release);
                line.on = Some(Moment(*on));
                line.tz = text(tz);
                line.people = keep(people);
                line.strict = *strict;
                line.playbook = keep(&**playbook);
            }
            Act::Ticked(tick) | Act::Unticked(tick) | Act::Unblocked(tick) => {
                let Tick {
                    item,
                    role,
                    incident,
                    note,
                    link,
                } = tick;
                line.item = keep(item);
                line.role = keep(role);
                line.incident = *incident;
                line.note = maybe(note.as_ref());
                line.link = maybe(link.as_ref());
            }
            Act::Skipped(mark) | Act::Blocked(mark) => {
                let Mark {
                    item,
                    role,
                    incident,
                    reason,
                    link,
                } = mark;
                line.item = keep(item);
                line.role = keep(role);
                line.incident = *incident;
                line.reason = text(reason);
                line.link = maybe(link.as_ref());
            }
            Act::Noted(Note {
                item,
                kind,
                text: what,
                link,
            }) => {
                line.item = item.as_ref().map(Cow::Borrowed);
                line.kind = text(kind);
                line.text = text(what);
                line.link = maybe(link.as_ref());
            }
            Act::RiskClosed { event, reason } => {
                line.event = Some(*event);
                line.reason = maybe(reason.as_ref());
            }
            Act::Undone { event } => line.event = Some(*event),
            Act::Assigned(Assignment {
                role,
                person,
                instead_of,
                note,
            }) => {
                line.role = keep(role);
                line.person = keep(person);
                line.instead_of = instead_of.as_ref().map(Cow::Borrowed);
                line.note = maybe(note.as_ref());
            }
            Act::Unassigned { role, person } => {
                line.role = keep(role);
                line.person = keep(person);
            }
            Act::Rescheduled { on, tz, reason } => {
                line.on = Some(Moment(*on));
                line.tz = text(tz);
                line.reason = maybe(reason.as_ref());
            }
            Act::Decided(Decided {
                decision,
                outcome,
                role,
                reason,
                overridden,
                escalated,
            }) => {
                line.decision = keep(decision);
                line.outcome = text(outcome);
                line.role = role.as_ref().map(Cow::Borrowed);
                line.reason = maybe(reason.as_ref());
                line.overridden = *overridden;
                line.escalated = *escalated;
            }
            Act::Escalated {
                decision,
                to,
                reason,
            } => {
                line.decision = keep(decision);
                line.to = keep(to);
                line.reason = maybe(reason.as_ref());
            }
            Act::IncidentOpened {
                incident,
                text: what,
                severity,
            } => {
                line.incident = Some(*incident);
                line.text = text(what);
                line.severity = Some(*severity);
            }
            Act::IncidentNoted {
                incident,
                text: what,
            } => {
                line.incident = Some(*incident);
                line.text = text(what);
            }
            Act::IncidentClosed { incident, reason } => {
                line.incident = Some(*incident);
                line.reason = maybe(reason.as_ref());
            }
            Act::Announced { about, note } => {
                line.about = text(about);
                line.note = maybe(note.as_ref());
            }
            Act::Closed { reason } => line.reason = maybe(reason.as_ref()),
            Act::Reopened { reason } | Act::Cancelled { reason } => line.reason = text(reason),
            Act::Repaired(Repaired {
                lost,
                loose,
                bytes,
                reason,
            }) => {
                line.lost.clone_from(lost);
                line.loose.clone_from(loose);
                line.bytes = Some(*bytes);
                line.reason = maybe(reason.as_ref());
            }
            Act::Unknown { name: _ } => {}
        }
        line
    }

    /// What the line says happened: `None` if a field is missing or left over, or the name is not known, since then a
    /// newer octorel meant something that this one would get wrong.
    pub(super) fn act(&mut self) -> Option<Act> {
        let act = match &*self.name {
            "started" => Act::Started(Box::new(Started {
                release: take(&mut self.release)?,
                on: self.on.take()?.0,
                tz: take(&mut self.tz)?,
                people: take(&mut self.people)?,
                strict: std::mem::take(&mut self.strict),
                playbook: Arc::new(take(&mut self.playbook)?),
            })),
            "ticked" => Act::Ticked(self.tick()?),
            "unticked" => Act::Unticked(self.tick()?),
            "skipped" => Act::Skipped(self.mark()?),
            "blocked" => Act::Blocked(self.mark()?),
            "unblocked" => Act::Unblocked(self.tick()?),
            "noted" => Act::Noted(Note {
                item: take(&mut self.item),
                kind: take(&mut self.kind)?,
                text: take(&mut self.text)?,
                link: take(&mut self.link),
            }),
            "risk-closed" => Act::RiskClosed {
                event: self.event.take()?,
                reason: take(&mut self.reason),
            },
            "undone" => Act::Undone {
                event: self.event.take()?,
            },
            "assigned" => Act::Assigned(Assignment {
                role: take(&mut self.role)?,
                person: take(&mut self.person)?,
                instead_of: take(&mut self.instead_of),
                note: take(&mut self.note),
            }),
            "unassigned" => Act::Unassigned {
                role: take(&mut self.role)?,
                person: take(&mut self.person)?,
            },
            "rescheduled" => Act::Rescheduled {
                on: self.on.take()?.0,
                tz: take(&mut self.tz)?,
                reason: take(&mut self.reason),
            },
            "decided" => Act::Decided(Decided {
                decision: take(&mut self.decision)?,
                outcome: take(&mut self.outcome)?,
                role: take(&mut self.role),
                reason: take(&mut self.reason),
                overridden: std::mem::take(&mut self.overridden),
                escalated: std::mem::take(&mut self.escalated),
            }),
            "escalated" => Act::Escalated {
                decision: take(&mut self.decision)?,
                to: take(&mut self.to)?,
                reason: take(&mut self.reason),
            },
            "incident-opened" => Act::IncidentOpened {
                incident: self.incident.take()?,
                text: take(&mut self.text)?,
                severity: self.severity.take()?,
            },
            "incident-noted" => Act::IncidentNoted {
                incident: self.incident.take()?,
                text: take(&mut self.text)?,
            },
            "incident-closed" => Act::IncidentClosed {
                incident: self.incident.take()?,
                reason: take(&mut self.reason),
            },
            "announced" => Act::Announced {
                about: take(&mut self.about)?,
                note: take(&mut self.note),
            },
            "closed" => Act::Closed {
                reason: take(&mut self.reason),
            },
            "reopened" => Act::Reopened {
                reason: take(&mut self.reason)?,
            },
            "cancelled" => Act::Cancelled {
                reason: take(&mut self.reason)?,
            },
            "repaired" => Act::Repaired(Repaired {
                lost: std::mem::take(&mut self.lost),
                loose: std::mem::take(&mut self.loose),
                bytes: self.bytes.take()?,
                reason: take(&mut self.reason),
            }),
            _ => return None,
        };
        self.is_spent().then_some(act)
    }

    fn tick(&mut self) -> Option<Tick> {
        Some(Tick {
            item: take(&mut self.item)?,
            role: take(&mut self.role)?,
            incident: self.incident.take(),
            note: take(&mut self.note),
            link: take(&mut self.link),
        })
    }

    fn mark(&mut self) -> Option<Mark> {
        Some(Mark {
            item: take(&mut self.item)?,
            role: take(&mut self.role)?,
            incident: self.incident.take(),
            reason: take(&mut self.reason)?,
            link: take(&mut self.link),
        })
    }

    /// Says that nothing is left to take. Names every field: a new one does not compile until it stands here.
    fn is_spent(&self) -> bool {
        let none_left = self.lost.is_empty() && self.loose.is_empty();
        none_left
            && matches!(
                self,
                Self {
                    _id: _,
                    after: _,
                    at: _,
                    by: _,
                    name: _,
                    item: None,
                    role: None,
                    incident: None,
                    person: None,
                    instead_of: None,
                    decision: None,
                    outcome: None,
                    overridden: false,
                    escalated: false,
                    to: None,
                    kind: None,
                    severity: None,
                    about: None,
                    text: None,
                    event: None,
                    lost: _,
                    loose: _,
                    bytes: None,
                    reason: None,
                    note: None,
                    link: None,
                    release: None,
                    on: None,
                    tz: None,
                    people: None,
                    strict: false,
                    playbook: None,
                }
            )
    }

    /// A line that says only who, when and after what.
    fn bare(after: &'a [EventId], at: Stamp, by: &'a Person, name: &'a str) -> Self {
        Self {
            _id: IgnoredAny,
            after: Cow::Borrowed(after),
            at,
            by: Cow::Borrowed(by),
            name: Cow::Borrowed(name),
            item: None,
            role: None,
            incident: None,
            person: None,
            instead_of: None,
            decision: None,
            outcome: None,
            overridden: false,
            escalated: false,
            to: None,
            kind: None,
            severity: None,
            about: None,
            text: None,
            event: None,
            lost: Vec::new(),
            loose: Vec::new(),
            bytes: None,
            reason: None,
            note: None,
            link: None,
            release: None,
            on: None,
            tz: None,
            people: None,
            strict: false,
            playbook: None,
        }
    }
}

fn take<T: ToOwned + ?Sized>(field: &mut Option<Cow<'_, T>>) -> Option<T::Owned> {
    field.take().map(Cow::into_owned)
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "it fills fields that are optional in a line"
)]
fn keep<T: Clone>(value: &T) -> Option<Cow<'_, T>> {
    Some(Cow::Borrowed(value))
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "it fills fields that are optional in a line"
)]
fn text(value: &str) -> Option<Cow<'_, str>> {
    Some(Cow::Borrowed(value))
}

fn maybe(value: Option<&String>) -> Option<Cow<'_, str>> {
    value.map(|value| Cow::Borrowed(value.as_str()))
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_false(flag: &bool) -> bool {
    !flag
}
