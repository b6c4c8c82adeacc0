//! Random histories of a small release, with writers who each know some events of the others.
//!
//! The lines are made without the library, so that its reader is not tested against its own writer.

use crate::luck::Luck;
use octorel::internals::log::{Event, Log, ReleaseName, Store, StoreError, Writer, decode};
use octorel::internals::playbook::{Playbook, Source, load};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::sync::OnceLock;

/// A moment without special properties.
pub(crate) const SANE: &str = "2026-12-01T09:12:33Z";

const SMALL: &str = "
name: Small
owner: rm
roles:
  - { id: rm, name: Release Manager }
  - { id: qa, name: QA/Testing }
  - { id: dev, name: Developer }
authorities:
  - { id: boss, name: The Boss }
phases:
  - id: plan
    name: Planning
    when: T-2w
    stage: pre-release
    again: true
    items:
      - { id: scope, text: Confirm the scope }
      - { id: risks, text: List the risks, owner: qa }
      - { id: sign-off, text: Sign off, owner: all }
  - id: go
    name: Deployment
    when: T
    stage: during-release
    items:
      - { id: deploy, text: Deploy, owner: dev, deploys: true }
  - id: trouble
    name: Incident
    stage: incident
    items:
      - { id: rollback, text: Roll back, owner: dev }
decisions:
  - { id: go-no-go, name: Go/No-Go, owners: [rm, qa], escalation: [{ to: boss }], outcomes: [go, no-go] }
gates:
  - { id: pre-release, name: Prepared, stages: [pre-release] }
  - { id: deploy, name: Ready, gates: [pre-release], decisions: { go-no-go: go }, no_incident: true }
  - { id: finish, name: Complete, stages: [pre-release, during-release], no_incident: true }
";

/// The lines from `do` on: every kind of event but the start, frequent ones more often. `%` is the id of an event.
pub(crate) const SAID: [&str; 61] = [
    r#""ticked","item":"plan.scope","role":"rm""#,
    r#""ticked","item":"plan.scope","role":"rm","reason":"a \"note\", é漢","link":"https://example.com/1""#,
    r#""ticked","item":"plan.risks","role":"qa""#,
    r#""ticked","item":"plan.risks","role":"qa","reason":"all green""#,
    r#""ticked","item":"plan.sign-off","role":"rm""#,
    r#""ticked","item":"plan.sign-off","role":"rm","reason":"yes""#,
    r#""ticked","item":"plan.sign-off","role":"qa""#,
    r#""ticked","item":"plan.sign-off","role":"qa","reason":"yes""#,
    r#""ticked","item":"plan.sign-off","role":"dev""#,
    r#""ticked","item":"plan.sign-off","role":"dev","reason":"yes""#,
    r#""ticked","item":"go.deploy","role":"dev""#,
    r#""ticked","item":"go.deploy","role":"dev","reason":"out""#,
    r#""ticked","item":"trouble.rollback","role":"dev""#,
    r#""ticked","item":"trouble.rollback","role":"dev","round":2"#,
    r#""unticked","item":"plan.scope","role":"rm","reason":"not yet""#,
    r#""unticked","item":"plan.risks","role":"qa""#,
    r#""unticked","item":"plan.sign-off","role":"dev""#,
    r#""unticked","item":"go.deploy","role":"dev""#,
    r#""skipped","item":"plan.scope","role":"rm","reason":"as before""#,
    r#""skipped","item":"plan.sign-off","role":"qa","reason":"on leave","link":"https://example.com/2""#,
    r#""skipped","item":"trouble.rollback","role":"dev","reason":"no\nneed""#,
    r#""blocked","item":"plan.risks","role":"qa","reason":"no answer yet""#,
    r#""blocked","item":"plan.scope","role":"rm","reason":"no answer yet""#,
    r#""unblocked","item":"plan.risks","role":"qa""#,
    r#""unblocked","item":"plan.scope","role":"rm","reason":"answered""#,
    r#""noted","kind":"note","text":"\u202egnihton""#,
    r#""noted","kind":"risk","text":"new nodes""#,
    r#""noted","item":"plan.scope","kind":"lesson","text":"earlier","link":"https://example.com/3""#,
    r#""risk-resolved","event":"%","reason":"gone""#,
    r#""risk-resolved","event":"%""#,
    r#""undone","event":"%""#,
    r#""undone","event":"%""#,
    r#""undone","event":"%""#,
    r#""assigned","role":"qa","person":"eve@example.com""#,
    r#""assigned","role":"qa","person":"eve@example.com","instead_of":"dana@example.com","note":"holidays""#,
    r#""assigned","role":"qa","person":"dana@example.com""#,
    r#""unassigned","role":"qa","person":"dana@example.com""#,
    r#""unassigned","role":"qa","person":"eve@example.com""#,
    r#""rescheduled","reason":"late","on":"2026-12-16T14:00:00+01:00","tz":"Europe/Berlin""#,
    r#""rescheduled","on":"2026-12-20T14:00:00+01:00","tz":"Europe/Berlin""#,
    r#""round-started","phase":"plan","round":2"#,
    r#""round-started","phase":"plan","round":3"#,
    r#""added","item":"plan.tell","owner":"rm","text":"Tell""#,
    r#""added","item":"plan.tell","owner":"all","text":"Tell all""#,
    r#""upgraded","playbook":{"release_time":"14:00","roles":[{"id":"rm","name":"Release Manager"},{"id":"qa","name":"QA/Testing"},{"id":"dev","name":"Developer"}],"phases":[{"id":"plan","name":"Planning","stage":"pre-release","when":"T-1w","again":true,"items":[{"id":"plan.scope","text":"Confirm the scope again","owner":"rm"},{"id":"plan.sign-off","text":"Sign off","owner":"all"}]},{"id":"go","name":"Deployment","stage":"during-release","when":"T","items":[{"id":"go.deploy","text":"Deploy","owner":"dev","deploys":true}]}],"gates":[{"id":"pre-release","name":"Prepared","stages":["pre-release"]}]}"#,
    r#""decided","role":"rm","decision":"go-no-go","outcome":"go""#,
    r#""decided","role":"qa","decision":"go-no-go","outcome":"go""#,
    r#""decided","role":"qa","decision":"go-no-go","outcome":"no-go","reason":"the drill failed""#,
    r#""decided","decision":"go-no-go","outcome":"go","overridden":true,"escalated":true,"reason":"alone here""#,
    r#""escalated","decision":"go-no-go","to":"boss","reason":"split""#,
    r#""incident-declared","incident":1,"severity":2,"text":"down""#,
    r#""incident-declared","incident":1,"severity":1,"text":"slow""#,
    r#""incident-declared","incident":2,"severity":3,"text":"odd""#,
    r#""incident-noted","incident":1,"text":"up""#,
    r#""incident-resolved","incident":1,"reason":"fixed""#,
    r#""incident-resolved","incident":2"#,
    r#""announced","about":"during-release","note":"sent""#,
    r#""announced","about":"pre-release""#,
    r#""finished""#,
    r#""reopened","reason":"too soon""#,
    r#""cancelled","reason":"merged""#,
];

