//! How people name things: an item by its number, its id, the start of its id, words of its text or the line that was printed;
//! several items by numbers, a range or their phase; a role by its id, the start of it or part of its name. The answer is what
//! was named, or a reason why not, as data.

use super::Release;
use crate::names::{Person, PhaseId, RoleId};
use crate::playbook::{Decision, Place, Playbook};
use std::ops::RangeInclusive;

/// Why a name does not lead to one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unclear<T> {
    /// Nothing but white space.
    Empty,
    /// Nothing has this name; the nearest things, best first.
    Unknown { name: String, nearest: Vec<T> },
    /// Several things have it, in the order of their numbers.
    Several { name: String, matches: Vec<T> },
}

/// A bare name, and the known addresses that begin with it.
#[derive(Debug, PartialEq, Eq)]
pub struct SeveralPeople {
    pub name: Person,
    pub matches: Vec<Person>,
}

/// Resolves the name of a person in a release. A bare name under which somebody holds a role is kept.
///
/// # Errors
/// If several known addresses begin with it.
pub fn person(release: &Release, name: &Person) -> Result<Person, SeveralPeople> {
    let people = || release.progress.people.values().flatten();
    let team = release.playbook.team.values().flatten();
    let authors = release.events().iter().map(|event| &event.by);
    if people().any(|holder| holder == name) {
        return Ok(name.clone());
    }
    person_among(people().chain(team).chain(authors), name)
}

/// Resolves the name of a person: a bare name becomes the one known address with that local part, or stays as it is.
///
/// # Errors
/// If several known addresses begin with it.
pub fn person_among<'a>(
    known: impl Iterator<Item = &'a Person>,
    name: &Person,
) -> Result<Person, SeveralPeople> {
    let mut matches: Vec<Person> = Vec::new();
    for person in known.filter(|person| name.is_bare() && !person.is_bare()) {
        if person.resembles(name) && !matches.contains(person) {
            matches.push(person.clone());
        }
    }
    match &matches[..] {
        [] => Ok(name.clone()),
        [only] => Ok(only.clone()),
        [..] => Err(SeveralPeople { name: name.clone(), matches }),
    }
}

/// Finds the item or duty that a person means.
///
/// # Errors
/// If no item matches, or several do; with the candidates.
pub fn item(playbook: &Playbook, name: &str) -> Result<Place, Unclear<Place>> {
    let mut places = items(playbook, name)?;
    match places.len() {
        1 => Ok(places.remove(0)),
        _ => Err(Unclear::Several { name: name.to_owned(), matches: places }),
    }
}

/// Finds the items that one argument names: `2.4`, `2.4,2.5`, `2.1-2.7`, `2` for all items of a phase, or a name of one item.
///
/// # Errors
/// If nothing matches, or several items match words of a text; with the candidates.
pub fn items(playbook: &Playbook, name: &str) -> Result<Vec<Place>, Unclear<Place>> {
    let wanted = name.trim().to_lowercase();
    if wanted.is_empty() {
        return Err(Unclear::Empty);
    }
    let places: Vec<Place> = playbook.places().collect();
    if let Some(found) = numbered(playbook, &places, &wanted) {
        return Ok(found);
    }
    if let Some(found) = one_entry(playbook, name, &wanted) {
        return found.map(|place| playbook.leaves(place));
    }
    let candidate = |place: Place| match is_number(&wanted) {
        true => (place, playbook.number(place), String::new()),
        false => candidate(playbook, place),
    };
    Err(unknown(name, places.into_iter().map(candidate).collect()))
}

/// Finds the item, step or duty that a person means, headings of steps included.
///
/// # Errors
/// If nothing matches, or several do; with the candidates.
pub fn entry(playbook: &Playbook, name: &str) -> Result<Place, Unclear<Place>> {
    let found = one_entry(playbook, name, &name.trim().to_lowercase());
    found.unwrap_or_else(|| item(playbook, name))
}

