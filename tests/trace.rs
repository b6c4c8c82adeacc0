//! src/TRACE.md: every line of the two process documents, the definition that contains it, and the command that acts on it.
//! `SNAPSHOTS=overwrite cargo test --test trace` updates the page.

use octorel::internals::playbook::{Place, Playbook, Source, Stage, load};
use snapbox::{Assert, Data};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

const ROLES: &str = include_str!("process/release-roles-and-responsibilities.md");
const CHECKLIST: &str = include_str!("process/release-manager-checklist.md");

/// The command that acts on each kind of line, and the commands of single lines.
const COMMANDS: [(&str, &str); 56] = [
    // Kinds.
    ("purpose", "status"),
    ("section of phases", "phases"),
    ("section of roles", "roles"),
    ("section of decisions", "decide"),
    ("section of channels", "channels"),
    ("phase", "phases"),
    ("role", "roles, assign"),
    ("item", "tick"),
    ("duty", "tick"),
    ("decision", "decide, decide --escalate"),
    ("channel", "channels"),
    // Items.
    ("planning.calendar", "releases"),
    ("planning.timeline", "announce timeline"),
    ("planning.windows", "reschedule"),
    ("staging.blocking-issues", "block, next"),
    ("deployment.start-time", "announce start"),
    ("deployment.execute", "gate"),
    ("deployment.progress", "status"),
    ("post-deployment.announcement", "announce success"),
    ("post-deployment.tracking", "status, releases"),
    ("post-deployment.deviations", "log --kind deviation, note --kind deviation"),
    ("follow-up.lessons", "note --kind lesson, log --kind lesson"),
    ("follow-up.feedback", "note --kind feedback, log --kind feedback"),
    ("follow-up.metrics", "note --kind metric, log --kind metric"),
    ("follow-up.archive", "finish, report"),
    ("incident.trigger", "incident declare"),
    ("incident.notify", "announce incident"),
    ("incident.assess", "incident declare --severity"),
    ("incident.rollback", "decide"),
    ("incident.timeline", "incident note, incident report"),
    ("incident.review", "incident report"),
    ("one-week.checklist", "gate"),
    ("release-day.go-no-go-meeting", "readiness, decide"),
    ("release-day.deployment", "gate"),
    ("post-release-review.metrics", "log --kind metric"),
    ("post-release-review.summary", "announce summary, report"),
    // Duties.
    ("release-manager.checklist", "gate"),
    ("release-manager.status-updates", "announce update"),
    ("release-manager.rollback", "decide"),
    ("release-manager.coordination", "incident"),
    ("release-manager.root-cause", "incident note, incident report"),
    ("project-manager.risk-register", "note --kind risk, log --kind risk"),
    ("project-manager.go-no-go", "readiness"),
    ("project-manager.communication", "announce"),
    ("project-manager.progress", "status"),
    ("project-manager.blockers", "block, decide --escalate"),
    ("project-manager.status", "status"),
    ("project-manager.lessons", "note --kind lesson, log --kind lesson"),
    ("project-manager.resolution", "incident"),
    ("project-manager.stakeholders", "announce incident"),
    ("product-manager.feedback", "note --kind feedback, log --kind feedback"),
    ("customer-success.feedback", "note --kind feedback, log --kind feedback"),
    ("customer-success.affected-customers", "decide, announce incident"),
    // Channels.
    ("during-release", "announce update"),
    ("incident", "announce incident, incident report"),
    ("post-release", "announce summary, log --kind metric"),
];

/// A line of a document, the definition that contains it, and the commands that act on it.
struct Row {
    line: String,
    definition: String,
    commands: String,
}

fn command(name: &str) -> Option<&'static str> {
    let mut table = COMMANDS.iter();
    table.find(|(known, _)| *known == name).map(|(_, does)| *does)
}

/// A row with the commands of its kind and its own.
fn row(line: &str, kind: &str, definition: &str, own: &str) -> Row {
    let of_kind = command(kind).unwrap_or_else(|| panic!("no command for {kind}: {line}"));
    let mut all = vec![of_kind];
    all.extend(command(own).filter(|does| *does != of_kind));
    let all: Vec<String> =
        (all.iter().flat_map(|does| does.split(", "))).map(|does| format!("`{does}`")).collect();
    Row { line: line.to_owned(), definition: definition.to_owned(), commands: all.join(", ") }
}

/// The rows of a line with a heading or an entry; none for empty lines, rules and table headers.
fn rows(playbook: &Playbook, phase: &mut Option<usize>, line: &str) -> Vec<Row> {
    if let Some(heading) = line.strip_prefix("## ").or_else(|| line.strip_prefix("### ")) {
        let name = heading.split(" (").next().unwrap_or(heading);
        *phase = playbook.phases.iter().position(|known| known.name == name);
        if let Some(phase) = *phase {
            return vec![row(heading, "phase", playbook.phases[phase].id.as_str(), "")];
        }
        let section = match name {
            "Purpose" => return Vec::new(),
            "Release Roles Matrix" => "roles",
            "Key Milestones & Checkpoints" => "phases",
            "Escalation & Decision Authority" => "decisions",
            "Communication Channels" => "channels",
            unknown => panic!("nothing holds the heading {unknown}"),
        };
        return vec![row(heading, &format!("section of {section}"), section, "")];
    }
    if let Some(text) = line.strip_prefix("- [ ] ") {
        let id = item(playbook, phase.expect("an item stands below a phase"), text);
        return vec![row(text, "item", &id, &id)];
    }
    if let Some(text) = line.strip_prefix("- **") {
        return vec![channel(playbook, text)];
    }
    let silent = ["---", "# ", "| Role ", "| Decision Type ", "|--"];
    if line.is_empty() || silent.iter().any(|start| line.starts_with(start)) {
        return Vec::new();
    }
    let Some(cells) = line.strip_prefix('|') else {
        return vec![row(line, "purpose", "the playbook", "")];
    };
    let cells = cells.trim_end_matches('|').split('|').map(str::trim);
    cells_of(playbook, &cells.collect::<Vec<_>>())
}

