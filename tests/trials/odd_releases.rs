//! Invalid releases: every item is done, but the events, the bytes or the folder have one fault.
//!
//! `gates` checks every gate of each; the fixture lists the gates that must be closed.

use crate::histories::{Line, SANE, begins, concat};
use crate::support::{Here, Run};
use octorel::internals::log::decode;
use octorel::internals::playbook::{Owner, Playbook};
use std::fs;

/// The gates of the built-in playbook.
pub(crate) const GATES: [&str; 3] = ["pre-release", "deploy", "finish"];

/// A release with a fault: its description, the gates that must be closed, and additional arguments.
pub(crate) struct Fixture {
    pub(crate) what: &'static str,
    pub(crate) closed: &'static [&'static str],
    arguments: &'static str,
    pub(crate) here: Here,
}

/// The log of release 1.
pub(crate) const LOG: &str = ".octorel/releases/1.jsonl";

impl Fixture {
    /// A folder with these bytes as the log of release 1.
    pub(crate) fn with(what: &'static str, bytes: &[u8]) -> Self {
        let here = Here::empty();
        here.write(LOG, bytes);
        Self { what, closed: &GATES, arguments: "", here }
    }

    /// Checks a gate in a format.
    pub(crate) fn ask(&self, gate: &str, format: &str) -> Run {
        let summary = self.here.path("summary.md");
        let _ = fs::remove_file(&summary);
        let here = self.here.with("GITHUB_STEP_SUMMARY", summary.to_str().unwrap());
        let mut run = here.run(&format!("gate \"{gate}\" --format {format} {}", self.arguments));
        run.stdout += &fs::read_to_string(summary).unwrap_or_default();
        run
    }
}

/// A release in which everything is done and decided, except for the lines that the filter omits.
pub(crate) fn done(playbook: &Playbook, left_out: &str) -> Vec<Line> {
    let mut lines = vec![Line::new(&[], SANE, "alice@example.com", &begins(playbook))];
    let mut say = |said: String| {
        if left_out.is_empty() || !said.contains(left_out) {
            let line = after(&lines, &said);
            lines.push(line);
        }
    };
    for (_, phase, item) in playbook.items() {
        if phase.when.is_none() {
            continue;
        }
        let roles = match &item.owner {
            Owner::All => playbook.roles.iter().map(|role| role.id.clone()).collect(),
            Owner::Role(role) => vec![role.clone()],
        };
        for role in roles {
            say(format!("\"ticked\",\"item\":\"{}\",\"role\":\"{role}\"", item.id));
        }
    }
    for decision in &playbook.decisions {
        for role in &decision.owners {
            say(format!("\"assigned\",\"role\":\"{role}\",\"person\":\"bob@example.com\""));
            // A rollback would start everything over.
            let outcome = usize::from(decision.reverts);
            let (id, outcome) = (&decision.id, &decision.outcomes[outcome]);
            say(format!(
                "\"decided\",\"role\":\"{role}\",\"decision\":\"{id}\",\"outcome\":\"{outcome}\""
            ));
        }
    }
    lines
}

/// A line with this content after all others.
fn after(lines: &[Line], said: &str) -> Line {
    let last = lines.last().map_or("", |line| line.id.as_str());
    Line::new(&[last], SANE, "bob@example.com", said)
}

