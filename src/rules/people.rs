//! Who holds which role.

use super::refusal::permitted;
use super::{Refusal, still_active};
use crate::command::command;
use crate::log::{Act, Assignment};
use crate::names::{Person, RoleId};
use crate::release::{Release, naming};

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
pub fn assign(
    release: &Release,
    by: &Person,
    handover: &AssignRequest,
) -> Result<Vec<Act>, Refusal> {
    still_active(release)?;
    let playbook = &release.playbook;
    let role = naming::role_or_authority(playbook, &handover.role)
        .map_err(|unclear| Refusal::role(playbook, unclear))?;
    let held = |person: &Person| release.progress.holds(person, &role);
    let resolve = |person: &Person| naming::person(release, person).map_err(Refusal::person);
    let person = resolve(&handover.person)?;
    let unassigned = Act::Unassigned { role: role.clone(), person: person.clone() };
    permitted(release, by, std::slice::from_ref(&unassigned))?;
    let must_hold = |person: &Person| {
        let name = playbook.role_name(&role);
        let refusal = Refusal::no(format!("{person} does not hold {name}"))
            .hint(command("roles").arg(&role).does("shows who holds the role"));
        if held(person) { Ok(()) } else { Err(refusal) }
    };
    if handover.remove {
        must_hold(&person)?;
        return Ok(vec![unassigned]);
    }
    let instead_of = handover.instead_of.as_ref().map(resolve).transpose()?;
    if let Some(former) = &instead_of {
        must_hold(former)?;
    }
    if held(&person) {
        return Err(Refusal::no(format!("{person} already holds {}", playbook.role_name(&role))));
    }
    Ok(vec![Act::Assigned(Assignment { role, person, instead_of, note: handover.note.clone() })])
}

/// A role that somebody holds under a bare name, which is probably another spelling of this person.
pub fn other_spelling(release: &Release, person: &Person) -> Option<(RoleId, Person)> {
    let people = release.progress.people.iter();
    let mut held = people.flat_map(|(role, people)| people.iter().map(move |it| (role, it)));
    let (role, spelling) =
        held.find(|(_, it)| it.is_bare() && !person.is_bare() && it.resembles(person))?;
    Some((role.clone(), spelling.clone()))
}
