//! GitHub workflow commands: an annotation for each missing thing.
//!
//! The escapes are those of GitHub's workflow commands: `%`, CR and LF in messages, `:` and `,` in properties besides.

use crate::document::{
    Page, gate_details as details, gate_summary as summary, gate_text, missing_event,
};
use crate::log::Weight;
use crate::view::{CheckView, GateView, ReportTrouble};
use std::fmt::Write;

/// How many annotations of a step GitHub shows.
const MOST: usize = 10;

/// Writes a gate's answer: a line for the log of the step, then an annotation for each requirement that is not met. GitHub
/// shows ten and drops the others silently, so the tenth says how many more there are.
pub fn gate(view: &GateView, page: Page) -> String {
    if view.verdict.is_open() {
        let title = property(&format!("OPEN {}", view.title()));
        return format!("::notice title={title}::{}\n", data(&summary(view)));
    }
    let mut out = format!("CLOSED {}: {}\n", data(&view.title()), data(&summary(view)));
    let mut error =
        |title: &str, message: &str| out += &annotation(None, [None, None], title, message);
    if view.missing.is_empty() {
        error(&format!("CLOSED {}", view.title()), &summary(view));
    }
    let (shown, more) = shown(&view.missing);
    for missing in shown {
        error(&format!("{} {}", missing.label(), gate_text(missing)), &details(missing, page));
    }
    if let Some(more) = more {
        error(&more, "the summary of this step lists all of them");
    }
    out
}

/// Writes the problems of a playbook and of logs as annotations at their places, at most as many as GitHub shows.
pub fn check(view: &CheckView, page: Page) -> String {
    let problems = view.problems.iter().map(|problem| {
        let help = problem.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        let at = [problem.line, problem.column];
        annotation(problem.file.as_deref(), at, &problem.code, &(problem.message.clone() + &help))
    });
    let logs = view.logs.iter().flat_map(|log| {
        let troubles = log.troubles.iter().filter(|trouble| trouble.weight == Weight::Refusal);
        let troubles = troubles.map(|trouble| (trouble.line, trouble.text.clone()));
        let missing = |it| (None, format!("missing: {}", missing_event(it, page)));
        let report = log.report.filter(|it| *it == ReportTrouble::Outdated);
        let report = report.map(|_| (None, "the report does not match the log".to_owned()));
        let all = log.error.iter().map(|error| (None, error.clone())).chain(troubles);
        let all = all.chain(log.vanished().map(missing)).chain(report);
        all.map(|(line, text)| annotation(Some(&log.path), [line, None], &log.release, &text))
    });
    let errors: Vec<String> = problems.chain(logs).collect();
    let (shown, more) = shown(&errors);
    let mut out = shown.concat();
    if let Some(more) = more {
        let _ = writeln!(out, "::error title={more}::octorel check shows all of them");
    }
    for warning in view.warnings.iter().take(MOST) {
        let _ = writeln!(out, "::warning title=octorel::{}", data(warning));
    }
    out
}

/// What has room for an annotation, and `and 3 more` for the rest.
fn shown<T>(all: &[T]) -> (&[T], Option<String>) {
    match all.get(MOST) {
        None => (all, None),
        Some(_) => (&all[..MOST - 1], Some(format!("and {} more", all.len() - (MOST - 1)))),
    }
}

pub fn error(message: &str) -> String {
    annotation(None, [None, None], "octorel", message)
}

/// An error, at a line and a column of a file if these are known.
fn annotation(file: Option<&str>, at: [Option<usize>; 2], title: &str, message: &str) -> String {
    let file = file.map(|file| format!("file={},", property(file))).unwrap_or_default();
    let at = ["line", "col"].iter().zip(at);
    let at: String = at.filter_map(|(key, at)| Some(format!("{key}={},", at?))).collect();
    format!("::error {file}{at}title={}::{}\n", property(title), data(message))
}

/// Writes the outputs of a step that checks a gate: `verdict`, `missing` and `late`.
pub fn outputs(view: &GateView) -> String {
    let late = view.missing.iter().filter(|missing| missing.is_late()).count();
    format!("verdict={}\nmissing={}\nlate={late}\n", view.verdict, view.missing.len())
}

fn data(text: &str) -> String {
    super::safe(text).replace('%', "%25")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_escape_its_annotation() {
        assert_eq!(data("50% ::error::x"), "50%25 ::error::x");
        assert_eq!(data("a\r\nb ##[error]"), "a\\u{d} b ##\\u{5b}error]");
        assert_eq!(property("a:b,c%"), "a%3Ab%2Cc%25");
    }
}
