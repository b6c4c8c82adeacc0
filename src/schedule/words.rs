//! Offsets from T in words: only expressions that count from the release and nothing else.

use super::when::When;
use regex_lite::{Captures, Regex};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What a text such as a heading says about its date.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    Date(When),
    /// It speaks of a time, but not of one distance from the release.
    Unclear,
    #[default]
    None,
}

const NUMBERS: [&str; 11] =
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

struct Patterns {
    /// `T-2 weeks`
    offset: Regex,
    /// `24-48 hours after the release`
    distance: Regex,
    /// `day of the release`
    day: Regex,
    /// `release day`, with the word before it.
    release_day: Regex,
    /// Words that make a distance a bound.
    bound: Regex,
    time: Regex,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("the pattern is fixed");
    let number = format!(r"\d+|a|{}", NUMBERS.join("|"));
    let unit = "wd|w|weeks?|d|days?|h|hours?|m|minutes?";
    let article = "the|a|an|each|every|planned|scheduled|target|targeted|actual|our|next";
    let release = "release|launch|deployment|ship|shipping|golive|ga|publish|publication";
    let release = format!("(?:(?:{article}) )*(?:{release})(?: (?:date|day|time))?");
    let end = r" ?(?:$|[^\w /'-])";
    Patterns {
        offset: regex(&format!(r"\bt ?([+-]) ?(\d+)(?: ?({unit}))?\b")),
        distance: regex(&format!(
            r"\b(?:({number}) ?(?:-|to) ?)?({number}) ?({unit}) (?:(before|ahead of|prior to)|after|post ?-) ?(?:{release})?{end}"
        )),
        day: regex(&format!(r"\bday (of|before|after) {release}{end}")),
        release_day: regex(r"(?:^|(\w+) |[^\w /-] ?)(?:release|launch|deployment) day\b"),
        bound: regex(r"\b(?:least|most|within|until|than|few|by)\b"),
        time: regex(
            r"\b(?:week|day|hour|month)s?\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:freeze|wd)\b|\bt ?[+-]",
        ),
    }
});

pub fn in_words(text: &str) -> Reading {
    let text = normalised(text);
    let found = |regex: &'static Regex| regex.captures_iter(&text);
    let mut dates: BTreeSet<String> =
        found(&PATTERNS.offset).filter_map(|it| offset(&it)).collect();
    dates.extend(found(&PATTERNS.distance).filter_map(|it| distance(&it)));
    dates.extend(found(&PATTERNS.day).map(|it| match &it[1] {
        "before" => "T-1d".to_owned(),
        "after" => "T+1d".to_owned(),
        _ => "T".to_owned(),
    }));
    let is_other = |word: &str| "before|after|of|to|until|a|next".split('|').any(|it| it == word);
    let mut release_days = found(&PATTERNS.release_day).map(|it| it.get(1));
    let is_release_day = release_days.any(|before| {
        before.is_none_or(|it| !is_other(it.as_str()) && (it.as_str() != "the" || it.start() == 0))
    });
    dates.extend(is_release_day.then(|| "T".to_owned()));
    let date = dates.first().and_then(|date| date.parse().ok());
    match date.filter(|_| dates.len() == 1 && !PATTERNS.bound.is_match(&text)) {
        Some(date) => Reading::Date(date),
        None if dates.is_empty() && !PATTERNS.time.is_match(&text) => Reading::None,
        None => Reading::Unclear,
    }
}

/// In lower case, with one spelling for each sign and unit.
fn normalised(text: &str) -> String {
    let lower = text.to_lowercase().replace(['−', '–', '—', '‐', '‑', '‒'], "-");
    let spellings = [
        ("go-live", "golive"),
        ("t-minus ", "t-"),
        ("t minus ", "t-"),
        ("t-plus ", "t+"),
        ("working day", "wd"),
        ("business day", "wd"),
        ("wds", "wd"),
    ];
    let lower = spellings.iter().fold(lower, |text, (from, to)| text.replace(from, to));
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn offset(found: &Captures<'_>) -> Option<String> {
    let (sign, amount) = (&found[1], found[2].parse::<u32>().ok()?);
    match (amount, found.get(3)) {
        (0, _) => Some("T".to_owned()),
        (_, unit) => Some(format!("T{sign}{amount}{}", letters(unit?.as_str()))),
    }
}

fn distance(found: &Captures<'_>) -> Option<String> {
    let sign = if found.get(4).is_some() { '-' } else { '+' };
    let (last, unit) = (number(&found[2])?, letters(&found[3]));
    let Some(first) = found.get(1) else {
        return Some(format!("T{sign}{last}{unit}"));
    };
    let first = number(first.as_str())?;
    let ends = if (first < last) == (sign == '+') { [first, last] } else { [last, first] };
    Some(format!("T{sign}{}{unit}..T{sign}{}{unit}", ends[0], ends[1]))
}

fn number(word: &str) -> Option<usize> {
    let named = NUMBERS.iter().position(|name| *name == word);
    word.parse().ok().or(named).or((word == "a").then_some(1))
}

fn letters(unit: &str) -> &str {
    if unit == "wd" { unit } else { &unit[..1] }
}

#[cfg(test)]
mod tests {
    use super::{Reading, in_words};

    #[test]
    fn offsets_from_the_release_are_dates() {
        for (heading, when) in [
            ("Release Planning (T-2 weeks)", "T-2w"),
            ("Post-Deployment (T+1 hour)", "T+1h"),
            ("Checks (T-24h)", "T-24h"),
            ("PR (run ~1 day before release date. This step can be re-run.)", "T-1d"),
            ("Day of Release", "T"),
            ("Production Deployment (Release Day)", "T"),
            ("Day before release", "T-1d"),
            ("24-48 hours after release", "T+24h..T+48h"),
            ("1-2 weeks before the release", "T-2w..T-1w"),
            ("7 working days before", "T-7wd"),
            ("1 day post-release", "T+1d"),
            ("Freeze the code (T - 90 minutes)", "T-90m"),
        ] {
            assert_eq!(in_words(heading), Reading::Date(when.parse().unwrap()), "{heading}");
        }
    }

    #[test]
    fn everything_else_is_no_date() {
        for heading in [
            "Week 1",
            "2 weeks before feature freeze",
            "At least one week before the release",
            "Within 24 hours after release",
            "A few days before release",
            "1 day before the release branch is cut",
            "T-2 weeks to T-1 week",
            "T-24",
            "Between the 17th and 20th of each month, a week later",
        ] {
            assert_eq!(in_words(heading), Reading::Unclear, "{heading}");
        }
        for heading in ["Pre-release", "After Workflow completes", "Testing", "Post Tagging"] {
            assert_eq!(in_words(heading), Reading::None, "{heading}");
        }
    }
}
