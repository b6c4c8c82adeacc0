//! What was noted: risks with their numbers, lessons, feedback, metrics and the rest.

use super::Stamp;
use crate::log::{Act, Event, NoteKind};
use crate::names::{ItemId, Person};
use crate::release::Release;
use serde::Serialize;

/// Notes, the oldest first.
#[derive(Debug, Clone, Serialize)]
pub struct NotesView {
    pub release: Option<String>,
    pub notes: Vec<NoteView>,
}

/// One note that counts.
#[derive(Debug, Clone, Serialize)]
pub struct NoteView {
    pub kind: NoteKind,
    /// A risk's number: `R2`.
    pub risk: Option<String>,
    /// The item's number and id, where it is about one.
    #[serde(rename = "ref")]
    pub number: Option<String>,
    pub item: Option<ItemId>,
    pub text: String,
    pub link: Option<String>,
    pub by: Person,
    pub at: Stamp,
    /// How a risk was resolved; none for one that is not, and for other notes.
    pub resolved: Option<ResolvedView>,
    #[serde(skip)]
    pub position: usize,
}

/// How a risk was resolved.
#[derive(Debug, Clone, Serialize)]
pub struct ResolvedView {
    pub by: Person,
    pub at: Stamp,
    pub reason: Option<String>,
}

impl NotesView {
    /// Shows the notes, of one kind or of all.
    pub fn new(release: &Release, kind: Option<&NoteKind>) -> Self {
        let notes = release.counted().filter_map(|(i, event)| NoteView::new(release, i, event));
        let mut notes: Vec<NoteView> =
            notes.filter(|note| kind.is_none_or(|kind| note.kind == *kind)).collect();
        let mut numbers = (1..).zip(release.risks());
        for note in notes.iter_mut().filter(|note| note.kind == NoteKind::Risk) {
            let number = numbers.find(|(_, position)| *position == note.position);
            note.risk = number.map(|(number, _): (usize, usize)| format!("R{number}"));
        }
        Self { release: release.name.clone(), notes }
    }
}

/// The notes of some kinds, the oldest first; of risks, those that are not resolved.
pub(super) fn notes_of(release: &Release, kinds: &[NoteKind]) -> Vec<NoteView> {
    let mut notes = NotesView::new(release, None).notes;
    notes.retain(|note| kinds.contains(&note.kind) && note.resolved.is_none());
    notes
}

impl NoteView {
    fn new(release: &Release, position: usize, event: &Event) -> Option<Self> {
        let Act::Noted(note) = &event.act else {
            return None;
        };
        let place = note.item.as_ref().and_then(|id| release.playbook.place(id));
        Some(Self {
            kind: note.kind.clone(),
            risk: None,
            number: place.map(|place| release.playbook.number(place)),
            item: note.item.clone(),
            text: note.text.clone(),
            link: note.link.clone(),
            by: event.by.clone(),
            at: Stamp(release.local(event.at)),
            resolved: resolved(release, position, event),
            position,
        })
    }

    /// Says whether it is a risk that nobody has resolved.
    pub fn is_unresolved_risk(&self) -> bool {
        self.kind == NoteKind::Risk && self.resolved.is_none()
    }
}

/// How a risk was resolved: by the newest event.
fn resolved(release: &Release, position: usize, risk: &Event) -> Option<ResolvedView> {
    if !release.progress.resolved_risks.contains(&position) {
        return None;
    }
    release.counted().rev().find_map(|(_, event)| {
        let Act::RiskResolved { event: of, reason } = &event.act else {
            return None;
        };
        (*of == risk.id).then(|| ResolvedView {
            by: event.by.clone(),
            at: Stamp(release.local(event.at)),
            reason: reason.clone(),
        })
    })
}
