//! Hostile texts as arguments of the program.

use super::readers::{commands, first, page, terminal};
use super::texts::chosen;
use crate::program::Site;
use crate::scale::amount;
use crate::tally::Tally;
use std::process::Output;

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

impl Tally {
    /// Checks both streams of a run that contained this text.
    pub(super) fn run(&self, what: &str, text: &str, run: &Output) {
        self.add("commands with a text", 1);
        for bytes in [&run.stdout, &run.stderr] {
            let shown = String::from_utf8_lossy(bytes);
            let found = commands(&shown);
            if !found.is_empty() {
                self.escaped(what, text, &format!("commands of a workflow: {found:?}"));
            }
            if let Err(why) = terminal(&shown) {
                self.escaped(what, text, &why);
            }
        }
    }

    /// Checks a completion answer: each line has one tab, between a value and its description.
    pub(super) fn answer(&self, what: &str, text: &str, run: &Output) {
        let shown = String::from_utf8_lossy(&run.stdout);
        let lines = shown.lines().map(|line| line.replacen('\t', " ", 1) + "\n");
        let run = Output { stdout: lines.collect::<String>().into_bytes(), ..run.clone() };
        self.run(what, text, &run);
    }

    /// Checks a written page against the same page for a harmless text.
    pub(super) fn page(&self, what: &str, text: &str, pages: [&str; 2]) {
        match pages.map(page) {
            [Ok(found), Ok(expected)] if found == expected => {}
            [Ok(_), Ok(_)] => self.escaped(what, text, "another structure"),
            [Err(why), _] | [_, Err(why)] => self.escaped(what, text, &why),
        }
    }

    fn escaped(&self, what: &str, text: &str, why: &str) {
        self.fault(format!("{what} {:?}: {why}", first(text, 40)));
    }
}

#[test]
fn no_text_of_an_argument_escapes_its_place() {
    let site = Site::empty();
    site.ok("start 2.4.0 --on \"2026-12-08 14:00\" --tz Europe/Paris");
    let tally = Tally::default();
    for (turn, text) in chosen(1).iter().enumerate() {
        // The system does not accept these as arguments.
        if text.contains('\0') {
            continue;
        }
        let step = amount(TAKES.len(), 1);
        for with in TAKES.iter().skip(turn % step).step_by(step) {
            let run = site.run_words(arguments(with, text));
            let what = format!("{with:?}");
            if with[0] == "__complete" {
                tally.answer(&what, text, &run);
            } else {
                tally.run(&what, text, &run);
            }
        }
    }
    for with in [["tick"], ["gate"]] {
        let run = site.run_words(arguments(&with, "\u{1b}[31mred\u{202e}"));
        tally.run(&format!("{with:?}"), "red", &run);
    }
    tally.end("hostile", "0 escaped");
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
