//! Markdown checklists turned into playbooks: pure functions from a text to YAML and a report.
//!
//! [`source`] prepares the text, [`blocks`] and [`parse`] read Markdown into elements, [`outline`] divides them into phases and groups,
//! [`texts`], [`owner`] and [`condition`] read what a line says besides its text, [`playbook`] puts the items together,
//! and [`yaml`] writes them. [`run`] does all of it; `octorel import` calls it.

mod blocks;
mod condition;
mod edits;
mod outline;
mod owner;
mod parse;
mod placeholders;
mod playbook;
mod report;
mod request;
mod run;
mod source;
mod texts;
mod yaml;

pub use condition::condition_in_text;
pub use owner::OWNER;
pub use report::{ImportReport, Note};
pub use request::{ItemSource, Request};
pub use run::{ImportError, Imported, import};
