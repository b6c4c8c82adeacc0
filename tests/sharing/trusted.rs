//! The gate for CI: judged by the branches of people and a protected branch, whatever a checkout holds.

use crate::luck::Luck;
use crate::scale::{amount, figures};
use crate::team::{Team, start};
use std::fs;
use std::thread;
use std::time::{Duration, Instant};

const GATE: &str = "gate pre-release --trusted main -r 2.4.0";

#[test]
fn the_gate_opens_in_a_fresh_clone_of_a_tag_for_what_was_recorded_later() {
    let (team, rm, dana) = Team::pair();
    rm.git("tag v2.4.0");
    rm.git("push -q origin v2.4.0");
    team.protect();
    let first = team.ci("ci1", "v2.4.0");
    let shallow = fs::read_to_string(first.dir.join(".git/shallow")).unwrap();
    let text = "CLOSED  pre-release of 2.4.0 at origin/main@ … and the branches of 1 person: 23";
    first.says(1, GATE, text);
    first.says(2, "gate --trusted main", "requires a release");
    first.says(2, "gate --trusted main -r 9.9.9", "nobody has shared a release 9.9.9");
    first.says(2, "gate --trusted nowhere -r 2.4.0", "cannot fetch");
    first.says(2, "gate --trusted=main:refs/heads/x -r 2.4.0", "is not a branch");
    let text = thread::scope(|scope| {
        let waiting = scope.spawn(|| first.ok(&format!("{GATE} --wait 60s")));
        thread::sleep(Duration::from_millis(500));
        rm.ok("tick 1 2 3");
        dana.ok("tick 4");
        waiting.join().unwrap()
    });
    assert!(text.contains("OPEN") && text.contains("2 people: all 23 requirements met"), "{text}");
    // The commit of main is still the end of what the clone knows of it.
    let after = fs::read_to_string(first.dir.join(".git/shallow")).unwrap();
    assert!(shallow.lines().all(|line| after.contains(line)));
    assert!(!first.dir.join(".octorel").exists());
    let fresh = team.ci("ci2", "v2.4.0");
    let (code, calls) = fresh.traced(&["-e", "trace=clone,clone3,vfork"], GATE);
    assert_eq!(code, Some(0));
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
    let (team, rm, dana) = Team::pair();
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
    let (_team, rm) = Team::unshared();
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
    let named = "all 3 requirements met; type hotfix; upgraded by rm; 1 item added";
    rm.says(0, "gate finish --trusted main -r 2.4.0", named);
    // Of several remotes, no gate chooses one by itself.
    rm.git("remote rename origin hub");
    rm.git("remote add fork ../fork.git");
    fs::remove_dir_all(rm.dir.join(".git/octorel")).unwrap();
    rm.says(2, "gate finish --trusted main -r 2.4.0", "there is no remote `origin`");
}

#[test]
fn an_override_is_named_and_a_moved_repository_has_to_be_named() {
    let (team, rm, dana) = Team::pair();
    rm.ok("tick 1 2 3 4 5.1 5.2 6.1-6.3");
    dana.ok("decide go-no-go go --override --reason 'the customer waits'");
    let gate = "gate deploy --trusted main -r 2.4.0";
    dana.says(0, gate, "requirements met, by override of dana: the customer waits");
    dana.says(1, &format!("{gate} --no-override"), "1 decision pending");
    fs::rename(team.hub(), team.path("moved.git")).unwrap();
    dana.git(&format!("remote set-url origin {}", team.path("moved.git").display()));
    dana.says(2, gate, "2.4.0 was started in … --moved-from");
    dana.ok(&format!("{gate} --moved-from {}", team.path("hub").display()));
    fs::rename(team.path("moved.git"), team.path("gone.git")).unwrap();
    dana.says(2, gate, "no gate can be checked: cannot fetch `main`");
    dana.says(2, "gate deploy", "--here");
    dana.ok("gate deploy --here");
}

#[test]
fn a_release_needs_a_playbook_that_main_has() {
    let (team, rm) = Team::unshared();
    rm.ok("share");
    rm.commit(".octorel/playbook/all.yaml", "items: [Nothing]\n");
    rm.ok("start 2.4.0");
    rm.ok("tick 1.1");
    let ci = team.ci("ci", "main");
    ci.says(2, "gate finish --trusted main -r 2.4.0", "neither in origin/main@");
    rm.git("push -q origin main");
    ci.ok("gate finish --trusted main -r 2.4.0");
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
    let (team, rm, _) = Team::pair();
    rm.ok("tick 1.1");
    let forged = forged(&team);
    let pull = team.ci("pull", "main");
    let write = |path: &str, text: &[u8]| {
        let path = pull.dir.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let attempt = |how: &str, bypass: &dyn Fn()| {
        pull.git("checkout -q -f");
        bypass();
        assert_ne!(pull.run(GATE).status.code(), Some(0), "{how} opens the gate");
        pull.git("clean -q -f -d -x");
    };
    let (playbook, signers) = (".octorel/playbook/all.yaml", ".octorel/signers");
    let (log, huge) = (".octorel/releases/2.4.0.jsonl", "x".repeat(9 << 20));
    let files = [
        (playbook, "items: [Only]\n"),
        (playbook, "items: [{text: Only, optional: true}, Two]\n"),
        (
            playbook,
            "items: [{text: Nothing}]\ngates: [{id: pre-release, name: P, requires: all}]\n",
        ),
        (playbook, "items: ['::set-output name=verdict::open']\n"),
        (".octorel/playbook/also.yaml", "items: [Only]\n"),
        (signers, "rm@example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGJ\n"),
        (signers, "* ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGJ\n"),
        (signers, "# older\n"),
        (signers, ""),
        (log, &*forged),
        (log, forged.lines().next().unwrap()),
        (log, &huge),
        (".git/octorel/shared/2.4.0.jsonl", &forged),
        (".git/octorel/releases/2.4.0.jsonl", &forged),
        (".gitattributes", "* filter=x merge=union\n"),
        (".env", "OCTOREL_USER=rm@example.com\nGIT_DIR=/tmp\n"),
    ];
    for (path, text) in files {
        let how = format!("{path}: {}", text.get(..80).unwrap_or(text));
        attempt(&how, &|| write(path, text.as_bytes()));
    }
    attempt("a link", &|| {
        fs::create_dir_all(pull.dir.join(".octorel")).unwrap();
        std::os::unix::fs::symlink("/dev/null", pull.dir.join(signers)).unwrap();
    });
    for line in [
        "commit -q --amend --allow-empty -m rebased",
        "update-ref refs/octorel/seen/origin/rm@example.com HEAD",
    ] {
        attempt(line, &|| drop(pull.git(line)));
    }
    // Random edits of everything that a pull request holds.
    let edits = amount(10, 10_000);
    let mut luck = Luck::of(16);
    for _ in 0..edits {
        let mut bytes = forged.clone().into_bytes();
        bytes.truncate(1 + luck.below(bytes.len()));
        let at = luck.below(bytes.len());
        bytes[at] = bytes[at].wrapping_add(1 + u8::try_from(luck.below(255)).unwrap());
        write([playbook, log, signers, "app.txt"][luck.below(4)], &bytes);
        assert_ne!(pull.run(GATE).status.code(), Some(0), "{}", String::from_utf8_lossy(&bytes));
    }
    figures(
        "A7",
        &format!("{} bypasses, {edits} random edits of a pull request", files.len() + 3),
        "0 opened",
    );
    assert_eq!(pull.run(GATE).status.code(), Some(1));
}
