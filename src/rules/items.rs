//! Ticking, skipping, blocking and setting back: several items at once, all or none.

use super::incident::ongoing_incident;
use super::refusal::{find_role, of_incident, permitted, reason};
use super::{Changes, Refusal, still_active};
use crate::command::{Command, command};
use crate::log::{Act, ItemChange, Timestamp};
use crate::names::{Person, RoleId, may_follow};
use crate::playbook::{Evidence, Owner, Place};
use crate::release::naming::Unclear;
use crate::release::{
    ItemAction, ItemState, MissingArgument, Obstacle, Release, Slot, SlotState, naming,
};
use crate::schedule::{Moment, time};
use chrono::{DateTime, Utc};

/// Items as a person named them, and what to do to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemRequest {
    pub action: ItemAction,
    pub items: Vec<String>,
    /// For which roles, for items owned by all; `all` means every remaining one.
    pub roles: Vec<String>,
    /// For which incident, if several are ongoing.
    pub incident: Option<u32>,
    /// Why, or a note; needed to skip and to block.
    pub reason: Option<String>,
    pub link: Option<String>,
    /// When it really happened, if it is recorded later.
    pub happened: Option<DateTime<Utc>>,
}

/// A box to mark, and the role in whose name.
struct Target {
    slot: Slot,
    role: RoleId,
}

/// Decides an action on items: one event for each box, or a refusal that names the first obstacle. Items that are in the
/// requested state are no obstacle.
///
/// # Errors
/// The first obstacle: an unknown item, a state that forbids the action, a missing reason or role.
pub fn act_on_items(
    release: &Release,
    by: &Person,
    request: &ItemRequest,
) -> Result<Changes, Refusal> {
    still_active(release)?;
    let link = link(request.link.as_deref())?;
    let mut targets: Vec<Target> = Vec::new();
    let mut already: Vec<String> = Vec::new();
    for name in &request.items {
        let places = naming::items(&release.playbook, name)
            .map_err(|unclear| no_item(release, request, unclear))?;
        let is_group = places.len() > 1;
        for place in places {
            for target in boxes(release, by, request, place)? {
                if targets.iter().any(|known| known.slot == target.slot) {
                    continue;
                }
                match unchanged(release, request.action, target.slot, is_group) {
                    Some(remark) if already.contains(&remark) => {}
                    Some(remark) => already.push(remark),
                    None => targets.push(target),
                }
            }
        }
    }
    if targets.is_empty() {
        return Ok(Changes { acts: Vec::new(), unchanged: already });
    }
    let why = match request.action.needs_reason() {
        true => Some(reason(request.reason.as_deref())?),
        false => request.reason.clone(),
    };
    let act = |target: Target| {
        request.action.event(state(release, target.slot))(ItemChange {
            item: release.playbook.id(target.slot.place).clone(),
            role: target.role,
            round: target.slot.round,
            reason: why.clone(),
            link: link.clone(),
            happened: request.happened.map(Timestamp::of),
        })
    };
    if request.action == ItemAction::Tick {
        let places: Vec<Place> = targets.iter().map(|target| target.slot.place).collect();
        has_evidence(release, request, &places)?;
        in_order(release, &places)?;
        targets = prerequisites_first(release, targets);
    }
    let acts: Vec<Act> = targets.into_iter().map(act).collect();
    permitted(release, by, &acts)?;
    Ok(Changes { acts, unchanged: already })
}

/// A name that leads to no item. A text beside items was meant as the reason.
fn no_item(release: &Release, request: &ItemRequest, unclear: Unclear<Place>) -> Refusal {
    let mut meant = None;
    if let Unclear::Unknown { name, nearest: _ } = &unclear
        && request.action.needs_reason()
        && request.reason.is_none()
        && request.items.len() > 1
        && name.contains(' ')
    {
        let items = request.items.iter().filter(|item| *item != name);
        let action = items.fold(command(request.action.command()), Command::arg);
        meant = Some(action.arg("--reason").arg(name));
    }
    let refusal = Refusal::item(release, unclear, request.action.command());
    match meant {
        Some(meant) => refusal.hint(meant),
        None => refusal,
    }
}