/// Finds an item with or without steps by its id, its number, the line that is printed, or words of its text.
fn one_entry(
    playbook: &Playbook,
    name: &str,
    wanted: &str,
) -> Option<Result<Place, Unclear<Place>>> {
    if let Some(place) = item_exactly(playbook, wanted).or_else(|| printed(playbook, wanted)) {
        return Some(Ok(place));
    }
    if wanted.is_empty() || is_number(wanted) {
        return None;
    }
    // Duties are advisory: one matches only if no item does.
    let (items, duties): (Vec<Place>, _) =
        playbook.entries().partition(|place| matches!(place, Place::Item { .. }));
    [items, duties].into_iter().find_map(|places| {
        let candidates: Vec<_> = places.into_iter().map(|it| candidate(playbook, it)).collect();
        let matches = matching(wanted, &candidates);
        // An item includes its steps.
        let is_step =
            |place: &Place| playbook.headings(*place).iter().any(|it| matches.contains(it));
        only(name, matches.iter().copied().filter(|place| !is_step(place)).collect())
    })
}

fn is_number(wanted: &str) -> bool {
    wanted.bytes().all(|c| c.is_ascii_digit() || b"#.,- ".contains(&c))
}

/// Finds an item by its number or id alone: what cannot be the beginning of a text.
pub fn item_exactly(playbook: &Playbook, name: &str) -> Option<Place> {
    let wanted = name.to_lowercase();
    playbook.entries().find(|&place| {
        playbook.id(place).as_str() == wanted
            || playbook.number(place).to_lowercase() == wanted.trim_start_matches('#')
    })
}

/// The items of a list of numbers, ranges of numbers, and phases; `None` if it is something else.
fn numbered(playbook: &Playbook, places: &[Place], wanted: &str) -> Option<Vec<Place>> {
    // Everything within a phase or an item with steps: `2` and `2.3` include `2.3.1`.
    let within = |number: &str| -> Option<RangeInclusive<usize>> {
        let number = number.trim().trim_start_matches('#');
        let is_within = |&place: &Place| {
            let own = playbook.number(place).to_lowercase();
            own.strip_prefix(number).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let first = places.iter().position(is_within)?;
        let count = places[first..].iter().take_while(|place| is_within(place)).count();
        Some(first..=first + count - 1)
    };
    let mut found = Vec::new();
    for part in wanted.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let range = match part.split_once('-') {
            Some((first, last)) => *within(first)?.start()..=*within(last)?.end(),
            None => within(part)?,
        };
        found.extend(places.get(range)?);
    }
    (!found.is_empty()).then_some(found)
}

/// The item of a line as octorel prints it: perhaps a sign, the number, and the text, which may be cut, with more after it.
fn printed(playbook: &Playbook, wanted: &str) -> Option<Place> {
    let is_sign = |first: &str| first.chars().count() == 1;
    let (first, rest) = wanted.split_once(char::is_whitespace)?;
    let (first, rest) = match is_sign(first) {
        true => rest.trim_start().split_once(char::is_whitespace)?,
        false => (first, rest),
    };
    let place = item_exactly(playbook, first)?;
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let rest = words(rest);
    let (shown, is_cut) = rest.split_once(['…', '~']).map_or((&*rest, false), |(it, _)| (it, true));
    let is_its = |line: String| {
        let line = words(&line.to_lowercase());
        rest.starts_with(&line) || is_cut && line.starts_with(shown)
    };
    (is_its(playbook.line(place)) || is_its(playbook.own_line(place))).then_some(place)
}

fn candidate(playbook: &Playbook, place: Place) -> NamedThing<Place> {
    (place, playbook.id(place).to_string(), playbook.line(place))
}

/// Finds the role that a person means.
///
/// # Errors
/// If no role matches, or several do; with the candidates.
pub fn role(playbook: &Playbook, name: &str) -> Result<RoleId, Unclear<RoleId>> {
    one(name, playbook.roles.iter().map(|role| (role.id.clone(), &role.id, &role.name)))
}

/// Finds the role or authority that a person means.
///
/// # Errors
/// If nothing matches, or several do; with the candidates.
pub fn role_or_authority(playbook: &Playbook, name: &str) -> Result<RoleId, Unclear<RoleId>> {
    let roles = playbook.roles.iter().map(|role| (role.id.clone(), &role.id, &role.name));
    let authorities = playbook.authorities.iter().map(|it| (it.id.clone(), &it.id, &it.name));
    one(name, roles.chain(authorities))
}

