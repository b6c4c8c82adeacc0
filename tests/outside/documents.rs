//! Owners, paths, dates and conditions are those of the two process documents. `tests/trace.rs` checks that each line is there.

use crate::support::Here;
use serde_json::Value;

const ROLES: &str = include_str!("../process/release-roles-and-responsibilities.md");

/// The rows of the tables below a heading, as cells, without header rows.
fn rows(heading: &str) -> Vec<Vec<&'static str>> {
    let section = ROLES.split("\n## ").find(|section| section.starts_with(heading)).unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix('|')?.strip_suffix('|'));
    let cells =
        |row: &'static str| row.split('|').map(|cell| cell.trim().trim_matches('*')).collect();
    rows.skip(2).map(cells).collect()
}

#[test]
fn decisions_have_the_owners_and_paths_of_their_table() {
    let here = Here::started();
    let name = |owner: &Value| owner["name"].as_str().unwrap().to_owned();
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
