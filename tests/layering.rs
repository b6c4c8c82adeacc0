//! The dependencies in `src/`:
//! - a module uses only modules of earlier lines of [`MAP`];
//! - at most three files of a module depend on each other;
//! - `cli` has three layers: `shared`, above it `commands`, which do not use each other, and above both the rest;
//! - a `mod.rs` declares and re-exports, nothing else;
//! - pure modules use neither clock, file system, environment nor terminal.
//!
//! A file depends on each file that defines a name in one of its paths, whether directly or through re-exports.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};

/// The modules, lowest first. Modules of one line do not use each other.
const MAP: &str = "names command
sys
schedule
playbook
import log
share
release
rules view
document
render
terminal
ui
cli";

/// The modules whose functions depend only on their arguments, without the files that read a playbook and the time zone.
const PURE: &str = "names command schedule playbook import release rules view document render";
const IMPURE_FILES: [&str; 3] = ["playbook::lookup", "playbook::read", "schedule::zone"];

/// What a pure module never mentions, and `std::{`, which could hide it.
const IMPURE: &str = "std::{ sys:: std::fs std::env std::io::std std::process std::net std::time Utc::now Local::now \
    print! println!";

const SRC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

/// The source files without their tests, by module path: `log::store` is `src/log/store.rs`, `log` is `src/log/mod.rs`.
type Sources = BTreeMap<String, Source>;

struct Source {
    text: String,
    /// All paths in the file, from the crate root.
    paths: BTreeSet<String>,
    /// Path by name: what `use` brings into the file, for itself or for others.
    imports: BTreeMap<String, String>,
    only_declares: bool,
}

fn sources() -> Sources {
    let mut texts = BTreeMap::new();
    collect(Path::new(SRC), "", &mut texts).expect("`src/` can be read");
    let files = texts.keys().cloned().collect();
    texts.iter().map(|(file, text)| (file.clone(), parse(file, text, &files))).collect()
}

/// Reads the files of a folder, without `lib.rs`, `main.rs`, `build.rs` and files that only tests use.
fn collect(folder: &Path, module: &str, texts: &mut BTreeMap<String, String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let name = match &*stem {
            "tests" | "samples" | "lib" | "main" | "build" => continue,
            "mod" => module.to_owned(),
            stem => join(module, stem),
        };
        if path.is_dir() {
            collect(&path, &name, texts)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path)?;
            let text = before(&text, "#[cfg(test)]\nmod tests {").lines();
            let code: Vec<&str> = text.map(|line| before(line, "//")).collect();
            texts.insert(name, code.join("\n"));
        }
    }
    Ok(())
}

fn parse(file: &str, text: &str, files: &BTreeSet<String>) -> Source {
    let spaced = spaced(text);
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    let mut imports = BTreeMap::new();
    let mut paths = BTreeSet::new();
    // In the second pass, all imports that other paths can start with are known.
    for at in (1..tokens.len()).chain(1..tokens.len()) {
        if tokens[at] != "§" || at > 1 && tokens[at - 2] == "§" {
            continue;
        }
        let start = match tokens[at - 1] {
            "crate" => String::new(),
            "self" => file.to_owned(),
            "super" => parent(file),
            name if files.contains(&join(file, name)) => join(file, name),
            name if imports.contains_key(name) => String::clone(&imports[name]),
            _ => continue,
        };
        let mut leaves = Vec::new();
        walk(&tokens, at + 1, start, &mut leaves);
        paths.extend(leaves.iter().map(|(_, path)| path.clone()));
        if at > 1 && tokens[at - 2] == "use" {
            imports.extend(leaves);
        }
    }
    let items = "fn struct enum trait type const static impl";
    let only_declares = !tokens.iter().any(|word| has(items, word));
    Source { text: text.to_owned(), paths, imports, only_declares }
}

/// Separates words, `::` (written as `§`) and all other characters by spaces.
fn spaced(text: &str) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let spaced = |c| if is_word(c) { c.to_string() } else { format!(" {c} ") };
    text.replace("::", "§").chars().map(spaced).collect()
}

/// A name and the path that it stands for.
type Leaf = (String, String);

/// Adds the name and the whole path of each leaf of `a::{b, c as d}`, where `path` leads to it. Returns where it ends.
fn walk(tokens: &[&str], mut at: usize, mut path: String, leaves: &mut Vec<Leaf>) -> usize {
    if tokens[at] == "{" {
        at += 1;
        while tokens[at] != "}" {
            at = walk(tokens, at, path.clone(), leaves);
            at += usize::from(tokens[at] == ",");
        }
        return at + 1;
    }
    match tokens[at] {
        "self" => {}
        "super" => path = parent(&path),
        name => path = join(&path, name),
    }
    match tokens[at + 1] {
        "§" => walk(tokens, at + 2, path, leaves),
        "as" => {
            leaves.push((tokens[at + 2].to_owned(), path));
            at + 3
        }
        _ => {
            let name = path.rsplit("::").next().unwrap_or(&path);
            leaves.push((name.to_owned(), path));
            at + 1
        }
    }
}

