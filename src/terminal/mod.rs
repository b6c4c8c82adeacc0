//! The terminal: how large it is, and printing to it: with colour or without, with octorel's own signs or ASCII, with links
//! that can be clicked, through a pager where it is long; and the lines that somebody types into it.
//!
//! All printing goes through here. So a command can also run inside the full-screen program, which keeps what is printed.

mod ascii;
mod field;
mod keep;
mod links;
mod output;
mod pager;
mod pause;
mod signals;
mod takeover;

pub(crate) use field::TextField;
pub(crate) use keep::{is_kept, keep};
pub(crate) use output::{
    Looks, Paging, Signs, answer, can_ask, data, is_ascii, is_full_screen, is_read_at_once,
    is_shell_ascii, stderr_has_colour, stdout_has_colour, talk, width,
};
pub(crate) use pause::{Going, pause};
pub(crate) use takeover::{Area, Input, Takeover, next_event, wait_for_event};
