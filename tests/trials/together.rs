//! Many writers and readers in parallel: no event is lost or mixed, and no reader fails.

use crate::faults::Fault;
use crate::program::{Site, report};
use crate::scale::amount;
use crate::tally::Tally;
use octorel::internals::log::Act;
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

pub(crate) const FAULTS: &[Fault] = &[Fault {
    what: "a line is written in two parts",
    file: "src/log/tail.rs",
    was: "match file.write(bytes) {",
    becomes: "match file.write(&bytes[..bytes.len() / 2]).and_then(|first| {\n            std::thread::sleep(std::time::Duration::from_millis(3));\n            Ok(first + file.write(&bytes[first..])?)\n        }) {",
}];

/// The commands of the readers, and their exit codes.
const VIEWS: [(&str, i32); 5] =
    [("status", 0), ("log", 0), ("gate finish", 1), ("list", 0), ("releases", 0)];

#[test]
fn concurrent_writers_and_readers_do_not_interfere() {
    let (writers, each, readers) = (amount(8, 32), amount(10, 200), amount(2, 8));
    let site = Site::started();
    let done = AtomicBool::new(false);
    let longest = Mutex::new(Duration::ZERO);
    let tally = Tally::default();
    thread::scope(|scope| {
        for reader in 0..readers {
            let (site, done, tally) = (&site, &done, &tally);
            scope.spawn(move || {
                for (view, code) in VIEWS.iter().cycle().skip(reader) {
                    let output = site.run(view);
                    if output.status.code() != Some(*code) || !output.stderr.is_empty() {
                        tally.fault(format!("{view}: {}", report(&output)));
                    }
                    tally.add("views", 1);
                    if done.load(Ordering::Relaxed) {
                        break;
                    }
                }
            });
        }
        let writing: Vec<_> = (0..writers)
            .map(|writer| {
                let (site, longest, tally) = (&site, &longest, &tally);
                scope.spawn(move || {
                    for number in 0..each {
                        let began = Instant::now();
                        let output = site.run(&format!("note {writer}-{number}"));
                        let mut longest = longest.lock().unwrap();
                        *longest = began.elapsed().max(*longest);
                        tally.add("notes", 1);
                        if !output.status.success() || !output.stderr.is_empty() {
                            tally.fault(report(&output));
                        }
                    }
                })
            })
            .collect();
        for writer in writing {
            writer.join().unwrap();
        }
        done.store(true, Ordering::Relaxed);
    });
    let log = site.log().unwrap();
    assert_eq!(log.troubles(), []);
    let notes: BTreeSet<&str> = (log.events().iter())
        .filter_map(|event| match &event.act {
            Act::Noted(note) => Some(note.text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(notes.len(), writers * each);
    assert_eq!(log.events().len(), writers * each + 1);
    // Each writer knew the existing events, so they form one chain.
    assert!((1..log.events().len()).all(|at| log.is_before(at - 1, at)));
    let longest = longest.into_inner().unwrap();
    let found = format!("{writers} writers: 0 lost, 0 mixed, longest wait {longest:.1?}");
    tally.end("together", &found);
}
