//! What a shell asks while a line is typed: which words may stand here.
//!
//! A shell's script calls the program with [`asked`]'s hidden word. `answer` walks the line as clap would, `subject` says
//! what each argument takes, `candidates` finds it in the files at hand. Nothing here writes, warns or fails.

mod answer;
mod candidates;
mod items;
mod line;
mod subject;

pub(super) use answer::{answer, values};
pub(super) use line::asked;
