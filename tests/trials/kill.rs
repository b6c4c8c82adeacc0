//! Writers are killed at random moments, alone and in groups, and every acknowledged event survives.
//!
//! A writer has acknowledged an event once its output is in the pipe. Each is killed after a random time that
//! follows the lifetime of writers, so that many die before, during and after the write.

use crate::faults::Fault;
use crate::luck::Luck;
use crate::program::{PROGRAM, START, Site, report, words};
use crate::scale::amount;
use crate::tally::Tally;
use octorel::internals::log::{Act, Log};
use std::process::{Output, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

pub(crate) const FAULTS: &[Fault] = &[Fault {
    what: "the lock is not taken",
    file: "src/log/lock.rs",
    was: "match wait_in_line(&file, patience) {",
    becomes: "match Ok::<(), TryLockError>(()) {",
}];

/// The number of writers killed per log.
const ROUND: usize = 48;

#[test]
fn an_acknowledged_event_survives_killing_its_writer() {
    for (writers, rounds) in [(1, amount(1, 70)), (4, amount(1, 70)), (16, amount(4, 70))] {
        let tally = Tally::default();
        for round in 0..rounds {
            kill_a_round(writers, round, &tally);
        }
        tally.end("kill", &format!("{writers} at a time: 0 lost, 0 unreadable logs"));
    }
}

impl Tally {
    /// Counts a killed writer by what it had done.
    fn killed(&self, acknowledged: bool, recorded: bool) {
        self.add("killed", 1);
        self.add("after the answer", usize::from(acknowledged));
        self.add("before the answer", usize::from(recorded && !acknowledged));
    }
}

fn kill_a_round(writers: usize, round: usize, tally: &Tally) {
    let site = Site::small();
    let mut luck = Luck::of(writers * 1000 + round);
    let patience = Mutex::new(Duration::from_millis(15));
    while !has_begun(&site) {
        let killed = kill(&site, START, &patience, &mut luck);
        let acknowledged = answered(&killed, "started");
        assert!(has_begun(&site) || !acknowledged, "LOST: {}", report(&killed));
        tally.killed(acknowledged, has_begun(&site));
    }
    let kept = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for writer in 0..writers {
            let mut luck = Luck::of(luck.below(usize::MAX));
            let (site, patience, kept) = (&site, &patience, &kept);
            scope.spawn(move || {
                for number in 0..ROUND / writers {
                    let text = format!("note-{writer}-{number}-");
                    let item = ["", "1.4 "][number % 2];
                    let output = kill(site, &format!("note {item}{text}"), patience, &mut luck);
                    let acknowledged = answered(&output, &text);
                    kept.lock().unwrap().push((text, acknowledged));
                }
            });
        }
    });
    let log = whole(&site);
    tally.add("lines broken off", usize::from(log.torn.is_some()));
    site.ok("tick 1.1");
    assert_eq!(whole(&site).troubles(), []);
    let kept = kept.into_inner().unwrap();
    assert!(kept.len() + 2 >= log.events().len());
    for (text, acknowledged) in &kept {
        let there = log.events().iter().filter(|event| match &event.act {
            Act::Noted(note) => note.text == *text,
            _ => false,
        });
        let there = there.count();
        assert!(there <= 1, "{text} is there {there} times");
        assert!(there == 1 || !acknowledged, "LOST: {text} was acknowledged");
        tally.killed(*acknowledged, there == 1);
    }
}

/// The log, which must be intact, and whose writers all knew the existing events.
fn whole(site: &Site) -> Log {
    let log = site.log().unwrap();
    assert_eq!(log.refusals(), []);
    let events = log.events().len();
    assert!((1..events).all(|at| log.is_before(at - 1, at)));
    log
}

fn has_begun(site: &Site) -> bool {
    let log = site.log();
    log.is_ok_and(|log| {
        assert_eq!(log.damage, []);
        log.started().is_some()
    })
}

/// Runs the program and kills it after a while, unless it has exited by then.
fn kill(site: &Site, line: &str, patience: &Mutex<Duration>, luck: &mut Luck) -> Output {
    let mut command = site.command(PROGRAM);
    command.args(words(line));
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let most = *patience.lock().unwrap();
    let drawn = luck.below(usize::try_from(most.as_micros()).unwrap()) as u64;
    thread::sleep(Duration::from_micros(drawn));
    child.kill().unwrap();
    let output = child.wait_with_output().unwrap();
    // Two of five may live long enough to answer.
    let factor = if output.stdout.is_empty() { 1.04 } else { 0.94 };
    *patience.lock().unwrap() = most.mul_f64(factor).min(Duration::from_secs(1));
    output
}

/// Returns whether a writer acknowledged its event.
fn answered(output: &Output, text: &str) -> bool {
    let said = String::from_utf8_lossy(&output.stdout);
    output.status.success() || said.contains(text)
}
