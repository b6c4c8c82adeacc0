//! Names of items, roles, phases, zones and releases as people type them: each result has a name that finds it again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use octorel::internals::log::ReleaseName;
use octorel::internals::release::naming::{self, Unclear};
use octorel::internals::playbook::{Playbook, Source, load};
use octorel::internals::schedule::parse_zone;
use std::fmt::Debug;
use std::sync::LazyLock;

static PLAYBOOK: LazyLock<Playbook> =
    LazyLock::new(|| load(&Source::Embedded).expect("the built-in playbook has no problem"));

fuzz_target!(|text: &str| {
    let text = text.strip_suffix('\n').unwrap_or(text);
    a_thing(&PLAYBOOK, text);
    a_zone(text);
    a_release(text);
});

fn a_thing(playbook: &Playbook, text: &str) {
    match naming::item(playbook, text) {
        Ok(place) => {
            let id = playbook.id(place).as_str();
            assert_eq!(naming::item(playbook, id), Ok(place));
            assert_eq!(naming::item(playbook, &playbook.number(place)), Ok(place));
        }
        Err(unclear) => leaves_a_choice(&unclear),
    }
    match naming::role_or_authority(playbook, text) {
        Ok(role) => assert_eq!(naming::role_or_authority(playbook, role.as_str()), Ok(role)),
        Err(unclear) => leaves_a_choice(&unclear),
    }
    match naming::phase(playbook, text) {
        Ok(phase) => assert_eq!(naming::phase(playbook, phase.as_str()), Ok(phase)),
        Err(unclear) => leaves_a_choice(&unclear),
    }
}

/// An ambiguous answer lists at least two candidates.
fn leaves_a_choice<T: Debug>(unclear: &Unclear<T>) {
    match unclear {
        Unclear::Several { matches, .. } => assert!(matches.len() > 1, "{unclear:?}"),
        Unclear::Empty | Unclear::Unknown { .. } => {}
    }
}

fn a_zone(text: &str) {
    match parse_zone(text) {
        Ok(zone) => assert_eq!(parse_zone(zone.name()), Ok(zone)),
        Err(error) => {
            let words = format!("{error} {}", error.hint());
            assert!(!words.contains(char::is_control), "{words:?}");
        }
    }
}

fn a_release(text: &str) {
    match ReleaseName::parse(text) {
        Ok(name) => {
            assert_eq!(name.as_str(), text);
            assert!(text.len() <= 100 && !text.starts_with(['.', '-']));
            assert!(!text.contains(['/', '\\', ':']) && !text.contains(char::is_control));
        }
        Err(error) => drop(error.to_string() + error.hint),
    }
}