/// An event as a line, with its newline.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) id: String,
    pub(crate) bytes: Vec<u8>,
}

impl Line {
    /// The line of an event: its parents, time, person, and its content from `do` on.
    pub(crate) fn new(after: &[&str], at: &str, by: &str, said: &str) -> Self {
        let after: Vec<String> = after.iter().map(|id| format!("\"{id}\"")).collect();
        let after = after.join(",");
        let rest = format!("\"after\":[{after}],\"at\":\"{at}\",\"by\":\"{by}\",\"do\":{said}}}");
        let digest = Sha256::digest(format!("{{{rest}"));
        let id = digest.map(|byte| format!("{byte:02x}")).as_slice().concat();
        let bytes = format!("{{\"id\":\"{id}\",{rest}\n").into_bytes();
        Self { id, bytes }
    }

    /// The line without its newline.
    pub(crate) fn text(&self) -> &[u8] {
        self.bytes.trim_ascii_end()
    }
}

/// Records the event of a line, after all others, with the library, and returns the log.
pub(crate) fn record(store: &Store, release: &ReleaseName, line: &Line) -> Result<Log, StoreError> {
    let Event { by, at, act, .. } = decode(line.text()).unwrap();
    let recorded = store.record(release, &Writer { by, at }, |_| Ok::<_, StoreError>(vec![act]));
    recorded.map(|recorded| recorded.log)
}

/// The bytes of these lines.
pub(crate) fn concat(lines: &[Line]) -> Vec<u8> {
    lines.iter().flat_map(|line| line.bytes.clone()).collect()
}

/// A playbook of three phases and three gates.
pub(crate) fn small() -> Playbook {
    let folder = assert_fs::TempDir::new().unwrap();
    fs::write(folder.path().join("small.yaml"), SMALL).unwrap();
    load(&Source::Folder(folder.path().to_owned())).unwrap()
}

/// The first line of release 1 from `do` on.
pub(crate) fn begins(playbook: &Playbook) -> String {
    format!(
        "\"started\",\"release\":\"1\",\"on\":\"2026-12-15T14:00:00+01:00\",\"tz\":\"Europe/Berlin\",\
         \"people\":{{\"qa\":[\"dana@example.com\"],\"rm\":[\"alice@example.com\"]}},\"playbook\":{}",
        serde_json::to_string(playbook).unwrap()
    )
}

