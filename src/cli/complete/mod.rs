//! What a shell asks while a line is typed: which words may stand here.
//!
//! A shell's script calls the program with [`asked`]'s hidden word. `answer` walks the line as clap would, `subject` says
//! what each argument takes, `candidates` finds it in the files at hand: `items`, `people`, `days`, and what else has a name
//! (`named`). Nothing here writes, warns or fails.

mod answer;
mod candidates;
mod days;
mod items;
mod line;
mod named;
mod people;
mod subject;

pub(super) use answer::{answer, values};
pub(super) use line::asked;
pub(super) use named::next_version;
