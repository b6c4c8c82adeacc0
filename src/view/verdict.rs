//! Whether a release can proceed: its headline, its gates, and the decisions that are pending.

use super::{EventView, RequirementView, RoleLine, Stamp, VoteView};
use crate::names::{DecisionId, GateId, Person};
use crate::playbook::{Decision, FINISH, Gate};
use crate::release::gate::{self, GateVerdict, GatesAhead, Judgement, Requirement};
use crate::release::{Release, ReleaseState};
use crate::schedule::Moment;
use serde::Serialize;

/// The state of a release in one word; the first that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Headline {
    Cancelled,
    Finished,
    Incident,
    /// The last deployment was rolled back, and the gate before the next one is closed.
    RolledBack,
    /// The release can be finished.
    Complete,
    Deployed,
    /// A decision that a gate requires has its last outcome.
    NoGo,
    ReadyToDeploy,
    /// A required item is late.
    Behind,
    /// A required item is blocked.
    Blocked,
    OnTrack,
}

#[derive(Debug, Clone, Serialize)]
pub struct GateLine {
    pub gate: GateId,
    pub name: String,
    pub verdict: GateVerdict,
    /// Says whether this gate has to open next.
    pub current: bool,
    /// Says whether the headline names it: it has to open next, or is the closed one before the deployment.
    #[serde(skip)]
    pub shown: bool,
    /// How many of its missing items the next gate does not require, if the headline names it besides that one.
    #[serde(skip)]
    pub more: Option<usize>,
    /// How many items and decisions the gate requires.
    pub counted: usize,
    /// The numbers and ids of what is missing.
    pub missing: Vec<String>,
    /// How many of them are overdue.
    pub late: usize,
    #[serde(skip)]
    pub items: usize,
    /// What is missing besides items.
    #[serde(skip)]
    pub others: Vec<RequirementView>,
}

#[derive(Debug, Clone, Serialize)]
pub struct PendingDecision {
    pub id: DecisionId,
    pub name: String,
    /// What was decided, if that needs to be confirmed or is not what a gate requires.
    pub outcome: Option<String>,
    pub votes: Vec<VoteView>,
    /// The roles that still have to vote, or to whom it was escalated.
    pub roles: Vec<RoleLine>,
    /// What happened since it was decided, so that it needs to be confirmed again.
    pub since: Option<EventView>,
    /// When it was escalated, if nobody has voted since.
    pub escalated_at: Option<Stamp>,
    /// T, if a gate requires the decision.
    pub due: Option<Stamp>,
}

impl PendingDecision {
    pub(super) fn new(release: &Release, decision: &Decision, required: bool) -> Self {
        let status = release.decision_status(&decision.id);
        let outcome = status.and_then(|status| status.outcome.clone());
        let votes = status.map_or(&[][..], |status| &status.votes);
        let escalations = release.escalations(decision, release.decision_round(&decision.id));
        let escalated = escalations.last().filter(|(event, _)| {
            let mut later = votes.iter().filter(|&&vote| release.log.is_before(*event, vote));
            later.next().is_none()
        });
        let awaited = match (escalated, status) {
            (Some((_, to)), _) => vec![to],
            (None, Some(status)) if outcome.is_none() => status.awaited.iter().collect(),
            (None, _) => decision.owners.iter().collect(),
        };
        Self {
            id: decision.id.clone(),
            name: decision.name.clone(),
            outcome,
            votes: votes.iter().filter_map(|&vote| VoteView::new(release, vote)).collect(),
            roles: RoleLine::all(release, awaited),
            since: None,
            escalated_at: escalated
                .map(|(event, _)| Stamp(release.local(release.events()[event].at))),
            due: release.t.filter(|_| required).map(Stamp),
        }
    }

    pub fn people(&self) -> Vec<Person> {
        self.roles.iter().flat_map(|role| role.people.iter().cloned()).collect()
    }

    /// Says whether its day has come, or others are waiting.
    pub(super) fn is_due(&self, now: Moment) -> bool {
        let day = self.due.map(|due| due.0.date_naive());
        self.is_urgent() || day.is_some_and(|day| day <= now.date_naive())
    }

    /// Says whether somebody has voted or escalated it, so that others are waiting.
    pub(super) fn is_urgent(&self) -> bool {
        self.escalated_at.is_some() || (self.outcome.is_none() && !self.votes.is_empty())
    }
}

