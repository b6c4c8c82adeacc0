//! A gate in CI: read from the protected branch of a real git remote, whatever the checkout holds.

use crate::repair::alter;
use crate::support::Here;
use snapbox::str;
use std::fs;

#[track_caller]
fn commit(here: &Here, folder: &str) {
    here.git(&format!("-C {folder} add -A"));
    here.git(&format!("-C {folder} commit -qm x"));
}

/// Commits everything in `work`, and pushes it.
#[track_caller]
fn push(here: &Here) {
    commit(here, "work");
    here.git("-C work push -q origin main");
}

/// Gives the gate `deploy` of the playbook in `work` another name.
fn rename_gate(here: &Here, from: &str, to: &str) {
    let file = "work/.octorel/playbook/gates.yaml";
    let text = fs::read_to_string(here.path(file)).unwrap();
    here.write(file, text.replace(from, to));
}

#[track_caller]
fn assert_trusted(here: &Here, folder: &str, release: &str, code: i32) {
    let run = here.run(&format!("-C {folder} gate deploy --trusted main -r {release}"));
    assert_eq!(run.code, Some(code), "{run}");
}

/// A bare remote `hub` with the tag `v2.4.0`, and `work`, a clone in which the release is started.
fn tagged() -> Here {
    let here = Here::empty();
    here.git("init -q --bare -b main hub");
    here.git("clone -q hub work");
    here.git("-C work checkout -q -b main");
    here.ok("-C work start 2.4.0 --on 2026-12-08 --tz Europe/Paris");
    commit(&here, "work");
    here.git("-C work tag v2.4.0");
    here.git("-C work push -q origin main v2.4.0");
    here
}

fn tick_all(here: &Here, folder: &str) {
    here.ok(&format!("-C {folder} tick 1 2 3 4"));
}

/// A shallow clone, as CI makes it.
fn shallow(here: &Here, reference: &str, folder: &str) {
    let hub = here.path("hub");
    let hub = hub.display();
    here.git(&format!("clone -q --depth 1 --branch {reference} file://{hub} {folder}"));
}

/// The first line and the exit code of a gate.
fn gate(here: &Here, line: &str) -> (String, Option<i32>) {
    let run = here.run(line);
    let first = run.stdout.lines().chain(run.stderr.lines()).next().unwrap_or_default();
    let hash = first.split_once('@').map_or("", |(_, rest)| rest.split([':', ' ']).next().unwrap());
    (first.replace(&format!("@{hash}"), "@COMMIT"), run.code)
}

#[test]
fn a_tag_is_judged_by_what_the_protected_branch_says_later() {
    let here = tagged();
    shallow(&here, "v2.4.0", "early");
    let trusted = "gate pre-release --trusted main -r 2.4.0";
    let closed = "CLOSED  pre-release of 2.4.0 at origin/main@COMMIT: 23 items to do";
    assert_eq!(gate(&here, &format!("-C early {trusted}")), (closed.to_owned(), Some(1)));
    tick_all(&here, "work");
    push(&here);
    shallow(&here, "v2.4.0", "ci");
    assert_eq!(here.run("-C ci gate pre-release").code, Some(1), "the tag has no ticks");
    let open = "OPEN  pre-release of 2.4.0 at origin/main@COMMIT: ";
    for folder in ["ci", "early"] {
        let (line, code) = gate(&here, &format!("-C {folder} {trusted}"));
        assert!(line.starts_with(open) && code == Some(0), "{line}");
    }
}

#[test]
fn a_pull_request_does_not_open_the_trusted_gate() {
    let here = tagged();
    here.git("clone -q hub request");
    tick_all(&here, "request");
    here.ok("-C request init");
    commit(&here, "request");
    assert_eq!(here.run("-C request gate pre-release").code, Some(0));
    let (line, code) = gate(&here, "-C request gate pre-release --trusted main -r 2.4.0");
    assert_eq!(code, Some(1), "{line}");
    let own = "name: Mine\nowner: a\nroles:\n  - {id: a, name: A}\nphases:\n  \
        - {id: p, name: P, when: T, stage: pre-release, items: [{id: i, text: I}]}\n\
        gates:\n  - {id: pre-release, name: Ready, phases: [p]}\n";
    here.write("work/.octorel/playbook/mine.yaml", own);
    here.ok("-C work start 9.9 --on 2026-12-08 --tz UTC");
    fs::remove_dir_all(here.path("work/.octorel/playbook")).unwrap();
    push(&here);
    let foreign = gate(&here, "-C work gate pre-release --trusted main -r 9.9");
    let message =
        "error: the playbook of 9.9 is neither in origin/main@COMMIT nor in an older commit here";
    assert_eq!(foreign, (message.to_owned(), Some(2)));
}