/// Additional lines, with the gates that each closes.
const SAID: [(&str, &str, &[&str]); 8] = [
    (
        "an item opened again",
        r#""unticked","item":"planning.scope","role":"release-manager""#,
        &GATES,
    ),
    (
        "an item blocked",
        r#""blocked","item":"planning.scope","role":"release-manager","reason":"x""#,
        &GATES,
    ),
    (
        "one role of all opened again",
        r#""unticked","item":"release-day.monitoring","role":"qa""#,
        &["finish"],
    ),
    (
        "a decision for no",
        r#""decided","role":"release-manager","decision":"go-no-go","outcome":"no-go""#,
        &["deploy"],
    ),
    (
        "an open incident",
        r#""incident-declared","incident":1,"severity":4,"text":"down""#,
        &["deploy", "finish"],
    ),
    ("a newer event", r#""celebrated","cake":true"#, &GATES),
    ("a newer field", r#""noted","kind":"note","text":"x","mood":"fine""#, &GATES),
    ("a tick for nobody", r#""ticked","item":"planning.scope""#, &GATES),
];

/// Pairs of events that two people recorded in parallel.
const OPPOSITE: [(&str, &str, &str, &[&str]); 5] = [
    (
        "ticked beside unticked",
        r#""ticked","item":"planning.scope","role":"release-manager""#,
        r#""unticked","item":"planning.scope","role":"release-manager""#,
        &GATES,
    ),
    (
        "ticked beside skipped",
        r#""ticked","item":"planning.scope","role":"release-manager""#,
        r#""skipped","item":"planning.scope","role":"release-manager","reason":"x""#,
        &GATES,
    ),
    (
        "two new dates",
        r#""rescheduled","on":"2026-12-16T14:00:00+01:00","tz":"Europe/Berlin""#,
        r#""rescheduled","on":"2026-12-20T14:00:00+01:00","tz":"Europe/Berlin""#,
        &GATES,
    ),
    (
        "go beside no-go",
        r#""decided","role":"release-manager","decision":"go-no-go","outcome":"go""#,
        r#""decided","role":"release-manager","decision":"go-no-go","outcome":"no-go""#,
        &["deploy"],
    ),
    ("finished beside cancelled", r#""finished""#, r#""cancelled","reason":"x""#, &GATES),
];

/// Every fault in the events, the bytes and the folder of a release in which everything is done.
pub(crate) fn fixtures(playbook: &Playbook, lines: &[Line]) -> Vec<Fixture> {
    [facts(playbook, lines), damages(lines), places(lines)].into_iter().flatten().collect()
}

fn facts(playbook: &Playbook, lines: &[Line]) -> Vec<Fixture> {
    let mut all = Vec::new();
    let mut add = |what, closed, bytes: &[u8]| {
        all.push(Fixture { closed, ..Fixture::with(what, bytes) });
    };
    let whole = concat(lines);
    let with = |more: &[&[u8]]| [&whole, &more.concat()[..]].concat();
    for (what, said, closed) in SAID {
        add(what, closed, &with(&[&after(lines, said).bytes]));
    }
    for (what, one, other, closed) in OPPOSITE {
        let (one, other) = (after(lines, one).bytes, after(lines, other).bytes);
        add(what, closed, &with(&[&one, &other]));
        let marked = with(&[b"<<<<<<< HEAD\n", &one, b"=======\n", &other, b">>>>>>> b\n"]);
        add("opposite facts between conflict markers", closed, &marked);
    }
    let opened = after(lines, SAID[0].1);
    let back = Line::new(&[&opened.id], SANE, "x", OPPOSITE[0].1);
    let again = with(&[&opened.bytes, &back.bytes]);
    add("opened and ticked again after the decision", &["deploy"], &again);
    let undone = format!("\"undone\",\"event\":\"{}\"", lines[1].id);
    add("an unticked item", &GATES, &with(&[&after(lines, &undone).bytes]));
    let omitted = |left_out| concat(&done(playbook, left_out));
    add("nothing of one item", &GATES, &omitted("planning.scope"));
    let one_role = omitted("release-day.monitoring\",\"role\":\"qa");
    add("one of all roles has not confirmed", &["finish"], &one_role);
    add("no decision", &["deploy"], &omitted("go-no-go\""));
    add("nothing but the start", &GATES, &lines[0].bytes);
    let mut less = playbook.clone();
    less.gates.clear();
    add("a playbook without gates", &GATES, &concat(&done(&less, "")));
    let mut nothing = playbook.clone();
    for gate in &mut nothing.gates {
        gate.no_incident = true;
        gate.gates.clear();
        gate.stages.clear();
        gate.phases.clear();
        gate.items.clear();
        gate.decisions.clear();
    }
    add("gates that ask for nothing", &GATES, &concat(&done(&nothing, "")));
    for phase in &mut less.phases {
        phase.items.clear();
    }
    less.gates.clone_from(&playbook.gates);
    for gate in &mut less.gates {
        gate.decisions.clear();
        gate.items.clear();
    }
    add("no item at all", &GATES, &concat(&done(&less, "")));
    all
}

fn damages(lines: &[Line]) -> Vec<Fixture> {
    let whole = concat(lines);
    let mut all = Vec::new();
    let mut add = |what, bytes: &[u8]| all.push(Fixture::with(what, bytes));
    add("a line that is no event", &[&whole[..], b"scribble\n"].concat());
    add("a byte-order mark", &[b"\xEF\xBB\xBF", &whole[..]].concat());
    add("zeros", &vec![0; 4096]);
    add("zeros at the end", &[&whole[..], &[0; 512], b"\n"].concat());
    add("no start", &concat(&lines[1..]));
    add("a start that is torn", &lines[0].bytes[..300]);
    add("an empty file", b"");
    add("empty lines", b"\n\r\n\n");
    let first = String::from_utf8(lines[0].text().to_vec()).unwrap();
    // The content from `do` on, without the closing brace.
    let said = |line: &str| line[..line.len() - 1].split_once("\"do\":").unwrap().1.to_owned();
    let twice = Line::new(&[], "2026-12-02T00:00:00Z", "x", &said(&first));
    add("two starts", &[&whole[..], &twice.bytes].concat());
    let rootless = Line::new(&[], SANE, "x", r#""noted","kind":"note","text":"x""#);
    add("an event that follows nothing", &[&whole[..], &rootless.bytes].concat());
    let newer = first.replacen("\"no_incident\":true", "\"no_incident\":true,\"quorum\":2", 1);
    let newer = Line::new(&[], SANE, "x", &said(&newer));
    assert!(matches!(decode(newer.text()), Ok(event) if event.act.name() == "started"));
    let tick = Line::new(&[&newer.id], SANE, "x", OPPOSITE[0].1);
    add("a playbook of a newer octorel", &[newer.bytes, tick.bytes].concat());
    all
}

fn places(lines: &[Line]) -> Vec<Fixture> {
    let whole = concat(lines);
    let renamed = Fixture { here: Here::empty(), ..Fixture::with("another release", &whole) };
    renamed.here.write(".octorel/releases/2.jsonl", &whole);
    let two = Fixture::with("two open releases", &whole);
    two.here.write(".octorel/releases/2.jsonl", &whole);
    let beside = Fixture::with("a release beside it that cannot be read", &whole);
    beside.here.write(".octorel/releases/2.jsonl", "");
    // Another person's event is changed after the program has read it.
    let opened = after(lines, SAID[0].1);
    let forged = Fixture::with("a forged tick", &[whole.clone(), opened.bytes].concat());
    forged.here.ok("note recorded");
    let text = fs::read_to_string(forged.here.path(LOG)).unwrap();
    let ticked = text.replace("\"do\":\"unticked\",", "\"do\":\"ticked\"  ,");
    assert!(ticked != text && ticked.len() == text.len());
    forged.here.write(LOG, ticked);
    let none = Fixture { here: Here::empty(), ..Fixture::with("no release", &whole) };
    let asking = |what, arguments| Fixture { arguments, ..Fixture::with(what, &whole) };
    let early = asking("before anything was known", "--as-of 2026-11-01");
    let missing = asking("a release that is not there", "-r 9");
    let outside = asking("a release name that leads elsewhere", "-r ../releases/1");
    vec![none, renamed, two, beside, forged, early, missing, outside]
}
