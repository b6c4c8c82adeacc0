//! The text screens: one line a thing, numbers at the left edge, the same columns everywhere, no boxes.

mod announcement;
mod channels;
mod choice;
mod confirm;
mod decisions;
mod demo;
mod gate;
mod handover;
mod incident;
mod items;
mod layout;
mod log;
mod notes;
mod phases;
mod readiness;
mod releases;
mod repair;
mod roles;
mod started;
mod status;
mod table;
mod verify;
mod welcome;
mod words;

pub use announcement::announcement;
pub use channels::channels;
pub use choice::candidate_cells;
pub use confirm::{DRY_RUN, confirm, kept};
pub use decisions::{decisions, escalated};
pub use demo::{demo_begins, demo_code, demo_command, demo_ends, demo_is_gone, demo_scene};
pub use gate::{details as gate_details, gate, label as missing_label, summary as gate_summary};
pub use handover::handover;
pub use incident::incidents;
pub use items::{list, next};
pub use layout::TextStyle;
pub use log::log;
pub use notes::{deviation, deviations, notes};
pub use phases::{moves, phases, plan};
pub use readiness::{
    deviation as deviation_phrase, readiness, risk as risk_phrase, undecided as decision_phrase,
};
pub use releases::releases;
pub use repair::{RepairStage, Repairing, repair};
pub use roles::roles;
pub use started::started;
pub use status::{LINES as STATUS_LINES, brief, status};
pub use verify::verify;
pub use welcome::{begin_another, welcome};
pub(super) use words::because;
pub use words::{
    count, due, gate as gate_phrase, headline, item_style, names, pending, people, phase_name,
    remark, sign, so_far, timing, undated, when,
};
