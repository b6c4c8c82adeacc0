//! The terminal: printing, the pager, taking over the screen, reading keys, and a text field.
//!
//! All printing goes through here. So a command can also run inside the full-screen program, which captures its output.

mod field;
mod options;
mod output;
mod programs;
mod signals;
mod takeover;

pub(crate) use field::TextField;
pub(crate) use options::{
    OutputOptions, ignore_unforced_colour, is_ascii, is_shell_ascii, stderr_has_colour,
    stdout_has_colour,
};
pub(crate) use output::{
    answer, can_ask, data, height, is_full_screen, is_kept, is_read_at_once, keep, talk, width,
};
pub(crate) use programs::edit;
pub(crate) use takeover::{Area, Takeover, is_continued, is_taken, next_event, wait_for_event};
