//! The gate for CI: judged by the branches of people and a protected branch, whatever a checkout holds.

use crate::scale::{amount, figures};
use crate::team::{PROGRAM, Team, start};
use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

const GATE: &str = "gate pre-release --trusted main -r 2.4.0";

#[test]
fn the_gate_opens_in_a_fresh_clone_of_a_tag_for_what_was_recorded_later() {
    let (team, members) = Team::sharing(&["dana"]);
    let rm = &members[0];
    rm.git("tag v2.4.0");
    rm.git("push -q origin v2.4.0");
    team.protect();
    let first = team.ci("ci1", "v2.4.0");
    let shallow = fs::read_to_string(first.dir.join(".git/shallow")).unwrap();
    let text = first.exits(1, GATE);
    assert!(text.contains("CLOSED  pre-release of 2.4.0 at origin/main@"), "{text}");
    assert!(text.contains("and the branches of 1 person: 23"), "{text}");
    assert!(first.exits(2, "gate --trusted main").contains("requires a release"));
    assert!(
        first
            .exits(2, "gate --trusted main -r 9.9.9")
            .contains("nobody has shared a release 9.9.9")
    );
    assert!(first.exits(2, "gate --trusted nowhere -r 2.4.0").contains("cannot fetch"));
    assert!(
        first.exits(2, "gate --trusted=main:refs/heads/x -r 2.4.0").contains("is not a branch")
    );
    let text = thread::scope(|scope| {
        let waiting = scope.spawn(|| first.ok(&format!("{GATE} --wait 60s")));
        thread::sleep(Duration::from_millis(500));
        rm.ok("tick 1 2 3");
        members[1].ok("tick 4");
        waiting.join().unwrap()
    });
    assert!(text.contains("OPEN") && text.contains("2 people: all 23 requirements met"), "{text}");
    // The commit of main is still the end of what the clone knows of it.
    let after = fs::read_to_string(first.dir.join(".git/shallow")).unwrap();
    assert!(shallow.lines().all(|line| after.contains(line)));
    assert!(!first.dir.join(".octorel").exists());
    let trace = team.path("trace");
    let fresh = team.ci("ci2", "v2.4.0");
    let mut strace = fresh.program("strace");
    strace
        .args(["-e", "trace=clone,clone3,vfork", "-o"])
        .arg(&trace)
        .arg(PROGRAM)
        .args(GATE.split(' '));
    assert_eq!(strace.output().unwrap().status.code(), Some(0));
    let calls = fs::read_to_string(&trace).unwrap();
    let processes = calls
        .lines()
        .filter(|line| line.contains("CLONE_VFORK") || line.starts_with("vfork"))
        .count();
    figures(
        "A10",
        "the gate in a shallow clone of a tag",
        &format!("{processes} processes of git, one fetch"),
    );
    assert!((1..=12).contains(&processes), "{processes}: {calls}");
    team.assert_untrapped();
}

#[test]
fn a_gate_without_a_trusted_branch_waits_too_and_a_wrong_name_does_not() {
    let (team, members) = Team::sharing(&["dana"]);
    let (rm, dana) = (&members[0], &members[1]);
    let began = Instant::now();
    dana.exits(2, "gate nothing --wait 60s");
    dana.exits(2, "gate nothing --trusted main -r 2.4.0 --wait 60s");
    dana.exits(2, "gate --trusted main --wait 60s");
    assert!(began.elapsed() < Duration::from_secs(15));
    dana.exits(1, "gate --wait 1s");
    let text = thread::scope(|scope| {
        let waiting = scope.spawn(|| dana.ok("gate --wait 60s"));
        thread::sleep(Duration::from_millis(500));
        rm.ok("tick 1 2 3 4");
        waiting.join().unwrap()
    });
    assert!(text.contains("OPEN  pre-release of 2.4.0: all 23 requirements met"), "{text}");
    team.assert_untrapped();
}

