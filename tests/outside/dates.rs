//! Relative dates, the time when something really happened, and times near T.

use crate::support::Here;
use snapbox::str;

/// T, as the release has it.
fn t(here: &Here) -> String {
    here.json("status")["release_at"].as_str().unwrap().to_owned()
}

#[test]
fn a_release_starts_and_moves_by_a_relative_date() {
    for (on, expected) in
        [("+2w", "2026-12-18T14:00:00Z"), ("\"fri 9:30\"", "2026-12-11T09:30:00Z")]
    {
        let here = Here::empty();
        here.ok(&format!("start 1.0.0 --on {on}"));
        assert_eq!(t(&here), expected, "{on}");
    }
    let here = Here::started();
    here.ok("reschedule T+1d");
    assert_eq!(t(&here), "2026-12-09T14:00:00+01:00");
    here.ok("reschedule +2d");
    assert_eq!(t(&here), "2026-12-06T14:00:00+01:00");
}

#[test]
fn working_days_leave_out_the_holidays_frozen_at_the_start() {
    let here = Here::empty();
    let phase = |id: &str, when: &str| {
        format!("  - {{id: {id}, name: {id}, when: {when}, items: [{{id: a, text: A}}]}}\n")
    };
    let phases = phase("early", "T-7wd..T-5wd") + &phase("late", "T+2wd");
    let playbook = format!("phases:\n{phases}");
    here.write("p/a.yaml", playbook);
    here.write("p/b.yaml", "holidays: [2026-12-25]\n");
    here.write("p/c.yaml", "holidays: [2027-01-01]\n");
    here.ok("start 1.0.0 --on 2026-12-31 --playbook p");
    here.write("p/c.yaml", "");
    let dates = |here: &Here| {
        let phases = here.json("phases");
        let dates = phases["phases"].as_array().unwrap().iter();
        dates.map(|it| it["due"].as_str().unwrap()[..10].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(dates(&here), ["2026-12-23", "2027-01-05"]);
    here.ok("reschedule T-1wd");
    assert_eq!(dates(&here), ["2026-12-22", "2027-01-04"]);
}

#[test]
fn a_view_shows_a_relative_moment() {
    let here = Here::in_progress();
    assert_eq!(here.json("list --state done --as-of yesterday")["items"], serde_json::json!([]));
    for as_of in ["-2h", "T-1d", "\"T-1d 9:00\"", "14:00"] {
        here.ok(&format!("status --as-of {as_of}"));
    }
}

#[test]
fn lateness_and_the_deployment_count_from_when_a_tick_really_happened() {
    let here = Here::started().at("2026-12-08T15:00:00Z");
    let ticked = here.ok("tick 5.4 --at 14:05");
    assert!(ticked.contains("deployed at 14:05"), "{ticked}");
    assert_eq!(here.json("status")["deployed_at"], "2026-12-08T14:05:00+01:00");
    let in_time = here.ok("tick 1.1 --at \"2026-11-24 17:00\"");
    assert!(!in_time.contains("late (deviation)"), "{in_time}");
    assert!(here.ok("tick 1.3").contains("14 days late"));
    for view in ["log", "report"] {
        let shown = here.wide(120).ok(view);
        assert!(shown.contains("16:00") && shown.contains("(happened 8 Dec 14:05)"), "{shown}");
    }
}

#[test]
fn a_tick_did_not_happen_in_the_future_or_before_the_start() {
    let here = Here::started();
    here.refuses(str![[r#"
[2] $ octorel tick 1.1 --at +1m
! error: 4 Dec 2026 10:01 is in the future
! hint: --at takes the time when it happened, such as `14:05` or `-2h`
[2] $ octorel tick 1.1 --at "2026-11-24 08:59"
! error: 24 Nov 2026 08:59 is before the start of 2.4.0
! hint: `octorel log` shows when it was started
[2] $ octorel tick 1.1 --at today
! error: 4 Dec 2026 23:59 is in the future
! hint: --at takes the time when it happened, such as `14:05` or `-2h`

"#]]);
}

#[test]
fn an_unknown_zone_is_refused() {
    let here = Here::empty();
    let start = |here: &Here, rest: &str| here.run(&format!("start 1.0 --on 2026-12-08 {rest}"));
    let refused = start(&here, "--tz GMT+1");
    assert_eq!(refused.code, Some(2), "{refused}");
    assert!(refused.stderr.contains("use an IANA name such as `Europe/Paris`"), "{refused}");
    for tz in ["Mars/Base", "CET-1CEST"] {
        let refused = start(&here.with("TZ", tz), "");
        assert_eq!(refused.code, Some(2), "{refused}");
        assert!(refused.stderr.contains(&format!("TZ is set to `{tz}`")), "{refused}");
    }
}

#[test]
fn reschedule_shows_a_move_of_an_hour() {
    let here = Here::started();
    let moved = here.ok("reschedule T+1h");
    assert!(moved.contains("8 Dec 15:00   → 8 Dec 16:00"), "{moved}");
}

#[test]
fn the_log_can_be_limited_to_a_person_and_a_time() {
    let here = Here::in_progress();
    here.by("dana@example.com").ok("tick 3.3 2.1 --note late");
    here.ok("note --kind risk \"new nodes\"");
    let monday = here.at("2026-12-07T09:00:00Z");
    for (filter, count) in [
        ("", 6),
        ("--since fri", 5),
        ("--since 2026-12-04", 5),
        ("--since T-4d", 0),
        ("--since -3d", 5),
        ("--since yesterday", 0),
        ("--by dana", 2),
        ("2.1 --by DANA@example.com", 1),
        ("2.1 --by rm", 0),
    ] {
        let events = monday.json(&format!("log {filter}"))["events"].as_array().unwrap().len();
        assert_eq!(events, count, "{filter}");
    }
    let deviations = monday.json("log --kind deviation --by dana");
    assert_eq!(deviations["deviations"][1]["ref"], "2.1");
    assert_eq!(monday.ok("log --kind risk --by dana"), "no events\n");
    assert_eq!(monday.ok("log --since tomorrow"), "no events\n");
}
