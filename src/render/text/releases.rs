//! All releases of a folder.

use super::layout::{TextStyle, cell};
use super::table::table;
use crate::render::Page;
use crate::schedule::{Moment, ReaderClock, zone_city};
use crate::view::{ReleaseLine, ReleaseStatus, ReleasesView};

/// Draws the releases, one line each.
pub fn releases(view: &ReleasesView, page: Page) -> String {
    let row = |release: &ReleaseLine| {
        let (style, name) = if release.state == ReleaseStatus::Active {
            (TextStyle::Plain, TextStyle::Strong)
        } else {
            (TextStyle::Dim, TextStyle::Dim)
        };
        let t = release.release_at.map(|t| t.0);
        [
            cell(name, &release.release),
            cell(style, t.map(|t| local(t, page)).unwrap_or_default()),
            cell(style, t.map(|t| page.now.distance(t)).unwrap_or_default()),
            cell(style, <&str>::from(release.state)),
            cell(style, format!("{}/{}", release.done, release.total)).right(),
            cell(TextStyle::Late, late(release)),
            cell(style, gate(release)),
        ]
    };
    table(view.releases.iter().map(row).collect(), 0, page)
}

/// T on the clocks of its own release, with the city: `8 Dec 14:00 Paris`.
fn local(t: Moment, page: Page) -> String {
    let there = ReaderClock::at(page.now.moment().with_timezone(&t.timezone()));
    format!("{} {}", there.day_time(t), zone_city(t.timezone()))
}

fn late(release: &ReleaseLine) -> String {
    match release.late {
        late @ 1.. if release.state == ReleaseStatus::Active => format!("{late} late"),
        _ => String::new(),
    }
}

fn gate(release: &ReleaseLine) -> String {
    match (&release.gate, release.verdict, release.state) {
        (Some(gate), Some(verdict), ReleaseStatus::Active) => format!("{gate} {verdict}"),
        _ => String::new(),
    }
}
