//! Undoing a command as a whole.

use super::{Changes, Refusal, still_active};
use crate::command::{Hint, command};
use crate::log::{Act, Event, EventId};
use crate::names::Person;
use crate::release::attempts::is_final;
use crate::release::{Release, is_fixed};

/// Decides to undo the last command of a person: each of its events that still counts and that nobody has overridden since.
/// A command that others have overridden as a whole is skipped.
///
/// # Errors
/// If the release has ended, or nothing that the person recorded can be undone.
pub fn undo(release: &Release, by: &Person) -> Result<Changes, Refusal> {
    still_active(release)?;
    let mut seen: Vec<EventId> = Vec::new();
    let mut overridden: Vec<String> = Vec::new();
    loop {
        let last = release.events().iter().enumerate().rev().find(|(i, event)| {
            let counts = event.by == *by && release.progress.counts(*i) && !stays(&event.act);
            counts && !seen.contains(&command_of(release, event))
        });
        let Some((_, last)) = last else {
            let nothing = overridden.is_empty().then(|| nothing_left(release, by));
            return Err(nothing.unwrap_or_else(|| refused(overridden)));
        };
        if ends(&last.act) {
            return Err(ended(last, by));
        }
        let id = command_of(release, last);
        let (undone, members): (Vec<usize>, Vec<usize>) =
            members(release, id, by).partition(|&member| !release.progress.counts(member));
        let mut changes = Changes::default();
        for &member in &members {
            match obstacle(release, &members, member) {
                None => changes.acts.push(Act::Undone { event: release.events()[member].id }),
                Some(why) => changes.unchanged.push(why),
            }
        }
        if !changes.acts.is_empty() {
            let skipped = overridden.iter().map(|why| format!("skipped a later command: {why}"));
            changes.unchanged.extend(skipped);
            return Ok(changes);
        }
        if members.iter().any(|&member| is_final_event(release, member)) {
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
    let details = unchanged.into_iter().map(|line| (line, String::new())).collect();
    Refusal { details, ..Refusal::no("nothing of your last command can be undone") }
}

/// The first event of the command that recorded an event; the event itself if a merge lost the first one.
fn command_of(release: &Release, event: &Event) -> EventId {
    event.with.filter(|&first| release.log.position(first).is_some()).unwrap_or(event.id)
}

/// The events of a command.
fn members(release: &Release, id: EventId, by: &Person) -> impl Iterator<Item = usize> {
    let events = release.events().iter().enumerate();
    let own = events.filter(move |(_, event)| command_of(release, event) == id && event.by == *by);
    own.filter(|(_, event)| !stays(&event.act)).map(|(i, _)| i)
}

/// Why an event stays although its command is undone.
fn obstacle(release: &Release, members: &[usize], member: usize) -> Option<String> {
    let act = &release.events()[member].act;
    if is_final_event(release, member) {
        return Some("the rollback stays: the next attempt has begun".to_owned());
    }
    let later = release.overridden_by(member).filter(|later| !members.contains(later))?;
    let item = act.item().and_then(|id| release.playbook.place(id));
    let what = match (item, act.decision()) {
        (Some(place), _) => release.playbook.number(place),
        (None, Some(decision)) => decision.to_string(),
        (None, None) => act.name().to_owned(),
    };
    let by = release.events()[later].by.short();
    Some(format!("{what} stays: it was changed since, by {by}"))
}

/// Says whether an event is a rollback that the next attempt has followed.
fn is_final_event(release: &Release, event: usize) -> bool {
    is_final(&release.playbook, &release.log, &release.events()[event].act)
}

/// Says whether an event is never undone: its kind excludes it, or a newer octorel recorded it.
fn stays(act: &Act) -> bool {
    is_fixed(act) || matches!(act, Act::Unknown { .. })
}

/// Says whether an act is about the end of the release, which others may have acted on.
fn ends(act: &Act) -> bool {
    matches!(act, Act::Finished { .. } | Act::Reopened { .. } | Act::Cancelled { .. })
}

fn ended(event: &Event, by: &Person) -> Refusal {
    let opposite = Hint::from(command("finish"))
        .text(", ")
        .command(command("cancel"))
        .text(" or ")
        .command(command("reopen"))
        .text(" records the opposite");
    let what = event.act.name();
    Refusal::no(format!("what {by} recorded last, {what}, is not taken back by undo"))
        .hint(opposite)
}

fn nothing_left(release: &Release, by: &Person) -> Refusal {
    let title = release.title();
    Refusal::no(format!("{by} has recorded nothing in {title} that can be taken back"))
        .hint(command("log").does("shows who recorded what; --as says who you are"))
}
