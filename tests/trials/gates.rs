//! Gates fail closed: in any case of doubt, a gate never reports that it is safe to proceed.
//!
//! Each fixture starts as a release in which everything is done and every gate is open, as the first fixture shows, and changes one
//! thing. Then the real program checks every gate in every format: the exit code is 1 or 2, and `OPEN` appears nowhere.

use crate::faults::Fault;
use crate::histories::concat;
use crate::luck::Luck;
use crate::odd_releases::{Fixture, GATES, LOG, done, fixtures};
use crate::scale::amount;
use crate::support::Run;
use crate::tally::Tally;
use octorel::internals::playbook::{Source, load};
use serde_json::Value;

pub(crate) const FAULTS: &[Fault] = &[
    Fault {
        what: "a gate that asks for nothing is open",
        file: "src/release/gate.rs",
        was: "self.counted > 0 && self.missing.is_empty()",
        becomes: "self.missing.is_empty()",
    },
    Fault {
        what: "a conflict closes no gate",
        file: "src/release/gate.rs",
        was: "missing.extend(conflicts.map(",
        becomes: "missing.extend(conflicts.take(0).map(",
    },
    Fault {
        what: "an open incident closes no gate",
        file: "src/release/gate.rs",
        was: "if demand.no_incident {",
        becomes: "if demand.no_incident && demand.items.is_empty() {",
    },
    Fault {
        what: "one role settles an item of all roles",
        file: "src/release/register.rs",
        was: "all.clone().map(|it| it.state).max()",
        becomes: "all.clone().map(|it| it.state).min()",
    },
    Fault {
        what: "an event of a newer octorel closes no gate",
        file: "src/log/trouble.rs",
        was: "Self::Torn | Self::NotCounted)",
        becomes: "Self::Torn | Self::NotCounted | Self::Unknown)",
    },
    Fault {
        what: "a gate guesses which of several releases is meant",
        file: "src/cli/shared/loading.rs",
        was: "let (store, name) = self.which(Purpose::Act)?;\n        let log = read(&store, &name)?;",
        becomes: "let (store, name) = self.which(Purpose::Show)?;\n        let log = read(&store, &name)?;",
    },
    Fault {
        what: "a log with two starts is accepted",
        file: "src/log/read.rs",
        was: "troubles.extend(others);",
        becomes: "drop(others);",
    },
    Fault {
        what: "a decision counts although its items were opened again",
        file: "src/release/gate.rs",
        was: "!is_known(event)",
        becomes: "!is_known(event) && votes.is_empty()",
    },
];

const FORMATS: [&str; 4] = ["text", "json", "markdown", "github"];

/// Returns whether an answer contains an open verdict.
fn says_open(run: &Run) -> bool {
    let json: Option<Value> = serde_json::from_str(&run.stdout).ok();
    run.code == Some(0)
        || run.stdout.contains("OPEN")
        || json.is_some_and(|json| json["verdict"] == "open")
}

#[test]
fn no_gate_opens_for_an_invalid_release() {
    let playbook = load(&Source::Embedded).unwrap();
    let lines = done(&playbook, "");
    let control = Fixture::with("everything is done", &concat(&lines));
    for gate in GATES {
        for format in FORMATS {
            let run = control.ask(gate, format);
            assert!(says_open(&run) && run.code == Some(0), "{run}");
        }
    }
    let tally = Tally::default();
    for fixture in fixtures(&playbook, &lines) {
        tally.add("odd releases", 1);
        let ask = |gate: &str, format| {
            let run = fixture.ask(gate, format);
            assert!(!says_open(&run), "{}\n{run}", fixture.what);
            assert!(matches!(run.code, Some(1 | 2)), "{}\n{run}", fixture.what);
            tally.add(if run.code == Some(1) { "gates closed" } else { "gates not judged" }, 1);
        };
        for &gate in fixture.closed {
            for format in &FORMATS[..amount(1, 4)] {
                ask(gate, format);
            }
        }
        ask(fixture.closed[0], "json");
        ask(fixture.closed[0], "github");
        for gate in GATES.iter().filter(|gate| !fixture.closed.contains(gate)) {
            // Ensures that the fixture's own fault is detected, and not another one.
            let run = fixture.ask(gate, "text");
            assert_eq!(run.code, Some(0), "{}\n{run}", fixture.what);
            tally.add("other gates still open", 1);
        }
    }
    for gate in ["nonsense", "Deploy", "deploy ", "pre", "*", "../deploy", ""] {
        for format in FORMATS {
            let run = control.ask(gate, format);
            assert!(run.code == Some(2) && !says_open(&run), "{run}");
        }
    }
    tally.end("gates", "0 open");
}

#[test]
fn no_gate_opens_for_a_randomly_changed_log() {
    let lines = done(&load(&Source::Embedded).unwrap(), "");
    let whole = concat(&lines);
    let tally = Tally::default();
    let fixture = Fixture::with("changed at random", &whole);
    let mut luck = Luck::of(1);
    for case in 0..amount(40, 4_000) {
        let mut bytes = whole.clone();
        let at = luck.below(bytes.len());
        let line = luck.below(lines.len() - 1);
        match luck.below(4) {
            0 if bytes[at] != b'\n' => bytes[at] ^= 1 << luck.below(8),
            1 if bytes[at] != b'\n' => drop(bytes.remove(at)),
            2 => bytes.insert(at, b'x'),
            _ => bytes = [concat(&lines[..line]), concat(&lines[line + 1..])].concat(),
        }
        fixture.here.write(LOG, &bytes);
        let run = fixture.ask(luck.of_these(&GATES), luck.of_these(&FORMATS));
        assert!(run.code == Some(2) && !says_open(&run), "case {case}\n{run}");
        tally.add("logs changed at random", 1);
    }
    tally.end("gates", "0 judged");
}
