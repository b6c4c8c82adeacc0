//! How long people wait for what is on their screen: `cargo bench --bench terminal`.
//!
//! The full-screen program, the picker and completion, in a small release and in one of 2,000 items and 1,000 events. Figures of
//! different machines say little, so what is compared is measured in the same run and in turn. Each figure stands beside its
//! bound. `OCTOREL=path` measures another binary.

#![cfg_attr(unix, expect(clippy::print_stdout, reason = "the figures are the answer"))]

#[cfg(unix)]
mod figures;
#[cfg(unix)]
mod folder;
#[cfg(unix)]
#[path = "../../tests/terminal/pseudo.rs"]
mod pseudo;
#[cfg(unix)]
mod table;
#[cfg(unix)]
mod window;

#[cfg(unix)]
type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The argument with which this program runs as the empty one.
#[cfg(unix)]
const EMPTY: &str = "empty";

#[cfg(unix)]
fn main() -> Result<()> {
    if std::env::args().nth(1).is_some_and(|word| word == EMPTY) {
        return Ok(ratatui::run(empty)?);
    }
    let binary = std::env::var_os("OCTOREL");
    let binary = binary.unwrap_or_else(|| env!("CARGO_BIN_EXE_octorel").into());
    let binary = std::fs::canonicalize(binary)?;
    println!("{}\n\n{}", binary.display(), figures::all(&binary)?);
    Ok(())
}

/// Draws a paragraph, and waits for a key: the least that a program on the whole screen does.
#[cfg(unix)]
fn empty(terminal: &mut ratatui::DefaultTerminal) -> std::io::Result<()> {
    let paragraph = ratatui::widgets::Paragraph::new("empty");
    terminal.draw(|frame| frame.render_widget(paragraph, frame.area()))?;
    crossterm::event::read().map(drop)
}

/// There is no pseudo-terminal to measure in.
#[cfg(not(unix))]
fn main() {}
