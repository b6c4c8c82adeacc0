//! How people name things: an item by its number, its id, a beginning of the id or a piece of its text; a role by its id, a
//! beginning of it or a piece of its name. The answer is one thing or a reason why not, as data.

use crate::names::{PhaseId, RoleId};
use crate::playbook::{Decision, Place, Playbook};

/// Why a name does not lead to one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unclear<T> {
    Empty,
    /// Nothing has this name; the nearest things, best first.
    Unknown {
        name: String,
        nearest: Vec<T>,
    },
    /// Several things have it, in the order of their numbers.
    Several {
        name: String,
        matches: Vec<T>,
    },
}

/// Finds the item or duty that a person means.
///
/// # Errors
/// If no item matches, or several do; with the candidates.
pub fn item(playbook: &Playbook, name: &str) -> Result<Place, Unclear<Place>> {
    let wanted = name.trim().to_lowercase();
    if wanted.is_empty() {
        return Err(Unclear::Empty);
    }
    let places: Vec<Place> = playbook.places().collect();
    let exact = |&&place: &&Place| {
        playbook.id(place).as_str() == wanted || playbook.number(place).to_lowercase() == wanted
    };
    if let Some(&place) = places.iter().find(exact) {
        return Ok(place);
    }
    let is_number = wanted.bytes().all(|c| c.is_ascii_digit() || c == b'.');
    if !is_number && let Some(found) = by_words(playbook, &places, name, &wanted) {
        return found;
    }
    let wanted = compared(&wanted);
    let number = |place: &Place| match is_number {
        true => strsim::jaro_winkler(&playbook.number(*place), wanted),
        false => 0.0,
    };
    let likeness = |place: &Place| number(place).max(likeness(playbook, *place, wanted));
    Err(Unclear::Unknown { name: name.to_owned(), nearest: nearest(places, likeness) })
}

/// Finds a place by a beginning of its id or a piece of its text. Duties are advisory: they are meant only where no item is.
fn by_words(
    playbook: &Playbook,
    places: &[Place],
    name: &str,
    wanted: &str,
) -> Option<Result<Place, Unclear<Place>>> {
    let begins = |place: Place| playbook.id(place).as_str().starts_with(wanted);
    let mentions = |place: Place| {
        playbook.id(place).as_str().contains(wanted)
            || playbook.line(place).to_lowercase().contains(wanted)
    };
    let is_item = |place: Place| matches!(place, Place::Item { .. });
    let tests: [&dyn Fn(Place) -> bool; 4] = [
        &|place| is_item(place) && begins(place),
        &|place| is_item(place) && mentions(place),
        &begins,
        &mentions,
    ];
    tests.into_iter().find_map(|test| {
        let matches = places.iter().copied().filter(|&place| test(place));
        only(name, matches.collect())
    })
}

/// How much a place's id or one of its words is like the wanted one.
fn likeness(playbook: &Playbook, place: Place, wanted: &str) -> f64 {
    let line = playbook.line(place).to_lowercase();
    let words = line.split(' ').chain([playbook.id(place).as_str()]);
    words.map(|word| strsim::jaro_winkler(word, wanted)).fold(0.0, f64::max)
}

/// Finds the role that a person means.
///
/// # Errors
/// If no role matches, or several do; with the candidates.
pub fn role(playbook: &Playbook, name: &str) -> Result<RoleId, Unclear<RoleId>> {
    let roles = playbook.roles.iter().map(|role| (&role.id, &*role.name));
    one(name, roles.map(|(id, name)| (id.clone(), id.as_str(), name)).collect())
}

/// Finds the role or authority that a person means.
///
/// # Errors
/// If nothing matches, or several do; with the candidates.
pub fn role_or_authority(playbook: &Playbook, name: &str) -> Result<RoleId, Unclear<RoleId>> {
    let roles = playbook.roles.iter().map(|role| (&role.id, &*role.name));
    let authorities = playbook.authorities.iter().map(|a| (&a.id, &*a.name));
    let all = roles.chain(authorities);
    one(name, all.map(|(id, name)| (id.clone(), id.as_str(), name)).collect())
}

