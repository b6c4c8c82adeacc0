//! Things to choose from, in the columns that a list shows of them.

use super::sheet::TextStyle;
use super::words;
use crate::names::Person;
use crate::render::Page;
use crate::view::{DecisionView, ItemView};

/// Texts with looks, one for each column.
type Columns = Vec<(TextStyle, String)>;

/// An item: its number, its text, whose it is, and when.
pub fn item_choice(item: &ItemView, paper: Page) -> Columns {
    let look = words::look(item);
    vec![
        (look, item.number.clone()),
        (TextStyle::Plain, item.line()),
        (TextStyle::Plain, item.owner_name.clone()),
        (look, words::timing(item, paper)),
    ]
}

/// A decision: its id, its name, how it stands, and who may make it.
pub fn decision_choice(decision: &DecisionView, owners: &[(String, Vec<Person>)]) -> Columns {
    let (look, stands) = match &decision.outcome {
        Some(outcome) => (TextStyle::Done, outcome.clone()),
        None if decision.voices.is_empty() => (TextStyle::Dim, "open".to_owned()),
        None => (
            TextStyle::Due,
            format!("waits for {}", decision.awaited_names.join(", ")),
        ),
    };
    let owner = |(name, people): &(String, Vec<Person>)| {
        let people = words::people(people);
        format!("{name} ({people})")
    };
    let owners: Vec<String> = owners.iter().map(owner).collect();
    vec![
        (TextStyle::Plain, decision.id.to_string()),
        (TextStyle::Plain, decision.name.clone()),
        (look, stands),
        (TextStyle::Plain, owners.join(" + ")),
    ]
}

/// A role: its id, its name, who holds it, and how it stands for it.
pub fn role_choice(id: &str, name: &str, people: &[Person], stands: &str) -> Columns {
    vec![
        (TextStyle::Plain, id.to_owned()),
        (TextStyle::Plain, name.to_owned()),
        (TextStyle::Plain, words::people(people)),
        (TextStyle::Dim, stands.to_owned()),
    ]
}
