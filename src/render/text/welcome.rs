//! What a bare `octorel` says to somebody who has no release yet, or none that goes on.

use super::layout::{TextStyle, paint};
use crate::command::{Command, Invocation};

/// Explains the program in eight lines and offers the one command to begin with.
pub fn welcome(invocation: &Invocation, start: &Command) -> String {
    format!(
        "{} runs a release from a checklist: who does what and when, what is done,\n\
         and whether you may go on. There is no release here yet. This begins one:\n\
         \n  {}\n\n\
         It dates every phase, prints the plan, and keeps what is done in .octorel/, to\n\
         commit with your code. `octorel demo` plays a release first, `octorel init`\n\
         writes the checklists to edit, and `octorel --help` lists the commands.\n",
        paint(TextStyle::Strong, "octorel"),
        paint(TextStyle::Strong, &invocation.line(start)),
    )
}

/// Says how to begin the next release, below one that has ended.
pub fn begin_another(invocation: &Invocation, start: &Command) -> String {
    let start = invocation.line(start);
    format!("{}  {start}\n", paint(TextStyle::Dim, "  now"))
}
