//! Who holds which role.

use super::{Refusal, still_open};
use crate::command::{Hint, command};
use crate::log::{Act, Assignment};
use crate::names::{Person, RoleId};
use crate::release::Release;
use crate::release::naming;

/// A change of who holds a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignRequest {
    pub role: String,
    pub person: Person,
    /// Who hands the role over.
    pub instead_of: Option<Person>,
    /// Takes the role from the person instead of giving it.
    pub remove: bool,
    pub note: Option<String>,
}

/// Decides a change of who holds a role.
///
/// # Errors
/// If the release has ended, the role does not exist, or the person already holds it or does not hold it.
pub fn assign(release: &Release, handover: &AssignRequest) -> Result<Vec<Act>, Refusal> {
    still_open(release)?;
    let playbook = &release.playbook;
    let role = naming::role_or_authority(playbook, &handover.role)
        .map_err(|unclear| Refusal::role(playbook, unclear))?;
    let held = |person: &Person| release.progress.holds(person, &role);
    let must_hold = |person: &Person| match held(person) {
        true => Ok(()),
        false => Err(not_held(release, &role, person)),
    };
    let person = handover.person.clone();
    if handover.remove {
        must_hold(&person)?;
        return Ok(vec![Act::Unassigned { role, person }]);
    }
    if let Some(former) = &handover.instead_of {
        must_hold(former)?;
    }
    if held(&person) {
        return Err(Refusal::no(format!("{person} already is {}", playbook.role_name(&role))));
    }
    Ok(vec![Act::Assigned(Assignment {
        role,
        person,
        instead_of: handover.instead_of.clone(),
        note: handover.note.clone(),
    })])
}

fn not_held(release: &Release, role: &RoleId, person: &Person) -> Refusal {
    let name = release.playbook.role_name(role);
    let holders = release.progress.holders(role);
    let refusal = Refusal::no(format!("{person} is not {name}"));
    match holders {
        [] => refusal.hint(
            Hint::from("nobody holds that role: ")
                .command(command("assign").arg(role).arg("PERSON")),
        ),
        [holder, ..] => refusal.hint(format!("{name} is held by {holder}")),
    }
}
