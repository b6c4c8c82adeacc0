//! The log as people read it: who did what, when, and what was taken back.

use super::Stamp;
use crate::log::{Act, Event, EventKind, Repaired};
use crate::names::{ItemId, Person};
use crate::release::Release;
use serde::Serialize;

/// The events of a release, the oldest first.
#[derive(Debug, Clone, Serialize)]
pub struct LogView {
    pub release: Option<String>,
    pub events: Vec<EventView>,
}

/// One event.
#[derive(Debug, Clone, Serialize)]
pub struct EventView {
    /// The event's id: 64 hexadecimal digits.
    pub id: String,
    pub at: Stamp,
    pub by: Person,
    /// What happened: `ticked`.
    #[serde(rename = "do")]
    pub act: String,
    #[serde(skip)]
    pub kind: EventKind,
    /// The item's or duty's number and id, where it is about one.
    #[serde(rename = "ref")]
    pub number: Option<String>,
    pub item: Option<ItemId>,
    /// The incident it belongs to.
    pub incident: Option<u32>,
    /// What it is about, in words: the item's text, a decision's outcome, a person.
    pub about: String,
    /// The reason, note or text that was given.
    pub said: Option<String>,
    pub link: Option<String>,
    /// The role in whose name it was done.
    pub role: Option<String>,
    /// Says that it was taken back.
    pub undone: bool,
}

impl LogView {
    /// Shows the events, of one item or of all.
    pub fn new(release: &Release, only: Option<&ItemId>) -> Self {
        let events = release.events().iter().enumerate();
        let told = events.map(|(i, event)| (i, Summary::of(release, event)));
        let wanted = told.filter(|(_, told)| only.is_none_or(|id| told.item.as_ref() == Some(id)));
        Self {
            release: release.name.clone(),
            events: wanted.map(|(i, told)| EventView::with(release, i, told)).collect(),
        }
    }
}

impl EventView {
    /// Shows the event at a position of the log.
    pub fn new(release: &Release, position: usize) -> Self {
        let told = Summary::of(release, &release.events()[position]);
        Self::with(release, position, told)
    }

    fn with(release: &Release, position: usize, told: Summary) -> Self {
        let event = &release.events()[position];
        let place = told.item.as_ref().and_then(|id| release.playbook.place(id));
        Self {
            id: event.id.to_string(),
            at: Stamp(release.local(event.at)),
            by: event.by.clone(),
            act: event.act.name().to_owned(),
            kind: EventKind::from(&event.act),
            number: place.map(|place| release.playbook.number(place)),
            about: match place {
                Some(place) => release.playbook.line(place),
                None => told.about,
            },
            item: told.item,
            incident: event.act.incident(),
            said: told.said,
            link: told.link,
            role: told.role,
            undone: !release.progress.counts(position),
        }
    }
}

/// What an event tells, by its kind.
#[derive(Default)]
struct Summary {
    item: Option<ItemId>,
    about: String,
    said: Option<String>,
    link: Option<String>,
    role: Option<String>,
}

impl Summary {
    fn of(release: &Release, event: &Event) -> Self {
        let name = |role| release.playbook.role_name(role).to_owned();
        let about = |about: String, said: &Option<String>| Self {
            about,
            said: said.clone(),
            ..Self::default()
        };
        match &event.act {
            Act::Started(started) => {
                about(started.on.format("T = %-d %b %Y %H:%M %:z").to_string(), &None)
            }
            Act::Ticked(tick) | Act::Unticked(tick) | Act::Unblocked(tick) => Self {
                item: Some(tick.item.clone()),
                said: tick.note.clone(),
                link: tick.link.clone(),
                role: Some(tick.role.to_string()),
                ..Self::default()
            },
            Act::Skipped(mark) | Act::Blocked(mark) => Self {
                item: Some(mark.item.clone()),
                said: Some(mark.reason.clone()),
                link: mark.link.clone(),
                role: Some(mark.role.to_string()),
                ..Self::default()
            },
            Act::Noted(note) => Self {
                item: note.item.clone(),
                about: note.kind.clone(),
                said: Some(note.text.clone()),
                link: note.link.clone(),
                ..Self::default()
            },
            Act::Undone { event } => {
                let target = release.log.position(*event);
                let undone = target.map(|i| Self::of(release, &release.events()[i]));
                let act = target.map_or("event", |i| release.events()[i].act.name());
                let undone = undone.unwrap_or_default();
                Self {
                    about: format!("{act} {}", undone.about).trim_end().to_owned(),
                    said: Some(act.to_owned()),
                    ..undone
                }
            }
            Act::Assigned(assigned) => about(
                match &assigned.instead_of {
                    Some(former) => {
                        format!(
                            "{} to {} instead of {former}",
                            name(&assigned.role),
                            assigned.person
                        )
                    }
                    None => format!("{} to {}", name(&assigned.role), assigned.person),
                },
                &assigned.note,
            ),
            Act::Unassigned { role, person } => {
                about(format!("{} from {person}", name(role)), &None)
            }
            Act::Rescheduled { on, reason, .. } => {
                about(on.format("T = %-d %b %Y %H:%M %:z").to_string(), reason)
            }
            Act::Decided(decided) => {
                let role = decided.role.as_ref();
                let spoken = match role {
                    Some(role) => format!(" as {}", name(role)),
                    None => " by override".to_owned(),
                };
                about(format!("{}: {}{spoken}", decided.decision, decided.outcome), &decided.reason)
            }
            Act::Escalated { decision, to, reason } => {
                about(format!("{decision} to {}", name(to)), reason)
            }
            Act::RiskClosed { event, reason } => {
                let risk =
                    release.log.position(*event).map(|i| Self::of(release, &release.events()[i]));
                about(risk.and_then(|risk| risk.said).unwrap_or_default(), reason)
            }
            Act::IncidentOpened { incident, text, severity } => {
                about(format!("incident {incident}, severity {severity}"), &Some(text.clone()))
            }
            Act::IncidentNoted { incident, text } => {
                about(format!("incident {incident}"), &Some(text.clone()))
            }
            Act::IncidentClosed { incident, reason } => {
                about(format!("incident {incident}"), reason)
            }
            Act::Announced { about: text, note } => about(text.clone(), note),
            Act::Closed { reason } => about(String::new(), reason),
            Act::Reopened { reason } | Act::Cancelled { reason } => {
                about(String::new(), &Some(reason.clone()))
            }
            Act::Repaired(repaired) => about(what_is_lost(repaired), &repaired.reason),
            Act::Unknown { .. } => about("recorded by a newer octorel".to_owned(), &None),
        }
    }
}

/// What a repair could not bring back: `1 event lost, 288 bytes set aside`.
fn what_is_lost(repaired: &Repaired) -> String {
    let count = |number: usize, one: &str, many: &str| match number {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{number} {many}")),
    };
    let bytes = usize::try_from(repaired.bytes).unwrap_or(usize::MAX);
    let parts = [
        count(repaired.lost.len(), "event lost", "events lost"),
        count(repaired.loose.len(), "event that hangs on nothing", "events that hang on nothing"),
        count(bytes, "byte set aside", "bytes set aside"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(", ")
}
