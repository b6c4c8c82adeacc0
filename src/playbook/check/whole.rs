//! All sections together.

use super::defaults::add_default_gates;
use super::derive::wrap_items;
use super::gates::{cycles, dead_ends, gates};
use super::known::KnownIds;
use super::order::cycle;
use super::people::{authorities, channels, decisions, roles, team};
use super::phases::{IMPLICIT_ROLE, phases};
use super::settings::{settings, templates};
use crate::playbook::model::{Playbook, Role};
use crate::playbook::problem::{Code, Problem};
use crate::playbook::raw::RawFile;
use crate::playbook::shape::Findings;

/// The most items and duties that can be ticked, all files together.
const MAX_ITEMS: usize = 2_000;

/// Checks everything. The problems come back in the order of files and lines.
pub(in crate::playbook) fn check(
    mut files: Vec<RawFile>,
    findings: Findings,
) -> Result<Playbook, Vec<Problem>> {
    let Findings { mut problems, templates: texts } = findings;
    let is_incomplete = !problems.is_empty();
    let report = &mut problems;
    for file in &mut files {
        wrap_items(file, report);
    }
    let known = KnownIds::learn(&mut files, report);
    let settings = settings(&files, report);
    templates(&texts, &settings.vars, report);
    let mut playbook = Playbook {
        phases: phases(&files, &known, &settings.types, report),
        roles: roles(&files, report),
        authorities: authorities(&files, report),
        decisions: decisions(&files, &known, report),
        channels: channels(&files, report),
        team: team(&files, &known, report),
        ..settings
    };
    if playbook.roles.is_empty() {
        playbook.implicit_role = true;
        playbook.roles =
            vec![Role { id: IMPLICIT_ROLE.into(), name: "Team".to_owned(), duties: Vec::new() }];
    }
    let count = playbook.places().count();
    if count > MAX_ITEMS {
        let message = format!("too many items and duties: {count}, the limit is {MAX_ITEMS}");
        report.push(Problem::of_all(Code::TooMuch, message));
    } else {
        playbook.gates = gates(&files, &playbook, &known, report);
    }
    if playbook.phases.is_empty() {
        let problem = Problem::of_all(Code::NoPhases, "this playbook has no phases");
        report.push(problem.help("`octorel init` writes a default playbook to start with"));
    }
    playbook.explicit_gates = playbook.gates.len();
    add_default_gates(&mut playbook.gates, &playbook.phases);
    if problems.is_empty() {
        cycle(&playbook, &known, &mut problems);
        cycles(&files, &playbook, &mut problems);
    }
    if problems.is_empty() {
        let types = playbook.types.iter().map(|name| Some(name.as_str()));
        let untyped = playbook.types.is_empty().then_some(None);
        for release_type in types.chain(untyped) {
            let (of_type, _) = playbook.clone().of_type(release_type);
            dead_ends(&files, &of_type, release_type, &mut problems);
        }
    }
    if problems.is_empty() {
        return Ok(playbook);
    }
    problems.retain(|problem| !(is_incomplete && problem.code.may_follow_from_others()));
    problems.sort_by_key(|problem| (problem.at.is_none(), problem.at));
    Err(problems)
}
