//! The screen in different sizes, with and without colour.

#![expect(clippy::needless_raw_string_hashes, reason = "snapbox records a screen with them")]

mod appearance;

use super::{areas, draw};
use crate::log::{Act, NoteKind, Noted};
use crate::samples::{
    DANA, History, blocked, decided, incident_declared, incident_resolved, moment, skipped, ticked,
    ticked_in,
};
use crate::ui::model::Model;
use crate::ui::paint::Theme;
use crate::ui::state::UiState;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use snapbox::{assert_data_eq, str};

const PLAIN: Theme = Theme { colour: false, ascii: false };
const COLOUR: Theme = Theme { colour: true, ascii: false };
const ASCII: Theme = Theme { colour: false, ascii: true };

/// A history with done and late items and texts that are hard to draw.
fn history() -> History {
    let mut history = History::after([
        ticked("plan.scope", "rm"),
        skipped("plan.windows", "rm"),
        blocked("plan.docs", "dev"),
        ticked("ready.sign-off", "dev"),
    ]);
    let note = |text: &str| {
        Act::Noted(Noted {
            item: Some("plan.docs".into()),
            kind: NoteKind::Note,
            text: text.to_owned(),
            link: Some("https://example.com/日本".to_owned()),
        })
    };
    history.record(DANA, note("日本語と 🚀 und \u{1b}[31mé \u{202e}rückwärts"));
    history.record(DANA, decided("go-no-go", "go", "rm"));
    history
}

/// The screen after these keys.
fn screen(history: &History, size: (u16, u16), keys: &str, theme: Theme) -> Buffer {
    let model = Model::new(history.release(), moment("2026-12-13 10:00"), Vec::new()).unwrap();
    let mut state = UiState::new(&model);
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
    let mut show = |state: &mut UiState| {
        terminal
            .draw(|frame| {
                let area = frame.area();
                state.settle(areas(area, &model, state));
                draw(frame, &model, state, theme);
            })
            .unwrap();
    };
    show(&mut state);
    for c in keys.chars() {
        let code = if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) };
        let _ = state.on_key(KeyEvent::new(code, KeyModifiers::NONE), &model);
        show(&mut state);
    }
    terminal.backend().buffer().clone()
}

pub(in crate::ui) fn text(buffer: &Buffer) -> String {
    let mut text = String::new();
    for row in buffer.content.chunks(usize::from(buffer.area.width)) {
        let mut line = String::new();
        let mut covered = 0;
        for cell in row {
            if covered == 0 {
                line.push_str(cell.symbol());
                covered = unicode_width::UnicodeWidthStr::width(cell.symbol());
            }
            covered = covered.saturating_sub(1);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[test]
fn two_hundred_columns_show_more() {
    let shown = screen(&history(), (200, 28), "hk\njj", PLAIN);
    assert_data_eq!(
        text(&shown),
        str![[r#"
2.4.0 · Tue 15 Dec 2026 14:00 Berlin · in 2 days                                                T-2d
BEHIND  pre-release: 2 of 3 to do, 2 late · deploy: 1 more item

 phases and roles                                                           Release Planning · T-1w · due 8 Dec
     Next                                                        3          ✓ 1.1  Confirm the scope with QA     alice       1 Dec
› 1  Release Planning                 8 Dec         █████░░░   2/3 1 late   – 1.2  Schedule windows (if needed)  alice       skipped 1 Dec
  2  3 Days Before                    Sat 12 Dec    ░░░░░░░░   0/1 1 late   ✗ 1.3  Write “Überblick” & notes     bob, carol  5 days late
  3  Deployment                       15 Dec        ░░░░░░░░   0/2
  4  First Hour                       15 Dec 15:00  ░░░░░░░░   0/1
  5  Incident Response                if needed
     Release Manager                  alice         ███░░░░░   2/5 1 late
     Developer                        bob, carol    █░░░░░░░   1/6 1 late
     QA/Testing                       dana          ░░░░░░░░   0/5 1 late








 ✗  1.3  Write “Überblick” & notes  bob, carol  5 days late
         Developer · Release Planning · due Tue 8 Dec
         blocked: for a reason
    1 Dec 10:05  dana   noted    日本語と 🚀 und /u{1b}[31mé /u{202e}rückwärts
 … 2 more: Enter, or octorel show 1.3
 space tick  u undo  s skip  b block  n note  d decide  i incident  t notify  v view  c change  / search  : command  ? keys  q quit
 The equivalent command appears here

"#]]
    );
}

#[test]
fn the_history_of_an_item_names_the_incident() {
    let mut history = history();
    history.record(DANA, incident_declared(1));
    history.record(DANA, ticked_in(1, "trouble.rollback", "dev"));
    history.record(DANA, incident_resolved(1));
    history.record(DANA, incident_declared(2));
    let shown = text(&screen(&history, (80, 24), "hggjjjjj\n", PLAIN));
    assert!(shown.contains("☐ 5.1"), "{shown}");
    assert!(shown.contains("dana  ticked  in incident 1"), "{shown}");
}

#[test]
fn a_role_shows_its_duties() {
    let shown = text(&screen(&history(), (120, 24), "hG\n", PLAIN));
    assert!(shown.contains("QA/Testing · held by dana\n"), "{shown}");
    assert!(shown.contains(" ☐ 3.2  Check the deployment      15 Dec\n"), "{shown}");
    assert!(shown.contains(" ☐ D2   Run the regression tests  duty\n"), "{shown}");
}

#[test]
fn scrolled_text_shows_its_position() {
    for (keys, place) in [("?jj", "3 to 20"), ("?G", "12 to 29"), ("?Gk", "11 to 28")] {
        let shown = text(&screen(&history(), (80, 24), keys, PLAIN));
        assert!(shown.contains(&format!(" all keys  lines {place} of 29")), "{shown}");
    }
}
