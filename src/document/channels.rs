//! Where to talk in each stage.

use super::{Document, Fit, Page, Style, Table, styled};
use crate::view::ChannelsView;

/// The channels, with a mark at the current one.
pub fn channels(view: &ChannelsView, page: Page) -> Document {
    let mut document = Document::default();
    let mut table = Table::new(["", "Stage", "Channel", "Update"]).fit(2, Fit::Wrap);
    for channel in &view.channels {
        let (mark, style, stage) = match (channel.current, channel.late) {
            (true, true) => ("▸", Style::Late, Style::Strong),
            (true, false) => ("▸", Style::Plain, Style::Strong),
            (false, _) => ("", Style::Dim, Style::Dim),
        };
        let update = match (channel.next_due, channel.every_minutes) {
            (Some(due), _) if channel.late => format!("late since {}", page.now.time(due.0)),
            (Some(due), _) => format!("next {}", page.now.distance(due.0)),
            (None, Some(minutes)) => format!("every {}", interval(minutes)),
            (None, None) => String::new(),
        };
        table.row([
            styled(style, mark),
            styled(stage, channel.stage.heading()),
            styled(style, &channel.name),
            styled(style, update),
        ]);
    }
    document.table(table);
    document.or("the playbook has no channels")
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
    }
}
