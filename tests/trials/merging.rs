//! Merging is a set union: any order, damage or repetition of the copies gives the same log.
//!
//! The trial merges copies by itself, in every way in which merges, editors and hosts are known to damage lines.

use crate::faults::Fault;
use crate::histories::{History, Line, SANE, concat};
use crate::luck::{Luck, for_each};
use crate::scale::amount;
use crate::tally::Tally;
use octorel::internals::log::{Event, Log, TroubleKind};
use octorel::internals::release::Progress;
use octorel::internals::release::Release;
use octorel::internals::release::gate::{Judgement, judge};
use octorel::internals::render::json;
use octorel::internals::view::StatusView;

pub(crate) const FAULTS: &[Fault] = &[
    Fault {
        what: "an event that stands twice counts twice",
        file: "src/log/graph.rs",
        was: "by_id.dedup_by_key(|at| events[*at].id);",
        becomes: "by_id.dedup_by_key(|at| *at);",
    },
    Fault {
        what: "half a line takes the complete line behind it along",
        file: "src/log/parts.rs",
        was: "(1..rest.len()).find(opens).unwrap_or(rest.len());",
        becomes: "(1..rest.len()).find(opens).map_or(rest.len(), |_| rest.len());",
    },
];

/// The complete result of reading a log.
#[derive(Debug, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) events: Vec<Event>,
    pub(crate) progress: Progress,
    pub(crate) gates: Vec<Judgement>,
    pub(crate) status: String,
}

impl Outcome {
    /// The result of a log with a start.
    pub(crate) fn of(log: Log) -> Self {
        let release = Release::of(log).unwrap();
        let now = release.t.unwrap();
        let gates = release.playbook.gates.iter();
        let gates = gates.map(|gate| judge(&release, &gate.id).unwrap());
        let status = StatusView::new(&release, now, 100).unwrap();
        Self {
            gates: gates.collect(),
            status: json("status", &status).unwrap(),
            events: release.log.events().to_vec(),
            progress: release.progress,
        }
    }
}

/// The damage to a copy before it is merged.
const FATES: [&str; 11] = [
    "plain",
    "CRLF",
    "CR CRLF",
    "conflict",
    "diff3",
    "joined",
    "backwards",
    "shuffled",
    "twice",
    "spaced",
    "unended",
];

fn damaged(luck: &mut Luck, mut lines: Vec<Line>, fate: &str) -> Vec<u8> {
    let ended = |lines: &[Line], end: &[u8]| -> Vec<u8> {
        lines.iter().flat_map(|line| [line.text(), end].concat()).collect()
    };
    match fate {
        "CRLF" => return ended(&lines, b"\r\n"),
        // A merge of a file with CRLF can double the CR.
        "CR CRLF" => return ended(&lines, b"\r\r\n"),
        "joined" => return [ended(&lines, b""), b"\n".to_vec()].concat(),
        "spaced" => return ended(&lines, b" \t\n \r\n\n"),
        "twice" => return concat(&lines).repeat(2),
        // The next line is joined to the last one.
        "unended" => return concat(&lines).trim_ascii_end().to_vec(),
        "backwards" => lines.reverse(),
        "shuffled" => luck.shuffle(&mut lines),
        _ => {}
    }
    if !["conflict", "diff3"].contains(&fate) {
        return concat(&lines);
    }
    // Git's markers around some of the lines.
    let (first, second) = lines.split_at(luck.below(lines.len() + 1));
    let (ours, theirs) = second.split_at(luck.below(second.len() + 1));
    let end: &[u8] = if luck.one_in(2) { b"\r\n" } else { b"\n" };
    let mut file = [&concat(first), &b"<<<<<<< HEAD"[..], end, &concat(ours)].concat();
    if fate == "diff3" {
        // The lines of the common ancestor stand there again.
        file.extend([b"||||||| 1234567\n", &concat(first)[..]].concat());
    }
    file.extend([b"=======\n", &concat(theirs)[..], b">>>>>>> a/branch name\n"].concat());
    file
}

