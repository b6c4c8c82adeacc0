//! `status` in a terminal, which provides the width and the colours.

use crate::harness::{ENTER, Modes, Terminal};
use crate::support::{Here, assert_snapshot};
use snapbox::str;

const BLACK_AND_WHITE: [(&str, &str); 1] = [("NO_COLOR", "1")];

/// The screen of a terminal of this size after `status` has exited.
fn shown(size: (u16, u16), env: &[(&str, &str)]) -> Terminal {
    let mut terminal = Terminal::start(&Here::begun(), size, env, "status");
    assert_eq!(terminal.exit(), 0);
    assert_eq!(terminal.modes(), Modes::UNTOUCHED);
    terminal
}

#[test]
fn a_wide_terminal_is_used_in_full() {
    assert_snapshot(
        &shown((200, 50), &BLACK_AND_WHITE).screen(),
        str![[r#"
2.4.0 · Tue 8 Dec 2026 14:00 Paris (13:00 here) · in 4 days                                     T-4d
BEHIND  pre-release: 22 of 23 to do, 16 late · deploy: 5 more items, go-no-go pending

 late       1.2  Identify cross-team dependencies and coordinate timelines   rm    10 days
                 blocked: no answer yet
            3.2  Security Lead confirms security review passed               sam   3 days
            3.3  QA/Testing confirms all tests passing                       dana  3 days
            3.4  Product Manager approves release scope and notes            pat   3 days
            3.5  Customer Success/Support confirms documentation ready       cleo  3 days
            1.3  Review and update release calendar                          rm    10 days
            1.5  Communicate preliminary release timeline to stakeholders    rm    10 days
            1.6  Verify all features have acceptance criteria and DoD        rm    10 days
            2.1  Confirm all PRs merged and acceptance criteria met          rm    3 days
            2.2  Verify CI/CD pipelines are green and security scans passed  rm    3 days
            2.3  Review release notes with Product and Project Managers      rm    3 days
            2.4  Coordinate with DevOps on infrastructure readiness          rm    3 days
            2.5  Prepare rollback and mitigation plans                       rm    3 days
            2.6  Brief support teams on new features and known issues        rm    3 days
            2.7  Schedule staging deployment and smoke tests                 rm    3 days
            3.1  Release Manager validates pre-release checklist complete    rm    3 days
 next       4.1  Deploy to staging environment                               rm    tomorrow
            4.2  Execute smoke tests and validate critical flows             rm    tomorrow
            4.3  Conduct UAT with Stakeholder Representatives                rm    tomorrow
            4.4  Verify integration points and dependencies                  rm    tomorrow
            4.5  Address any blocking issues discovered                      rm    tomorrow
            4.6  Obtain sign-off from key stakeholders                       rm    tomorrow
            5.1  Communicate deployment start time to stakeholders           rm    Tue 8 Dec
            5.2  Verify production environment readiness                     rm    Tue 8 Dec
            5.5  Monitor deployment progress and logs                        rm    Tue 8 Dec
            5.6  Run post-deployment verification tests                      rm    Tue 8 Dec
            5.7  Validate critical user flows and integrations               rm    Tue 8 Dec
            6.1  Release Manager conducts go/no-go meeting                   rm    Tue 8 Dec
            6.2  Developer confirms all code tagged and ready                dev   Tue 8 Dec
            6.3  Data Analyst confirms baseline metrics captured             ada   Tue 8 Dec
            6.4  Release Manager executes deployment                         rm    Tue 8 Dec
            6.5  QA/Testing runs smoke tests                                 dana  Tue 8 Dec
 decide          Go/No-Go for Release                                        rm    by Tue 8 Dec

   1  Release Planning         T-2w       24 Nov        █░░░░░░░  1/6  4 late
   2  Pre-Release Preparation  T-1w       1 Dec         ░░░░░░░░  0/7  7 late
   3  ◆ 1 Week Before Release  T-1w       1 Dec         ░░░░░░░░  0/5  5 late
   4  Staging Validation       T-3d       Sat 5 Dec     ░░░░░░░░  0/6
   5  Production Deployment    T          8 Dec         ░░░░░░░░  0/7
   6  ◆ Day of Release         T          8 Dec         ░░░░░░░░  0/6
   7  Post-Deployment          T+1h       8 Dec 15:00   ░░░░░░░░  0/6
   8  ◆ Post-Release           T+24h–48h  10 Dec 14:00  ░░░░░░░░  0/4
   9  Post-Release Follow-up   T+1d       9 Dec         ░░░░░░░░  0/6
  10  Incident Response        if needed
 last       1.2 blocked by rm, just now

"#]],
    );
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
 ^[33mnext     ^[m  ^[33m4.1^[m  Deploy to staging environment                 rm   ^[33mtomorrow^[m
            ^[33m4.2^[m  Execute smoke tests and validate critical f…  rm   ^[33mtomorrow^[m
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

#[test]
fn a_shell_continues_after_running_it() {
    let shell = Terminal::shell(&Here::started(), (80, 24), &BLACK_AND_WHITE);
    shell.keys(format!("octorel status{ENTER}"));
    shell.wait_for("2.4.0");
    shell.wait_for_prompt();
    shell.keys(format!("octorel gate deploy >/dev/null; echo code $?{ENTER}"));
    shell.wait_for("code 1");
}

/// The escape sequences as text.
fn visible(text: &str) -> String {
    text.replace('\x1b', "^")
}
