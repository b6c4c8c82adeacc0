//! What goes wrong: a clear message, the right exit code, and nothing lost.

use crate::scale::figures;
use crate::team::{PROGRAM, Team, start, write_program};
use std::fs;
use std::time::{Duration, Instant};

#[test]
fn sharing_needs_one_named_remote_of_a_checkout() {
    let (team, rm) = Team::unshared();
    rm.git("remote rename origin one");
    rm.git("remote add two ../two.git");
    rm.says(2, "share", "no remote `origin` among one, two: octorel share --remote NAME");
    for name in ["--upload-pack=x", "three", "../hub.git"] {
        rm.says(2, &format!("share --remote={name}"), &format!("there is no remote `{name}`"));
    }
    rm.says(2, "share --remote one --branches ../x/", "no branch can begin with `../x/`");
    rm.git("remote remove one");
    rm.git("remote remove two");
    rm.says(2, "share", "no remote … git remote add origin");
    assert!(!rm.dir.join(".git/octorel/share.json").exists());
    rm.says(2, "sync", "releases are not shared here … octorel share");
    let mut bare = rm.clone();
    bare.dir = team.hub();
    bare.says(2, "share", "needs a git checkout");
    bare.dir = team.path("home");
    bare.says(2, "share", "needs a git checkout … git init");
}

#[test]
fn offline_everything_is_recorded_and_start_and_gate_say_that_they_need_the_remote() {
    let (team, rm, dana) = Team::pair();
    fs::rename(team.hub(), team.path("away.git")).unwrap();
    dana.says(0, "tick 1.1", "recorded here, NOT shared:  … octorel sync");
    dana.says(2, "sync", "cannot reach origin");
    dana.says(0, "status", "1 event is NOT shared");
    dana.says(2, &start("2.5.0"), "--no-sync");
    dana.ok(&format!("{} --no-sync", start("2.5.0")));
    dana.says(0, "tick 1.2 -r 2.4.0 --format json", "\"schema\"");
    fs::rename(team.path("away.git"), team.hub()).unwrap();
    dana.ok("sync");
    rm.ok("sync");
    rm.says(0, "releases", "2.5.0");
    assert_eq!(rm.log().len(), 3);
}

#[test]
fn a_host_that_refuses_is_quoted_and_what_was_recorded_goes_out_later() {
    let (team, rm, dana) = Team::pair();
    let hook = team.hub().join("hooks/pre-receive");
    write_program(&hook, "#!/bin/sh\necho 'GH013: Repository rule violations found' >&2\nexit 1\n");
    dana.says(
        0,
        "tick 1.1",
        "NOT shared: origin refuses it: GH013: Repository rule … octorel help sharing",
    );
    dana.says(1, "sync", "GH013");
    // Nothing is new here, but the branch has to be signed again.
    rm.says(1, "sync --resign", "GH013");
    fs::remove_file(hook).unwrap();
    rm.ok("sync --resign");
    dana.ok("sync");
    rm.ok("sync");
    assert_eq!(rm.log().len(), 2);
}

#[test]
fn a_release_on_another_branch_only_keeps_nobody_from_sharing() {
    let (_team, rm) = Team::unshared();
    rm.git("switch -q -c side");
    rm.ok(&start("2.4.0"));
    rm.git("add .octorel");
    rm.git("commit -q -m side");
    rm.git("switch -q main");
    rm.ok("share");
    rm.says(2, "releases", "no release found");
}

#[test]
fn a_branch_in_the_place_of_the_branches_is_named_and_others_can_be_chosen() {
    let (team, rm) = Team::unshared();
    rm.git("push -q origin main:octorel");
    rm.ok("share");
    rm.says(0, &start("2.4.0"), "'refs/heads/octorel' exists … octorel help sharing");
    rm.ok("share --branches checklist/");
    let list = rm.git_at(&team.hub(), "for-each-ref --format=%(refname)");
    assert!(list.contains("refs/heads/checklist/rm@example.com"), "{list}");
    let dana = team.clone("dana", "dana@example.com");
    dana.ok("share --branches checklist/");
    dana.says(0, "status", "2.4.0");
}

