//! Hostile texts through the program: as arguments, in the files of a playbook, as names of files.

use super::readers::{commands, first, terminal};
use super::release::{Where, log};
use super::texts::hostile;
use crate::place::Place;
use crate::scale::{amount, figures};
use std::fs;

/// Commands that take a text, and what else they are called with.
const TAKES: [&[&str]; 24] = [
    &["tick"],
    &["gate"],
    &["list", "--role"],
    &["list", "--phase"],
    &["roles"],
    &["phases"],
    &["status", "--as-of"],
    &["status", "--format"],
    &["status", "--release"],
    &["start", "9.9", "--on"],
    &["start", "--on", "2026-12-08"],
    &["decide", "go-no-go"],
    &["decide", "--as", "x", "go-no-go", "go", "--reason"],
    &["escalate"],
    &["assign", "qa"],
    &["announce", "--note"],
    &["incident", "open"],
    &["note", "--kind"],
    &["note"],
    &["skip", "1.3", "--reason"],
    &["log", "-C"],
    &["check"],
    &["tick", "1.5", "--link"],
    &["tick", "1.6", "--as"],
];

#[test]
fn no_argument_leaves_its_place() {
    let place = Place::new();
    let started = place.run([
        "start",
        "2.4.0",
        "--on",
        "2026-12-08 14:00",
        "--tz",
        "Europe/Paris",
    ]);
    assert!(started.status.success());
    let (mut runs, mut faults) = (0, Vec::new());
    for (turn, text) in hostile().iter().enumerate() {
        // What the system does not take as an argument cannot reach the program.
        if text.contains('\0') {
            continue;
        }
        for with in TAKES
            .iter()
            .skip(turn % amount(24, 1))
            .step_by(amount(24, 1))
        {
            let mut arguments = with.to_vec();
            arguments.extend(
                (*with == ["start", "--on", "2026-12-08"])
                    .then_some("--")
                    .into_iter(),
            );
            let last = match with.last() {
                Some(option) if option.starts_with("--") => format!("{option}={text}"),
                _ => text.clone(),
            };
            if with.last().is_some_and(|option| option.starts_with("--")) {
                arguments.pop();
            }
            arguments.push(&last);
            let run = place.run(&arguments);
            runs += 1;
            for bytes in [&run.stdout, &run.stderr] {
                let shown = String::from_utf8_lossy(bytes);
                let found = commands(&shown);
                let fault = terminal(&shown).err();
                let fault = fault
                    .or((!found.is_empty()).then(|| format!("commands of a workflow: {found:?}")));
                faults.extend(fault.map(|why| format!("{with:?} {:?}: {why}", first(text, 40))));
            }
        }
    }
    figures(
        "hostile",
        &format!("{runs} commands with a text"),
        &format!("{} escaped", faults.len()),
    );
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults[..faults.len().min(40)].join("\n")
    );
}

#[test]
fn no_file_leaves_its_place() {
    let place = Place::new();
    fs::create_dir_all(place.path(".octorel/releases")).unwrap();
    fs::create_dir_all(place.path("book")).unwrap();
    let (mut runs, mut faults) = (0, Vec::new());
    for (turn, text) in hostile().iter().enumerate().step_by(amount(9, 1)) {
        let written = if turn % 2 == 0 {
            Where::Texts
        } else {
            Where::Everywhere
        };
        fs::write(
            place.path(".octorel/releases/2.4.0.jsonl"),
            log(written, text),
        )
        .unwrap();
        let name = text.replace(['/', '\0'], "");
        let name = first(&name, 40) + ".jsonl";
        let _ = fs::write(place.path(".octorel/releases").join(&name), "x\n");
        let quoted = serde_json::to_string(text).unwrap();
        let bare = text.replace('\n', " ");
        let book = format!(
            "checklist: {quoted}\nname: {quoted}\n{bare}: 1\nroles:\n  - id: {bare} # {bare}\n    name: {quoted}\n"
        );
        fs::write(place.path("book/all.yaml"), book).unwrap();
        for line in [
            "releases",
            "status -r 2.4.0",
            "log -r 2.4.0 --color=always",
            "gate deploy -r 2.4.0",
            "check book",
            "announce -r 2.4.0",
        ] {
            let run = place.run(line.split(' '));
            runs += 1;
            for bytes in [&run.stdout, &run.stderr] {
                let shown = String::from_utf8_lossy(bytes);
                let found = commands(&shown);
                let fault = terminal(&shown).err();
                let fault = fault
                    .or((!found.is_empty()).then(|| format!("commands of a workflow: {found:?}")));
                faults.extend(fault.map(|why| format!("{line} {:?}: {why}", first(text, 40))));
            }
        }
        let _ = fs::remove_file(place.path(".octorel/releases").join(&name));
    }
    figures(
        "hostile",
        &format!("{runs} commands over files with a text"),
        &format!("{} escaped", faults.len()),
    );
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults[..faults.len().min(40)].join("\n")
    );
}
