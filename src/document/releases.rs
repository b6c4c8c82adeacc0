//! All releases of a folder.

use super::{Document, Fit, Page, Style, Table, styled, words};
use crate::schedule::{Moment, ReaderClock, zone_city};
use crate::view::{ReleaseLine, ReleaseStatus, ReleasesView};

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
        let late =
            if is_active { words::some(release.late, "late", "late") } else { String::new() };
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