#[test]
fn a_branch_that_was_set_back_or_deleted_is_noticed_and_restored() {
    let (team, members) = Team::sharing(&["dana", "ada"]);
    for (member, item) in members.iter().zip(["1.1", "1.2", "1.3"]) {
        member.ok(&format!("tick {item}"));
        member.ok("note more");
    }
    for member in &members {
        member.ok("sync");
    }
    let whole = members[0].log();
    let mut noticed = 0;
    for member in &members {
        let branch = format!("refs/heads/octorel/{}", member.person);
        for line in [format!("update-ref {branch} {branch}~1"), format!("update-ref -d {branch}")] {
            member.git_at(&team.hub(), &line);
            for other in &members {
                noticed += usize::from(other.ok("sync").contains("set back"));
                assert_eq!(other.log(), whole);
                if other.person == member.person {
                    let tip = member.git_at(&team.hub(), &format!("rev-parse --verify {branch}"));
                    assert!(!tip.is_empty());
                }
            }
        }
    }
    // Those who sync before the owner notice it, and the owner.
    assert!(noticed >= members.len() * 2, "{noticed}");
    let fresh = team.clone("fresh", "fresh@example.com");
    fresh.ok("status");
    assert_eq!(fresh.log(), whole);
    figures(
        "A9",
        "every branch set back and deleted in turn",
        &format!("all restored, noticed {noticed} times"),
    );
}

#[test]
fn damaged_and_huge_files_on_a_branch_are_named_and_not_taken() {
    let (team, rm, dana) = Team::pair();
    dana.ok("tick 1.1");
    // Somebody edits the branch by hand.
    dana.git("fetch -q origin octorel/dana@example.com");
    dana.git("worktree add -q ../edit FETCH_HEAD");
    let edit = team.path("edit");
    let path = edit.join("2.4.0.jsonl");
    let mut text = fs::read_to_string(&path).unwrap();
    text.push_str("{\"id\":\"forged\"}\nhello\n");
    fs::write(&path, &text).unwrap();
    fs::create_dir_all(edit.join(".github/workflows")).unwrap();
    fs::write(edit.join(".github/workflows/run.yml"), "on: push\n").unwrap();
    dana.git_at(&edit, "add -A");
    dana.git_at(&edit, "commit -q -a -m edit");
    dana.git_at(&edit, "push -q origin HEAD:octorel/dana@example.com");
    rm.says(0, "sync", "branch of dana@example.com holds lines that are no events");
    assert_eq!(rm.log().len(), 2);
    let warning =
        "warning: the branch of dana@example.com holds lines that are no events of 2.4.0 (2)";
    rm.says(0, "check", warning);
    rm.says(2, "gate --trusted main -r 2.4.0", "is damaged");
    // The next event of its owner leaves only what octorel writes.
    dana.ok("sync");
    dana.ok("note mine");
    let files = dana.git_at(&team.hub(), "ls-tree --name-only octorel/dana@example.com");
    assert_eq!(files, "2.4.0.jsonl\n");
    // 50 MB, or a million events.
    dana.git_at(&edit, "fetch -q origin octorel/dana@example.com");
    dana.git_at(&edit, "reset -q --hard FETCH_HEAD");
    fs::write(edit.join("2.4.0.jsonl"), text_of(1_000_000)).unwrap();
    dana.git_at(&edit, "commit -q -a -m huge");
    dana.git_at(&edit, "push -q origin HEAD:octorel/dana@example.com");
    rm.says(0, "sync", "holds a file of more than 16 MB");
    assert_eq!(rm.log().len(), 2);
    rm.ok("tick 1.2");
    for line in ["gate --trusted main -r 2.4.0", "check"] {
        rm.says(2, line, "branch of dana@example.com holds more than 16 MB of 2.4.0");
    }
    // Its owner records on, and an admin sets the branch back.
    dana.says(0, "tick 1.3", "NOT shared: your branch holds more");
    dana.git_at(
        &team.hub(),
        "update-ref refs/heads/octorel/dana@example.com octorel/dana@example.com~1",
    );
    dana.ok("sync");
    rm.ok("sync");
    assert_eq!(rm.log(), dana.log());
    assert_eq!(dana.log().len(), 5);
}

/// This many lines that look like events.
fn text_of(lines: usize) -> String {
    let line = |number: usize| format!("{{\"id\":\"{number:064}\"}}\n");
    (0..lines).map(line).collect()
}

