//! What keys mean in a line that is typed: the one table of an editor's keys.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A change of a line, or of the place of the cursor in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edit {
    Insert(char),
    Left,
    Right,
    Home,
    End,
    Backspace,
    Delete,
    /// The word before the cursor.
    DeleteWord,
    /// All before the cursor.
    DeleteBefore,
    /// All behind the cursor.
    DeleteBehind,
}

impl Edit {
    /// What a key means, if anything.
    pub(crate) fn of(key: KeyEvent) -> Option<Self> {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        Some(match key.code {
            KeyCode::Char(c) if control => match c.to_ascii_lowercase() {
                'a' => Self::Home,
                'e' => Self::End,
                'b' => Self::Left,
                'f' => Self::Right,
                'h' => Self::Backspace,
                'd' => Self::Delete,
                'w' => Self::DeleteWord,
                'u' => Self::DeleteBefore,
                'k' => Self::DeleteBehind,
                _ => return None,
            },
            KeyCode::Char(c) if !alt => Self::Insert(c),
            KeyCode::Left => Self::Left,
            KeyCode::Right => Self::Right,
            KeyCode::Home => Self::Home,
            KeyCode::End => Self::End,
            KeyCode::Backspace if alt || control => Self::DeleteWord,
            KeyCode::Backspace => Self::Backspace,
            KeyCode::Delete => Self::Delete,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Edit;
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    #[test]
    fn a_letter_is_typed_only_without_alt_and_ctrl() {
        let of = |code, modifiers| Edit::of(KeyEvent::new(code, modifiers));
        let x = KeyCode::Char('x');
        assert_eq!(of(x, KeyModifiers::NONE), Some(Edit::Insert('x')));
        assert_eq!(of(x, KeyModifiers::ALT), None);
        assert_eq!(of(x, KeyModifiers::CONTROL), None);
        let word = Some(Edit::DeleteWord);
        assert_eq!(of(KeyCode::Char('w'), KeyModifiers::CONTROL), word);
        assert_eq!(of(KeyCode::Backspace, KeyModifiers::ALT), word);
        assert_eq!(of(KeyCode::Enter, KeyModifiers::NONE), None);
    }
}
