//! From definitions to their frozen form and back.

use super::shape::{
    FrozenChannel, FrozenDecision, FrozenEscalation, FrozenGate, FrozenItem, FrozenPhase,
    FrozenPlaybook, FrozenRole, Keyed, Particulars, Text,
};
use crate::names::{DecisionId, GateId, ItemId, PhaseId, RoleId};
use crate::playbook::{
    Authority, Channel, Decision, Duty, Escalation, Gate, Item, Owner, Phase, Playbook, Role, Stage,
};
use smol_str::SmolStrBuilder;
use std::borrow::Cow;
use std::collections::BTreeMap;

impl<'a> FrozenPlaybook<'a> {
    pub(super) fn of(playbook: &'a Playbook) -> Self {
        Self {
            release_time: playbook.release_time.as_str().into(),
            time_zone: playbook.time_zone.as_deref().map(Text::from),
            roles: Keyed::of(&playbook.roles, |role| {
                (role.id.as_str(), FrozenRole::of(role))
            }),
            authorities: Keyed::of(&playbook.authorities, |a| {
                (a.id.as_str(), a.name.as_str().into())
            }),
            phases: Keyed::of(&playbook.phases, |phase| {
                (phase.id.as_str(), FrozenPhase::of(phase))
            }),
            decisions: Keyed::of(&playbook.decisions, |d| {
                (d.id.as_str(), FrozenDecision::of(d))
            }),
            channels: playbook.channels.iter().map(FrozenChannel::of).collect(),
            gates: Keyed::of(&playbook.gates, |gate| {
                (gate.id.as_str(), FrozenGate::of(gate))
            }),
            team: playbook.team.clone(),
        }
    }

    pub(super) fn thaw(self) -> Playbook {
        Playbook {
            release_time: self.release_time.into(),
            time_zone: self.time_zone.map(Text::into),
            roles: self.roles.into_values(FrozenRole::thaw),
            authorities: self.authorities.into_values(|id, name| Authority {
                id: RoleId::new(id),
                name: name.into(),
            }),
            phases: self.phases.into_values(FrozenPhase::thaw),
            decisions: self.decisions.into_values(FrozenDecision::thaw),
            channels: self.channels.into_iter().map(FrozenChannel::thaw).collect(),
            gates: self.gates.into_values(FrozenGate::thaw),
            team: self.team,
        }
    }
}

impl<'a> FrozenRole<'a> {
    pub(super) fn of(role: &'a Role) -> Self {
        let mut duties: BTreeMap<Stage, Keyed<'a, Text<'a>>> = BTreeMap::new();
        for duty in &role.duties {
            let entry = (own(&duty.id).into(), duty.text.as_str().into());
            duties.entry(duty.stage).or_default().0.push(entry);
        }
        Self {
            name: role.name.as_str().into(),
            duties,
        }
    }

    pub(super) fn thaw(id: &str, role: Self) -> Role {
        let mut duties = Vec::with_capacity(16);
        for (stage, entries) in role.duties {
            duties.extend(entries.0.into_iter().map(|(own, text)| Duty {
                id: full(id, &own.0),
                stage,
                text: text.into(),
            }));
        }
        Role {
            duties,
            name: role.name.into(),
            id: RoleId::new(id),
        }
    }
}

impl<'a> FrozenPhase<'a> {
    pub(super) fn of(phase: &'a Phase) -> Self {
        let owner = phase
            .items
            .first()
            .map_or("all", |item| item.owner.as_str());
        Self {
            name: phase.name.as_str().into(),
            kind: phase.kind,
            stage: phase.stage,
            when: phase.when,
            owner: owner.into(),
            items: Keyed::of(&phase.items, |item| {
                (own(&item.id), FrozenItem::of(item, owner))
            }),
        }
    }

