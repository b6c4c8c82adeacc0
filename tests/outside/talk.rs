//! Announcements to stakeholders, and when the next update is due.

use crate::support::Here;
use serde_json::Value;
use snapbox::str;
#[cfg(unix)]
use std::fs;

/// The release day: the preparations are done, and it is 13:50 in Paris.
fn release_day() -> Here {
    let here = Here::started();
    here.ok("tick 1.1 1.2 1.3 1.5 1.6 2.1 2.2 2.3 2.4 2.5 2.6 2.7");
    here.ok("tick 4.1 4.2 4.3 4.4 4.5 4.6");
    here.ok("decide go-no-go go");
    here.at("2026-12-08T12:50:00Z")
}

/// 14:30: deployed, with a link that needs escaping.
fn deployed() -> Here {
    let here = release_day();
    here.ok("announce start --sent");
    here.at("2026-12-08T13:10:00Z").ok("tick 5.4 --link \"https://ci.example.com/?a=1&b=<2>|3\"");
    here.at("2026-12-08T13:15:00Z")
}

#[test]
fn a_missed_status_update_is_flagged() {
    let here = deployed();
    let update = |here: &Here, view: &str| here.json(view)["update"].clone();
    assert_eq!(update(&here, "next")["late"], false);
    let shown = here.ok("next -n 1");
    assert!(
        shown.ends_with("status update due 14:20, in 5 minutes: octorel announce\n"),
        "{shown}"
    );
    let late = here.at("2026-12-08T13:25:00Z");
    assert_eq!(update(&late, "status")["late"], true);
    assert_eq!(update(&late, "next")["due"], "2026-12-08T14:20:00+01:00");
    let shown = late.ok("next -n 1");
    assert!(shown.ends_with("status update late since 14:20: octorel announce\n"), "{shown}");
    assert!(late.ok("status").lines().count() <= 24);
    late.shows(str![[r#"
$ octorel announce --sent
2.4.0: status update

Deployed on Tue 8 Dec 2026 14:10 Paris by rm.
- Production Deployment: 1 of 7 done
- Day of Release: 0 of 6 done
- Next: Communicate deployment start time to stakeholders
- Next: Verify production environment readiness
- Next: Monitor deployment progress and logs
Next update by 14:55.
! ✓ marked `update` as sent; next update due at 14:55 (in 30 minutes)

"#]]);
    assert_eq!(update(&late, "status")["late"], false);
    // Nothing is due before the release day.
    assert_eq!(update(&Here::started(), "status"), Value::Null);
}

#[test]
fn each_kind_of_announcement_is_printed() {
    let here = release_day();
    here.shows(str![[r#"
$ octorel announce timeline
2.4.0: preliminary timeline

Planned for Tue 8 Dec 2026 14:00 Paris.
- Tue 24 Nov: Release Planning
- Tue 1 Dec: Pre-Release Preparation
- Tue 1 Dec: 1 Week Before Release
- Sat 5 Dec: Staging Validation
- Tue 8 Dec: Production Deployment
- Tue 8 Dec: Day of Release
- Tue 8 Dec, 15:00: Post-Deployment
- Wed 9 Dec: Post-Release Follow-up
- Thu 10 Dec, 14:00: Post-Release
Release Manager: rm.
$ octorel announce start
2.4.0: deployment starts at 14:00 Paris

Go/No-Go for Release: go (rm)
Release Manager: rm.
Next update by 14:20.

"#]]);
    let here = deployed();
    here.ok("block 5.6 --reason \"waits for the CDN\"");
    here.shows(str![[r#"
$ octorel announce
2.4.0: status update

Deployed on Tue 8 Dec 2026 14:10 Paris by rm.
- Production Deployment: 1 of 7 done
- Day of Release: 0 of 6 done
- Blocked: Run post-deployment verification tests (waits for the CDN)
- Next: Communicate deployment start time to stakeholders
- Next: Verify production environment readiness
- Next: Monitor deployment progress and logs
Next update by 14:45.
$ octorel announce success
2.4.0 is released

Deployed on Tue 8 Dec 2026 14:10 Paris by rm.
- Production Deployment: 1 of 7 done
- Day of Release: 0 of 6 done
Release Manager: rm.

"#]]);
    let here = here.at("2026-12-08T16:00:00Z");
    here.ok("note --kind risk \"the new nodes are untested\"");
    here.ok("note --kind lesson \"order nodes earlier\"");
    here.shows(str![[r#"
$ octorel announce
2.4.0 is released

Deployed on Tue 8 Dec 2026 14:10 Paris by rm.
- Post-Deployment: 0 of 6 done
Release Manager: rm.
$ octorel announce summary
2.4.0: release summary

Deployed on Tue 8 Dec 2026 14:10 Paris by rm.
- 19 of 53 items done
- 13 deviations from the plan
- No incidents
- Risk: the new nodes are untested
- Lesson: order nodes earlier
Release Manager: rm.

"#]]);
}

#[test]
fn each_format_escapes_foreign_text() {
    let here = deployed();
    here.ok("block 5.6 --reason \"<!channel> a|b *c* _d_ `e` @here & [x](y) café 日本 🚀\"");
    here.shows(str![[r#"
$ octorel announce update --format markdown
## 2.4.0: status update

Deployed on Tue 8 Dec 2026 14:10 Paris by rm.

- Production Deployment: 1 of 7 done
- Day of Release: 0 of 6 done
- Blocked: Run post-deployment verification tests (&lt;\!channel&gt; a\|b \*c\* \_d\_ \`e\` `@`here &amp; \[x\](y) café 日本 🚀)
- Next: Communicate deployment start time to stakeholders
- Next: Verify production environment readiness
- Next: Monitor deployment progress and logs

Next update by 14:45.
$ octorel announce update --format slack --note "<https://x|y> @channel"
*2.4.0: status update*
Deployed on Tue 8 Dec 2026 14:10 Paris by rm.
• Production Deployment: 1 of 7 done
• Day of Release: 0 of 6 done
• Blocked: Run post-deployment verification tests (&lt;!channel&gt; a|b *c* _d_ 'e' `@`here &amp; [x](y) café 日本 🚀)
• Next: Communicate deployment start time to stakeholders
• Next: Verify production environment readiness
• Next: Monitor deployment progress and logs
&lt;https://x|y&gt; `@`channel
Next update by 14:45.

"#]]);
}

#[test]
fn sent_announcements_determine_the_next_one() {
    let here = Here::started();
    let kind = |here: &Here| {
        let text = here.ok("announce");
        text.lines().next().unwrap().to_owned()
    };
    assert_eq!(kind(&here), "2.4.0: preliminary timeline");
    here.ok("announce --sent");
    assert_eq!(kind(&here), "2.4.0: status update");
    here.ok("undo");
    assert_eq!(kind(&here), "2.4.0: preliminary timeline");
    let sent = here.ok("announce --sent --note \"sent by mail\"");
    assert!(sent.ends_with("\nsent by mail\n"), "{sent}");
    let log = here.ok("log");
    assert!(log.contains("announced  timeline (undone)\n"), "{log}");
    assert!(log.ends_with("announced  timeline: sent by mail\n"), "{log}");
}

#[test]
fn an_announcement_that_does_not_fit_the_stage_is_refused() {
    let here = release_day();
    here.refuses(str![[r#"
[1] $ octorel announce success
! error: 2.4.0 is not deployed
! hint: `octorel announce` prints the message that fits now
[1] $ octorel announce success --sent
! error: 2.4.0 is not deployed
! hint: `octorel announce` prints the message that fits now
[1] $ octorel announce incident
! error: 2.4.0 has no incidents
! hint: `octorel announce` prints the message that fits now
[2] $ octorel announce lunch
! error: invalid value 'lunch' for '[KIND]'
!   [possible values: timeline, start, update, success, incident, rolled-back, summary]
! hint: `octorel help announce` shows its arguments and examples

"#]]);
}

#[cfg(unix)]
#[test]
fn a_note_written_in_an_editor_keeps_its_lines() {
    let here = Here::started();
    here.write("text", "One\n# left out\n\n- *two*\n");
    let editor = "f() { cat \"$1\" >seen; cp text \"$1\"; }; f";
    let writer = here.with("VISUAL", editor).with("TMPDIR", here.path("").display().to_string());
    writer.ok("note 2.4 as before --edit");
    let seen = fs::read_to_string(here.path("seen")).unwrap();
    assert!(seen.starts_with("as before\n\n# note: 2.4 Coordinate with DevOps"), "{seen}");
    assert_eq!(here.json("log")["events"][1]["said"], "One\n\n- *two*");
    let shown = here.ok("show 2.4");
    assert!(shown.ends_with("  noted  One\n\n                           - *two*\n"), "{shown}");
    assert!(here.ok("log").lines().count() == 2, "a program reads one line for each event");
    let report = here.ok("report");
    assert!(report.contains(": One<br><br>\\- \\*two\\* |"), "{report}");
    writer.with("VISUAL", "cp /dev/null").shows(str![[r#"
[130] $ octorel note --edit
! aborted: empty text
! nothing was recorded

"#]]);
    writer.with("VISUAL", "false").shows(str![[r#"
[2] $ octorel note --edit
! error: the editor `false` failed: exit status: 1
! hint: `octorel note - <FILE` reads the text from a file

"#]]);
    writer.with("VISUAL", "").shows(str![[r#"
[1] $ octorel incident note --edit
! error: no incident is ongoing
! hint: `octorel incident` shows all incidents, `octorel incident declare "what happened"` declares one

"#]]);
    writer.shows(str![[r#"
[2] $ octorel note --edit --no-input
! error: no editor can be opened: set VISUAL or EDITOR, and do not use --no-input
! hint: `octorel note - <FILE` reads the text from a file

"#]]);
    // What cannot be recorded is not lost.
    let damages = "f() { cp text \"$1\"; echo {} >>.octorel/releases/2.4.0.jsonl; }; f";
    let refused = writer.with("VISUAL", damages).run("note --edit").stderr;
    let kept = refused.split_once("your text is in <here>/").unwrap().1;
    let kept = fs::read_to_string(here.path(kept.lines().next().unwrap())).unwrap();
    assert!(kept.starts_with("One\n"), "{refused}");
}