/// The first line of release 1 with the small playbook, from `do` on.
pub(crate) fn begins_small() -> &'static str {
    static SAID: OnceLock<String> = OnceLock::new();
    SAID.get_or_init(|| begins(&small()))
}

/// A log of one writer with this many events, which cycles through every kind.
pub(crate) fn all_kinds(playbook: &Playbook, events: usize) -> Vec<Line> {
    let mut lines = vec![Line::new(&[], SANE, "alice@example.com", &begins(playbook))];
    // 23 and 61 have no common divisor, so every kind occurs, and neighbours differ.
    for number in 1..events {
        let before = lines[number - 1].id.clone();
        let said = SAID[number * 23 % SAID.len()].replace('%', &lines[number / 2].id);
        lines.push(Line::new(&[&before], SANE, "bob@example.com", &said));
    }
    lines
}

/// The actions of writers, in order.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// The writer records the event of this number.
    Record { writer: usize, event: usize },
    /// Takes over all events of another writer.
    Pull { into: usize, from: usize },
}

/// An event with references as numbers.
#[derive(Debug, Clone)]
struct Turn {
    writer: usize,
    after: Vec<usize>,
    said: &'static str,
    about: usize,
}

/// The events, their writers and what these knew. Event 0 is the start; every writer knows it.
#[derive(Debug, Clone)]
pub(crate) struct History {
    pub(crate) steps: Vec<Step>,
    /// The events that each writer knows at the end.
    pub(crate) known: Vec<BTreeSet<usize>>,
    turns: Vec<Turn>,
}

impl History {
    /// Generates a history with this many events and writers.
    pub(crate) fn draw(luck: &mut Luck, writers: usize, events: usize) -> Self {
        let mut history = Self {
            steps: Vec::new(),
            known: vec![BTreeSet::from([0]); writers],
            turns: vec![Turn { writer: 0, after: Vec::new(), said: begins_small(), about: 0 }],
        };
        while history.turns.len() < events {
            let (writer, from) = (luck.below(writers), luck.below(writers));
            if luck.one_in(3) {
                let theirs = history.known[from].clone();
                history.known[writer].extend(theirs);
                history.steps.push(Step::Pull { into: writer, from });
                continue;
            }
            let known: Vec<usize> = history.known[writer].iter().copied().collect();
            let event = history.turns.len();
            history.turns.push(Turn {
                writer,
                after: history.heads(&known),
                said: luck.of_these(&SAID),
                about: luck.of_these(&known),
            });
            history.known[writer].insert(event);
            history.steps.push(Step::Record { writer, event });
        }
        history
    }

    /// The events of this set that no other event of it follows.
    fn heads(&self, known: &[usize]) -> Vec<usize> {
        let followed = |event: &usize| {
            let follows = |other: &usize| self.turns[*other].after.contains(event);
            known.iter().any(follows)
        };
        (known.iter().copied()).filter(|event| !followed(event)).collect()
    }

    /// The number of events.
    pub(crate) fn len(&self) -> usize {
        self.turns.len()
    }

    /// The content of an event from `do` on, given the ids of the earlier ones.
    pub(crate) fn said(&self, event: usize, ids: &[String]) -> String {
        let turn = &self.turns[event];
        turn.said.replace('%', ids.get(turn.about).map_or("", String::as_str))
    }

    /// The lines of all events, each at the time of its writer's clock.
    pub(crate) fn lines(&self, clock: impl Fn(usize) -> String) -> Vec<Line> {
        let mut ids: Vec<String> = Vec::new();
        let mut lines = Vec::new();
        for (event, turn) in self.turns.iter().enumerate() {
            let after: Vec<&str> = turn.after.iter().map(|&at| ids[at].as_str()).collect();
            let by = person(turn.writer);
            let line = Line::new(&after, &clock(event), &by, &self.said(event, &ids));
            ids.push(line.id.clone());
            lines.push(line);
        }
        lines
    }

    /// For each event, the events known to its writer, directly or indirectly.
    pub(crate) fn known(&self) -> Vec<BTreeSet<usize>> {
        let mut known: Vec<BTreeSet<usize>> = Vec::new();
        for turn in &self.turns {
            let mut before: BTreeSet<usize> = turn.after.iter().copied().collect();
            for &parent in &turn.after {
                before.extend(&known[parent]);
            }
            known.push(before);
        }
        known
    }
}

/// The name of a writer.
pub(crate) fn person(writer: usize) -> String {
    format!("w{writer}@example.com")
}
