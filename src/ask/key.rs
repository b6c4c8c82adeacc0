//! The keys that mean something to a question, whatever the terminal sends for them.

/// A key, by what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    Char(char),
    Enter,
    /// Ctrl-C, Esc, or Ctrl-D where nothing was typed.
    Leave,
    Mark,
    Up,
    Down,
    PageUp,
    PageDown,
    Left,
    Right,
    Home,
    End,
    Backspace,
    Delete,
    /// Ctrl-W: the word before the cursor.
    DeleteWord,
    /// Ctrl-U: all before the cursor.
    DeleteBefore,
    /// Ctrl-K: all behind the cursor.
    DeleteBehind,
}
