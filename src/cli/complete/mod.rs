//! Shell completion: what fits in the place of the word that is being typed.
//!
//! `answer` walks the line as clap would; each argument declares what it takes, `candidates` finds it and `matching` filters it.
//! Nothing here writes, warns or fails.

mod answer;
mod candidates;
mod line;
mod matching;

pub(super) use answer::{answer, values};
pub(super) use line::line_to_complete;
