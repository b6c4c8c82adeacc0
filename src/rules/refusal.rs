//! Refusals: why a request is not recorded, and what to do instead.

use crate::command::{Command, Hint, command};
use crate::log::Act;
use crate::names::{Person, RoleId};
use crate::playbook::{Place, Playbook};
use crate::release::gate::Requirement;
use crate::release::naming::{self, SeveralPeople, Unclear};
use crate::release::{
    ArgumentKind, ItemAction, ItemState, MissingArgument, Objection, Permissions, Release,
    ReleaseState,
};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RefusalKind {
    /// A rule says no.
    #[default]
    No,
    /// The request cannot be understood or carried out.
    Cannot,
    /// It is recorded once somebody has answered yes.
    Unconfirmed,
}

/// A request that is not carried out; nothing was recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    pub kind: RefusalKind,
    /// Lower case, no full stop.
    pub message: String,
    /// Numbers or names, and texts.
    pub details: Vec<(String, String)>,
    pub hint: Option<Hint>,
    pub missing: Vec<MissingArgument>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    pub acts: Vec<Act>,
    /// What needed no change, one sentence each.
    pub unchanged: Vec<String>,
}

impl Refusal {
    pub fn no(message: impl Into<String>) -> Self {
        Self { message: message.into(), ..Self::default() }
    }

    pub fn cannot(message: impl Into<String>) -> Self {
        Self { kind: RefusalKind::Cannot, ..Self::no(message) }
    }

