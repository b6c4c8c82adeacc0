//! No input makes the program panic, hang or use too much memory: real playbooks and logs with all kinds of near-valid changes.
//!
//! A panic fails the test. The full form also measures the cost of a megabyte.

use crate::faults::Fault;
use crate::histories::{Line, SANE, concat};
use crate::program::{LOG, PROGRAM, Site, words};
use crate::scale::{amount, figures, is_full};
use crate::tally::Tally;
use octorel::internals::log::{Log, ReleaseName, decode};
use octorel::internals::playbook::{EMBEDDED, LoadError, Playbook, Source, load, render_problems};
use octorel::internals::release::Release;
use octorel::internals::release::naming;
use octorel::internals::schedule::{When, parse_as_of, parse_on, parse_time, parse_zone};
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_oneof};
use proptest::test_runner::TestRunner;
use std::fs;
use std::time::{Duration, Instant};

pub(crate) const FAULTS: &[Fault] = &[Fault {
    what: "a line that is shorter than its id",
    file: "src/log/codec.rs",
    was: "EventId::from_hex(after.get(..64)?)",
    becomes: "EventId::from_hex(&after[..64])",
}];

/// Fragments to insert into inputs.
const SHORT_PIECES: &[&str] = &[
    "\n", " ", "  ", "\t", ":", ": ", "- ", "[", "]", "{", "}", "\"", "'", "|", ">", "&a", "*a",
    "!!int", "#", "---\n", "\0", "\u{1b}", "\u{202e}", "\u{fffd}", "é", "日", "T-", "T+", "..",
    "0", "-1", "1e309", "null", "true", "\\", "\\u", "\\ud800", ",", "id", "items", "~", "%", "\r",
    "\r\n", "T", "w", "d", "h", "m", "14:00",
];
const LONG_PIECES: &[&str] = &[
    "👩\u{200d}💻",
    "999999999999999999999",
    "<<<<<<< a\n",
    "=======\n",
    "{\"id\":\"",
    "2026-12-08",
];

/// One change: position, bytes removed, text inserted, repetitions.
type Edit = (usize, usize, &'static str, usize);

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let cut = prop_oneof![Just(0), 0_usize..8, 0_usize..400];
    let often = prop_oneof![Just(0), Just(1), 1_usize..40];
    let piece = proptest::sample::select([SHORT_PIECES, LONG_PIECES].concat());
    proptest::collection::vec((any::<usize>(), cut, piece, often), 0..6)
}

/// Applies changes to a text, at any byte.
fn edited(text: &str, edits: &[Edit]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for (at, cut, piece, often) in edits {
        let start = at % (bytes.len() + 1);
        let end = (start + cut).min(bytes.len());
        bytes.splice(start..end, piece.repeat(*often).into_bytes());
    }
    bytes
}

