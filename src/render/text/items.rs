//! Lists of items: a sign, the number, the text, whose it is, and when.

use super::layout::{Fit, Layout, TextStyle, cell, dim, paint, plain};
use super::words;
use crate::command::command;
use crate::release::ItemState;
use crate::render::Page;
use crate::view::{ItemView, ListView, NextView};
use std::fmt::Write;

/// Draws a filtered list.
pub fn list(view: &ListView, page: Page) -> String {
    let mut out = String::new();
    if view.items.is_empty() {
        out.push_str("no items\n");
        return out;
    }
    rows(&mut out, &view.items, page, 0);
    let open = view.items.iter().filter(|item| !item.state.is_complete()).count();
    let late = view.items.iter().filter(|item| item.late).count();
    let late = if late > 0 { format!(", {late} late") } else { String::new() };
    let count = words::count(view.items.len(), "item", "items");
    let _ = writeln!(out, "\n{}", paint(TextStyle::Dim, &format!("{count}, {open} open{late}")));
    out
}

/// Draws what can be done now.
pub fn next(view: &NextView, page: Page) -> String {
    let mut out = String::new();
    if view.items.is_empty() && view.decisions.is_empty() {
        out.push_str("nothing to do\n");
    }
    if view.decisions_first {
        decisions(&mut out, view, page);
    }
    rows(&mut out, &view.items, page, 0);
    if !view.decisions_first {
        decisions(&mut out, view, page);
    }
    if let Some((style, text)) = words::update(view.update.as_ref(), page) {
        let announce = page.line(&command("announce"));
        let _ = writeln!(out, "\n{}: {announce}", paint(style, &text));
    }
    out
}

/// Writes pending decisions as rows.
fn decisions(out: &mut String, view: &NextView, page: Page) {
    let mut layout = Layout::new(2, Fit::Wrap).yielding(3);
    for decision in &view.decisions {
        let [text, owner, when] = words::pending(decision, page);
        let sign = cell(TextStyle::Due, words::sign(ItemState::Todo));
        layout.row([sign, cell(TextStyle::Due, "–"), plain(text), plain(owner), plain(when)]);
    }
    layout.write(out, page.width);
}

/// Writes items as rows, with the reason of a skipped or blocked one below it.
pub(super) fn rows(out: &mut String, items: &[ItemView], page: Page, indent: usize) {
    let mut layout = Layout::new(2, Fit::Wrap).indent(indent).yielding(3);
    for item in items {
        let style = words::item_style(item);
        let text_style = if item.state.is_complete() { TextStyle::Dim } else { TextStyle::Plain };
        layout.row::<5>([
            cell(style, words::sign(item.state)),
            cell(style, &item.number),
            cell(text_style, item.line()),
            cell(text_style, &item.owner_name),
            cell(style, words::timing(item, page)),
        ]);
        for aside in asides(item) {
            layout.below(dim(aside));
        }
    }
    layout.write(out, page.width);
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
        .filter(|(_, state)| !state.is_complete())
        .map(|(role, _)| role.as_str())
        .collect();
    let begun = !open.is_empty() && open.len() < roles.len();
    begun.then(|| format!("waits for {}", open.join(", ")))
}
