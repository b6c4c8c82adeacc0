//! The candidates for an argument, in the columns of a list.

use super::layout::TextStyle;
use super::words;
use crate::names::Person;
use crate::render::Page;
use crate::view::{Candidate, CandidateDetails};

/// The columns of a candidate: the value first, then what there is to say about it.
pub fn candidate_cells(candidate: &Candidate, page: Page) -> Vec<(TextStyle, String)> {
    let value = (TextStyle::Plain, candidate.value.clone());
    let text = (TextStyle::Plain, candidate.text.clone());
    match &candidate.details {
        CandidateDetails::None if candidate.text.is_empty() => vec![value],
        CandidateDetails::None => vec![value, text],
        CandidateDetails::Item(item) => {
            let style = words::item_style(item);
            let timing = words::timing(item, page);
            let owner = (TextStyle::Plain, item.owner_name.clone());
            vec![(style, value.1), text, owner, (style, timing)]
        }
        CandidateDetails::Decision(decision, owners) => {
            let state = match &decision.outcome {
                Some(outcome) => (TextStyle::Done, outcome.clone()),
                None if decision.voices.is_empty() => (TextStyle::Dim, "open".to_owned()),
                None => {
                    (TextStyle::Due, format!("waits for {}", decision.awaited_names.join(", ")))
                }
            };
            let owner = |(name, people): &(String, Vec<Person>)| {
                let people = words::people(people);
                format!("{name} ({people})")
            };
            let owners: Vec<String> = owners.iter().map(owner).collect();
            vec![value, text, state, (TextStyle::Plain, owners.join(" + "))]
        }
        CandidateDetails::Role(holders) => {
            let people = words::people(holders);
            vec![value, text, (TextStyle::Plain, people)]
        }
    }
}