/// Runs a check on many variations of every seed and reports their number.
fn tried(what: &str, seeds: &[String], quick: usize, full: usize, test: impl Fn(&[u8])) {
    let cases = u32::try_from(amount(quick, full)).unwrap();
    let mut runner = TestRunner::new(ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let input = (proptest::sample::select(seeds.to_vec()), edits());
    let (begin, longest) = (Instant::now(), std::cell::Cell::new(Duration::ZERO));
    let ran = runner.run(&input, |(seed, edits)| {
        let one = Instant::now();
        test(&edited(&seed, &edits));
        longest.set(longest.get().max(one.elapsed()));
        assert!(one.elapsed() < Duration::from_secs(120), "{what} hangs");
        Ok(())
    });
    ran.unwrap_or_else(|error| panic!("{what}: {error}"));
    let found =
        format!("0 panics in {:.1?}, the longest took {:.1?}", begin.elapsed(), longest.get());
    figures("fuzz", &format!("{what}: {cases} inputs"), &found);
}

/// A log with all events of a short session.
fn real_log() -> (Site, String) {
    let site = Site::empty();
    for line in [
        "start 2.4.0 --on 2026-12-08 --tz Europe/Paris",
        "tick 1.1 --link https://example.com/é",
        "skip 1.3 --reason none",
        "note --kind risk slow",
        "decide go-no-go go",
        "incident declare down",
        "undo",
    ] {
        site.ok(line);
    }
    let log = fs::read_to_string(site.path(LOG)).unwrap();
    (site, log)
}

#[test]
fn no_playbook_makes_the_program_panic() {
    let folder = assert_fs::TempDir::new().unwrap();
    let path = folder.path().join("all.yaml");
    let seeds: Vec<String> = EMBEDDED.iter().map(|(_, text)| (*text).to_owned()).collect();
    let small = seeds.iter().map(|text| text.lines().take(30).collect::<Vec<_>>().join("\n"));
    let seeds: Vec<String> = seeds.iter().cloned().chain(small).collect();
    tried("a playbook's file", &seeds, 120, 40_000, |bytes| {
        fs::write(&path, bytes).unwrap();
        if let Err(LoadError::Problems(problems)) = load(&Source::Folder(folder.path().to_owned()))
        {
            assert!(render_problems(&problems, false, 80).len() < 1_000_000);
        }
    });
}

#[test]
fn no_log_makes_the_program_panic() {
    let (_site, log) = real_log();
    let lines: Vec<String> = log.lines().map(str::to_owned).collect();
    let frozen =
        lines[0].split_once("\"playbook\":").unwrap().1.trim_end_matches('}').to_owned() + "}}}";
    tried("a line of a log", &lines, 300, 100_000, |bytes| {
        drop(decode(bytes));
    });
    tried("a whole log", std::slice::from_ref(&log), 150, 40_000, |bytes| {
        let log = Log::read(bytes);
        let _ = (log.troubles(), log.refusals(), Release::of(log));
    });
    tried("a frozen playbook", &[frozen], 150, 40_000, |bytes| {
        drop(serde_json::from_slice::<Playbook>(bytes));
    });
    // A valid text reaches the views only after a matching id.
    let seeds = words("https://e é日本語のテキスト javascript:alert(1) mailto:a@b ééééé");
    tried("a text in every view", &seeds, 6, 1_500, |bytes| {
        let bytes = &bytes[..bytes.len().min(80)];
        crate::hostile::show(&String::from_utf8_lossy(bytes));
    });
}

#[test]
fn no_argument_makes_the_program_panic() {
    let zone = parse_zone("Europe/Paris").unwrap();
    let noon = parse_time("12:00").unwrap();
    let playbook = load(&Source::Embedded).unwrap();
    let seeds = words(
        "T-2w T+24h..T+48h T T+1h \"2026-12-08 14:00\" 2026-12-08T14:00:00+01:00 14:00 +2d tomorrow",
    );
    tried("a moment", &seeds, 500, 1_000_000, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let _ = text.parse::<When>().map_err(|error| error.to_string());
        let _ = parse_on(&text, zone, noon).map_err(|error| error.to_string());
        let _ = parse_as_of(&text, zone).map_err(|error| error.to_string());
        let _ = (parse_time(&text).is_ok(), parse_zone(&text).is_ok());
    });
    let seeds = words(
        "1.1 planning.scope qa \"smoke tests\" D1 release-manager 2.4.0 v2 con.1 \"Dedicated release\"",
    );
    tried("a name", &seeds, 40, 100_000, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let _ = naming::item(&playbook, &text);
        let _ = (naming::role_or_authority(&playbook, &text), naming::phase(&playbook, &text));
        let _ = ReleaseName::parse(&text).map_err(|error| error.to_string() + error.hint);
    });
}

/// The maximum cost of a megabyte: seconds, and KB.
const BOUND: (f64, u64) = (0.1, 32 * 1024);

/// Makes the next event: what it says, and the numbers of the added events that it follows; none for the end of the log.
type Next<'a> = dyn Fn(usize, &[Line]) -> (String, Vec<usize>) + 'a;

