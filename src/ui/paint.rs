//! Looks on the screen: the words' own colours of the terminal, and text as commands print it.
//!
//! Only the sixteen colours are used, and each repeats what a word or a sign says; what is chosen is shown in reverse.

use crate::render::text::TextStyle;
use crate::render::width::truncate;
use crate::render::{ascii, safe};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use std::borrow::Cow;
use unicode_width::UnicodeWidthStr;

/// What the terminal may show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    pub colour: bool,
    /// Says that signs are drawn in ASCII. Letters stay as they are.
    pub ascii: bool,
}

impl Theme {
    /// How text of this look is drawn.
    pub(super) fn style(self, look: TextStyle) -> Style {
        let style = Style::new();
        let coloured = |colour| match self.colour {
            true => style.fg(colour),
            false => style,
        };
        match look {
            TextStyle::Plain => style,
            TextStyle::Strong => style.add_modifier(Modifier::BOLD),
            TextStyle::Late => coloured(Color::Red),
            TextStyle::Due => coloured(Color::Yellow),
            TextStyle::Done => coloured(Color::Green),
            TextStyle::Dim => style.add_modifier(Modifier::DIM),
        }
    }

    /// Replaces the signs that are not ASCII, where that is asked for.
    pub(super) fn settle(self, buffer: &mut Buffer) {
        if !self.ascii {
            return;
        }
        for cell in &mut buffer.content {
            if let Cow::Owned(plain) = ascii(cell.symbol()) {
                cell.set_symbol(&plain);
            }
        }
    }
}

/// A piece of text with a style, harmless for a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) style: Style,
}

/// A piece of text from anywhere.
pub(super) fn piece(text: &str, style: Style) -> Piece {
    let text = safe(text).into_owned();
    Piece { text, style }
}

/// Writes pieces side by side, and gives back the column behind them. What does not fit ends in `…`.
pub(super) fn write(buffer: &mut Buffer, area: Rect, pieces: &[Piece]) -> u16 {
    let mut x = area.x;
    for piece in pieces {
        let left = area.right().saturating_sub(x);
        let text = truncate(&piece.text, usize::from(left));
        if left > 0 && area.height > 0 && area.y < buffer.area.bottom() {
            (x, _) = buffer.set_stringn(x, area.y, text, usize::from(left), piece.style);
        }
        if piece.text.width() > usize::from(left) {
            break;
        }
    }
    x
}

/// Reads what a command printed: a line of pieces for each of its lines. Every ESC in it begins a look or a link, which are the
/// program's own; any other was made visible where it came in.
pub(super) fn printed(text: &str, theme: Theme) -> Vec<Vec<Piece>> {
    let mut style = Style::new();
    let mut lines = Vec::new();
    for line in text.lines() {
        let mut pieces = Vec::new();
        let mut rest = line;
        while let Some((before, escape)) = rest.split_once('\u{1b}') {
            if !before.is_empty() {
                pieces.push(piece(before, style));
            }
            if let Some(link) = escape.strip_prefix(']') {
                rest = link.split_once("\u{1b}\\").map_or("", |(_, behind)| behind);
                continue;
            }
            let (codes, behind) = escape.split_once('m').unwrap_or((escape, ""));
            for code in codes.trim_start_matches('[').split(';') {
                style = turned(style, code, theme);
            }
            rest = behind;
        }
        if !rest.is_empty() {
            pieces.push(piece(rest, style));
        }
        lines.push(pieces);
    }
    lines
}

/// A style with one more attribute.
fn turned(style: Style, number: &str, theme: Theme) -> Style {
    let coloured = |colour| match theme.colour {
        true => style.fg(colour),
        false => style,
    };
    match number {
        "1" => style.add_modifier(Modifier::BOLD),
        "2" => style.add_modifier(Modifier::DIM),
        "4" => style.add_modifier(Modifier::UNDERLINED),
        "31" | "91" => coloured(Color::Red),
        "32" | "92" => coloured(Color::Green),
        "33" | "93" => coloured(Color::Yellow),
        "34" | "94" => coloured(Color::Blue),
        "35" | "95" => coloured(Color::Magenta),
        "36" | "96" => coloured(Color::Cyan),
        _ => Style::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Theme, piece, printed, write};
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    #[test]
    fn what_does_not_fit_ends_once() {
        let area = Rect::new(0, 0, 8, 1);
        let mut buffer = Buffer::empty(area);
        let pieces = ["日本語日本語", " · held by dana"].map(|text| piece(text, Style::new()));
        write(&mut buffer, area, &pieces);
        let signs = buffer.content.iter().filter(|cell| cell.symbol() == "…");
        assert_eq!(signs.count(), 1);
    }

    #[test]
    fn what_a_command_printed_keeps_its_looks() {
        let theme = Theme {
            colour: false,
            ascii: false,
        };
        let link = "\u{1b}]8;;https://example.com\u{1b}\\here\u{1b}]8;;\u{1b}\\";
        let text = format!("\u{1b}[31mNOT READY\u{1b}[0m  \u{1b}[1mx\u{1b}[0m\n\nend{link}");
        let texts: Vec<Vec<String>> = (printed(&text, theme).into_iter())
            .map(|line| line.into_iter().map(|piece| piece.text).collect())
            .collect();
        assert_eq!(
            texts,
            [vec!["NOT READY", "  ", "x"], vec![], vec!["end", "here"]]
        );
    }
}
