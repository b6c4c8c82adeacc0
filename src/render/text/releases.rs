//! All releases of a folder.

use super::sheet::{Fit, Layout, TextStyle, cell};
use crate::render::Page;
use crate::schedule::{Moment, ReaderClock, zone_city};
use crate::view::{ReleaseLine, ReleasesView};

/// Draws the releases, one line each.
pub fn releases(view: &ReleasesView, paper: Page) -> String {
    let mut out = String::new();
    let mut sheet = Layout::new(0, Fit::Wrap);
    for release in &view.releases {
        let look = if release.state == "open" {
            TextStyle::Plain
        } else {
            TextStyle::Dim
        };
        let t = release.release_at.map(|t| t.0);
        sheet.row([
            cell(
                if look == TextStyle::Plain {
                    TextStyle::Strong
                } else {
                    look
                },
                &release.release,
            ),
            cell(look, t.map(|t| local(t, paper)).unwrap_or_default()),
            cell(look, t.map(|t| paper.now.distance(t)).unwrap_or_default()),
            cell(look, release.state),
            cell(look, format!("{}/{}", release.done, release.total)).right(),
            cell(TextStyle::Late, late(release)),
            cell(look, gate(release)),
        ]);
    }
    sheet.write(&mut out, paper.width);
    out
}

/// T on the clocks of its own release, with the city: `8 Dec 14:00 Paris`.
fn local(t: Moment, paper: Page) -> String {
    let there = ReaderClock::at(paper.now.moment().with_timezone(&t.timezone()));
    format!("{} {}", there.day_time(t), zone_city(t.timezone()))
}

fn late(release: &ReleaseLine) -> String {
    match (release.overdue, release.state) {
        (0, _) => String::new(),
        (late, "open") => format!("{late} late"),
        (..) => String::new(),
    }
}

fn gate(release: &ReleaseLine) -> String {
    match (&release.gate, release.verdict, release.state) {
        (Some(gate), Some(verdict), "open") => format!("{gate} {verdict}"),
        _ => String::new(),
    }
}
