//! One screen that is drawn anew in place, until somebody ends it. What is on it and when it changes is the caller's.

use super::output::{dressed, plain};
use super::{Looks, end_when_closed};
use anstream::{AutoStream, ColorChoice};
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, DisableLineWrap, EnableLineWrap,
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode, size,
};
use crossterm::{execute, queue};
use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Why the screen is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Glance {
    /// There is none yet, or it has another size.
    Needed,
    /// Time has passed.
    Due,
}

/// How long a signal may wait to be seen.
const SLICE: Duration = Duration::from_millis(250);

/// Draws what `screen` gives, and again where it gives something new when asked once an interval. Ends with q, Ctrl-C or a
/// signal, and leaves the terminal as it was.
///
/// # Errors
/// If there is no terminal to draw on.
pub(crate) fn watch(
    every: Duration,
    looks: Looks,
    mut screen: impl FnMut(Glance) -> Option<String>,
) -> io::Result<()> {
    end_when_closed();
    let ended = on_signal()?;
    let coloured =
        AutoStream::new(io::stdout(), looks.colour).current_choice() != ColorChoice::Never;
    let _watched = Watched::begin()?;
    let mut glance = Glance::Needed;
    loop {
        if let Some(text) = screen(glance) {
            draw(&dressed(&text, coloured, looks, io::stdout))?;
        }
        glance = match wait(every, &ended)? {
            Some(glance) => glance,
            None => return Ok(()),
        };
    }
}

/// The terminal while a screen is watched. Whatever ends it, the terminal is then as it was.
struct Watched;

impl Watched {
    fn begin() -> io::Result<Self> {
        enable_raw_mode()?;
        let watched = Self;
        take_screen()?;
        // From now on a change of the size is noticed, also one before the first key is waited for.
        event::poll(Duration::ZERO)?;
        Ok(watched)
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        give_back();
    }
}

fn take_screen() -> io::Result<()> {
    execute!(io::stdout(), EnterAlternateScreen, DisableLineWrap, Hide)
}

fn give_back() {
    // Where the terminal is gone there is nothing to restore.
    let _ = execute!(io::stdout(), Show, EnableLineWrap, LeaveAlternateScreen);
    let _ = disable_raw_mode();
}

/// Gives the terminal back, stops as Ctrl-Z does, and takes it again when the shell says so.
#[cfg(unix)]
fn stop() -> io::Result<()> {
    give_back();
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
    enable_raw_mode()?;
    take_screen()
}

/// There is no shell to go back to.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "it can fail on Unix")]
fn stop() -> io::Result<()> {
    Ok(())
}

/// Whether a signal has asked the program to end.
#[cfg(unix)]
fn on_signal() -> io::Result<Arc<AtomicBool>> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let ended = Arc::new(AtomicBool::new(false));
    for signal in [SIGHUP, SIGINT, SIGTERM] {
        signal_hook::flag::register(signal, Arc::clone(&ended))?;
    }
    Ok(ended)
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "it can fail on Unix")]
fn on_signal() -> io::Result<Arc<AtomicBool>> {
    Ok(Arc::default())
}

/// Writes the text over the screen that there is, in one piece.
fn draw(text: &str) -> io::Result<()> {
    let (width, height) = size()?;
    let mut stdout = io::stdout();
    stdout.write_all(&frame(text, width.into(), height.into())?)?;
    stdout.flush()
}

/// What draws a text over the screen that there is, without clearing it first, so that nothing flickers.
fn frame(text: &str, width: usize, height: usize) -> io::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() + 1024);
    queue!(out, BeginSynchronizedUpdate, MoveTo(0, 0))?;
    for (i, line) in text.lines().take(height).enumerate() {
        if i > 0 {
            out.extend_from_slice(b"\r\n");
        }
        out.extend_from_slice(cut(line, width).as_bytes());
        // Behind a line as wide as the screen the cursor stands on its last character, which would be cleared.
        if plain(line).width() < width {
            queue!(out, Clear(ClearType::UntilNewLine))?;
        }
    }
    if text.lines().count() < height {
        out.extend_from_slice(b"\r\n");
        queue!(out, Clear(ClearType::FromCursorDown))?;
    }
    queue!(out, EndSynchronizedUpdate)?;
    Ok(out)
}

/// The beginning of a line that the screen has room for, with all of its looks: what came behind would be drawn over the last
/// character.
fn cut(line: &str, width: usize) -> Cow<'_, str> {
    if plain(line).width() <= width {
        return Cow::Borrowed(line);
    }
    let mut kept = String::with_capacity(line.len());
    let (mut column, mut is_look) = (0, false);
    for c in line.chars() {
        is_look |= c == '\u{1b}';
        if !is_look {
            column += c.width().unwrap_or_default();
        }
        if is_look || column <= width {
            kept.push(c);
        }
        is_look &= c != 'm';
    }
    Cow::Owned(kept)
}

/// Waits an interval, or until something happens sooner. None if it is to end.
fn wait(every: Duration, ended: &AtomicBool) -> io::Result<Option<Glance>> {
    let until = Instant::now() + every;
    loop {
        let left = until.saturating_duration_since(Instant::now());
        let happened = match event::poll(left.min(SLICE)) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => false,
            polled => polled?,
        };
        if ended.load(Ordering::Relaxed) {
            return Ok(None);
        }
        if happened {
            match event::read()? {
                Event::Key(key) if key.kind != KeyEventKind::Press => {}
                Event::Key(key) if ends(key) => return Ok(None),
                Event::Key(key) if is_control(key, 'z') => {
                    stop()?;
                    return Ok(Some(Glance::Needed));
                }
                Event::Resize(..) => return Ok(Some(Glance::Needed)),
                Event::Key(_)
                | Event::Mouse(_)
                | Event::Paste(_)
                | Event::FocusGained
                | Event::FocusLost => {}
            }
        } else if left.is_zero() {
            return Ok(Some(Glance::Due));
        }
    }
}

fn ends(key: KeyEvent) -> bool {
    let left = matches!(key.code, KeyCode::Char('q') | KeyCode::Esc);
    left || is_control(key, 'c') || is_control(key, 'd')
}

fn is_control(key: KeyEvent, letter: char) -> bool {
    key.code == KeyCode::Char(letter) && key.modifiers.contains(KeyModifiers::CONTROL)
}

#[cfg(test)]
mod tests {
    use super::frame;

    #[test]
    fn a_line_as_wide_as_the_screen_keeps_its_last_character() {
        let drawn = |text: &str| String::from_utf8(frame(text, 4, 3).unwrap()).unwrap();
        assert!(drawn("\u{1b}[1mT-3d\u{1b}[0m\nlate").contains("T-3d\u{1b}[0m\r\nlate\r\n"));
        assert!(drawn("\u{1b}[1mT-14d\u{1b}[0m").contains("T-14\u{1b}[0m\r\n"));
        assert!(drawn("T-3\nnow").contains("T-3\u{1b}[K\r\nnow\u{1b}[K\r\n"));
    }
}
