//! The playbook that the phases of an outline become: items with owners, conditions and release types.

use super::condition::{self, Condition};
use super::outline::{Entry, EntryKind, Limits};
use super::owner::{self, Labels, Owners};
use super::source::ImportReport;
use super::texts::words;
use crate::playbook::free_id;

/// Item, step, step of a step.
const MAX_DEPTH: usize = 2;

#[derive(Debug, Default)]
pub(super) struct Role {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) people: Vec<String>,
}

#[derive(Debug, Default)]
pub(super) struct ImportedPlaybook {
    pub(super) name: Option<String>,
    /// The role of items without an owner.
    pub(super) owner: Option<String>,
    pub(super) types: Vec<String>,
    pub(super) roles: Vec<Role>,
    pub(super) phases: Vec<Entry>,
    /// How many boxes became items.
    pub(super) boxes: usize,
}

pub(super) fn plan(
    name: Option<String>,
    assignees: Vec<String>,
    phases: Vec<Entry>,
    types: &[String],
    report: &mut ImportReport,
) -> ImportedPlaybook {
    let mut texts = Vec::new();
    collect(&phases, &mut texts);
    let types = if types.is_empty() { condition::types_of(&texts) } else { types.to_vec() };
    let labels = owner::count(texts.into_iter());
    let plan = ImportedPlaybook { name, types, ..ImportedPlaybook::default() };
    let mut planner = Planner { plan, labels, report };
    for phase in phases {
        planner.phase(phase);
    }
    planner.team(assignees);
    planner.plan
}

fn collect<'a>(entries: &'a [Entry], texts: &mut Vec<&'a str>) {
    for entry in entries {
        texts.push(&entry.text);
        collect(&entry.steps, texts);
    }
}

struct Planner<'a> {
    plan: ImportedPlaybook,
    labels: Labels,
    report: &'a mut ImportReport,
}

