//! Relative dates, the time when something really happened, and times near T.

use crate::support::Here;

/// T, as the release has it.
fn t(here: &Here) -> String {
    here.json("status")["release_at"].as_str().unwrap().to_owned()
}

#[test]
fn a_release_starts_and_moves_by_a_relative_date() {
    for (on, expected) in [
        ("+2w", "2026-12-18T14:00:00Z"),
        ("friday", "2026-12-11T14:00:00Z"),
        ("tomorrow", "2026-12-05T14:00:00Z"),
        ("\"fri 9:30\"", "2026-12-11T09:30:00Z"),
    ] {
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
fn a_view_shows_a_relative_moment() {
    let here = Here::begun();
    assert_eq!(here.json("list --state done --as-of yesterday")["items"], serde_json::json!([]));
    for as_of in ["-2h", "T-1d", "\"T-1d 9:00\"", "14:00"] {
        here.ok(&format!("status --as-of {as_of}"));
    }
    let refused = here.run("status --as-of soon");
    assert_eq!(refused.code, Some(2));
    for form in ["2026-12-08 14:00", "tomorrow 14:00", "fri", "+2d", "-2h", "T-1d"] {
        assert!(refused.stderr.contains(&format!("`{form}`")), "{refused}");
    }
}
