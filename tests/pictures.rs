//! The pictures of README.md, drawn from what the program prints. `SNAPSHOTS=overwrite cargo test --test pictures` draws
//! them anew. One more picture is one more line in [`PICTURES`], or another test that ends in [`assert_picture`].
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use anstyle::{Ansi256Color, AnsiColor, Color, RgbColor};
use anstyle_svg::Term;
use assert_fs::TempDir;
use snapbox::{Assert, Data};
use std::path::Path;
use std::process::Command;

/// The name of a picture, and the command that it shows.
const PICTURES: [(&str, &str); 2] = [("status", "status"), ("roles", "roles")];

/// What happens before the pictures are taken: the moment, who, and the command.
const BEFORE: [(&str, &str, &str); 9] = [
    (
        "2026-11-24T09:30:00+01:00",
        "alice",
        "start 2.4.0 --on 2026-12-08T14:00:00+01:00 --tz Europe/Paris --assign qa=dana --assign developer=devi \
         --assign security-lead=sam --assign product-manager=pat --assign customer-success=cleo",
    ),
    (
        "2026-11-24T11:00:00+01:00",
        "alice",
        "tick 1.1 1.2 1.3 1.4 1.5 1.6 D1",
    ),
    (
        "2026-11-30T16:00:00+01:00",
        "alice",
        "tick 2.1 2.2 2.3 2.6 2.7",
    ),
    ("2026-11-30T16:10:00+01:00", "dana", "tick 3.3 D31 D32 D33"),
    ("2026-11-30T16:20:00+01:00", "sam", "tick 3.2"),
    ("2026-12-01T09:00:00+01:00", "pat", "tick 3.4"),
    (
        "2026-12-01T16:00:00+01:00",
        "alice",
        "block 2.4 --reason \"waiting for the new nodes\"",
    ),
    (
        "2026-12-02T10:00:00+01:00",
        "alice",
        "skip 4.3 --reason \"nobody is there\"",
    ),
    ("2026-12-04T09:48:00+01:00", "alice", "tick 4.1"),
];

const NOW: &str = "2026-12-04T10:00:00+01:00";

fn octorel(folder: &Path, now: &str, who: &str, line: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_octorel"))
        .args(words(line))
        .current_dir(folder)
        .env_clear()
        .envs([
            ("OCTOREL_NOW", now),
            ("OCTOREL_USER", who),
            ("COLUMNS", "80"),
            ("TZ", "UTC"),
        ])
        .output()
        .unwrap();
    assert!(output.status.success(), "{line}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Splits a command line at spaces; `"` holds words together.
fn words(line: &str) -> Vec<&str> {
    let parts = line.split('"').enumerate();
    let words = parts.flat_map(|(i, part)| match i % 2 {
        0 => part.split_whitespace().collect(),
        _ => vec![part],
    });
    words.collect()
}

/// Compares what a terminal of 80 columns would show with the picture of it. `printed` holds ANSI colours.
#[track_caller]
fn assert_picture(name: &str, command: &str, printed: &str) {
    let path = format!("{}/tests/pictures/{name}.svg", env!("CARGO_MANIFEST_DIR"));
    let drawn = terminal().render_svg(&format!(
        "\u{1b}[2m$\u{1b}[0m \u{1b}[1moctorel {command}\u{1b}[0m\n{printed}"
    ));
    let assert = Assert::new().action_env("SNAPSHOTS").normalize_paths(false);
    assert.eq(
        Data::text(drawn),
        Data::read_from(Path::new(&path), None).raw(),
    );
}

/// Colours that can be read, on a ground that suits a light page and a dark one.
fn terminal() -> Term {
    let rgb = |red, green, blue| RgbColor(red, green, blue);
    let mut palette = anstyle_svg::WIN10_CONSOLE;
    for (colour, seen) in [
        (AnsiColor::Red, rgb(0xff, 0x7b, 0x72)),
        (AnsiColor::Green, rgb(0x7e, 0xe7, 0x87)),
        (AnsiColor::Yellow, rgb(0xe3, 0xb3, 0x41)),
        (AnsiColor::Cyan, rgb(0x79, 0xc0, 0xff)),
    ] {
        palette.0[usize::from(Ansi256Color::from_ansi(colour).index())] = seen;
    }
    Term::new()
        .palette(palette)
        .fg_color(Color::Rgb(rgb(0xe6, 0xed, 0xf3)))
        .bg_color(Color::Rgb(rgb(0x0d, 0x11, 0x17)))
}

#[test]
fn the_pictures_show_what_the_program_prints() {
    let folder = TempDir::new().unwrap();
    for (now, who, line) in BEFORE {
        octorel(folder.path(), now, who, line);
    }
    for (name, command) in PICTURES {
        let line = format!("{command} --color always");
        assert_picture(name, command, &octorel(folder.path(), NOW, "alice", &line));
    }
}
