//! What people confirm in a terminal before it is recorded. Without a terminal it is recorded, and kept as a deviation.

use super::{Refusal, RefusalKind};
use crate::log::Act;
use crate::names::Person;
use crate::release::Release;
use crate::release::deviations::done_by_other;
use crate::release::gate::closed_before_deployment;

/// Refuses events that people should confirm first. The message is the question.
pub fn confirmed_first(release: &Release, by: &Person, acts: &[Act]) -> Result<(), Refusal> {
    let matching = |act: &Act| {
        let place = release.playbook.place(act.item()?)?;
        if let Some(other) = done_by_other(release, by, act, release.events().len()) {
            let (number, other) = (release.playbook.number(place), other.short());
            return Some(format!("{number} was done by {other}; untick it anyway?"));
        }
        if !matches!(act, Act::Ticked(_)) || Some(place) != release.playbook.deployment() {
            return None;
        }
        let gate = closed_before_deployment(release)?.gate;
        Some(format!("gate {gate} is closed; tick {} anyway?", release.playbook.number(place)))
    };
    match acts.iter().find_map(matching) {
        Some(question) => Err(Refusal { kind: RefusalKind::Unconfirmed, ..Refusal::no(question) }),
        None => Ok(()),
    }
}
