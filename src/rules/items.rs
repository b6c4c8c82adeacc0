//! Ticking, opening again, skipping, blocking and unblocking: several items at once, all or none.

use super::incident::open_one;
use super::{Refusal, reason, still_open};
use crate::log::{Act, Mark, Tick};
use crate::names::{Person, RoleId};
use crate::playbook::{Owner, Place};
use crate::release::Release;
use crate::release::naming;
use crate::release::{ItemState, Slot};

/// What to do to items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Tick,
    Untick,
    Skip,
    Block,
    Unblock,
}

impl Change {
    /// The command of this name.
    pub fn command(self) -> &'static str {
        match self {
            Self::Tick => "tick",
            Self::Untick => "untick",
            Self::Skip => "skip",
            Self::Block => "block",
            Self::Unblock => "unblock",
        }
    }
}

/// Items as a person named them, and what to do to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemRequest {
    pub change: Change,
    pub items: Vec<String>,
    /// For which roles, for items owned by all; `all` means every one that is still open.
    pub roles: Vec<String>,
    /// For which incident, where several are open.
    pub incident: Option<u32>,
    /// Why; needed to skip and to block.
    pub reason: Option<String>,
    pub note: Option<String>,
    pub link: Option<String>,
}

/// A box to mark, and the role in whose name.
struct Target {
    slot: Slot,
    role: RoleId,
}

/// Decides a change of items: one event for each box, or a refusal that names the first obstacle.
pub fn change(release: &Release, by: &Person, request: &ItemRequest) -> Result<Vec<Act>, Refusal> {
    still_open(release)?;
    let link = link(request.link.as_deref())?;
    let mut targets: Vec<Target> = Vec::new();
    for name in &request.items {
        let command = request.change.command();
        let place = naming::item(&release.playbook, name)
            .map_err(|unclear| Refusal::item(release, unclear, command))?;
        for target in boxes(release, by, request, place)? {
            if !targets.iter().any(|known| known.slot == target.slot) {
                targets.push(target);
            }
        }
    }
    let why = match request.change {
        Change::Skip | Change::Block => reason(
            request.reason.as_deref(),
            &format!("to {} an item", request.change.command()),
        )?,
        Change::Tick | Change::Untick | Change::Unblock => String::new(),
    };
    let act = |target: Target| {
        let item = release.playbook.id(target.slot.place).clone();
        let (role, incident) = (target.role, target.slot.incident);
        let (note, link) = (request.note.clone(), link.clone());
        let tick = |item, role| Tick {
            item,
            role,
            incident,
            note,
            link: link.clone(),
        };
        let mark = |item, role| Mark {
            item,
            role,
            incident,
            reason: why.clone(),
            link: link.clone(),
        };
        match request.change {
            Change::Tick => Act::Ticked(tick(item, role)),
            Change::Untick => Act::Unticked(tick(item, role)),
            Change::Unblock => Act::Unblocked(tick(item, role)),
            Change::Skip => Act::Skipped(mark(item, role)),
            Change::Block => Act::Blocked(mark(item, role)),
        }
    };
    Ok(targets.into_iter().map(act).collect())
}

/// The boxes of one item that a request means, each of them checked.
fn boxes(
    release: &Release,
    by: &Person,
    request: &ItemRequest,
    place: Place,
) -> Result<Vec<Target>, Refusal> {
    let incident = incident(release, request, place)?;
    let mut targets = match release.playbook.owner(place) {
        Owner::All => roles_of(release, by, request, place, incident)?,
        Owner::Role(owner) => {
            let role = match &request.roles[..] {
                [] => owner,
                [name] => role(release, name)?,
                _ => {
                    return Err(Refusal::cannot(format!(
                        "{} is ticked once, not for several roles",
                        release.playbook.number(place)
                    ))
                    .hint("give --role once"));
                }
            };
            let slot = Slot {
                place,
                role: None,
                incident,
            };
            vec![Target { slot, role }]
        }
    };
    let several = targets.len() > 1;
    let possible = |target: &Target| obstacle(release, request.change, target.slot).is_none();
    // Somebody who holds several roles, or says `all`, means those that are left, and not those that were excused.
    let excused = |target: &Target| {
        let stand = release.progress.slot_state(target.slot);
        stand.is_some_and(|stand| stand.state == ItemState::Skipped)
    };
    let tick = request.change == Change::Tick;
    let left = |target: &Target| possible(target) && !excused(target);
    if several && tick && targets.iter().any(left) {
        targets.retain(left);
    }
    let several = targets.len() > 1;
    if several && targets.iter().any(possible) {
        targets.retain(possible);
    }
    for target in &targets {
        if let Some(refusal) = obstacle(release, request.change, target.slot) {
            return Err(refusal);
        }
        let needed = match release.playbook.owner(place) {
            Owner::All => target.role.clone(),
            Owner::Role(owner) => owner,
        };
        if release.progress.strict && !release.progress.holds(by, &needed) {
            return Err(Refusal::strict(release, &needed, by));
        }
    }
    Ok(targets)
}

