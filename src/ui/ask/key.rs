//! The keys of prompts, independent of what the terminal sends for them.

use tui_input::InputRequest;

/// A key, by what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    /// Changes the typed text.
    Edit(InputRequest),
    Enter,
    /// Esc, Ctrl-C, Ctrl-D or Ctrl-G.
    Cancel,
    Mark,
    Up,
    Down,
    PageUp,
    PageDown,
}
