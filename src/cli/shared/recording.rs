//! Recording and confirming: what every recording command does once it knows what to ask for.

use super::app::{App, Loaded};
use super::exit::Exit;
use super::options::Who;
use crate::log::Act;
use crate::names::{DecisionId, ItemId, Person, RoleId};
use crate::playbook::Place;
use crate::release::Release;
use crate::release::deviations::{Deviation, deviations_since};
use crate::release::gate::{Missing, judge};
use crate::release::{ItemState, ReleaseState};
use crate::render::text::{Change, Confirmation, confirm, deviation, sign};
use crate::rules::Refusal;
use crate::view::{DeviationView, EventView, StatusView};
use anyhow::Result;
use std::ops::Range;

/// Records what a request comes to, and prints what changed, what it means and what is next.
pub(crate) fn record(
    app: &App,
    who: &Who,
    request: impl FnOnce(&Release, &Person) -> Result<Vec<Act>, Refusal>,
) -> Result<Exit> {
    recorded(app, who, request)?;
    Ok(Exit::Yes)
}

/// Does what [`record`] does, and gives back the release as it then is.
pub(crate) fn recorded(
    app: &App,
    who: &Who,
    request: impl FnOnce(&Release, &Person) -> Result<Vec<Act>, Refusal>,
) -> Result<Loaded> {
    let who = app.who(who)?;
    let (seen, count) = app.record(&who, |release| request(release, &who))?;
    app.confirm(&app.with_context(confirm(&confirmation(&seen, count), seen.paper)))?;
    Ok(seen)
}

/// Words what the newest `count` events changed.
fn confirmation(seen: &Loaded, count: usize) -> Confirmation {
    let release = &seen.release;
    let total = release.events().len();
    let deviations = deviations_since(release, total - count);
    let changes = (total - count..total).map(|i| {
        let mut change = change(release, &EventView::new(release, i));
        change.remarks = remarks(release, i);
        change.remarks.extend(otherwise(release, &deviations, i));
        change
    });
    let mut changes: Vec<Change> = changes.collect();
    if let Some(last) = changes.last_mut() {
        last.remarks.extend(settled(release, total - count..total));
    }
    let ended = release.progress.end != ReleaseState::Active;
    let status = StatusView::new(release, seen.now, 8).filter(|_| !ended);
    let (gate, next) = status.map_or((None, None), |status| {
        // What has no date and can be done now belongs to an open incident.
        let urgent = status.next.iter().filter(|item| item.due.is_none());
        let next = urgent
            .chain(&status.overdue)
            .chain(&status.next)
            .find(|item| item.state == ItemState::Todo);
        (status.current_gate().cloned(), next.cloned())
    });
    Confirmation {
        changes,
        gate,
        next,
    }
}

/// Says that the list of an incident is settled, where the newest events did it.
fn settled(release: &Release, mut new: Range<usize>) -> Option<String> {
    let number = new.find_map(|i| match &release.events()[i].act {
        Act::Ticked(tick) => tick.incident,
        Act::Skipped(mark) => mark.incident,
        _ => None,
    })?;
    let open = |place: &Place| {
        let state = release.status_in(*place, Some(number)).state;
        release.playbook.required(*place) && !state.settled()
    };
    let left = release.incident_list().find(open);
    let close = format!("nothing required is left: octorel incident close --incident {number}");
    left.is_none().then_some(close)
}

/// What to say of the event at a position besides what it changed: its reason, and what follows from it.
fn remarks(release: &Release, event: usize) -> Vec<String> {
    let act = &release.events()[event].act;
    let mut remarks = Vec::new();
    if let Act::Skipped(mark) | Act::Blocked(mark) = act {
        remarks.push(mark.reason.clone());
    }
    if let Act::Ticked(tick) = act
        && release
            .deployment()
            .is_some_and(|place| *release.playbook.id(place) == tick.item)
    {
        let at = release.local(release.events()[event].at).format("%H:%M");
        remarks.push(format!("the deployment: T+… counts from {at}"));
    }
    if let Some(number) = release.risks().position(|risk| risk == event) {
        remarks.push(format!("risk R{}", number + 1));
    }
    if let Act::Decided(decided) = act {
        remarks.extend(awaited(release, &decided.decision));
    }
    remarks.extend(in_question(release, event));
    remarks
}

