//! Some two hundred texts that try to be more than text, and a harmless text of the same shape for each.

use crate::scale::{amount, is_full};
use unicode_width::UnicodeWidthStr;

/// Characters that control a terminal, reorder text, or are invisible: one of each kind.
const CONTROLS: &str = "\
    \0\u{1}\u{7}\u{8}\t\u{b}\u{c}\r\u{e}\u{1b}\u{7f}\u{80}\u{84}\u{85}\u{90}\u{9b}\u{9c}\u{9d}\u{9f}\
    \u{ad}\u{34f}\u{61c}\u{115f}\u{1160}\u{17b4}\u{180e}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{2028}\
    \u{2029}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2060}\u{2061}\u{2064}\u{2065}\u{2066}\u{2067}\
    \u{2068}\u{2069}\u{206a}\u{206f}\u{3164}\u{feff}\u{ffa0}\u{fff9}\u{fffa}\u{fffb}\u{1bca0}\u{1d173}\
    \u{13430}\u{e0001}\u{e0020}\u{e0041}\u{e007f}\u{e0100}\u{e01ef}";

/// Texts that terminals, browsers, forges and chats interpret.
const PHRASES: &[&str] = &[
    // Sequences of a terminal: its screen, style, title, clipboard, links, modes and queries, whole and in part.
    "\u{1b}[2J\u{1b}[Hgone",
    "\u{1b}[1A\u{1b}[2K✓ OPEN",
    "\u{1b}[8mhidden",
    "\u{1b}[38:2::1:2:3mx",
    "\u{1b}]0;title\u{7}",
    "\u{1b}]52;c;ZXZpbA==\u{7}",
    "\u{1b}]8;;https://evil.example\u{1b}\\x\u{1b}]8;;\u{1b}\\",
    "\u{1b}Pq\u{1b}\\",
    "\u{1b}_payload\u{1b}\\",
    "\u{1b}c",
    "\u{1b}[?1049h",
    "\u{1b}[6n",
    "\u{1b}]11;?\u{7}",
    "\u{1b}(0",
    "\u{1b}[200~rm -rf\u{1b}[201~",
    "\u{9b}31mred",
    "\u{9d}0;t\u{9c}",
    "x\u{1b}",
    "m\u{1b}[",
    // Line breaks and cursor movements.
    "one\ntwo",
    "\none",
    "one\n\ntwo",
    "one\r\ntwo",
    "\r✓ OPEN",
    "one\u{2028}two",
    "a\tb",
    "a\u{8}\u{8}b",
    "\n# heading",
    "\n- [x] done",
    "\n\n    code",
    "\n---",
    "\n```\ncode",
    "\n| a | b |",
    // Commands of a workflow.
    "\r::error::x",
    "\u{2028}::error::x",
    "::error title=x::boom",
    "::set-output name=x::y",
    "::stop-commands::token",
    "::add-mask::CLOSED",
    "\u{3000}::error::x",
    "a ::error::x",
    "a  ::stop-commands::x and then some more words so that it is wrapped ::error::y",
    "x ##[add-mask]y",
    "###[error]x",
    "##vso[task.complete result=Failed;]x",
    "%0A::error::x",
    "title=x::y",
    ",line=1",
    "::",
    "##[",
    // Markup of a page.
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- ",
    "-->",
    "<a href=\"javascript:x\">y</a>",
    "</td></tr></table>",
    "&lt;b&gt;",
    "&#60;b&#62;",
    "<javascript:alert(1)>",
    "<?php",
    "<![CDATA[x]]>",
    "<br>",
    // Markup of Markdown.
    "[x](javascript:alert(1))",
    "](<javascript:alert(1)>)",
    "![x](https://evil.example/pixel.png)",
    "[x]: https://evil.example",
    "[x][y]",
    "[^1]: note",
    "[!NOTE]",
    "`code`",
    "```sh",
    "~~~",
    "**bold**",
    "_it_",
    "~~gone~~",
    "# heading",
    "======",
    "***\n",
    "- point",
    "12. point",
    "- [ ] task",
    "[x] task",
    "> quote",
    "| a | b |",
    "|---|",
    "\\",
    "\\|",
    "\\<b>",
    "    code",
    "a\\\nb",
    "$$x$$",
    "$`x`$",
    "{#id}",
    ")",
    "==x==",
    ":tada:",
    "https://evil.example",
    "www.evil.example",
    "javascript:alert(1)",
    "mailto:a@b",
    "@org/team",
    "@",
    "owner/repo#1",
    "0123456789abcdef0123456789abcdef01234567",
    // Markup of a chat.
    "<@U123>",
    "<https://evil.example|bank>",
    // Structure of data.
    "\\\"",
    "\",\"open\":true,\"x\":\"",
    "{}",
    "null",
    "1e999",
    "\\ud800",
    "''",
    "a: b",
    "&anchor",
    "!!tag",
    "%YAML",
    "---\n...",
    "~",
    // Shell commands and special names.
    "$(reboot)",
    "`reboot`",
    ";reboot",
    "--help",
    "../../etc/passwd",
    "CON",
    "%s%n",
    "{}{0}",
    "\u{202e}gpj.exe",
    // Plain text, and wide, narrow and joined characters.
    "日本語のテキスト",
    "العربية",
    "e\u{301}",
    "👍🏽",
    "👩\u{200d}💻",
    "🇩🇪",
    "1\u{fe0f}\u{20e3}",
    "ﷺ",
    "\u{fffd}",
    "\u{fffe}",
    "\u{10ffff}",
    "\u{e000}",
    "ﬃ",
    "İ",
    "\u{3000}x",
];

