//! Changes to the plan of an active release.

use super::refusal::{find_role, permitted};
use super::{Refusal, still_active};
use crate::command::command;
use crate::log::{Act, Added};
use crate::names::{Person, PhaseId, is_hidden};
use crate::playbook::{Owner, Phase};
use crate::release::Release;

/// Decides a new round of a phase.
///
/// # Errors
/// If the release has ended, the phase cannot be repeated, or the person may not change the plan.
pub fn again(release: &Release, by: &Person, phase: &PhaseId) -> Result<Vec<Act>, Refusal> {
    still_active(release)?;
    let playbook = &release.playbook;
    let (number, _) = find(release, phase)?;
    let name = &playbook.phases[number].name;
    if !playbook.can_repeat(number) {
        return Err(Refusal::no_round(format!("no new round of {name} can be started")));
    }
    let round = release.round(number).saturating_add(1);
    let acts = vec![Act::RoundStarted { phase: phase.clone(), round }];
    permitted(release, by, &acts)?;
    Ok(acts)
}

/// Decides to add an item at the end of a phase. Its owner is a role as named, or `all`; by default the first role.
///
/// # Errors
/// If the release has ended, the text is not one line, the role does not exist, or the person may not change the plan.
pub fn add(
    release: &Release,
    by: &Person,
    text: &str,
    phase: &PhaseId,
    owner: Option<&str>,
) -> Result<Vec<Act>, Refusal> {
    still_active(release)?;
    let playbook = &release.playbook;
    let text = text.trim();
    if text.is_empty() || text.chars().any(is_hidden) {
        let example = command("add").text("Warn support").arg("--phase").arg(phase);
        let message = "the text of an item is one line without invisible characters";
        return Err(Refusal::cannot(message).hint(example));
    }
    let (_, phase) = find(release, phase)?;
    let owner = match (owner, playbook.roles.first()) {
        (Some("all"), _) | (None, None) => Owner::All,
        (Some(name), _) => Owner::Role(find_role(playbook, name)?),
        (None, Some(first)) => Owner::Role(first.id.clone()),
    };
    let item = playbook.free_id(phase, text);
    let acts = vec![Act::Added(Added { item, owner, text: text.to_owned() })];
    permitted(release, by, &acts)?;
    Ok(acts)
}

fn find<'a>(release: &'a Release, id: &PhaseId) -> Result<(usize, &'a Phase), Refusal> {
    let phase = release.phase(id).map(|phase| (phase, &release.playbook.phases[phase]));
    phase.ok_or_else(|| {
        let refusal = Refusal::cannot(format!("there is no phase {id}"));
        refusal.hint(command("phases").does("shows all phases"))
    })
}
