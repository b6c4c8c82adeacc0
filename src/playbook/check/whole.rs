//! All sections together.

use super::gates::add_default_gates;
use super::known::{Checker, IdKind, KnownIds};
use super::phases::IMPLICIT_ROLE;
use crate::playbook::model::{Playbook, Role};
use crate::playbook::place::Place;
use crate::playbook::problem::{Code, Problem};
use crate::playbook::raw::{RawFile, RawPhase};
use crate::playbook::shape::{Findings, YamlText};
use std::collections::HashSet;

/// The name of the only phase of a file that has `items` and no name.
const PHASE: &str = "Checklist";

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

/// Makes a phase of the items of a file.
fn wrap_items(file: &mut RawFile) -> Option<Problem> {
    let items = std::mem::take(&mut file.items);
    let first = items.first()?;
    if let Some(phase) = file.phases.first() {
        let message = "a file has `items` or `phases`, not both";
        let problem = Problem::new(Code::SetTwice, first.at, message);
        let problem = problem.also(phase.at, "the phases start here");
        return Some(problem.help("move the items into a phase"));
    }
    let at = file.at;
    let name = file.name.clone().or_else(|| Some(YamlText { at, value: PHASE.to_owned() }));
    file.phases = vec![RawPhase { at, name, items, ..RawPhase::default() }];
    None
}

/// One cycle of `after`, if there is any: an item that waits for itself could never be next.
fn cycle(playbook: &Playbook, known: &KnownIds) -> Option<Problem> {
    let path = circle(playbook)?;
    let names: Vec<&str> = path.iter().map(|place| playbook.id(*place).as_str()).collect();
    let message = match names.len() {
        1 => format!("`{}` comes after itself", names[0]),
        _ => format!("these come after each other: {} → {}", names.join(" → "), names[0]),
    };
    let problem = Problem::of_all(Code::AfterCycle, message).help("remove one `after`");
    Some(Problem { at: known.place(IdKind::Item, names[0]), ..problem })
}

/// Items of which each comes before the next one, and the last one before the first.
fn circle(playbook: &Playbook) -> Option<Vec<Place>> {
    let mut settled = HashSet::new();
    for (start, ..) in playbook.items() {
        // Each item of the path waits for the next one, and then for the rest of its list.
        let mut path = vec![(start, playbook.prerequisites(start))];
        while let Some((place, waits_for)) = path.last_mut() {
            let Some(first) = waits_for.pop() else {
                settled.insert(*place);
                path.pop();
                continue;
            };
            if settled.contains(&first) {
                continue;
            }
            if let Some(at) = path.iter().position(|(place, _)| *place == first) {
                return Some(path[at..].iter().rev().map(|(place, _)| *place).collect());
            }
            path.push((first, playbook.prerequisites(first)));
        }
    }
    None
}
