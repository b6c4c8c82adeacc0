//! The built-in playbook holds every line of the two process documents, word for word and in their order.

use octorel::names::RoleId;
use octorel::playbook::{Decision, PhaseKind, Place, Playbook, Source, Stage, load};

const ROLES: &str = include_str!("process/release-roles-and-responsibilities.md");
const CHECKLIST: &str = include_str!("process/release-manager-checklist.md");

fn playbook() -> Playbook {
    load(&Source::Embedded).expect("the built-in playbook has no problem")
}

/// The lines below a heading, up to the next heading of the same or a higher level.
fn section<'a>(document: &'a str, heading: &str) -> Vec<&'a str> {
    let level = |line: &str| line.bytes().take_while(|&c| c == b'#').count();
    let mut lines = document.lines().skip_while(|line| *line != heading);
    assert!(lines.next().is_some(), "{heading}");
    lines
        .take_while(|line| !(1..=level(heading)).contains(&level(line)))
        .collect()
}

/// The rows of a table, without its head, as cells.
fn rows<'a>(lines: &[&'a str]) -> Vec<Vec<&'a str>> {
    (lines
        .iter()
        .filter_map(|line| line.strip_prefix('|')?.strip_suffix('|')))
    .skip(2)
    .map(|row| {
        row.split('|')
            .map(|cell| cell.trim().trim_matches('*'))
            .collect()
    })
    .collect()
}

/// Each list of boxes to tick with its heading, the parenthesis of the heading cut off.
fn lists<'a>(document: &'a str, level: &str) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut lists: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in document.lines() {
        if let Some(heading) = line.strip_prefix(level) {
            let name = heading.split(" (").next().unwrap_or(heading);
            lists.push((name, Vec::new()));
        } else if let Some(item) = line.strip_prefix("- [ ] ") {
            let (_, items) = lists.last_mut().expect("a list stands below a heading");
            items.push(item);
        }
    }
    lists.retain(|(_, items)| !items.is_empty());
    lists
}

/// The same from the playbook: the phases of one kind, in the order of the document.
fn printed(playbook: &Playbook, kind: PhaseKind) -> Vec<(String, Vec<String>)> {
    (playbook.phases.iter().enumerate())
        .filter(|(_, phase)| phase.kind == kind)
        .map(|(p, phase)| {
            let line = |i| playbook.line(Place::Item { phase: p, item: i });
            (
                phase.name.clone(),
                (0..phase.items.len()).map(line).collect(),
            )
        })
        .collect()
}

fn assert_lists(
    expected: &[(&str, Vec<&str>)],
    printed: &[(String, Vec<String>)],
    counts: &[usize],
) {
    let found: Vec<_> = printed.iter().map(|(_, items)| items.len()).collect();
    assert_eq!(found, counts);
    for ((name, items), (printed_name, printed_items)) in expected.iter().zip(printed) {
        assert_eq!(printed_name, name);
        assert_eq!(printed_items, items, "{name}");
    }
    assert_eq!(expected.len(), printed.len());
}

#[test]
fn every_line_of_the_release_manager_checklist_is_an_item() {
    let playbook = playbook();
    let printed = printed(&playbook, PhaseKind::Phase);
    assert_lists(&lists(CHECKLIST, "## "), &printed, &[6, 7, 6, 7, 6, 6, 7]);
}

#[test]
fn every_line_of_the_checkpoints_is_an_item() {
    let playbook = playbook();
    let printed = printed(&playbook, PhaseKind::Checkpoint);
    assert_lists(&lists(ROLES, "### "), &printed, &[5, 6, 4]);
}

#[test]
fn every_line_of_the_roles_matrix_is_a_duty() {
    let playbook = playbook();
    let rows = rows(&section(ROLES, "## Release Roles Matrix"));
    assert_eq!(rows.len(), 9);
    assert_eq!(playbook.roles.len(), 9);
    for (row, role) in rows.iter().zip(&playbook.roles) {
        assert_eq!(role.name, row[0]);
        assert_eq!(row.len(), 1 + Stage::ALL.len());
        for (cell, stage) in row[1..].iter().zip(Stage::ALL) {
            let duties: Vec<_> = (role.duties.iter())
                .filter(|duty| duty.stage == stage)
                .map(|duty| duty.text.as_str())
                .collect();
            assert_eq!(
                duties,
                cell.split("<br>").collect::<Vec<_>>(),
                "{} {stage}",
                role.name
            );
        }
    }
}

