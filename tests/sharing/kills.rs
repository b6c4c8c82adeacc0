//! Commands are killed anywhere, and the host goes away: what was acknowledged reaches everybody, without a manual step.

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

/// Numbers that only look random, so that every run is the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

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
    let names: Vec<String> = (1..clones).map(|number| format!("p{number}")).collect();
    let (team, members) = Team::sharing(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let (hub, away) = (team.hub(), team.path("away.git"));
    let is_over = AtomicBool::new(false);
    let pace = if is_full() { 1_150 } else { 900 };
    let (acknowledged, kills) = thread::scope(|scope| {
        let host = scope.spawn(|| {
            let mut dice = Dice(77);
            while !is_over.load(Ordering::Relaxed) {
                thread::sleep(Duration::from_millis(2_000 + dice.below(2_000)));
                fs::rename(&hub, &away).unwrap();
                thread::sleep(Duration::from_millis(300 + dice.below(900)));
                fs::rename(&away, &hub).unwrap();
            }
        });
        let threads: Vec<_> = members
            .iter()
            .enumerate()
            .map(|(at, member)| {
                scope.spawn(move || {
                    let mut dice = Dice(at as u64 * 7919 + 13);
                    let (mut kept, mut kills) = (Vec::new(), 0);
                    for number in 0..commands {
                        let text = format!("note-{at}-{number}-");
                        let kill = dice.below(10) < 6;
                        let after = kill.then(|| Duration::from_millis(50 + dice.below(pace)));
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
    let (team, members) = Team::sharing(&["dana"]);
    let dana = &members[1];
    let (mut tried, mut killed) = (0, 0);
    for with_git in [false, true] {
        let how: &[&str] = if with_git { &["-f"] } else { &[] };
        let trace = team.path("trace");
        dana.ok("note first --no-sync");
        let mut strace = dana.program("strace");
        strace.args(how).arg("-o").arg(&trace).args([PROGRAM, "sync"]);
        assert!(strace.output().unwrap().status.success());
        let points = kill_points(&fs::read_to_string(&trace).unwrap(), with_git);
        let step = if is_full() { 1 } else { (points.len() / 6).max(1) };
        for (call, number) in points.into_iter().step_by(step) {
            let note = format!("killed-{with_git}-{call}-{number}-");
            dana.ok(&format!("note {note} --no-sync"));
            let mut strace = dana.program("strace");
            strace.args(how).arg("-o").arg("/dev/null");
            strace.args([
                "-e",
                &format!("inject={call}:signal=KILL:when={number}"),
                PROGRAM,
                "sync",
            ]);
            killed += usize::from(strace.output().unwrap().status.code() != Some(0));
            // The processes of the host were killed, too; another machine removes its locks itself.
            let mut find = dana.program("find");
            find.arg(team.hub().join("refs")).args(["-name", "*.lock", "-delete"]);
            assert!(find.status().unwrap().success());
            dana.ok("sync");
            members[0].ok("sync");
            let log = fs::read_to_string(members[0].log_path()).unwrap();
            assert!(log.contains(&note), "{note}");
            tried += 1;
        }
    }
    assert_eq!(dana.log(), members[0].log());
    assert!(killed * 2 > tried, "{killed} of {tried}");
    figures(
        "A4",
        &format!("sync killed at {killed} of {tried} of its calls and those of git"),
        "the next one ends with 0",
    );
}
