//! The people of a log, and which of them only their full address distinguishes.

use super::event::{Act, Event};
use super::read::Log;
use crate::names::Person;
use std::collections::BTreeSet;

impl Log {
    /// This log with people marked whose short name somebody else has, too.
    pub fn with_distinct_names(mut self) -> Self {
        let mut people = BTreeSet::new();
        for event in self.events_mut() {
            visit(event, &mut |person| {
                if !people.contains(person) {
                    people.insert(person.clone());
                }
            });
        }
        let mut short = BTreeSet::new();
        let short_name = |person: &Person| person.short().to_ascii_lowercase();
        let repeated = people.iter().map(short_name).filter(|name| !short.insert(name.clone()));
        let ambiguous: BTreeSet<String> = repeated.collect();
        if !ambiguous.is_empty() {
            for event in self.events_mut() {
                visit(event, &mut |person| {
                    if ambiguous.contains(&short_name(person)) {
                        person.set_ambiguous();
                    }
                });
            }
        }
        self
    }
}

fn visit(event: &mut Event, person: &mut impl FnMut(&mut Person)) {
    person(&mut event.by);
    if let Act::Started(started) = &mut event.act {
        started.people.values_mut().flatten().for_each(person);
    } else if let Act::Upgraded(upgraded) = &mut event.act {
        upgraded.people.values_mut().flatten().for_each(person);
    } else if let Act::Assigned(assigned) = &mut event.act {
        person(&mut assigned.person);
        assigned.instead_of.iter_mut().for_each(person);
    } else if let Act::Unassigned { person: former, .. } = &mut event.act {
        person(former);
    }
}
