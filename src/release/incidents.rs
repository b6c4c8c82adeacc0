//! The incidents of a release and the list that each of them works off.

use super::Release;
use crate::playbook::Place;
use crate::release::Incident;

impl Release {
    /// The newest incident that is still open.
    pub fn incident(&self) -> Option<u32> {
        let mut open = self.open_incidents();
        open.next_back()
    }

    /// The incidents that are still open, by number.
    pub fn open_incidents(&self) -> impl DoubleEndedIterator<Item = u32> {
        let incidents = self.progress.incidents.iter();
        incidents.filter(|i| i.closed.is_none()).map(|i| i.number)
    }

    /// The incident of this number, open or closed.
    pub fn incident_of(&self, number: u32) -> Option<&Incident> {
        let mut incidents = self.progress.incidents.iter();
        incidents.find(|incident| incident.number == number)
    }

    /// The items of the list that waits for an incident.
    pub fn incident_list(&self) -> impl Iterator<Item = Place> {
        let places = self.playbook.items().map(|(place, ..)| place);
        places.filter(|&place| self.waits_for_incident(place))
    }

    /// Says whether a place is on the list that waits for an incident.
    pub fn waits_for_incident(&self, place: Place) -> bool {
        match place {
            Place::Item { phase, .. } => self.playbook.phases[phase].when.is_none(),
            Place::Duty { .. } => false,
        }
    }
}
