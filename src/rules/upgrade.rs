//! Takes over changes of the playbook into an active release.

use super::refusal::permitted;
use super::{Refusal, still_active};
use crate::log::{Act, Upgraded};
use crate::names::{ItemId, Person, PhaseId, RoleId};
use crate::playbook::{Phase, Playbook, Stage};
use crate::release::{Release, naming};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Decides an upgrade to a newer version of the playbook, reduced to the release's type and filled in with `vars`. If the
/// release already has this version, nothing needs to be recorded.
///
/// # Errors
/// If the release has ended, the person may not change the plan, or the upgrade would change what has happened.
pub fn upgrade(
    release: &Release,
    by: &Person,
    new: &Arc<Playbook>,
    vars: &BTreeMap<String, String>,
) -> Result<Vec<Act>, Refusal> {
    still_active(release)?;
    let Some(base) = release.frozen_playbook() else { return Ok(Vec::new()) };
    let mut conflicts = release.progress.conflicts.iter().flatten();
    let in_conflict = conflicts.any(|&side| release.events()[side].act.upgraded().is_some());
    if *base == **new && !in_conflict {
        return Ok(Vec::new());
    }
    let diff = base.compare(new);
    if release.progress.strict && new.implicit_role {
        return Err(Refusal::no(format!("{} is strict, which requires roles", release.title()))
            .hint("define the roles in the playbook"));
    }
    let mut people: BTreeMap<RoleId, Vec<Person>> = BTreeMap::new();
    for (role, team) in new.team.iter().filter(|(role, _)| release.playbook.role(role).is_none()) {
        let team = team.iter().map(|it| naming::person(release, it).map_err(Refusal::person));
        people.insert(role.clone(), team.collect::<Result<_, _>>()?);
    }
    let first = new.roles.first().filter(|it| release.progress.holders(&it.id).is_empty());
    let first = first.filter(|it| people.get(&it.id).is_none_or(Vec::is_empty));
    people.extend(first.map(|unheld| (unheld.id.clone(), vec![by.clone()])));
    let (ids, playbook) = (diff.ids.clone(), Arc::clone(new));
    let upgraded = Upgraded { people, ids, vars: vars.clone(), playbook };
    let acts = vec![Act::Upgraded(Box::new(upgraded))];
    permitted(release, by, &acts)?;
    keeps_rounds(release, base, new)?;
    keeps_deployment(release, new, &diff.ids)?;
    Ok(acts)
}

/// Refuses to remove or reorder phases once one is in a later round: numbers and states depend on their places.
fn keeps_rounds(release: &Release, base: &Playbook, new: &Playbook) -> Result<(), Refusal> {
    let is_counted = |phase: &Phase| phase.stage != Stage::Incident;
    let common = |playbook: &Playbook| -> Vec<(PhaseId, bool)> {
        let phases = playbook.phases.iter().enumerate();
        let is_old = |phase: &Phase| base.phases.iter().any(|it| it.id == phase.id);
        let common = phases.filter(|(_, phase)| is_counted(phase) && is_old(phase));
        common.map(|(at, phase)| (phase.id.clone(), playbook.is_in_attempt(at))).collect()
    };
    let mut phases = release.playbook.phases.iter().enumerate();
    let is_repeated = phases.any(|(at, phase)| is_counted(phase) && release.round(at) > 1);
    if !is_repeated || common(base) == common(new) {
        return Ok(());
    }
    let why = "has phases in later rounds, so no phase can be removed or moved";
    Err(Refusal::no(format!("{} {why}", release.title()))
        .hint("keep the phases in their order until the release is finished"))
}

/// Refuses another deployment or rollback decision once the release is or was deployed.
fn keeps_deployment(
    release: &Release,
    new: &Playbook,
    ids: &BTreeMap<ItemId, ItemId>,
) -> Result<(), Refusal> {
    let old = &release.playbook;
    let [before, after] = [old, new].map(|it| it.deployment().map(|place| it.id(place)));
    let [rollback, new_rollback] =
        [old, new].map(|it| it.reverting_decision().map(|it| (&it.id, it.outcomes.first())));
    // An item with another text or owner is to do again, which would end the deployment.
    let is_changed = after.is_some_and(|id| old.changed_items(new, ids).contains(id));
    let same = before.map(|id| ids.get(id).unwrap_or(id)) == after && !is_changed;
    let same = same && rollback == new_rollback;
    if same || (release.deployed().is_none() && release.progress.attempt() == 1) {
        return Ok(());
    }
    let message =
        format!("{} was deployed with another item or rollback decision", release.title());
    Err(Refusal::no(message)
        .hint("keep the item that deploys and the `reverts` decision as they are"))
}
