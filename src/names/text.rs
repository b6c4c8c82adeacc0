//! Texts that anybody may have written: which characters are invisible, and which links may be followed.

/// Whether a character has no shape of its own, or controls the terminal or the direction of the text. Playbooks refuse such
/// characters; logs and screens show them as escapes.
///
/// C0, C1 and DEL, bidi controls, zero-width and filler characters, line separators, and tags.
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a joiner is between two visible characters of a script or emoji that needs it. Among ASCII letters it would only
/// hide a difference.
pub(crate) fn joins(before: Option<char>, c: char, after: Option<char>) -> bool {
    let needs_it = |c: char| !c.is_ascii() && !is_invisible(c);
    is_joiner(c) && before.is_some_and(needs_it) && after.is_some_and(needs_it)
}

/// Whether definitions refuse a character: it is invisible, and does not only join or separate its neighbours.
pub(crate) fn is_hidden(c: char) -> bool {
    is_invisible(c) && !is_joiner(c)
}

/// Whether an invisible character only joins or separates its neighbours, as some scripts and emoji need it.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether a `[` after this text would begin a command for the runner of a CI service: GitHub's `##[error]`, Azure's
/// `##vso[…]`, TeamCity's `##teamcity[…]`.
pub(crate) fn precedes_command(text: &str) -> bool {
    ["##", "##vso", "##teamcity"].iter().any(|prefix| text.ends_with(prefix))
}

/// Whether a link has a scheme that may be followed, and something after it. A log that was written by hand can hold any other.
pub(crate) fn may_follow(link: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| {
        let start = link.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme)) && link.len() > scheme.len()
    })
}

/// `1 item`, `3 items`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// `1 item`, `3 items`, or nothing.
pub fn some(number: usize, one: &str, many: &str) -> String {
    if number == 0 { String::new() } else { count(number, one, many) }
}

#[cfg(test)]
mod tests {
    use super::may_follow;

    #[test]
    fn a_link_that_may_be_followed_has_one_of_three_schemes() {
        for link in ["HTTPS://example.com", "http://a", "mailto:a@b"] {
            assert!(may_follow(link), "{link}");
        }
        for link in ["javascript:alert(1)", "é", "https", "https://", "ftp://a"] {
            assert!(!may_follow(link), "{link}");
        }
    }
}
