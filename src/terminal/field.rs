//! A line of text that is being typed. Editing and its keys are those of `tui_input`.

use crate::document::width::fitting;
use crate::render::safe;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use tui_input::backend::crossterm::to_input_request;
use tui_input::{Input, InputRequest};

#[derive(Debug, Default, Clone)]
pub(crate) struct TextField(Input);

impl TextField {
    pub(crate) fn of(text: &str) -> Self {
        Self::around(text, "")
    }

    /// A text with the cursor between two parts.
    pub(crate) fn around(before: &str, after: &str) -> Self {
        let mut field = Self::default();
        field.insert(before);
        let cursor = field.0.cursor();
        let text = field.text().to_owned() + after;
        Self(Input::new(text).with_cursor(cursor))
    }

    pub(crate) fn text(&self) -> &str {
        self.0.value()
    }

    pub(crate) fn before(&self) -> &str {
        let text = self.text();
        let end = text.char_indices().nth(self.0.cursor());
        &text[..end.map_or(text.len(), |(at, _)| at)]
    }

    /// Inserts text, for example from the clipboard. Line breaks and tabs become spaces, except line breaks at the end; other
    /// control characters are omitted.
    pub(crate) fn insert(&mut self, text: &str) {
        let text = text.trim_end_matches(['\r', '\n']).replace("\r\n", " ");
        let text = text.replace(['\n', '\r', '\t'], " ");
        for c in text.chars().filter(|c| !c.is_control()) {
            self.edit(InputRequest::InsertChar(c));
        }
    }

    pub(crate) fn press(&mut self, key: KeyEvent) {
        if let Some(edit) = edit(key) {
            self.edit(edit);
        }
    }

    pub(crate) fn edit(&mut self, request: InputRequest) {
        self.0.handle(request);
    }

    /// The part of the text that fits into `width` columns together with the cursor, and the cursor's column in it.
    pub(crate) fn window(&self, width: usize) -> (String, usize) {
        let cursor = safe(self.before()).chars().count();
        let shown = Input::new(safe(self.text()).into_owned()).with_cursor(cursor);
        // The cursor needs a column of its own.
        let scrolled = shown.visual_scroll(width.saturating_sub(1));
        let start = fitting(shown.value(), scrolled).len();
        let text = fitting(&shown.value()[start..], width).to_owned();
        (text, shown.visual_cursor() - scrolled)
    }
}

/// The edit that a key stands for. `tui_input` takes Alt in words for Meta, which no terminal sends.
fn edit(key: KeyEvent) -> Option<InputRequest> {
    use InputRequest::{DeleteNextWord, GoToNextWord, GoToPrevWord};
    let is_alt = key.modifiers.difference(KeyModifiers::SHIFT) == KeyModifiers::ALT;
    Some(match key.code {
        KeyCode::Left | KeyCode::Char('b' | 'B') if is_alt => GoToPrevWord,
        KeyCode::Right | KeyCode::Char('f' | 'F') if is_alt => GoToNextWord,
        KeyCode::Delete | KeyCode::Char('d' | 'D') if is_alt => DeleteNextWord,
        _ => return to_input_request(&Event::Key(key)),
    })
}

#[cfg(test)]
mod tests {
    use super::TextField;
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    use tui_input::InputRequest::{self, GoToPrevChar, GoToStart};

    fn edited(text: &str, requests: &[InputRequest]) -> TextField {
        let mut field = TextField::of(text);
        for &request in requests {
            field.edit(request);
        }
        field
    }

    #[test]
    fn pasted_text_stays_on_one_line_without_control_characters() {
        let field = TextField::of("one\r\ntwo\tthree\u{1b}[2J\u{7}\n");
        assert_eq!(field.text(), "one two three[2J");
    }

    #[test]
    fn the_cursor_moves_by_grapheme() {
        let mut field = TextField::around("tick 2.4 ", "--note cafe\u{301}");
        field.insert("2.5 ");
        assert_eq!(field.before(), "tick 2.4 2.5 ");
        assert_eq!(field.text(), "tick 2.4 2.5 --note cafe\u{301}");
    }

    #[test]
    fn keys_move_and_delete_by_word() {
        const ALT: KeyModifiers = KeyModifiers::ALT;
        const CONTROL: KeyModifiers = KeyModifiers::CONTROL;
        use KeyCode::{Backspace, Char, Delete, Left, Right};
        for (modifiers, code, text, before) in [
            (CONTROL, Left, "one two three", "one "),
            (ALT, Char('b'), "one two three", "one "),
            (CONTROL, Right, "one two three", "one two "),
            (ALT, Char('f'), "one two three", "one two "),
            (CONTROL, Delete, "one twthree", "one tw"),
            (ALT, Char('d'), "one twthree", "one tw"),
            (CONTROL, Char('w'), "one o three", "one "),
            (ALT, Backspace, "one o three", "one "),
        ] {
            let mut field = TextField::around("one tw", "o three");
            field.press(KeyEvent::new(code, modifiers));
            assert_eq!((field.text(), field.before()), (text, before), "{modifiers} {code}");
        }
    }

    #[test]
    fn the_cursor_is_in_the_column_of_the_next_character() {
        assert_eq!(edited("日本", &[]).window(20), ("日本".to_owned(), 4));
        let left = edited("日本", &[GoToPrevChar]);
        assert_eq!(left.window(20), ("日本".to_owned(), 2));
        let escaped = edited("a\u{202e}b", &[]).window(20);
        assert_eq!(escaped, ("a\\u{202e}b".to_owned(), 10));
    }

    #[test]
    fn a_long_text_shows_the_part_around_the_cursor() {
        assert_eq!(edited("abcdefgh", &[]).window(5), ("efgh".to_owned(), 4));
        let start = edited("abcdefgh", &[GoToStart]);
        assert_eq!(start.window(5), ("abcde".to_owned(), 0));
        assert_eq!(edited("日本語", &[]).window(4), ("語".to_owned(), 2));
    }
}