/// Whose voice a decision still waits for.
fn awaited(release: &Release, decision: &DecisionId) -> Option<String> {
    let verdict = release.progress.decision_status(decision)?;
    if verdict.outcome.is_some() || verdict.awaited.is_empty() {
        return None;
    }
    let owner = |role: &RoleId| {
        let name = release.playbook.role_name(role);
        let holders = release.progress.holders(role).iter().map(Person::short);
        let holders: Vec<&str> = holders.collect();
        match &holders[..] {
            [] => format!("{name} (nobody)"),
            _ => format!("{name} ({})", holders.join(", ")),
        }
    };
    let owners: Vec<String> = verdict.awaited.iter().map(owner).collect();
    Some(format!(
        "not decided yet: waits for {}",
        owners.join(" and ")
    ))
}

/// Says that an event put a decision in question that gates ask for.
fn in_question(release: &Release, event: usize) -> Option<String> {
    let act = &release.events()[event].act;
    if !matches!(act, Act::Unticked(_) | Act::Blocked(_) | Act::Undone { .. }) {
        return None;
    }
    let mut gates = release.playbook.gates.iter();
    gates.find_map(|gate| {
        let missing = judge(release, &gate.id)?.missing;
        missing.into_iter().find_map(|missing| match missing {
            Missing::InQuestion { decision, since } if since == event => {
                let verdict = release.progress.decision_status(&decision);
                let outcome = verdict.and_then(|verdict| verdict.outcome.as_deref());
                let outcome = outcome.unwrap_or("the decision");
                Some(format!(
                    "{decision} is in question: {outcome} was said before this"
                ))
            }
            Missing::InQuestion { .. }
            | Missing::Item { .. }
            | Missing::Decision { .. }
            | Missing::Incident(_)
            | Missing::Conflict(_) => None,
        })
    })
}

/// In which ways the event at a position is otherwise than planned, in one remark.
fn otherwise(release: &Release, deviations: &[Deviation], event: usize) -> Option<String> {
    let ways = deviations
        .iter()
        .filter(|deviation| deviation.event == event)
        .map(|way| deviation(&DeviationView::new(release, way)));
    let ways: Vec<String> = ways.collect();
    (!ways.is_empty()).then(|| format!("{}, kept as a deviation", ways.join(" and ")))
}

/// A sign, the subject, and what it is about.
fn change(release: &Release, event: &EventView) -> Change {
    let sign = match event.act.as_str() {
        "unticked" | "unblocked" | "reopened" => "☐",
        "skipped" => "–",
        "blocked" | "cancelled" => "✗",
        "undone" => "↶",
        // A note leaves an item as it stands.
        "noted" => event.item.as_ref().map_or("✓", |item| stand(release, item)),
        _ => "✓",
    };
    let (subject, text) = match (&event.number, event.act.as_str()) {
        (Some(number), "undone") => {
            let act = event.said.as_deref().unwrap_or("event");
            (number, format!("{act} taken back: {}", event.about))
        }
        (Some(number), "ticked" | "skipped") => {
            let role = foreign_role(release, event).map(|role| format!(" · {role}"));
            (number, event.about.clone() + &role.unwrap_or_default())
        }
        (Some(number), act) => (number, format!("{} ({act})", event.about)),
        (None, act) if act.starts_with("incident-") => {
            let said = event.said.iter();
            let act = act.trim_start_matches("incident-").to_owned();
            let text = said.fold(act, |act, said| format!("{act}: {said}"));
            (&event.about, text)
        }
        (None, act) => {
            let said = event.said.iter().filter(|_| act != "undone");
            let parts: Vec<&str> = std::iter::once(&event.about)
                .chain(said)
                .map(String::as_str)
                .filter(|part| !part.is_empty())
                .collect();
            (&event.act, parts.join(": "))
        }
    };
    Change {
        sign,
        subject: subject.clone(),
        text,
        remarks: Vec::new(),
    }
}

/// The sign of how an item stands.
fn stand(release: &Release, item: &ItemId) -> &'static str {
    let place = release.playbook.place(item);
    let state = place.map_or(ItemState::Todo, |place| release.status(place).state);
    sign(state)
}

/// The role in whose name it was done, unless the item belongs to it alone.
fn foreign_role<'a>(release: &Release, event: &'a EventView) -> Option<&'a str> {
    let place = release.playbook.place(event.item.as_ref()?)?;
    let owner = release.playbook.owner(place);
    event.role.as_deref().filter(|role| *role != owner.as_str())
}
