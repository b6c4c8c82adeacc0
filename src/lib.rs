#![doc = include_str!("ARCHITECTURE.md")]

pub mod announcement;
mod ask;
pub mod cli;
pub mod decide;
pub mod deviation;
pub mod gate;
pub mod log;
pub mod names;
pub mod naming;
pub mod playbook;
pub mod progress;
pub mod release;
pub mod render;
#[cfg(test)]
mod samples;
pub mod schedule;
mod sys;
mod term;
pub mod tui;
mod typing;
pub mod view;
