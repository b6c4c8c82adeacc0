//! Invalid values of options: formats, dates, zones and moments; and options without effect.

use crate::support::Here;
use snapbox::str;

#[test]
fn an_unsupported_format_is_a_usage_error() {
    let here = Here::in_progress();
    for line in [
        "status --format github",
        "phases --format yaml",
        "roles --format github",
        "gate --format ics",
    ] {
        let run = here.run(line);
        let annotation = "::error title=octorel::";
        let answer = run.stdout.lines().find(|line| !line.starts_with(annotation));
        assert_eq!((run.code, answer), (Some(2), None), "{run}");
        assert!(run.stderr.contains("possible values: text, json"), "{run}");
    }
}

#[test]
fn an_option_without_effect_is_refused() {
    Here::in_progress().refuses(str![[r#"
[2] $ octorel --format json list
{
  "schema": "octorel.error/1",
  "message": "`--format` is an option of `list`",
  "details": [],
  "hint": "options go after the command: `octorel help list` shows them",
  "exit": 2
}
! error: `--format` is an option of `list`
! hint: options go after the command: `octorel help list` shows them
[2] $ octorel next --limit 0
! error: invalid value '0' for '--limit <NUMBER>': use a whole number, 1 or more
! hint: `octorel help next` shows its arguments and examples

"#]]);
    Here::in_progress().ok("-C . incident --format json");
}

#[test]
fn an_invalid_date_or_zone_is_refused() {
    let here = Here::empty();
    here.shows(str![[r#"
[2] $ octorel start 2.4.0 --on soon
! error: invalid date `soon`
! hint: use YYYY-MM-DD or "YYYY-MM-DD HH:MM"; also `tomorrow 14:00`, `fri`, `14:00`, `+2d`, `-2h`, and in a release `T-1d`
[2] $ octorel start 2.4.0 --on 2026-12-08 --tz Europe/Pariss
! error: unknown time zone `Europe/Pariss`
! hint: did you mean `Europe/Paris`?
[2] $ octorel start 2.4.0
! error: specify a release date
! hint: octorel start 2.4.0 --on "2026-12-22 14:00"

"#]]);
    assert!(!here.path(".octorel").exists());
    Here::in_progress().refuses(str![[r#"
[2] $ octorel reschedule "2027-03-28 02:30"
! error: 2027-03-28 02:30 does not exist in Europe/Paris: clocks go forward then
! hint: the next time that exists is `2027-03-28 03:00`
[2] $ octorel status --as-of whenever
! error: invalid date `whenever`
! hint: use YYYY-MM-DD or "YYYY-MM-DD HH:MM"; also `tomorrow 14:00`, `fri`, `14:00`, `+2d`, `-2h`, and in a release `T-1d`
[2] $ octorel reschedule
! error: specify the new date
! hint: octorel reschedule T+1w

"#]]);
}

#[test]
fn an_invalid_clock_is_refused() {
    let here = Here::in_progress().at("half past ten");
    here.refuses(str![[r#"
[2] $ octorel gate
! error: invalid OCTOREL_NOW `half past ten`: use RFC 3339, for example 2026-12-08T14:00:00+01:00
!   premature end of input

"#]]);
}
