//! What is set once for the whole playbook: the time of day and the zone of T.

use crate::playbook::problem::{Code, Problem};
use crate::playbook::raw::RawFile;
use crate::playbook::shape::{Field, YamlText};
use crate::schedule::{parse_time, parse_zone};

/// The time of day of T where no file sets one.
const RELEASE_TIME: &str = "14:00";

/// The time of day and the zone of T.
pub(super) fn settings(files: &[RawFile], report: &mut Vec<Problem>) -> (String, Option<String>) {
    let time = once("release_time", files, |file| &file.release_time, report);
    let zone = once("time_zone", files, |file| &file.time_zone, report);
    if let Some(time) = time
        && let Err(error) = parse_time(&time.value)
    {
        report.push(
            Problem::new(Code::BadTime, time.at, error.to_string())
                .label("not a time of day")
                .help(error.hint()),
        );
    }
    if let Some(zone) = zone
        && let Err(error) = parse_zone(&zone.value)
    {
        report.push(
            Problem::new(Code::UnknownReference, zone.at, error.to_string())
                .label("no such time zone")
                .help(error.hint()),
        );
    }
    let release_time = time.map_or(RELEASE_TIME, |time| &time.value).to_owned();
    (release_time, zone.map(|zone| zone.value.clone()))
}

/// The value of a key that only one file may set.
fn once<'f>(
    key: &str,
    files: &'f [RawFile],
    field: impl Fn(&RawFile) -> &Field<YamlText>,
    report: &mut Vec<Problem>,
) -> Option<&'f YamlText> {
    let mut set = files.iter().filter_map(|file| field(file).get());
    let first = set.next()?;
    for again in set {
        report.push(
            Problem::new(Code::SetTwice, again.at, format!("duplicate `{key}`"))
                .label("second occurrence")
                .also(first.at, "first occurrence")
                .help("remove one of them"),
        );
    }
    Some(first)
}
