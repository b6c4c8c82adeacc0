//! Hostile texts as arguments of the program.

use super::tally::ItemStatus;
use super::texts::chosen;
use crate::place::Place;
use crate::scale::amount;

/// Commands that take a text, with their other arguments.
const TAKES: [&[&str]; 32] = [
    &["tick"],
    &["gate"],
    &["list", "--role"],
    &["list", "--phase"],
    &["roles"],
    &["phases"],
    &["status", "--as-of"],
    &["status", "--format"],
    &["status", "--release"],
    &["start", "9.9", "--on"],
    &["start", "--on", "2026-12-08"],
    &["decide", "go-no-go"],
    &["decide", "--as", "x", "go-no-go", "go", "--reason"],
    &["decide", "--escalate"],
    &["assign", "qa"],
    &["announce", "--note"],
    &["incident", "declare"],
    &["note", "--kind"],
    &["note"],
    &["skip", "1.3", "--reason"],
    &["log", "-C"],
    &["check"],
    &["tick", "1.5", "--link"],
    &["tick", "1.6", "--as"],
    &["log", "--kind"],
    &["log", "--since"],
    &["log", "--by"],
    &["check", "--repair", "--reason"],
    &["check", "--repair", "--from"],
    &["completions"],
    &["__complete", "words", "tick"],
    &["__complete", "line"],
];

#[test]
fn no_text_of_an_argument_escapes_its_place() {
    let place = Place::new();
    let on = "2026-12-08 14:00";
    let started = place.run(["start", "2.4.0", "--on", on, "--tz", "Europe/Paris"]);
    assert!(started.status.success());
    let mut tally = ItemStatus::default();
    for (turn, text) in chosen(2).iter().enumerate() {
        // The system does not accept these as arguments.
        if text.contains('\0') {
            continue;
        }
        let step = amount(TAKES.len(), 1);
        for with in TAKES.iter().skip(turn % step).step_by(step) {
            let run = place.run(arguments(with, text));
            let what = format!("{with:?}");
            if with[0] == "__complete" {
                tally.answer(&what, text, &run);
            } else {
                tally.run(&what, text, &run);
            }
        }
    }
    for with in [["tick"], ["gate"]] {
        let run = place.run(arguments(&with, "\u{1b}[31mred\u{202e}"));
        tally.run(&format!("{with:?}"), "red", &run);
    }
    tally.end("commands with a text");
}

/// The arguments followed by the text: as the value of the last option, or as a word.
fn arguments(with: &[&str], text: &str) -> Vec<String> {
    let mut arguments: Vec<String> = with.iter().map(|&word| word.to_owned()).collect();
    match arguments.last_mut() {
        Some(option) if option.starts_with("--") => {
            option.push('=');
            option.push_str(text);
        }
        _ => {
            // The name of a release can start with a dash here.
            arguments.extend((with == ["start", "--on", "2026-12-08"]).then(|| "--".to_owned()));
            arguments.push(text.to_owned());
        }
    }
    arguments
}
