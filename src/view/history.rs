//! The log as people read it: who did what, when, what was undone, and what was done differently from the plan.

use super::Stamp;
use crate::log::{Act, Assignment, Decided, EventKind, NoteKind, Repaired};
use crate::names::{ItemId, Person, RoleId, some};
use crate::playbook::Place;
use crate::release::Release;
use crate::release::deviations::{Deviation, DeviationDetail, deviations};
use crate::schedule::{in_zone, zone_city};
use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use std::collections::BTreeMap;

/// The events of a release, the oldest first.
#[derive(Debug, Clone, Serialize)]
pub struct LogView {
    pub release: Option<String>,
    pub events: Vec<EventView>,
}

#[derive(Debug, Clone, Serialize)]
pub struct EventView {
    /// The event's id: 64 hexadecimal digits.
    pub id: String,
    pub at: Stamp,
    /// When it really happened, if that was before it was recorded.
    pub happened: Option<Stamp>,
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
    pub incident: Option<u32>,
    /// The attempt to deploy, or the incident, that an item's event or a vote belongs to.
    pub round: Option<u32>,
    /// Its subject in words: the item's text, a decision's outcome, a person, what an undo takes back.
    pub about: String,
    /// The reason, note or text that was given.
    pub said: Option<String>,
    pub link: Option<String>,
    /// The role in whose name it was done.
    pub role: Option<String>,
    /// The same role, unless the item belongs to it alone.
    pub for_role: Option<String>,
    pub note: Option<NoteKind>,
    /// The number of the risk that it notes or resolves: `R2`.
    pub risk: Option<String>,
    /// Says that the risk it notes was resolved.
    pub resolved: bool,
    pub undone: bool,
    /// Says that the rules would have refused it, so that it does not count.
    pub refused: bool,
}

impl LogView {
    pub fn new(release: &Release, only: Option<&ItemId>) -> Self {
        let events = (0..release.events().len()).map(|event| EventView::new(release, event));
        let wanted = events.filter(|event| only.is_none_or(|id| event.item.as_ref() == Some(id)));
        Self { release: release.name.clone(), events: wanted.collect() }
    }
}

/// The notes of some kinds, the oldest first; of risks, those that are not resolved.
pub(super) fn notes_of(release: &Release, kinds: &[NoteKind]) -> Vec<EventView> {
    let mut events = LogView::new(release, None).events;
    let is_one = |note: &EventView| note.note.as_ref().is_some_and(|kind| kinds.contains(kind));
    events.retain(|note| is_one(note) && note.counts() && !note.resolved);
    events
}

