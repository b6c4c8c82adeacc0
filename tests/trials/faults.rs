//! Planted faults: a trial that detects none of them proves nothing.
//!
//! Each fault changes one place of the source. The full form builds the changed program beside the tree, and the trial
//! must fail on it; the quick form checks that each place still exists.

use crate::scale::{figures, is_full};
use crate::{
    bytes, calls, clocks, completing, crash, cut, forged, full_disk, fuzz, gates, git, hostile,
    kill, merging, odd_files, reading, stopped, together, vanish,
};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

/// A fault in one place of the source, and the trial that must detect it.
pub(crate) struct Fault {
    /// The module of the trial.
    pub(crate) trial: &'static str,
    /// Describes the fault.
    pub(crate) what: &'static str,
    /// The file, relative to the root of the tree.
    pub(crate) file: &'static str,
    /// The original text, which occurs once.
    pub(crate) was: &'static str,
    /// The replacement text.
    pub(crate) becomes: &'static str,
}

/// All faults, by trial.
const FAULTS: &[&[Fault]] = &[
    bytes::FAULTS,
    calls::FAULTS,
    clocks::FAULTS,
    completing::FAULTS,
    crash::FAULTS,
    cut::FAULTS,
    forged::FAULTS,
    full_disk::FAULTS,
    fuzz::FAULTS,
    gates::FAULTS,
    git::FAULTS,
    hostile::FAULTS,
    kill::FAULTS,
    merging::FAULTS,
    odd_files::FAULTS,
    reading::FAULTS,
    stopped::FAULTS,
    together::FAULTS,
    vanish::FAULTS,
];

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_fault_location_exists_exactly_once() {
    for fault in FAULTS.iter().copied().flatten() {
        let source = fs::read_to_string(top().join(fault.file)).unwrap();
        let found = source.matches(fault.was).count();
        assert_eq!(found, 1, "{}: `{}` stands {found} times", fault.file, fault.was);
    }
}

#[test]
fn every_trial_is_on_the_page_with_its_figures() {
    let page = include_str!("../../src/TRIALS.md");
    for fault in FAULTS.iter().copied().flatten() {
        let row = format!("\n| {} | ", fault.trial);
        assert!(page.contains(&row), "{row:?} is not in src/TRIALS.md");
    }
}

#[test]
fn every_planted_fault_is_caught() {
    if !is_full() {
        return;
    }
    let folder = assert_fs::TempDir::new().unwrap();
    for fault in FAULTS.iter().copied().flatten() {
        let tree = folder.path().join("tree");
        copy(&tree);
        plant(&tree, fault);
        let built = cargo(&tree, &["--no-run"]);
        assert!(built.status.success(), "{}: does not build:\n{}", fault.what, text(&built));
        let tried = cargo(&tree, &[&format!("{}::", fault.trial)]);
        assert!(!tried.status.success(), "{}: not caught by `{}`", fault.what, fault.trial);
        figures(fault.trial, fault.what, "caught");
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
        if fs::read(&to).is_ok_and(|there| there == bytes) {
            continue;
        }
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
}

fn plant(tree: &Path, fault: &Fault) {
    let path = tree.join(fault.file);
    let source = fs::read_to_string(&path).unwrap();
    fs::write(&path, source.replacen(fault.was, fault.becomes, 1)).unwrap();
}

fn cargo(tree: &Path, arguments: &[&str]) -> Output {
    let target =
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| top().join("target"), PathBuf::from);
    Command::new(env!("CARGO"))
        .args(["test", "--quiet", "--locked", "--test", "trials"])
        .args(arguments)
        .current_dir(tree)
        .env("CARGO_TARGET_DIR", target.join("faults"))
        .env_remove("TRIALS")
        .output()
        .unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
