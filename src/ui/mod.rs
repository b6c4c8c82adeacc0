//! The full-screen interface: the state of a release, and a key for everything that a command does.
//!
//! Nothing here records or decides: every action is a command line that [`Backend::run`] runs as `octorel` would, and that is
//! shown. `state` and `draw` are pure: keys in, a command line out; a model in, a buffer out. Called by `cli::ui`.

mod areas;
pub(crate) mod ask;
mod draw;
mod keys;
mod model;
mod paint;
mod session;
mod state;

pub use model::{Backend, Model, Output};
pub use paint::Theme;
pub use session::run;
