//! Commands are killed anywhere, and the host goes away: what was acknowledged reaches everybody, without a manual step.

use crate::luck::Luck;
use crate::scale::{amount, figures, is_full};
use crate::team::{Member, PROGRAM, Team};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// Runs a command that is killed after this time, with its group; returns what it printed and whether it was killed.
fn killed(member: &Member, line: &[&str], after: Option<Duration>) -> (String, bool) {
    let mut command = member.program(PROGRAM);
    command.args(line).process_group(0).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let reader = thread::spawn(move || {
        let mut text = String::new();
        let _ = stdout.read_to_string(&mut text);
        text
    });
    if let Some(after) = after {
        thread::sleep(after);
        let group = format!("-{}", child.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
    }
    let status = child.wait().unwrap();
    (reader.join().unwrap(), status.code().is_none())
}

#[test]
fn what_was_acknowledged_reaches_everybody_although_commands_are_killed_and_the_host_goes_away() {
    let (clones, commands) = (amount(4, 16), amount(8, 200));
    let (team, members) = Team::of(clones);
    let (hub, away) = (team.hub(), team.path("away.git"));
    let is_over = AtomicBool::new(false);
    let pace = if is_full() { 1_150 } else { 300 };
    let (acknowledged, kills) = thread::scope(|scope| {
        let host = scope.spawn(|| {
            let mut luck = Luck::of(77);
            while !is_over.load(Ordering::Relaxed) {
                thread::sleep(Duration::from_millis(2_000 + luck.below(2_000) as u64));
                fs::rename(&hub, &away).unwrap();
                thread::sleep(Duration::from_millis(300 + luck.below(900) as u64));
                fs::rename(&away, &hub).unwrap();
            }
        });
        let threads: Vec<_> = members
            .iter()
            .enumerate()
            .map(|(at, member)| {
                scope.spawn(move || {
                    let mut luck = Luck::of(at);
                    let (mut kept, mut kills) = (Vec::new(), 0);
                    for number in 0..commands {
                        let text = format!("note-{at}-{number}-");
                        let kill = luck.below(10) < 6;
                        let after =
                            kill.then(|| Duration::from_millis(50 + luck.below(pace) as u64));
                        let (answer, was_killed) = killed(member, &["note", &text], after);
                        kills += usize::from(was_killed);
                        if answer.contains(&text) {
                            kept.push(text);
                        }
                    }
                    (kept, kills)
                })
            })
            .collect();
        let all = threads.into_iter().map(|thread| thread.join().unwrap());
        let (kept, kills): (Vec<Vec<String>>, Vec<usize>) = all.unzip();
        is_over.store(true, Ordering::Relaxed);
        host.join().unwrap();
        (kept.concat(), kills.iter().sum::<usize>())
    });
    for _ in 0..2 {
        for member in &members {
            member.ok("sync");
        }
    }
    let all = members[0].log();
    let text: String = all.iter().cloned().collect();
    let lost: Vec<&String> = acknowledged.iter().filter(|note| !text.contains(*note)).collect();
    assert!(lost.is_empty(), "LOST: {lost:?}");
    assert!(!acknowledged.is_empty() && kills > 0);
    for member in &members {
        assert!(member.log() == all, "{} has another log", member.person);
        let fsck = member.git("fsck --no-dangling --no-progress");
        assert_eq!(fsck, "", "{}", member.person);
        let left =
            member.program("find").args([".git/refs/octorel", "-name", "*.lock"]).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&left.stdout), "", "{}", member.person);
    }
    members[0].git_at(&hub, "fsck --no-dangling --no-progress");
    figures(
        "A3",
        &format!(
            "{clones} clones, {commands} commands each, {kills} killed, the host away a fifth of the time"
        ),
        &format!(
            "{} acknowledged, 0 lost, {} events in every clone",
            acknowledged.len(),
            all.len()
        ),
    );
    team.assert_untrapped();
}

/// Every call in a trace: its name, and which of this name it is in its process, as strace counts.
fn kill_points(trace: &str, has_processes: bool) -> BTreeSet<(String, usize)> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut points = BTreeSet::new();
    for line in trace.lines() {
        let (process, call) =
            if has_processes { line.split_once(' ').unwrap() } else { ("", line) };
        let Some((name, _)) = call.trim_start().split_once('(') else { continue };
        if name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            let count = counts.entry((process, name)).or_default();
            *count += 1;
            points.insert((name.to_owned(), *count));
        }
    }
    points
}

#[test]
fn the_next_sync_completes_one_that_was_killed_at_any_call() {
    let (team, rm, dana) = Team::pair();
    let (mut tried, mut killed) = (0, 0);
    for with_git in [false, true] {
        let how: &[&str] = if with_git { &["-f"] } else { &[] };
        dana.ok("note first --no-sync");
        let (code, calls) = dana.traced(how, "sync");
        assert_eq!(code, Some(0));
        let points = kill_points(&calls, with_git);
        let step = if is_full() { 1 } else { (points.len() / 6).max(1) };
        for (call, number) in points.into_iter().step_by(step) {
            let note = format!("killed-{with_git}-{call}-{number}-");
            dana.ok(&format!("note {note} --no-sync"));
            let inject = format!("inject={call}:signal=KILL:when={number}");
            let (code, _) = dana.traced(&[how, &["-e", &inject]].concat(), "sync");
            killed += usize::from(code != Some(0));
            // The processes of the host were killed, too; another machine removes its locks itself.
            let mut find = dana.program("find");
            find.arg(team.hub().join("refs")).args(["-name", "*.lock", "-delete"]);
            assert!(find.status().unwrap().success());
            dana.ok("sync");
            rm.ok("sync");
            let log = fs::read_to_string(rm.log_path()).unwrap();
            assert!(log.contains(&note), "{note}");
            tried += 1;
        }
    }
    assert_eq!(dana.log(), rm.log());
    assert!(killed * 2 > tried, "{killed} of {tried}");
    figures(
        "A4",
        &format!("sync killed at {killed} of {tried} of its calls and those of git"),
        "the next one ends with 0",
    );
}
