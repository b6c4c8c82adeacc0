//! Dates in headings: only expressions that count from the release and nothing else.

use super::texts::is_one_of;
use crate::schedule::When;

/// What a heading says about its date.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) enum Reading {
    Date(String),
    /// It speaks of a time, but not of one distance from the release.
    Unclear,
    #[default]
    None,
}

/// What may come between a distance and its end: `before (the planned) release (date)`.
const ARTICLES: &str = "the|a|an|each|every|planned|scheduled|target|targeted|actual|our|next";
const RELEASE: &str = "release|launch|deployment|ship|shipping|golive|ga|publish|publication";
const NUMBERS: &str = "zero|one|two|three|four|five|six|seven|eight|nine|ten";
/// Words that make a distance a bound.
const BOUNDS: &str = "least|most|within|until|than|few|by";
const TIMES: &str = "week|weeks|day|days|hour|hours|month|months|monday|tuesday|wednesday|thursday|\
    friday|saturday|sunday|freeze|wd";

/// Reads the date in a heading.
pub(super) fn read(heading: &str) -> Reading {
    let tokens = tokens(heading);
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let dates = (0..tokens.len()).filter_map(|at| date(&tokens[..at], &tokens[at..]));
    let mut dates: Vec<String> = dates.collect();
    dates.dedup();
    let has = |list| tokens.iter().any(|token| is_one_of(list, token));
    let has_offset = tokens.windows(2).any(|it| matches!(it, ["t", "-" | "+"]));
    match dates.as_slice() {
        [date] if !has(BOUNDS) && date.parse::<When>().is_ok() => Reading::Date(date.clone()),
        [] if !has(TIMES) && !has_offset => Reading::None,
        _ => Reading::Unclear,
    }
}

/// Words, numbers and signs in lower case.
fn tokens(text: &str) -> Vec<String> {
    let lower = text.to_lowercase().replace("go-live", "golive").replace(['−', '–', '—'], "-");
    let lower = lower.replace("t-minus ", "t-").replace("t minus ", "t-").replace("t-plus ", "t+");
    let lower = ["working", "business"].iter().fold(lower, |text, word| {
        text.replace(&format!("{word} days"), "wd").replace(&format!("{word} day"), "wd")
    });
    let mut tokens: Vec<String> = Vec::new();
    let mut last = ' ';
    for c in lower.chars() {
        let is_same =
            c.is_alphabetic() && last.is_alphabetic() || c.is_numeric() && last.is_numeric();
        match tokens.last_mut().filter(|_| is_same) {
            Some(token) => token.push(c),
            None if !c.is_whitespace() => tokens.push(c.to_string()),
            None => {}
        }
        last = c;
    }
    tokens
}

/// The date with which tokens begin, after those `before` them.
fn date(before: &[&str], tokens: &[&str]) -> Option<String> {
    let last = before.last().copied().unwrap_or_default();
    match tokens {
        ["t", sign @ ("-" | "+"), n, rest @ ..] => {
            let (n, unit): (u32, _) = (n.parse().ok()?, rest.first().and_then(|it| unit(it)));
            (n == 0).then(|| "T".to_owned()).or_else(|| Some(format!("T{sign}{n}{}", unit?)))
        }
        [n, "-" | "to", m, u, rest @ ..] if number(n).is_some() && number(m).is_some() => {
            let (n, m, u, sign) = (number(n)?, number(m)?, unit(u)?, relation(rest)?);
            let (first, last) = if (n < m) == (sign == "+") { (n, m) } else { (m, n) };
            Some(format!("T{sign}{first}{u}..T{sign}{last}{u}"))
        }
        [n, u, rest @ ..] if number(n).is_some() => {
            // The end of a range has been read with its start.
            let is_end = matches!(before, [.., n, "-" | "to"] if number(n).is_some());
            let (n, u, sign) = (number(n)?, unit(u)?, relation(rest)?);
            (!is_end).then(|| format!("T{sign}{n}{u}"))
        }
        ["day", word @ ("of" | "before" | "after"), rest @ ..] if number(last).is_none() => {
            let when = if *word == "of" {
                "T"
            } else if *word == "after" {
                "T+1d"
            } else {
                "T-1d"
            };
            ends_phrase(rest, true).then(|| when.to_owned())
        }
        ["release" | "launch" | "deployment", "day", ..] => {
            let is_other = is_one_of("-|/|before|after|of|to|until|a|next", last);
            (!is_other && (last != "the" || before.len() == 1)).then(|| "T".to_owned())
        }
        _ => None,
    }
}