    pub(super) fn thaw(id: &str, phase: Self) -> Phase {
        let owner = Owner::from(phase.owner.0.into_owned());
        let items = phase.items.0.into_iter();
        let items: Vec<Item> = items
            .map(|(own, item)| item.thaw(full(id, &own.0), &owner))
            .collect();
        Phase {
            id: PhaseId::new(id),
            name: phase.name.into(),
            kind: phase.kind,
            stage: phase.stage,
            when: phase.when,
            items,
        }
    }
}

impl<'a> FrozenItem<'a> {
    pub(super) fn of(item: &'a Item, owner: &str) -> Self {
        let Item {
            id: _,
            text,
            owner: own,
            condition,
            optional,
            deploys,
        } = item;
        let text = text.as_str().into();
        if own.as_str() == owner && condition.is_none() && !optional && !deploys {
            return Self::Plain(text);
        }
        Self::Full(Particulars {
            text,
            owner: (own.as_str() != owner).then(|| own.as_str().into()),
            condition: condition.as_deref().map(Text::from),
            optional: *optional,
            deploys: *deploys,
        })
    }

    pub(super) fn thaw(self, id: ItemId, owner: &Owner) -> Item {
        match self {
            Self::Plain(text) => Item {
                id,
                text: text.into(),
                owner: owner.clone(),
                condition: None,
                optional: false,
                deploys: false,
            },
            Self::Full(item) => Item {
                id,
                text: item.text.into(),
                owner: item.owner.map_or_else(|| owner.clone(), Text::into),
                condition: item.condition.map(Text::into),
                optional: item.optional,
                deploys: item.deploys,
            },
        }
    }
}

impl<'a> FrozenDecision<'a> {
    pub(super) fn of(decision: &'a Decision) -> Self {
        let step = |step: &'a Escalation| FrozenEscalation {
            to: step.to.as_str().into(),
            condition: step.condition.as_deref().map(Text::from),
        };
        Self {
            name: decision.name.as_str().into(),
            owners: decision.owners.clone(),
            escalation: decision.escalation.iter().map(step).collect(),
            outcomes: decision.outcomes.clone(),
        }
    }

    pub(super) fn thaw(id: &str, decision: Self) -> Decision {
        let step = |step: FrozenEscalation<'_>| Escalation {
            to: RoleId::new(step.to.0),
            condition: step.condition.map(Text::into),
        };
        Decision {
            id: DecisionId::new(id),
            name: decision.name.into(),
            owners: decision.owners,
            escalation: decision.escalation.into_iter().map(step).collect(),
            outcomes: decision.outcomes,
        }
    }
}

impl<'a> FrozenChannel<'a> {
    pub(super) fn of(channel: &'a Channel) -> Self {
        Self {
            stage: channel.stage,
            name: channel.name.as_str().into(),
            every_minutes: channel.every_minutes,
        }
    }

    pub(super) fn thaw(self) -> Channel {
        Channel {
            stage: self.stage,
            name: self.name.into(),
            every_minutes: self.every_minutes,
        }
    }
}

impl<'a> FrozenGate<'a> {
    pub(super) fn of(gate: &'a Gate) -> Self {
        let gate = gate.clone();
        Self {
            name: Text(Cow::Owned(gate.name)),
            gates: gate.gates,
            stages: gate.stages,
            phases: gate.phases,
            items: gate.items,
            decisions: gate.decisions,
            no_incident: gate.no_incident,
        }
    }

    pub(super) fn thaw(id: &str, gate: Self) -> Gate {
        Gate {
            id: GateId::new(id),
            name: gate.name.into(),
            gates: gate.gates,
            stages: gate.stages,
            phases: gate.phases,
            items: gate.items,
            decisions: gate.decisions,
            no_incident: gate.no_incident,
        }
    }
}

/// The part of an id that is a thing's own: `scope` of `planning.scope`.
fn own(id: &ItemId) -> &str {
    id.as_str()
        .split_once('.')
        .map_or(id.as_str(), |(_, own)| own)
}

fn full(holder: &str, own: &str) -> ItemId {
    let mut id = SmolStrBuilder::new();
    for part in [holder, ".", own] {
        id.push_str(part);
    }
    ItemId::new(id.finish())
}
