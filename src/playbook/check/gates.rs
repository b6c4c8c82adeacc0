//! Gates: their references, and cycles between them.

use super::defaults::requires_items;
use super::known::{KnownIds, refer, unknown};
use super::phases::{stage, text};
use crate::names::{DecisionId, GateId, ItemId};
use crate::playbook::model::{FINISH, Gate, Playbook};
use crate::playbook::problem::{Code, Problem};
use crate::playbook::raw::{RawFile, RawGate};
use crate::playbook::shape::{YamlText, as_str};
use std::collections::BTreeMap;

pub(super) fn gates(
    files: &[RawFile],
    playbook: &Playbook,
    known: &KnownIds,
    report: &mut Vec<Problem>,
) -> Vec<Gate> {
    let raw = files.iter().flat_map(|file| &file.gates);
    raw.map(|raw| gate(raw, playbook, known, report)).collect()
}

fn gate(raw: &RawGate, playbook: &Playbook, known: &KnownIds, report: &mut Vec<Problem>) -> Gate {
    let id = as_str(raw.id.as_ref());
    if asks_nothing(raw) {
        report.push(
            Problem::new(Code::EmptyGate, raw.at, format!("the gate `{id}` has no requirements"))
                .help("add `stages`, `phases`, `items`, `decisions` or other `gates`"),
        );
    }
    for (list, table) in
        [(&raw.gates, &known.gates), (&raw.phases, &known.phases), (&raw.items, &known.items)]
    {
        for text in list {
            refer(text, &[table], report);
        }
    }
    let items = raw.items.iter().filter_map(|item| playbook.place(&ItemId::new(&item.value)));
    let leaves = items.flat_map(|place| playbook.leaves(place));
    Gate {
        id: GateId::new(id),
        name: text(raw.name.as_ref(), "gate", "name", raw.at, report),
        gates: ids(&raw.gates),
        stages: (raw.stages.iter()).map(|word| stage(word, report)).collect(),
        phases: ids(&raw.phases),
        items: leaves.map(|place| playbook.id(place).clone()).collect(),
        decisions: wanted(raw, playbook, known, report),
        no_incident: raw.no_incident,
    }
}

fn ids<Id: for<'a> From<&'a str>>(texts: &[YamlText]) -> Vec<Id> {
    texts.iter().map(|text| text.value.as_str().into()).collect()
}

fn asks_nothing(raw: &RawGate) -> bool {
    let lists = [&raw.gates, &raw.stages, &raw.phases, &raw.items];
    lists.iter().all(|list| list.is_empty()) && raw.decisions.is_empty()
}

/// The decisions that a gate requires, with the outcomes that open it.
fn wanted(
    raw: &RawGate,
    playbook: &Playbook,
    known: &KnownIds,
    report: &mut Vec<Problem>,
) -> BTreeMap<DecisionId, String> {
    let mut wanted = BTreeMap::new();
    for (decision, outcome) in &raw.decisions {
        refer(decision, &[&known.decisions], report);
        let id = DecisionId::new(decision.value.as_str());
        let outcomes = playbook.decision(&id).map_or(&[][..], |decision| &decision.outcomes);
        let outcomes: Vec<&str> = outcomes.iter().map(String::as_str).collect();
        if !outcomes.is_empty() && !outcomes.contains(&outcome.value.as_str()) {
            report.push(unknown(Code::UnknownReference, "outcome", outcome, &outcomes));
        }
        wanted.insert(id, outcome.value.clone());
    }
    wanted
}

/// Reports gates that could never open, and a playbook whose releases could never finish.
pub(super) fn dead_ends(
    files: &[RawFile],
    playbook: &Playbook,
    release_type: Option<&str>,
    report: &mut Vec<Problem>,
) {
    let of_type =
        release_type.map(|it| format!(" in a release of type `{it}`")).unwrap_or_default();
    if playbook.phases.is_empty() {
        let message = format!("there are no items{of_type}");
        let help = "remove the type, or remove `only` from some items";
        report.push(Problem::of_all(Code::NoItems, message).help(help));
        return;
    }
    for gate in &playbook.gates {
        let mut raw = files.iter().flat_map(|file| &file.gates);
        let at = raw.find(|raw| as_str(raw.id.as_ref()) == gate.id.as_str()).map(|raw| raw.at);
        let included = playbook.with_included(gate);
        let items = included.iter().any(|gate| requires_items(gate, &playbook.phases));
        let mut outcomes: BTreeMap<&DecisionId, &String> = BTreeMap::new();
        let contradiction =
            included.iter().flat_map(|gate| &gate.decisions).find(|(id, wanted)| {
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
        report.push(Problem { at, ..Problem::of_all(Code::EmptyGate, message) }.help(help));
    }
    if !playbook.gates.iter().any(|gate| gate.id.as_str() == FINISH) {
        let message = format!("a release could never finish{of_type}: no item is required");
        let help = "make an item required, or add a gate `finish`";
        report.push(Problem::of_all(Code::EmptyGate, message).help(help));
    }
}

/// Reports each reference through which a gate includes itself.
pub(super) fn cycles(files: &[RawFile], playbook: &Playbook, report: &mut Vec<Problem>) {
    for raw in files.iter().flat_map(|file| &file.gates) {
        let id = as_str(raw.id.as_ref());
        let leads_back = |part: &&YamlText| {
            let part = playbook.gate(&GateId::new(part.value.as_str()));
            let included = part.map(|gate| playbook.with_included(gate));
            included.into_iter().flatten().any(|gate| gate.id.as_str() == id)
        };
        for part in raw.gates.iter().filter(leads_back) {
            let message = format!("the gate `{id}` includes itself through `{}`", part.value);
            let problem = Problem::new(Code::GateCycle, part.at, message);
            report.push(problem.help("remove one of the references"));
        }
    }
}
