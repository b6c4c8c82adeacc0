//! Each request that is recorded and each that is refused.

mod decision;
mod ending;
mod escalation;
mod incident;
mod items;
mod recording;

use super::{
    AssignRequest, Changes, ItemRequest, Refusal, RefusalKind, act_on_items, assign,
    declare_incident, escalate, note, note_incident, reschedule, resolve_incident, undo,
};
use crate::log::{Act, NoteKind};
use crate::names::Person;
use crate::release::{ItemAction, Release};
use crate::samples::{ALICE, EVE, History, cancelled, finished, moment, reopened};

/// The acts in a few words each, or the refusal.
fn shown(decided: Result<Vec<Act>, Refusal>) -> String {
    let word = |act: &Act| match act {
        Act::Ticked(tick) | Act::Unticked(tick) | Act::Unblocked(tick) => {
            let round = Some(tick.round).filter(|round| *round > 1);
            let round = round.map(|n| format!(" in {n}")).unwrap_or_default();
            format!("{} {} for {}{round}", act.name(), tick.item, tick.role)
        }
        Act::Skipped(mark) | Act::Blocked(mark) => {
            let (name, why) = (act.name(), mark.reason.as_deref().unwrap_or_default());
            format!("{name} {} for {}: {why}", mark.item, mark.role)
        }
        Act::Decided(vote) => {
            let role = vote.role.as_ref().map_or("nobody", |role| role.as_str());
            let escalated = if vote.escalated { ", escalated" } else { "" };
            let overridden = if vote.overridden { ", overridden" } else { "" };
            format!("{} for {role}{escalated}{overridden}", vote.outcome)
        }
        _ => format!("{act:?}"),
    };
    match decided {
        Ok(acts) => acts.iter().map(word).collect::<Vec<_>>().join("; "),
        Err(refusal) => {
            let answer = match refusal.kind {
                RefusalKind::No => "no",
                RefusalKind::Cannot => "cannot",
                RefusalKind::Unconfirmed => "confirm",
            };
            format!("{answer}: {refusal}")
        }
    }
}

/// The acts on items and the items that need none, or the refusal.
fn shown_items(decided: Result<Changes, Refusal>) -> String {
    let changes = match decided {
        Ok(changes) => changes,
        Err(refusal) => return shown(Err(refusal)),
    };
    let acts = Some(shown(Ok(changes.acts))).filter(|acts| !acts.is_empty());
    acts.into_iter().chain(changes.unchanged).collect::<Vec<_>>().join("; ")
}

fn request(action: ItemAction, items: &[&str]) -> ItemRequest {
    ItemRequest {
        action,
        items: items.iter().map(|&item| item.to_owned()).collect(),
        roles: Vec::new(),
        incident: None,
        reason: action.needs_reason().then(|| " rain ".to_owned()),
        link: None,
        happened: None,
    }
}

fn does(release: &Release, by: &str, action: ItemAction, item: &str) -> String {
    shown_items(act_on_items(release, &by.into(), &request(action, &[item])))
}

fn after(acts: impl IntoIterator<Item = Act>) -> Release {
    History::after(acts).release()
}

#[test]
fn a_finished_or_cancelled_release_is_read_only() {
    for (end, how) in [(finished(), "finished"), (cancelled(), "cancelled")] {
        let release = after([end.clone()]);
        let expected = format!("no: 2.4.0 was {how} by alice on 1 Dec 2026 and is read-only");
        let by = &Person::from(ALICE);
        for refused in [
            shown_items(act_on_items(&release, by, &request(ItemAction::Tick, &["1.1"]))),
            decide(&release, ALICE, "go-no-go", "go"),
            shown(escalate(&release, "go-no-go", None, None)),
            shown(remark(&release, None, "a note")),
            shown_items(undo(&release, by)),
            shown(assign(&release, &ALICE.into(), &handover("qa", EVE))),
            shown(shift(&release, "2026-12-16 14:00")),
            shown(declare_incident(&release, "x", Some(2))),
            shown(note_incident(&release, "x", None)),
            shown(resolve_incident(&release, None, None)),
        ] {
            assert_eq!(refused, expected);
        }
        let again = after([end, reopened()]);
        assert_eq!(does(&again, ALICE, ItemAction::Tick, "1.1"), "ticked plan.scope for rm");
    }
}

/// The vote of a person, or the refusal.
fn decide(release: &Release, by: &str, decision: &str, outcome: &str) -> String {
    shown(super::decide(release, &by.into(), decision, outcome, None, false))
}

fn remark(release: &Release, item: Option<&str>, text: &str) -> Result<Vec<Act>, Refusal> {
    note(release, item, NoteKind::Note, text, None)
}

fn handover(role: &str, person: &str) -> AssignRequest {
    AssignRequest {
        role: role.to_owned(),
        person: person.into(),
        instead_of: None,
        remove: false,
        note: None,
    }
}

fn shift(release: &Release, on: &str) -> Result<Vec<Act>, Refusal> {
    reschedule(release, moment(on), None)
}
