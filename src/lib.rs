//! A release checklist runner.

pub mod log;
pub mod names;
pub mod playbook;
pub mod schedule;
