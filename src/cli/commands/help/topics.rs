//! The topics of the help: what concerns several commands, as plain text beside this file.

/// A text of the help that is about no single command.
#[derive(Debug)]
pub(crate) struct Topic {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) text: &'static str,
}

/// All topics, in the order of the help.
pub(crate) const TOPICS: [Topic; 5] = [
    Topic {
        name: "items",
        about: "How to name items, roles, phases and decisions",
        text: include_str!("items.md"),
    },
    Topic {
        name: "dates",
        about: "T, what is counted from it, and what commands take as a date",
        text: include_str!("dates.md"),
    },
    Topic {
        name: "files",
        about: "What lies in .octorel/, what to commit, and the environment",
        text: include_str!("files.md"),
    },
    Topic { name: "ci", about: "How a pipeline asks the gate", text: include_str!("ci.md") },
    Topic {
        name: "exit-codes",
        about: "What 0, 1 and 2 mean",
        text: include_str!("exit-codes.md"),
    },
];

/// The topic of this name.
pub(crate) fn topic(name: &str) -> Option<&'static Topic> {
    const ALL: &[Topic] = &TOPICS;
    ALL.iter().find(|topic| topic.name == name)
}

#[cfg(test)]
mod tests {
    use super::TOPICS;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn a_help_topic_fits_on_a_screen() {
        for topic in TOPICS {
            assert!(topic.text.lines().count() <= 60, "{}", topic.name);
            for line in topic.text.lines() {
                assert!(line.width() <= 80 && line.trim_end() == line, "{line}");
            }
        }
    }
}
