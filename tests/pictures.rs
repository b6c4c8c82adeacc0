//! The pictures of the manual, drawn from the output of the program. `SNAPSHOTS=overwrite cargo test --test pictures` redraws
//! them. To add a picture of a command's output, add a line to [`PICTURES`]; a picture of the full screen is a
//! test that ends with [`assert_picture`]. Chromium draws the picture of the HTML file: `cargo test --test pictures -- --ignored`.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use anstyle::{Ansi256Color, AnsiColor, Color, Effects, RgbColor, Style};
use anstyle_svg::Term;
use harness::{ESCAPE, Terminal};
use snapbox::{Assert, Data};
use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use support::Here;
use vt100::{Cell, Screen};

#[path = "terminal/harness.rs"]
#[expect(dead_code, reason = "a picture needs few keys and looks")]
mod harness;
#[path = "outside/support.rs"]
#[expect(dead_code, reason = "a picture is no transcript")]
mod support;

/// The name of a picture and its command.
const PICTURES: [(&str, &str); 1] = [("status", "status")];

/// The events before the pictures: time, person and command.
const BEFORE: [(&str, &str, &str); 10] = [
    (
        "2026-11-24T09:30:00+01:00",
        "alice",
        "start 2.4.0 --on 2026-12-08T14:00:00+01:00 --tz Europe/Paris --assign qa=dana --assign developer=devi \
         --assign security-lead=sam --assign product-manager=pat --assign customer-success=cleo",
    ),
    ("2026-11-24T11:00:00+01:00", "alice", "tick 1.1 1.2 1.3 1.4 1.5 1.6 D1"),
    ("2026-11-30T16:00:00+01:00", "alice", "tick 2.1 2.2 2.3 2.6 2.7"),
    ("2026-11-30T16:10:00+01:00", "dana", "tick 3.3 D31 D32 D33"),
    ("2026-11-30T16:20:00+01:00", "sam", "tick 3.2"),
    ("2026-12-01T09:00:00+01:00", "pat", "tick 3.4"),
    ("2026-12-01T16:00:00+01:00", "alice", "block 2.4 --reason \"waiting for the new nodes\""),
    ("2026-12-02T10:00:00+01:00", "alice", "skip 4.3 --reason \"nobody is there\""),
    ("2026-12-03T15:00:00+01:00", "dana", "note 2.5 \"the drill is on Friday\""),
    ("2026-12-04T09:48:00+01:00", "alice", "tick 4.1"),
];

const NOW: &str = "2026-12-04T10:00:00+01:00";

/// The folder after these events, at the time of the pictures, with alice as the user.
fn before() -> Here {
    let here = Here::empty();
    for (now, who, line) in BEFORE {
        here.at(now).by(who).ok(line);
    }
    here.at(NOW).by("alice")
}

/// Compares the picture with the view of a terminal of 80 columns. `shown` contains ANSI colours.
#[track_caller]
fn assert_picture(name: &str, shown: &str) {
    let path = format!("{}/tests/pictures/{name}.svg", env!("CARGO_MANIFEST_DIR"));
    let drawn = terminal().render_svg(shown);
    let assert = Assert::new().action_env("SNAPSHOTS").normalize_paths(false);
    assert.eq(Data::text(drawn), Data::read_from(Path::new(&path), None).raw());
}

/// Readable colours, on a background that suits light and dark pages.
fn terminal() -> Term {
    let rgb = |red, green, blue| RgbColor(red, green, blue);
    let mut palette = anstyle_svg::WIN10_CONSOLE;
    for (colour, shown) in [
        (AnsiColor::Red, rgb(0xff, 0x7b, 0x72)),
        (AnsiColor::Green, rgb(0x7e, 0xe7, 0x87)),
        (AnsiColor::Yellow, rgb(0xe3, 0xb3, 0x41)),
        (AnsiColor::Cyan, rgb(0x79, 0xc0, 0xff)),
    ] {
        palette.0[usize::from(Ansi256Color::from_ansi(colour).index())] = shown;
    }
    Term::new()
        .palette(palette)
        .fg_color(Color::Rgb(rgb(0xe6, 0xed, 0xf3)))
        .bg_color(Color::Rgb(rgb(0x0d, 0x11, 0x17)))
}

#[test]
fn the_pictures_show_what_the_program_prints() {
    let here = before();
    for (name, command) in PICTURES {
        let printed = here.ok(&format!("{command} --color always"));
        let prompt = format!("\u{1b}[2m$\u{1b}[0m \u{1b}[1moctorel {command}\u{1b}[0m\n");
        assert_picture(name, &(prompt + &printed));
    }
}

#[test]
fn the_full_screen_picture_shows_the_screen() {
    let terminal = Terminal::start(&before(), (80, 24), &[], "ui");
    terminal.wait_for("The equivalent command");
    terminal.press(" ", "octorel tick 2.5");
    terminal.keys(ESCAPE);
    terminal.wait_gone("kept as a deviation");
    assert_picture("ui", &terminal.read_screen(cells));
}

#[test]
#[ignore = "needs Chromium, and draws other bytes with other fonts"]
fn the_picture_of_the_html_file_is_drawn() {
    let here = before();
    here.write("status.html", here.ok("status --format html"));
    let picture = format!("{}/tests/pictures/html.png", env!("CARGO_MANIFEST_DIR"));
    let drawn = Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--hide-scrollbars", "--window-size=1040,1290"])
        .arg(format!("--screenshot={picture}"))
        .arg(here.path("status.html"))
        .output()
        .unwrap();
    assert!(drawn.status.success(), "{drawn:?}");
}

/// Every cell of a screen with its style, including blank cells, which the screen's own output would skip.
fn cells(screen: &Screen) -> String {
    let (rows, columns) = screen.size();
    let rows = (0..rows).map(|row| {
        let mut text = String::new();
        let mut last = Style::new();
        for column in 0..columns {
            let cell = screen.cell(row, column).unwrap();
            let style = style(cell);
            if style != last {
                write!(text, "{last:#}{style}").unwrap();
                last = style;
            }
            text.push_str(if cell.has_contents() { cell.contents() } else { " " });
        }
        format!("{text}{last:#}")
    });
    rows.collect::<Vec<_>>().join("\n")
}

fn style(cell: &Cell) -> Style {
    let colour = match cell.fgcolor() {
        vt100::Color::Default => None,
        vt100::Color::Idx(index) => Some(Ansi256Color(index).into()),
        vt100::Color::Rgb(red, green, blue) => Some(RgbColor(red, green, blue).into()),
    };
    let styles = [
        (cell.bold(), Effects::BOLD),
        (cell.dim(), Effects::DIMMED),
        (cell.inverse(), Effects::INVERT),
    ];
    let styles = styles.into_iter().filter(|(has, _)| *has);
    let effects = styles.fold(Effects::new(), |all, (_, style)| all | style);
    Style::new().fg_color(colour).effects(effects)
}