/// The letter of a unit.
fn unit(token: &str) -> Option<&'static str> {
    let units = [("w", "w|week|weeks"), ("d", "d|day|days"), ("h", "h|hour|hours"), ("wd", "wd")];
    units.iter().find(|(_, names)| is_one_of(names, token)).map(|(unit, _)| *unit)
}

fn number(token: &str) -> Option<usize> {
    let named = NUMBERS.split('|').position(|name| name == token);
    token.parse().ok().or(named).or((token == "a").then_some(1))
}

/// The sign of `before the release` or `after`, if nothing else follows.
fn relation(tokens: &[&str]) -> Option<&'static str> {
    let (sign, rest) = match tokens {
        ["before", rest @ ..] | ["ahead" | "prior", "of" | "to", rest @ ..] => ("-", rest),
        ["after" | "post", "-", rest @ ..] | ["after", rest @ ..] => ("+", rest),
        _ => return None,
    };
    ends_phrase(rest, false).then_some(sign)
}

/// Whether a phrase ends after `the release date`, which is optional.
fn ends_phrase(tokens: &[&str], needs_release: bool) -> bool {
    let articles = tokens.iter().take_while(|it| is_one_of(ARTICLES, it)).count();
    let (articles, mut rest) = tokens.split_at(articles);
    let is_release = rest.first().is_some_and(|it| is_one_of(RELEASE, it));
    if is_release {
        let has_end = rest.get(1).is_some_and(|it| is_one_of("date|day|time", it));
        rest = &rest[1 + usize::from(has_end)..];
    }
    let is_complete = is_release || articles.is_empty() && !needs_release;
    let next = rest.first().copied().unwrap_or(".");
    is_complete && !next.starts_with(char::is_alphanumeric) && !is_one_of("-|/|'", next)
}

#[cfg(test)]
mod tests {
    use super::{Reading, read};

    #[test]
    fn offsets_from_the_release_are_dates() {
        for (heading, when) in [
            ("Release Planning (T-2 weeks)", "T-2w"),
            ("T-minus 14 days", "T-14d"),
            ("Post-Deployment (T+1 hour)", "T+1h"),
            ("Checks (T-24h)", "T-24h"),
            ("~1 week before release", "T-1w"),
            ("~ 2 weeks before the release date", "T-2w"),
            ("Pre-check (run ~1 week before release date)", "T-1w"),
            (
                "Preparation PR (run ~1 day before release date. This step can be re-run multiple times.)",
                "T-1d",
            ),
            ("10 days before", "T-10d"),
            ("Approx 1 Week Before", "T-1w"),
            ("One week before the release:", "T-1w"),
            ("Day of Release", "T"),
            ("Production Deployment (Release Day)", "T"),
            ("On the day of the release", "T"),
            ("Day before release", "T-1d"),
            ("24-48 hours after release", "T+24h..T+48h"),
            ("1-2 weeks before the release", "T-2w..T-1w"),
            ("7 working days before", "T-7wd"),
            ("2 days after launch", "T+2d"),
            ("1 day post-release", "T+1d"),
        ] {
            assert_eq!(read(heading), Reading::Date(when.to_owned()), "{heading}");
        }
    }

    #[test]
    fn everything_else_is_no_date() {
        for heading in [
            "Week 1",
            "Monday",
            "2 weeks before feature freeze",
            "Feature freeze",
            "At least one week before the release",
            "Within 24 hours after release",
            "A few days before release",
            "1 day before the release branch is cut",
            "2 days before the release candidate",
            "T-2 weeks to T-1 week",
            "T-24",
            "Between the 17th and 20th of each month, a week later",
            "1 month before release",
        ] {
            assert_eq!(read(heading), Reading::Unclear, "{heading}");
        }
        for heading in ["Pre-release", "After Workflow completes", "Testing", "Post Tagging"] {
            assert_eq!(read(heading), Reading::None, "{heading}");
        }
    }
}
