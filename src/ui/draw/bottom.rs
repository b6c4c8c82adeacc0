//! The bottom: what the last command said, the keys that are needed most or the question, and the command line.

use super::super::dialog::{Asking, Dialog, Menu};
use super::super::form::Form;
use super::super::keys::BINDINGS;
use super::super::paint::{piece, printed, write};
use super::super::plan::Plan;
use super::super::state::{MESSAGE_LINES, UiState, lines};
use super::{Canvas, columns};
use crate::render::text::TextStyle;
use crate::terminal::TextField;
use crate::terminal::joined;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

/// What the last command said, a line for each of its lines.
pub(super) fn message(state: &UiState) -> Vec<&str> {
    let text = state.message.as_ref().map_or("", |ran| &ran.text);
    lines(text).take(MESSAGE_LINES).collect()
}

impl Canvas<'_> {
    /// Draws the bottom, and says where the cursor stands, if something is typed.
    pub(super) fn bottom(self, buffer: &mut Buffer, plan: &Plan) -> Option<Position> {
        let text = message(self.state).join("\n");
        for (i, pieces) in printed(&text, self.theme).iter().enumerate() {
            write(buffer, super::line_of(plan.message, i), pieces);
        }
        let footer = columns(plan.footer, 1, plan.footer.width);
        match self.state.dialogs.last() {
            Some(Dialog::Asking(Asking { form, text, edit })) => {
                let line = form.clone().typed(text.slot, edit.text());
                self.line(buffer, plan.line, &making(&line));
                Some(self.field(buffer, footer, &format!("{} ", text.ask), edit))
            }
            Some(Dialog::Typing(typing)) => {
                let help = "any command; Tab completes, ↑ brings back those that ran, Esc leaves";
                self.line(buffer, plan.line, help);
                Some(self.field(buffer, footer, "octorel ", &typing.edit))
            }
            Some(Dialog::Searching(search)) => {
                let help = "↑ ↓ choose   Enter goes there   Esc leaves";
                self.line(buffer, plan.line, help);
                Some(self.field(buffer, footer, "/", &search.list.line))
            }
            Some(Dialog::Choosing(Menu { form, choice, list })) => {
                let hints = "↑ ↓ choose   Enter goes on   Esc or q goes back";
                self.hints(buffer, footer, hints);
                let entry = choice.entries.get(list.at);
                let line = entry.map_or_else(|| form.clone(), |entry| form.clone().chosen(entry));
                self.line(buffer, plan.line, &making(&line));
                None
            }
            Some(Dialog::Reading(reading)) => {
                let offer = reading.offer.as_ref();
                let offer = offer.map(|(_, about)| format!("t  {about}   "));
                let hints = offer.unwrap_or_default() + "↑ ↓ scroll   Esc or q goes back";
                self.hints(buffer, footer, &hints);
                self.line(buffer, plan.line, &reading.line);
                None
            }
            Some(Dialog::Keys { .. }) => {
                self.hints(buffer, footer, "↑ ↓ scroll   Esc or q goes back");
                None
            }
            None => {
                self.keys(buffer, footer);
                let last = self.state.past.last().map_or(
                    "every action shows here the command line that does the same",
                    String::as_str,
                );
                self.line(buffer, plan.line, last);
                None
            }
        }
    }

    /// The keys that are needed most, as many as fit; how to see all of them always.
    fn keys(self, buffer: &mut Buffer, area: Rect) {
        let hint = |key: &str, word: &str| {
            [
                piece(key, self.style(TextStyle::Strong)),
                piece(&format!(" {word}"), self.style(TextStyle::Dim)),
            ]
        };
        let last = ["?", "q Ctrl-C"];
        let short = BINDINGS.iter().filter_map(|b| Some((b.keys, b.short?)));
        let (always, others): (Vec<_>, Vec<_>) = short.partition(|(keys, _)| last.contains(keys));
        let word = |keys: &str| keys.split(' ').next().unwrap_or_default().to_owned();
        let width = |(keys, short): (&str, &str)| word(keys).width() + 1 + short.width() + 2;
        let mut left =
            usize::from(area.width).saturating_sub(always.iter().map(|&b| width(b)).sum());
        let fits = |binding: &(&str, &str)| {
            let fits = width(*binding) <= left;
            left = if fits { left - width(*binding) } else { 0 };
            fits
        };
        let shown: Vec<_> = others.into_iter().take_while(fits).chain(always).collect();
        let mut pieces = Vec::new();
        for (keys, short) in shown {
            pieces.extend(hint(&word(keys), short));
            pieces.push(piece("  ", self.style(TextStyle::Plain)));
        }
        write(buffer, area, &pieces);
    }

    fn hints(self, buffer: &mut Buffer, area: Rect, text: &str) {
        write(buffer, area, &[piece(text, self.style(TextStyle::Dim))]);
    }

    /// The last line of the screen.
    fn line(self, buffer: &mut Buffer, area: Rect, text: &str) {
        let line = columns(area, 1, area.width);
        write(buffer, line, &[piece(text, self.style(TextStyle::Dim))]);
    }

    /// A question and what is typed; where that is longer than the line the part around the cursor is seen.
    fn field(self, buffer: &mut Buffer, area: Rect, ask: &str, line: &TextField) -> Position {
        let x = write(buffer, area, &[piece(ask, self.style(TextStyle::Strong))]);
        let width = area.right().saturating_sub(x);
        let (text, column) = line.window(usize::from(width));
        let rest = Rect { x, width, ..area };
        write(buffer, rest, &[piece(&text, self.style(TextStyle::Plain))]);
        let cursor = x.saturating_add(u16::try_from(column).unwrap_or(u16::MAX));
        Position::new(cursor.min(area.right().saturating_sub(1)), area.y)
    }
}

/// A command line as far as it is made.
fn making(form: &Form) -> String {
    let more = if form.questions.is_empty() {
        ""
    } else {
        " …"
    };
    match form.words.is_empty() {
        true => String::new(),
        false => format!("octorel {}{more}", joined(&form.words)),
    }
}
