//! Playbooks that leave out what has a default.

use crate::support::Here;
use snapbox::str;
use std::fs;

/// A playbook without roles, gates, stages and most dates.
const SMALL: &str = "
name: Small
phases:
  - id: plan
    name: Plan
    when: T-2d
    items: [{id: scope, text: Agree on the scope}]
  - id: check
    name: Check
    items: [{id: everybody, text: Everybody has checked, owner: all}]
  - id: out
    name: Out
    when: T
    items: [{id: ready, text: The build is there}, {id: deploy, text: Deploy, deploys: true}]
  - id: after
    name: After
    items: [{id: tell, text: Tell everybody}]
";

fn small() -> Here {
    let here = Here::empty();
    here.write(".octorel/playbook/small.yaml", SMALL);
    here.ok("start 1.0 --on 2026-12-08 --tz UTC");
    here
}

#[test]
fn an_undated_phase_follows_the_one_before_it_and_counts() {
    let here = small();
    here.shows(str![[r#"
$ octorel status
1.0 · Tue 8 Dec 2026 14:00 UTC · in 4 days                                  T-4d
ON TRACK  pre-release: 2 of 2 to do · deploy: 1 more item

 next       1.1  Agree on the scope     rm         Sun 6 Dec
            2.1  Everybody has checked  All roles  0/1
            3.1  The build is there     rm         Tue 8 Dec
            4.1  Tell everybody         rm

   1  Plan   T-2d  Sun 6 Dec  ░░░░░░░░  0/1
   2  Check                   ░░░░░░░░  0/1
   3  Out    T     8 Dec      ░░░░░░░░  0/2
   4  After                   ░░░░░░░░  0/1
 last       started just now. Done with 1.1? Run: octorel tick 1.1
[1] $ octorel gate pre-release
CLOSED  pre-release of 1.0: 2 items to do

  1.1  Agree on the scope
       rm (Team) · due Sun 6 Dec, in 2 days
  2.1  Everybody has checked
       waiting for Team
$ octorel phases 2
 2  Check · 0/1
   ☐  2.1  Everybody has checked  All roles  0/1

"#]]);
    let late = here.at("2027-01-01T00:00:00Z").numbers("list --state late", "items");
    assert_eq!(late, ["1.1", "3.1", "3.2"]);
}

#[test]
fn without_roles_anyone_can_tick() {
    let here = small();
    let ticked = here.by("eve@example.com").ok("tick 1 2 3.1");
    assert!(!ticked.contains("deviation"), "{ticked}");
    assert_eq!(here.run("gate deploy").code, Some(0));
    here.ok("tick 3.2 4.1");
    here.ok("finish");
    let strict = Here::empty();
    strict.write(".octorel/playbook/small.yaml", SMALL);
    let strict = strict.run("start 1.0 --on 2026-12-08 --tz UTC --strict");
    assert_eq!(strict.code, Some(2), "{strict}");
}

#[test]
fn pre_release_opens_before_a_deployment_in_its_stage() {
    let here = Here::empty();
    let one = |items: &str| {
        let phase = format!("phases: [{{id: one, name: One, items: [{items}]}}]");
        here.write(".octorel/playbook/one.yaml", format!("name: C\n{phase}\n"));
    };
    one("{id: a, text: A}, {id: go, text: Go, deploys: true}, {id: z, text: Z}");
    let warning = "no `reverts` decision can roll back `one.go`\n";
    assert!(here.ok("check").ends_with(&format!("warning: {warning}")));
    assert!(here.ok("check --format github").ends_with(&format!("::{warning}")));
    here.ok("start 1.0 --on 2026-12-08 --tz UTC");
    assert_eq!(here.run("gate").code, Some(1));
    here.ok("tick 1.1");
    assert_eq!(here.run("gate").code, Some(0));
    one("{id: go, text: Go, deploys: true}, {id: z, text: Z}");
    assert!(!here.ok("start 2.0 --on 2026-12-08 --tz UTC").contains("gate"));
    assert_eq!(here.run("gate -r 2.0").code, Some(2), "nothing would be required");
}

#[test]
fn a_role_and_a_phase_may_share_an_id() {
    let here = Here::empty();
    let shared = "
name: Shared
owner: qa
roles:
  - {id: qa, name: QA, duties: {pre-release: [{id: plan, text: Plan the tests}]}}
phases:
  - {id: qa, name: Tests, when: T-1d, items: [{id: run, text: Run the tests}]}
";
    here.write(".octorel/playbook/shared.yaml", shared);
    here.ok("start 1.0 --on 2026-12-08 --tz UTC");
    assert!(here.ok("tick qa.run").contains("Run the tests"));
    assert!(here.ok("tick qa.plan").contains("Plan the tests"));
}

#[test]
fn the_minimal_playbook_runs_from_start_to_finish() {
    let here = Here::empty();
    here.shows(str![[r#"
$ octorel init --minimal
✓  wrote 1 file to .octorel/playbook, and schema.json for editors
   edit them, then run octorel check
$ octorel check
✓  .octorel/playbook: no problems found
   1 role, 1 phase with 3 items, 0 decisions, 0 channels, 2 gates
$ octorel start 1.1.0
✓  1.1.0

   1  Checklist  0/3

  octorel next                   see what to do
  octorel tick 1.1               mark it as done
  octorel skip 1.1 --reason "…"  skip it
  octorel gate pre-release       check the gate
  octorel ui                     open the full-screen view

  recorded in .octorel/releases/1.1.0.jsonl
$ octorel tick 1
✓  1.1  Run the tests
✓  1.2  Tag version 1.1.0
✓  1.3  Publish
   finish open
$ octorel finish
✓  finished
   report written to .octorel/releases/1.1.0.md

"#]]);
}

/// Release types, variables, steps, prerequisites and evidence.
const RICH: &str = "
types: [minor, patch]
vars: {branch: main, team: }
phases:
  - name: Prepare
    when: T-2d
    items:
      - text: Create `release/{{major}}.{{minor}}` from {{branch}}
        how: |
          See the [guide](https://example.com/guide):

              git switch -c release/{{major}}.{{minor}} {{branch}}
      - text: Build
        after: create-release-major-minor-from-branch
        steps: [x86_64, aarch64]
      - {text: Migration guide, only: minor}
  - name: Publish
    when: T
    items:
      - {text: 'Tell {{team}} on the [blog](https://example.com/blog)', needs: link, after: prepare}
";

#[test]
fn a_playbook_with_types_variables_steps_and_prerequisites_is_started_and_ticked() {
    let here = Here::empty();
    here.write(".octorel/playbook/rich.yaml", RICH);
    here.shows(str![[r#"
[2] $ octorel start 2.5.1 --on 2026-12-08 --tz UTC
! error: specify a release type: minor, patch
! hint: octorel start 2.5.1 --on 2026-12-08 --tz UTC --type minor
[2] $ octorel start 2.5.1 --on 2026-12-08 --tz UTC --type minr
! error: unknown release type `minr`
! hint: the types are minor, patch
[2] $ octorel start 2.5.1 --on 2026-12-08 --tz UTC --type patch
! error: no value for team
! hint: octorel start 2.5.1 --on 2026-12-08 --tz UTC --type patch --var team=VALUE
[2] $ octorel start 2.5.1 --on 2026-12-08 --tz UTC --type patch --var teams=x
! error: unknown variable `teams`
! hint: the variables are branch, team
$ octorel start 2.5.1 --on 2026-12-08 --tz UTC --type patch --var team=everybody
✓  2.5.1  Tue 8 Dec 2026 14:00 UTC, in 4 days

   1  Prepare  T-2d  Sun 6 Dec  0/3
   2  Publish  T     8 Dec      0/1

  due on a weekend: 1
  1 item applies to other release types

  octorel next                   see what to do
  octorel tick 1.1               mark it as done
  octorel skip 1.1 --reason "…"  skip it
  octorel gate pre-release       check the gate
  octorel ui                     open the full-screen view

  recorded in .octorel/releases/2.5.1.jsonl
$ octorel list
 1  Prepare · T-2d · Sun 6 Dec · 0/3
   ☐  1.1    Create release/2.5 from main  Sun 6 Dec
      1.2    Build                         0/2
   ☐  1.2.1  x86_64                        Sun 6 Dec
   ☐  1.2.2  aarch64                       Sun 6 Dec

 2  Publish · T · Tue 8 Dec · 0/1
   ☐  2.1    Tell everybody on the blog    Tue 8 Dec
$ octorel show 1.1
☐  1.1  Create release/2.5 from main  rm  Sun 6 Dec
        Team · Prepare · due Sun 6 Dec
        https://example.com/guide
        octorel tick 1.1

   See the [guide](https://example.com/guide):

       git switch -c release/2.5 main
$ octorel show 1.1 --code
git switch -c release/2.5 main
[1] $ octorel show 2.1 --code
! error: 2.1 contains no commands
! hint: `octorel show 2.1` shows all of it
[2] $ octorel tick 2.1
! error: 2.1 needs a link
! hint: octorel tick 2.1 --link URL
[2] $ octorel tick 1.1 2.1
! error: 2.1 needs a link, so tick it on its own
! hint: octorel tick 2.1 --link URL
$ octorel tick 2.1 --link https://example.com/1
✓  2.1  Tell everybody on the blog
        ticked before 1.1, 1.2.1, 1.2.2 (deviation)
   pre-release: 3 of 3 to do · next: 1.1 Create release/2.5 from main
$ octorel tick 1.2.1 1.1
✓  1.1    Create release/2.5 from main
✓  1.2.1  Build: x86_64
   pre-release: 1 of 3 to do · next: 1.2.2 Build: aarch64
$ octorel tick build
✓  1.2.2  Build: aarch64
   finish open
! 1.2.1 is already done, by rm
$ octorel log --kind deviation
2.1  Tell everybody on the blog
     ticked before 1.1, 1.2.1, 1.2.2 · rm, 4 Dec 09:00
     https://example.com/1
$ octorel untick 1.2
☐  1.2.1  Build: x86_64 (unticked)
☐  1.2.2  Build: aarch64 (unticked)
   pre-release: 2 of 3 to do · next: 1.2.1 Build: x86_64

"#]]);
}

#[test]
fn a_step_stays_readable_where_the_item_above_it_is_too_long() {
    let here = Here::empty();
    let item = "Open a pull request with the release notes for the new version";
    let steps =
        "[Thank external contributors, Ask the teams that contributed for what they changed]";
    here.write(".octorel/playbook/a.yaml", format!("items: [{{text: {item}, steps: {steps}}}]\n"));
    here.ok("start 1.0");
    here.shows(str![[r#"
$ octorel status
1.0
ON TRACK  pre-release: 2 of 2 to do

 next       1.1.1  Open a pull request with…: Thank external contributors  rm
            1.1.2  Ask the teams that contributed for what they changed    rm

   1  Checklist  ░░░░░░░░  0/2
 last       started just now. Done with 1.1.1? Run: octorel tick 1.1.1

"#]]);
    here.wide(110).shows(str![[r#"
$ octorel status
1.0
ON TRACK  pre-release: 2 of 2 to do

 next       1.1.1  Open a pull request with the release notes for the new…: Thank external contributors   rm
            1.1.2  Open a pull request with the r…: Ask the teams that contributed for what they changed  rm

   1  Checklist  ░░░░░░░░  0/2
 last       started just now. Done with 1.1.1? Run: octorel tick 1.1.1

"#]]);
}

#[test]
fn a_strict_release_keeps_the_order_of_its_items() {
    let here = Here::empty();
    let roles = "roles: [Lead]\nowner: lead\n";
    let items = "items: [First, {text: Second, after: first, steps: [A, B]}]\n";
    here.write(".octorel/playbook/strict.yaml", format!("{roles}{items}"));
    here.ok("start 1.0 --strict --on 2026-12-08");
    here.shows(str![[r#"
[1] $ octorel tick 1.2.1
! error: 1.2.1 comes after 1.1, which is not done
! hint: octorel tick 1.1
$ octorel tick second first
✓  1.1    First
✓  1.2.1  Second: A
✓  1.2.2  Second: B
   finish open
$ octorel finish
✓  finished
   report written to .octorel/releases/1.0.md

"#]]);
}

#[test]
fn a_release_without_dates_runs_from_start_to_finish() {
    let here = Here::empty();
    here.write(
        ".octorel/playbook/a.yaml",
        "phases:\n\
         - {id: prep, name: Prepare, items: [{id: test, text: Run the tests}]}\n\
         - {id: ship, name: Ship, stage: during-release, items: [{id: tag, text: Tag}, {id: out, text: Publish, deploys: true}]}\n\
         - {id: after, name: After, stage: post-release, items: [{id: tell, text: Tell everybody}]}\n",
    );
    assert_eq!(
        here.run("start --no-input").stderr,
        "error: specify a version\nhint: octorel start --no-input 1.0.0\n"
    );
    here.ok("start 1.0.0 --tz Europe/Paris");
    here.shows(str![[r#"
$ octorel status
1.0.0
ON TRACK  pre-release: 1 of 1 to do · deploy: 1 more item

 next       1.1  Run the tests   rm
            2.1  Tag             rm
            3.1  Tell everybody  rm

   1  Prepare  ░░░░░░░░  0/1
   2  Ship     ░░░░░░░░  0/2
   3  After    ░░░░░░░░  0/1
 last       started just now. Done with 1.1? Run: octorel tick 1.1
$ octorel releases
1.0.0  0/4  pre-release closed
[1] $ octorel reschedule fri
! error: 1.0.0 has no dates to move
! hint: `octorel phases` shows its phases; none of them has `when`

"#]]);
    let log = fs::read_to_string(here.path(".octorel/releases/1.0.0.jsonl")).unwrap();
    assert!(!log.contains("\"on\":") && log.contains("\"tz\":\"Europe/Paris\""), "{log}");
    for view in ["status", "phases", "readiness", "report", "announce"] {
        assert!(here.json(view)["release_at"].is_null(), "{view}");
    }
    assert!(here.ok("announce").starts_with("1.0.0: preliminary timeline\n\n- Prepare\n"));
    let later = here.at("2031-01-01T09:00:00Z");
    assert_eq!(later.json("status")["late"], serde_json::json!([]));
    assert_eq!(later.run("gate deploy").code, Some(1));
    later.ok("tick 1.1 2.1");
    later.ok("gate deploy");
    assert!(later.ok("tick 2.2").contains("deployed at 10:00\n"));
    later.ok("tick 3.1");
    later.ok("finish");
    assert!(later.ok("report").contains("- Deployed on Wed 1 Jan 2031 10:00\n"));
    // With a date given, T is shown, but still nothing is late.
    later.ok("start 1.1.0 --on 2030-12-08");
    assert!(later.ok("status -r 1.1.0").contains("Sun 8 Dec 2030 14:00"));
    assert_eq!(later.json("status -r 1.1.0")["late"], serde_json::json!([]));
}

#[test]
fn items_ticked_together_are_recorded_in_the_order_of_their_prerequisites() {
    let here = Here::empty();
    let items = "items:\n  - {text: Announce, after: tag}\n  - {id: tag, text: Tag}\n";
    here.write(".octorel/playbook/small.yaml", items);
    here.ok("start 1.0");
    here.ok("tick announce tag");
    let deviations = here.json("log --kind deviation");
    assert_eq!(deviations["deviations"].as_array().map(Vec::len), Some(0), "{deviations}");
}
