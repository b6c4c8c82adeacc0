//! How text looks on a stream: with or without colour, with octorel's own signs or in ASCII, as the command line, the environment
//! and the locale say.

use super::is_kept;
use crate::render;
use anstream::{AutoStream, ColorChoice};
use memchr::memchr;
use std::borrow::Cow;
use std::env;
use std::io::{self, IsTerminal};

/// The options for output. The environment and the terminal decide what they do not set.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct OutputOptions {
    pub(crate) colour: ColorChoice,
    /// Writes octorel's own signs in ASCII, whatever the environment says.
    pub(crate) ascii: bool,
    /// Shows a text that is longer than the terminal in a pager.
    pub(crate) pager: bool,
}

/// Takes `CLICOLOR_FORCE=0` as not set, as its specification says. The library that chooses colours takes it as set.
pub(crate) fn ignore_unforced_colour() {
    let is_unforced = env::var_os("CLICOLOR_FORCE").is_some_and(|value| value == "0");
    if is_unforced && !io::stdout().is_terminal() {
        ColorChoice::Never.write_global();
    }
}

pub(crate) fn stderr_has_colour(output: OutputOptions) -> bool {
    is_kept() || AutoStream::new(io::stderr(), output.colour).current_choice() != ColorChoice::Never
}

pub(crate) fn stdout_has_colour(output: OutputOptions) -> bool {
    AutoStream::new(io::stdout(), output.colour).current_choice() != ColorChoice::Never
}

pub(crate) fn is_ascii(output: OutputOptions) -> bool {
    is_stream_ascii(output, &io::stdout())
}

/// Says whether completions are written in ASCII. The shell reads them from a pipe and shows them on the user's terminal.
pub(crate) fn is_shell_ascii() -> bool {
    ascii_variable().unwrap_or_else(is_locale_ascii)
}

/// Says whether a stream is written in ASCII: by option or variable, or because it is a terminal whose locale has another
/// charset than UTF-8. A pipe gets the same bytes everywhere.
fn is_stream_ascii(output: OutputOptions, stream: &impl IsTerminal) -> bool {
    let is_terminal_ascii = || stream.is_terminal() && is_locale_ascii();
    output.ascii || ascii_variable().unwrap_or_else(is_terminal_ascii)
}

fn ascii_variable() -> Option<bool> {
    let value = env::var_os("OCTOREL_ASCII").filter(|value| !value.is_empty());
    value.map(|value| value != "0")
}

/// Says whether the locale has another charset than UTF-8. The first variable that is set counts.
fn is_locale_ascii() -> bool {
    let set = |name: &&str| env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(set);
    locale.is_some_and(|locale| names_another_charset(&locale))
}

/// Says whether a locale names another charset than UTF-8. A language alone names none.
fn names_another_charset(locale: &str) -> bool {
    let charset = locale.split_once('.').map(|(_, charset)| charset);
    let charset = charset.map(|charset| charset.split('@').next().unwrap_or(charset));
    let is_other = |charset: &str| !["utf-8", "utf8"].contains(&&*charset.to_ascii_lowercase());
    ["C", "POSIX"].contains(&locale) || charset.is_some_and(is_other)
}

/// The text in the colours and signs of a stream.
pub(super) fn dressed<'a>(
    text: &'a str,
    coloured: bool,
    output: OutputOptions,
    stream: &impl IsTerminal,
) -> Cow<'a, str> {
    let text = if coloured { Cow::Borrowed(text) } else { Cow::Owned(plain(text)) };
    if is_stream_ascii(output, stream) {
        return render::ascii(&text).into_owned().into();
    }
    text
}

/// The text without its styles. Each is ESC to `m`: foreign text contains no ESC, see `render::safe`.
pub(super) fn plain(text: &str) -> String {
    let mut rest = text;
    let mut plain = String::with_capacity(text.len());
    while let Some(escape) = memchr(0x1b, rest.as_bytes()) {
        plain.push_str(&rest[..escape]);
        let end = memchr(b'm', &rest.as_bytes()[escape..]);
        rest = &rest[end.map_or(rest.len(), |end| escape + end + 1)..];
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::names_another_charset;

    #[test]
    fn only_a_locale_with_another_charset_selects_ascii() {
        for other in ["C", "POSIX", "de_DE.ISO-8859-1", "de_DE.ISO-8859-15@euro"] {
            assert!(names_another_charset(other), "{other}");
        }
        for not in ["C.UTF-8", "de_DE.utf8", "en_US.UTF-8@x", "de_DE", "de_DE@euro"] {
            assert!(!names_another_charset(not), "{not}");
        }
    }
}