#[test]
fn a_release_keeps_a_playbook_that_the_branch_had() {
    let here = tagged();
    here.ok("-C work init");
    here.ok("-C work start 2.5.0 --on 2026-12-15 --tz UTC");
    commit(&here, "work");
    rename_gate(&here, "Ready to deploy", "Deploy");
    push(&here);
    assert_trusted(&here, "work", "2.5.0", 1);
    // An upgrade needs a playbook that the branch has, too.
    rename_gate(&here, "name: Deploy", "name: Ship");
    here.ok("-C work upgrade --yes -r 2.5.0");
    here.git("-C work commit -q -m upgrade .octorel/releases");
    here.git("-C work push -q origin main");
    assert_trusted(&here, "work", "2.5.0", 2);
    push(&here);
    assert_trusted(&here, "work", "2.5.0", 1);
}

#[test]
fn a_release_keeps_the_built_in_playbook_that_the_branch_had_before_its_own() {
    let here = tagged();
    here.ok("-C work init");
    rename_gate(&here, "Ready to deploy", "Deploy");
    push(&here);
    assert_trusted(&here, "work", "2.4.0", 1);
    shallow(&here, "main", "ci");
    // Older commits are unknown.
    assert_trusted(&here, "ci", "2.4.0", 2);
}

#[test]
fn a_trusted_project_in_a_folder_uses_the_playbook_above_it() {
    let here = tagged();
    fs::create_dir_all(here.path("work/part/.octorel/releases")).unwrap();
    here.ok("-C work/part start 1.0.0 --on 2026-12-08 --tz UTC");
    push(&here);
    assert_trusted(&here, "work/part", "1.0.0", 1);
    here.ok("-C work init");
    rename_gate(&here, "Ready to deploy", "Deploy");
    here.ok("-C work/part start 1.1.0 --on 2026-12-08 --tz UTC");
    push(&here);
    assert_trusted(&here, "work/part", "1.1.0", 1);
}

