//! A whole release by completion alone: completion offers each word except dates, names, reasons and free text.

use crate::offered::offers;
use crate::support::Here;

/// Types a command word by word and runs it. `letters→text` stands for letters, TAB and the candidate with this text in its
/// description; any other word is one that completion cannot know.
#[track_caller]
fn work(here: &Here, words: &str) -> String {
    let mut line = String::new();
    for word in words.split(" | ") {
        let word = match word.split_once('→') {
            None => format!("\"{word}\""),
            Some((letters, text)) => {
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
    for words in [
        "sta→Start a release | → | --o→Date, or date | 2026-12-22 | --t→Time zone | pari→",
        "ass→Assign people | q→QA | →you",
        "stat→Show whether the release",
        "ti→Mark items | →scope | →calendar | dependenc→Identify",
        "sk→Skip items | →Schedule deployment windows | --re→Reason | one window only",
        "bl→ | infra→DevOps | --re→Reason | new nodes",
        "unt→ | →blocked",
        "inci→ | d→Declare an incident | staging burns | --sev→ | →least",
        "ti→Mark items | 10.→Trigger",
        "ti→Mark items | 10.→Notify",
        "ti→Mark items | 10.→Document incident",
        "ti→Mark items | 10.→post-incident",
        "ti→Mark items | sever→Assess severity",
        "inci→ | reso→Resolve an incident | --in→ | →staging",
        "anno→ | →Preliminary timeline | --se→Record it",
    ] {
        work(&here, words);
    }
    while let Some(text) = next(&here, |item| item < "5") {
        work(&here, &format!("ti→Mark items | →{text}"));
    }
    for words in [
        "ti→Mark items | 5.→start time | 5.→readiness",
        "ti→Mark items | meeting→ | tagged→ | baseline→",
        "deci→Record a decision | →Go/No-Go | →",
        "ga→Check a gate | →Pre-release",
        "ga→Check a gate | →Ready to deploy",
        "ti→Mark items | →Execute production deployment",
    ] {
        work(&here, words);
    }
    while let Some(text) = next(&here, |_| true) {
        let all = if text.starts_with("All roles") { " | --ro→ | al→remaining" } else { "" };
        work(&here, &format!("ti→Mark items | →{text}{all}"));
    }
    work(&here, "ga→Check a gate | →Release complete");
    let finished = work(&here, "fini→Finish the release");
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