impl EventView {
    pub fn all<'a>(release: &Release, positions: impl IntoIterator<Item = &'a usize>) -> Vec<Self> {
        positions.into_iter().map(|&position| Self::new(release, position)).collect()
    }

    pub fn new(release: &Release, position: usize) -> Self {
        let event = &release.events()[position];
        let change = event.act.item_event();
        let vote = event.act.vote();
        let happened = change.and_then(|change| change.happened);
        let role = change.map(|it| &it.role).or(vote.and_then(|it| it.role.as_ref()));
        let mut view = Self {
            id: event.id.to_string(),
            at: Stamp(release.local(event.at)),
            happened: happened.map(|at| Stamp(release.local(at.0))),
            by: event.by.clone(),
            act: event.act.name().to_owned(),
            kind: EventKind::from(&event.act),
            number: None,
            item: event.act.item().cloned(),
            incident: release.incident_number(&event.act),
            round: change.map(|change| change.round).or(vote.map(|vote| vote.round)),
            about: String::new(),
            said: change.and_then(|change| change.reason.clone()),
            link: change.and_then(|change| change.link.clone()),
            role: role.map(RoleId::to_string),
            for_role: None,
            note: None,
            risk: None,
            resolved: release.progress.resolved_risks.contains(&position),
            undone: release.progress.undone.contains(&position),
            refused: release.progress.refused.contains_key(&position),
        };
        view.describe(release, position);
        if let Some(place) = event.act.item().and_then(|id| release.playbook.place(id)) {
            view.number = Some(release.playbook.number(place));
            view.about = release.playbook.line(place);
            let owner = release.playbook.owner(place);
            view.for_role = view.role.clone().filter(|role| role != owner.as_str());
        }
        view
    }

    /// Fills in what depends on the kind of event: its subject, and the text that was given.
    fn describe(&mut self, release: &Release, position: usize) {
        let name = |role| release.playbook.role_name(role);
        let risk = |position: usize| {
            let number = release.progress.risks.binary_search(&position).ok();
            number.map(|number| format!("R{}", number + 1))
        };
        let target = |id| release.log.position(id).map(|event| Self::new(release, event));
        (self.about, self.said) = match &release.events()[position].act {
            Act::Ticked(_)
            | Act::Unticked(_)
            | Act::Unblocked(_)
            | Act::Skipped(_)
            | Act::Blocked(_) => return,
            Act::Started(started) => {
                let t = started.on.as_ref().map(|on| format!("for {}", there(on, &started.tz)));
                (t.unwrap_or_default(), None)
            }
            Act::Noted(note) => {
                self.link.clone_from(&note.link);
                (self.note, self.risk) = (Some(note.kind.clone()), risk(position));
                (String::new(), Some(note.text.clone()).filter(|text| !text.is_empty()))
            }
            Act::Undone { event } => match target(*event) {
                Some(undone) => {
                    let about = undone.when_undone();
                    (self.item, self.link, self.role) = (undone.item, undone.link, undone.role);
                    (about, None)
                }
                None => ("event".to_owned(), None),
            },
            Act::Assigned(Assignment { role, person, instead_of, note }) => {
                let instead = instead_of.as_ref().map(|former| format!(" instead of {former}"));
                let instead = instead.unwrap_or_default();
                (format!("{} to {person}{instead}", name(role)), note.clone())
            }
            Act::Unassigned { role, person } => (format!("{} from {person}", name(role)), None),
            Act::Rescheduled { on, tz, reason } => {
                (format!("to {}", there(on, tz)), reason.clone())
            }
            Act::RoundStarted { phase, round } => {
                let name = release.phase(phase).map(|it| release.playbook.phases[it].name.as_str());
                (format!("{}, round {round}", name.unwrap_or(phase.as_str())), None)
            }
            Act::Added(added) => (added.text.clone(), None),
            Act::Upgraded(_) => ("to the current playbook".to_owned(), None),
            Act::Decided(Decided { role, decision, outcome, reason, .. }) => {
                let spoken = match role {
                    Some(role) => format!("as {}", name(role)),
                    None => "by override".to_owned(),
                };
                (format!("{decision}: {outcome} {spoken}"), reason.clone())
            }
            Act::Escalated { decision, to, reason } => {
                (format!("{decision} to {}", name(to)), reason.clone())
            }
            Act::RiskResolved { event, reason } => {
                self.risk = release.log.position(*event).and_then(risk);
                (target(*event).and_then(|risk| risk.said).unwrap_or_default(), reason.clone())
            }
            Act::IncidentDeclared { text, severity, .. } => {
                (format!("severity {severity}"), Some(text.clone()))
            }
            Act::IncidentNoted { text: said, .. }
            | Act::Reopened { reason: said }
            | Act::Cancelled { reason: said } => (String::new(), Some(said.clone())),
            Act::IncidentResolved { reason, .. } | Act::Finished { reason } => {
                (String::new(), reason.clone())
            }
            Act::Announced { about, note } => (about.clone(), note.clone()),
            Act::Joined {} => ("parallel histories".to_owned(), None),
            Act::Repaired(repaired) => (what_is_lost(repaired), repaired.reason.clone()),
            Act::Unknown { .. } => ("recorded by a newer octorel".to_owned(), None),
        };
    }

    /// Says whether it is a note of a kind. What resolves a risk belongs to it.
    pub fn is_noted_as(&self, kind: &NoteKind) -> bool {
        self.note.as_ref() == Some(kind) || (*kind == NoteKind::Risk && self.risk.is_some())
    }

    pub fn is_unresolved_risk(&self) -> bool {
        self.note == Some(NoteKind::Risk) && !self.resolved && self.counts()
    }

    pub fn counts(&self) -> bool {
        !self.undone && !self.refused
    }

    /// What an undo of it takes back: `the tick of 3.5`, `the note "ask legal" on 2.4`, `assigned Developer to bob`.
    fn when_undone(&self) -> String {
        let incident = self.incident.filter(|_| self.number.is_none());
        let subject = self.number.clone().or(incident.map(|number| format!("incident {number}")));
        let on = |word| subject.as_ref().map(|it| format!(" {word} {it}")).unwrap_or_default();
        if self.kind == EventKind::Noted {
            let said = self.said.as_deref().unwrap_or_default();
            return format!("the note \"{said}\"{}", on("on"));
        }
        let verbs = [
            (EventKind::Ticked, "tick"),
            (EventKind::Unticked, "untick"),
            (EventKind::Skipped, "skip"),
            (EventKind::Blocked, "block"),
            (EventKind::Unblocked, "unblocking"),
            (EventKind::IncidentDeclared, "declaration"),
            (EventKind::IncidentNoted, "note"),
            (EventKind::IncidentResolved, "resolution"),
        ];
        match verbs.iter().find(|(kind, _)| *kind == self.kind) {
            Some((_, verb)) => format!("the {verb}{}", on("of")),
            None => format!("{} {}", self.act.replace('-', " "), self.about).trim_end().to_owned(),
        }
    }
}

