//! Recording and confirming: what every recording command does once it knows what to ask for.

use super::Exit;
use super::app::{App, Seen};
use super::args::Who;
use crate::decide::Refusal;
use crate::deviation::{self, Kind};
use crate::log::Act;
use crate::names::Person;
use crate::playbook::Place;
use crate::progress::State;
use crate::release::Release;
use crate::render::text::{Confirmation, confirm};
use crate::view::{EventView, StatusView};
use anyhow::Result;
use std::ops::Range;

/// Records what a request comes to, and prints what changed, what it means and what is next.
pub(super) fn record(
    app: &App,
    who: &Who,
    request: impl FnOnce(&Release, &Person) -> Result<Vec<Act>, Refusal>,
) -> Result<Exit> {
    let who = app.who(who)?;
    let (seen, count) = app.record(&who, |release| request(release, &who))?;
    app.print(&confirm(&confirmation(&seen, count), seen.paper))?;
    Ok(Exit::Yes)
}

/// Words what the newest `count` events changed.
fn confirmation(seen: &Seen, count: usize) -> Confirmation {
    let release = &seen.release;
    let total = release.events().len();
    let new = total - count..total;
    let changes = new.clone().map(|i| change(&EventView::new(release, i)));
    let mut remarks: Vec<String> = Vec::new();
    for i in new.clone() {
        let act = &release.events()[i].act;
        if let Act::Skipped(mark) | Act::Blocked(mark) = act {
            remarks.push(mark.reason.clone());
        }
        if let Act::Ticked(tick) = act
            && release
                .deployment()
                .is_some_and(|place| *release.playbook.id(place) == tick.item)
        {
            let at = release.local(release.events()[i].at);
            remarks.push(format!(
                "the deployment: T+… counts from {}",
                at.format("%H:%M")
            ));
        }
    }
    let deviations = deviation::deviations(release);
    for deviation in deviations
        .iter()
        .filter(|deviation| new.contains(&deviation.event))
    {
        remarks.push(format!(
            "{}, kept as a deviation",
            otherwise(seen, &deviation.kind)
        ));
    }
    remarks.extend(settled(&seen.release, new));
    remarks.dedup();
    let status = StatusView::new(release, seen.now, 8);
    let (gate, next) = status.map_or((None, None), |status| {
        // What has no date and can be done now belongs to an open incident.
        let urgent = status.next.iter().filter(|item| item.due.is_none());
        let next = urgent
            .chain(&status.overdue)
            .chain(&status.next)
            .find(|item| item.state == State::Open);
        (status.current_gate().cloned(), next.cloned())
    });
    Confirmation {
        changes: changes.collect(),
        remarks,
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
        let state = release.tally_in(*place, Some(number)).state;
        release.playbook.required(*place) && !state.settled()
    };
    let left = release.incident_list().find(open);
    let close = format!("nothing required is left: octorel incident close --incident {number}");
    left.is_none().then_some(close)
}

/// In which way something was otherwise than planned.
fn otherwise(seen: &Seen, kind: &Kind) -> String {
    let name = |role| seen.release.playbook.role_name(role).to_owned();
    match kind {
        Kind::Late { due } => format!("{} late", seen.paper.now.late_by(*due)),
        Kind::Skipped => "a required item left out".to_owned(),
        Kind::Foreign { role } => format!("done for {}", name(role)),
        Kind::Overridden => "decided without authority".to_owned(),
        Kind::Noted => "noted".to_owned(),
    }
}

/// A sign, the subject, and what it is about.
fn change(event: &EventView) -> (&'static str, String, String) {
    let sign = match event.act.as_str() {
        "unticked" | "unblocked" => "☐",
        "skipped" => "–",
        "blocked" => "✗",
        "undone" => "↶",
        _ => "✓",
    };
    let role = event.role.as_ref().map(|role| format!(" · {role}"));
    match (&event.number, event.act.as_str()) {
        (Some(number), "undone") => {
            let act = event.said.as_deref().unwrap_or("event");
            (
                sign,
                number.clone(),
                format!("{act} taken back: {}", event.about),
            )
        }
        (Some(number), "ticked" | "skipped") => (
            sign,
            number.clone(),
            event.about.clone() + role.as_deref().unwrap_or_default(),
        ),
        (Some(number), act) => (sign, number.clone(), format!("{} ({act})", event.about)),
        (None, act) if act.starts_with("incident-") => {
            let said = event.said.iter();
            let act = act.trim_start_matches("incident-").to_owned();
            let text = said.fold(act, |act, said| format!("{act}: {said}"));
            (sign, event.about.clone(), text)
        }
        (None, act) => {
            let said = event.said.as_ref().filter(|_| act != "undone");
            let said = said.map(|said| format!(": {said}")).unwrap_or_default();
            (sign, act.to_owned(), format!("{}{said}", event.about))
        }
    }
}