/// The file that defines what a path names.
fn defining<'a>(sources: &'a Sources, path: &str) -> Option<&'a str> {
    let mut file = String::new();
    let mut names = path.split("::");
    while let Some(name) = names.next() {
        if sources.contains_key(&join(&file, name)) {
            file = join(&file, name);
        } else if let Some(import) = sources.get(&file)?.imports.get(name) {
            let path = names.fold(import.clone(), |path, name| join(&path, name));
            return defining(sources, &path);
        } else {
            break;
        }
    }
    let (file, source) = sources.get_key_value(&file)?;
    Some(&**file).filter(|_| !source.only_declares)
}

/// The files that each file depends on directly.
fn used_files(sources: &Sources) -> BTreeMap<&str, BTreeSet<&str>> {
    let used = |it: &Source| it.paths.iter().filter_map(|path| defining(sources, path)).collect();
    sources.iter().map(|(file, source)| (&**file, used(source))).collect()
}

fn before<'a>(text: &'a str, mark: &str) -> &'a str {
    text.split(mark).next().unwrap_or(text)
}

fn parent(path: &str) -> String {
    path.rsplit_once("::").map_or(String::new(), |(parent, _)| parent.to_owned())
}

fn join(path: &str, name: &str) -> String {
    let separator = if path.is_empty() { "" } else { "::" };
    format!("{path}{separator}{name}")
}

fn has(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|other| other == word)
}

#[test]
fn a_module_uses_only_modules_below_it() {
    let level = |module: &str| MAP.lines().position(|line| has(line, module));
    for (file, source) in sources() {
        let own = before(&file, "::");
        assert!(level(own).is_some(), "{own} is not on the map");
        for used in source.paths.iter().map(|path| before(path, "::")) {
            assert!(used == own || level(used) < level(own), "{file} uses {used}");
        }
    }
}

#[test]
fn at_most_three_files_of_a_module_depend_on_each_other() {
    let sources = sources();
    let direct = used_files(&sources);
    let mut all = direct.clone();
    for used in all.values_mut() {
        let mut next: Vec<&str> = used.iter().copied().collect();
        while let Some(file) = next.pop() {
            next.extend(direct[file].iter().filter(|other| used.insert(other)));
        }
    }
    for (file, used) in &all {
        let near = |other: &&&str| before(other, "::") == before(file, "::");
        let cycle: Vec<_> =
            used.iter().filter(near).filter(|it| all[**it].contains(file)).collect();
        assert!(cycle.len() <= 3, "{} files: {cycle:?}", cycle.len());
    }
}

#[test]
fn cli_has_three_layers() {
    let layer = |file: &str| match file.split("::").nth(1) {
        Some("shared") => 0,
        Some("commands") => 1,
        _ => 2,
    };
    let command = |file: &str| file.split("::").nth(2).map(str::to_owned);
    let sources = sources();
    for (file, used) in used_files(&sources) {
        let both_in_cli = |used: &&str| before(file, "::") == "cli" && before(used, "::") == "cli";
        for used in used.into_iter().filter(both_in_cli) {
            let other = layer(file) == 1 && layer(used) == 1 && command(file) != command(used);
            assert!(layer(used) <= layer(file) && !other, "{file} uses {used}");
        }
    }
}

#[test]
fn a_mod_file_only_declares_and_re_exports() {
    for (file, source) in sources() {
        let mod_file = Path::new(SRC).join(file.replace("::", "/")).join("mod.rs");
        assert!(!mod_file.exists() || source.only_declares, "{file}");
    }
}

#[test]
fn a_pure_module_uses_no_clock_no_file_and_no_terminal() {
    for (file, source) in sources() {
        let is_pure = has(PURE, before(&file, "::")) && !IMPURE_FILES.contains(&&*file);
        for word in IMPURE.split_whitespace().filter(|_| is_pure) {
            assert!(!source.text.contains(word), "{file} mentions {word}");
        }
    }
}

#[test]
fn use_paths_are_found_in_every_notation() {
    let text = "use crate::log::Act;\nuse super::{self as up, b::{C as D, e}};\nfn f() -> crate::view::A { e::g(child::x) }";
    let found = parse("log", text, &BTreeSet::from(["log::child".to_owned()])).paths;
    let found = Vec::from_iter(found).join(" ");
    assert_eq!(found.trim(), "b::C b::e b::e::g log::Act log::child::x view::A");
}