#[test]
fn an_open_gate_names_what_the_playbook_of_main_does_not_say() {
    let team = Team::new();
    let rm = team.clone("rm", "rm@example.com");
    let playbook = "items: [Build, {text: Announce, only: minor}]\ntypes: [minor, hotfix]\n";
    rm.commit(".octorel/playbook/all.yaml", playbook);
    rm.git("push -q origin main");
    rm.ok("share");
    rm.ok("start 2.4.0 --type hotfix");
    rm.ok("add Call --phase 1");
    rm.commit(".octorel/playbook/all.yaml", &playbook.replace("Build", "Build, Sign"));
    rm.git("push -q origin main");
    rm.ok("upgrade --yes");
    rm.ok("tick Build Sign Call");
    let text = rm.ok("gate finish --trusted main -r 2.4.0");
    let named = "all 3 requirements met; type hotfix; upgraded by rm; 1 item added";
    assert!(text.contains(named), "{text}");
    // Of several remotes, no gate chooses one by itself.
    rm.git("remote rename origin hub");
    rm.git("remote add fork ../fork.git");
    fs::remove_dir_all(rm.dir.join(".git/octorel")).unwrap();
    let text = rm.exits(2, "gate finish --trusted main -r 2.4.0");
    assert!(text.contains("there is no remote `origin`"), "{text}");
}

#[test]
fn an_override_is_named_and_a_moved_repository_has_to_be_named() {
    let (team, members) = Team::sharing(&["dana"]);
    let (rm, dana) = (&members[0], &members[1]);
    rm.ok("tick 1 2 3 4 5.1 5.2 6.1-6.3");
    dana.ok("decide go-no-go go --override --reason 'the customer waits'");
    let gate = "gate deploy --trusted main -r 2.4.0";
    let text = dana.ok(gate);
    assert!(text.contains("requirements met, by override of dana: the customer waits"), "{text}");
    assert!(dana.exits(1, &format!("{gate} --no-override")).contains("1 decision pending"));
    fs::rename(team.hub(), team.path("moved.git")).unwrap();
    dana.git(&format!("remote set-url origin {}", team.path("moved.git").display()));
    let text = dana.exits(2, gate);
    assert!(text.contains("2.4.0 was started in") && text.contains("--moved-from"), "{text}");
    dana.ok(&format!("{gate} --moved-from {}", team.path("hub").display()));
    fs::rename(team.path("moved.git"), team.path("gone.git")).unwrap();
    assert!(dana.exits(2, gate).contains("no gate can be checked: cannot fetch `main`"));
    assert!(dana.exits(2, "gate deploy").contains("--here"));
    dana.ok("gate deploy --here");
}

#[test]
fn a_release_needs_a_playbook_that_main_has() {
    let team = Team::new();
    let rm = team.clone("rm", "rm@example.com");
    rm.ok("share");
    rm.commit(".octorel/playbook/all.yaml", "items: [Nothing]\n");
    rm.ok("start 2.4.0");
    rm.ok("tick 1.1");
    let ci = team.ci("ci", "main");
    let text = ci.exits(2, "gate finish --trusted main -r 2.4.0");
    assert!(text.contains("neither in origin/main@"), "{text}");
    rm.git("push -q origin main");
    ci.ok("gate finish --trusted main -r 2.4.0");
}

/// Random numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// The log of 2.4.0 with everything ticked, which somebody without rights makes on their own machine.
fn forged(team: &Team) -> String {
    let forger = team.clone("forger", "rm@example.com").with("OCTOREL_SYNC", "never");
    fs::remove_dir_all(forger.dir.join(".git")).unwrap();
    forger.git("init -q");
    forger.ok(&start("2.4.0"));
    forger.ok("tick 1 2 3 4");
    forger.ok("decide go-no-go go");
    fs::read_to_string(forger.dir.join(".octorel/releases/2.4.0.jsonl")).unwrap()
}

