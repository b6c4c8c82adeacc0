//! Command lines as text: cut into words as a POSIX shell does it, and written so that it reads them back.

/// Cuts a line into words; nothing is expanded. `None` if a quote is not closed.
pub fn split(line: &str) -> Option<Vec<String>> {
    shlex::split(line)
}

/// Writes words as one line that [`split`] and a shell read back.
pub fn joined(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| shown(word)).collect();
    words.join(" ")
}

fn shown(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=@,+%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    // Inside double quotes these would mean something.
    if word.contains(['"', '$', '`', '\\', '!']) {
        return format!("'{}'", word.replace('\'', r"'\''"));
    }
    format!("\"{word}\"")
}

#[cfg(test)]
mod tests {
    use super::{joined, split};
    use proptest::collection::vec;
    use proptest::prelude::proptest;

    #[test]
    fn a_line_is_cut_as_a_shell_cuts_it() {
        let cut = |line| split(line).unwrap().join("|");
        assert_eq!(cut("tick 2.4  2.5 "), "tick|2.4|2.5");
        assert_eq!(
            cut(r#"note "ops call \"back\"" --link ''"#),
            r#"note|ops call "back"|--link|"#
        );
        assert_eq!(cut(r"a\ b 'c\d' e'f'g"), r"a b|c\d|efg");
        assert_eq!(cut(""), "");
        assert_eq!(split("note \"ops"), None);
    }

    #[test]
    fn a_line_is_written_with_as_few_quotes_as_it_needs() {
        let written =
            |words: &[&str]| joined(&words.iter().map(|&w| w.to_owned()).collect::<Vec<_>>());
        assert_eq!(written(&["tick", "2.4"]), "tick 2.4");
        assert_eq!(
            written(&["skip", "1.3", "--reason", "no time"]),
            "skip 1.3 --reason \"no time\""
        );
        assert_eq!(written(&["note", "it's $5", ""]), r#"note 'it'\''s $5' """#);
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_back(words in vec("[^\0]*", 0..5)) {
            assert_eq!(split(&joined(&words)).unwrap(), words);
        }
    }
}
