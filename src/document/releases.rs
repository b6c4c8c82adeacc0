//! All releases of a folder, and what happened to the items of finished ones.

use super::words::{count, joined_by, number, some};
use super::{Document, Fit, Page, Style, Table, dim, plain, strong, styled};
use crate::schedule::{Length, Moment, ReaderClock, zone_city};
use crate::view::{GroupStats, ItemStats, ReleaseLine, ReleaseStatus, ReleasesView, StatsView};

/// How many items a table has room for; JSON has all of them.
const SHOWN: usize = 20;

pub fn releases(view: &ReleasesView, page: Page) -> Document {
    let mut table = Table::new(["", "", "", "", "", ""]).name(0).right([3]).fit(0, Fit::Wrap);
    // T on the clocks of its own release, with the city: `8 Dec 14:00 Paris`.
    let local = |t: Moment| {
        let there = ReaderClock::at(page.now.moment().with_timezone(&t.timezone()));
        format!("{} {}", there.day_time(t), zone_city(t.timezone()))
    };
    for release in &view.releases {
        let is_active = release.state == ReleaseStatus::Active;
        let (style, name) =
            if is_active { (Style::Plain, Style::Strong) } else { (Style::Dim, Style::Dim) };
        let late = if is_active { some(release.late, "late", "late") } else { String::new() };
        let t = release.release_at.map(|t| t.0);
        let count = format!("{}/{}", release.done, release.total);
        table.row([
            styled(name, &release.release),
            styled(style, t.map(local).unwrap_or_default()),
            styled(style, t.map(|t| page.now.distance(t)).unwrap_or_default()),
            styled(style, if release.state == ReleaseStatus::Unreadable { "" } else { &count }),
            styled(Style::Late, late),
            styled(style, state(release)),
        ]);
    }
    let mut document = Document::default();
    document.table(table);
    document
}

/// The gate of an active release, `deploy closed`, otherwise how it ended, `finished`.
fn state(release: &ReleaseLine) -> String {
    match (&release.gate, release.verdict, release.state) {
        (Some(gate), Some(verdict), ReleaseStatus::Active) => format!("{gate} {verdict}"),
        _ => <&str>::from(release.state).to_owned(),
    }
}

pub fn stats(view: &StatsView, _: Page) -> Document {
    if view.releases == 0 {
        return Document::of("no release is finished yet");
    }
    let mut document = Document::default();
    document.heading(2, count(view.releases, "finished release", "finished releases"));
    let slip = format!("{} rescheduled, by {} on average", view.rescheduled, view.slip);
    let slipped = if view.rescheduled > 0 { slip } else { String::new() };
    let rolled_back = some(view.rolled_back, "rolled back", "rolled back");
    let incidents = some(view.incidents, "incident", "incidents");
    let parts = joined_by(" · ", [slipped, rolled_back, incidents]);
    if !parts.is_empty() {
        document.paragraph(parts);
    }
    if view.items.is_empty() {
        document.paragraph("no item was late, skipped or blocked");
    } else {
        document.gap();
        document.table(items(&view.items));
        let superfluous = view.items.iter().filter(|item| item.superfluous);
        let superfluous: Vec<&str> = superfluous.map(|item| &*item.text).collect();
        if !superfluous.is_empty() {
            document.gap();
            document.paragraph(format!("always skipped, remove? {}", superfluous.join(" · ")));
        }
    }
    for (heading, groups) in [("Phase", &view.phases), ("Role", &view.roles)] {
        if groups.len() > 1 && groups.iter().any(|group| group.late > 0) {
            document.gap();
            document.table(table(heading, groups));
        }
    }
    document
}

fn items(items: &[ItemStats]) -> Table {
    let mut table = Table::new(["Item", "Of", "Late", "By", "Skipped", "Blocked"])
        .right([1, 2, 4, 5])
        .fit(0, Fit::Truncate);
    for item in items.iter().take(SHOWN) {
        table.row([
            strong(&item.text),
            dim(item.releases.to_string()),
            plain(number(item.late)),
            dim(late_by(item.late, item.late_by)),
            plain(number(item.skipped)),
            plain(number(item.blocked)),
        ]);
    }
    table
}

fn table(heading: &'static str, groups: &[GroupStats]) -> Table {
    let mut table =
        Table::new([heading, "Items", "Late", "By"]).right([1, 2]).fit(0, Fit::Truncate);
    for group in groups.iter().filter(|group| group.late > 0) {
        table.row([
            plain(&group.name),
            dim(group.items.to_string()),
            plain(group.late.to_string()),
            dim(late_by(group.late, group.late_by)),
        ]);
    }
    table
}

fn late_by(late: usize, by: Length) -> String {
    if late == 0 { String::new() } else { by.to_string() }
}

/// The worst items, for a new release: `in earlier releases: Update the docs (late in 3 of 5)`.
pub fn worst_items(view: &StatsView) -> Option<String> {
    let what = |item: &ItemStats| match item.late {
        0 => format!("blocked in {} of {}", item.blocked, item.releases),
        late => format!("late in {late} of {}", item.releases),
    };
    let worst = view.items.iter().filter(|item| item.late + item.blocked > 0).take(3);
    let worst: Vec<String> = worst.map(|item| format!("{} ({})", item.text, what(item))).collect();
    (!worst.is_empty()).then(|| format!("in earlier releases: {}", worst.join(", ")))
}
