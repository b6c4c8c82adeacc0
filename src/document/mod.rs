//! Screens and reports as documents: the wording of every view, which `render` writes in each format.

mod chart;
mod choice;
mod confirm;
mod everyone;
mod gate;
mod incidents;
mod items;
mod model;
mod page;
mod phases;
mod readiness;
mod started;
mod stats;
mod status;
pub(crate) mod width;
pub mod words;

pub use chart::{Bars, Curve, Curves, Mark};
pub use choice::candidate_cells;
pub use confirm::confirm;
pub use everyone::everyone;
pub use gate::{details as gate_details, gate, summary as gate_summary, text_of as gate_text};
pub use incidents::incidents;
pub use items::{detail, list, next, show};
pub use model::{
    Align, Block, Column, Document, Fit, Line, Row, Span, Style, Table, code, dim, plain, strong,
    styled,
};
pub use page::Page;
pub use phases::{moves, phases, short_due};
pub use readiness::readiness;
pub use started::started;
pub use stats::{stats, worst_items};
pub use status::{brief, in_one_line, status};
mod announcement;
mod channels;
mod history;
mod releases;
pub use announcement::announcement;
pub use channels::channels;
use history::ways;
pub use history::{deviation, deviations, log};
pub use releases::releases;
mod check;
mod decisions;
mod team;
mod welcome;
pub use check::{logs, missing_event, planned_repair, repaired};
pub use decisions::decisions;
pub use team::roles;
pub use welcome::{begin_another, welcome};
mod incident_report;
mod overview;
mod report;
pub use incident_report::incident_report;
pub use overview::{full_overview, overview};
pub use report::report;
mod upgrade;
pub use upgrade::upgrade;
