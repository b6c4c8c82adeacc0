//! Notes, and taking back what one has recorded.

use super::refusal::reason;
use super::{Refusal, items, still_active};
use crate::command::{Hint, command};
use crate::log::{Act, NoteKind, Noted};
use crate::release::{MissingArgument, Release, naming};

/// Splits the words of a note into the item it is about and its text.
///
/// The first word names an item if it is the number or id of one, or if it is followed by one text and either is quoted: has
/// spaces. Otherwise all words are the text, and the note is about the release.
pub fn subject_and_text(release: &Release, words: &[String]) -> (Option<String>, String) {
    let Some((first, rest)) = words.split_first() else { return (None, String::new()) };
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

/// Decides a note about an item, as named, or the release. A link alone needs no text.
///
/// # Errors
/// If the release has ended, the text is empty, the item does not exist, or the link is invalid.
pub fn note(
    release: &Release,
    item: Option<&str>,
    kind: NoteKind,
    text: &str,
    link: Option<&str>,
) -> Result<Vec<Act>, Refusal> {
    still_active(release)?;
    let named = |name: &str| {
        let place = naming::item(&release.playbook, name);
        place.map_err(|unclear| Refusal::item(release, unclear, "note"))
    };
    let place = item.map(named).transpose()?;
    let text = text.trim();
    if text.is_empty() && link.is_none() {
        let number = place.map_or("2.4".to_owned(), |place| release.playbook.number(place));
        return Err(Refusal::cannot("missing note text")
            .hint(command("note").arg(number).text("…"))
            .missing([MissingArgument::text("Note text?")]));
    }
    Ok(vec![Act::Noted(Noted {
        item: place.map(|place| release.playbook.id(place).clone()),
        kind,
        text: text.to_owned(),
        link: items::link(link)?,
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
    let risk = number.and_then(|it| release.progress.risks.get(it.checked_sub(1)?));
    match risk.copied().filter(|&risk| release.progress.counts(risk)) {
        Some(risk) if release.progress.resolved_risks.contains(&risk) => {
            let number = number.unwrap_or_default();
            Err(Refusal::no(format!("R{number} is already resolved")).hint(all_risks()))
        }
        Some(risk) => {
            Ok(vec![Act::RiskResolved { event: release.events()[risk].id, reason: Some(reason) }])
        }
        None => {
            let title = release.title();
            Err(Refusal::cannot(format!("{title} has no risk `{name}`")).hint(all_risks()))
        }
    }
}

fn all_risks() -> Hint {
    let risks = command("log").arg("--kind").arg("risk");
    risks.does("shows all risks")
}
