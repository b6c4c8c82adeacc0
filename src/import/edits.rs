//! Parts of the source that are written differently in a playbook: reference links get their addresses.

use pulldown_cmark::{CowStr, LinkType};
use std::ops::Range;

/// Replacements of parts of the source, by their place. One within another has no effect.
#[derive(Debug, Default)]
pub(super) struct SourceEdits(Vec<(Range<usize>, String)>);

/// A link or an image that has been opened.
#[derive(Debug)]
pub(super) struct OpenLink<'a> {
    pub(super) kind: LinkType,
    pub(super) address: CowStr<'a>,
    pub(super) title: CowStr<'a>,
    /// Where its text ends, as far as it is known.
    pub(super) text_end: usize,
}

impl SourceEdits {
    pub(super) fn sort(&mut self) {
        self.0.sort_by_key(|(range, _)| range.start);
    }

    /// The part of the source, edited.
    pub(super) fn applied(&self, source: &str, range: Range<usize>) -> String {
        let first = self.0.partition_point(|(edit, _)| edit.start < range.start);
        let (mut out, mut at) = (String::with_capacity(range.len()), range.start);
        for (edit, text) in &self.0[first..] {
            if edit.end > range.end {
                break;
            }
            if edit.start < at {
                continue;
            }
            out += &source[at..edit.start];
            out += text;
            at = edit.end;
        }
        out + &source[at..range.end]
    }

    pub(super) fn replace(&mut self, range: Range<usize>, text: String) {
        self.0.push((range, text));
    }

    /// Writes the address of a reference link where it is referred to. Braces in an address are no placeholders.
    pub(super) fn link(&mut self, source: &str, link: &OpenLink<'_>, end: usize) {
        // The range of `[text][]` ends before the empty brackets.
        let is_collapsed = link.kind == LinkType::Collapsed && source[end..].starts_with("[]");
        let tail = link.text_end..end + if is_collapsed { 2 } else { 0 };
        let is_kept = match link.kind {
            LinkType::Autolink | LinkType::Email | LinkType::WikiLink { .. } => true,
            LinkType::Inline => !source[tail.clone()].contains("{{"),
            _ => false,
        };
        if !is_kept && source[tail.clone()].starts_with(']') {
            let title = link.title.replace('"', "\\\"");
            let title = if title.is_empty() { title } else { format!(" \"{title}\"") };
            let address = link.address.replace(' ', "%20").replace('{', "%7B").replace('}', "%7D");
            self.replace(tail, format!("]({address}{title})"));
        }
    }
}
