//! Whether a terminal is to be written to in ASCII: as the user, the environment and the locale have it.

use super::Signs;
use std::env;
use std::io::IsTerminal;

/// Says whether a stream is to be written in ASCII: because it is asked for, or on a terminal whose locale has another
/// charset than UTF-8. What is piped is the same everywhere.
pub(super) fn is_wanted<S: IsTerminal>(signs: Signs, stream: impl FnOnce() -> S) -> bool {
    signs == Signs::Ascii || asked_for().unwrap_or_else(|| stream().is_terminal() && is_locales())
}

/// Says whether a shell that asks shows what it is answered in ASCII: it reads from a pipe, and its terminal is our user's.
pub(super) fn is_shells() -> bool {
    asked_for().unwrap_or_else(is_locales)
}

/// What `OCTOREL_ASCII` says, if it is set.
fn asked_for() -> Option<bool> {
    let value = env::var_os("OCTOREL_ASCII").filter(|value| !value.is_empty());
    value.map(|value| value != "0")
}

/// Says whether the locale has another charset than UTF-8.
fn is_locales() -> bool {
    names_another_charset(locale().as_deref())
}

/// What the environment says of letters; the first of these that is set counts.
fn locale() -> Option<String> {
    let set = |name: &&str| env::var(name).ok().filter(|value| !value.is_empty());
    ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(set)
}

/// Says whether a locale names a charset, and it is not UTF-8. A language alone names none.
fn names_another_charset(locale: Option<&str>) -> bool {
    let Some(locale) = locale else { return false };
    if ["C", "POSIX"].contains(&locale) {
        return true;
    }
    let charset = locale.split_once('.').map(|(_, charset)| charset);
    let charset = charset.map(|charset| charset.split('@').next().unwrap_or(charset));
    charset.is_some_and(|charset| !["utf-8", "utf8"].contains(&&*charset.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::names_another_charset;

    #[test]
    fn only_a_locale_with_another_charset_selects_ascii() {
        for other in ["C", "POSIX", "de_DE.ISO-8859-1", "de_DE.ISO-8859-15@euro"] {
            assert!(names_another_charset(Some(other)), "{other}");
        }
        for not in ["C.UTF-8", "de_DE.utf8", "en_US.UTF-8@x", "de_DE", "de_DE@euro"] {
            assert!(!names_another_charset(Some(not)), "{not}");
        }
        assert!(!names_another_charset(None));
    }
}
