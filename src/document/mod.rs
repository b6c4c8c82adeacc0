//! Screens and reports as documents: the wording of every view, which `render` writes in each format.

mod announcement;
mod chart;
mod check;
mod confirm;
mod gate;
mod history;
mod incidents;
mod items;
mod model;
mod overview;
mod phases;
mod releases;
mod report;
mod status;
mod team;
mod upgrade;
pub(crate) mod width;
pub mod words;

pub use announcement::{announcement, channels};
pub use chart::{Bars, Curve, Curves, Mark};
pub use check::{logs, missing_event, planned_repair, repaired};
pub use confirm::{begin_another, confirm, started, welcome};
pub use gate::{
    details as gate_details, gate, readiness, summary as gate_summary, text_of as gate_text,
};
use history::ways;
pub use history::{deviation, deviations, log};
pub use incidents::{incident_report, incidents};
pub(crate) use items::line_within;
pub use items::{candidate_cells, detail, everyone, list, next, show};
pub use model::{
    Block, Column, Document, Fit, Line, Page, Row, Span, Style, Table, code, dim, plain, strong,
    styled,
};
pub use overview::{full_overview, overview};
pub use phases::{moves, phases, short_due};
pub use releases::{releases, stats, worst_items};
pub use report::report;
pub use status::{brief, in_one_line, status};
pub use team::{decisions, roles};
pub use upgrade::upgrade;
