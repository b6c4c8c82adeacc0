//! What the go/no-go meeting needs: the gate's answer, each role's part of it, risks, deviations, and what is to be decided.

use super::history::notes_of;
use super::verdict::gate_line;
use super::{
    DecisionView, DeviationView, DeviationsView, EventView, GateLine, PendingDecision, RoleLine,
    Stamp, StatusView,
};
use crate::log::NoteKind;
use crate::playbook::{PhaseKind, Place};
use crate::release::gate::{Requirement, judge, required_items};
use crate::release::{ItemState, Release};
use crate::schedule::Moment;
use serde::Serialize;

/// The gate that the meeting is about.
const GATE: &str = "deploy";

#[derive(Debug, Clone, Serialize)]
pub struct ReadinessView {
    pub release: String,
    pub at: Stamp,
    pub release_at: Option<Stamp>,
    /// The gate `deploy`; where there is none, the gate of the present stage.
    pub gate: Option<GateLine>,
    pub roles: Vec<ReadyRole>,
    /// The risks that are not resolved, the oldest first.
    pub risks: Vec<EventView>,
    /// What was done differently from the plan, as `log` shows it.
    pub deviations: Vec<DeviationView>,
    /// Decisions that are voted on, escalated, or required by a gate that has to open next.
    pub decisions: Vec<PendingDecision>,
    /// Decisions that the gate requires and that were made, one way or the other.
    pub decided: Vec<DecisionView>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ReadyRole {
    #[serde(flatten)]
    pub line: RoleLine,
    /// Whether all its checkpoint items are done; null if it has none.
    pub confirmed: Option<bool>,
    /// Its checkpoint items that the gate requires.
    pub confirmations: Vec<ConfirmationView>,
    /// How many of its items the gate still waits for, and how many of those are late or blocked.
    pub todo: usize,
    pub late: usize,
    pub blocked: usize,
}

/// One item of a checkpoint, as far as it is this role's.
#[derive(Debug, Clone, Serialize)]
pub struct ConfirmationView {
    #[serde(rename = "ref")]
    pub number: String,
    pub state: ItemState,
}

impl ReadinessView {
    /// Shows a release at a moment; `None` for a draft.
    pub fn new(release: &Release, now: Moment) -> Option<Self> {
        let status = StatusView::new(release, now, 0)?;
        let mut gates = status.gates.iter();
        let line = gates.find(|gate| gate.gate.as_str() == GATE).or(status.current_gate());
        let definition = line.and_then(|line| release.playbook.gate(&line.gate));
        let judgement = definition.and_then(|gate| judge(release, &gate.id));
        let whole = definition.zip(judgement.as_ref());
        let whole = whole.map(|(gate, judgement)| gate_line(release, gate, judgement, now));
        let current = line.is_some_and(|line| line.current);
        let judged: Vec<&Requirement> =
            judgement.iter().flat_map(|it| it.met.iter().chain(&it.missing)).collect();
        let decisions = release.playbook.decisions.iter().filter(|definition| {
            judged.iter().any(|it| match it {
                Requirement::Decision { decision, outcome, .. } => {
                    outcome.is_some() && *decision == definition.id
                }
                Requirement::Item { .. }
                | Requirement::Unconfirmed { .. }
                | Requirement::Incident(_)
                | Requirement::Cancelled(_)
                | Requirement::Conflict(_) => false,
            })
        });
        let decided = decisions.map(|decision| DecisionView::new(release, decision)).collect();
        let required = definition.map_or_else(Vec::new, |gate| required_items(release, gate));
        let roles = 0..release.playbook.roles.len();
        Some(Self {
            release: status.release,
            at: status.at,
            release_at: status.release_at,
            gate: whole.map(|whole| GateLine { current, ..whole }),
            roles: roles.map(|role| ReadyRole::new(release, role, &required, now)).collect(),
            risks: notes_of(release, &[NoteKind::Risk]),
            deviations: DeviationsView::new(release).deviations,
            decisions: status.decisions,
            decided,
        })
    }
}

impl ReadyRole {
    fn new(release: &Release, role: usize, required: &[Place], now: Moment) -> Self {
        let id = &release.playbook.roles[role].id;
        let mut ready = Self {
            line: RoleLine::new(release, id),
            confirmed: None,
            confirmations: Vec::new(),
            todo: 0,
            late: 0,
            blocked: 0,
        };
        for &place in required {
            if !release.playbook.owner(place).includes(id) {
                continue;
            }
            let state = release.status(place).for_role(role);
            ready.todo += usize::from(!state.is_complete());
            ready.late += usize::from(release.is_late(place, state, now));
            ready.blocked += usize::from(state == ItemState::Blocked);
            let kind = place.phase().map(|phase| release.playbook.phases[phase].kind);
            if kind == Some(PhaseKind::Checkpoint) {
                let number = release.playbook.number(place);
                ready.confirmations.push(ConfirmationView { number, state });
                let before = ready.confirmed.unwrap_or(true);
                ready.confirmed = Some(before && state.is_complete());
            }
        }
        ready
    }
}

#[cfg(test)]
mod tests {
    use super::ReadinessView;
    use crate::playbook::PhaseKind;
    use crate::release::Release;
    use crate::samples::{ALICE, BOB, DANA, History, blocked, decided, moment, ticked};

