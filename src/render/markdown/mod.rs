//! Markdown for a pull request or a chat. Text from outside cannot become markup, a mention or a table's edge.

mod escape;
mod incident;
mod meeting;
mod record;
mod screens;
mod section;

pub use incident::incident_report;
pub use meeting::{announcement, readiness};
pub use record::record;
pub use screens::{gate, phases, roles, status};
