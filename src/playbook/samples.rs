//! Playbooks for the tests of other modules, from the text of a file.

use super::model::Playbook;
use super::problem::SourceFile;
use super::read::interpret;

/// The playbook of a valid text.
pub(crate) fn playbook(text: &str) -> Playbook {
    let source = SourceFile { path: "sample.yaml".to_owned(), text: text.to_owned() };
    interpret(&[source]).unwrap()
}
