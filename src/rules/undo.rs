//! Undoing a command as a whole.

use super::{Changes, Refusal, still_active};
use crate::command::{Hint, command};
use crate::log::{Act, Event, EventId};
use crate::names::Person;
use crate::release::{Permissions, Release, is_fixed, is_lasting};

/// Decides to undo the last command of a person: each of its events that still counts and that nobody has overridden since.
/// A command that others have overridden as a whole is skipped.
///
/// # Errors
/// If the release has ended, or nothing that the person recorded can be undone.
pub fn undo(release: &Release, by: &Person) -> Result<Changes, Refusal> {
    still_active(release)?;
    let permissions = Permissions::of(&release.playbook, &release.log);
    let undo = |member: usize| Act::Undone { event: release.events()[member].id };
    let may_undo = |member: usize| permissions.may(by, &undo(member)).is_ok();
    let mut seen: Vec<EventId> = Vec::new();
    let mut overridden: Vec<String> = Vec::new();
    loop {
        let last = release.events().iter().enumerate().rev().find(|(i, event)| {
            let own = event.by == *by && !is_fixed(&event.act);
            own && release.progress.counts(*i) && !seen.contains(&command_of(release, event))
        });
        let Some((_, last)) = last else {
            let nothing = overridden.is_empty().then(|| nothing_left(release, by));
            return Err(nothing.unwrap_or_else(|| refused(overridden)));
        };
        if is_lasting(&last.act) {
            return Err(ended(last, by));
        }
        let id = command_of(release, last);
        let (undone, members): (Vec<usize>, Vec<usize>) =
            members(release, id, by).partition(|&member| !release.progress.counts(member));
        let mut changes = Changes::default();
        for &member in &members {
            match obstacle(release, may_undo(member), &members, member) {
                None => changes.acts.push(undo(member)),
                Some(why) => changes.unchanged.push(why),
            }
        }
        if !changes.acts.is_empty() {
            let skipped = overridden.iter().map(|why| format!("skipped a later command: {why}"));
            changes.unchanged.extend(skipped);
            return Ok(changes);
        }
        if !members.iter().all(|&member| may_undo(member)) {
            return Err(refused(changes.unchanged));
        }
        // Of a command that was undone in part it is known what stays.
        if undone.is_empty() {
            overridden.extend(changes.unchanged);
        }
        seen.push(id);
    }
}

fn refused(unchanged: Vec<String>) -> Refusal {
    Refusal::no("nothing in your last command can be undone").lines(unchanged)
}

/// The first event of the command that recorded an event; the event itself if a merge lost the first one.
fn command_of(release: &Release, event: &Event) -> EventId {
    event.with.filter(|&first| release.log.position(first).is_some()).unwrap_or(event.id)
}

/// The events of a command.
fn members(release: &Release, id: EventId, by: &Person) -> impl Iterator<Item = usize> {
    let events = release.events().iter().enumerate();
    let own = events.filter(move |(_, event)| command_of(release, event) == id && event.by == *by);
    own.filter(|(_, event)| !is_fixed(&event.act)).map(|(i, _)| i)
}

/// Why an event stays although its command is undone.
fn obstacle(release: &Release, may_undo: bool, members: &[usize], member: usize) -> Option<String> {
    let act = &release.events()[member].act;
    let later = release.overridden_by(member).filter(|later| !members.contains(later));
    if may_undo && later.is_none() {
        return None;
    }
    let item = act.item().and_then(|id| release.playbook.place(id));
    let what = match (item, act.decision()) {
        (Some(place), _) => release.playbook.number(place),
        (None, Some(decision)) => decision.to_string(),
        (None, None) => act.name().to_owned(),
    };
    let started = if matches!(act, Act::RoundStarted { .. }) {
        "the new round has events"
    } else if matches!(act, Act::Added(_)) {
        "something is recorded about it"
    } else {
        "the next attempt has started"
    };
    Some(match later {
        Some(later) if may_undo => {
            let by = release.events()[later].by.short();
            format!("{what} is kept: {by} has changed it since")
        }
        Some(_) | None => format!("{what} is kept: {started}"),
    })
}

fn ended(event: &Event, by: &Person) -> Refusal {
    let what = event.act.name();
    let refusal = Refusal::no(format!("undo does not revert the last event of {by}: {what}"));
    if matches!(event.act, Act::Upgraded(_)) {
        let upgrade = command("upgrade").arg("--yes");
        return refusal.hint(Hint::from("restore the playbook and run ").code(upgrade));
    }
    let opposite = Hint::from(command("finish"))
        .text(", ")
        .command(command("cancel"))
        .text(" or ")
        .command(command("reopen"))
        .text(" reverses it");
    refusal.hint(opposite)
}

fn nothing_left(release: &Release, by: &Person) -> Refusal {
    let title = release.title();
    Refusal::no(format!("{by} has nothing to undo in {title}"))
        .hint(command("log").does("shows the history; use --as to act as somebody else"))
}
