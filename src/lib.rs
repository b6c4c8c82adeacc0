#![doc = include_str!("ARCHITECTURE.md")]

pub mod cli;
pub mod log;
pub mod names;
pub mod playbook;
pub mod release;
pub mod render;
pub mod rules;
#[cfg(test)]
mod samples;
pub mod schedule;
mod sys;
mod terminal;
pub mod ui;
pub mod view;