impl Planner<'_> {
    fn phase(&mut self, mut phase: Entry) {
        unwrap(&mut phase.how);
        let (_, limits) = self.heading(phase.line, &phase.text);
        phase.limits.only = limits.only;
        phase.steps = self.items(phase.steps, 0);
        for item in &mut phase.steps {
            item.limits.condition = item.limits.condition.take().or(limits.condition.clone());
            item.limits.owner = item.limits.owner.take().or(limits.owner.clone());
        }
        self.plan.phases.push(phase);
    }

    /// What a heading says about everything below it. Its owner is not part of its name.
    fn heading(&mut self, line: usize, name: &str) -> (String, Limits) {
        let mut limits = Limits::default();
        let mut text = name.to_owned();
        if let Some(condition) = condition::condition(name) {
            self.limit(line, &mut limits, condition);
        } else if let Some((rest, condition)) = condition::read(name) {
            self.limit(line, &mut limits, condition);
            text = rest;
        }
        if let Some(owners) = owner::of_heading(&text) {
            limits.owner = Some(self.role(line, owners));
        }
        (text, limits)
    }

    fn items(&mut self, entries: Vec<Entry>, depth: usize) -> Vec<Entry> {
        let mut items = Vec::new();
        for mut entry in entries {
            let steps = std::mem::take(&mut entry.steps);
            let (line, is_box) = (entry.line, entry.kind == EntryKind::Box);
            if entry.text.is_empty() {
                // A bullet that only holds others.
                let mut inner = self.items(steps, depth);
                if let Some(first) = inner.first_mut() {
                    first.how.splice(0..0, entry.how);
                }
                items.extend(inner);
                continue;
            }
            let mut item = self.item(entry);
            if steps.is_empty() || depth < MAX_DEPTH {
                item.steps = self.items(steps, depth + 1);
                if !item.steps.is_empty() {
                    item.text.truncate(item.text.trim_end_matches([':', ' ']).len());
                }
                self.plan.boxes += usize::from(is_box);
                items.push(item);
                continue;
            }
            self.report.note(line, "a list nested too deeply: joined with the texts below it");
            let above = item.text.trim_end_matches([':', ' ', '.']).to_owned();
            let mut below = self.items(steps, depth);
            for step in &mut below {
                step.text = format!("{above}: {}", step.text);
            }
            if is_box {
                self.plan.boxes += 1;
                items.push(item);
            } else if let Some(first) = below.first_mut() {
                first.how.splice(0..0, item.how);
            }
            items.extend(below);
        }
        items
    }

    fn item(&mut self, mut item: Entry) -> Entry {
        let line = item.line;
        if item.kind == EntryKind::Heading {
            (item.text, item.limits) = self.heading(line, &item.text);
            return item;
        }
        let inner = item.text.strip_prefix("~~").and_then(|it| it.strip_suffix("~~"));
        if let Some(inner) = inner.filter(|it| !it.contains("~~") && !it.trim().is_empty()) {
            item.text = inner.trim().to_owned();
            item.optional = true;
            self.report.note(line, "a struck-out item: imported as optional");
        }
        // `- Owner: QA` below the item.
        let labelled = item.how.iter().position(|it| {
            let line = it.trim_start_matches(['-', '*', '+', ' ']);
            !it.contains('\n') && owner::labelled(line).is_some_and(|(before, _)| before.is_empty())
        });
        if let Some(at) = labelled
            && let Some((_, owners)) = owner::labelled(&item.how[at])
        {
            item.how.remove(at);
            item.limits.owner = Some(self.role(line, owners));
        }
        unwrap(&mut item.how);
        // An owner can follow a condition, and the other way round.
        for _ in 0..2 {
            if item.limits.owner.is_none()
                && let Some((rest, owners)) = owner::read(&item.text, &self.labels)
            {
                item.text = rest;
                item.limits.owner = Some(self.role(line, owners));
            }
            if item.limits.condition.is_none()
                && item.limits.only.is_empty()
                && let Some((rest, condition)) = condition::read(&item.text)
            {
                item.text = rest;
                self.limit(line, &mut item.limits, condition);
            }
        }
        item
    }

    /// The id of the role of these owners.
    fn role(&mut self, line: usize, owners: Owners) -> String {
        let name = owners.names.join(" / ");
        if name == "all" {
            return name;
        }
        if let [_, _, ..] = owners.names.as_slice() {
            let team = if owners.are_people { ", whose team they are" } else { "" };
            let note = format!("`{}`: several owners, made the role `{name}`{team}", owners.phrase);
            self.report.note(line, note);
        } else if words(&owners.phrase).len() > words(&name).len() {
            self.report.note(line, format!("`{}`: the owner is `{name}`", owners.phrase));
        }
        let same = |role: &&Role| role.name.eq_ignore_ascii_case(&name);
        if let Some(role) = self.plan.roles.iter().find(same) {
            return role.id.clone();
        }
        // `team` is the role of everything without an owner.
        let is_free = |id: &str| id != "team" && self.plan.roles.iter().all(|role| role.id != id);
        let id = free_id(&name, "role", self.plan.roles.len() + 1, is_free);
        let people = if owners.are_people { owners.names } else { Vec::new() };
        self.plan.roles.push(Role { id: id.clone(), name, people });
        id
    }

    /// Adds the role of everything without an owner.
    fn team(&mut self, assignees: Vec<String>) {
        if self.plan.roles.is_empty() && assignees.is_empty() {
            return;
        }
        let id = "team".to_owned();
        self.plan.owner = Some(id.clone());
        self.plan.roles.insert(0, Role { id, name: "Team".to_owned(), people: assignees });
    }

    /// Limits something to release types if the playbook has them; else they are a condition, too.
    fn limit(&mut self, line: usize, limits: &mut Limits, condition: Condition) {
        let is_planned = |types: &[String]| types.iter().all(|it| self.plan.types.contains(it));
        match condition {
            Condition::If(condition) => limits.condition = Some(condition),
            Condition::Types(types, text) if is_planned(&types) => {
                self.report.note(line, format!("`{text}`: only for {}", types.join(", ")));
                limits.only = types;
            }
            Condition::Types(_, text) => {
                let what = "imported as a condition; --type makes it a release type";
                self.report.note(line, format!("`{text}`: {what}"));
                limits.condition = Some(text);
            }
        }
    }
}

/// Removes the `<details>` that `octorel list` writes around an explanation.
fn unwrap(how: &mut Vec<String>) {
    let is_wrapped = how.first().is_some_and(|it| it == "<details><summary>How</summary>");
    if is_wrapped && how.last().is_some_and(|it| it == "</details>") {
        how.pop();
        how.remove(0);
    }
}
