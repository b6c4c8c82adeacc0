//! The full-screen program: the state of a release always in sight, and a key for everything that a command does.
//!
//! Nothing here records or decides: every action is a command line that [`Desk::run`] runs as `octorel` would, and that is
//! shown. `state` and `draw` are pure: keys in, a command line out; a picture in, a buffer out. Called by `cli::ui`.

pub(crate) mod ask;
mod desk;
mod dialog;
mod draw;
mod form;
mod input;
mod keys;
mod menus;
mod paint;
mod picture;
mod plan;
mod rows;
mod screen;
mod search;
mod session;
mod state;

pub use desk::{Candidate, Desk, Ran};
pub use paint::Inks;
pub use picture::Picture;
pub use session::run;
