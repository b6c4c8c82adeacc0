//! Takes over changes of the playbook into an active release.

use super::guards::permitted;
use super::{Refusal, still_active};
use crate::log::{Act, Upgraded};
use crate::names::{ItemId, Person, RoleId};
use crate::playbook::{Place, Playbook, Stage};
use crate::release::{Release, naming};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The playbook as it is in the files, of the release's type and with values in its texts.
#[derive(Debug, Clone)]
pub struct PlaybookVersion {
    pub playbook: Playbook,
    pub vars: BTreeMap<String, String>,
}

/// Decides an upgrade; nothing if the release has this version of the playbook.
///
/// # Errors
/// If the release has ended, the person may not change the plan, or the upgrade would change what has happened.
pub fn upgrade(
    release: &Release,
    by: &Person,
    version: PlaybookVersion,
) -> Result<Vec<Act>, Refusal> {
    still_active(release)?;
    let Some(base) = release.frozen_playbook() else {
        return Ok(Vec::new());
    };
    let new = Arc::new(version.playbook);
    let mut conflicts = release.progress.conflicts.iter().flatten();
    let in_conflict = conflicts.any(|&side| release.events()[side].act.upgraded().is_some());
    if *base == *new && !in_conflict {
        return Ok(Vec::new());
    }
    let diff = base.compare(&new);
    if release.progress.strict && new.implicit_role {
        return Err(Refusal::no(format!("{} is strict, which requires roles", release.title()))
            .hint("define the roles in the playbook"));
    }
    let mut people: BTreeMap<RoleId, Vec<Person>> = BTreeMap::new();
    for (role, team) in new.team.iter().filter(|(role, _)| release.playbook.role(role).is_none()) {
        let team = team.iter().map(|it| naming::person(release, it).map_err(Refusal::person));
        people.insert(role.clone(), team.collect::<Result<_, _>>()?);
    }
    if let Some(first) = new.roles.first().filter(|it| release.progress.holders(&it.id).is_empty())
    {
        let holders = people.entry(first.id.clone()).or_default();
        if holders.is_empty() {
            holders.push(by.clone());
        }
    }
    let (ids, playbook) = (diff.ids.clone(), Arc::clone(&new));
    let upgraded = Upgraded { people, ids, vars: version.vars, playbook };
    let acts = vec![Act::Upgraded(Box::new(upgraded))];
    permitted(release, by, &acts)?;
    keeps_rounds(release, &new)?;
    keeps_deployment(release, &new, &diff.ids)?;
    Ok(acts)
}

/// Refuses to remove or reorder phases that are in a later round, whose numbers and states depend on their places.
fn keeps_rounds(release: &Release, new: &Playbook) -> Result<(), Refusal> {
    let old = &release.playbook;
    let position = |playbook: &Playbook, phase: usize| {
        let id = &old.phases[phase].id;
        playbook.phases.iter().position(|phase| phase.id == *id)
    };
    let all = (0..old.phases.len()).filter(|&phase| old.phases[phase].stage != Stage::Incident);
    for phase in all.clone() {
        let there = position(new, phase);
        let starts_over = there.is_some_and(|it| new.is_in_attempt(it)) == old.is_in_attempt(phase);
        let is_kept = match there {
            Some(there) if release.round(phase) > 1 => all.clone().all(|other| {
                let before = position(new, other).map(|it| it < there);
                before.is_none_or(|before| before == (other < phase))
            }),
            Some(_) => true,
            None => release.round(phase) == 1,
        };
        if !is_kept || (release.progress.attempt() > 1 && there.is_some() && !starts_over) {
            let name = &old.phases[phase].name;
            let refusal = Refusal::no(format!(
                "{name} is in round {} and cannot be removed or moved",
                release.round(phase)
            ));
            return Err(refusal.hint("keep the phase at its place until the release is finished"));
        }
    }
    Ok(())
}

/// Refuses another deployment or rollback decision once the release is or was deployed.
fn keeps_deployment(
    release: &Release,
    new: &Playbook,
    ids: &BTreeMap<ItemId, ItemId>,
) -> Result<(), Refusal> {
    let old = &release.playbook;
    let deployment = |playbook: &Playbook, place: Place| {
        let id = playbook.id(place);
        let id = ids.get(id).unwrap_or(id).clone();
        (id, playbook.text(place).to_owned(), playbook.owner(place))
    };
    let deployments = [old, new].map(|it| it.deployment().map(|place| deployment(it, place)));
    let rollbacks = [old, new].map(|it| {
        it.reverting_decision()
            .map(|decision| (decision.id.clone(), decision.outcomes.first().cloned()))
    });
    let same = deployments[0] == deployments[1] && rollbacks[0] == rollbacks[1];
    if same || (release.deployed().is_none() && release.progress.attempt() == 1) {
        return Ok(());
    }
    let message =
        format!("{} was deployed with another item or rollback decision", release.title());
    Err(Refusal::no(message)
        .hint("keep the item that deploys and the `reverts` decision as they are"))
}
