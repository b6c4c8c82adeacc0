//! Undoing a command as a whole.

use super::{Changes, Refusal, still_active};
use crate::command::command;
use crate::log::{Act, EventId};
use crate::names::Person;
use crate::release::{Objection, Permissions, Release, is_fixed};

/// Decides to undo the last command of a person: each of its events that still counts and that nobody has overridden since.
/// A command that others have overridden as a whole is skipped.
///
/// # Errors
/// If the release has ended, or nothing that the person recorded can be undone.
pub fn undo(release: &Release, by: &Person) -> Result<Changes, Refusal> {
    still_active(release)?;
    let permissions = Permissions::of(&release.playbook, &release.log);
    let undo = |event: usize| Act::Undone { event: release.events()[event].id };
    let refused = |event: usize| permissions.may(by, &undo(event)).err();
    let command_of = |event: usize| command_of(release, event);
    let overridden_by = |event: usize| {
        let later = release.overridden_by(event)?;
        (command_of(later) != command_of(event)).then(|| release.events()[later].by.short())
    };
    // Why an event stays although its command is undone.
    let obstacle = |event: usize| {
        let why = match (refused(event), overridden_by(event)) {
            (Some(Objection::Never(why)), _) => why.to_owned(),
            (Some(objection), _) => objection.to_string(),
            (None, Some(other)) => format!("{other} has changed it since"),
            (None, None) => return None,
        };
        // The number of an item, the id of a decision, otherwise the kind of the event.
        let act = &release.events()[event].act;
        let item = act.item().and_then(|id| release.playbook.place(id));
        let number = item.map(|place| release.playbook.number(place));
        let about = number.or_else(|| act.decision().map(ToString::to_string));
        Some(format!("{} is kept: {why}", about.as_deref().unwrap_or(act.name())))
    };
    let own = release.counted().filter(|(_, event)| event.by == *by && !is_fixed(&event.act));
    let own: Vec<usize> = own.map(|(event, _)| event).collect();
    let last = own.iter().rposition(|&it| refused(it).is_some() || overridden_by(it).is_none());
    let is_member = |event: usize| last.is_some_and(|it| command_of(own[it]) == command_of(event));
    let mut changes = Changes::default();
    for &member in own.iter().filter(|&&event| is_member(event)) {
        match obstacle(member) {
            None => changes.acts.push(undo(member)),
            Some(why) => changes.unchanged.push(why),
        }
    }
    let later = own[last.unwrap_or_default()..].iter().filter(|&&event| !is_member(event));
    let skipped = later.filter_map(|&event| obstacle(event));
    if changes.acts.is_empty() {
        changes.unchanged.extend(skipped);
        let title = release.title();
        let is_undone = |&event: &usize| release.events()[event].by == *by;
        let message = if !own.is_empty() {
            format!("the last command of {by} in {title} cannot be undone")
        } else if release.progress.undone.iter().any(is_undone) {
            format!("everything that {by} recorded in {title} is already undone")
        } else {
            format!("{by} has recorded nothing in {title} that can be undone")
        };
        return Err(Refusal::no(message)
            .lines(changes.unchanged)
            .hint(command("log").does("shows the history; use --as to act as somebody else")));
    }
    changes.unchanged.extend(skipped.map(|why| format!("skipped: {why}")));
    Ok(changes)
}

/// The first event of the command that recorded an event; the event itself if a merge lost the first one.
fn command_of(release: &Release, event: usize) -> EventId {
    let event = &release.events()[event];
    event.with.filter(|&first| release.log.position(first).is_some()).unwrap_or(event.id)
}
