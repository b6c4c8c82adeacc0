//! Declaring, noting and resolving an incident.

use super::refusal::{of_incident, optional_reason};
use super::{Refusal, completing, still_active};
use crate::command::{Hint, command};
use crate::log::Act;
use crate::names::count;
use crate::playbook::Place;
use crate::release::{MissingArgument, Release};

/// What a declaration says of an incident unless it says something else.
const USUAL_SEVERITY: u8 = 2;

/// Decides to declare an incident. A number is never used twice, not even if its incident was undone.
///
/// # Errors
/// If the release has ended, the text is empty, or there are too many incidents.
pub fn declare_incident(
    release: &Release,
    text: &str,
    severity: Option<u8>,
) -> Result<Vec<Act>, Refusal> {
    still_active(release)?;
    let text = text.trim();
    if text.is_empty() {
        let text = MissingArgument::text("What happened?").like("checkout answers with errors");
        let severity = severity.is_none().then(MissingArgument::severity);
        let missing: Vec<_> = [text].into_iter().chain(severity).collect();
        return Err(Refusal::cannot("missing incident text").missing(missing));
    }
    let severity = severity.unwrap_or(USUAL_SEVERITY);
    let used = release.events().iter().map(|event| release.incident_number(&event.act));
    let next = used.max().flatten().unwrap_or_default().checked_add(1);
    let incident = next.ok_or_else(|| Refusal::cannot("too many incidents"))?;
    Ok(vec![Act::IncidentDeclared { incident, text: text.to_owned(), severity }])
}

/// Decides a note about an incident: the only ongoing one, or the one that is named, which may be resolved.
///
/// # Errors
/// If the text is empty, or it is not clear which incident it is about.
pub fn note_incident(
    release: &Release,
    text: &str,
    incident: Option<u32>,
) -> Result<Vec<Act>, Refusal> {
    still_active(release)?;
    let text = text.trim();
    if text.is_empty() {
        let text = MissingArgument::text("What happened?");
        return Err(Refusal::cannot("missing note text").missing([text]));
    }
    let incident = match incident {
        Some(wanted) if release.incident_of(wanted).is_some() => wanted,
        wanted => ongoing_incident(release, wanted)?,
    };
    Ok(vec![Act::IncidentNoted { incident, text: text.to_owned() }])
}

/// Decides to resolve an ongoing incident once its required items are done.
pub fn resolve_incident(
    release: &Release,
    incident: Option<u32>,
    why: Option<&str>,
) -> Result<Vec<Act>, Refusal> {
    still_active(release)?;
    let incident = ongoing_incident(release, incident)?;
    let reason = optional_reason(why)?;
    let state = |place: Place| release.status_in(place, incident).state;
    let open: Vec<Place> = (release.incident_list())
        .filter(|&place| release.playbook.required(place) && !state(place).is_complete())
        .collect();
    if let Some(&first) = open.first() {
        let items = count(open.len(), "required item is", "required items are");
        let number = release.playbook.number(first);
        let complete = completing(&number, |command| of_incident(command, release, incident));
        return Err(Refusal::no(format!("cannot resolve incident {incident}: {items} not done"))
            .about(&release.playbook, &open)
            .hint(complete));
    }
    Ok(vec![Act::IncidentResolved { incident, reason }])
}

/// The ongoing incident: the one that is named, or the only one.
pub(super) fn ongoing_incident(release: &Release, wanted: Option<u32>) -> Result<u32, Refusal> {
    let open: Vec<u32> = release.ongoing_incidents().map(|it| it.number).collect();
    match (wanted, &open[..]) {
        (Some(wanted), _) if open.contains(&wanted) => Ok(wanted),
        (Some(wanted), _) => {
            let resolved = release.incident_of(wanted).and_then(|incident| incident.resolved);
            let Some(event) = resolved else { return Err(Refusal::no_incident(wanted)) };
            let by = release.events()[event].by.short();
            Err(Refusal::no(format!("incident {wanted} was resolved by {by}"))
                .hint(command("incident").does("shows all incidents")))
        }
        (None, [only]) => Ok(*only),
        (None, []) => {
            let declare = command("incident declare").text("what happened");
            let hint = command("incident").does("shows all incidents, ").code(declare);
            Err(Refusal::no("no incident is ongoing").hint(hint.text(" declares one")))
        }
        (None, several @ [first, ..]) => {
            let line =
                |&number: &u32| (number.to_string(), release.incident_text(number).to_owned());
            Err(Refusal::cannot("several incidents are ongoing; choose one with --incident")
                .listing(several.iter().map(line))
                .hint(Hint::option("--incident", &first.to_string()))
                .missing([MissingArgument::incident()]))
        }
    }
}
