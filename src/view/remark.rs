//! A note as other screens quote it: risks, lessons, what was measured.

use super::Stamp;
use crate::log::Act;
use crate::names::Person;
use crate::release::Release;
use serde::Serialize;

/// One note.
#[derive(Debug, Clone, Serialize)]
pub struct RemarkView {
    /// `risk`, `lesson`, …
    pub kind: String,
    pub text: String,
    /// The number of the item it is about.
    #[serde(rename = "ref")]
    pub number: Option<String>,
    pub link: Option<String>,
    pub by: Person,
    pub at: Stamp,
}

/// The notes of some kinds that count, the oldest first; of risks, those that are not closed.
pub(super) fn remarks(release: &Release, kinds: &[&str]) -> Vec<RemarkView> {
    let progress = &release.progress;
    let events = release.events().iter().enumerate();
    let open = events.filter(|(i, _)| progress.counts(*i) && !progress.closed_risks.contains(i));
    let view = |(_, event): (usize, &crate::log::Event)| match &event.act {
        Act::Noted(note) if kinds.contains(&&*note.kind) => {
            let place = (note.item.as_ref()).and_then(|item| release.playbook.place(item));
            Some(RemarkView {
                kind: note.kind.clone(),
                text: note.text.clone(),
                number: place.map(|place| release.playbook.number(place)),
                link: note.link.clone(),
                by: event.by.clone(),
                at: Stamp(release.local(event.at)),
            })
        }
        _ => None,
    };
    open.filter_map(view).collect()
}
