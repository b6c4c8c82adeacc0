//! What people confirm in a terminal before it is recorded. Without a terminal it is recorded, and kept as a deviation.

use super::{Refusal, RefusalKind};
use crate::log::Act;
use crate::names::Person;
use crate::playbook::Place;
use crate::release::gate::{before_deployment, judge};
use crate::release::{ItemAction, Release, Slot};

/// Refuses events that people should confirm first. The message is the question.
///
/// # Errors
/// The refusal.
pub fn confirmed_first(release: &Release, by: &Person, acts: &[Act]) -> Result<(), Refusal> {
    let matching = |act: &Act| {
        let place = release.playbook.place(act.item()?)?;
        if matches!(act, Act::Unticked(_)) {
            return others_tick(release, by, place, act);
        }
        question(release, matches!(act, Act::Ticked(_)).then_some(ItemAction::Tick)?, place)
    };
    match acts.iter().find_map(matching) {
        Some(question) => Err(Refusal { kind: RefusalKind::Unconfirmed, ..Refusal::no(question) }),
        None => Ok(()),
    }
}

/// The question to ask before an item is set back that somebody else has done.
fn others_tick(release: &Release, by: &Person, place: Place, act: &Act) -> Option<String> {
    let event = act.item_event()?;
    let roles = release.playbook.roles.iter();
    let role = roles.enumerate().find(|(_, role)| role.id == *event.role).map(|(role, _)| role);
    let role = role.filter(|_| release.playbook.is_for_all(place));
    let slot = Slot { place, role, round: event.round };
    let done = &release.events()[release.progress.slot_state(slot)?.event];
    let number = release.playbook.number(place);
    (done.by != *by).then(|| format!("{number} was done by {}; untick it anyway?", done.by.short()))
}

/// The question to ask before an action on one item.
fn question(release: &Release, action: ItemAction, place: Place) -> Option<String> {
    if action != ItemAction::Tick || Some(place) != release.playbook.deployment() {
        return None;
    }
    let judgement = judge(release, before_deployment(release)?)?;
    (!judgement.open()).then(|| {
        let (gate, number) = (&judgement.gate, release.playbook.number(place));
        format!("gate {gate} is closed; tick {number} anyway?")
    })
}