#[test]
fn no_pull_request_opens_the_trusted_gate() {
    let (team, members) = Team::sharing(&["dana"]);
    members[0].ok("tick 1.1");
    let forged = forged(&team);
    let mut opened = 0;
    let pull = team.ci("pull", "main");
    let write = |path: &str, text: &str| {
        let path = pull.dir.join(path);
        let _ = fs::create_dir_all(path.parent().unwrap());
        let _ = fs::write(path, text);
    };
    let key = "rm@example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGJ\n";
    let easy = "items: [{text: Nothing}]\ngates: [{id: pre-release, name: P, requires: all}]\n";
    // The bypasses by number; 18, 20 and 22 are for the host and for the output.
    let bypasses: Vec<(usize, Box<dyn Fn() + '_>)> = vec![
        (1, Box::new(|| write(".octorel/playbook/all.yaml", "items: [Only]\n"))),
        (
            2,
            Box::new(|| {
                write(".octorel/playbook/all.yaml", "items: [{text: Only, optional: true}, Two]\n");
            }),
        ),
        (3, Box::new(|| write(".octorel/playbook/all.yaml", easy))),
        (4, Box::new(|| write(".octorel/signers", key))),
        (5, Box::new(|| write(".octorel/signers", &key.replace("rm@example.com", "*")))),
        (6, Box::new(|| write(".octorel/signers", ""))),
        (
            7,
            Box::new(|| {
                let _ = fs::remove_file(pull.dir.join(".octorel/signers"));
                let _ = std::os::unix::fs::symlink("/dev/null", pull.dir.join(".octorel/signers"));
            }),
        ),
        (8, Box::new(|| write(".octorel/playbook/also.yaml", "items: [Only]\n"))),
        (9, Box::new(|| write(".octorel/releases/2.4.0.jsonl", &forged))),
        (10, Box::new(|| write(".git/octorel/shared/2.4.0.jsonl", &forged))),
        (11, Box::new(|| write(".git/octorel/releases/2.4.0.jsonl", &forged))),
        (12, Box::new(|| write(".octorel/releases/2.4.0.jsonl", forged.lines().next().unwrap()))),
        (13, Box::new(|| drop(pull.git("commit -q --amend --allow-empty -m rebased")))),
        (14, Box::new(|| write(".octorel/signers", "# older\n"))),
        (
            16,
            Box::new(|| drop(pull.git("update-ref refs/octorel/seen/origin/rm@example.com HEAD"))),
        ),
        (17, Box::new(|| write(".gitattributes", "* filter=x merge=union\n"))),
        (19, Box::new(|| write(".octorel/releases/2.4.0.jsonl", &"x".repeat(9 << 20)))),
        (
            20,
            Box::new(|| {
                write(".octorel/playbook/all.yaml", "items: ['::set-output name=verdict::open']\n");
            }),
        ),
        (21, Box::new(|| write(".env", "OCTOREL_USER=rm@example.com\nGIT_DIR=/tmp\n"))),
    ];
    let count = bypasses.len();
    for (number, bypass) in bypasses {
        pull.git("checkout -q -f");
        bypass();
        let output = pull.run(GATE);
        assert_ne!(output.status.code(), Some(0), "bypass {number} opens the gate");
        opened += usize::from(output.status.code() == Some(0));
        pull.git("clean -q -f -d -x");
    }
    // Random edits of everything that a pull request holds.
    let edits = amount(10, 10_000);
    let mut dice = Dice(16);
    let files = [
        ".octorel/playbook/all.yaml",
        ".octorel/releases/2.4.0.jsonl",
        ".octorel/signers",
        "app.txt",
    ];
    for _ in 0..edits {
        let mut bytes = forged.clone().into_bytes();
        bytes.truncate(1 + dice.below(bytes.len()));
        let at = dice.below(bytes.len());
        bytes[at] = bytes[at].wrapping_add(1 + u8::try_from(dice.below(255)).unwrap());
        let path = pull.dir.join(files[dice.below(files.len())]);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).unwrap();
        fs::write(path, bytes).unwrap();
        opened += usize::from(pull.run(GATE).status.code() == Some(0));
    }
    figures(
        "A7",
        &format!("{count} bypasses, {edits} random edits of a pull request"),
        &format!("{opened} opened"),
    );
    assert_eq!(opened, 0);
    assert_eq!(pull.run(GATE).status.code(), Some(1));
}
