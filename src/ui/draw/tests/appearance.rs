//! Sizes, colours and symbols of every screen.

use super::{ASCII, COLOUR, PLAIN, history, screen, text};
use crate::samples::{DANA, History, incident_declared, ticked};
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;
use snapbox::{assert_data_eq, str};

#[test]
fn a_terminal_that_is_too_small_shows_a_message() {
    assert_data_eq!(
        text(&screen(&history(), (20, 5), "jjd", PLAIN)),
        str![[r#"
20×5 is too small;
at least 40×12
required



"#]]
    );
}

#[test]
fn the_smallest_screen_shows_the_countdown_and_the_whole_verdict() {
    let mut history = history();
    history.record(DANA, incident_declared(1));
    assert_data_eq!(
        text(&screen(&history, (40, 12), "", PLAIN)),
        str![[r#"
2.4.0 · Tue 15 Dec 2026 14:00 Berlin ·
in 2 days · T-2d
INCIDENT 1  severity 2 · down · since 1
            Dec 10:07, 11 days
            pre-release: 2 of 3 to do, 2
            late · deploy: 1 more item,
            incident 1 ongoing
Incident Response · if needed
☐ 5.1  Execute the rollback
☐ 5.2  Tell everybody        0/3
 space tick  u undo  ? keys  q quit
 The equivalent command appears here

"#]]
    );
}

#[test]
fn symbols_can_be_ascii() {
    let history = History::after([ticked("plan.scope", "rm")]);
    let shown = text(&screen(&history, (200, 50), "?", ASCII));
    let lines: Vec<&str> = shown.lines().filter(|line| !line.is_ascii()).collect();
    // The text of the playbook is unchanged.
    assert!(lines.iter().all(|line| line.contains('“') || line.contains('ç')), "{lines:#?}");
    // Bars would be noise.
    assert!(!text(&screen(&history, (200, 50), "", ASCII)).contains("##"));
}

#[test]
fn drawing_works_at_every_size() {
    let history = history();
    for (width, height) in (1..60).step_by(3).flat_map(|w| (1..30).step_by(2).map(move |h| (w, h)))
    {
        for keys in ["", "?", ":abc"] {
            screen(&history, (width, height), keys, PLAIN);
        }
    }
}

#[test]
fn colour_never_carries_information_alone() {
    let history = history();
    for keys in ["", "h", "?", "hG"] {
        let (plain, colour) =
            (screen(&history, (80, 24), keys, PLAIN), screen(&history, (80, 24), keys, COLOUR));
        assert_eq!(text(&plain), text(&colour));
        let coloured = |buffer: &Buffer| {
            buffer.content.iter().any(|cell| cell.fg != ratatui::style::Color::Reset)
        };
        assert!(!coloured(&plain) && coloured(&colour), "{keys}");
    }
}

#[test]
fn the_selection_is_in_reverse_video() {
    for (keys, chosen) in [("g", "2.1"), ("h", "3 Days Before")] {
        let shown = screen(&history(), (80, 24), keys, PLAIN);
        let rows = shown
            .content
            .chunks(80)
            .zip(text(&shown).lines().map(str::to_owned).collect::<Vec<_>>());
        let reversed: Vec<String> = rows
            .filter(|(cells, _)| {
                cells.iter().any(|cell| cell.modifier.contains(Modifier::REVERSED))
            })
            .map(|(_, line)| line)
            .collect();
        assert_eq!(reversed.len(), 1, "{keys}");
        assert!(reversed[0].contains(chosen), "{keys}: {reversed:?}");
    }
}
