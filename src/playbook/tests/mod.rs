//! Each kind of problem once, from the text of a file to its message.

mod format;
mod meaning;
mod shown;
mod yaml;

use super::problem::{Problems, SourceFile};
use super::read::interpret;
use snapbox::{IntoData, assert_data_eq};

/// A valid playbook; a second file adds the problems.
const GOOD: &str = "\
name: C
owner: dev
phases:
  - {id: plan, name: Plan, when: T-1d, stage: pre-release, items: [{id: one, text: One}]}
roles:
  - {id: dev, name: Developer, duties: {incident: [{id: fix, text: Fix}]}}
authorities:
  - {id: boss, name: Boss}
decisions:
  - {id: go, name: Go, owners: [dev], outcomes: [go, no-go]}
gates:
  - {id: gate, name: Gate, stages: [pre-release]}
";

fn sources(files: &[(&str, &str)]) -> Vec<SourceFile> {
    let source =
        |&(path, text): &(&str, &str)| SourceFile { path: path.to_owned(), text: text.to_owned() };
    files.iter().map(source).collect()
}

fn problems(files: &[(&str, &str)]) -> Problems {
    let sources = sources(files);
    let problems = interpret(&sources).err().unwrap_or_default();
    Problems::new(problems, sources)
}

/// One line per problem: place, code, message, and its help in parentheses.
fn brief(files: &[(&str, &str)]) -> String {
    let problems = problems(files);
    let lines = problems.problems.iter().map(|problem| {
        let place = problem.at.map_or("-".to_owned(), |at| {
            let (line, column) = problems.position(at);
            format!("{}:{line}:{column}", problems.sources[at.file].path)
        });
        let help = problem.help.as_deref().map_or(String::new(), |help| format!(" ({help})"));
        format!("{place} {}: {}{help}\n", problem.code.id(), problem.message)
    });
    lines.collect()
}

/// Compares the problems of `text`, which is read together with a valid file.
#[track_caller]
fn says(text: &str, expected: impl IntoData) {
    says_each([text], expected);
}

/// Compares the problems of all these texts, each of which is read together with a valid file.
#[track_caller]
fn says_each<const N: usize>(texts: [&str; N], expected: impl IntoData) {
    let found = texts.map(|text| brief(&[("good.yaml", GOOD), ("x.yaml", text)]));
    assert_data_eq!(found.concat(), expected.raw());
}