/// The copies of all writers and additional ones, each with its own damage, in any order.
fn merged(luck: &mut Luck, history: &History, lines: &[Line]) -> (Vec<u8>, Vec<&'static str>) {
    let mut copies: Vec<usize> = (0..history.known.len()).collect();
    for _ in 0..luck.below(3) {
        copies.push(luck.below(history.known.len()));
    }
    luck.shuffle(&mut copies);
    let (mut file, mut fates) = (Vec::new(), Vec::new());
    for writer in copies {
        let known = history.known[writer].iter();
        let fate = luck.of_these(&FATES);
        fates.push(fate);
        let copy = damaged(luck, known.map(|&at| lines[at].clone()).collect(), fate);
        if copy.starts_with(b"<") && !file.ends_with(b"\n") && !file.is_empty() {
            // Git puts its markers on lines of their own.
            file.push(b'\n');
        }
        file.extend(copy);
    }
    (file, fates)
}

#[test]
fn the_union_of_all_copies_is_the_same_log_in_any_order() {
    const ORDERS: usize = 10;
    let tally = Tally::default();
    for_each(amount(25, 10_000), |number| {
        let mut luck = Luck::of(number);
        let writers = 3 + luck.below(6);
        let count = 6 + luck.below(25);
        let history = History::draw(&mut luck, writers, count);
        let lines = history.lines(|_| SANE.to_owned());
        let log = Log::read(&concat(&lines));
        let at = |id: &str| log.events().iter().position(|e| e.id.to_string() == id);
        let places: Vec<usize> = lines.iter().map(|line| at(&line.id).unwrap()).collect();
        for (b, known) in history.known().iter().enumerate() {
            for a in 0..b {
                let before = log.is_before(places[a], places[b]);
                assert_eq!(before, known.contains(&a), "{a} before {b}");
            }
        }
        assert_eq!(log.events().len(), history.len());
        assert_eq!(log.troubles(), []);
        let expected = Outcome::of(log);
        tally.add("histories", 1);
        tally.add("events", count);
        tally.add("conflicts", expected.progress.conflicts.len());
        for _ in 0..ORDERS {
            let (file, fates) = merged(&mut luck, &history, &lines);
            let log = Log::read(&file);
            assert_eq!(log.refusals(), [], "{fates:?}");
            assert_eq!(log.torn, None, "{fates:?}");
            tally.add("unions", 1);
            tally.add("unions with conflict markers", usize::from(!log.warnings().is_empty()));
            assert!(Outcome::of(log) == expected, "{fates:?} tell something else");
        }
    });
    tally.end("merging", "one result whatever the order, 0 events lost");
}

#[test]
fn broken_text_between_lines_is_refused_and_loses_no_event() {
    let tally = Tally::default();
    for_each(amount(100, 20_000), |number| {
        let mut luck = Luck::of(number);
        let history = History::draw(&mut luck, 3, 12);
        let lines = history.lines(|_| SANE.to_owned());
        let expected = Outcome::of(Log::read(&concat(&lines)));
        let mut file = Vec::new();
        let mut pieces: Vec<Vec<u8>> = Vec::new();
        for line in &lines {
            if luck.one_in(3) {
                let broken = luck.of_these(&lines);
                let broken = broken.text();
                let piece = &broken[..=luck.below(broken.len() - 1)];
                file.extend(piece);
                if luck.one_in(2) {
                    file.push(b'\n');
                    // White space at the end of a line is not part of the damage.
                    pieces.push(piece.trim_ascii_end().to_vec());
                } else {
                    pieces.push(piece.to_vec());
                }
            }
            file.extend(&line.bytes);
        }
        let log = Log::read(&file);
        let damaged: Vec<Vec<u8>> = log.damage.iter().map(|damage| damage.bytes.clone()).collect();
        assert_eq!(damaged, pieces);
        tally.add("logs", 1);
        tally.add("broken pieces between their lines", pieces.len());
        let troubles = log.refusals();
        let refused = troubles.iter().all(|trouble| trouble.kind == TroubleKind::Damaged);
        assert!(refused && troubles.len() == pieces.len(), "{troubles:?}");
        assert!(Outcome::of(log) == expected, "the pieces tell something else");
    });
    tally.end("merging", "each piece refused by name, 0 events lost");
}
