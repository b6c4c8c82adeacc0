//! Playbooks for the tests of other rooms, from the text of a file.

use super::model::Playbook;
use super::problem::SourceFile;
use super::read::interpret;

/// The playbook that a sound text says.
pub(crate) fn playbook(text: &str) -> Playbook {
    let source = SourceFile { path: "sample.yaml".to_owned(), text: text.to_owned() };
    interpret(&[source]).unwrap()
}