/// Puts what comes first before what waits for it, and keeps the order otherwise.
fn prerequisites_first(release: &Release, mut left: Vec<Target>) -> Vec<Target> {
    let mut sorted = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let is_left = |place: &Place| left.iter().any(|target| target.slot.place == *place);
        let waits = |target: &Target| release.waits_for(target.slot.place).iter().any(is_left);
        let next = left.iter().position(|target| !waits(target));
        sorted.push(left.remove(next.unwrap_or(0)));
    }
    sorted
}

/// Refuses a tick without the link or the note that an item needs.
fn has_evidence(release: &Release, request: &ItemRequest, places: &[Place]) -> Result<(), Refusal> {
    let lacking = |place: Place| {
        let (needs, given) = match release.playbook.item_at(place)?.needs? {
            Evidence::Link => ("link", &request.link),
            Evidence::Note => ("note", &request.reason),
        };
        let is_given = given.as_ref().is_some_and(|text| !text.trim().is_empty());
        (!is_given).then_some((place, needs))
    };
    let Some((place, needs)) = places.iter().find_map(|&place| lacking(place)) else {
        return Ok(());
    };
    let number = release.playbook.number(place);
    let question = format!("{} for {number}?", if needs == "link" { "Link" } else { "Note" });
    let option = if needs == "link" { "--link URL" } else { "--note TEXT" };
    let hint = command("tick").arg(&number).typed(option);
    if places.len() > 1 {
        // An answer would be recorded for all of them.
        let message = format!("{number} needs a {needs}, so tick it on its own");
        return Err(Refusal::cannot(message).hint(hint));
    }
    Err(Refusal::cannot(format!("{number} needs a {needs}"))
        .hint(hint)
        .missing([MissingArgument::option(needs, question)]))
}

/// In a strict release, refuses ticks of items before what comes first, unless that is ticked with them.
fn in_order(release: &Release, places: &[Place]) -> Result<(), Refusal> {
    for &place in places.iter().filter(|_| release.progress.strict) {
        let first = release.waits_for(place);
        if let Some(&first) = first.iter().find(|it| !places.contains(it)) {
            let (number, first) = (release.playbook.number(place), release.playbook.number(first));
            let refusal = Refusal::no(format!("{number} comes after {first}, which is not done"));
            return Err(refusal.hint(command("tick").arg(first)));
        }
    }
    Ok(())
}

/// Checks when something happened: not in the future, and not before the start.
pub fn happened(release: &Release, at: Moment, now: DateTime<Utc>) -> Result<(), Refusal> {
    let shown = format!("{} {}", at.format("%-d %b %Y"), time(at));
    if at > now {
        return Err(Refusal::cannot(format!("{shown} is in the future"))
            .hint("--at takes the time when it happened, such as `14:05` or `-2h`"));
    }
    let started = release.log.beginning().map(|(event, _)| release.events()[event].at);
    if started.is_some_and(|started| at < started) {
        let title = release.title();
        return Err(Refusal::cannot(format!("{shown} is before the start of {title}"))
            .hint(command("log").does("shows when it was started")));
    }
    Ok(())
}

/// Says of a box that it needs no change. Ticking a group of items leaves those alone that were skipped.
fn unchanged(release: &Release, action: ItemAction, slot: Slot, is_group: bool) -> Option<String> {
    let SlotState { state, event } = release.progress.slot_state(slot);
    let how = match action.obstacle(state) {
        Some(Obstacle::Already(how)) => format!("already {how}"),
        None if is_group && (action, state) == (ItemAction::Tick, ItemState::Skipped) => {
            "skipped".to_owned()
        }
        _ => return None,
    };
    let event = event.filter(|_| state != ItemState::Todo);
    let by = event.map(|event| format!(", by {}", release.events()[event].by.short()));
    let number = release.playbook.number(slot.place);
    // The role matters while others are left.
    let is_left = release.status(slot.place).awaited().next().is_some();
    let role = slot.role.filter(|_| is_left);
    let role = role.map(|role| format!(" for {}", release.playbook.roles[role].name));
    Some(format!("{number} is {how}{}{}", role.unwrap_or_default(), by.unwrap_or_default()))
}

