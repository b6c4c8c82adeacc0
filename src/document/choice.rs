//! The candidates for an argument, in the columns of a list.

use super::{Page, Span, Style, plain, styled, words};
use crate::view::{Candidate, CandidateDetails};

/// The columns of a candidate: the value first, then what describes it.
pub fn candidate_cells(candidate: &Candidate, page: Page) -> Vec<Span> {
    let value = plain(&candidate.value);
    let text = plain(&candidate.text);
    match &candidate.details {
        CandidateDetails::None if candidate.text.is_empty() => vec![value],
        CandidateDetails::None => vec![value, text],
        CandidateDetails::Item(item) => {
            let style = words::item_style(item);
            let timing = words::timing(item, page);
            vec![styled(style, value.text), text, plain(words::owner(item)), styled(style, timing)]
        }
        CandidateDetails::Decision(decision) => {
            let state = match &decision.outcome {
                Some(outcome) => styled(Style::Done, outcome),
                None if decision.votes.is_empty() => styled(Style::Dim, "pending"),
                None => {
                    let names = words::role_names(&decision.awaited, ", ");
                    styled(Style::Due, format!("waiting for {names}"))
                }
            };
            let owners: Vec<String> = decision.owners.iter().map(words::role).collect();
            vec![value, text, state, plain(owners.join(" + "))]
        }
        CandidateDetails::Role(holders) => vec![value, text, plain(words::people(holders))],
    }
}