/// Texts that every run includes: one of these detects any planted fault.
const TELLING: &[&str] = &[
    "\u{1b}[31mred\u{1b}[0m",
    "a\u{202e}b",
    "a\u{200d}b",
    "\n::error::x",
    "##[error]boom",
    "<b>bold",
    "<details open>",
    "<!channel>",
    "](javascript:alert(1))",
    "a|b",
];

/// The texts of a trial: all of them in the full form, otherwise the essential ones and a sample of the others.
pub(super) fn chosen(step: usize) -> Vec<String> {
    let all = hostile();
    if is_full() {
        return all;
    }
    let telling = TELLING.iter().map(|&text| text.to_owned());
    telling.chain(all.into_iter().step_by(step)).collect()
}

/// All texts: alone, within words, and long.
fn hostile() -> Vec<String> {
    let mut texts: Vec<String> = PHRASES.iter().map(|&text| text.to_owned()).collect();
    texts.extend(CONTROLS.chars().map(|control| format!("a{control}b")));
    // Long texts are slow.
    let short = amount(10, 1);
    texts.extend([
        format!("e{}", "\u{301}".repeat(500 / short)),
        "日".repeat(700 / short),
        "👩\u{200d}👩\u{200d}👧".repeat(120 / short),
        "x".repeat(2000 / short),
        "word ".repeat(400 / short) + "end",
        "`".repeat(300 / short),
        "[".repeat(300 / short),
        "*".repeat(300 / short + 1),
        "\u{202e}".repeat(200 / short),
        "##[error]".repeat(100 / short),
        "\u{1b}[31m".repeat(100 / short),
        "::error::x ".repeat(60) + "end",
        "|".repeat(200 / short),
        "<b>".repeat(200 / short),
        "@a ".repeat(100 / short) + "end",
        "\n".repeat(50) + "end",
        CONTROLS.to_owned(),
    ]);
    texts
}

/// Returns whether a character has an effect other than being displayed.
fn acts(c: char) -> bool {
    c.is_control() || CONTROLS.contains(c) || matches!(c, '\u{e0000}'..='\u{e0fff}')
}

/// Returns whether a joiner stands between two visible characters that are not ASCII: scripts and emoji need it.
fn joins(text: &str, at: usize, c: char) -> bool {
    let needs_it = |c: char| !c.is_ascii() && !acts(c);
    let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
    matches!(c, '\u{200c}' | '\u{200d}')
        && before.chars().next_back().is_some_and(needs_it)
        && after.chars().next().is_some_and(needs_it)
}

/// Returns whether no output may contain a character of a text unescaped. Line ends belong to the writer.
pub(super) fn is_raw(text: &str, at: usize, c: char) -> bool {
    !(' '..='~').contains(&c) && c != '\n' && acts(c) && !joins(text, at, c)
}

/// A harmless text of the same width in the same places: words of letters replace everything else. Text that a workflow
/// runner looks for stays, since its escaped form is wider.
pub(super) fn harmless(text: &str) -> String {
    let mut twin = String::new();
    // Escaped white space still counts as white space before `::`, which starts a workflow command if only white space precedes it.
    let begins = text.trim_start().starts_with("::");
    // A grapheme is never longer than this.
    let mut window = String::new();
    for (at, c) in text.char_indices() {
        if c == '\n' {
            twin.push(c);
            window.clear();
        } else if acts(c) && !joins(text, at, c) {
            // Its number is shown.
            let blank = begins && c.is_whitespace() && twin.trim_start().is_empty();
            let fill = if blank { "\u{a0}" } else { "x" };
            twin.push_str(&fill.repeat(c.escape_unicode().len()));
            window.clear();
        } else if c.is_whitespace() || "@:#[".contains(c) {
            twin.push(c);
            window.clear();
        } else {
            let before = window.width();
            window.push(c);
            // Keeps the number of bytes, too, since line breaking may depend on it.
            match (window.width().saturating_sub(before), c.len_utf8()) {
                (0, _) => {}
                // An address stays an address, which is never broken, and a command a command.
                (1, 1) if "htpsmailo/vecy".contains(c) => twin.push(c),
                (1, 1) => twin.push('x'),
                (1, 2) => twin.push('é'),
                (1, 3) => twin.push('✓'),
                (1, _) => twin.push('𝐱'),
                (_, 4) => twin.push('𠀀'),
                _ => twin.push('日'),
            }
            if window.chars().count() > 6 {
                window = window.chars().skip(1).collect();
            }
        }
    }
    twin
}
