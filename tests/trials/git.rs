//! Git merges, rebases and cherry-picks logs, with and without the attribute that `start` writes, and no event is lost silently.
//!
//! At a conflict the trial takes the careless way out: it adds the files with their markers. The expected
//! events come from a plain search for ids in the files that git received.

use crate::faults::Fault;
use crate::histories::{Line, SAID, SANE, begins_small, person, record};
use crate::luck::{Luck, for_each};
use crate::merging::Outcome;
use crate::scale::amount;
use crate::support::Here;
use crate::tally::Tally;
use octorel::internals::log::{Act, Event, Log, ReleaseName, Store, Writer, decode};
use std::collections::BTreeSet;
use std::fs;

pub(crate) const FAULTS: &[Fault] = &[Fault {
    what: "the attribute is not written",
    file: "src/log/folder.rs",
    was: "releases/*.jsonl merge=union -text",
    becomes: "releases/*.log merge=union -text",
}];

/// The log, relative to the root of the repository.
pub(crate) const LOG: &str = ".octorel/releases/1.jsonl";

/// The setup of a repository.
#[derive(Debug)]
pub(crate) struct Setting {
    /// Whether the attribute that `start` writes exists.
    pub(crate) attribute: bool,
    pub(crate) style: &'static str,
    pub(crate) crlf: bool,
}

/// A repository with the log of release 1.
pub(crate) struct Repository {
    pub(crate) here: Here,
    store: Store,
    name: ReleaseName,
    setting: Setting,
    /// All events that were ever recorded: id and line.
    pub(crate) lines: Vec<(String, Vec<u8>)>,
}

/// The ids of the events in a text, found without the library.
pub(crate) fn ids(text: &str) -> BTreeSet<String> {
    let hex = |id: &&str| id.len() == 64 && id.bytes().all(|c| c.is_ascii_hexdigit());
    (text.split("{\"id\":\"").skip(1))
        .filter_map(|after| after.get(..64))
        .filter(hex)
        .map(str::to_owned)
        .collect()
}

/// The parent ids of the events in a text.
fn parents(text: &str) -> BTreeSet<String> {
    let after = text.split("\"after\":[").skip(1);
    let lists = after.filter_map(|after| after.split(']').next());
    lists.flat_map(|list| list.split('"').filter(|id| id.len() == 64)).map(str::to_owned).collect()
}

impl Repository {
    pub(crate) fn new(setting: Setting) -> Self {
        let here = Here::empty();
        let store = Store::new(here.path(""));
        let name = ReleaseName::parse("1").unwrap();
        let mut new = Self { here, store, name, setting, lines: Vec::new() };
        let start = Line::new(&[], SANE, "alice@example.com", begins_small());
        let Event { by, at, act: Act::Started(started), .. } = decode(start.text()).unwrap() else {
            panic!("a start is a start")
        };
        new.git("init -q -b main");
        new.store.create(&Writer { by, at }, *started).unwrap();
        if !new.setting.attribute {
            fs::remove_file(new.here.path(".octorel/.gitattributes")).unwrap();
        }
        new.keep();
        new.commit();
        new
    }

    /// Runs git and returns whether it succeeded.
    fn tries(&self, line: &str) -> (bool, String) {
        let mut command = self.here.command("git");
        for pinned in [
            "user.name=x",
            "user.email=x@example.com",
            "core.editor=true",
            "core.safecrlf=false",
            "gc.auto=0",
            &format!("core.autocrlf={}", self.setting.crlf),
            &format!("merge.conflictstyle={}", self.setting.style),
        ] {
            command.args(["-c", pinned]);
        }
        let output = command.args(line.split(' ')).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let said = if output.status.success() {
            text(&output.stdout)
        } else {
            format!("git {line}\n{}{}", text(&output.stdout), text(&output.stderr))
        };
        (output.status.success(), said)
    }

    /// Runs git and requires success.
    #[track_caller]
    pub(crate) fn git(&self, line: &str) -> String {
        let (done, said) = self.tries(line);
        assert!(done, "{said}");
        said
    }

    pub(crate) fn commit(&self) {
        self.git("add -A");
        self.git("commit -qm x --allow-empty");
    }

    /// Runs a merge, rebase or cherry-pick to its end and adds all files at every stop. Counts the stops.
    fn carry(&self, verb: &str, rest: &str) -> usize {
        let (mut done, mut said) = self.tries(&format!("{verb} {rest}"));
        let mut stops = 0;
        while !done {
            stops += 1;
            assert!(stops < 50, "{said}");
            assert!(said.contains("CONFLICT") || said.contains("empty"), "{said}");
            self.git("add -A");
            (done, said) = self.tries(&format!("{verb} --continue"));
            if !done && !said.contains("CONFLICT") && verb != "merge" {
                (done, said) = self.tries(&format!("{verb} --skip"));
            }
        }
        stops
    }

    fn file(&self) -> String {
        fs::read_to_string(self.here.path(LOG)).unwrap()
    }

    /// The ids in the log of a commit.
    fn ids_at(&self, commit: &str) -> BTreeSet<String> {
        ids(&self.git(&format!("show {commit}:{LOG}")))
    }

