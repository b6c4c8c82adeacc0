//! Things to choose from, in the columns that a list shows of them.

use super::sheet::Look;
use super::words;
use crate::names::Person;
use crate::render::Paper;
use crate::view::{DecisionView, ItemView};

/// Texts with looks, one for each column.
type Columns = Vec<(Look, String)>;

/// An item: its number, its text, whose it is, and when.
pub fn item_choice(item: &ItemView, paper: Paper) -> Columns {
    let look = words::look(item);
    vec![
        (look, item.number.clone()),
        (Look::Plain, item.line()),
        (Look::Plain, item.owner_name.clone()),
        (look, words::timing(item, paper)),
    ]
}

/// A decision: its id, its name, how it stands, and who may make it.
pub fn decision_choice(decision: &DecisionView, owners: &[(String, Vec<Person>)]) -> Columns {
    let (look, stands) = match &decision.outcome {
        Some(outcome) => (Look::Done, outcome.clone()),
        None if decision.voices.is_empty() => (Look::Dim, "open".to_owned()),
        None => (
            Look::Due,
            format!("waits for {}", decision.awaited_names.join(", ")),
        ),
    };
    let owner = |(name, people): &(String, Vec<Person>)| {
        let people = words::people(people);
        format!("{name} ({people})")
    };
    let owners: Vec<String> = owners.iter().map(owner).collect();
    vec![
        (Look::Plain, decision.id.to_string()),
        (Look::Plain, decision.name.clone()),
        (look, stands),
        (Look::Plain, owners.join(" + ")),
    ]
}

/// A role: its id, its name, who holds it, and how it stands for it.
pub fn role_choice(id: &str, name: &str, people: &[Person], stands: &str) -> Columns {
    vec![
        (Look::Plain, id.to_owned()),
        (Look::Plain, name.to_owned()),
        (Look::Plain, words::people(people)),
        (Look::Dim, stands.to_owned()),
    ]
}
