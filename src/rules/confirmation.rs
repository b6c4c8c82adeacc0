//! What people confirm in a terminal before it is recorded. Without a terminal it is recorded, and kept as a deviation.

use super::{Refusal, RefusalKind};
use crate::log::Act;
use crate::playbook::Place;
use crate::release::gate::{before_deployment, judge};
use crate::release::{ItemAction, Release};

/// Refuses events that people should confirm first. The message is the question.
///
/// # Errors
/// The refusal.
pub fn confirmed_first(release: &Release, acts: &[Act]) -> Result<(), Refusal> {
    let asked = |act: &Act| {
        let action = matches!(act, Act::Ticked(_)).then_some(ItemAction::Tick)?;
        question(release, action, release.playbook.place(act.item()?)?)
    };
    match acts.iter().find_map(asked) {
        Some(question) => Err(Refusal { kind: RefusalKind::Unconfirmed, ..Refusal::no(question) }),
        None => Ok(()),
    }
}

/// The question to ask before an action on one item.
pub fn question(release: &Release, action: ItemAction, place: Place) -> Option<String> {
    if action != ItemAction::Tick || Some(place) != release.playbook.deployment() {
        return None;
    }
    let judgement = judge(release, before_deployment(release)?)?;
    let missing = match judgement.missing.len() {
        1 => "1 requirement is not met".to_owned(),
        many => format!("{many} requirements are not met"),
    };
    (!judgement.open()).then(|| {
        let (gate, number) = (&judgement.gate, release.playbook.number(place));
        format!("gate `{gate}` is closed: {missing}. Tick {number} anyway?")
    })
}
