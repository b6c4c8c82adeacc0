//! All sections together.

use super::defaults::add_default_gates;
use super::gates::{dead_ends, gates};
use super::known::KnownIds;
use super::people::{authorities, channels, decisions, roles, team};
use super::phases::IMPLICIT_ROLE;
use super::phases::phases;
use super::settings::settings;
use crate::playbook::model::{Playbook, Role};
use crate::playbook::problem::{Code, Problem};
use crate::playbook::raw::RawFile;
use std::collections::BTreeSet;

/// The most items and duties that are read, all files together.
const MAX_ITEMS: usize = 2_000;

/// The valid parts of all files.
#[derive(Default)]
pub(in crate::playbook) struct ParsedFiles {
    pub(in crate::playbook) files: Vec<RawFile>,
    /// The problems found so far.
    pub(in crate::playbook) problems: Vec<Problem>,
    /// The sections of which something could not be read.
    pub(in crate::playbook) holes: BTreeSet<&'static str>,
}

/// Checks everything. The problems come back in the order of files and lines.
pub(in crate::playbook) fn check(parsed: ParsedFiles) -> Result<Playbook, Vec<Problem>> {
    let ParsedFiles { files, mut problems, mut holes } = parsed;
    let report = &mut problems;
    let known = KnownIds::learn(&files, &mut holes, report);
    if known.items.len() + known.duties.len() > MAX_ITEMS {
        let count = known.items.len() + known.duties.len();
        let message = format!("too many items and duties: {count}, the limit is {MAX_ITEMS}");
        report.push(Problem::of_all(Code::TooMuch, message));
    }
    let (release_time, time_zone) = settings(&files, report);
    let mut playbook = Playbook {
        release_time,
        time_zone,
        roles: roles(&files, report),
        authorities: authorities(&files, report),
        phases: phases(&files, &known, report),
        decisions: decisions(&files, &known, report),
        channels: channels(&files, report),
        gates: gates(&files, &known, report),
        team: team(&files, &known, report),
        implicit_role: false,
    };
    if playbook.roles.is_empty() && !holes.contains("roles") {
        playbook.implicit_role = true;
        playbook.roles =
            vec![Role { id: IMPLICIT_ROLE.into(), name: "Team".to_owned(), duties: Vec::new() }];
    }
    if playbook.phases.is_empty() && !holes.contains("phases") {
        report.push(
            Problem::of_all(Code::NoPhases, "this playbook has no phases")
                .help("`octorel init` writes a default playbook to start with"),
        );
    }
    add_default_gates(&mut playbook.gates, &playbook.phases);
    if problems.is_empty() {
        dead_ends(&files, &playbook, &mut problems);
    }
    if problems.is_empty() {
        return Ok(playbook);
    }
    problems.sort_by_key(|problem| (problem.at.is_none(), problem.at));
    Err(problems)
}
