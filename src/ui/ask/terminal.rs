//! Runs a prompt or picker in the terminal.

use crate::document::Style;
use crate::terminal::{Area, Takeover, TextField, next_event};
use crate::ui::paint::{Theme, draw_field, draw_lines};
use crate::ui::session::clear;
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect, Size};
use ratatui::{Terminal, TerminalOptions, Viewport};
use std::io::{self, BufWriter};
use std::time::Duration;
use unicode_width::UnicodeWidthStr;

/// The state of a prompt.
pub(crate) trait PromptState {
    type Answer;

    /// Takes a key, and returns the answer if the key accepts it.
    fn press(&mut self, key: KeyEvent) -> Option<Self::Answer>;

    fn paste(&mut self, text: &str);

    /// Draws the prompt on the whole screen, and returns the position of the cursor.
    fn draw(&mut self, buffer: &mut Buffer, theme: Theme) -> Position;
}

/// Shows a prompt and waits for the answer; `None` if it is cancelled.
pub(crate) fn ask<Q: PromptState>(mut question: Q, theme: Theme) -> io::Result<Option<Q::Answer>> {
    let takeover = Takeover::new(Area::Prompt)?;
    let backend = CrosstermBackend::new(BufWriter::new(io::stderr()));
    // A terminal that does not know its size has the usual one.
    let viewport = match backend.size()? {
        Size { width: 1.., height: 1.. } => Viewport::Fullscreen,
        _ => Viewport::Fixed(Rect::new(0, 0, 80, 24)),
    };
    let mut terminal = Terminal::with_options(backend, TerminalOptions { viewport })?;
    loop {
        terminal.draw(|frame| {
            let cursor = question.draw(frame.buffer_mut(), theme);
            theme.replace_signs(frame.buffer_mut());
            frame.set_cursor_position(cursor);
        })?;
        // All events that are queued come before the next frame.
        let mut is_queued = true;
        while is_queued {
            let Some(event) = next_event()? else { return Ok(None) };
            match event {
                Event::Key(key) if key.kind != KeyEventKind::Release => {
                    let key = common(key);
                    if key.code == KeyCode::Esc {
                        return Ok(None);
                    }
                    if key == KeyEvent::new(KeyCode::Char('z'), KeyModifiers::CONTROL) {
                        takeover.suspend()?;
                        clear(&mut terminal)?;
                    } else if let Some(answer) = question.press(key) {
                        return Ok(Some(answer));
                    }
                }
                Event::Paste(text) => question.paste(&text),
                Event::Resize(..) => clear(&mut terminal)?,
                Event::Key(_) | Event::Mouse(_) | Event::FocusGained | Event::FocusLost => {}
            }
            is_queued = event::poll(Duration::ZERO)?;
        }
    }
}

/// The key that does the same as a letter with Ctrl.
fn common(key: KeyEvent) -> KeyEvent {
    let KeyCode::Char(c) = key.code else { return key };
    match c.to_ascii_lowercase() {
        _ if !key.modifiers.contains(KeyModifiers::CONTROL) => key,
        'c' | 'd' | 'g' => KeyCode::Esc.into(),
        'n' => KeyCode::Down.into(),
        'p' => KeyCode::Up.into(),
        'j' | 'm' => KeyCode::Enter.into(),
        'i' => KeyCode::Tab.into(),
        _ => key,
    }
}

/// Draws a question with the text that is typed, and as many remarks as fit below a list of `rows` lines. Returns the area of
/// the list, and the position of the cursor.
pub(super) fn draw_around(
    buffer: &mut Buffer,
    theme: Theme,
    (question, line): (&str, &TextField),
    rows: usize,
    remarks: &[&str],
) -> (Rect, Position) {
    let rows = u16::try_from(rows).unwrap_or(u16::MAX);
    let heights = [1, rows, 1].map(Constraint::Length);
    let [head, list, foot] = Layout::vertical(heights).areas(buffer.area);
    let cursor = draw_field(buffer, head, theme, &format!("{question} "), line);
    let mut fitting = String::new();
    for remark in remarks {
        let between = if fitting.is_empty() { "" } else { " · " };
        let longer = format!("{fitting}{between}{remark}");
        if longer.width() > usize::from(foot.width) {
            break;
        }
        fitting = longer;
    }
    draw_lines(buffer, foot, [theme.line(&fitting, Style::Dim)]);
    (list, cursor)
}
