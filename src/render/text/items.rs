//! Lists of items: a sign, the number, the text, whose it is, and when.

use super::sheet::{Fit, Layout, TextStyle, cell, paint};
use super::words;
use crate::command::command;
use crate::release::ItemState;
use crate::render::Page;
use crate::view::{ItemView, ListView, NextView};
use std::fmt::Write;

/// Draws a filtered list.
pub fn list(view: &ListView, paper: Page) -> String {
    let mut out = String::new();
    if view.items.is_empty() {
        out.push_str("no items\n");
        return out;
    }
    rows(&mut out, &view.items, paper, 0);
    let open = view
        .items
        .iter()
        .filter(|item| !item.state.settled())
        .count();
    let late = view.items.iter().filter(|item| item.overdue).count();
    let late = if late > 0 {
        format!(", {late} late")
    } else {
        String::new()
    };
    let count = words::count(view.items.len(), "item", "items");
    let _ = writeln!(
        out,
        "\n{}",
        paint(TextStyle::Dim, &format!("{count}, {open} open{late}"))
    );
    out
}

/// Draws what can be done now.
pub fn next(view: &NextView, paper: Page) -> String {
    let mut out = String::new();
    if view.items.is_empty() {
        out.push_str("nothing to do\n");
    }
    rows(&mut out, &view.items, paper, 0);
    let update = view.update.as_ref();
    if let Some((look, text)) = update.and_then(|update| words::update(update, paper)) {
        let announce = paper.line(&command("announce"));
        let _ = writeln!(out, "\n{}: {announce}", paint(look, &text));
    }
    out
}

/// Writes items as rows, with the reason of a skipped or blocked one below it.
pub(super) fn rows(out: &mut String, items: &[ItemView], paper: Page, indent: usize) {
    let mut sheet = Layout::new(2, Fit::Wrap).indent(indent).yielding(3);
    for item in items {
        let look = words::look(item);
        let text_look = if item.state.settled() {
            TextStyle::Dim
        } else {
            TextStyle::Plain
        };
        sheet.row::<5>([
            cell(look, words::sign(item.state)),
            cell(look, &item.number),
            cell(text_look, item.line()),
            cell(text_look, &item.owner_name),
            cell(look, words::timing(item, paper)),
        ]);
        for aside in asides(item) {
            sheet.below(cell(TextStyle::Dim, aside));
        }
    }
    sheet.write(out, paper.width);
}

/// What was said about an item, below it.
fn asides(item: &ItemView) -> Vec<String> {
    let reason = item.reason.as_deref().map(|reason| match item.state {
        ItemState::Skipped => format!("skipped: {reason}"),
        ItemState::Blocked => format!("blocked: {reason}"),
        ItemState::Todo => format!("opened: {reason}"),
        ItemState::Done => reason.to_owned(),
    });
    let asides = reason.into_iter().chain(awaited(item));
    asides.chain(item.link.clone()).collect()
}

/// Which roles an item owned by all still waits for, once some have ticked.
fn awaited(item: &ItemView) -> Option<String> {
    let roles = item.roles.as_ref()?;
    let open: Vec<&str> = (roles.iter())
        .filter(|(_, state)| !state.settled())
        .map(|(role, _)| role.as_str())
        .collect();
    let begun = !open.is_empty() && open.len() < roles.len();
    begun.then(|| format!("waits for {}", open.join(", ")))
}
