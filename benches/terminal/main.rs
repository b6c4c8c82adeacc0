//! Measures how long people wait for their screen: `cargo bench --bench terminal`.
//!
//! Covers the full-screen program, the picker and completion, with a small release and with one of 2,000 items and 1,000 events.
//! Figures of different machines are not comparable, so compared programs run in turn. Each figure is shown beside its
//! limit. `OCTOREL=path` measures another binary.

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

/// The argument that runs this program as the minimal one.
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

/// Draws a paragraph and waits for a key: the minimum that a full-screen program does.
#[cfg(unix)]
fn empty(terminal: &mut ratatui::DefaultTerminal) -> std::io::Result<()> {
    let paragraph = ratatui::widgets::Paragraph::new("empty");
    terminal.draw(|frame| frame.render_widget(paragraph, frame.area()))?;
    crossterm::event::read().map(drop)
}

/// There are no pseudo-terminals on this system.
#[cfg(not(unix))]
fn main() {}