/// The boxes of one item that a request means, each of them checked.
fn boxes(
    release: &Release,
    by: &Person,
    request: &ItemRequest,
    place: Place,
) -> Result<Vec<Target>, Refusal> {
    let round = round(release, request, place)?;
    let mut targets = match release.playbook.owner(place) {
        Owner::All => roles_of(release, by, request, place, round)?,
        Owner::Role(owner) => {
            let role = match &request.roles[..] {
                [] => owner,
                // All roles that are left: of this item it is one.
                [name] if name == "all" => owner,
                [name] => find_role(&release.playbook, name)?,
                _ => {
                    let number = release.playbook.number(place);
                    return Err(Refusal::cannot(format!("{number} belongs to one role"))
                        .hint("give --role once"));
                }
            };
            vec![Target { slot: Slot { place, role: None, round }, role }]
        }
    };
    let possible = |target: &Target| request.action.is_possible(state(release, target.slot));
    // Somebody who holds several roles, or says `all`, means those that are left, and not those that were excused.
    let excused = |target: &Target| state(release, target.slot) == ItemState::Skipped;
    let left = |target: &Target| possible(target) && !excused(target);
    if request.action == ItemAction::Tick && targets.iter().any(left) {
        targets.retain(left);
    }
    if targets.iter().any(possible) {
        targets.retain(possible);
    }
    for &Target { slot, .. } in &targets {
        if let Some(Obstacle::State(message)) = request.action.obstacle(state(release, slot)) {
            return Err(Refusal::not(release, slot.place, message).hint(set_back(release, slot)));
        }
    }
    Ok(targets)
}

/// The round of a place: of an incident list, the number of the incident.
fn round(release: &Release, request: &ItemRequest, place: Place) -> Result<u32, Refusal> {
    if !release.waits_for_incident(place) {
        return Ok(release.round_of(place));
    }
    if request.incident.is_none() && release.incident().is_none() {
        let why = "belongs to the incident checklist, and no incident is ongoing";
        let declare = command("incident declare").text("what happened").typed("--severity 2");
        return Err(Refusal::not(release, place, why).hint(declare));
    }
    ongoing_incident(release, request.incident)
}

fn roles_of(
    release: &Release,
    by: &Person,
    request: &ItemRequest,
    place: Place,
    round: u32,
) -> Result<Vec<Target>, Refusal> {
    let roles = &release.playbook.roles;
    let named: Vec<RoleId> = if request.roles.iter().any(|name| name == "all") {
        roles.iter().map(|role| role.id.clone()).collect()
    } else if request.roles.is_empty() {
        let anybody = release.playbook.implicit_role;
        let held = roles.iter().filter(|role| anybody || release.progress.holds(by, &role.id));
        held.map(|role| role.id.clone()).collect()
    } else {
        request.roles.iter().map(|it| find_role(&release.playbook, it)).collect::<Result<_, _>>()?
    };
    if named.is_empty() {
        let number = release.playbook.number(place);
        // With several items, a role would be that of the other items too.
        let is_only = request.items.len() <= 1;
        let missing = is_only.then(|| MissingArgument::roles(request.action, &number));
        let first = roles.first().map_or("ROLE", |role| role.id.as_str());
        let hint = command(request.action.command()).arg(&number).arg("--role").arg(first);
        let why = format!("{number} belongs to all roles, and {by} holds none");
        return Err(Refusal::cannot(why)
            .about(&release.playbook, &[place])
            .hint(hint)
            .missing(Vec::from_iter(missing)));
    }
    let target = |role: RoleId| {
        let position = roles.iter().position(|r| r.id == role);
        Target { slot: Slot { place, role: position, round }, role }
    };
    Ok(named.into_iter().map(target).collect())
}

fn state(release: &Release, slot: Slot) -> ItemState {
    release.progress.slot_state(slot).state
}

fn set_back(release: &Release, slot: Slot) -> Command {
    let mut proposed = command("untick").arg(release.playbook.number(slot.place));
    if let Some(role) = slot.role {
        let role = &release.playbook.roles[role].id;
        proposed = proposed.arg("--role").arg(role);
    }
    match release.waits_for_incident(slot.place) {
        true => of_incident(proposed, release, slot.round),
        false => proposed,
    }
}

/// A link that can be followed: http, https or mailto.
pub(super) fn link(text: Option<&str>) -> Result<Option<String>, Refusal> {
    match text.map(str::trim) {
        Some(text) if !may_follow(text) => Err(Refusal::cannot(format!("invalid link `{text}`"))
            .hint("links start with https://, http:// or mailto:")),
        text => Ok(text.map(str::to_owned)),
    }
}
