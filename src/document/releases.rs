//! All releases of a folder.

use super::{Column, Document, Fit, Page, Style, Table, styled};
use crate::schedule::{Moment, ReaderClock, zone_city};
use crate::view::{ReleaseLine, ReleaseStatus, ReleasesView};

pub fn releases(view: &ReleasesView, page: Page) -> Document {
    let mut table = Table::new([
        Column::name("").fit(Fit::Wrap),
        Column::left(""),
        Column::left(""),
        Column::right(""),
        Column::left(""),
        Column::left(""),
    ]);
    // T on the clocks of its own release, with the city: `8 Dec 14:00 Paris`.
    let local = |t: Moment| {
        let there = ReaderClock::at(page.now.moment().with_timezone(&t.timezone()));
        format!("{} {}", there.day_time(t), zone_city(t.timezone()))
    };
    for release in &view.releases {
        let is_active = release.state == ReleaseStatus::Active;
        let (style, name) =
            if is_active { (Style::Plain, Style::Strong) } else { (Style::Dim, Style::Dim) };
        let late = Some(release.late).filter(|late| is_active && *late > 0);
        let t = release.release_at.map(|t| t.0);
        let count = format!("{}/{}", release.done, release.total);
        table.row([
            styled(name, &release.release),
            styled(style, t.map(local).unwrap_or_default()),
            styled(style, t.map(|t| page.now.distance(t)).unwrap_or_default()),
            styled(style, if release.state == ReleaseStatus::Unreadable { "" } else { &count }),
            styled(Style::Late, late.map(|late| format!("{late} late")).unwrap_or_default()),
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
