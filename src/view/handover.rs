//! A handover: the items to do of a role, its decisions, and recent notes about those items.

use super::{DecisionView, DecisionsView, EventView, ItemView, LogView, RolesView};
use crate::names::{Person, RoleId};
use crate::release::Release;
use crate::schedule::Moment;

/// How many notes are shown.
const NOTES: usize = 5;

/// A role as it changes hands.
#[derive(Debug, Clone)]
pub struct HandoverView {
    pub role: String,
    pub person: Person,
    /// Its items that are not done for it, including those owned by all.
    pub items: Vec<ItemView>,
    pub decisions: Vec<DecisionView>,
    /// The newest notes about those items, the newest first.
    pub notes: Vec<EventView>,
}

impl HandoverView {
    /// Shows what a person takes on with a role. An authority outside the roles has no items.
    pub fn new(release: &Release, role: &RoleId, person: &Person, now: Moment) -> Self {
        let roles = RolesView::new(release, Some(role), now).roles;
        let mut items: Vec<ItemView> = roles.into_iter().flat_map(|role| role.lines).collect();
        items.retain(|item| {
            let waits = release.waits_for_incident(item.place) && release.incident().is_none();
            !waits && !item.is_complete_for(role)
        });
        items.sort_by_key(|item| (release.due_day(item.place), item.place));
        let mut notes = LogView::new(release, None).events;
        notes.retain(|note| note.note.is_some() && note.counts());
        notes.retain(|note| items.iter().any(|item| Some(&item.id) == note.item.as_ref()));
        notes.reverse();
        notes.truncate(NOTES);
        let mut decisions = DecisionsView::new(release, None).decisions;
        decisions.retain(|decision| decision.owners.contains(role));
        Self {
            role: release.playbook.role_name(role).to_owned(),
            person: person.clone(),
            items,
            decisions,
            notes,
        }
    }
}