    /// A history in which phase 2 is a checkpoint.
    fn history() -> History {
        History::with(|playbook| playbook.phases[1].kind = PhaseKind::Checkpoint)
    }

    fn view(release: &Release) -> ReadinessView {
        ReadinessView::new(release, moment("2026-12-10 09:00")).unwrap()
    }

    /// Each role's number of to-do, late and blocked items, and whether it has confirmed.
    fn roles(release: &Release) -> Vec<String> {
        let line = |role: &super::ReadyRole| {
            let (id, confirmed) = (&role.line.id, role.confirmed);
            format!("{id} {} {} {} {confirmed:?}", role.todo, role.late, role.blocked)
        };
        view(release).roles.iter().map(line).collect()
    }

    #[test]
    fn each_role_has_its_share_of_the_gate() {
        let mut history = history();
        let before = ["rm 2 1 0 Some(false)", "dev 2 1 0 Some(false)", "qa 2 0 0 Some(false)"];
        assert_eq!(roles(&history.release()), before);
        history.record(DANA, ticked("ready.sign-off", "qa"));
        history.record(BOB, ticked("plan.docs", "dev"));
        history.record(ALICE, blocked("plan.scope", "rm"));
        let after = ["rm 2 1 1 Some(false)", "dev 1 0 0 Some(false)", "qa 1 0 0 Some(true)"];
        assert_eq!(roles(&history.release()), after);
    }

    #[test]
    fn a_role_without_a_confirmation_has_nothing_to_confirm() {
        let release = History::new().release();
        assert!(view(&release).roles.iter().all(|role| role.confirmed.is_none()));
    }

    #[test]
    fn pending_decisions_and_those_of_the_gate_are_listed() {
        let mut history = history();
        let ids = |history: &History| -> Vec<String> {
            let view = view(&history.release());
            view.decisions.iter().map(|d| d.id.to_string()).collect()
        };
        assert_eq!(ids(&history), ["go-no-go"]);
        history.record(ALICE, decided("rollback", "stay", "rm"));
        assert_eq!(ids(&history), ["go-no-go", "rollback"]);
        history.record(BOB, decided("rollback", "stay", "dev"));
        assert_eq!(ids(&history), ["go-no-go"]);
    }

    #[test]
    fn a_go_needs_confirmation_after_an_untick() {
        let mut history = history();
        history.record(ALICE, decided("go-no-go", "go", "rm"));
        assert!(view(&history.release()).decisions.is_empty());
        history.record(ALICE, blocked("plan.scope", "rm"));
        let decisions = view(&history.release()).decisions;
        assert_eq!(decisions[0].outcome.as_deref(), Some("go"));
    }
}
