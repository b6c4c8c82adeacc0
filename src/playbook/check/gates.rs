//! Gates: their references, and cycles between them.

use super::defaults::requires_items;
use super::known::KnownIds;
use super::order::circle;
use super::phases::{stage, text};
use crate::names::{DecisionId, GateId};
use crate::playbook::field::Field;
use crate::playbook::model::{FINISH, Gate, Playbook};
use crate::playbook::problem::{Code, Problem};
use crate::playbook::raw::{RawDecision, RawFile, RawGate};
use crate::playbook::shape::YamlText;
use crate::playbook::suggest::{did_you_mean, listed};
use std::collections::BTreeMap;

pub(super) fn gates(files: &[RawFile], known: &KnownIds, report: &mut Vec<Problem>) -> Vec<Gate> {
    let raw: Vec<&RawGate> = (files.iter().flat_map(|file| file.gates.entries())).collect();
    let decisions: Vec<&RawDecision> =
        (files.iter().flat_map(|file| file.decisions.entries())).collect();
    cycles(&raw, report);
    (raw.into_iter()).map(|raw| gate(raw, &decisions, known, report)).collect()
}

fn gate(
    raw: &RawGate,
    decisions: &[&RawDecision],
    known: &KnownIds,
    report: &mut Vec<Problem>,
) -> Gate {
    if asks_nothing(raw) {
        report.push(
            Problem::new(
                Code::EmptyGate,
                raw.at,
                format!("the gate `{}` has no requirements", raw.id.as_str()),
            )
            .help("add `stages`, `phases`, `items`, `decisions` or other `gates`"),
        );
    }
    for gate in raw.gates.entries() {
        known.gates.refer(gate, report);
    }
    for phase in raw.phases.entries() {
        known.phases.refer(phase, report);
    }
    for item in raw.items.entries() {
        known.item(item, report);
    }
    Gate {
        id: GateId::new(raw.id.as_str()),
        name: text(&raw.name, "gate", "name", raw.at, report),
        gates: ids(&raw.gates),
        stages: (raw.stages.entries().iter()).map(|word| stage(word, report)).collect(),
        phases: ids(&raw.phases),
        items: (raw.items.entries().iter()).flat_map(|item| known.leaves(&item.value)).collect(),
        decisions: wanted(raw, decisions, known, report),
        no_incident: raw.no_incident.get().copied().unwrap_or(false),
    }
}

fn ids<Id: for<'a> From<&'a str>>(texts: &Field<Vec<YamlText>>) -> Vec<Id> {
    let texts = texts.entries().iter();
    texts.map(|text| text.value.as_str().into()).collect()
}

fn asks_nothing(raw: &RawGate) -> bool {
    let lists = [&raw.gates, &raw.stages, &raw.phases, &raw.items];
    lists.iter().all(|list| list.is_empty()) && raw.decisions.is_empty()
}

/// The decisions that a gate requires, with the outcomes that open it.
fn wanted(
    raw: &RawGate,
    decisions: &[&RawDecision],
    known: &KnownIds,
    report: &mut Vec<Problem>,
) -> BTreeMap<DecisionId, String> {
    let mut wanted = BTreeMap::new();
    for (decision, outcome) in raw.decisions.entries() {
        known.decisions.refer(decision, report);
        let definition = decisions.iter().find(|d| d.id.as_str() == decision.value);
        let outcomes = definition.map_or(&[][..], |decision| decision.outcomes.entries());
        let outcomes: Vec<&str> = outcomes.iter().map(|o| o.value.as_str()).collect();
        if !outcomes.is_empty() && !outcomes.contains(&outcome.value.as_str()) {
            let message = format!("unknown outcome `{}` of `{}`", outcome.value, decision.value);
            let all = || format!("valid outcomes: {}", listed(&outcomes));
            let help = did_you_mean(&outcome.value, outcomes.iter().copied(), all);
            report.push(Problem::new(Code::UnknownReference, outcome.at, message).help(help));
        }
        wanted.insert(decision.value.as_str().into(), outcome.value.clone());
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
        let raw = files.iter().flat_map(|file| file.gates.entries());
        let at = raw.into_iter().find(|raw| raw.id.as_str() == gate.id.as_str()).map(|raw| raw.at);
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

/// Reports each cycle of gates once, at one of its references.
fn cycles(gates: &[&RawGate], report: &mut Vec<Problem>) {
    let parts = gates.iter().flat_map(|gate| gate.gates.entries().iter().map(|it| (*gate, it)));
    let mut edges: Vec<(&str, &str)> =
        parts.clone().map(|(gate, part)| (gate.id.as_str(), part.value.as_str())).collect();
    while let Some(path) = circle(&edges) {
        let (first, last) = (path[0], path[path.len() - 1]);
        let message = match path.len() {
            1 => format!("the gate `{first}` includes itself"),
            _ => format!("gates include each other: {} → {first}", path.join(" → ")),
        };
        let closing = parts
            .clone()
            .find(|(gate, part)| (gate.id.as_str(), part.value.as_str()) == (last, first));
        let at = closing.map(|(_, part)| part.at);
        let problem = Problem { at, ..Problem::of_all(Code::GateCycle, message) };
        report.push(problem.help("remove one of them"));
        edges.retain(|edge| *edge != (last, first));
    }
}