/// Finds the decision that a person means: by its id or a piece of its name.
///
/// # Errors
/// If no decision matches, or several do; with the candidates.
pub fn decision<'a>(
    playbook: &'a Playbook,
    name: &str,
) -> Result<&'a Decision, Unclear<&'a Decision>> {
    one(name, playbook.decisions.iter().map(|d| (d, d.id.as_str(), &*d.name)).collect())
}

/// Finds the phase that a person means: by its number, its id or a piece of its name.
///
/// # Errors
/// If no phase matches, or several do; with the candidates.
pub fn phase(playbook: &Playbook, name: &str) -> Result<PhaseId, Unclear<PhaseId>> {
    if let Some(phase) = (name.trim().parse::<usize>().ok())
        .and_then(|number| playbook.phases.get(number.checked_sub(1)?))
    {
        return Ok(phase.id.clone());
    }
    let phases = playbook.phases.iter();
    one(name, phases.map(|p| (p.id.clone(), p.id.as_str(), &*p.name)).collect())
}

/// The one of some words that a mistyped one was probably meant to be.
pub fn meant<'a>(word: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.trim().to_lowercase();
    let likeness = |known: &str| {
        let part = !word.is_empty() && (word.ends_with(known) || known.ends_with(&word));
        f64::from(u8::from(part)) + strsim::jaro_winkler(known, &word)
    };
    let rated = words.map(|known| (likeness(known), known));
    let best = rated.max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(rate, _)| *rate > 0.8).map(|(_, known)| known)
}

/// Whether an id and a name are meant.
type Test<'a> = &'a dyn Fn(&str, &str) -> bool;

/// Finds the one candidate (value, id, name) that a person means.
///
/// # Errors
/// If no candidate matches, or several do.
pub fn one<T: Clone>(name: &str, candidates: Vec<(T, &str, &str)>) -> Result<T, Unclear<T>> {
    let wanted = name.trim().to_lowercase();
    if wanted.is_empty() {
        return Err(Unclear::Empty);
    }
    let tests: [Test<'_>; 4] = [
        &|id, _| id == wanted,
        &|_, name| name.to_lowercase() == wanted,
        &|id, _| id.starts_with(&wanted),
        &|_, name| name.to_lowercase().contains(&wanted),
    ];
    for test in tests {
        let matches = candidates.iter().filter(|(_, id, name)| test(id, name));
        let matches = matches.map(|(value, ..)| value.clone()).collect();
        if let Some(found) = only(name, matches) {
            return found;
        }
    }
    let wanted = compared(&wanted);
    let likeness = |(_, id, title): &(T, &str, &str)| {
        let title = strsim::jaro_winkler(&title.to_lowercase(), wanted);
        strsim::jaro_winkler(id, wanted).max(title)
    };
    let nearest = nearest(candidates, likeness);
    Err(Unclear::Unknown {
        name: name.to_owned(),
        nearest: nearest.into_iter().map(|(value, ..)| value).collect(),
    })
}

/// The only match; `None` where there is none at all.
fn only<T>(name: &str, mut matches: Vec<T>) -> Option<Result<T, Unclear<T>>> {
    match matches.len() {
        0 => None,
        1 => Some(Ok(matches.remove(0))),
        _ => Some(Err(Unclear::Several { name: name.to_owned(), matches })),
    }
}

/// What is compared of a name: nothing is named by more, and a long text would take its time.
fn compared(wanted: &str) -> &str {
    let end = wanted.char_indices().nth(100);
    &wanted[..end.map_or(wanted.len(), |(end, _)| end)]
}

/// The up to three candidates that are most alike, if they are alike at all.
fn nearest<T>(candidates: Vec<T>, likeness: impl Fn(&T) -> f64) -> Vec<T> {
    let mut rated: Vec<(f64, T)> = (candidates.into_iter())
        .map(|candidate| (likeness(&candidate), candidate))
        .filter(|(rate, _)| *rate > 0.8)
        .collect();
    rated.sort_by(|a, b| b.0.total_cmp(&a.0));
    rated.into_iter().take(3).map(|(_, candidate)| candidate).collect()
}

#[cfg(test)]
mod tests;