/// The id of the item with this text in a phase.
fn item(playbook: &Playbook, phase: usize, text: &str) -> String {
    let mut places =
        (0..playbook.phases[phase].items.len()).map(|item| Place::Item { phase, item });
    let place = places.find(|place| playbook.line(*place) == text);
    let place = place.unwrap_or_else(|| panic!("nothing holds the item {text}"));
    playbook.id(place).to_string()
}

fn channel(playbook: &Playbook, text: &str) -> Row {
    let mut channels = playbook.channels.iter();
    let channel =
        channels.find(|known| text == format!("{}**: {}", known.stage.heading(), known.name));
    let channel = channel.unwrap_or_else(|| panic!("nothing holds the channel {text}"));
    let stage = channel.stage.id();
    row(&text.replace("**", ""), "channel", &format!("channels: {stage}"), stage)
}

/// The rows of a table row: a role with its duties, or a decision.
fn cells_of(playbook: &Playbook, cells: &[&str]) -> Vec<Row> {
    let name = cells[0].trim_matches('*');
    if let Some(decision) = playbook.decisions.iter().find(|known| known.name == name) {
        let id = decision.id.as_str();
        return vec![row(&cells.join(", "), "decision", id, id)];
    }
    let role = playbook.roles.iter().find(|role| role.name == name);
    let role = role.unwrap_or_else(|| panic!("nothing holds the row {name}"));
    let mut found = vec![row(name, "role", role.id.as_str(), "")];
    for (cell, stage) in cells[1..].iter().zip(Stage::ALL) {
        for text in cell.split("<br>") {
            let mut duties = role.duties.iter();
            let duty = duties.find(|duty| duty.stage == stage && duty.text == text);
            let duty = duty.unwrap_or_else(|| panic!("nothing holds the duty {text}"));
            let line = format!("{text} ({})", stage.heading());
            found.push(row(&line, "duty", duty.id.as_str(), duty.id.as_str()));
        }
    }
    found
}

fn playbook() -> Playbook {
    load(&Source::Embedded).expect("the built-in playbook has no problem")
}

fn document(playbook: &Playbook, document: &str) -> Vec<Row> {
    let mut phase = None;
    let lines = document.lines();
    lines.flat_map(|line| rows(playbook, &mut phase, line)).collect()
}

/// The expected page.
fn page(playbook: &Playbook) -> String {
    let mut page = String::from(
        "# From the process to the program\n\n\
         Every line of the two process documents, the definition in `checklists/` that holds it, and the commands that act on\n\
         it. A test writes this page from the documents and the built-in playbook, and holds that each command exists.\n",
    );
    for (title, text) in
        [("Release Roles & Responsibilities", ROLES), ("Release Manager Checklist", CHECKLIST)]
    {
        let _ =
            write!(page, "\n## {title}\n\n| line | definition | commands |\n| --- | --- | --- |\n");
        for row in document(playbook, text) {
            let Row { line, definition, commands } = row;
            let _ = writeln!(page, "| {line} | `{definition}` | {commands} |");
        }
    }
    page
}

#[test]
fn the_page_traces_every_line() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/TRACE.md");
    Assert::new()
        .action_env("SNAPSHOTS")
        .eq(page(&playbook()), Data::read_from(Path::new(path), None).raw());
}

#[test]
fn every_definition_comes_from_a_document_line() {
    let playbook = playbook();
    let rows = [ROLES, CHECKLIST].map(|text| document(&playbook, text));
    let traced: BTreeSet<String> = rows.into_iter().flatten().map(|row| row.definition).collect();
    let places = playbook.places().map(|place| playbook.id(place).to_string());
    let phases = playbook.phases.iter().map(|phase| phase.id.to_string());
    let roles = playbook.roles.iter().map(|role| role.id.to_string());
    let decisions = playbook.decisions.iter().map(|decision| decision.id.to_string());
    let all = places.chain(phases).chain(roles).chain(decisions);
    let left: Vec<String> = all.filter(|id| !traced.contains(id)).collect();
    assert_eq!(left, [""; 0]);
}

#[test]
fn every_command_in_the_table_exists_and_every_name_is_used() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_octorel"));
    let output = program.arg("--help").output().expect("the program runs");
    let help = String::from_utf8(output.stdout).expect("help is UTF-8");
    let known: BTreeSet<&str> = (help.lines().filter_map(|line| line.strip_prefix("  ")))
        .filter_map(|line| line.split(' ').next())
        .collect();
    let playbook = playbook();
    let mut names: BTreeSet<&str> =
        playbook.places().map(|place| playbook.id(place).as_str()).collect();
    names.extend(playbook.channels.iter().map(|channel| channel.stage.id()));
    for (i, (name, does)) in COMMANDS.iter().enumerate() {
        for does in does.split(", ") {
            let words: Vec<&str> = does.split(' ').collect();
            assert!(known.contains(words[0]), "{does}");
            let mut program = Command::new(env!("CARGO_BIN_EXE_octorel"));
            // The value after the command is included, since an option can require one.
            let value = does.ends_with("--severity").then_some("1");
            let output = program.args(&words).args(value).arg("--help").output();
            assert!(output.expect("the program runs").status.success(), "{does}");
        }
        assert!(i < 11 || names.contains(name), "{name} is nothing of the playbook");
    }
}
