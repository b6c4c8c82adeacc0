//! Gates: their references, cycles between them, and those that a playbook has although it does not name them.

use super::known::{Checker, IdKind, unknown};
use crate::names::{DecisionId, GateId, ItemId, PhaseId};
use crate::playbook::items::Phase;
use crate::playbook::model::{FINISH, Gate, Playbook, Stage};
use crate::playbook::problem::{Code, Problem};
use crate::playbook::raw::RawGate;
use crate::playbook::shape::{YamlText, as_str};
use std::collections::BTreeMap;

impl Checker<'_> {
    pub(super) fn gates(&mut self, playbook: &Playbook) -> Vec<Gate> {
        let all = self.files.iter().flat_map(|file| &file.gates);
        all.map(|raw| self.gate(raw, playbook)).collect()
    }

    fn gate(&mut self, raw: &RawGate, playbook: &Playbook) -> Gate {
        let id = as_str(raw.id.as_ref());
        let lists = [&raw.gates, &raw.stages, &raw.phases, &raw.items];
        if lists.iter().all(|list| list.is_empty()) && raw.decisions.is_empty() {
            let message = format!("the gate `{id}` has no requirements");
            let help = "add `stages`, `phases`, `items`, `decisions` or other `gates`";
            self.report(Code::EmptyGate, raw.at, message, help);
        }
        let items = raw.items.iter().filter_map(|item| playbook.place(&ItemId::new(&item.value)));
        let leaves = items.flat_map(|place| playbook.leaves(place));
        let items = leaves.map(|place| playbook.id(place).clone()).collect();
        let gates = self.ids(IdKind::Gate, &raw.gates);
        let phases = self.ids(IdKind::Phase, &raw.phases);
        for item in &raw.items {
            self.refer(item, &[IdKind::Item]);
        }
        Gate {
            id: GateId::new(id),
            name: self.text(raw.name.as_ref(), "gate", "name", raw.at),
            gates,
            stages: raw.stages.iter().map(|word| self.stage(word)).collect(),
            phases,
            items,
            decisions: self.wanted(raw, playbook),
            no_incident: raw.no_incident,
        }
    }

    fn ids<Id: for<'a> From<&'a str>>(&mut self, kind: IdKind, texts: &[YamlText]) -> Vec<Id> {
        let id = |text: &YamlText| {
            self.refer(text, &[kind]);
            text.value.as_str().into()
        };
        texts.iter().map(id).collect()
    }

    /// The decisions that a gate requires, with the outcomes that open it.
    fn wanted(&mut self, raw: &RawGate, playbook: &Playbook) -> BTreeMap<DecisionId, String> {
        let mut wanted = BTreeMap::new();
        for (decision, outcome) in &raw.decisions {
            self.refer(decision, &[IdKind::Decision]);
            let id = DecisionId::new(decision.value.as_str());
            let outcomes = playbook.decision(&id).map_or(&[][..], |decision| &decision.outcomes);
            let outcomes: Vec<&str> = outcomes.iter().map(String::as_str).collect();
            if !outcomes.is_empty() && !outcomes.contains(&outcome.value.as_str()) {
                let problem = unknown(Code::UnknownReference, "outcome", outcome, &outcomes);
                self.problems.push(problem);
            }
            wanted.insert(id, outcome.value.clone());
        }
        wanted
    }

    /// Reports gates that could never open, and a playbook whose releases could never finish.
    pub(super) fn dead_ends(&mut self, playbook: &Playbook, release_type: Option<&str>) {
        let of_type = release_type.map(|it| format!(" in a release of type `{it}`"));
        let of_type = of_type.unwrap_or_default();
        if playbook.phases.is_empty() {
            let problem = Problem::of_all(Code::NoItems, format!("there are no items{of_type}"));
            let help = "remove the type, or remove `only` from some items";
            self.problems.push(problem.help(help));
            return;
        }
        for gate in &playbook.gates {
            let mut raw = self.files.iter().flat_map(|file| &file.gates);
            let at = raw.find(|raw| as_str(raw.id.as_ref()) == gate.id.as_str()).map(|raw| raw.at);
            let included = playbook.with_included(gate);
            let items = included.iter().any(|gate| requires_items(gate, &playbook.phases));
            let mut outcomes: BTreeMap<&DecisionId, &String> = BTreeMap::new();
            let mut decisions = included.iter().flat_map(|gate| &gate.decisions);
            let contradiction = decisions.find(|(id, wanted)| {
                let other = outcomes.insert(id, wanted);
                other.is_some_and(|other| other != *wanted)
            });
            let (why, help) = match contradiction {
                Some((decision, _)) => (
                    format!("it requires two outcomes of `{decision}`"),
                    "require the same outcome here and in the included gates",
                ),
                None if items || !outcomes.is_empty() => continue,
                None => (
                    "it requires no item and no decision".to_owned(),
                    "make it require items outside incident lists, or decisions",
                ),
            };
            let message = format!("the gate `{}` could never open{of_type}: {why}", gate.id);
            let problem = Problem::of_all(Code::EmptyGate, message).help(help);
            self.problems.push(Problem { at, ..problem });
        }
        if !playbook.gates.iter().any(|gate| gate.id.as_str() == FINISH) {
            let message = format!("a release could never finish{of_type}: no item is required");
            let help = "make an item required, or add a gate `finish`";
            self.problems.push(Problem::of_all(Code::EmptyGate, message).help(help));
        }
    }

    /// Reports each reference through which a gate includes itself.
    pub(super) fn cycles(&mut self, playbook: &Playbook) {
        for raw in self.files.iter().flat_map(|file| &file.gates) {
            let id = as_str(raw.id.as_ref());
            let leads_back = |part: &&YamlText| {
                let part = playbook.gate(&GateId::new(part.value.as_str()));
                let included = part.map(|gate| playbook.with_included(gate));
                included.into_iter().flatten().any(|gate| gate.id.as_str() == id)
            };
            for part in raw.gates.iter().filter(leads_back) {
                let message = format!("the gate `{id}` includes itself through `{}`", part.value);
                self.report(Code::GateCycle, part.at, message, "remove one of the references");
            }
        }
    }
}

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
fn requires_items(gate: &Gate, phases: &[Phase]) -> bool {
    let mut lists = phases.iter().filter(|phase| phase.stage != Stage::Incident);
    lists.any(|phase| phase.leaves().any(|item| gate.requires(phase, &phase.items[item])))
}
