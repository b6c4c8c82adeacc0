//! Markdown checklists turned into playbooks: pure functions from a text to YAML and a report.

mod blocks;
mod condition;
mod outline;
mod owner;
mod parse;
mod placeholders;
mod playbook;
mod run;
mod source;
mod texts;
mod yaml;

pub use condition::condition_in_text;
pub use owner::OWNER;
pub use run::{ImportError, Imported, import};
pub use source::{ImportReport, ItemSource, Note, Request};
