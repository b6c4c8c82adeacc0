//! Who may decide what ("Escalation & Decision Authority" of the roles document).

use super::refusal::{held, reason};
use super::{Refusal, still_active};
use crate::command::command;
use crate::log::{Act, Decided};
use crate::names::{Person, RoleId};
use crate::playbook::{Decision, Playbook};
use crate::release::{Permissions, Release, naming};

/// Decides a vote: one for each owning role that the person holds, else one for their step of the escalation path, else an
/// override with a reason. Whoever asks for an override and owns the decision together with others overrides them.
///
/// # Errors
/// If the release has ended, the decision or outcome does not exist, or the person may not decide.
pub fn decide(
    release: &Release,
    by: &Person,
    decision: &str,
    outcome: &str,
    why: Option<&str>,
    overriding: bool,
) -> Result<Vec<Act>, Refusal> {
    still_active(release)?;
    let decision = find(&release.playbook, decision)?;
    let outcomes = decision.outcomes.iter().map(|it| (it.clone(), it, it));
    let outcome = naming::one(outcome, outcomes).map_err(|_| {
        let id = &decision.id;
        let all = decision.outcomes.join("` or `");
        let first = decision.outcomes.first().map_or("OUTCOME", |it| it);
        Refusal::cannot(format!("unknown outcome `{outcome}` for `{id}`; use `{all}`"))
            .hint(command("decide").arg(id).arg(first))
    })?;
    if overriding {
        reason(why)?;
    }
    let said = |role: Option<RoleId>, escalated: bool, overridden: bool| {
        Act::Decided(Decided {
            decision: decision.id.clone(),
            outcome: outcome.clone(),
            round: release.decision_round(&decision.id),
            role,
            reason: why.map(str::to_owned),
            overridden,
            escalated,
        })
    };
    let permissions = Permissions::of(&release.playbook, &release.log);
    let may = |vote: &Act| permissions.may(by, vote).is_ok();
    let owners = decision.owners.iter().map(|role| said(Some(role.clone()), false, false));
    let votes: Vec<Act> = owners.filter(may).collect();
    // An owner among several has to override, too, if the others cannot be reached.
    let decides = votes.len() == decision.owners.len();
    if !votes.is_empty() && (decides || !overriding) {
        return Ok(votes);
    }
    let steps = decision.escalation.iter().map(|step| said(Some(step.to.clone()), true, false));
    let alone = steps.chain(overriding.then(|| said(None, false, true)));
    let vote = { alone }.find(may);
    vote.map(|vote| vec![vote]).ok_or_else(|| no_authority(release, by, decision, &outcome))
}

/// Finds the decision that a person means.
pub fn find<'a>(playbook: &'a Playbook, name: &str) -> Result<&'a Decision, Refusal> {
    naming::decision(playbook, name).map_err(|unclear| {
        let line = |it: &&Decision| (it.id.to_string(), it.name.clone());
        Refusal::unclear("decision", unclear, &playbook.decisions, line)
            .hint(command("decide").does("shows all decisions"))
    })
}

fn no_authority(release: &Release, by: &Person, decision: &Decision, outcome: &str) -> Refusal {
    let id = &decision.id;
    let owners: Vec<String> = decision.owners.iter().map(|role| held(release, role)).collect();
    let can = if owners.len() == 1 { "its owner can" } else { "its owners can" };
    let message = format!("{} cannot decide {id}; only {can}: {}", by.short(), owners.join(", "));
    let escalate = command("decide").arg(id).arg("--escalate");
    let alone = command("decide").arg(id).arg(outcome).arg("--override").reason();
    Refusal::no(message).hint(escalate.or(alone))
}
