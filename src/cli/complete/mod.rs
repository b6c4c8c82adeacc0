//! Shell completion: what fits in the place of the word that is being typed.
//!
//! A shell's script calls the program with the hidden word of [`line_to_complete`]. `answer` walks the line as clap would; each argument
//! declares what it takes ([`ArgumentKind`](crate::release::ArgumentKind)), `candidates` finds it and `matching` filters it.
//! Nothing here writes, warns or fails.

mod answer;
mod candidates;
mod line;
mod matching;

pub(super) use answer::{answer, values};
pub(super) use line::line_to_complete;
