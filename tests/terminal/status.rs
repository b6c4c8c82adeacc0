//! `status` in a terminal, which provides the width and the colours.

use crate::harness::{BLACK_AND_WHITE, Modes, Terminal};
use crate::support::{Here, assert_snapshot};
use snapbox::str;

/// The screen of a terminal of this size after `status` has exited.
fn shown(size: (u16, u16), env: &[(&str, &str)]) -> Terminal {
    let mut terminal = Terminal::start(&Here::in_progress(), size, env, "status");
    assert_eq!(terminal.exit(), 0);
    assert_eq!(terminal.modes(), Modes::UNTOUCHED);
    terminal
}

#[test]
fn a_wide_terminal_is_used_in_full() {
    let screen = shown((200, 50), &BLACK_AND_WHITE).screen();
    for text in
        ["1.2  Identify cross-team dependencies and coordinate timelines ", "1.6  ", "6.5  ", "█"]
    {
        assert!(screen.contains(text), "{screen}");
    }
    assert!(screen.lines().count() > 40, "{screen}");
}

#[test]
fn colour_marks_late_and_waiting_items() {
    assert_snapshot(
        &visible(&shown((80, 24), &[]).coloured()),
        str![[r#"
^[1m2.4.0^[m · Tue 8 Dec 2026 14:00 Paris (13:00 here) · in 4 days                 T-4d^[m
^[33mBEHIND^[m  pre-release: 22 of 23 to do, 16 late · deploy: 5 more items, go-no-go^[m
        pending

 ^[31mlate     ^[m  ^[31m1.2^[m  Identify cross-team dependencies and coordi…  rm   ^[31m10 days^[m
                 ^[2mblocked: no answer yet^[m
            ^[31m3.2^[m  Security Lead confirms security review pass…  sam  ^[31m3 days^[m
 ^[33mnext     ^[m  4.1  Deploy to staging environment                 rm   tomorrow^[m
            4.2  Execute smoke tests and validate critical f…  rm   tomorrow
 ^[33mdecide   ^[m       Go/No-Go for Release                          rm   ^[33mby Tue 8 Dec^[m
 ^[2mmore     ^[m       ^[2m14 late: octorel list^[m

 ^[2m  1^[m  Release Planning         ^[2mT-2w^[m       24 Nov        ^[31m█░░░░░░░^[m  ^[31m1/6^[m  ^[31m4 late^[m
 ^[2m  2^[m  Pre-Release Preparation  ^[2mT-1w^[m       1 Dec         ^[31m░░░░░░░░^[m  ^[31m0/7^[m  ^[31m7 late^[m
 ^[2m  3^[m  ◆ 1 Week Before Release  ^[2mT-1w^[m       1 Dec         ^[31m░░░░░░░░^[m  ^[31m0/5^[m  ^[31m5 late^[m
 ^[2m  4^[m  Staging Validation       ^[2mT-3d^[m       Sat 5 Dec     ░░░░░░░░  0/6^[m
 ^[2m  5^[m  Production Deployment    ^[2mT^[m          8 Dec         ░░░░░░░░  0/7^[m
 ^[2m  6^[m  ◆ Day of Release         ^[2mT^[m          8 Dec         ░░░░░░░░  0/6^[m
 ^[2m  7^[m  Post-Deployment          ^[2mT+1h^[m       8 Dec 15:00   ░░░░░░░░  0/6^[m
 ^[2m  8^[m  ◆ Post-Release           ^[2mT+24h–48h^[m  10 Dec 14:00  ░░░░░░░░  0/4^[m
 ^[2m  9^[m  Post-Release Follow-up   ^[2mT+1d^[m       9 Dec         ░░░░░░░░  0/6^[m
 ^[2m 10^[m  Incident Response        ^[2mif needed^[m
 ^[2mlast     ^[m  1.2 blocked by rm, just now^[m

"#]],
    );
}

#[test]
fn colour_does_not_move_text() {
    for size in [(80, 24), (200, 50)] {
        let (plain, coloured) = (shown(size, &BLACK_AND_WHITE), shown(size, &[]));
        assert_eq!(plain.screen(), coloured.screen());
        assert_ne!(plain.coloured(), coloured.coloured());
    }
}

#[test]
fn without_colour_only_text_is_written() {
    assert!(!shown((80, 24), &BLACK_AND_WHITE).raw().contains(&0x1b));
}

const WIDE: &str = "\
name: Plan
owner: lead
roles:
  - {id: lead, name: 責任者🚀}
phases:
  - id: plan
    name: 計画 📋
    when: T-1w
    stage: pre-release
    items:
      - {id: scope, text: 範囲とリリースの内容を確認して全員に知らせる}
      - {id: cafe, text: \"Ve\u{301}rifier le cafe\u{301} 🇫🇷 avant la mise en production\"}
      - {id: plain, text: Plain text that is long enough to be cut somewhere}
gates:
  - {id: deploy, name: Deploy, stages: [pre-release]}
";

/// A release whose items, roles and people have names with wide characters.
fn wide_names() -> Here {
    let here = Here::empty();
    here.write(".octorel/playbook/wide.yaml", WIDE);
    here.at("2026-11-24T08:00:00Z")
        .ok("start 2.4.0 --on 2026-12-08 --tz UTC --assign lead=花子@example.com");
    here.ok("block 1.2 --reason \"待っています 🙏\"");
    here
}

#[test]
fn wide_characters_take_their_calculated_width() {
    let mut terminal = Terminal::start(&wide_names(), (60, 24), &BLACK_AND_WHITE, "status");
    assert_eq!(terminal.exit(), 0);
    // A combining accent comes after its letter in the model.
    assert_snapshot(
        &terminal.screen().replace('\u{301}', "'"),
        str![[r#"
2.4.0 · Tue 8 Dec 2026 14:00 UTC · in 4 days            T-4d
BEHIND  deploy: 3 of 3 to do, 3 late

 late       1.2  Ve'rifier le cafe' 🇫🇷 avant la…  花子  3 days
                 blocked: 待っています 🙏
            1.1  範囲とリリースの内容を確認し…  花子  3 days
            1.3  Plain text that is long enou…  花子  3 days

   1  計画 📋  T-1w  1 Dec  ░░░░░░░░  0/3  3 late
 last       1.2 blocked by rm, just now

"#]],
    );
    // The column of each owner, as the terminal counts.
    let begins = terminal.read_screen(|screen| {
        let (rows, columns) = screen.size();
        let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        let owner = cells.filter(|&(row, column)| {
            let cell = screen.cell(row, column);
            cell.is_some_and(|cell| cell.contents() == "花")
        });
        owner.map(|(_, column)| column).collect::<Vec<_>>()
    });
    assert!(begins.len() > 1 && begins.iter().all(|column| *column == begins[0]), "{begins:?}");
}

#[test]
fn no_row_is_wider_than_the_terminal_if_the_columns_fit() {
    let here = wide_names();
    for columns in (56..=100).step_by(3) {
        let mut terminal = Terminal::start(&here, (columns, 40), &BLACK_AND_WHITE, "status");
        assert_eq!(terminal.exit(), 0);
        let wrapped = terminal.read_screen(|screen| (0..40).any(|row| screen.row_wrapped(row)));
        assert!(!wrapped, "{columns} columns:\n{}", terminal.screen());
    }
}

/// The escape sequences as text.
fn visible(text: &str) -> String {
    text.replace('\x1b', "^")
}
