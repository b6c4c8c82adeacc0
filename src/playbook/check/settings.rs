//! The settings of a playbook: the time of day and the zone of T, the holidays, the types of releases, and the variables.

use super::known::bad_id;
use crate::names::is_id;
use crate::playbook::model::Playbook;
use crate::playbook::problem::{Code, Problem};
use crate::playbook::raw::RawFile;
use crate::playbook::shape::YamlText;
use crate::playbook::suggest::{did_you_mean, listed};
use crate::playbook::template::{BUILT_IN, fill};
use crate::schedule::{MomentError, parse_day, parse_time, parse_zone};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// The time of day of T where no file sets one.
const RELEASE_TIME: &str = "14:00";

/// A playbook that has only its settings yet.
pub(super) fn settings(files: &[RawFile], report: &mut Vec<Problem>) -> Playbook {
    let time = once("release_time", files, |file| file.release_time.as_ref(), report);
    let zone = once("time_zone", files, |file| file.time_zone.as_ref(), report);
    if let Some(time) = time
        && let Err(error) = parse_time(&time.value)
    {
        report.push(Problem::new(Code::BadTime, time.at, error.to_string()).help(error.hint()));
    }
    if let Some(zone) = zone
        && let Err(error) = parse_zone(&zone.value)
    {
        report.push(
            Problem::new(Code::UnknownReference, zone.at, error.to_string()).help(error.hint()),
        );
    }
    let types = files.iter().flat_map(|file| &file.types);
    let invalid = types.clone().filter(|name| !is_id(&name.value));
    report.extend(invalid.map(|name| bad_id("a release type", name)));
    Playbook {
        release_time: time.map_or(RELEASE_TIME, |time| &time.value).to_owned(),
        time_zone: zone.map(|zone| zone.value.clone()),
        holidays: holidays(files, report),
        types: types.map(|name| name.value.clone()).collect(),
        vars: variables(files, report),
        ..Playbook::default()
    }
}

fn variables(files: &[RawFile], report: &mut Vec<Problem>) -> BTreeMap<String, Option<String>> {
    let mut vars = BTreeMap::new();
    for (name, default) in files.iter().flat_map(|file| &file.vars) {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let help = if BUILT_IN.contains(&name.value.as_str()) {
            Some("octorel sets this one: use another name")
        } else if name.value.is_empty() || !name.value.chars().all(plain) {
            Some("use lower-case letters, digits and `_`")
        } else if vars.contains_key(&name.value) {
            Some("there is another one: remove one of them")
        } else {
            None
        };
        if let Some(help) = help {
            let message = format!("`{}` cannot be the name of a variable", name.value);
            report.push(Problem::new(Code::BadId, name.at, message).help(help));
        }
        vars.insert(name.value.clone(), default.as_ref().map(|text| text.value.clone()));
    }
    vars
}

/// Reports unknown and unclosed placeholders in texts.
pub(super) fn templates(
    texts: &[YamlText],
    vars: &BTreeMap<String, Option<String>>,
    report: &mut Vec<Problem>,
) {
    let names: Vec<&str> = BUILT_IN.into_iter().chain(vars.keys().map(String::as_str)).collect();
    for text in texts {
        let mut unknown = Vec::new();
        let filled = fill(&text.value, |name| {
            if !names.contains(&name) {
                unknown.push(name.to_owned());
            }
            None
        });
        if filled.is_none() {
            let problem = Problem::new(Code::BadPlaceholder, text.at, "`{{` without `}}`");
            report.push(problem.help("write `\\{{` for the characters themselves"));
        }
        for name in unknown {
            let all = || format!("the names are {}; `\\{{{{` is a literal `{{{{`", listed(&names));
            let message = format!("unknown variable `{{{{{name}}}}}`");
            report.push(Problem::new(Code::UnknownReference, text.at, message).help(did_you_mean(
                &name,
                names.iter().copied(),
                all,
            )));
        }
    }
}

fn holidays(files: &[RawFile], report: &mut Vec<Problem>) -> BTreeSet<NaiveDate> {
    let days = files.iter().flat_map(|file| &file.holidays);
    let mut valid = |text: &YamlText| {
        let help = |error: &MomentError| match error {
            MomentError::Malformed { .. } => "use YYYY-MM-DD, for example 2026-12-25".to_owned(),
            error => error.hint(),
        };
        let refused = |error: MomentError| {
            let problem = Problem::new(Code::BadTime, text.at, error.to_string());
            report.push(problem.help(help(&error)));
        };
        parse_day(&text.value).map_err(refused).ok()
    };
    days.filter_map(&mut valid).collect()
}

/// The value of a key that only one file may set.
fn once<'f>(
    key: &str,
    files: &'f [RawFile],
    field: impl Fn(&RawFile) -> Option<&YamlText>,
    report: &mut Vec<Problem>,
) -> Option<&'f YamlText> {
    let mut set = files.iter().filter_map(field);
    let first = set.next()?;
    for again in set {
        report.push(Problem::duplicate(Code::SetTwice, &format!("`{key}`"), again.at, first.at));
    }
    Some(first)
}
