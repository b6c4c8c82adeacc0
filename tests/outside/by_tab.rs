//! A whole release by completion alone: completion offers each word except dates, names, reasons and free text.

use crate::offered::offers;
use crate::support::Here;

/// How a word is entered.
enum Word<'a> {
    /// Letters and TAB, and the description of the selected candidate.
    Tab(&'a str, &'a str),
    /// A word that completion cannot know.
    Own(&'a str),
}

use Word::{Own, Tab};

/// Types a command word by word and runs it.
#[track_caller]
fn work(here: &Here, words: &[Word]) -> String {
    let mut line = String::new();
    for word in words {
        let word = match word {
            Own(text) => format!("\"{text}\""),
            Tab(letters, text) => {
                let offered = offers(here, &format!("{line}{letters}"));
                let taken = offered.iter().find(|(_, about)| about.contains(text));
                let (value, _) = taken.unwrap_or_else(|| {
                    panic!("`{line}{letters}` offers nothing with `{text}`: {offered:?}")
                });
                value.clone()
            }
        };
        line = format!("{line}{word} ");
    }
    here.ok(line.trim_end())
}

#[test]
fn a_release_from_start_to_finish_works_by_completion_alone() {
    let here = Here::empty().at("2026-12-04T09:00:00+01:00");
    work(
        &here,
        &[
            Tab("sta", "Start a release"),
            Tab("", ""),
            Tab("--o", "Date, or date"),
            Own("2026-12-22"),
            Tab("--t", "Time zone"),
            Tab("pari", ""),
        ],
    );
    let tick = || Tab("ti", "Mark items");
    work(&here, &[Tab("ass", "Assign people"), Tab("q", "QA"), Tab("", "you")]);
    work(&here, &[Tab("stat", "Show whether the release")]);
    work(&here, &[tick(), Tab("", "scope"), Tab("", "calendar"), Tab("dependenc", "Identify")]);
    work(
        &here,
        &[
            Tab("sk", "Skip items"),
            Tab("", "Schedule deployment windows"),
            Tab("--re", "Reason"),
            Own("one window only"),
        ],
    );
    work(&here, &[Tab("bl", ""), Tab("infra", "DevOps"), Tab("--re", "Reason"), Own("new nodes")]);
    work(&here, &[Tab("unt", ""), Tab("", "blocked")]);
    work(
        &here,
        &[
            Tab("inci", ""),
            Tab("d", "Declare an incident"),
            Own("staging burns"),
            Tab("--sev", ""),
            Tab("", "least"),
        ],
    );
    for text in ["Trigger", "Notify", "Document incident", "post-incident"] {
        work(&here, &[tick(), Tab("10.", text)]);
    }
    work(&here, &[tick(), Tab("sever", "Assess severity")]);
    work(
        &here,
        &[Tab("inci", ""), Tab("reso", "Resolve an incident"), Tab("--in", ""), Tab("", "staging")],
    );
    work(&here, &[Tab("anno", ""), Tab("", "Preliminary timeline"), Tab("--se", "Record it")]);

    let ready = |gate: &'static str| [Tab("ga", "Check a gate"), Tab("", gate)];
    while let Some(text) = next(&here, |item| item < "5") {
        work(&here, &[tick(), Tab("", &text)]);
    }
    work(&here, &[tick(), Tab("5.", "start time"), Tab("5.", "readiness")]);
    work(&here, &[tick(), Tab("meeting", ""), Tab("tagged", ""), Tab("baseline", "")]);
    work(&here, &[Tab("deci", "Record a decision"), Tab("", "Go/No-Go"), Tab("", "")]);
    work(&here, &ready("Pre-release"));
    work(&here, &ready("Ready to deploy"));
    work(&here, &[tick(), Tab("", "Execute production deployment")]);
    while let Some(text) = next(&here, |_| true) {
        match text.starts_with("All roles") {
            true => work(&here, &[tick(), Tab("", &text), Tab("--ro", ""), Tab("al", "remaining")]),
            false => work(&here, &[tick(), Tab("", &text)]),
        };
    }
    work(&here, &ready("Release complete"));
    let finished = work(&here, &[Tab("fini", "Finish the release")]);
    assert!(finished.contains("finished"), "{finished}");
    assert!(offers(&here, "tick ").is_empty());
}

/// The text of the first item with this number that `tick` offers.
fn next(here: &Here, wanted: impl Fn(&str) -> bool) -> Option<String> {
    let mut offered = offers(here, "tick ").into_iter();
    let is_item = |item: &str| !item.starts_with('D');
    let next =
        offered.find(|(item, text)| is_item(item) && wanted(item) && !text.contains("skipped"));
    next.map(|(_, text)| text)
}
