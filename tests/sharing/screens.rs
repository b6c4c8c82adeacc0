//! What a terminal shows of what others have recorded.

use crate::team::{Member, PROGRAM, Team};
use serde_json::Value;
use std::fs;
use std::thread;
use std::time::{Duration, Instant};

#[path = "../terminal/pseudo.rs"]
mod pseudo;

/// Runs a view on a terminal and returns what it shows.
fn on_terminal(member: &Member, line: &str) -> String {
    let mut program = member.program(PROGRAM);
    program.args(line.split(' ')).env("TERM", "xterm").env("OCTOREL_PAGER", "");
    let (pty, mut running) = pseudo::start(program, (120, 40)).unwrap();
    let (mut shown, mut buffer) = (Vec::new(), [0; 4096]);
    while let Ok(count @ 1..) = pseudo::read(&pty, &mut buffer) {
        shown.extend_from_slice(&buffer[..count]);
    }
    running.0.wait().unwrap();
    String::from_utf8_lossy(&shown).into_owned()
}

/// Lets what a member has seen be this much older, and says when that was.
fn age(member: &Member, seconds: u64) -> u64 {
    let path = member.log_path().with_file_name("synced");
    let mut synced: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let seen = synced["seen_at"]["secs_since_epoch"].as_u64().unwrap() - seconds;
    synced["seen_at"]["secs_since_epoch"] = seen.into();
    fs::write(path, synced.to_string()).unwrap();
    seen
}

#[test]
fn a_view_on_a_terminal_fetches_what_is_older_than_a_minute() {
    let (team, rm, dana) = Team::pair();
    dana.ok("tick 1.1");
    for line in ["status", "next", "readiness"] {
        on_terminal(&rm, line);
        assert_eq!(rm.log().len(), 1, "{line}: what was just seen is shown");
    }
    age(&rm, 70);
    rm.says(0, "status", "origin, as of");
    assert_eq!(rm.log().len(), 1, "a pipe fetches nothing");
    on_terminal(&rm, "status --no-sync");
    assert_eq!(rm.log().len(), 1);
    on_terminal(&rm, "status");
    assert_eq!(rm.log().len(), 2);
    // A host that does not answer is not waited for.
    rm.git("config remote.origin.uploadpack 'sleep 20; git-upload-pack'");
    let seen = age(&rm, 70);
    let began = Instant::now();
    let shown = on_terminal(&rm, "status");
    assert!(shown.contains("origin, as of"), "{shown}");
    assert!(began.elapsed() < Duration::from_secs(10));
    assert_eq!(age(&rm, 0), seen, "nothing was seen");
    team.assert_untrapped();
}

#[test]
fn the_full_screen_program_shows_what_others_record() {
    let (_team, rm, dana) = Team::pair();
    let mut program = rm.program(PROGRAM);
    program.arg("ui").env("TERM", "xterm");
    let (pty, _running) = pseudo::start(program, (120, 40)).unwrap();
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(1..) = pseudo::read(&pty, &mut buffer) {}
    });
    dana.ok("tick 1.1");
    let began = Instant::now();
    while rm.log().len() < 2 {
        assert!(began.elapsed() < Duration::from_secs(40), "nothing was fetched");
        thread::sleep(Duration::from_millis(200));
    }
}
