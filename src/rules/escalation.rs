//! Whom a decision goes to when its owners cannot make it ("Escalation & Decision Authority" of the roles document).

use super::refusal::held;
use super::{Refusal, decision, still_active};
use crate::command::{Command, command};
use crate::log::Act;
use crate::names::RoleId;
use crate::playbook::{Decision, Escalation};
use crate::release::Release;
use crate::release::naming;

/// A request to escalate a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EscalateRequest {
    pub decision: String,
    /// The role to escalate to; `None` for the next step of the path.
    pub to: Option<String>,
    pub reason: Option<String>,
}

/// Decides an escalation: to the role that is named, else to the next step of the path.
///
/// # Errors
/// If the release has ended, the step does not exist, or the path is exhausted.
pub fn escalate(release: &Release, appeal: &EscalateRequest) -> Result<Vec<Act>, Refusal> {
    still_active(release)?;
    let definition = decision::find(&release.playbook, &appeal.decision)?;
    let to = match &appeal.to {
        Some(name) => named(release, definition, name)?,
        None => next_step(release, definition).ok_or_else(|| exhausted(release, definition))?,
    };
    Ok(vec![Act::Escalated {
        decision: definition.id.clone(),
        to: to.to.clone(),
        reason: appeal.reason.clone(),
    }])
}

/// The next step of the path. A step of an owner is skipped: owners can decide anyway.
fn next_step<'a>(release: &Release, decision: &'a Decision) -> Option<&'a Escalation> {
    let escalated_to: Vec<&RoleId> = release.escalations(decision).map(|(_, to)| to).collect();
    let mut steps = decision.escalation.iter();
    steps.find(|step| !decision.owners.contains(&step.to) && !escalated_to.contains(&&step.to))
}

/// The step of the path that a person names.
fn named<'a>(
    release: &Release,
    decision: &'a Decision,
    name: &str,
) -> Result<&'a Escalation, Refusal> {
    let playbook = &release.playbook;
    let steps = decision.escalation.iter();
    let candidates = steps.map(|step| (step, &step.to, playbook.role_name(&step.to)));
    let step = naming::one(name, candidates).map_err(|_| {
        let message = format!("`{name}` is not on the escalation path of {}", decision.id);
        with_path(release, decision, Refusal::cannot(message)).hint(
            command("decide")
                .arg(&decision.id)
                .arg("--escalate")
                .does("escalates to the next role"),
        )
    })?;
    if decision.owners.contains(&step.to) {
        let name = playbook.role_name(&step.to);
        let message = format!("{name} is an owner of {} and can decide directly", decision.id);
        return Err(Refusal::no(message).hint(decides(decision)));
    }
    if release.escalations(decision).any(|(_, to)| *to == step.to) {
        let name = playbook.role_name(&step.to);
        let message = format!("{} was already escalated to {name}", decision.id);
        return Err(Refusal::no(message).hint(command("decide").does("shows all escalations")));
    }
    Ok(step)
}

/// Nobody is left to ask.
fn exhausted(release: &Release, decision: &Decision) -> Refusal {
    let id = &decision.id;
    let message = match decision.escalation.is_empty() {
        true => format!("{id} has no escalation path"),
        false => format!("{id} was already escalated to everyone on the path"),
    };
    with_path(release, decision, Refusal::no(message)).hint(decides(decision))
}

fn decides(decision: &Decision) -> Command {
    let outcomes = decision.outcomes.join(", or ");
    command("decide").arg(&decision.id).typed(&outcomes)
}

/// Lists the path below a refusal: each role, and who holds it.
fn with_path(release: &Release, decision: &Decision, refusal: Refusal) -> Refusal {
    let line = |step: &Escalation| (step.to.to_string(), held(release, &step.to));
    refusal.listing(decision.escalation.iter().map(line))
}
