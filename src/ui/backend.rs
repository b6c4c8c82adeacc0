//! What the full-screen program needs from `cli`: the release, and a way to run command lines.

use super::Model;
use crate::names::Person;
use crate::view::Candidate;

pub trait Backend {
    /// The release as it is now.
    ///
    /// # Errors
    /// A message, if the log cannot be read.
    fn refresh(&mut self) -> Result<Model, String>;

    /// Says whether the log has changed since the last refresh, or a new minute has started, which changes what is due and late.
    fn is_stale(&mut self) -> bool;

    /// Runs a command line, given without the name of the program, and captures its output for lines of this width.
    fn run(&mut self, words: &[String], width: usize) -> Output;

    /// The completions of the last word of a line, which is given up to the cursor.
    fn complete(&mut self, line: &str) -> Vec<Candidate>;

    /// The person who uses the program.
    fn who(&mut self) -> Option<Person>;
}

#[derive(Debug, Clone)]
pub struct Output {
    /// The whole line, as it can be pasted into a shell.
    pub line: String,
    /// Says whether it ended with an error. The answer no is none.
    pub refused: bool,
    /// The printed text, with its styles.
    pub text: String,
}
