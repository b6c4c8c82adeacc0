//! The candidates that completion suggests at the end of a line, without a shell.

use crate::support::Here;
use std::fs;

/// The suggested values at the end of a line.
fn offered(here: &Here, line: &str) -> Vec<String> {
    let rows = offers(here, line).into_iter();
    rows.map(|(value, _)| value).collect()
}

/// The suggested values at the end of a line, with their descriptions.
pub(crate) fn offers(here: &Here, line: &str) -> Vec<(String, String)> {
    let answer = answered(here, line);
    let row = |row: &str| {
        let (value, text) = row.split_once('\t').unwrap_or((row, ""));
        (value.to_owned(), text.to_owned())
    };
    answer.lines().skip(1).map(row).collect()
}

/// The complete answer to a shell.
fn answered(here: &Here, line: &str) -> String {
    let mut command = here.command(env!("CARGO_BIN_EXE_octorel"));
    command.args(["__complete", "line", &format!("octorel {line}")]);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{line}");
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{line}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn completion_suggests_the_items_that_fit_the_command() {
    let here = Here::in_progress().at("2026-12-02T09:00:00Z");
    assert_eq!(offered(&here, "untick "), ["1.2", "1.1"]);
    let after = offered(&here, "untick 1.1 1.2 ");
    assert!(after.iter().all(|option| option.starts_with('-')), "{after:?}");
    let ticks = offered(&here, "tick ");
    assert_eq!(ticks[..3], ["1.3", "1.5", "1.6"], "late ones first");
    assert!(!ticks.contains(&"1.1".to_owned()) && ticks.contains(&"1.2".to_owned()));
    assert!(!ticks.contains(&"10.1".to_owned()), "no incident is open");
    for before in ["--as dana@example.com", "--dry-run", "--bogus"] {
        assert_eq!(offered(&here, &format!("{before} tick ")), ticks, "{before}");
    }
    assert!(!offered(&here, "tick 1.3 ").contains(&"1.3".to_owned()));
    assert!(!offered(&here, "block ").contains(&"1.2".to_owned()));
    here.ok("incident declare \"it burns\"");
    assert!(offered(&here, "tick ").contains(&"10.1".to_owned()));
    assert_eq!(offered(&here, "incident resolve --incident "), ["1"]);
    here.ok("note --kind risk \"new nodes\"");
    assert_eq!(offered(&here, "note --resolve r"), ["R1"]);
    assert_eq!(offered(&here, "log release-day.mon"), ["release-day.monitoring"]);
    assert_eq!(offered(&here, "show rollb"), ["rollback"]);
}

#[test]
fn earlier_words_select_folder_release_and_decision() {
    let here = Here::in_progress();
    here.ok(&Here::plan("2.5.0", "2027-01-12 14:00"));
    here.ok("tick 1.3 -r 2.5.0");
    assert_eq!(offered(&here, "-r "), ["2.4.0", "2.5.0"]);
    assert_eq!(offered(&here, "untick "), ["1.2", "1.1"], "the nearest");
    assert_eq!(offered(&here, "untick -r 2.5.0 "), ["1.3"]);
    assert_eq!(offered(&here, "--release=2.5.0 untick "), ["1.3"]);
    assert_eq!(offered(&here, "-r none roles q"), ["qa"], "the playbook's");
    assert_eq!(offered(&here, "decide go-no-go "), ["go", "no-go"]);
    let rollback = offered(&here, "decide rollb ");
    assert_ne!(rollback, ["go", "no-go"]);
    assert_eq!(offered(&here, "decide go-no-go --escalate "), ["project-manager", "product-lead"]);
    let away = Here::empty();
    let there = here.path("").display().to_string();
    assert_eq!(offered(&away, &format!("-C '{there}' untick ")), ["1.2", "1.1"]);
    assert_eq!(offered(&away, &format!("untick --dir={there} -r 2.5.0 ")), ["1.3"]);
    assert_eq!(offered(&away, "start 1 --assign qa=d"), [""; 0]);
    assert_eq!(offered(&away, "start 1 --assign q"), ["qa="]);
}

#[test]
fn completion_never_writes_warns_or_fails() {
    let here = Here::in_progress();
    here.ok(&Here::plan("2.5.0", "2027-01-12 14:00"));
    let lines =
        ["tick ", "-r 2.4.0 untick ", "-r ", "decide go-no-go ", "nonsense ", "-C /nowhere tick "];
    let whole = here.bytes();
    let half = whole.len() / 2;
    for log in [&whole[..], &whole[..half], b"", b"\xff\x00\n{}\n"] {
        fs::write(here.log(), log).unwrap();
        for line in lines {
            offered(&here, line);
        }
        assert!(here.bytes() == log);
    }
    let strange = here.with("OCTOREL_NOW", "noon");
    offered(&strange, "tick ");
    here.write(".octorel/playbook/a.yaml", "roles: [");
    fs::write(here.log(), b"").unwrap();
    offered(&here, "-r 2.4.0 roles ");
}

#[test]
fn values_that_would_be_refused_are_not_suggested() {
    let here = Here::started();
    let roles = offered(&here, "tick 6.6 --role ");
    assert!(roles.contains(&"qa".to_owned()) && roles.contains(&"all".to_owned()));
    here.ok("tick 6.6 --role qa");
    let roles = offered(&here, "tick 6.6 --role ");
    assert!(!roles.contains(&"qa".to_owned()), "{roles:?}");
    assert_eq!(offered(&here, "untick 6.6 --role "), ["qa", "all"]);
    let owned = offered(&here, "tick 1.1 --role ");
    assert!(!owned.contains(&"all".to_owned()), "1.1 is ticked once");
    here.ok("cancel --reason \"not this year\"");
    assert_eq!(offered(&here, "tick "), [""; 0], "the release is over");
    assert_eq!(offered(&Here::empty(), "tick "), [""; 0], "nothing has begun");
    for command in ["start", "releases", "demo", "man", "help"] {
        let options = offered(&here, &format!("{command} --"));
        assert!(!options.contains(&"--release".to_owned()), "{command}");
    }
}

#[test]
fn options_after_an_empty_word_are_shown_and_not_inserted() {
    let here = Here::in_progress();
    let how = |line| answered(&here, line).lines().next().map(str::to_owned);
    assert_eq!(how("undo ").as_deref(), Some("replace"));
    assert_eq!(how("undo -").as_deref(), Some("values"));
    assert_eq!(how("tick ").as_deref(), Some("values"));
    assert_eq!(offered(&here, "next -")[0], "--role", "and not --color");
    assert_eq!(offered(&here, "skip 1.3 --")[0], "--reason", "what it needs");
}

#[test]
fn texts_are_ascii_in_an_ascii_locale() {
    let here = Here::in_progress();
    let text = |here: &Here| offers(here, "untick ")[0].1.clone();
    assert!(text(&here.with("LANG", "C.UTF-8")).ends_with(" · blocked"));
    for (name, value) in [("LANG", "C"), ("OCTOREL_ASCII", "1")] {
        assert!(text(&here.with(name, value)).ends_with(" - blocked"), "{name}");
    }
}

#[test]
fn versions_and_the_user_are_suggested_without_a_release() {
    let here = Here::empty();
    let first = |line: &str| offers(&here, line).into_iter().next().unwrap();
    let row = |value: &str, text: &str| (value.to_owned(), text.to_owned());
    assert_eq!(offered(&here, "start "), ["1.0.0"]);
    assert_eq!(offered(&here, "start 1.0.0 --tz pari"), ["Europe/Paris"]);
    assert_eq!(offered(&here, "start 1.0.0 --assign qa=r"), ["qa=rm@example.com"]);
    assert_eq!(first("assign qa "), row("rm@example.com", "you"));
}

#[test]
fn a_release_suggests_its_decisions_and_next_version() {
    let here = Here::in_progress();
    here.ok("decide go-no-go go");
    let row = |value: &str, text: &str| (value.to_owned(), text.to_owned());
    let next = offers(&here, "start ");
    assert_eq!(next[0], row("2.4.1", "patch after 2.4.0"));
    assert_eq!(next[2], row("3.0.0", "major after 2.4.0"));
    let decisions = offers(&here, "decide ");
    assert_eq!(decisions[0], row("go-no-go", "Go/No-Go for Release · go"));
}