/// Finds the decision that a person means: by its id or a piece of its name.
///
/// # Errors
/// If no decision matches, or several do; with the candidates.
pub fn decision<'a>(
    playbook: &'a Playbook,
    name: &str,
) -> Result<&'a Decision, Unclear<&'a Decision>> {
    one(name, playbook.decisions.iter().map(|it| (it, &it.id, &it.name)))
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
    one(name, playbook.phases.iter().map(|it| (it.id.clone(), &it.id, &it.name)))
}

/// The word that is most similar to a mistyped one.
pub fn closest<'a>(word: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.trim().to_lowercase();
    let likeness = |known: &str| {
        let part = !word.is_empty() && (word.ends_with(known) || known.ends_with(&word));
        f64::from(u8::from(part)) + strsim::jaro_winkler(known, &word)
    };
    let rated = words.map(|known| (likeness(known), known));
    rated.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(rate, _)| *rate > 0.8).map(|(_, known)| known)
}

/// Something that a name can stand for, its id and its text.
type NamedThing<T> = (T, String, String);

/// Finds the one candidate (value, id, text) that a person means.
///
/// # Errors
/// If no candidate matches, or several do.
pub fn one<T: Clone>(
    name: &str,
    candidates: impl IntoIterator<Item = (T, impl ToString, impl ToString)>,
) -> Result<T, Unclear<T>> {
    let wanted = name.trim().to_lowercase();
    if wanted.is_empty() {
        return Err(Unclear::Empty);
    }
    let candidates = candidates.into_iter();
    let candidates: Vec<NamedThing<T>> =
        candidates.map(|(value, id, text)| (value, id.to_string(), text.to_string())).collect();
    only(name, matching(&wanted, &candidates)).unwrap_or_else(|| Err(unknown(name, candidates)))
}

/// Whether a name fits an id and a text.
type Test<'a> = &'a dyn Fn(&str, &str) -> bool;

/// The candidates that a name fits best: by the whole id or text, the start of the id, part of either, or words in any order.
fn matching<T: Clone>(wanted: &str, candidates: &[NamedThing<T>]) -> Vec<T> {
    let tests: [Test<'_>; 5] = [
        &|id, _| id == wanted,
        &|_, text| text == wanted,
        &|id, _| id.starts_with(wanted),
        &|id, text| id.contains(wanted) || text.contains(wanted),
        &|_, text| wanted.split_whitespace().all(|word| text.contains(word)),
    ];
    let lower: Vec<String> = candidates.iter().map(|(.., text)| text.to_lowercase()).collect();
    let fitting = tests.iter().map(|test| {
        let fitting = candidates.iter().zip(&lower).filter(|((_, id, _), text)| test(id, text));
        fitting.map(|((value, ..), _)| value.clone()).collect::<Vec<T>>()
    });
    { fitting }.find(|fitting| !fitting.is_empty()).unwrap_or_default()
}

/// The only match; `None` where there is none at all.
fn only<T>(name: &str, mut matches: Vec<T>) -> Option<Result<T, Unclear<T>>> {
    match matches.len() {
        0 => None,
        1 => Some(Ok(matches.remove(0))),
        _ => Some(Err(Unclear::Several { name: name.to_owned(), matches })),
    }
}

/// A name that nothing has, and up to three candidates that are like it: by the id, the text or a word of it.
fn unknown<T>(name: &str, candidates: Vec<NamedThing<T>>) -> Unclear<T> {
    // Nothing is named by more, and a long text would take its time.
    let wanted: String = name.trim().to_lowercase().chars().take(100).collect();
    let likeness = |(_, id, text): &NamedThing<T>| {
        let text = text.to_lowercase();
        // A number never names part of a text.
        let words = text.split(' ').filter(|_| !is_number(&wanted)).chain([id.as_str(), &text]);
        words.map(|word| strsim::jaro_winkler(word, &wanted)).fold(0.0, f64::max)
    };
    let rated = candidates.into_iter().map(|candidate| (likeness(&candidate), candidate));
    let mut rated: Vec<(f64, NamedThing<T>)> = rated.filter(|(rate, _)| *rate > 0.8).collect();
    rated.sort_by(|a, b| b.0.total_cmp(&a.0));
    let nearest = rated.into_iter().take(3).map(|(_, (value, ..))| value).collect();
    Unclear::Unknown { name: name.to_owned(), nearest }
}

#[cfg(test)]
mod tests;
