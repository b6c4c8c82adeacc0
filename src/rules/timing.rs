//! The start of a release and its release time (T).

use super::{Refusal, still_active};
use crate::command::command;
use crate::log::{Act, Started};
use crate::names::{Person, RoleId};
use crate::release::{Release, naming};
use crate::schedule::{Moment, time};
use std::collections::BTreeMap;

/// Decides the beginning of a release, and who begins it, by the whole address if that is known. The people of `started`
/// replace the playbook's team for their roles; `assign` has roles as named, and who is to hold them besides. Whoever begins it
/// holds the first role of the playbook unless somebody else does.
///
/// # Errors
/// If a role to assign does not exist, or a bare name could be several people.
pub fn start(
    by: &Person,
    started: Started,
    assign: &[(String, Person)],
) -> Result<(Person, Started), Refusal> {
    let playbook = &started.playbook;
    let is_known = |role: &RoleId| {
        playbook.role(role).is_some() || playbook.authorities.iter().any(|it| it.id == *role)
    };
    let mut team = playbook.team.clone();
    team.extend(started.people.into_iter().filter(|(role, _)| is_known(role)));
    let team = team.iter().flat_map(|(role, all)| all.iter().map(|it| (role.as_str(), it)));
    let assigned = assign.iter().map(|(role, person)| (role.as_str(), person));
    let named: Vec<(&str, &Person)> = team.chain(assigned).collect();
    let known = || named.iter().map(|(_, person)| *person).chain([by]);
    let resolve = |person| naming::person_among(known(), person).map_err(Refusal::person);
    let mut people: BTreeMap<RoleId, Vec<Person>> = BTreeMap::new();
    for &(role, person) in &named {
        let role = naming::role_or_authority(playbook, role)
            .map_err(|unclear| Refusal::role(playbook, unclear))?;
        let (person, holders) = (resolve(person)?, people.entry(role).or_default());
        if !holders.contains(&person) {
            holders.push(person);
        }
    }
    let by = resolve(by)?;
    if started.strict && playbook.implicit_role {
        return Err(Refusal::cannot("`--strict` requires a playbook with roles")
            .hint("without roles, anyone can tick"));
    }
    let first = playbook.roles.first().filter(|it| people.get(&it.id).is_none_or(Vec::is_empty));
    people.extend(first.map(|unheld| (unheld.id.clone(), vec![by.clone()])));
    Ok((by, Started { people, ..started }))
}

/// Refuses a new T for a release that has ended or has no dates.
pub fn can_reschedule(release: &Release) -> Result<(), Refusal> {
    still_active(release)?;
    if release.t.is_none() && !release.playbook.is_dated() {
        return Err(Refusal::no(format!("{} has no dates to move", release.title()))
            .hint(command("phases").does("shows its phases; none of them has `when`")));
    }
    Ok(())
}

/// Decides another T.
pub fn reschedule(
    release: &Release,
    on: Moment,
    reason: Option<&String>,
) -> Result<Vec<Act>, Refusal> {
    can_reschedule(release)?;
    let same = |t: Moment| t == on && t.timezone() == on.timezone();
    if release.t.is_some_and(same) {
        let when = format!("{} {}", on.format("%a %-d %b %Y"), time(on));
        return Err(Refusal::no(format!("{} is already on {when}", release.title())));
    }
    let (on, tz) = (on.fixed_offset(), on.timezone().name().to_owned());
    Ok(vec![Act::Rescheduled { on, tz, reason: reason.cloned() }])
}
