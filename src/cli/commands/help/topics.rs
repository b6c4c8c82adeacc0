//! The topics of the help, which are the manual: `src/help/*.md`, for a terminal and for the web.

use crate::document::{Document, Fit, Table, plain};
use crate::render;
use anstyle::Style;

pub(super) const HEADING: Style = Style::new().bold().underline();

macro_rules! texts {
    ($($name:literal)+) => {
        [$(($name, include_str!(concat!("../../../help/", $name, ".md")))),+]
    };
}

/// The topics and their texts, in the order of the help. The title of a text is its summary.
const TOPICS: [(&str, &str); 17] = texts!("items" "dates" "go-no-go" "incidents" "history" "team" "sharing" "keys" "playbook"
    "checklists" "ci" "chat" "exit-codes" "files" "formats" "json" "agents");

pub(crate) fn topics() -> impl Iterator<Item = (&'static str, &'static str)> {
    let title = |text: &'static str| text.lines().next()?.strip_prefix("# ");
    TOPICS.into_iter().map(move |(name, text)| (name, title(text).unwrap_or_default()))
}

/// The text of a topic for a terminal of this width: without pictures and the marks of headings, tables and code.
pub(super) fn topic(name: &str, width: usize) -> Option<String> {
    let (_, text) = TOPICS.into_iter().find(|(topic, _)| *topic == name)?;
    // Every other part is code, after its language.
    let parts = text.split("```").enumerate().map(|(i, part)| match part.split_once('\n') {
        Some((_, code)) if i % 2 == 1 => code.to_owned(),
        _ => {
            let lines: Vec<_> = part.strip_prefix('\n').unwrap_or(part).lines().collect();
            let blocks = lines.chunk_by(|a, b| a.starts_with('|') && b.starts_with('|'));
            blocks.map(|block| shown(block, width)).collect()
        }
    });
    Some(parts.collect())
}

/// A line, or the lines of a table.
fn shown(block: &[&'static str], width: usize) -> String {
    match block {
        [picture] if picture.starts_with("![") => String::new(),
        [heading] if heading.starts_with('#') => {
            let heading = heading.trim_start_matches('#').trim_start();
            format!("{HEADING}{heading}{HEADING:#}\n")
        }
        [head, _, rows @ ..] => {
            let mut table = Table::new(cells(head)).fit(1, Fit::Yield).fit(2, Fit::Wrap);
            for row in rows {
                table.row(cells(row).map(plain));
            }
            let mut document = Document::default();
            document.table(table);
            render::text(document, width)
        }
        line => format!("{}\n", line.concat()),
    }
}

/// The cells of a row of a table; the last ones are empty if it has fewer.
fn cells(row: &'static str) -> [&'static str; 3] {
    let mut cells = row.trim_matches('|').split('|').map(str::trim);
    [(); 3].map(|()| cells.next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{TOPICS, topic};
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn a_help_topic_fits_the_width_of_a_terminal() {
        for (name, text) in TOPICS {
            assert!(text.starts_with("# "), "{name}");
            // Tables are laid out; pictures and code may be wider.
            let prose = text.split("```").step_by(2).flat_map(str::lines);
            let rows = prose.filter(|line| !line.starts_with(['|', '!']));
            for line in rows {
                assert!(line.width() <= 80 && line.trim_end() == line, "{name}: {line}");
            }
        }
        let tables = anstream::adapter::strip_str(&topic("json", 80).unwrap()).to_string();
        assert_eq!(tables.lines().find(|line| line.width() > 80), None);
    }
}
