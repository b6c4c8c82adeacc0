//! The settings of a playbook: the time of day and the zone of T, the holidays, the types of releases, and the variables.

use super::known::{Checker, bad_id};
use crate::names::is_id;
use crate::playbook::model::Playbook;
use crate::playbook::problem::{Code, Problem};
use crate::playbook::raw::RawFile;
use crate::playbook::shape::YamlText;
use crate::playbook::suggest::{did_you_mean, listed};
use crate::playbook::template::{BUILT_IN, fill};
use crate::schedule::{MomentError, parse_day, parse_time, parse_zone};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The time of day of T where no file sets one.
const RELEASE_TIME: &str = "14:00";

impl<'a> Checker<'a> {
    /// A playbook that has only its settings yet.
    pub(super) fn settings(&mut self) -> Playbook {
        let time = self.once("release_time", |file| file.release_time.as_ref());
        let zone = self.once("time_zone", |file| file.time_zone.as_ref());
        if let Some(time) = time
            && let Err(error) = parse_time(&time.value)
        {
            self.report(Code::BadTime, time.at, error.to_string(), &error.hint());
        }
        if let Some(zone) = zone
            && let Err(error) = parse_zone(&zone.value)
        {
            self.report(Code::UnknownReference, zone.at, error.to_string(), &error.hint());
        }
        let types = self.files.iter().flat_map(|file| &file.types);
        let invalid = types.clone().filter(|name| !is_id(&name.value));
        self.problems.extend(invalid.map(|name| bad_id("a release type", name)));
        let days = self.files.iter().flat_map(|file| &file.holidays);
        Playbook {
            release_time: time.map_or(RELEASE_TIME, |time| &time.value).to_owned(),
            time_zone: zone.map(|zone| zone.value.clone()),
            holidays: days.filter_map(|day| self.holiday(day)).collect(),
            types: types.map(|name| name.value.clone()).collect(),
            vars: self.variables(),
            ..Playbook::default()
        }
    }

    fn variables(&mut self) -> BTreeMap<String, Option<String>> {
        let mut vars = BTreeMap::new();
        for (name, default) in self.files.iter().flat_map(|file| &file.vars) {
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
                self.report(Code::BadId, name.at, message, help);
            }
            vars.insert(name.value.clone(), default.as_ref().map(|text| text.value.clone()));
        }
        vars
    }

    /// Reports unknown and unclosed placeholders in texts.
    pub(super) fn templates(
        &mut self,
        texts: &[YamlText],
        vars: &BTreeMap<String, Option<String>>,
    ) {
        let names = BUILT_IN.into_iter().chain(vars.keys().map(String::as_str));
        let names: Vec<&str> = names.collect();
        let all = || format!("the names are {}; `\\{{{{` is a literal `{{{{`", listed(&names));
        for text in texts {
            let mut unknown = Vec::new();
            let filled = fill(&text.value, |name| {
                unknown.extend((!names.contains(&name)).then(|| name.to_owned()));
                None
            });
            if filled.is_none() {
                let help = "write `\\{{` for the characters themselves";
                self.report(Code::BadPlaceholder, text.at, "`{{` without `}}`", help);
            }
            for name in unknown {
                let message = format!("unknown variable `{{{{{name}}}}}`");
                let help = did_you_mean(&name, names.iter().copied(), all);
                self.report(Code::UnknownReference, text.at, message, &help);
            }
        }
    }

    fn holiday(&mut self, text: &YamlText) -> Option<NaiveDate> {
        let refused = |error: MomentError| {
            let help = match &error {
                MomentError::Malformed { .. } => "use YYYY-MM-DD, for example 2026-12-25",
                error => &error.hint(),
            };
            self.report(Code::BadTime, text.at, error.to_string(), help);
        };
        parse_day(&text.value).map_err(refused).ok()
    }

    /// The value of a key that only one file may set.
    fn once(
        &mut self,
        key: &str,
        field: impl Fn(&RawFile) -> Option<&YamlText>,
    ) -> Option<&'a YamlText> {
        let mut set = self.files.iter().filter_map(field);
        let first = set.next()?;
        let twice = |again: &YamlText| {
            Problem::duplicate(Code::SetTwice, &format!("`{key}`"), again.at, first.at)
        };
        self.problems.extend(set.map(twice));
        Some(first)
    }
}
