//! The text around the commands of the demo. It should be written without a limit of its width.

use super::words::commands;
use super::{Document, code, dim, strong};
use crate::command::{Invocation, command};
use crate::schedule::{Moment, ReaderClock, time};

pub fn demo_begins() -> Document {
    let mut document = Document::default();
    document.paragraph("A sample release, from start to finish. Alice manages it, Dana tests.");
    document.paragraph("All dates follow from the release time (T). Every command really runs, in a temporary folder.");
    document
}

/// When and what happens: `Tue 8 Dec 13:50, ten minutes before: …`.
pub fn demo_scene(at: Moment, when: &str, what: &str) -> Document {
    let mut document = Document::default();
    document.gap();
    let day = ReaderClock::at(at).day(at);
    document.paragraph([dim(format!("{day} {}, {when}: ", time(at))), strong(what)]);
    document
}

pub fn demo_command(line: &str) -> Document {
    let mut document = Document::default();
    document.paragraph([dim("$ "), code(line)]);
    document
}

pub fn demo_code(exit_code: i32) -> Document {
    let mut document = Document::default();
    document.paragraph(dim(format!("(exit code {exit_code})")));
    document
}

/// What to try next in the directory of the demo. If the user left early, the release is still active.
pub fn demo_ends(directory: &str, early: bool) -> Document {
    let mut document = Document::default();
    document.gap();
    document.paragraph("The release is kept for you to try:");
    document.gap();
    let demo = Invocation { dir: Some(directory.to_owned()), ..Invocation::default() };
    let rows = [
        (command("ui"), "open the full-screen view"),
        (command("log"), "see who did what, and when"),
        (command("report"), "print the report"),
        (command("reopen").typed("--reason \"try it\""), "continue it"),
    ];
    let rows = rows[..4 - usize::from(early)].iter();
    document.lines(commands(rows.map(|(command, what)| (demo.line(command), (*what).to_owned()))));
    document
}

pub fn demo_is_gone(directory: &str) -> Document {
    let mut document = Document::default();
    document.gap();
    document.paragraph(format!("Removed {directory}."));
    document
}
