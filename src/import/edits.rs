//! Parts of the source that are written differently in a playbook: reference links get their addresses.

use pulldown_cmark::{LinkType, Tag};
use std::ops::Range;

/// Replacements of parts of the source, by their place. One within another has no effect.
#[derive(Debug, Default)]
pub(super) struct SourceEdits(Vec<(Range<usize>, String)>);

impl SourceEdits {
    pub(super) fn sort(&mut self) {
        self.0.sort_by_key(|(range, _)| range.start);
    }

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
    pub(super) fn link(&mut self, source: &str, tag: &Tag<'_>, range: &Range<usize>) {
        let (Tag::Link { link_type, dest_url, title, .. }
        | Tag::Image { link_type, dest_url, title, .. }) = tag
        else {
            return;
        };
        let end = range.end;
        let last = |mark| source[range.clone()].rfind(mark).map(|at| range.start + at..end);
        let tail = match link_type {
            // The range of `[text][]` ends before the empty brackets.
            LinkType::Collapsed if source[end..].starts_with("[]") => Some(end - 1..end + 2),
            LinkType::Reference | LinkType::Collapsed => last("]["),
            LinkType::Shortcut => last("]"),
            LinkType::Inline => last("](").filter(|tail| source[tail.clone()].contains("{{")),
            _ => None,
        };
        if let Some(tail) = tail {
            let title = title.replace('"', "\\\"");
            let title = if title.is_empty() { title } else { format!(" \"{title}\"") };
            let address = dest_url.replace(' ', "%20").replace('{', "%7B").replace('}', "%7D");
            self.replace(tail, format!("]({address}{title})"));
        }
    }
}
