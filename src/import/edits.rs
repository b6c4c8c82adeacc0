//! Parts of the source that are written differently in a playbook: reference links get their addresses.

use pulldown_cmark::{CowStr, LinkType};
use std::fmt::Write;
use std::ops::Range;

/// Replacements of parts of the source, by their place; no two overlap.
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
            out += &source[at..edit.start];
            out += text;
            at = edit.end;
        }
        out + &source[at..range.end]
    }

    pub(super) fn replace(&mut self, range: Range<usize>, text: String) {
        self.0.push((range, text));
    }

    /// Replaces the address at the end of a link, unless it stands there as it is.
    pub(super) fn link(&mut self, source: &str, link: &OpenLink<'_>, end: usize) {
        let address = encoded(&link.address);
        // The range of `[text][]` ends before the empty brackets.
        let is_collapsed = link.kind == LinkType::Collapsed && source[end..].starts_with("[]");
        let tail = link.text_end..end + if is_collapsed { 2 } else { 0 };
        let is_kept = match link.kind {
            LinkType::Autolink | LinkType::Email | LinkType::WikiLink { .. } => true,
            LinkType::Inline => source[tail.clone()].contains(&address),
            _ => false,
        };
        if !is_kept && source[tail.clone()].starts_with(']') {
            let title = link.title.replace('"', "\\\"");
            let title = if title.is_empty() { title } else { format!(" \"{title}\"") };
            self.0.push((tail, format!("]({address}{title})")));
        }
    }
}

/// An address as browsers and GitHub send it: everything that no URL contains is percent-encoded.
fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        // U+E000 stands for the version, see `source`.
        if c.is_ascii_alphanumeric() || ";/?:@&=+$,-_.!~*'()#%\u{e000}".contains(c) {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn an_address_is_encoded_as_browsers_do() {
        assert_eq!(
            encoded("https://a.example/{{v}}?q=%20&x=[1]"),
            "https://a.example/%7B%7Bv%7D%7D?q=%20&x=%5B1%5D"
        );
        assert_eq!(encoded("https://a.example/é"), "https://a.example/%C3%A9");
    }
}
