//! What stands around the commands of the demo.

use super::layout::{Fit, Layout, TextStyle, dim, paint, strong};
use crate::command::command;
use crate::schedule::{Moment, ReaderClock, time};

/// Says what is about to be played, and where.
pub fn demo_begins(folder: &str) -> String {
    format!(
        "A release from its start to its closing, in {folder}.\n\
         Every command is run as it is shown; only the clock is set.\n"
    )
}

/// The moment, and what happens: `Tue 8 Dec 13:50, ten minutes before`.
pub fn demo_scene(at: Moment, when: &str, what: &str) -> String {
    let now = ReaderClock::at(at);
    let moment = format!("{} {}, {when}", now.day(at), time(at));
    format!("\n{}\n{}\n\n", paint(TextStyle::Dim, &moment), paint(TextStyle::Strong, what))
}

/// A command as it is typed.
pub fn demo_command(line: &str) -> String {
    format!("{} {}\n", paint(TextStyle::Dim, "$"), paint(TextStyle::Strong, line))
}

/// The answer that a program sees.
pub fn demo_code(code: i32) -> String {
    format!("{}\n", paint(TextStyle::Dim, &format!("(exit code {code})")))
}

/// How to go on in the folder of the demo.
pub fn demo_ends(folder: &str) -> String {
    let mut layout = Layout::new(1, Fit::Wrap).indent(2);
    for (proposed, shows) in [
        (command("status"), "how it ended"),
        (command("log"), "who recorded what, and when"),
        (command("record"), "the record that was written"),
        (command("reopen").typed("--reason \"to play\""), "takes up where it ended"),
    ] {
        layout.row([strong(proposed.to_string()), dim(shows)]);
    }
    let mut out = format!("\nThe release stays for you to play with:\n\n  cd {folder}\n");
    layout.write(&mut out, 80);
    out
}

/// Says that nothing is left.
pub fn demo_is_gone(folder: &str) -> String {
    format!("\n{folder} is removed.\n")
}
