//! Whom a decision goes to when its owners cannot make it ("Escalation & Decision Authority" of the roles document).

use super::refusal::held;
use super::{Refusal, decision, still_active};
use crate::command::{Command, command};
use crate::log::Act;
use crate::playbook::{Decision, Escalation};
use crate::release::{Release, naming};

/// Decides an escalation: to the role that is named, else to the next step of the path.
///
/// # Errors
/// If the release has ended, the step does not exist, or the path is exhausted.
pub fn escalate(
    release: &Release,
    decision: &str,
    to: Option<&str>,
    reason: Option<String>,
) -> Result<Vec<Act>, Refusal> {
    still_active(release)?;
    let definition = decision::find(&release.playbook, decision)?;
    let step = match to {
        Some(name) => named(release, definition, name)?,
        None => (definition.escalation.iter())
            .find(|step| is_open(release, definition, step))
            .ok_or_else(|| exhausted(release, definition))?,
    };
    let (decision, to) = (definition.id.clone(), step.to.clone());
    Ok(vec![Act::Escalated { decision, to, reason }])
}

/// Says whether a decision can be escalated to a step of its path: owners can decide anyway.
fn is_open(release: &Release, decision: &Decision, step: &Escalation) -> bool {
    let mut escalations = release.escalations(decision, release.decision_round(&decision.id));
    !decision.owners.contains(&step.to) && escalations.all(|(_, to)| *to != step.to)
}

fn named<'a>(
    release: &Release,
    decision: &'a Decision,
    name: &str,
) -> Result<&'a Escalation, Refusal> {
    let (id, playbook) = (&decision.id, &release.playbook);
    let candidates =
        decision.escalation.iter().map(|step| (step, &step.to, playbook.role_name(&step.to)));
    match naming::one(name, candidates) {
        Ok(step) if is_open(release, decision, step) => Ok(step),
        Ok(step) if decision.owners.contains(&step.to) => {
            let role = playbook.role_name(&step.to);
            Err(Refusal::no(format!("{role} is an owner of {id} and can decide directly"))
                .hint(decides(decision)))
        }
        step => {
            let refusal = match (step, naming::role_or_authority(playbook, name)) {
                (Ok(step), _) => {
                    let role = playbook.role_name(&step.to);
                    Refusal::no(format!("{id} was already escalated to {role}"))
                }
                (Err(_), Ok(_)) => Refusal::no(format!("{id} cannot be escalated to `{name}`")),
                (Err(_), Err(_)) => Refusal::cannot(format!("no role matches `{name}`")),
            };
            let next = command("decide").arg(id).arg("--escalate");
            Err(with_path(release, decision, refusal).hint(next.does("escalates to the next role")))
        }
    }
}

fn exhausted(release: &Release, decision: &Decision) -> Refusal {
    let id = &decision.id;
    let message = match decision.escalation.is_empty() {
        true => format!("{id} has no escalation path"),
        false => format!("{id} was already escalated to everyone on the path"),
    };
    with_path(release, decision, Refusal::no(message)).hint(decides(decision))
}

fn decides(decision: &Decision) -> Command {
    command("decide").arg(&decision.id).typed(&decision.outcomes.join(", or "))
}

fn with_path(release: &Release, decision: &Decision, refusal: Refusal) -> Refusal {
    let line = |step: &Escalation| (step.to.to_string(), held(release, &step.to));
    refusal.listing(decision.escalation.iter().map(line))
}