/// For which incident an item of the "if needed" list is meant.
fn incident(
    release: &Release,
    request: &ItemRequest,
    place: Place,
) -> Result<Option<u32>, Refusal> {
    if !release.waits_for_incident(place) {
        return Ok(None);
    }
    if request.incident.is_none() && release.incident().is_none() {
        let refusal = Refusal::not(release, place, "waits for an incident, and none is open");
        return Err(refusal.hint("octorel incident open \"what happened\" --severity 2"));
    }
    open_one(release, request.incident).map(Some)
}

/// The roles for which an item owned by all is meant.
fn roles_of(
    release: &Release,
    by: &Person,
    request: &ItemRequest,
    place: Place,
    incident: Option<u32>,
) -> Result<Vec<Target>, Refusal> {
    let roles = &release.playbook.roles;
    let named: Vec<RoleId> = if request.roles.iter().any(|name| name == "all") {
        roles.iter().map(|role| role.id.clone()).collect()
    } else if request.roles.is_empty() {
        let held = roles
            .iter()
            .filter(|role| release.progress.holds(by, &role.id));
        held.map(|role| role.id.clone()).collect()
    } else {
        let named = request.roles.iter().map(|name| role(release, name));
        named.collect::<Result<_, _>>()?
    };
    if named.is_empty() {
        let command = request.change.command();
        let mut refusal = Refusal::whose_tick(release, place, command, by);
        if request.items.len() > 1 {
            // A role would be that of the other items too.
            refusal.missing_argument = None;
        }
        return Err(refusal);
    }
    let target = |role: RoleId| {
        let position = roles.iter().position(|r| r.id == role);
        let slot = Slot {
            place,
            role: position,
            incident,
        };
        Target { slot, role }
    };
    Ok(named.into_iter().map(target).collect())
}

fn role(release: &Release, name: &str) -> Result<RoleId, Refusal> {
    naming::role(&release.playbook, name)
        .map_err(|unclear| Refusal::role(&release.playbook, unclear))
}

/// Says what stands in the way of a change of one box.
fn obstacle(release: &Release, change: Change, slot: Slot) -> Option<Refusal> {
    let stand = release.progress.slot_state(slot);
    let state = stand.map_or(ItemState::Todo, |stand| stand.state);
    let named = box_name(release, slot);
    let already = |how| Refusal::already(release, slot.place, how, stand.map(|stand| stand.event));
    let not = |message: &str| Refusal::not(release, slot.place, message);
    match (change, state) {
        (Change::Tick, ItemState::Done) => {
            Some(already("ticked").hint(format!("octorel untick {named}")))
        }
        (Change::Skip, ItemState::Skipped) => {
            Some(already("skipped").hint(format!("octorel untick {named}")))
        }
        (Change::Block, ItemState::Blocked) => {
            let number = release.playbook.number(slot.place);
            Some(already("blocked").hint(format!("octorel note {number} \"…\"")))
        }
        (Change::Skip | Change::Block, ItemState::Done) => {
            Some(not("is ticked").hint(format!("octorel untick {named}")))
        }
        (Change::Block, ItemState::Skipped) => {
            Some(not("is skipped").hint(format!("octorel untick {named}")))
        }
        (Change::Untick, ItemState::Todo) => Some(
            not("is open, there is nothing to take back")
                .hint("`octorel list --state done` shows what is ticked"),
        ),
        (Change::Untick, ItemState::Blocked) => {
            Some(not("is blocked, not ticked").hint(format!("octorel unblock {named}")))
        }
        (Change::Unblock, ItemState::Todo | ItemState::Done | ItemState::Skipped) => {
            Some(not("is not blocked").hint("`octorel list --state blocked` shows what is"))
        }
        (Change::Tick, ItemState::Todo | ItemState::Skipped | ItemState::Blocked)
        | (Change::Untick, ItemState::Done | ItemState::Skipped)
        | (Change::Skip, ItemState::Todo | ItemState::Blocked)
        | (Change::Block, ItemState::Todo)
        | (Change::Unblock, ItemState::Blocked) => None,
    }
}

/// The number of an item, and what else it takes to mean this box of it.
fn box_name(release: &Release, slot: Slot) -> String {
    let mut name = release.playbook.number(slot.place);
    if let Some(role) = slot.role {
        name.push_str(" --role ");
        name.push_str(release.playbook.roles[role].id.as_str());
    }
    if let Some(incident) = slot.incident {
        name.push_str(&incident_option(release, incident));
    }
    name
}

/// The option that names an incident, where several are open.
pub(super) fn incident_option(release: &Release, incident: u32) -> String {
    match release.open_incidents().count() {
        0 | 1 => String::new(),
        _ => format!(" --incident {incident}"),
    }
}

/// A link that can be followed: http, https or mailto.
pub(super) fn link(text: Option<&str>) -> Result<Option<String>, Refusal> {
    let Some(text) = text.map(str::trim) else {
        return Ok(None);
    };
    let schemes = ["http://", "https://", "mailto:"];
    let has = |scheme: &&str| {
        let start = text.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme)) && text.len() > scheme.len()
    };
    if schemes.iter().any(has) {
        Ok(Some(text.to_owned()))
    } else {
        Err(Refusal::cannot(format!("`{text}` is not a link"))
            .hint("a link begins with https://, http:// or mailto:"))
    }
}
