//! What `octorel` without a command shows if no release is active.

use super::words::commands;
use super::{Document, dim, plain};
use crate::command::{Command, Invocation};

pub fn welcome(invocation: &Invocation, start: &Command) -> Document {
    let mut document = Document::default();
    document.paragraph("No release found. Start one with:");
    document.gap();
    document.lines(commands([(invocation.line(start), String::new())]));
    document.gap();
    document.paragraph(
        "It schedules every phase and tracks progress in .octorel/, which you commit with your code. Try `octorel demo` \
         first, use `octorel init` to edit the playbook, or `octorel --help` to see all commands.",
    );
    document
}

/// How to start the next release, below a finished or cancelled one.
pub fn begin_another(invocation: &Invocation, start: &Command) -> Document {
    let mut document = Document::default();
    document.paragraph([dim(" next     "), plain(invocation.line(start))]);
    document
}
