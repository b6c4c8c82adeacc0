//! Planted faults: a trial that detects none of them proves nothing.
//!
//! Each fault changes one place of the source. The full form builds the changed program beside the tree, and the trial
//! must fail on it; the quick form checks that each place still exists.

use crate::program::report;
use crate::scale::{figures, is_full};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

/// A fault in one place of the source.
pub(crate) struct Fault {
    /// Describes the fault.
    pub(crate) what: &'static str,
    /// The file, relative to the root of the tree.
    pub(crate) file: &'static str,
    /// The original text, which occurs once.
    pub(crate) was: &'static str,
    /// The replacement text.
    pub(crate) becomes: &'static str,
}

macro_rules! faults {
    ($($trial:ident),*) => { &[$((stringify!($trial), crate::$trial::FAULTS)),*] };
}

/// All faults, by the module of the trial that must detect them.
const FAULTS: &[(&str, &[Fault])] = faults![
    bytes, calls, clocks, completing, crash, cut, forged, full_disk, fuzz, gates, git, hostile,
    kill, merging, odd_files, reading, stopped, together, vanish
];

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn all() -> impl Iterator<Item = (&'static str, &'static Fault)> {
    FAULTS.iter().flat_map(|(trial, faults)| faults.iter().map(|fault| (*trial, fault)))
}

#[test]
fn every_fault_location_exists_exactly_once() {
    for (_, fault) in all() {
        let source = fs::read_to_string(top().join(fault.file)).unwrap();
        let found = source.matches(fault.was).count();
        assert_eq!(found, 1, "{}: `{}` stands {found} times", fault.file, fault.was);
    }
}

#[test]
fn every_trial_is_on_the_page_with_its_figures() {
    let page = include_str!("../../src/TRIALS.md");
    for (trial, _) in FAULTS {
        assert!(page.contains(&format!("\n| {trial} | ")), "{trial} is not in src/TRIALS.md");
    }
}

#[test]
fn every_planted_fault_is_caught() {
    if !is_full() {
        return;
    }
    let folder = assert_fs::TempDir::new().unwrap();
    let tree = folder.path().join("tree");
    for (trial, fault) in all() {
        copy(&tree);
        let path = tree.join(fault.file);
        let source = fs::read_to_string(&path).unwrap();
        fs::write(&path, source.replacen(fault.was, fault.becomes, 1)).unwrap();
        let built = cargo(&tree, "--no-run");
        assert!(built.status.success(), "{}: does not build:\n{}", fault.what, report(&built));
        let tried = cargo(&tree, &format!("{trial}::"));
        assert!(!tried.status.success(), "{}: not caught by `{trial}`", fault.what);
        figures(trial, fault.what, "caught");
    }
}

/// Copies the files tracked by git that differ, to keep the rebuild small.
fn copy(tree: &Path) {
    let listed = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(top())
        .output()
        .unwrap();
    for name in String::from_utf8(listed.stdout).unwrap().split_terminator('\0') {
        let to = tree.join(name);
        let bytes = fs::read(top().join(name)).unwrap();
        if fs::read(&to).ok().as_ref() != Some(&bytes) {
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::write(to, bytes).unwrap();
        }
    }
}

fn cargo(tree: &Path, argument: &str) -> Output {
    let target =
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| top().join("target"), PathBuf::from);
    Command::new(env!("CARGO"))
        .args(["test", "--quiet", "--locked", "--test", "trials", argument])
        .current_dir(tree)
        .env("CARGO_TARGET_DIR", target.join("faults"))
        .env_remove("TRIALS")
        .output()
        .unwrap()
}
