//! The text around the commands of the demo. It should be written without a limit of its width.

use super::model::{Document, code, dim, strong};
use super::words::commands;
use crate::command::command;
use crate::schedule::{Moment, ReaderClock, time};

/// What the demo does, and in which directory.
pub fn demo_begins(directory: &str) -> Document {
    let mut document = Document::default();
    document.paragraph(format!("A sample release from start to finish, in {directory}."));
    document.paragraph("Every command is really run; only the clock is simulated.");
    document
}

/// When and what happens: `Tue 8 Dec 13:50, ten minutes before`.
pub fn demo_scene(at: Moment, when: &str, what: &str) -> Document {
    let mut document = Document::default();
    document.gap();
    let day = ReaderClock::at(at).day(at);
    document.paragraph(dim(format!("{day} {}, {when}", time(at))));
    document.paragraph(strong(what));
    document.gap();
    document
}

/// A command that the demo runs.
pub fn demo_command(line: &str) -> Document {
    let mut document = Document::default();
    document.paragraph([dim("$ "), code(line)]);
    document
}

/// The exit code of a command.
pub fn demo_code(exit_code: i32) -> Document {
    let mut document = Document::default();
    document.paragraph(dim(format!("(exit code {exit_code})")));
    document
}

/// What to try next in the directory of the demo.
pub fn demo_ends(directory: &str) -> Document {
    let mut document = Document::default();
    document.gap();
    document.paragraph("The release is kept for you to try:");
    document.gap();
    let rows = [
        (command("status"), "see the result"),
        (command("log"), "see who recorded what, and when"),
        (command("report"), "print the report"),
        (command("reopen").typed("--reason \"try it out\""), "continue the release"),
    ];
    let rows = rows.map(|(command, what)| (command.to_string(), what.to_owned()));
    let enter = (format!("cd {directory}"), String::new());
    document.lines(commands(std::iter::once(enter).chain(rows)));
    document
}

/// Confirms that the directory was removed.
pub fn demo_is_gone(directory: &str) -> Document {
    let mut document = Document::default();
    document.gap();
    document.paragraph(format!("Removed {directory}."));
    document
}
