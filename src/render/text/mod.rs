//! The text screens: one line a thing, numbers at the left edge, the same columns everywhere, no boxes.

mod announcement;
mod channels;
mod confirm;
mod decisions;
mod gate;
mod handover;
mod incident;
mod items;
mod log;
mod notes;
mod phases;
mod readiness;
mod releases;
mod roles;
mod sheet;
mod started;
mod status;
mod words;

pub use announcement::announcement;
pub use channels::channels;
pub use confirm::{Change, Confirmation, confirm, kept};
pub use decisions::{decisions, escalated};
pub use gate::{details as gate_details, gate, label as missing_label, summary as gate_summary};
pub use handover::handover;
pub use incident::incidents;
pub use items::{list, next};
pub use log::log;
pub use notes::{deviation, deviations, notes};
pub use phases::{moves, phases, plan};
pub use readiness::{deviation as deviation_phrase, readiness, undecided as decision_phrase};
pub use releases::releases;
pub use roles::roles;
pub use sheet::Look;
pub use started::started;
pub use status::{LINES as STATUS_LINES, brief, status};
pub use words::{count, due, gate as gate_phrase, look, people, phase_name, sign, timing, when};
