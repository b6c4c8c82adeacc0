//! The gates that a playbook has although it does not name them.

use crate::names::{GateId, ItemId, PhaseId};
use crate::playbook::items::Phase;
use crate::playbook::model::{FINISH, Gate, Stage};

/// Adds the gates `pre-release`, `deploy` and `finish` unless they exist or would require nothing.
pub(in crate::playbook) fn add_default_gates(gates: &mut Vec<Gate>, phases: &[Phase]) {
    let all = [Stage::PreRelease, Stage::DuringRelease, Stage::PostRelease];
    let (deploy_phases, deploy_items) = before_deployment(phases);
    let deploy =
        Gate { phases: deploy_phases, items: deploy_items, ..empty("deploy", "Ready to deploy") };
    let ready = empty("pre-release", "Ready for the release");
    let mut early = phases.iter().filter(|phase| phase.stage == Stage::PreRelease);
    let pre_release = match early.any(|phase| phase.items.iter().any(|item| item.deploys)) {
        // What follows the deployment cannot be required before it.
        true => Gate { id: ready.id, name: ready.name, ..deploy.clone() },
        false => Gate { stages: vec![Stage::PreRelease], ..ready },
    };
    for gate in
        [pre_release, deploy, Gate { stages: all.to_vec(), ..empty(FINISH, "Release complete") }]
    {
        let exists = gates.iter().any(|other| other.id == gate.id);
        if !exists && requires_items(&gate, phases) {
            gates.push(gate);
        }
    }
}

fn empty(id: &str, name: &str) -> Gate {
    Gate { id: GateId::new(id), name: name.to_owned(), no_incident: true, ..Gate::default() }
}

/// The phases before the one that deploys, and the required items before the deployment in its phase.
fn before_deployment(phases: &[Phase]) -> (Vec<PhaseId>, Vec<ItemId>) {
    let deploys = |phase: &Phase| phase.items.iter().position(|item| item.deploys);
    let found = phases.iter().enumerate().find_map(|(i, phase)| Some((i, deploys(phase)?)));
    let Some((phase, item)) = found else { return (Vec::new(), Vec::new()) };
    let earlier = phases[..phase].iter().filter(|phase| phase.stage != Stage::Incident);
    let list = &phases[phase];
    let items = list.leaves().filter(|&it| it < item).map(|it| &list.items[it]);
    let items = items.filter(|item| item.required());
    (earlier.map(|phase| phase.id.clone()).collect(), items.map(|item| item.id.clone()).collect())
}

/// Whether a gate requires an item in every release, itself, without the gates that it includes.
pub(super) fn requires_items(gate: &Gate, phases: &[Phase]) -> bool {
    let mut lists = phases.iter().filter(|phase| phase.stage != Stage::Incident);
    lists.any(|phase| phase.leaves().any(|item| gate.requires(phase, &phase.items[item])))
}