/// Logs of a megabyte that continue a log with valid events of one person, which fork and merge in every way.
fn graphs(log: &str) -> Vec<(&'static str, String)> {
    let last = &log.lines().last().unwrap()[7..71];
    let grown = |next: &Next<'_>| {
        let mut lines: Vec<Line> = Vec::new();
        while lines.len() < 3_000 {
            let (said, after) = next(lines.len(), &lines);
            let mut after: Vec<&str> = after.iter().map(|&at| &*lines[at].id).collect();
            if after.is_empty() {
                after.push(last);
            }
            lines.push(Line::new(&after, SANE, "alice@example.com", &said));
        }
        log.to_owned() + &String::from_utf8(concat(&lines)).unwrap()
    };
    let note = |n: usize| format!(r#""noted","kind":"note","text":"{n}""#);
    let vote = |n: usize| {
        format!(
            r#""decided","role":"release-manager","decision":"rollback","outcome":"stay","reason":"{n}""#
        )
    };
    let held = |n: usize| format!(r#""assigned","role":"qa","person":"p{n}@x""#);
    let undone = |line: &Line| format!(r#""undone","event":"{}""#, line.id);
    let chain = |n: usize| n.checked_sub(1).into_iter().collect::<Vec<_>>();
    let merge = |n: usize| if n < 2_000 { vec![] } else { vec![n - 2_000, n - 1] };
    let beside = |n: usize| if n < 2 { vec![] } else { vec![n - 1] };
    vec![
        ("2,000 forks and 1,000 merges", grown(&|n, _| (note(n), merge(n)))),
        ("holders of a role", grown(&|n, _| (held(n), chain(n)))),
        ("a history beside a long one", grown(&|n, _| (held(n), beside(n)))),
        ("parallel votes", grown(&|n, _| (vote(n), vec![]))),
        (
            "votes that were undone",
            grown(&|n, lines| (if n % 2 == 0 { vote(n) } else { undone(&lines[n - 1]) }, chain(n))),
        ),
    ]
}

#[test]
fn a_megabyte_is_parsed_in_a_tenth_of_a_second() {
    if !is_full() {
        return;
    }
    let (site, log) = real_log();
    fs::create_dir_all(site.path("book")).unwrap();
    let full = |piece: &str| piece.repeat(1_000_000 / piece.len());
    let tally = Tally::default();
    let run = |line: &str| {
        let mut time = site.command("/usr/bin/time");
        let ran = time.args(["-f", "%e %M", PROGRAM]).args(line.split(' ')).output().unwrap();
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        let (seconds, memory) = said.lines().last().unwrap().split_once(' ').unwrap();
        (seconds.parse::<f64>().unwrap(), memory.parse::<u64>().unwrap())
    };
    let cost = |what: &str, line: &str| {
        // The fastest of several runs, which was disturbed the least.
        let runs = (0..5).map(|_| run(line));
        let (seconds, memory) = runs.reduce(|a, b| if b.0 < a.0 { b } else { a }).unwrap();
        let cost = format!("{seconds} s, {} MB", memory / 1024);
        figures("fuzz", &format!("1 MB: {what}"), &cost);
        tally.add("commands with a megabyte", 1);
        if seconds > BOUND.0 || memory > BOUND.1 {
            tally.fault(format!("{what}: {cost}"));
        }
    };
    for (what, text) in [
        ("comments", full("# a comment\n")),
        ("unknown keys", (0..90_000).fold(String::new(), |text, n| text + &format!("k{n}: 1\n"))),
        ("brackets", full("[")),
        ("aliases", "a: &a [x]\n".to_owned() + &full("b: [*a, *a]\n")),
        ("empty items", "phases:\n".to_owned() + &full("  - {}\n")),
        ("one long text", format!("name: {}", full("a "))),
    ] {
        fs::write(site.path("book/all.yaml"), &text[..text.len().min(999_999)]).unwrap();
        cost(&format!("a playbook of {what}"), "check book");
    }
    let line = log.lines().last().unwrap();
    let opening = format!("{{\"id\":\"{}\",\"a\":", "a".repeat(64));
    let mut logs = graphs(&log);
    logs.extend([
        ("one long line", log.clone() + &full("x") + "\n"),
        ("damaged lines", log.clone() + &full("x\n")),
        ("one line over and over", log.clone() + &full(&format!("{line}\n"))),
        ("openings", log.clone() + &full(&opening) + "\n"),
        ("conflict marks", log.clone() + &full("<<<<<<< a\n=======\n>>>>>>> b\n")),
    ]);
    for (what, text) in logs {
        fs::write(site.path(LOG), &text).unwrap();
        for line in ["status", "gate", "check", "check --repair"] {
            cost(&format!("a log of {what}, at `octorel {line}`"), line);
        }
    }
    fs::write(site.path(LOG), &log).unwrap();
    let word = "x".repeat(120_000);
    for with in ["tick ", "note ", "--"] {
        cost(&format!("`octorel {with}` and a word of 120 KB"), &format!("{with}{word}"));
    }
    tally.end("fuzz", "each within 0.1 s and 32 MB");
}
