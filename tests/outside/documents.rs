//! The views of roles, phases, decisions and channels contain every line of the two process documents.

use crate::support::{Here, TEAM};
use serde_json::Value;

const ROLES: &str = include_str!("../process/release-roles-and-responsibilities.md");
const CHECKLIST: &str = include_str!("../process/release-manager-checklist.md");

/// Each checklist of a document, with its heading up to the parenthesis.
fn lists<'a>(document: &'a str, level: &str) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut lists: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in document.lines() {
        if let Some(heading) = line.strip_prefix(level) {
            lists.push((heading.split(" (").next().unwrap(), Vec::new()));
        } else if let Some(item) = line.strip_prefix("- [ ] ") {
            lists.last_mut().unwrap().1.push(item);
        }
    }
    lists.retain(|(_, items)| !items.is_empty());
    lists
}

/// The rows of the tables below a heading, as cells, without header rows.
fn rows(heading: &str) -> Vec<Vec<&'static str>> {
    let section = ROLES.split("\n## ").find(|section| section.starts_with(heading)).unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix('|')?.strip_suffix('|'));
    let cells =
        |row: &'static str| row.split('|').map(|cell| cell.trim().trim_matches('*')).collect();
    rows.skip(2).map(cells).collect()
}

/// An item in the notation of its source.
fn line(item: &Value) -> String {
    let text = item["text"].as_str().unwrap();
    match item["condition"].as_str() {
        Some(condition) => format!("{text} ({condition})"),
        None => text.to_owned(),
    }
}

#[test]
fn phases_contain_every_line_of_both_checklists() {
    for here in [Here::started(), Here::empty()] {
        let view = here.json("phases");
        let phases = view["phases"].as_array().unwrap();
        for (kind, expected) in
            [("phase", lists(CHECKLIST, "## ")), ("checkpoint", lists(ROLES, "### "))]
        {
            let shown: Vec<_> = phases.iter().filter(|phase| phase["kind"] == kind).collect();
            assert_eq!(shown.len(), expected.len());
            for (phase, (name, items)) in shown.iter().zip(expected) {
                assert_eq!(phase["name"], name);
                let shown: Vec<String> =
                    phase["items"].as_array().unwrap().iter().map(line).collect();
                assert_eq!(shown, items, "{name}");
            }
        }
        let items: usize =
            phases.iter().map(|phase| phase["items"].as_array().unwrap().len()).sum();
        assert_eq!(items, 60);
    }
}

#[test]
fn roles_contain_every_cell_of_the_matrix() {
    for here in [Here::started(), Here::empty()] {
        let all = here.json("roles");
        let rows = rows("Release Roles Matrix");
        assert_eq!((rows.len(), all["roles"].as_array().unwrap().len()), (9, 9));
        for (i, row) in rows.iter().enumerate() {
            let role = &all["roles"][i];
            assert_eq!(role["name"], row[0]);
            let stages = ["pre-release", "during-release", "post-release", "incident"];
            for (cell, stage) in row[1..].iter().zip(stages) {
                let duties = role["duties"][stage].as_array().unwrap();
                let texts: Vec<&str> =
                    duties.iter().map(|duty| duty["text"].as_str().unwrap()).collect();
                assert_eq!(texts, cell.split("<br>").collect::<Vec<_>>(), "{} {stage}", row[0]);
            }
            let one = here.json(&format!("roles {}", role["id"].as_str().unwrap()));
            assert_eq!(one["roles"], serde_json::json!([role]));
        }
    }
}

#[test]
fn decisions_and_channels_contain_every_row_of_their_tables() {
    let here = Here::started();
    let names: Vec<String> = TEAM.iter().map(|(role, _)| (*role).to_owned()).collect();
    let roles = here.json("roles");
    let name = |id: &Value| {
        let at = names.iter().position(|name| *id == **name).unwrap();
        roles["roles"][at]["name"].as_str().unwrap().to_owned()
    };
    let decisions = here.json("decide");
    let rows = rows("Escalation & Decision Authority");
    assert_eq!((rows.len(), decisions["decisions"].as_array().unwrap().len()), (5, 5));
    for (row, decision) in rows.iter().zip(decisions["decisions"].as_array().unwrap()) {
        let owners: Vec<String> = decision["owners"].as_array().unwrap().iter().map(name).collect();
        let path: Vec<String> = (decision["escalation"].as_array().unwrap().iter())
            .map(|step| match step["condition"].as_str() {
                Some(condition) => format!("{} ({condition})", step["name"].as_str().unwrap()),
                None => step["name"].as_str().unwrap().to_owned(),
            })
            .collect();
        assert_eq!(decision["name"], row[0]);
        assert_eq!([owners.join(" + "), path.join(" → ")], row[1..]);
    }
    let channels = here.json("channels");
    for channel in channels["channels"].as_array().unwrap() {
        assert!(
            ROLES.contains(&format!("**: {}\n", channel["name"].as_str().unwrap())),
            "{channel}"
        );
    }
    assert_eq!(channels["channels"].as_array().unwrap().len(), 4);
}

#[test]
fn phases_have_the_dates_and_stages_of_their_headings() {
    let view = Here::empty().json("phases");
    let phases = view["phases"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap_or("if needed").to_owned();
    let dated: Vec<String> = phases
        .map(|phase| {
            ["number", "id", "when", "stage"].map(|key| match &phase[key] {
                Value::Number(number) => number.to_string(),
                other => text(other),
            })
        })
        .map(|words| words.join(" "))
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
fn only_conditional_lines_are_optional_and_confirmations_belong_to_their_role() {
    let view = Here::empty().json("phases");
    let mut optional = Vec::new();
    for phase in view["phases"].as_array().unwrap() {
        for item in phase["items"].as_array().unwrap() {
            let [id, text, owner] =
                ["id", "text", "owner_name"].map(|key| item[key].as_str().unwrap());
            assert!(
                phase["kind"] != "checkpoint" || text.starts_with(owner),
                "{id} is not {owner}'s"
            );
            if item["required"] == false {
                optional.push(id);
            }
        }
    }
    let expected = [
        "planning.windows",
        "deployment.backup",
        "follow-up.retrospective",
        "incident.rollback",
        "incident.hotfix",
    ];
    assert_eq!(optional, expected);
}
