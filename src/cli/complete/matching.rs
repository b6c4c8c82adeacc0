//! The candidates that match what is typed.

use super::line::Naming;
use crate::release::DueStatus;
use crate::view::{Candidate, CandidateDetails};
use clap_complete::engine::CompletionCandidate;

/// The candidates that begin with the typed word; if there are none, those that contain it in a name or in their text.
///
/// Duties are offered only if their number or id is partly typed, and nothing that would be an option.
pub(super) fn matching(typed: &str, naming: Naming, all: &[Candidate]) -> Vec<CompletionCandidate> {
    let typed = typed.to_lowercase();
    let all = || all.iter().filter(|one| !one.value.starts_with('-'));
    let begins = |name: &str| name.to_lowercase().starts_with(&typed);
    let contains = |name: &str| name.to_lowercase().contains(&typed);
    let is_wanted = |one: &&Candidate| !typed.is_empty() || !one.is_duty();
    let values = all().filter(|one| is_wanted(one) && begins(&one.value));
    let aliases =
        all().filter(|one| !typed.is_empty() && !one.alias.is_empty() && begins(&one.alias));
    let found = values.map(|one| completion(&one.value, one));
    let found = found.chain(aliases.map(|one| completion(&one.alias, one)));
    let found: Vec<CompletionCandidate> = found.collect();
    if !found.is_empty() {
        return found;
    }
    let found = all().filter(|one| {
        let names = [&one.value, &one.alias, &one.text];
        !one.is_duty() && names.into_iter().any(|name| contains(name))
    });
    let name = |one: &Candidate| match naming {
        Naming::ByContent if contains(&one.alias) => completion(&one.alias, one),
        Naming::ByContent | Naming::ByValue => completion(&one.value, one),
    };
    found.map(name).collect()
}

fn completion(name: &str, candidate: &Candidate) -> CompletionCandidate {
    let help = help(candidate);
    let help = (!help.is_empty()).then(|| help.into());
    CompletionCandidate::new(name).help(help)
}

/// The text of a candidate, with its present state where that matters.
fn help(candidate: &Candidate) -> String {
    let state = match &candidate.details {
        CandidateDetails::Item(item) => match item.due_status {
            DueStatus::Late => Some("late"),
            DueStatus::Blocked => Some("blocked"),
            DueStatus::Skipped => Some("skipped"),
            DueStatus::Done | DueStatus::Due | DueStatus::Upcoming => None,
        },
        CandidateDetails::Decision(decision) => decision.outcome.as_deref(),
        CandidateDetails::None | CandidateDetails::Role(_) => None,
    };
    match state {
        Some(state) => format!("{} · {state}", candidate.text),
        None if candidate.suggested && candidate.text.is_empty() => "default".to_owned(),
        None => candidate.text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Candidate, Naming, matching};

    fn found(typed: &str, naming: Naming) -> Vec<String> {
        let zones = ["Europe/Paris", "Europe/Prague", "America/Lima"];
        let zones = zones.map(|zone| Candidate {
            alias: zone.len().to_string(),
            ..Candidate::new(zone, "a zone of clocks")
        });
        let found = matching(typed, naming, &zones).into_iter();
        found.map(|one| one.get_value().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn candidates_containing_the_word_appear_only_if_none_starts_with_it() {
        let found = |typed| found(typed, Naming::ByValue);
        assert_eq!(found("europe/P"), ["Europe/Paris", "Europe/Prague"]);
        assert_eq!(found("par"), ["Europe/Paris"]);
        assert_eq!(found("clocks").len(), 3);
        assert_eq!(found("nowhere"), [""; 0]);
    }

    #[test]
    fn an_alias_is_suggested_only_for_its_prefix() {
        assert_eq!(found("", Naming::ByValue).len(), 3);
        assert_eq!(found("13", Naming::ByValue), ["13"]);
        assert_eq!(found("3", Naming::ByValue), ["Europe/Prague"]);
        assert_eq!(found("3", Naming::ByContent), ["13"]);
    }
}