/// The headline without regard to incidents.
pub(super) fn plan(
    release: &Release,
    ahead: &GatesAhead,
    gates: &[GateLine],
    is_late: bool,
    is_blocked: bool,
) -> Headline {
    let is_open = |id: Option<&GateId>| {
        let mut gates = gates.iter();
        gates.any(|gate| Some(&gate.gate) == id && gate.verdict.is_open())
    };
    let deployed = release.deployed().is_some();
    let ready = is_open(gate::before_deployment(release));
    let refused = || ahead.ahead.iter().any(|&i| is_refused(release, &ahead.judgements[i]));
    match release.progress.end {
        ReleaseState::Cancelled(_) => Headline::Cancelled,
        ReleaseState::Finished(_) => Headline::Finished,
        _ if !deployed && !ready && release.progress.attempt() > 1 => Headline::RolledBack,
        _ if is_open(Some(&GateId::from(FINISH))) => Headline::Complete,
        _ if deployed => Headline::Deployed,
        _ if refused() => Headline::NoGo,
        _ if ready => Headline::ReadyToDeploy,
        _ if is_late => Headline::Behind,
        _ if is_blocked => Headline::Blocked,
        ReleaseState::Active => Headline::OnTrack,
    }
}

/// Says whether a decision that a gate requires has its last outcome instead.
fn is_refused(release: &Release, judgement: &Judgement) -> bool {
    judgement.missing.iter().any(|missing| {
        let Requirement::Decision { decision, outcome: Some(outcome), .. } = missing else {
            return false;
        };
        let decision = release.playbook.decision(decision);
        decision.and_then(|decision| decision.outcomes.last()) == Some(outcome)
    })
}

/// All gates. The one before the deployment is named if it requires something that the next one does not.
pub(super) fn gates(release: &Release, ahead: &GatesAhead, now: Moment) -> Vec<GateLine> {
    let next = ahead.next();
    let is_next = |judgement: &Judgement| next.is_some_and(|it| it.gate == judgement.gate);
    let known = next.map_or(&[][..], |next| &next.missing);
    let before = gate::before_deployment(release);
    let judged = release.playbook.gates.iter().zip(&ahead.judgements);
    let line = |(gate, judgement): (&Gate, &Judgement)| {
        let line = gate_line(release, gate, judgement, now);
        if is_next(judgement) {
            return GateLine { current: true, shown: true, ..line };
        }
        if Some(&gate.id) != before {
            return line;
        }
        let mut added = judgement.clone();
        added.missing.retain(|missing| !known.contains(missing));
        if added.missing.is_empty() && judgement.counted > 0 {
            return line;
        }
        let GateLine { items, others, .. } = gate_line(release, gate, &added, now);
        GateLine { shown: true, more: Some(items), others, ..line }
    };
    judged.map(line).collect()
}

/// One gate, with all that it misses.
pub(super) fn gate_line(
    release: &Release,
    gate: &Gate,
    judgement: &Judgement,
    now: Moment,
) -> GateLine {
    let mut line = GateLine {
        gate: gate.id.clone(),
        name: gate.name.clone(),
        verdict: judgement.verdict(),
        current: false,
        shown: false,
        more: None,
        counted: judgement.counted,
        missing: Vec::with_capacity(judgement.missing.len()),
        late: 0,
        items: 0,
        others: Vec::new(),
    };
    for missing in &judgement.missing {
        if let Requirement::Item { place, state } = *missing {
            line.items += 1;
            line.late += usize::from(release.is_late(place, state, now));
            line.missing.push(release.playbook.number(place));
        } else if let Some(other) = RequirementView::new(release, missing, now) {
            line.missing.push(other.label());
            line.others.push(other);
        }
    }
    line
}

/// The decisions that are voted on, escalated, or required by a gate that the headline names.
pub(super) fn pending_decisions(release: &Release, gates: &[GateLine]) -> Vec<PendingDecision> {
    let pending = |decision: &Decision| {
        let shown = gates.iter().filter(|gate| gate.shown);
        let mut missing = shown.flat_map(|gate| &gate.others);
        let required = missing.find_map(|missing| {
            let RequirementView::Decision(it) = missing else { return None };
            let is_open = it.outcome.is_none() || it.since.is_some();
            (it.id == decision.id && is_open).then(|| it.clone())
        });
        required.or_else(|| {
            let pending = PendingDecision::new(release, decision, false);
            (pending.outcome.is_none() && pending.is_urgent()).then_some(pending)
        })
    };
    let decisions = release.playbook.decisions.iter();
    decisions.filter(|_| release.progress.end == ReleaseState::Active).filter_map(pending).collect()
}

#[cfg(test)]
mod tests;
