//! The position of an item or duty in a playbook, and what it leads to: number, id, text, owner.
//!
//! Numbers (`2.4`, `D38`) are for people and follow the playbook's order; the log contains ids.

use super::items::{Item, Owner, Phase, Prerequisite};
use super::markdown::plain_line;
use super::model::{Decision, Gate, Playbook, Role, Stage};
use crate::names::{DecisionId, GateId, ItemId, PhaseId, RoleId};
use std::fmt::Write;

/// The position of something that can be ticked. Positions are zero-based; the printed numbers begin at 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    Item { phase: usize, item: usize },
    Duty { role: usize, duty: usize },
}

impl Place {
    /// The phase of an item; a duty is in none.
    pub fn phase(self) -> Option<usize> {
        if let Self::Item { phase, .. } = self { Some(phase) } else { None }
    }
}

impl Playbook {
    /// Everything in the phases that can be ticked, in the order of the numbers.
    pub fn items(&self) -> impl Iterator<Item = (Place, &Phase, &Item)> {
        self.phases.iter().enumerate().flat_map(|(p, phase)| {
            phase.leaves().map(move |i| (Place::Item { phase: p, item: i }, phase, &phase.items[i]))
        })
    }

    pub fn is_leaf(&self, place: Place) -> bool {
        let Place::Item { phase, item } = place else { return true };
        !self.phases[phase].has_steps(item)
    }

    /// What can be ticked of a place: itself, or its steps.
    pub fn leaves(&self, place: Place) -> Vec<Place> {
        let Place::Item { phase, item } = place else { return vec![place] };
        let list = &self.phases[phase];
        let below = list.below(item).filter(|&step| !list.has_steps(step));
        let steps: Vec<Place> = below.map(|item| Place::Item { phase, item }).collect();
        if steps.is_empty() { vec![place] } else { steps }
    }

    /// The steps directly below a place.
    pub fn steps(&self, place: Place) -> Vec<Place> {
        let Place::Item { phase, item } = place else { return Vec::new() };
        let list = &self.phases[phase];
        let depth = list.items[item].depth + 1;
        let steps = list.below(item).filter(|&step| list.items[step].depth == depth);
        steps.map(|item| Place::Item { phase, item }).collect()
    }

    /// The headings above a step, the outermost first.
    pub fn headings(&self, place: Place) -> Vec<Place> {
        let Place::Item { phase, item } = place else { return Vec::new() };
        self.phases[phase].above(item).into_iter().map(|item| Place::Item { phase, item }).collect()
    }

    /// What must be complete before a place is to do: what it, a heading above it or its phase comes after.
    pub fn prerequisites(&self, place: Place) -> Vec<Place> {
        let places = |prerequisite: &Prerequisite| match prerequisite {
            Prerequisite::Item(id) => self.place(id).map_or_else(Vec::new, |it| self.leaves(it)),
            Prerequisite::Phase(id) => self.phase_at(id).map_or_else(Vec::new, |phase| {
                let leaves = self.phases[phase].leaves();
                leaves.map(|item| Place::Item { phase, item }).collect()
            }),
        };
        self.after(place).into_iter().flat_map(places).collect()
    }

    /// The numbers of the items and phases that come first, as the playbook names them.
    pub fn numbers_before(&self, place: Place) -> Vec<String> {
        let number = |prerequisite: &Prerequisite| match prerequisite {
            Prerequisite::Item(id) => Some(self.number(self.place(id)?)),
            Prerequisite::Phase(id) => Some((self.phase_at(id)? + 1).to_string()),
        };
        self.after(place).into_iter().filter_map(number).collect()
    }

    fn phase_at(&self, id: &PhaseId) -> Option<usize> {
        self.phases.iter().position(|phase| phase.id == *id)
    }

    fn after(&self, place: Place) -> Vec<&Prerequisite> {
        let Place::Item { phase, item } = place else { return Vec::new() };
        let list = &self.phases[phase];
        let own = list.above(item).into_iter().chain([item]).flat_map(|it| &list.items[it].after);
        list.after.iter().chain(own).collect()
    }

    /// Every item, step and heading of steps, then the duties role by role.
    pub fn entries(&self) -> impl Iterator<Item = Place> {
        let items = self.phases.iter().enumerate().flat_map(|(phase, list)| {
            (0..list.items.len()).map(move |item| Place::Item { phase, item })
        });
        items.chain(self.duties())
    }

