//! What the full-screen program asks of the program around it: the release, and to run command lines.

use super::model::Model;
use crate::names::Person;

/// The release that is worked on, and who works on it.
pub trait Backend {
    /// The release as it is now.
    ///
    /// # Errors
    /// In words, if the log cannot be read.
    fn look(&mut self) -> Result<Model, String>;

    /// Says whether the log is another one than at the last look, or a new minute has begun, which moves what is due and late.
    fn is_stale(&mut self) -> bool;

    /// Runs a command line, given without the name of the program, and keeps what it prints for lines of this width.
    fn run(&mut self, words: &[String], width: usize) -> Output;

    /// What may stand in the place of the last word of a line, which is given as far as the cursor.
    fn complete(&mut self, line: &str) -> Vec<Completion>;

    /// Who sits here.
    fn who(&mut self) -> Option<Person>;
}

/// What may stand in the place of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    pub word: String,
    /// What it means: the text of an item, the help of an option.
    pub about: String,
}

/// What a command line came to.
#[derive(Debug, Clone)]
pub struct Output {
    /// The whole line, as it can be pasted into a shell.
    pub line: String,
    /// Says whether it ended with an error rather than an answer, be that no.
    pub refused: bool,
    /// What was printed, with its looks.
    pub text: String,
}
