//! Dates and moments as people type them: a parsed value parses the same after formatting, and suggestions are valid.

#![no_main]

use libfuzzer_sys::fuzz_target;
use octorel::internals::schedule::{When, parse_as_of, parse_on, parse_time, parse_zone};

fuzz_target!(|text: &str| {
    let text = text.strip_suffix('\n').unwrap_or(text);
    a_date(text);
    a_moment(text);
    a_time(text);
});

fn a_date(text: &str) {
    let error = match text.parse::<When>() {
        Ok(when) => {
            assert_eq!(when.to_string().parse(), Ok(when));
            let _ = when.sort_key();
            return;
        }
        Err(error) => error,
    };
    let hint = error.hint();
    is_one_line(&format!("{error} {hint}"));
    let expected = hint.strip_prefix("did you mean `");
    if let Some(expected) = expected.and_then(|expected| expected.strip_suffix("`?")) {
        assert!(expected.parse::<When>().is_ok(), "{hint}");
    }
}

fn a_moment(text: &str) {
    let noon = parse_time("12:00").expect("a time");
    for zone in ["Europe/Paris", "Africa/Monrovia"] {
        let zone = parse_zone(zone).expect("a zone that is known");
        for read in [parse_on(text, zone, noon), parse_as_of(text, zone)] {
            match read {
                Ok(moment) => {
                    let again = parse_on(&moment.to_rfc3339(), zone, noon);
                    assert_eq!(again, Ok(moment));
                }
                Err(error) => is_one_line(&format!("{error} {}", error.hint())),
            }
        }
    }
}

fn a_time(text: &str) {
    match parse_time(text) {
        Ok(time) => assert_eq!(parse_time(&time.to_string()), Ok(time)),
        Err(error) => is_one_line(&format!("{error} {}", error.hint())),
    }
}

fn is_one_line(words: &str) {
    assert!(!words.contains(char::is_control), "{words:?}");
}
