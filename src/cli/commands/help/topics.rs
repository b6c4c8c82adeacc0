//! The topics of the help, which are the manual: `src/help/*.md`, for a terminal and for the web.

use super::overview::HEADING;

macro_rules! texts {
    ($($name:literal)+) => {
        [$(($name, include_str!(concat!("../../../help/", $name, ".md")))),+]
    };
}

/// The topics and their texts, in the order of the help. The title of a text says what it is about.
const TOPICS: [(&str, &str); 17] = texts!("items" "dates" "go-no-go" "incidents" "history" "team" "sharing" "keys" "playbook"
    "checklists" "ci" "chat" "exit-codes" "files" "formats" "json" "agents");

/// The topics with what they are about.
pub(crate) fn topics() -> impl Iterator<Item = (&'static str, &'static str)> {
    let title = |text: &'static str| text.lines().next()?.strip_prefix("# ");
    TOPICS.into_iter().map(move |(name, text)| (name, title(text).unwrap_or_default()))
}

/// The text of a topic for a terminal: without pictures and the marks of headings and code.
pub(crate) fn topic(name: &str) -> Option<String> {
    let (_, text) = TOPICS.into_iter().find(|(topic, _)| *topic == name)?;
    let heading = |line: &str| match line.trim_start_matches('#').strip_prefix(' ') {
        Some(heading) if line.starts_with('#') => format!("{HEADING}{heading}{HEADING:#}\n"),
        _ => format!("{line}\n"),
    };
    // Every other part is code, after its language.
    let parts = text.split("```").enumerate().map(|(i, part)| match part.split_once('\n') {
        Some((_, code)) if i % 2 == 1 => code.to_owned(),
        _ => {
            let lines = part.strip_prefix('\n').unwrap_or(part).lines();
            lines.filter(|line| !line.starts_with("![")).map(heading).collect()
        }
    });
    Some(parts.collect())
}

#[cfg(test)]
mod tests {
    use super::TOPICS;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn a_help_topic_fits_the_width_of_a_terminal() {
        for (name, text) in TOPICS {
            assert!(text.starts_with("# "), "{name}");
            // Tables, pictures and code may be wider.
            let prose = text.split("```").step_by(2).flat_map(str::lines);
            let rows = prose.filter(|line| !line.starts_with(['|', '!']));
            for line in rows {
                assert!(line.width() <= 80 && line.trim_end() == line, "{name}: {line}");
            }
        }
    }
}
