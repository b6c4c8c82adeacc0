//! Where to talk, the present stage marked.

use super::layout::{TextStyle, cell};
use super::table::table;
use crate::render::Page;
use crate::view::{ChannelView, ChannelsView};

/// Draws the channels, one row a stage.
pub fn channels(view: &ChannelsView, page: Page) -> String {
    if view.channels.is_empty() {
        return "the playbook has no channels\n".to_owned();
    }
    let row = |channel: &ChannelView| {
        let style = match (channel.current, channel.late) {
            (true, true) => TextStyle::Late,
            (true, false) => TextStyle::Plain,
            (false, _) => TextStyle::Dim,
        };
        let name = if channel.current { TextStyle::Strong } else { style };
        [
            cell(style, if channel.current { "▸" } else { " " }),
            cell(name, channel.stage.heading()),
            cell(style, &channel.name),
            cell(style, next(channel, page)),
        ]
    };
    table(view.channels.iter().map(row).collect(), 2, page)
}

fn next(channel: &ChannelView, page: Page) -> String {
    match (channel.next_due, channel.every_minutes) {
        (Some(due), _) if channel.late => format!("update {} late", page.now.late_by(due.0)),
        (Some(due), _) => format!("next update {}", page.now.distance(due.0)),
        (None, Some(minutes)) => format!("every {}", interval(minutes)),
        (None, None) => String::new(),
    }
}

/// `30 minutes`, `week`, `2 days`.
fn interval(minutes: u32) -> String {
    let units = [(10_080, "week"), (1_440, "day"), (60, "hour"), (1, "minute")];
    let whole = units.into_iter().find(|(size, _)| minutes.is_multiple_of(*size));
    match whole {
        Some((size, unit)) if minutes == size => unit.to_owned(),
        Some((size, unit)) => format!("{} {unit}s", minutes / size),
        None => format!("{minutes} minutes"),
    }
}

#[cfg(test)]
mod tests {
    use super::interval;

    #[test]
    fn an_interval_is_shown_in_its_largest_whole_unit() {
        assert_eq!(interval(30), "30 minutes");
        assert_eq!(interval(10_080), "week");
        assert_eq!(interval(2_880), "2 days");
        assert_eq!(interval(90), "90 minutes");
    }
}
