//! All sections together.

use super::defaults::add_default_gates;
use super::derive::wrap_items;
use super::known::{Checker, KnownIds};
use super::order::cycle;
use super::phases::IMPLICIT_ROLE;
use crate::playbook::model::{Playbook, Role};
use crate::playbook::problem::{Code, Problem};
use crate::playbook::raw::RawFile;
use crate::playbook::shape::{Findings, YamlText};

/// The most items and duties that can be ticked, all files together.
const MAX_ITEMS: usize = 2_000;

/// Checks everything. The problems come back in the order of files and lines.
pub(in crate::playbook) fn check(
    mut files: Vec<RawFile>,
    findings: Findings,
) -> Result<Playbook, Vec<Problem>> {
    let Findings { mut problems, templates } = findings;
    let is_incomplete = !problems.is_empty();
    problems.extend(files.iter_mut().filter_map(wrap_items));
    let known = KnownIds::learn(&mut files, &mut problems);
    let mut checker = Checker { files: &files, known, problems };
    let playbook = checker.playbook(&templates);
    let mut problems = checker.problems;
    if problems.is_empty() {
        return Ok(playbook);
    }
    problems.retain(|problem| !(is_incomplete && problem.code.may_follow_from_others()));
    problems.sort_by_key(|problem| (problem.at.is_none(), problem.at));
    Err(problems)
}

impl Checker<'_> {
    fn playbook(&mut self, templates: &[YamlText]) -> Playbook {
        let settings = self.settings();
        self.templates(templates, &settings.vars);
        let mut playbook = Playbook {
            phases: self.phases(),
            roles: self.roles(),
            authorities: self.authorities(),
            decisions: self.decisions(),
            channels: self.channels(),
            team: self.team(),
            ..settings
        };
        if playbook.roles.is_empty() {
            playbook.implicit_role = true;
            let (id, name) = (IMPLICIT_ROLE.into(), "Team".to_owned());
            playbook.roles = vec![Role { id, name, duties: Vec::new() }];
        }
        let count = playbook.places().count();
        if count > MAX_ITEMS {
            let message = format!("too many items and duties: {count}, the limit is {MAX_ITEMS}");
            self.problems.push(Problem::of_all(Code::TooMuch, message));
        } else {
            playbook.gates = self.gates(&playbook);
        }
        if playbook.phases.is_empty() {
            let problem = Problem::of_all(Code::NoPhases, "this playbook has no phases");
            let help = "`octorel init` writes a default playbook to start with";
            self.problems.push(problem.help(help));
        }
        playbook.explicit_gates = playbook.gates.len();
        add_default_gates(&mut playbook.gates, &playbook.phases);
        if self.problems.is_empty() {
            self.problems.extend(cycle(&playbook, &self.known));
            self.cycles(&playbook);
        }
        if self.problems.is_empty() {
            let types = playbook.types.iter().map(|name| Some(name.as_str()));
            let untyped = playbook.types.is_empty().then_some(None);
            for release_type in types.chain(untyped) {
                let (of_type, _) = playbook.clone().of_type(release_type);
                self.dead_ends(&of_type, release_type);
            }
        }
        playbook
    }
}
