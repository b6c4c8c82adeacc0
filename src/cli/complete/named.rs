//! Candidates with a name and what it stands for: those of a playbook, the names that a next release may have, and how all
//! of them are chosen by what is typed.

use crate::playbook::{Decision, Playbook};
use clap_complete::engine::CompletionCandidate;

/// A value and what it is.
pub(super) type Named = (String, String);

/// Those that begin as the typed word does; where none does, those that hold it, or whose text does.
pub(super) fn fitting(
    typed: &str,
    named: impl IntoIterator<Item = Named>,
) -> Vec<CompletionCandidate> {
    let named: Vec<Named> = named.into_iter().collect();
    let lower = typed.to_lowercase();
    let begins = |(value, _): &&Named| value.starts_with(typed);
    let holds = |(value, text): &&Named| {
        value.to_lowercase().contains(&lower) || text.to_lowercase().contains(&lower)
    };
    let mut found: Vec<&Named> = named.iter().filter(begins).collect();
    if found.is_empty() {
        found = named.iter().filter(holds).collect();
    }
    let candidate = |(value, text): &Named| {
        let help = Some(text).filter(|text| !text.is_empty());
        CompletionCandidate::new(value).help(help.map(Into::into))
    };
    found.into_iter().map(candidate).collect()
}

pub(super) fn roles(playbook: &Playbook) -> Vec<Named> {
    let roles = playbook.roles.iter();
    roles
        .map(|role| (role.id.to_string(), role.name.clone()))
        .collect()
}

pub(super) fn outcomes(_: &Playbook, decision: &Decision) -> Vec<Named> {
    let outcomes = decision.outcomes.iter();
    outcomes
        .map(|outcome| (outcome.clone(), String::new()))
        .collect()
}

pub(super) fn path(playbook: &Playbook, decision: &Decision) -> Vec<Named> {
    let steps = decision.escalation.iter();
    let named = steps.map(|step| (step.to.to_string(), playbook.role_name(&step.to).to_owned()));
    named.collect()
}

/// Phases by id; by number where a digit is typed.
pub(super) fn phases(playbook: &Playbook, typed: &str) -> Vec<Named> {
    let by_number = typed.starts_with(|c: char| c.is_ascii_digit());
    let phases = playbook.phases.iter().enumerate();
    let named = phases.map(|(p, phase)| match by_number {
        true => ((p + 1).to_string(), phase.name.clone()),
        false => (phase.id.to_string(), phase.name.clone()),
    });
    named.collect()
}

pub(super) fn gates(playbook: &Playbook) -> Vec<Named> {
    let gates = playbook.gates.iter();
    gates
        .map(|gate| (gate.id.to_string(), gate.name.clone()))
        .collect()
}

pub(super) fn severities() -> Vec<Named> {
    let texts = [
        ("1", "the worst"),
        ("2", "if nothing is said"),
        ("3", ""),
        ("4", "the least"),
    ];
    let named = texts.map(|(number, text)| (number.to_owned(), text.to_owned()));
    named.into()
}

/// Names for the next release: the versions that may follow the highest of those that there are.
pub(super) fn next_versions(names: &[String]) -> Vec<Named> {
    let versions = names.iter().filter_map(|name| Some((version(name)?, name)));
    let Some(((numbers, whole), name)) = versions.max() else {
        return vec![("1.0.0".to_owned(), String::new())];
    };
    let lead = name.strip_prefix('v').map_or("", |_| "v");
    let row = |numbers: Vec<u64>, text: String| {
        let numbers: Vec<String> = numbers.iter().map(u64::to_string).collect();
        (lead.to_owned() + &numbers.join("."), text)
    };
    let mut next = Vec::new();
    if !whole {
        next.push(row(numbers.clone(), format!("as {name} promises")));
    }
    for place in (0..numbers.len()).rev() {
        let raised = numbers.iter().enumerate().map(|(at, &number)| {
            number.saturating_add(u64::from(at == place)) * u64::from(at <= place)
        });
        let part = ["major", "minor", "patch"].get(place).unwrap_or(&"next");
        next.push(row(raised.collect(), format!("{part} after {name}")));
    }
    next
}

/// The likeliest of those names.
pub(in crate::cli) fn next_version(names: &[String]) -> String {
    let next = next_versions(names);
    let is_likely = |text: &str| text.starts_with("as ") || text.starts_with("minor ");
    let likely = next.iter().find(|(_, text)| is_likely(text));
    let likeliest = likely.or(next.first());
    likeliest.map_or_else(String::new, |(name, _)| name.clone())
}

/// The numbers of a version, and whether it is more than a candidate for one: 2.4.0 is, 2.4.0-rc.1 is not.
fn version(name: &str) -> Option<(Vec<u64>, bool)> {
    let plain = name.strip_prefix('v').unwrap_or(name);
    let (numbers, candidate) = plain.split_once('-').unwrap_or((plain, ""));
    let numbers = numbers.split('.').map(|number| number.parse().ok());
    Some((numbers.collect::<Option<_>>()?, candidate.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::{fitting, next_version, next_versions};

    #[test]
    fn the_next_release_follows_the_highest() {
        let next = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(ToString::to_string).collect();
            let next = next_versions(&names).into_iter();
            next.map(|(value, _)| value).collect::<Vec<_>>()
        };
        assert_eq!(next(&[]), ["1.0.0"]);
        assert_eq!(next(&["summer"]), ["1.0.0"]);
        assert_eq!(next(&["2.9.1", "2.10.0"]), ["2.10.1", "2.11.0", "3.0.0"]);
        assert_eq!(next(&["v7"]), ["v8"]);
        assert_eq!(
            next(&["2.4.0-rc.1", "2.3.9"]),
            ["2.4.0", "2.4.1", "2.5.0", "3.0.0"]
        );
    }

    #[test]
    fn the_likeliest_name_is_the_promised_one_or_the_next_minor() {
        let next = |name: &str| next_version(&[name.to_owned()]);
        assert_eq!(next_version(&[]), "1.0.0");
        assert_eq!(next("2.4.1"), "2.5.0");
        assert_eq!(next("v2.4.0-rc.1"), "v2.4.0");
        assert_eq!(next("7"), "8");
    }

    #[test]
    fn a_word_that_nothing_begins_with_is_looked_for_within() {
        let zones = ["Europe/Paris", "Europe/Prague", "America/Lima"];
        let zones = || zones.map(|zone| (zone.to_owned(), "a zone of clocks".to_owned()));
        let found = |typed| {
            let found = fitting(typed, zones()).into_iter();
            found
                .map(|one| one.get_value().to_string_lossy().into_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(found("Europe/P"), ["Europe/Paris", "Europe/Prague"]);
        assert_eq!(found("par"), ["Europe/Paris"]);
        assert_eq!(found("clocks").len(), 3);
        assert_eq!(found("nowhere"), [""; 0]);
    }
}
