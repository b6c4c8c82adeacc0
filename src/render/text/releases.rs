//! All releases of a folder.

use super::layout::{Fit, Layout, TextStyle, cell};
use crate::render::Page;
use crate::schedule::{Moment, ReaderClock, zone_city};
use crate::view::{ReleaseLine, ReleaseStatus, ReleasesView};

/// Draws the releases, one line each.
pub fn releases(view: &ReleasesView, page: Page) -> String {
    let mut out = String::new();
    let mut layout = Layout::new(0, Fit::Wrap);
    for release in &view.releases {
        let style =
            if release.state == ReleaseStatus::Active { TextStyle::Plain } else { TextStyle::Dim };
        let t = release.release_at.map(|t| t.0);
        layout.row([
            cell(
                if style == TextStyle::Plain { TextStyle::Strong } else { style },
                &release.release,
            ),
            cell(style, t.map(|t| local(t, page)).unwrap_or_default()),
            cell(style, t.map(|t| page.now.distance(t)).unwrap_or_default()),
            cell(style, <&str>::from(release.state)),
            cell(style, format!("{}/{}", release.done, release.total)).right(),
            cell(TextStyle::Late, late(release)),
            cell(style, gate(release)),
        ]);
    }
    layout.write(&mut out, page.width);
    out
}

/// T on the clocks of its own release, with the city: `8 Dec 14:00 Paris`.
fn local(t: Moment, page: Page) -> String {
    let there = ReaderClock::at(page.now.moment().with_timezone(&t.timezone()));
    format!("{} {}", there.day_time(t), zone_city(t.timezone()))
}

fn late(release: &ReleaseLine) -> String {
    match release.overdue {
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