#[test]
fn what_a_host_says_about_missing_rights_is_quoted() {
    let (_team, rm, dana) = Team::pair();
    for reason in [
        "ERROR: Permission to acme/shop.git denied to dana.",
        "ssh: connect to host x port 22: Network is unreachable",
    ] {
        let command = format!("echo {reason} >&2; false; true");
        // In a fork, everything can be read.
        dana.git(&format!("config remote.origin.receivepack '{command}'"));
        dana.says(0, "note x", &format!("NOT shared: origin refuses it: {reason}"));
        dana.says(1, "sync", reason);
        dana.git(&format!("config remote.origin.uploadpack '{command}'"));
        dana.says(0, "note x", &format!("NOT shared: {reason}"));
        dana.says(2, "sync", reason);
        dana.git("config --unset remote.origin.uploadpack");
    }
    dana.git("config --unset remote.origin.receivepack");
    dana.ok("sync");
    rm.ok("sync");
    assert_eq!(rm.log().len(), 5);
}

#[test]
fn a_hook_of_git_can_record() {
    let (team, rm, dana) = Team::pair();
    let hook = team.path("own/post-commit");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    write_program(&hook, &format!("#!/bin/sh\nexec {PROGRAM} note committed\n"));
    let hooks = hook.parent().unwrap().display();
    dana.git(&format!("-c core.hooksPath={hooks} commit -q --allow-empty -m change"));
    assert_eq!(rm.log().len(), 1);
    rm.ok("sync");
    assert_eq!(rm.log().len(), 2);
    assert_eq!(dana.git("status --porcelain"), "");
    team.assert_untrapped();
}

#[test]
fn a_second_start_and_a_copy_of_the_branches_in_a_fork_are_refused() {
    let (team, rm, dana) = Team::pair();
    dana.says(2, &start("2.4.0"), "already exists");
    rm.git_at(&team.path("."), "clone -q --bare hub.git fork.git");
    let fork = team.path("fork.git");
    let forker = team.clone("forker", "forker@example.com");
    fs::remove_dir_all(&forker.dir).unwrap();
    forker.git_at(&team.path("."), &format!("clone -q {} forker", fork.display()));
    forker.says(2, "status", "are copies of those of … octorel share --remote NAME");
}

#[test]
fn a_host_that_does_not_answer_and_a_hook_around_octorel_stop_nothing() {
    let (team, _, dana) = Team::pair();
    // As a hook of git has it, and as CI passes settings.
    let hooked = dana.with("GIT_DIR", "/nowhere").with("GIT_INDEX_FILE", "/nowhere/index");
    hooked.ok("tick 1.1");
    dana.says(0, "sync", "nothing new");
    dana.with("OCTOREL_SYNC", "never").says(0, "tick 1.2", "NOT shared");
    dana.git("config remote.origin.uploadpack 'sleep 40; git-upload-pack'");
    let began = Instant::now();
    dana.says(0, "tick 1.3", "no answer within 30 seconds");
    assert!(began.elapsed() < Duration::from_secs(36));
    team.assert_untrapped();
}

#[test]
fn a_repository_with_history_begins_to_share_and_stops_without_losing_anything() {
    let (team, rm) = Team::unshared();
    rm.ok(&start("2.4.0"));
    rm.ok("tick 1.1");
    rm.commit_all();
    rm.git("push -q origin main");
    let dana = team.clone("dana", "dana@example.com");
    dana.ok("tick 1.2");
    rm.ok("tick 1.3");
    rm.ok("share");
    assert_eq!(rm.log().len(), 3);
    // dana has a tick that was not committed, and pulls.
    dana.git("fetch -q");
    dana.says(0, "status", "events of 2.4.0 are recorded here, but not shared: octorel share");
    dana.ok("share");
    assert_eq!(dana.log().len(), 4);
    rm.ok("sync");
    assert_eq!(rm.log().len(), 4);
    rm.ok("share --off");
    let log = fs::read_to_string(rm.dir.join(".octorel/releases/2.4.0.jsonl")).unwrap();
    assert_eq!(log.lines().count(), 4);
    let text = rm.ok("tick 1.4");
    assert!(!text.contains("shared"), "{text}");
    rm.says(0, "check", "intact: 5 events");
}