    fn duties(&self) -> impl Iterator<Item = Place> {
        let roles = self.roles.iter().enumerate();
        roles
            .flat_map(|(role, it)| (0..it.duties.len()).map(move |duty| Place::Duty { role, duty }))
    }

    /// Everything that can be ticked: the items and steps, then the duties role by role.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        self.items().map(|(place, ..)| place).chain(self.duties())
    }

    /// The number people use: `2.4` for an item, `2.4.1` for a step, `D38` for a duty.
    pub fn number(&self, place: Place) -> String {
        match place {
            Place::Item { phase, item } => {
                let list = &self.phases[phase];
                let mut number = (phase + 1).to_string();
                let mut first = 0;
                for (depth, at) in list.above(item).into_iter().chain([item]).enumerate() {
                    let level = list.items[first..=at].iter().map(|it| usize::from(it.depth));
                    let _ = write!(number, ".{}", level.filter(|it| *it == depth).count());
                    first = at + 1;
                }
                number
            }
            Place::Duty { role, duty } => {
                let before: usize = self.roles[..role].iter().map(|r| r.duties.len()).sum();
                format!("D{}", before + duty + 1)
            }
        }
    }

    pub fn id(&self, place: Place) -> &ItemId {
        match place {
            Place::Item { phase, item } => &self.phases[phase].items[item].id,
            Place::Duty { role, duty } => &self.roles[role].duties[duty].id,
        }
    }

    /// The text as written, without its condition.
    pub fn text(&self, place: Place) -> &str {
        match place {
            Place::Item { phase, item } => &self.phases[phase].items[item].text,
            Place::Duty { role, duty } => &self.roles[role].duties[duty].text,
        }
    }

    /// The text with its condition in parentheses: the line as the source has it. A step follows the headings above it.
    pub fn line(&self, place: Place) -> String {
        let headings = self.headings(place).into_iter();
        Self::below(headings.map(|it| self.own_line(it)), &self.own_line(place))
    }

    /// A line after those of the headings above it.
    pub fn below(headings: impl Iterator<Item = String>, line: &str) -> String {
        let headings = headings.map(|it| it.trim_end_matches(['.', ':']).to_owned() + ": ");
        headings.chain([line.to_owned()]).collect()
    }

    /// The same without headings.
    pub fn own_line(&self, place: Place) -> String {
        let Some(item) = self.item_at(place) else { return self.text(place).to_owned() };
        match &item.condition {
            Some(condition) => format!("{} ({condition})", plain_line(&item.text)),
            None => plain_line(&item.text),
        }
    }

    /// The item; a duty is none.
    pub fn item_at(&self, place: Place) -> Option<&Item> {
        let Place::Item { phase, item } = place else { return None };
        Some(&self.phases[phase].items[item])
    }

    /// The owner; a duty belongs to its role.
    pub fn owner(&self, place: Place) -> Owner {
        match place {
            Place::Item { phase, item } => self.phases[phase].items[item].owner.clone(),
            Place::Duty { role, .. } => Owner::Role(self.roles[role].id.clone()),
        }
    }

    /// Whether gates require it; a duty is advisory.
    pub fn required(&self, place: Place) -> bool {
        self.leaves(place).into_iter().filter_map(|it| self.item_at(it)).any(Item::required)
    }

    /// Whether every role ticks it for itself.
    pub fn is_for_all(&self, place: Place) -> bool {
        self.item_at(place).is_some_and(|item| item.owner == Owner::All)
    }

    pub fn stage(&self, place: Place) -> Stage {
        match place {
            Place::Item { phase, .. } => self.phases[phase].stage,
            Place::Duty { role, duty } => self.roles[role].duties[duty].stage,
        }
    }

    pub fn role(&self, id: &RoleId) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == *id)
    }

    /// The name of a role or an authority; the id itself where there is none.
    pub fn role_name<'a>(&'a self, id: &'a RoleId) -> &'a str {
        let authority = || self.authorities.iter().find(|it| it.id == *id);
        let other = || authority().map_or(id.as_str(), |authority| &authority.name);
        self.role(id).map_or_else(other, |role| &role.name)
    }

    /// The name of an owner: the role's, or "All roles".
    pub fn owner_name<'a>(&'a self, owner: &'a Owner) -> &'a str {
        match owner {
            Owner::All => "All roles",
            Owner::Role(role) => self.role_name(role),
        }
    }

    /// Whether any phase has a date, so that a release needs a T.
    pub fn is_dated(&self) -> bool {
        self.phases.iter().any(|phase| phase.when.is_some())
    }

    pub fn decision(&self, id: &DecisionId) -> Option<&Decision> {
        self.decisions.iter().find(|decision| decision.id == *id)
    }

    /// The item whose tick is the deployment.
    pub fn deployment(&self) -> Option<Place> {
        let mut items = self.items();
        items.find(|(.., item)| item.deploys).map(|(place, ..)| place)
    }

    pub fn reverting_decision(&self) -> Option<&Decision> {
        self.decisions.iter().find(|decision| decision.reverts)
    }

    pub fn is_for_incidents(&self, item: &ItemId) -> bool {
        let phase = self.place(item).and_then(Place::phase);
        phase.is_some_and(|phase| self.phases[phase].stage == Stage::Incident)
    }

    /// Whether a rollback starts this phase over: the phase with the deployment, all later ones, and all during and after the
    /// release. Incident lists have rounds of their own.
    pub fn is_in_attempt(&self, phase: usize) -> bool {
        let stage = self.phases[phase].stage;
        let follows = || self.deployment().and_then(Place::phase).is_some_and(|it| phase >= it);
        stage != Stage::Incident && (stage != Stage::PreRelease || follows())
    }

    /// Whether a new round of a phase can be started. Incidents and rollbacks start the rounds of an incident list and of the
    /// phase with the deployment.
    pub fn can_repeat(&self, phase: usize) -> bool {
        let definition = &self.phases[phase];
        let deploys = self.deployment().and_then(Place::phase) == Some(phase);
        definition.again && definition.stage != Stage::Incident && !deploys
    }

    /// Whether a rollback makes this decision pending again: one that a gate requires, or the rollback itself.
    pub fn is_decided_per_attempt(&self, decision: &DecisionId) -> bool {
        let reverts = self.decision(decision).is_some_and(|decision| decision.reverts);
        reverts || self.gates.iter().any(|gate| gate.decisions.contains_key(decision))
    }

    /// What is allowed but probably a mistake: a decision without an effect, and a deployment that nobody can roll back.
    pub fn warnings(&self) -> Vec<String> {
        let used = |d: &Decision| self.is_decided_per_attempt(&d.id) || !d.escalation.is_empty();
        let unused = self.decisions.iter().filter(|d| !used(d));
        let unused = unused.map(|d| format!("no gate or escalation uses the decision `{}`", d.id));
        let last = self.deployment().filter(|_| self.reverting_decision().is_none());
        let last = last.map(|it| format!("no `reverts` decision can roll back `{}`", self.id(it)));
        unused.chain(last).collect()
    }

    pub fn gate(&self, id: &GateId) -> Option<&Gate> {
        self.gates.iter().find(|gate| gate.id == *id)
    }

    /// A gate and all that it includes, each once.
    pub fn with_included<'a>(&'a self, gate: &'a Gate) -> Vec<&'a Gate> {
        let mut gates = vec![gate];
        let mut next = 0;
        while let Some(gate) = gates.get(next) {
            let included = gate.gates.iter().filter_map(|id| self.gate(id));
            let new: Vec<&Gate> = included.filter(|gate| !gates.contains(gate)).collect();
            gates.extend(new);
            next += 1;
        }
        gates
    }

    /// The place with this id, or formerly with it.
    pub fn place(&self, id: &ItemId) -> Option<Place> {
        self.place_now(id).or_else(|| self.place_now(self.former_ids.get(id)?))
    }

    /// The place with this id: its first part names the phase or the role.
    fn place_now(&self, id: &ItemId) -> Option<Place> {
        let (holder, _) = id.as_str().split_once('.')?;
        // A role may have the id of a phase.
        if let Some(p) = self.phases.iter().position(|phase| phase.id.as_str() == holder)
            && let Some(item) = self.phases[p].items.iter().position(|item| item.id == *id)
        {
            return Some(Place::Item { phase: p, item });
        }
        let r = self.roles.iter().position(|role| role.id.as_str() == holder)?;
        let duty = self.roles[r].duties.iter().position(|duty| duty.id == *id)?;
        Some(Place::Duty { role: r, duty })
    }
}