#[test]
fn the_stages_are_the_columns_of_the_roles_matrix() {
    let lines = section(ROLES, "## Release Roles Matrix");
    let head = lines
        .iter()
        .find(|line| line.starts_with('|'))
        .expect("a table has a head");
    let columns: Vec<_> = head.trim_matches('|').split('|').map(str::trim).collect();
    assert_eq!(columns[1..], Stage::ALL.map(Stage::heading));
}

#[test]
fn every_decision_has_its_owners_and_its_escalation_path() {
    let playbook = playbook();
    let rows = rows(&section(ROLES, "## Escalation & Decision Authority"));
    assert_eq!(rows.len(), 5);
    let printed: Vec<_> = (playbook.decisions.iter())
        .map(|decision| {
            let (owners, path) = authority(&playbook, decision);
            vec![decision.name.clone(), owners, path]
        })
        .collect();
    assert_eq!(printed, rows);
}

/// Owners and escalation path as the table writes them.
fn authority(playbook: &Playbook, decision: &Decision) -> (String, String) {
    let name = |id: &RoleId| playbook.role_name(id).to_owned();
    let owners: Vec<_> = decision.owners.iter().map(name).collect();
    let steps: Vec<_> = (decision.escalation.iter())
        .map(|step| match &step.condition {
            Some(condition) => format!("{} ({condition})", name(&step.to)),
            None => name(&step.to),
        })
        .collect();
    (owners.join(" + "), steps.join(" → "))
}

#[test]
fn every_row_of_the_channels_is_a_channel() {
    let expected: Vec<_> = (section(ROLES, "## Communication Channels").into_iter())
        .filter(|line| line.starts_with("- "))
        .collect();
    let printed: Vec<_> = (playbook().channels.iter())
        .map(|channel| format!("- **{}**: {}", channel.stage.heading(), channel.name))
        .collect();
    assert_eq!(expected.len(), 4);
    assert_eq!(printed, expected);
}

#[test]
fn each_phase_is_due_when_its_heading_says() {
    let playbook = playbook();
    let dated: Vec<_> = (playbook.phases.iter().enumerate())
        .map(|(index, phase)| {
            let when = phase
                .when
                .map_or("if needed".to_owned(), |when| when.to_string());
            format!("{} {} {when} {}", index + 1, phase.id, phase.stage)
        })
        .collect();
    let expected = [
        "1 planning T-2w pre-release",
        "2 preparation T-1w pre-release",
        "3 one-week T-1w pre-release",
        "4 staging T-3d pre-release",
        "5 deployment T during-release",
        "6 release-day T during-release",
        "7 post-deployment T+1h post-release",
        "8 post-release-review T+24h..T+48h post-release",
        "9 follow-up T+1d post-release",
        "10 incident if needed incident",
    ];
    assert_eq!(dated, expected);
}

#[test]
fn a_confirmation_belongs_to_the_role_its_sentence_begins_with() {
    let playbook = playbook();
    let checkpoints =
        (playbook.items()).filter(|(_, phase, _)| phase.kind == PhaseKind::Checkpoint);
    for (_, _, item) in checkpoints {
        let owner = playbook.owner_name(&item.owner);
        assert!(item.text.starts_with(owner), "{} is not {owner}'s", item.id);
    }
}

#[test]
fn only_what_the_documents_call_conditional_may_be_left() {
    let playbook = playbook();
    let optional: Vec<_> = (playbook.items())
        .filter(|(_, _, item)| !item.required())
        .map(|(_, _, item)| item.id.as_str())
        .collect();
    let expected = [
        "planning.windows",
        "deployment.backup",
        "follow-up.retrospective",
        "incident.rollback",
        "incident.hotfix",
    ];
    assert_eq!(optional, expected);
}

#[test]
fn one_item_is_the_deployment() {
    let playbook = playbook();
    let deploying: Vec<_> = (playbook.items())
        .filter(|(_, _, item)| item.deploys)
        .map(|(_, _, item)| item.id.as_str())
        .collect();
    assert_eq!(deploying, ["deployment.execute"]);
}