#[test]
fn what_cannot_be_determined_is_an_error() {
    let here = tagged();
    here.shows(str![[r#"
[2] $ octorel -C work gate deploy --trusted main
! error: `--trusted` requires a release
! hint: octorel -C work gate deploy --trusted main --release RELEASE
[2] $ octorel -C work gate deploy --trusted next --wait 30m -r 2.4.0
! error: no gate can be checked: cannot fetch `next` of origin: couldn't find remote ref refs/heads/next
[2] $ octorel -C work gate deploy --trusted --upload-pack=x -r 2.4.0
! error: unexpected argument '--upload-pack' found
!   Usage: octorel gate <GATE>
! hint: `octorel -C work help gate` shows its arguments and examples
[2] $ octorel gate deploy --trusted main -r 2.4.0
! error: no gate can be checked: this directory is not in a git repository

"#]]);
    let theirs = here.with("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
    let run = theirs.run("-C work gate deploy --trusted main -r 2.4.0");
    assert!(run.stderr.contains("git config --global --add safe.directory"), "{run}");
    fs::rename(here.path("hub"), here.path("gone")).unwrap();
    let gone = here.run("-C work gate deploy --trusted main -r 2.4.0 --format github");
    assert_eq!(gone.code, Some(2));
    let annotation =
        "::error title=octorel::no gate can be checked: cannot fetch `main` of origin: ";
    assert!(gone.stdout.starts_with(annotation), "{gone}");
}

#[test]
fn github_sees_every_error() {
    let here = Here::started();
    for (line, message) in [
        ("gate nope --format github", "2.4.0 has no gate `nope`"),
        ("gate deploy --format github --bogus", "unexpected argument '--bogus' found"),
        (
            "gate deploy --format text --format github",
            "the argument '--format <FORMAT>' cannot be used multiple times",
        ),
        ("-C nowhere gate deploy --format=github", "no such directory: nowhere"),
    ] {
        let run = here.run(line);
        assert_eq!(run.stdout, format!("::error title=octorel::{message}\n"), "{line}");
        assert_eq!(run.code, Some(2), "{line}");
    }
}

#[test]
fn the_environment_names_the_release_for_ci() {
    let here = Here::started();
    here.ok("start 3.0.0 --on 2026-12-20 --tz UTC");
    let ci = here.with("OCTOREL_RELEASE", "3.0.0");
    assert!(ci.run("gate pre-release").stdout.contains("of 3.0.0"));
    // Hints do not repeat what the environment says.
    assert!(ci.run("tick smoke").stderr.contains("hint: octorel tick "));
    ci.ok("start 4.0.0 --on 2027-01-20 --tz UTC");
}

#[test]
fn a_dry_run_says_first_that_it_records_nothing() {
    let here = Here::started();
    let before = here.bytes();
    for line in [
        "start 9.9 --on 2027-01-12",
        "announce update --sent",
        "tick 1.1",
        "skip 1.2 --reason x",
        "note hello",
        "assign qa eve@example.com",
        "decide go-no-go go",
        "decide go-no-go --escalate",
        "reschedule +1w",
        "incident declare down",
        "cancel --reason x",
    ] {
        let said = here.ok(&format!("{line} --dry-run"));
        assert_eq!(said.matches("dry run: nothing is recorded\n").count(), 1, "{said}");
        assert!(said.starts_with("dry run: nothing is recorded\n"), "{said}");
    }
    assert!(here.bytes() == before && !here.path(".octorel/releases/9.9.jsonl").exists());
}

#[test]
fn a_check_annotates_the_lines_of_a_wrong_playbook_and_of_a_damaged_log() {
    let here = Here::in_progress();
    alter(&here, "no answer yet", "no answer");
    here.write(".octorel/playbook/all.yaml", "roles: [{id: qa, nam: QA}]\n");
    here.shows(str![[r#"
[2] $ octorel check --format github
::error file=.octorel/playbook/all.yaml,line=1,col=18,title=unknown-key::unknown key `nam` in a role (did you mean `name`?)
::error file=.octorel/releases/2.4.0.jsonl,line=3,title=2.4.0::line 3 was modified: checksum mismatch

"#]]);
    let view = here.json("check");
    assert_eq!(view["logs"][0]["troubles"][0]["line"], 3);
    assert_eq!(view["problems"][0]["line"], 1);
}

/// The script of the action that checks a gate, run as the runner does.
#[track_caller]
fn action(here: &Here, inputs: &[(&str, &str)]) -> (Option<i32>, String) {
    let text = fs::read_to_string(".github/actions/gate/action.yml").unwrap();
    let script = text.rsplit_once("run: |\n").unwrap().1;
    here.write("gate.sh", script);
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_octorel")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut command = here.command("bash");
    command.arg("gate.sh").env("PATH", path);
    let defaults = [("GATE", "pre-release"), ("TRUSTED", ""), ("WAIT", ""), ("FAIL", "true")];
    command.envs(defaults).envs(inputs.iter().copied());
    let output = command.output().unwrap();
    let first =
        String::from_utf8(output.stdout).unwrap().lines().next().unwrap_or_default().to_owned();
    (output.status.code(), first)
}

#[test]
fn the_action_fails_the_step_unless_told_otherwise_and_runs_no_input() {
    let here = Here::started().with("GITHUB_OUTPUT", "out");
    let (code, line) = action(&here, &[("RELEASE", "v2.4.0")]);
    assert_eq!((code, &*line), (Some(1), "CLOSED pre-release of 2.4.0: 23 items to do"));
    assert_eq!(action(&here, &[("RELEASE", "2.4.0"), ("FAIL", "false")]).0, Some(0));
    let outputs = fs::read_to_string(here.path("out")).unwrap();
    assert!(outputs.starts_with("verdict=closed\nmissing=23\n"), "{outputs}");
    for input in ["$(touch ran)", "--help", "; touch ran", "`touch ran`"] {
        assert_eq!(
            action(&here, &[("RELEASE", "2.4.0"), ("GATE", input), ("FAIL", "false")]).0,
            Some(2)
        );
        assert_eq!(action(&here, &[("RELEASE", input)]).0, Some(2));
    }
    assert!(!here.path("ran").exists());
}
