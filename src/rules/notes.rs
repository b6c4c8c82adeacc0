//! Notes, and taking back what one has recorded.

use super::guards::reason;
use super::{Refusal, items, still_active};
use crate::command::{Hint, command};
use crate::log::{Act, NoteKind, Noted};
use crate::release::naming;
use crate::release::{MissingArgument, Release};

/// A note as a person gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteRequest {
    /// The item it is about, as named; `None` for the release.
    pub item: Option<String>,
    pub kind: NoteKind,
    pub text: String,
    pub link: Option<String>,
}

/// Splits the words of a note into the item it is about and its text.
///
/// The first word names an item if it is the number or id of one, or if it is followed by one text and either is quoted: has
/// spaces. Otherwise all words are the text, and the note is about the release.
pub fn subject_and_text(release: &Release, words: &[String]) -> (Option<String>, String) {
    let Some((first, rest)) = words.split_first() else {
        return (None, String::new());
    };
    let parts = first.split_once('.');
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|c| c.is_ascii_digit());
    let is_number = parts.is_some_and(|(phase, item)| is_digits(phase) && is_digits(item));
    let is_quoted =
        || rest.len() == 1 && words.iter().any(|word| word.contains(char::is_whitespace));
    match is_number || is_quoted() || naming::item_exactly(&release.playbook, first).is_some() {
        true => (Some(first.clone()), rest.join(" ")),
        false => (None, words.join(" ")),
    }
}

/// Decides a note. A link alone needs no text.
///
/// # Errors
/// If the release has ended, the text is empty, the item does not exist, or the link is invalid.
pub fn note(release: &Release, remark: &NoteRequest) -> Result<Vec<Act>, Refusal> {
    still_active(release)?;
    let named = |name: &String| {
        let place = naming::item(&release.playbook, name);
        place.map_err(|unclear| Refusal::item(release, unclear, "note"))
    };
    let place = remark.item.as_ref().map(named).transpose()?;
    let text = remark.text.trim();
    if text.is_empty() && remark.link.is_none() {
        let number = place.map_or("2.4".to_owned(), |place| release.playbook.number(place));
        return Err(Refusal::cannot("missing note text")
            .hint(command("note").arg(number).text("…"))
            .missing([MissingArgument::text("Note text?")]));
    }
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
/// If the release has ended, the risk does not exist or is resolved, or the reason is missing.
pub fn resolve_risk(release: &Release, name: &str, why: &str) -> Result<Vec<Act>, Refusal> {
    still_active(release)?;
    let reason = reason(Some(why))?;
    let number: Option<usize> = name.trim().trim_start_matches(['R', 'r']).parse().ok();
    let risks: Vec<(usize, usize)> = (1..).zip(release.risks()).collect();
    let found = risks.iter().find(|(n, _)| Some(*n) == number);
    match found {
        Some((_, i)) if release.progress.counts(*i) => {
            if release.progress.resolved_risks.contains(i) {
                return Err(Refusal::no(format!(
                    "R{} is already resolved",
                    number.unwrap_or_default()
                ))
                .hint(all_risks()));
            }
            Ok(vec![Act::RiskResolved { event: release.events()[*i].id, reason: Some(reason) }])
        }
        Some(_) | None => Err(unknown_risk(release, name, &risks)),
    }
}

/// An unknown risk number; the unresolved risks are listed.
fn unknown_risk(release: &Release, name: &str, risks: &[(usize, usize)]) -> Refusal {
    let open = risks.iter().filter(|(_, i)| {
        release.progress.counts(*i) && !release.progress.resolved_risks.contains(i)
    });
    let line = |(number, i): &(usize, usize)| {
        let number = format!("R{number}");
        let Act::Noted(note) = &release.events()[*i].act else {
            return (number, String::new());
        };
        (number, note.text.clone())
    };
    let message = format!("{} has no risk `{name}`", release.title());
    Refusal::cannot(message).listing(open.map(line)).hint(all_risks())
}

fn all_risks() -> Hint {
    let risks = command("log").arg("--kind").arg("risk");
    risks.does("shows all risks")
}
