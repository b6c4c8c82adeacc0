//! Commands that were told too little and ask: what is shown meanwhile, what each key does, and what is left behind.

use crate::harness::{
    BACKSPACE, DOWN, END, ENTER, ESCAPE, HOME, LEFT, Modes, PAGE_DOWN, PAGE_UP, TAB, Terminal, UP,
    ctrl,
};
use crate::support::{Here, assert_snapshot};
use rustix::process::Signal;
use snapbox::str;

const BLACK_AND_WHITE: [(&str, &str); 1] = [("NO_COLOR", "1")];

/// The program in a usual terminal, once it asks.
fn asks(here: &Here, line: &str, question: &str) -> Terminal {
    let terminal = Terminal::start(here, (80, 24), &BLACK_AND_WHITE, line);
    terminal.wait_for(question);
    // The last line of what is asked.
    terminal.wait_for("Enter accepts");
    terminal
}

/// What stands on the screen once the program has ended with this code, everything as before.
#[track_caller]
fn ended(mut terminal: Terminal, code: i32) -> String {
    assert_eq!(terminal.exit(), code, "{}", terminal.screen());
    assert_eq!(terminal.modes(), Modes::UNTOUCHED);
    terminal.screen()
}

#[test]
fn a_tick_without_an_item_shows_what_can_be_done_and_ticks_what_is_chosen() {
    let terminal = asks(&Here::begun(), "tick", "tick which?");
    assert_snapshot(
        &terminal.screen(),
        str![[r#"
tick which?
>   1.3  Review and update release calendar       Release Manager  10 days late
    1.5  Communicate preliminary release timeli…  Release Manager  10 days late
    1.6  Verify all features have acceptance cr…  Release Manager  10 days late
    2.1  Confirm all PRs merged and acceptance …  Release Manager  3 days late
    2.2  Verify CI/CD pipelines are green and s…  Release Manager  3 days late
    2.3  Review release notes with Product and …  Release Manager  3 days late
    2.4  Coordinate with DevOps on infrastructu…  Release Manager  3 days late
    2.5  Prepare rollback and mitigation plans    Release Manager  3 days late
    2.6  Brief support teams on new features an…  Release Manager  3 days late
    2.7  Schedule staging deployment and smoke …  Release Manager  3 days late
51 to choose from · Enter accepts · Esc leaves · Tab marks

"#]],
    );
    terminal.keys(DOWN);
    terminal.wait_for("> ");
    terminal.keys(ENTER);
    assert_snapshot(
        &ended(terminal, 0),
        str![[r#"
✓  1.5  Communicate preliminary release timeline to stakeholders
        10 days late, kept as a deviation
  pre-release: 21 of 23 open, 15 late · next: 1.3 Review and update release
  calendar
same as: octorel tick 1.5

"#]],
    );
}

#[test]
fn what_is_typed_narrows_the_list_down() {
    let terminal = asks(&Here::begun(), "tick", "tick which?");
    terminal.keys("rollback");
    terminal.wait_for("> ");
    terminal.wait_gone("1.3");
    assert_snapshot(
        &terminal.screen(),
        str![[r#"
tick which? rollback
>   2.5  Prepare rollback and mitigation plans  Release Manager  3 days late
1 of 51 · Enter accepts · Esc leaves · Tab marks

"#]],
    );
    terminal.keys(ctrl('w'));
    terminal.wait_for("1.3");
    terminal.keys("xq");
    terminal.wait_for("nothing matches");
    terminal.keys(ENTER);
    terminal.keys([BACKSPACE, BACKSPACE].concat());
    terminal.wait_for("1.3");
    terminal.keys("1.5");
    terminal.wait_for(">   1.5");
    terminal.keys(ENTER);
    assert!(ended(terminal, 0).contains("✓  1.5"));
}

#[test]
fn each_key_that_moves_the_pointer() {
    let terminal = asks(&Here::begun(), "tick", "tick which?");
    for (keys, pointed) in [
        (DOWN.to_owned(), ">   1.5"),
        (ctrl('n'), ">   1.6"),
        (UP.to_owned(), ">   1.5"),
        (ctrl('p'), ">   1.3"),
        (PAGE_DOWN.to_owned(), ">   3.1"),
        (PAGE_UP.to_owned(), ">   1.3"),
    ] {
        terminal.keys(&keys);
        terminal.wait_for(pointed);
    }
    terminal.keys(ESCAPE);
    ended(terminal, 130);
}

#[test]
fn several_are_marked_and_recorded_at_once() {
    let here = Here::begun();
    let terminal = asks(&here, "tick --note \"all green\"", "tick which?");
    terminal.keys(format!("{TAB} "));
    terminal.wait_for("2 marked");
    assert_snapshot(
        &terminal.screen(),
        str![[r#"
tick which?
  ✓ 1.3  Review and update release calendar       Release Manager  10 days late
  ✓ 1.5  Communicate preliminary release timeli…  Release Manager  10 days late
>   1.6  Verify all features have acceptance cr…  Release Manager  10 days late
    2.1  Confirm all PRs merged and acceptance …  Release Manager  3 days late
    2.2  Verify CI/CD pipelines are green and s…  Release Manager  3 days late
    2.3  Review release notes with Product and …  Release Manager  3 days late
    2.4  Coordinate with DevOps on infrastructu…  Release Manager  3 days late
    2.5  Prepare rollback and mitigation plans    Release Manager  3 days late
    2.6  Brief support teams on new features an…  Release Manager  3 days late
    2.7  Schedule staging deployment and smoke …  Release Manager  3 days late
2 marked · 51 to choose from · Enter accepts · Esc leaves · Tab marks

"#]],
    );
    terminal.keys(format!("staging{TAB}"));
    terminal.wait_for("3 marked");
    terminal.keys(ENTER);
    assert_snapshot(
        &ended(terminal, 0),
        str![[r#"
✓  1.3  Review and update release calendar
        10 days late, kept as a deviation
✓  1.5  Communicate preliminary release timeline to stakeholders
        10 days late, kept as a deviation
✓  2.7  Schedule staging deployment and smoke tests
        3 days late, kept as a deviation
  pre-release: 19 of 23 open, 13 late · next: 1.6 Verify all features have
  acceptance criteria and DoD
same as: octorel tick --note "all green" 1.3 1.5 2.7

"#]],
    );
    let open = here.json("list --state done");
    assert_eq!(open["items"].as_array().unwrap().len(), 4);
}

#[test]
fn who_leaves_records_nothing_and_finds_the_terminal_as_it_was() {
    let here = Here::begun();
    let before = here.bytes();
    for key in [ESCAPE.to_owned(), ctrl('c'), ctrl('d')] {
        let terminal = asks(&here, "tick", "tick which?");
        assert!(!terminal.modes().line_by_line);
        terminal.keys(key);
        assert_eq!(ended(terminal, 130), "nothing was recorded\n");
    }
    assert!(here.bytes() == before);
}

#[test]
fn a_signal_that_ends_it_leaves_the_terminal_as_it_was() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::HUP, 129)] {
        let terminal = asks(&Here::begun(), "tick", "tick which?");
        terminal.signal(signal);
        assert_eq!(ended(terminal, code), "");
    }
}

#[test]
fn a_window_that_is_closed_ends_it() {
    let mut terminal = asks(&Here::begun(), "tick", "tick which?");
    terminal.hang_up();
    // The signal and the terminal that cannot be written any more are both an end.
    assert!([129, 2].contains(&terminal.exit()));
}

#[test]
fn stopped_it_gives_the_terminal_back_and_asks_again_later() {
    let shell = Terminal::shell(&Here::begun(), (80, 24), &BLACK_AND_WHITE);
    shell.keys(format!("octorel tick{ENTER}"));
    shell.wait_for("Enter accepts");
    shell.keys(ctrl('z'));
    shell.wait_gone("Enter accepts");
    shell.wait_for_prompt();
    assert_eq!(shell.modes(), Modes::UNTOUCHED);
    shell.keys(format!("fg{ENTER}"));
    shell.wait_for("Enter accepts");
    shell.keys(ENTER);
    shell.wait_for("same as: octorel tick 1.3");
    shell.wait_for_prompt();
    assert_eq!(shell.modes(), Modes::UNTOUCHED);
}

#[test]
fn nothing_is_locked_while_somebody_thinks() {
    let here = Here::begun();
    let terminal = asks(&here, "tick", "tick which?");
    here.ok("tick 1.3 --as dev@example.com");
    terminal.keys(ENTER);
    let screen = ended(terminal, 1);
    assert!(screen.contains("1.3 is already ticked, by dev"), "{screen}");
}

#[test]
fn a_reason_that_is_needed_is_asked_for() {
    let terminal = asks(&Here::begun(), "skip 1.3", "why?");
    assert_snapshot(
        &terminal.screen(),
        str![[r#"
why?
Enter accepts · Esc leaves

"#]],
    );
    terminal.keys(ENTER);
    terminal.keys("no calendra");
    terminal.keys([BACKSPACE, BACKSPACE, "ar"].concat());
    terminal.keys(format!("{HOME}日本: {END}{LEFT}{END} yet"));
    terminal.wait_for("why? 日本: no calendar yet");
    terminal.keys(ENTER);
    assert_snapshot(
        &ended(terminal, 0),
        str![[r#"
–  1.3  Review and update release calendar
        日本: no calendar yet
        a required item left out, kept as a deviation
  pre-release: 21 of 23 open, 15 late · next: 1.5 Communicate preliminary
  release timeline to stakeholders
same as: octorel skip 1.3 --reason "日本: no calendar yet"

"#]],
    );
}

#[test]
fn a_line_is_edited_as_in_a_shell() {
    let terminal = asks(&Here::begun(), "block 1.3", "why?");
    for (keys, line) in [
        ("one two".to_owned(), "why? one two"),
        (ctrl('w'), "why? one"),
        (format!("{}zero ", ctrl('a')), "why? zero one"),
        (format!("{}{}", ctrl('e'), ctrl('u')), "why?\n"),
        ("é\u{1f680}x".to_owned(), "why? é🚀x"),
        ([LEFT, BACKSPACE].concat(), "why? éx"),
    ] {
        terminal.keys(&keys);
        terminal.wait_for(line);
    }
    assert_eq!(terminal.look(vt100::Screen::cursor_position), (0, 6));
    terminal.paste("\nfrom\tthe\x07 clipboard ");
    terminal.wait_for("why? é from the clipboard x");
    terminal.keys(ENTER);
    assert!(ended(terminal, 0).contains("--reason \"é from the clipboard x\""));
}

#[test]
fn what_cannot_be_skipped_is_refused_before_a_reason_is_typed() {
    let mut terminal = Terminal::start(
        &Here::begun(),
        (80, 24),
        &BLACK_AND_WHITE,
        "skip 1.1 nonsense",
    );
    assert_eq!(terminal.exit(), 1);
    assert_snapshot(
        &terminal.screen(),
        str![[r#"
error: 1.1 is ticked
  1.1  Confirm release scope and deliverables with Product Manager
hint: octorel untick 1.1

"#]],
    );
}

#[test]
fn a_name_that_fits_several_items_asks_which_one_is_meant() {
    let terminal = asks(&Here::begun(), "tick 1.3 smoke", "which smoke?");
    assert_snapshot(
        &terminal.screen(),
        str![[r#"
which smoke?
> 2.7  Schedule staging deployment and smoke tes…  Release Manager  3 days late
  4.2  Execute smoke tests and validate critical…  Release Manager  tomorrow
  6.5  QA/Testing runs smoke tests                 QA/Testing       Tue 8 Dec
3 to choose from · Enter accepts · Esc leaves

"#]],
    );
    terminal.keys(format!("{DOWN}{ENTER}"));
    assert!(ended(terminal, 0).contains("same as: octorel tick 1.3 4.2"));
}

#[test]
fn each_command_offers_what_it_is_possible_for() {
    let here = Here::begun();
    here.ok("skip 1.5 --reason \"not this time\"");
    for (line, offered) in [("untick", ["1.5", "1.1"].as_slice()), ("unblock", &["1.2"])] {
        let terminal = asks(&here, line, "which?");
        let screen = terminal.screen();
        let rows = screen.lines().skip(1);
        let numbers = rows.filter_map(|row| row.trim_start_matches(['>', ' ']).split(' ').next());
        let numbers: Vec<&str> = numbers.filter(|word| word.contains('.')).collect();
        assert_eq!(numbers, offered, "{screen}");
    }
    here.ok("unblock 1.2");
    let mut nothing = Terminal::start(&here, (80, 24), &BLACK_AND_WHITE, "unblock");
    assert_eq!(nothing.exit(), 1);
    assert_snapshot(
        &nothing.screen(),
        str![[r#"
error: nothing is blocked
hint: octorel list --state blocked

"#]],
    );
}

#[test]
fn an_item_of_all_roles_asks_for_the_role_where_it_is_not_clear() {
    let here = Here::begun().by("guest@example.com");
    let terminal = asks(&here, "tick 6.6", "6.6 for which role?");
    assert_snapshot(
        &terminal.screen(),
        str![[r#"
6.6 for which role?
>   customer-success  Customer Success/Support  cleo
    data-analyst      Data Analyst              ada
    developer         Developer                 dev
    product-manager   Product Manager           pat
    project-manager   Project Manager           pete
    qa                QA/Testing                dana
    release-manager   Release Manager           rm
    security-lead     Security Lead             sam
    ux-designer       UX Designer               uma
9 to choose from · Enter accepts · Esc leaves · Tab marks

"#]],
    );
    terminal.keys(format!("qa{ENTER}"));
    assert_snapshot(
        &ended(terminal, 0),
        str![[r#"
✓  6.6  All roles monitor their respective areas · qa
        done for QA/Testing, kept as a deviation
  pre-release: 22 of 23 open, 16 late · next: 1.3 Review and update release
  calendar
same as: octorel tick 6.6 --role qa

"#]],
    );
    let terminal = Terminal::start(&Here::begun(), (80, 24), &BLACK_AND_WHITE, "tick 6.6");
    assert!(ended(terminal, 0).contains("✓  6.6"));
}

#[test]
fn a_note_is_about_an_item_or_the_whole_release() {
    let here = Here::begun();
    let terminal = asks(&here, "note", "note about what?");
    terminal.keys(ENTER);
    terminal.wait_for("what is worth remembering?");
    terminal.keys(format!("-- it's late{ENTER}"));
    assert_snapshot(
        &ended(terminal, 0),
        str![[r#"
✓  noted  note: -- it's late
  pre-release: 22 of 23 open, 16 late · next: 1.3 Review and update release
  calendar
same as: octorel note -- "-- it's late"

"#]],
    );
    let terminal = asks(&here, "note --kind risk", "note about what?");
    terminal.keys(format!("4.1{ENTER}"));
    terminal.wait_for("what is worth remembering?");
    terminal.keys(format!("untested{ENTER}"));
    assert_snapshot(
        &ended(terminal, 0),
        str![[r#"
☐  4.1  Deploy to staging environment (noted)
        risk R1
  pre-release: 22 of 23 open, 16 late · next: 1.3 Review and update release
  calendar
same as: octorel note --kind risk 4.1 untested

"#]],
    );
}

#[test]
fn a_decision_shows_how_all_stand_and_then_its_outcomes() {
    let terminal = asks(&Here::begun(), "decide", "decide what?");
    assert_snapshot(
        &terminal.screen(),
        str![[r#"
decide what?
> go-no-go                open  Release Manager (rm)
  rollback                open  Release Manager (rm) + Developer (dev)
  scope-change            open  Product Manager (pat)
  security-exception      open  Security Lead (sam)
  customer-communication  open  Customer Success/Support (cleo)
5 to choose from · Enter accepts · Esc leaves

"#]],
    );
    terminal.keys(format!("go-no-go{ENTER}"));
    terminal.wait_for("Go/No-Go for Release:");
    assert_snapshot(
        &terminal.screen(),
        str![[r#"
Go/No-Go for Release:
> go
  no-go
2 to choose from · Enter accepts · Esc leaves

"#]],
    );
    terminal.keys(ENTER);
    assert_snapshot(
        &ended(terminal, 0),
        str![[r#"
✓  decided  go-no-go: go as Release Manager
  pre-release: 22 of 23 open, 16 late · next: 1.3 Review and update release
  calendar
same as: octorel decide go-no-go go

"#]],
    );
}

#[test]
fn an_override_asks_why() {
    let here = Here::begun().by("guest@example.com");
    let terminal = asks(&here, "decide go-no-go --override", "Go/No-Go for Release:");
    terminal.keys(ENTER);
    terminal.wait_for("why?");
    terminal.keys(format!("nobody is here{ENTER}"));
    assert_snapshot(
        &ended(terminal, 0),
        str![[r#"
✓  decided  go-no-go: go by override: nobody is here
            decided without authority, kept as a deviation
  pre-release: 22 of 23 open, 16 late · next: 1.3 Review and update release
  calendar
same as: octorel decide go-no-go --override go --reason "nobody is here"

"#]],
    );
}

#[test]
fn a_role_and_an_incident_are_asked_for_step_by_step() {
    let here = Here::begun();
    let terminal = asks(&here, "assign", "which role?");
    terminal.keys(format!("data{ENTER}"));
    terminal.wait_for("data-analyst: who?");
    terminal.keys(format!("ben@example.com{ENTER}"));
    assert_snapshot(
        &ended(terminal, 0),
        str![[r#"
✓  assigned  Data Analyst to ben@example.com
  pre-release: 22 of 23 open, 16 late · next: 1.3 Review and update release
  calendar
same as: octorel assign data-analyst ben@example.com

"#]],
    );
    let terminal = asks(&here, "incident open", "what happened?");
    terminal.keys(format!("checkout is down{ENTER}"));
    terminal.wait_for("how bad is it?");
    terminal.keys(format!("{UP}{ENTER}"));
    assert_snapshot(
        &ended(terminal, 0),
        str![[r#"
✓  incident 1, severity 1  opened: checkout is down
  pre-release: 22 of 23 open, 16 late · next: 10.1 Trigger incident response
  process
same as: octorel incident open "checkout is down" --severity 1

"#]],
    );
}

#[test]
fn a_resize_draws_the_question_anew() {
    let terminal = asks(&Here::begun(), "tick", "tick which?");
    terminal.resize(40, 8);
    terminal.wait_for("51 to choose from");
    terminal.settle();
    assert_snapshot(
        &terminal.screen(),
        str![[r#"
tick which?
>   1.3  Review and update release cal…
    1.5  Communicate preliminary relea…
    1.6  Verify all features have acce…
    2.1  Confirm all PRs merged and ac…
    2.2  Verify CI/CD pipelines are gr…
    2.3  Review release notes with Pro…
51 to choose from · Enter accepts

"#]],
    );
    terminal.resize(100, 30);
    terminal.wait_for("Release Manager");
    terminal.settle();
    let screen = terminal.screen();
    assert_eq!(screen.matches("tick which?").count(), 1, "{screen}");
    assert_eq!(screen.lines().count(), 12, "{screen}");
    terminal.keys(ESCAPE);
    assert_eq!(ended(terminal, 130), "nothing was recorded\n");
}

#[test]
fn at_the_bottom_of_the_screen_there_is_room_for_a_question() {
    let here = Here::begun().with("OCTOREL_PAGER", "cat");
    let shell = Terminal::shell(&here, (80, 10), &BLACK_AND_WHITE);
    shell.keys(format!("octorel status{ENTER}"));
    shell.wait_for_prompt();
    shell.keys(format!("octorel tick{ENTER}"));
    shell.wait_for("tick which?");
    shell.settle();
    assert_snapshot(
        &shell.screen(),
        str![[r#"
tick which?
>   1.3  Review and update release calendar       Release Manager  10 days late
    1.5  Communicate preliminary release timeli…  Release Manager  10 days late
    1.6  Verify all features have acceptance cr…  Release Manager  10 days late
    2.1  Confirm all PRs merged and acceptance …  Release Manager  3 days late
    2.2  Verify CI/CD pipelines are green and s…  Release Manager  3 days late
    2.3  Review release notes with Product and …  Release Manager  3 days late
    2.4  Coordinate with DevOps on infrastructu…  Release Manager  3 days late
    2.5  Prepare rollback and mitigation plans    Release Manager  3 days late
51 to choose from · Enter accepts · Esc leaves · Tab marks

"#]],
    );
    shell.keys(ENTER);
    shell.wait_for("same as: octorel tick 1.3");
    shell.wait_for_prompt();
    assert!(!shell.screen().contains("which?"), "{}", shell.screen());
}

#[test]
fn colour_and_ascii_are_as_the_terminal_has_them() {
    let colours = Terminal::start(&Here::begun(), (80, 24), &[], "tick");
    colours.wait_for("Esc leaves");
    assert_snapshot(
        &colours.coloured().replace('\x1b', "^"),
        str![[r#"
^[1mtick which? ^[m
^[1m> ^[32;22m  ^[31m1.3^[m  ^[1mReview and update release calendar^[m       ^[1mRelease Manager^[m  ^[31m10 days late^[m
^[1m  ^[32;22m  ^[31m1.5^[m  Communicate preliminary release timeli…  Release Manager  ^[31m10 days late^[m
^[1m  ^[32;22m  ^[31m1.6^[m  Verify all features have acceptance cr…  Release Manager  ^[31m10 days late^[m
^[1m  ^[32;22m  ^[31m2.1^[m  Confirm all PRs merged and acceptance …  Release Manager  ^[31m3 days late^[m
^[1m  ^[32;22m  ^[31m2.2^[m  Verify CI/CD pipelines are green and s…  Release Manager  ^[31m3 days late^[m
^[1m  ^[32;22m  ^[31m2.3^[m  Review release notes with Product and …  Release Manager  ^[31m3 days late^[m
^[1m  ^[32;22m  ^[31m2.4^[m  Coordinate with DevOps on infrastructu…  Release Manager  ^[31m3 days late^[m
^[1m  ^[32;22m  ^[31m2.5^[m  Prepare rollback and mitigation plans    Release Manager  ^[31m3 days late^[m
^[1m  ^[32;22m  ^[31m2.6^[m  Brief support teams on new features an…  Release Manager  ^[31m3 days late^[m
^[1m  ^[32;22m  ^[31m2.7^[m  Schedule staging deployment and smoke …  Release Manager  ^[31m3 days late^[m
^[2m51 to choose from · Enter accepts · Esc leaves · Tab marks^[m

"#]],
    );
    let env = [("NO_COLOR", "1"), ("OCTOREL_ASCII", "1")];
    let ascii = Terminal::start(&Here::begun(), (60, 24), &env, "tick");
    ascii.wait_for("Esc leaves");
    ascii.keys(TAB);
    ascii.wait_for("1 marked");
    assert!(ascii.screen().is_ascii(), "{}", ascii.screen());
}

#[test]
fn where_nobody_can_answer_nobody_is_asked() {
    let here = Here::begun();
    for env in [("CI", "true"), ("TERM", "dumb")] {
        let mut terminal = Terminal::start(&here, (80, 24), &[env, ("NO_COLOR", "1")], "tick");
        assert_eq!(terminal.exit(), 2);
        assert!(terminal.screen().contains("hint: octorel tick 1.3"));
    }
    let shell = Terminal::shell(&here, (80, 24), &BLACK_AND_WHITE);
    for pipe in ["</dev/null", "| cat", "2>&1 >/dev/null"] {
        shell.keys(format!("clear; octorel tick {pipe}{ENTER}"));
        shell.wait_for("needs an item");
        shell.wait_for_prompt();
    }
    assert!(!shell.raw().windows(6).any(|bytes| bytes == b"which?"));
}
