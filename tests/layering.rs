//! The map of the rooms in `src/`: which may use which, and which know nothing of the outside.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The rooms in the order of the arrows: a room uses only rooms of the lines above its own.
const MAP: [&[&str]; 10] = [
    &["names"],
    &["schedule"],
    &["playbook"],
    &["log"],
    &["release"],
    &["rules", "view"],
    &["render"],
    &["sys", "terminal"],
    &["ui"],
    &["cli"],
];

/// The rooms whose functions depend on their arguments alone.
const PURE: [&str; 7] = [
    "names", "schedule", "playbook", "release", "rules", "view", "render",
];

/// The looks at the outside that pure rooms hold: the files of a playbook, the machine's time zone, and the terminal that a
/// question is asked in.
const DOORS: [&str; 2] = ["playbook/read.rs", "schedule/zone.rs"];

/// What no pure room says.
const OUTSIDE: [&str; 9] = [
    "std::fs",
    "std::env",
    "std::io::std",
    "std::process",
    "std::net",
    "std::time",
    "Utc::now",
    "Local::now",
    "print",
];

/// A source file without its tests: its room, its path in `src/`, and its text.
struct Source {
    room: String,
    path: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = files(&src).expect("`src/` can be read");
    files.sort();
    let source = |file: &PathBuf| {
        let path = file.strip_prefix(&src).expect("it was found below `src/`");
        let path = path.to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(file).expect("a source file can be read");
        Source {
            room: before(before(&path, "/"), ".").to_owned(),
            text: shipped(&text),
            path,
        }
    };
    let for_tests = |path: &str| {
        let mut parts = path.split(['/', '.']);
        parts.any(|part| ["tests", "samples"].contains(&part))
    };
    let entrance = |room: &str| ["lib", "main"].contains(&room);
    (files.iter().map(source))
        .filter(|source| !for_tests(&source.path) && !entrance(&source.room))
        .collect()
}

/// All Rust files of a folder and of those in it.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    Ok(found)
}

/// The text without comments and without the tests at its end.
fn shipped(text: &str) -> String {
    let text = before(text, "#[cfg(test)]\nmod tests {");
    let code = text.lines().map(|line| before(line, "//"));
    code.collect::<Vec<_>>().join("\n")
}

fn before<'a>(text: &'a str, mark: &str) -> &'a str {
    text.split_once(mark).map_or(text, |(before, _)| before)
}

/// The rooms that a text names: `crate::x`, alone or in braces.
fn used(text: &str) -> BTreeSet<String> {
    let word = |text: &str| -> String {
        let letters = text
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_');
        letters.collect()
    };
    let mut rooms = BTreeSet::new();
    for path in text.split("crate::").skip(1) {
        match path.strip_prefix('{') {
            None => {
                rooms.insert(word(path));
            }
            Some(list) => {
                let list = before(list, "}").split(',');
                rooms.extend(list.map(|name| word(name.trim_start())));
            }
        }
    }
    rooms.remove("");
    rooms
}

fn level(room: &str) -> Option<usize> {
    MAP.iter().position(|rooms| rooms.contains(&room))
}

#[test]
fn every_room_is_on_the_map_and_every_name_on_it_is_a_room() {
    let rooms: BTreeSet<String> = sources().into_iter().map(|source| source.room).collect();
    let map: BTreeSet<String> = MAP.concat().into_iter().map(str::to_owned).collect();
    assert_eq!(rooms, map);
}

#[test]
fn arrows_point_one_way() {
    let mut wrong = Vec::new();
    for source in sources() {
        // A room that is one file would reach the others through its parent unseen.
        let is_file = !source.path.contains('/');
        assert!(
            !is_file || !source.text.contains("super::"),
            "{}",
            source.path
        );
        for used in used(&source.text) {
            let downwards = level(&used) < level(&source.room);
            if used != source.room && !downwards {
                wrong.push(format!("{} uses {used}", source.path));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn a_pure_room_knows_no_clock_no_file_and_no_terminal() {
    let mut wrong = Vec::new();
    for source in sources() {
        let pure = PURE.contains(&&*source.room) && !DOORS.contains(&&*source.path);
        // `use std::{env, fs};` would go unseen.
        assert!(!pure || !source.text.contains("std::{"), "{}", source.path);
        for word in OUTSIDE.into_iter().filter(|_| pure) {
            let says = match word {
                "print" => ["print!", "println!"]
                    .iter()
                    .any(|name| source.text.contains(name)),
                _ => source.text.contains(word),
            };
            if says {
                wrong.push(format!("{} says {word}", source.path));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn the_words_of_a_path_are_read_however_it_is_written() {
    let text = "use crate::log::Act;\nuse crate::{sys, terminal::x};\nfn f() -> crate::view::A {}\nuse crate::{\n    cli,\n};";
    let rooms = ["cli", "log", "sys", "terminal", "view"].map(str::to_owned);
    assert_eq!(used(text), BTreeSet::from(rooms));
}