/// A release time in its zone: `Tue 15 Dec 2026 14:00 Berlin`.
fn there(on: &DateTime<FixedOffset>, tz: &str) -> String {
    let t = in_zone(on, tz);
    format!("{} {}", t.format("%a %-d %b %Y %H:%M"), zone_city(t.timezone()))
}

/// What a repair could not bring back: `1 event lost, 288 bytes set aside`.
fn what_is_lost(repaired: &Repaired) -> String {
    let bytes = usize::try_from(repaired.bytes).unwrap_or(usize::MAX);
    let parts = [
        some(repaired.lost.len(), "event lost", "events lost"),
        some(repaired.loose.len(), "event that hangs on nothing", "events that hang on nothing"),
        some(bytes, "byte set aside", "bytes set aside"),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// All deviations, grouped by item, the most severe first.
#[derive(Debug, Clone, Serialize)]
pub struct DeviationsView {
    pub release: Option<String>,
    pub deviations: Vec<DeviationView>,
}

/// One deviation. An event can be several.
#[derive(Debug, Clone, Serialize)]
pub struct DeviationView {
    #[serde(flatten)]
    pub event: EventView,
    #[serde(flatten)]
    pub detail: DeviationDetail,
}

impl DeviationsView {
    pub fn new(release: &Release) -> Self {
        let all = sorted(deviations(release)).into_iter();
        let views = all.map(|deviation| DeviationView::new(release, deviation));
        Self { release: release.name.clone(), deviations: views.collect() }
    }
}

/// Groups deviations by item, and those of an item by event; the most severe first, then the oldest.
fn sorted(mut all: Vec<Deviation>) -> Vec<Deviation> {
    let group = |one: &Deviation| one.place.ok_or(one.event);
    let mut items: BTreeMap<Result<Place, usize>, (u8, usize)> = BTreeMap::new();
    let mut events: BTreeMap<usize, u8> = BTreeMap::new();
    for one in &all {
        let severity = severity(&one.kind);
        let item = items.entry(group(one)).or_insert((u8::MAX, one.event));
        item.0 = item.0.min(severity);
        let event = events.entry(one.event).or_insert(u8::MAX);
        *event = (*event).min(severity);
    }
    let rank = |one: &Deviation| (items[&group(one)], events[&one.event]);
    all.sort_by_cached_key(|one| (rank(one), one.event, severity(&one.kind)));
    all
}

/// How severe a deviation is: 0 is the most severe.
fn severity(kind: &DeviationDetail) -> u8 {
    match kind {
        DeviationDetail::Repaired => 0,
        DeviationDetail::Overridden => 1,
        DeviationDetail::ClosedGate { .. } | DeviationDetail::Early { .. } => 2,
        DeviationDetail::Skipped { .. } => 3,
        DeviationDetail::Foreign { .. }
        | DeviationDetail::Unticked { .. }
        | DeviationDetail::SelfAssigned { .. } => 4,
        DeviationDetail::Late { .. } => 5,
        DeviationDetail::Noted | DeviationDetail::Added => 6,
    }
}

impl DeviationView {
    pub fn new(release: &Release, deviation: Deviation) -> Self {
        Self { event: EventView::new(release, deviation.event), detail: deviation.kind }
    }
}