    pub fn hint(mut self, hint: impl Into<Hint>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub fn listing(self, details: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { details: details.into_iter().collect(), ..self }
    }

    pub fn lines(self, lines: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.listing(lines.into_iter().map(|line| (line.into(), String::new())))
    }

    pub fn missing(self, missing: impl Into<Vec<MissingArgument>>) -> Self {
        Self { missing: missing.into(), ..self }
    }

    pub(super) fn about(mut self, playbook: &Playbook, places: &[Place]) -> Self {
        let line = |&place: &Place| (playbook.number(place), playbook.line(place));
        self.details.extend(places.iter().map(line));
        self
    }

    /// A name that does not lead to one thing. It lists the nearest or matching things, otherwise `all`.
    pub fn unclear<T>(
        kind: &str,
        unclear: Unclear<T>,
        all: impl IntoIterator<Item = T>,
        line: impl Fn(&T) -> (String, String),
    ) -> Self {
        let (message, listed) = match unclear {
            Unclear::Empty => (format!("empty {kind} name"), Vec::new()),
            Unclear::Unknown { name, nearest } => (format!("no {kind} matches `{name}`"), nearest),
            Unclear::Several { name, matches } => {
                (format!("`{name}` matches {} {kind}s", matches.len()), matches)
            }
        };
        let listed = if listed.is_empty() { all.into_iter().collect() } else { listed };
        Self::cannot(message).listing(listed.iter().map(line))
    }

    /// A name of an item that does not lead to one, and the command to repeat.
    pub fn item(release: &Release, unclear: Unclear<Place>, name_of_command: &str) -> Self {
        let playbook = &release.playbook;
        // An item to do is the most likely one.
        let is_todo = |place: &&Place| release.status(**place).state == ItemState::Todo;
        let (likely, missing) = match &unclear {
            Unclear::Empty => (None, None),
            Unclear::Unknown { nearest, .. } => (nearest.first(), None),
            Unclear::Several { name, matches } => {
                let likely = matches.iter().find(is_todo).or(matches.first());
                (likely, Some(MissingArgument::matching_item(name)))
            }
        };
        let hint = match likely {
            Some(&place) => repeated(name_of_command, &playbook.number(place)).into(),
            None => command("list").does("shows all items"),
        };
        let line = |&place: &Place| (playbook.number(place), playbook.line(place));
        Self::unclear("item", unclear, [], line).hint(hint).missing(Vec::from_iter(missing))
    }

    pub fn role(playbook: &Playbook, unclear: Unclear<RoleId>) -> Self {
        let all = playbook.roles.iter().map(|role| role.id.clone());
        let line = |id: &RoleId| (id.to_string(), playbook.role_name(id).to_owned());
        Self::unclear("role", unclear, all, line).hint(command("roles").does("shows all roles"))
    }

    pub fn person(SeveralPeople { name, matches }: SeveralPeople) -> Self {
        Self::cannot(format!("`{name}` matches {} people", matches.len()))
            .lines(matches.iter().map(ToString::to_string))
            .hint("use the full address")
    }

    /// No item or phase fits an argument; `None` for arguments of other kinds.
    pub fn none_fits(missing: &MissingArgument) -> Option<Self> {
        if missing.kind == ArgumentKind::RepeatablePhase {
            return Some(Self::no_round("no phase can be repeated"));
        }
        let action = missing.known.action()?;
        Some(Self::no(action.none_left()).hint(command("list")))
    }

    pub(super) fn no_round(message: impl Into<String>) -> Self {
        let hint = Hint::from("only phases with `again: true` can be repeated; ");
        Self::no(message).hint(hint.code(command("help").arg("playbook")).text(" explains it"))
    }

    pub(super) fn not(release: &Release, place: Place, message: &str) -> Self {
        let number = release.playbook.number(place);
        Self::no(format!("{number} {message}")).about(&release.playbook, &[place])
    }

    pub fn no_incident(number: u32) -> Self {
        Self::cannot(format!("there is no incident {number}"))
            .hint(command("incident").does("shows all incidents"))
    }
}

/// Refuses everything except reopening once a release is finished or cancelled.
pub fn still_active(release: &Release) -> Result<(), Refusal> {
    let (event, how) = match release.progress.end {
        ReleaseState::Active => return Ok(()),
        ReleaseState::Finished(event) => (event, "finished"),
        ReleaseState::Cancelled(event) => (event, "cancelled"),
    };
    let event = &release.events()[event];
    let (title, by) = (release.title(), event.by.short());
    let day = release.local(event.at).format("%-d %b %Y");
    Err(Refusal::no(format!("{title} was {how} by {by} on {day} and is read-only"))
        .hint(command("reopen").reason()))
}

pub(super) fn find_role(playbook: &Playbook, name: &str) -> Result<RoleId, Refusal> {
    naming::role(playbook, name).map_err(|unclear| Refusal::role(playbook, unclear))
}

pub(super) fn permitted(release: &Release, by: &Person, acts: &[Act]) -> Result<(), Refusal> {
    let permissions = Permissions::of(&release.playbook, &release.log);
    let all = acts.iter().try_for_each(|act| permissions.may(by, act));
    all.map_err(|objection| {
        let Objection::Lacks { role, to } = &objection else {
            return Refusal::no(format!("{by}, {objection}"));
        };
        let name = release.playbook.role_name(role);
        let held = match release.progress.holders(role) {
            [] => "unassigned".to_owned(),
            holders => format!("held by {}", names(holders)),
        };
        let by = by.short();
        Refusal::no(format!("{by} does not hold {name} ({held}), which is needed to {to}"))
            .hint(command("roles").arg(role).does("shows who holds the role"))
    })
}

/// A reason that is not empty.
pub(super) fn reason(text: Option<&str>) -> Result<String, Refusal> {
    match text.map(str::trim) {
        Some(text) if !text.is_empty() => Ok(text.to_owned()),
        _ => Err(Refusal::cannot("a reason is required")
            .hint(Hint::reason())
            .missing([MissingArgument::option("reason", "Why?")])),
    }
}

/// A reason that may be missing, but is not empty.
pub(super) fn optional_reason(text: Option<&str>) -> Result<Option<String>, Refusal> {
    match text.map(str::trim) {
        Some("") => {
            Err(Refusal::cannot("empty reason").hint("give a reason, or leave --reason out"))
        }
        text => Ok(text.map(str::to_owned)),
    }
}

/// Who holds a role: `pat (Product Lead)`.
pub(super) fn held(release: &Release, role: &RoleId) -> String {
    let names = match release.progress.holders(role) {
        [] => "unassigned".to_owned(),
        holders => names(holders),
    };
    format!("{names} ({})", release.playbook.role_name(role))
}

fn names(people: &[Person]) -> String {
    people.iter().map(Person::short).collect::<Vec<_>>().join(", ")
}

/// Names the incident in a command if several are ongoing.
pub(super) fn of_incident(command: Command, release: &Release, incident: u32) -> Command {
    match release.ongoing_incidents().count() {
        0 | 1 => command,
        _ => command.arg("--incident").arg(incident),
    }
}

/// The command for an item, with all arguments that it requires.
fn repeated(name: &str, item: &str) -> Command {
    let command = command(name.to_owned()).arg(item);
    match name.parse::<ItemAction>() {
        Ok(action) if action.needs_reason() => command.reason(),
        Err(_) if name == "note" => command.text("…"),
        Ok(_) | Err(_) => command,
    }
}

/// The commands that complete an item, with the options that `complete` adds.
pub fn completing(item: &str, complete: impl Fn(Command) -> Command) -> Hint {
    let [tick, skip] = ["tick", "skip"].map(|name| complete(command(name).arg(item)));
    tick.or(skip.reason())
}

/// What to do about something that a gate requires.
pub fn remedy(release: &Release, missing: &Requirement) -> Hint {
    match missing {
        Requirement::Item { place, .. } => {
            let status = release.status(*place);
            // Of an item of all roles, the reader may have ticked their own.
            let awaited = status.awaited().next().map(|role| &release.playbook.roles[role].id);
            completing(&release.playbook.number(*place), |command| match awaited {
                Some(role) => command.arg("--role").arg(role),
                None => command,
            })
        }
        Requirement::Decision { decision, .. } | Requirement::Unconfirmed { decision, .. } => {
            command("decide").arg(decision).into()
        }
        Requirement::Incident(number) => {
            of_incident(command("incident resolve"), release, *number).into()
        }
        Requirement::Cancelled(_) => command("reopen").reason().into(),
        Requirement::Conflict(_) => command("status").does("shows both sides"),
    }
}
