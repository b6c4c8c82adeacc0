//! Hostile texts in files: intact and damaged logs, playbooks, file names; and in the files that octorel writes from them.

use super::WORD;
use super::readers::first;
use super::release::{Where, log, noted, titled};
use super::texts::chosen;
use crate::program::{PROGRAM, Site};
use crate::scale::amount;
use crate::tally::Tally;
use std::fs;

/// Commands that show a log, a playbook and the names of files.
const SHOWS: [&str; 15] = [
    "releases",
    "status -r 2.4.0",
    "log -r 2.4.0 --color=always",
    "gate deploy -r 2.4.0",
    "check book",
    "announce -r 2.4.0",
    "log --kind risk -r 2.4.0",
    "log --kind deviation -r 2.4.0",
    "check",
    "check -r 2.4.0 --repair",
    "__complete words status -r ",
    "__complete words -r 2.4.0 tick ",
    "__complete words -r 2.4.0 tick 2.",
    "__complete words -r 2.4.0 decide ",
    "__complete words -r 2.4.0 roles ",
];

/// A folder for logs and a playbook.
fn folder() -> Site {
    let site = Site::empty();
    fs::create_dir_all(site.path(".octorel/releases")).unwrap();
    fs::create_dir_all(site.path("book")).unwrap();
    site
}

fn put(site: &Site, release: &str, bytes: impl AsRef<[u8]>) {
    let path = format!(".octorel/releases/{release}.jsonl");
    fs::write(site.path(path), bytes).unwrap();
}

#[test]
fn no_text_of_a_file_escapes_its_place() {
    let site = folder();
    let tally = Tally::default();
    for (turn, text) in chosen(30).iter().enumerate() {
        let written = [Where::Texts, Where::Everywhere][turn % 2];
        put(&site, "2.4.0", log(written, text));
        let name = first(&text.replace(['/', '\0'], ""), 40);
        let named = site.path(".octorel/releases").join(name + ".jsonl");
        let _ = fs::write(&named, "x\n");
        let quoted = serde_json::to_string(text).unwrap();
        let bare = text.replace('\n', " ");
        let book = format!(
            "name: {quoted}\n{bare}: 1\nroles:\n  - id: {bare} # {bare}\n    name: {quoted}\n"
        );
        fs::write(site.path("book/all.yaml"), book).unwrap();
        for line in SHOWS {
            let run = site.run(line);
            if line.starts_with("__complete") {
                tally.answer(line, text, &run);
            } else {
                tally.run(line, text, &run);
            }
        }
        let _ = fs::remove_file(named);
    }
    tally.end("hostile", "0 escaped");
}

#[test]
fn no_text_of_a_damaged_log_escapes_its_place() {
    let site = folder();
    site.ok("start 2.4.0 --on \"2026-12-08 14:00\" --tz UTC");
    let whole = fs::read(site.path(".octorel/releases/2.4.0.jsonl")).unwrap();
    let tally = Tally::default();
    for text in chosen(40) {
        let quoted = serde_json::to_string(&text).unwrap();
        let id = "0".repeat(64);
        let damage = format!(
            "{text}\n{{\"id\":\"{id}\",\"after\":[{quoted}],\"by\":{quoted},\"do\":{quoted}}}\n{{\"id\":{quoted}}}\n<<<<<<< {text}\n"
        );
        put(&site, "2.4.0", [&whole[..], damage.as_bytes()].concat());
        let said = text.replace('\0', "");
        for line in
            ["status", "gate", "check", "check --repair", "check --repair --yes", "log", "check"]
        {
            let mut words: Vec<&str> = line.split(' ').collect();
            if line.starts_with("check --repair") {
                words.extend(["--reason", &said]);
            }
            tally.run(line, &text, &site.run_words(words));
        }
    }
    tally.end("hostile", "0 escaped");
}

#[test]
fn no_text_escapes_its_place_in_written_pages() {
    let tally = Tally::default();
    let expected = pages(&tally, WORD);
    for text in chosen(40) {
        let found = pages(&tally, &text);
        for ((what, found), (_, expected)) in found.iter().zip(&expected) {
            tally.page(what, &text, [found, expected]);
        }
    }
    tally.end("hostile", "0 escaped");
}

/// The pages written for a release with this text: a step summary and the final report.
fn pages(tally: &Tally, text: &str) -> Vec<(&'static str, String)> {
    let site = folder();
    let log = titled("2.4.0", Where::Texts, text);
    // No gate judges the events of a newer octorel.
    let known = log.split_inclusive(|&byte| byte == b'\n');
    let known = known.take_while(|line| !line.windows(8).any(|part| part == b"\"do\":\"x-"));
    put(&site, "2.4.0", known.collect::<Vec<_>>().concat());
    let mut github = site.command(PROGRAM);
    github.args(["gate", "deploy", "-r", "2.4.0", "--format", "github"]);
    github.env("GITHUB_STEP_SUMMARY", site.path("summary.md"));
    let ran = github.output().unwrap();
    assert!(matches!(ran.status.code(), Some(0 | 1)), "the gate cannot judge");
    let mut pages = vec![("summary", fs::read_to_string(site.path("summary.md")).unwrap())];
    for ends in ["cancel", "reopen"] {
        let ran = site.run_words([ends, "-r", "2.4.0", "--reason", "done"]);
        assert!(ran.status.success(), "{ran:?}");
        tally.run(ends, text, &ran);
        let record = fs::read_to_string(site.path(".octorel/releases/2.4.0.md")).unwrap();
        // The last line has the ids of events.
        let (record, _) = record.rsplit_once("\n<!-- octorel: ").unwrap();
        pages.push((ends, record.to_owned()));
    }
    pages
}

#[test]
fn no_megabyte_of_text_escapes_its_place() {
    let site = folder();
    let tally = Tally::default();
    let pieces = ["\u{1b}[31m\u{202e}", "\n::error::x", "##[error]", "<b>", "`", "日"];
    for piece in &pieces[..amount(1, pieces.len())] {
        let text = piece.repeat(1_000_000 / piece.len());
        put(&site, "2.4.0", noted(&text));
        put(&site, "2.5.0", text.clone() + "\n");
        fs::write(site.path("book/all.yaml"), format!("name: {text}")).unwrap();
        for line in [
            "log --kind risk -r 2.4.0",
            "log -r 2.4.0",
            "status -r 2.4.0",
            "record -r 2.4.0",
            "check",
            "check -r 2.5.0 --repair",
            "check book",
        ] {
            tally.run(line, &text, &site.run(line));
        }
        let long = first(&text, 120_000 / piece.len());
        for with in ["tick", "gate", "note"] {
            tally.run(with, &text, &site.run_words([with, "-r", "2.4.0", &long]));
        }
    }
    tally.end("hostile", "0 escaped");
}
