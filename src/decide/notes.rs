//! Notes, and taking back what one has recorded.

use super::{Refusal, items, still_open};
use crate::log::{Act, Note};
use crate::names::Person;
use crate::naming;
use crate::release::Release;

/// A note as a person gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The item it is about, as named; `None` for the release.
    pub item: Option<String>,
    pub kind: String,
    pub text: String,
    pub link: Option<String>,
}

/// Decides a note.
pub fn note(release: &Release, remark: &Remark) -> Result<Vec<Act>, Refusal> {
    still_open(release)?;
    let text = remark.text.trim();
    if text.is_empty() {
        return Err(Refusal::cannot("a note needs a text").hint("octorel note 2.4 \"…\""));
    }
    let named = |name: &String| {
        let place = naming::item(&release.playbook, name);
        place.map_err(|unclear| Refusal::item(release, unclear, "note"))
    };
    let place = remark.item.as_ref().map(named).transpose()?;
    Ok(vec![Act::Noted(Note {
        item: place.map(|place| release.playbook.id(place).clone()),
        kind: remark.kind.clone(),
        text: text.to_owned(),
        link: items::link(remark.link.as_deref())?,
    })])
}

/// Decides to take back the last event of a person that still counts.
pub fn undo(release: &Release, by: &Person) -> Result<Vec<Act>, Refusal> {
    still_open(release)?;
    let fixed = |act: &Act| {
        matches!(
            act,
            Act::Started(_) | Act::Undone { .. } | Act::Unknown { .. }
        )
    };
    let mut mine = release.events().iter().enumerate().rev();
    let last = mine
        .find(|(i, event)| event.by == *by && release.progress.counts(*i) && !fixed(&event.act));
    match last {
        Some((_, event)) => Ok(vec![Act::Undone { event: event.id }]),
        None => Err(Refusal::no(format!(
            "{by} has recorded nothing in {} that can be taken back",
            release.title()
        ))
        .hint("`octorel log` shows who recorded what; --as says who you are")),
    }
}
