//! Notes, and taking back what one has recorded.

use super::guards::reason;
use super::{Refusal, items, still_open};
use crate::command::{Hint, command};
use crate::log::{Act, NoteKind, Noted};
use crate::names::Person;
use crate::release::Release;
use crate::release::naming;

/// A note as a person gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteRequest {
    /// The item it is about, as named; `None` for the release.
    pub item: Option<String>,
    pub kind: NoteKind,
    pub text: String,
    pub link: Option<String>,
}

/// Decides a note.
///
/// # Errors
/// If the release has ended, the text is empty, the item does not exist, or the link is invalid.
pub fn note(release: &Release, remark: &NoteRequest) -> Result<Vec<Act>, Refusal> {
    still_open(release)?;
    let text = remark.text.trim();
    if text.is_empty() {
        return Err(
            Refusal::cannot("a note needs a text").hint(command("note").arg("2.4").text("…"))
        );
    }
    let named = |name: &String| {
        let place = naming::item(&release.playbook, name);
        place.map_err(|unclear| Refusal::item(release, unclear, "note"))
    };
    let place = remark.item.as_ref().map(named).transpose()?;
    Ok(vec![Act::Noted(Noted {
        item: place.map(|place| release.playbook.id(place).clone()),
        kind: remark.kind.clone(),
        text: text.to_owned(),
        link: items::link(remark.link.as_deref())?,
    })])
}

/// Decides that a risk is no longer one; it is named by its number, `R2` or `2`.
///
/// # Errors
/// If the release has ended, the risk does not exist or is closed, or the reason is missing.
pub fn close_risk(release: &Release, name: &str, why: &str) -> Result<Vec<Act>, Refusal> {
    still_open(release)?;
    let reason = reason(Some(why), "to close a risk")?;
    let number: Option<usize> = name.trim().trim_start_matches(['R', 'r']).parse().ok();
    let risks: Vec<(usize, usize)> = (1..).zip(release.risks()).collect();
    let found = risks.iter().find(|(n, _)| Some(*n) == number);
    match found {
        Some((_, i)) if release.progress.counts(*i) => {
            if release.progress.closed_risks.contains(i) {
                return Err(Refusal::no(format!(
                    "R{} is closed already",
                    number.unwrap_or_default()
                ))
                .hint(all_risks()));
            }
            Ok(vec![Act::RiskClosed { event: release.events()[*i].id, reason: Some(reason) }])
        }
        Some(_) | None => Err(unknown_risk(release, name, &risks)),
    }
}

/// A number that no risk has; the open ones are listed.
fn unknown_risk(release: &Release, name: &str, risks: &[(usize, usize)]) -> Refusal {
    let open = risks
        .iter()
        .filter(|(_, i)| release.progress.counts(*i) && !release.progress.closed_risks.contains(i));
    let line = |(number, i): &(usize, usize)| {
        let number = format!("R{number}");
        let Act::Noted(note) = &release.events()[*i].act else {
            return (number, String::new());
        };
        (number, note.text.clone())
    };
    Refusal {
        details: open.map(line).collect(),
        ..Refusal::cannot(format!("{} has no risk `{name}`", release.title()))
    }
    .hint(all_risks())
}

/// Decides to take back the last event of a person that still counts.
///
/// # Errors
/// If the release has ended, or the person recorded nothing that can be undone.
pub fn undo(release: &Release, by: &Person) -> Result<Vec<Act>, Refusal> {
    still_open(release)?;
    let fixed = |act: &Act| {
        matches!(act, Act::Started(_) | Act::Undone { .. } | Act::Repaired(_) | Act::Unknown { .. })
    };
    let opposite = Hint::from(command("close"))
        .text(", ")
        .command(command("cancel"))
        .text(" or ")
        .command(command("reopen"))
        .text(" records the opposite");
    let mut mine = release.events().iter().enumerate().rev();
    let last = mine
        .find(|(i, event)| event.by == *by && release.progress.counts(*i) && !fixed(&event.act));
    match last {
        Some((_, event)) if ends(&event.act) => Err(Refusal::no(format!(
            "what {by} recorded last, {}, is not taken back by undo",
            event.act.name()
        ))
        .hint(opposite)),
        Some((_, event)) => Ok(vec![Act::Undone { event: event.id }]),
        None => Err(Refusal::no(format!(
            "{by} has recorded nothing in {} that can be taken back",
            release.title()
        ))
        .hint(command("log").does("shows who recorded what; --as says who you are"))),
    }
}

fn all_risks() -> Hint {
    let risks = command("notes").arg("--kind").arg("risk");
    risks.does("shows all risks")
}

/// Says whether an act is about the end of the release, which others may have acted on.
fn ends(act: &Act) -> bool {
    matches!(act, Act::Closed { .. } | Act::Reopened { .. } | Act::Cancelled { .. })
}