    fn read(&self) -> Log {
        self.store.read(&self.name).unwrap()
    }

    /// Remembers the new lines of the file.
    fn keep(&mut self) {
        for line in self.file().lines() {
            let line = line.trim();
            for id in ids(line) {
                if line.len() > 80 && self.lines.iter().all(|(known, _)| *known != id) {
                    self.lines.push((id, format!("{line}\n").into_bytes()));
                }
            }
        }
    }

    /// Records this many events on a branch.
    pub(crate) fn record(&mut self, luck: &mut Luck, writer: usize, count: usize) {
        for _ in 0..count {
            let about = luck.of_these(&self.lines).0;
            let said = luck.of_these(&SAID).replace('%', &about);
            let line = Line::new(&[], SANE, &person(writer), &said);
            record(&self.store, &self.name, &line).unwrap();
            self.keep();
            if luck.one_in(2) {
                self.commit();
            }
        }
        self.commit();
    }

    /// Compares the file with the ids that it must contain. Returns whether nothing that they follow is missing.
    fn hold(&self, luck: &mut Luck, wanted: &BTreeSet<String>) -> bool {
        let log = self.read();
        let read: BTreeSet<String> = log.events().iter().map(|e| e.id.to_string()).collect();
        assert!(wanted.is_subset(&read), "lost {:?}", wanted.difference(&read));
        let file = self.file();
        assert_eq!(read, ids(&file), "what stands in the file is what was read");
        let complete = parents(&file).is_subset(&read);
        assert_eq!(log.refusals().is_empty(), complete, "{:?}", log.refusals());
        if complete {
            // The same events in any other order give the same result.
            let mut lines: Vec<_> = self.lines.iter().filter(|(id, _)| read.contains(id)).collect();
            assert_eq!(lines.len(), read.len());
            luck.shuffle(&mut lines);
            let file: Vec<u8> = lines.iter().flat_map(|(_, line)| line.clone()).collect();
            assert!(Outcome::of(log) == Outcome::of(Log::read(&file)));
        }
        complete
    }
}

fn scenario(number: usize, tally: &Tally) {
    let mut luck = Luck::of(number);
    let mut repository = Repository::new(Setting {
        attribute: luck.one_in(2),
        style: luck.of_these(&["merge", "diff3", "zdiff3"]),
        crlf: luck.one_in(3),
    });
    let branches = 2 + luck.below(3);
    for branch in 0..branches {
        let from = luck.below(branch + 1);
        let base = if from == branch { "main".to_owned() } else { format!("b{from}") };
        repository.git(&format!("checkout -q -b b{branch} {base}"));
        let count = 1 + luck.below(4);
        repository.record(&mut luck, branch, count);
    }
    repository.git("checkout -q main");
    let count = luck.below(3);
    repository.record(&mut luck, branches, count);
    for branch in 0..branches {
        let ours = repository.ids_at("HEAD");
        let theirs = repository.ids_at(&format!("b{branch}"));
        let all: BTreeSet<String> = ours.union(&theirs).cloned().collect();
        let (stops, wanted) = match luck.below(4) {
            0 => {
                repository.git(&format!("checkout -q b{branch}"));
                let stops = repository.carry("rebase", "main");
                repository.git("checkout -q main");
                (stops + repository.carry("merge", &format!("-q --no-edit b{branch}")), all)
            }
            1 => {
                let newest = repository.git(&format!("rev-list --no-merges main..b{branch}"));
                let newest: Vec<&str> = newest.lines().collect();
                let Some(commit) = newest.get(luck.below(newest.len().max(1))) else {
                    continue;
                };
                let before = repository.ids_at(&format!("{commit}^"));
                let picked = repository.ids_at(commit);
                let mut wanted = ours;
                wanted.extend(picked.difference(&before).cloned());
                (repository.carry("cherry-pick", commit), wanted)
            }
            _ => (repository.carry("merge", &format!("-q --no-edit b{branch}")), all),
        };
        tally.add("stops committed with their markers", stops);
        tally.add("merges, rebases and cherry-picks", 1);
        let is_complete = repository.hold(&mut luck, &wanted);
        tally.add("picks without what they follow", usize::from(!is_complete));
        if is_complete {
            repository.record(&mut luck, branches, 1);
        }
    }
    // After the merge all events are there, whatever was cherry-picked before.
    for branch in 0..branches {
        repository.carry("merge", &format!("-q --no-edit b{branch}"));
    }
    let everything = repository.lines.iter().map(|(id, _)| id.clone()).collect();
    assert!(repository.hold(&mut luck, &everything), "{:?}", repository.setting);
    if repository.setting.attribute {
        assert!(!repository.file().contains("<<<<<<<"), "the attribute keeps markers out");
        assert_eq!(repository.read().troubles(), []);
    }
    tally.add("events", repository.lines.len());
}

#[test]
fn git_merges_lose_no_event() {
    let tally = Tally::default();
    let scenarios = amount(6, 300);
    tally.add("repositories", scenarios);
    for_each(scenarios, |number| scenario(number, &tally));
    tally.end("git", "0 events lost; each pick without what it follows is refused");
}
