//! The definitions: YAML files read, checked, and turned into a [`Playbook`].

mod check;
mod items;
mod lookup;
pub mod markdown;
mod model;
mod place;
mod problem;
mod raw;
mod read;
mod release_type;
#[cfg(test)]
pub(crate) mod samples;
mod shape;
mod snippet;
mod suggest;
mod syntax;
mod template;
#[cfg(test)]
#[expect(clippy::needless_raw_string_hashes, reason = "snapbox writes snapshots with them")]
mod tests;
mod upgrade;
mod yaml;

pub use check::free_id;
pub use items::{Evidence, Item, Owner, Phase, PhaseKind};
pub use lookup::{FOLDER, is_there, nearest, place_in_git, top_of_repository};
pub use model::{Channel, Decision, Escalation, FINISH, Gate, Playbook, Role, Stage};
pub use place::Place;
pub use problem::{At, Problems};
pub use raw::json_schema;
pub use read::{EMBEDDED, LoadError, Source, find, is_definition, load, load_texts};
pub use snippet::render_problems;
pub use template::{version_numbers, version_values};
