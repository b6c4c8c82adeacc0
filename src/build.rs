//! Adds the commit to the version: `0.2.0 (1a2b3c4)`. Only release builds ask git, so that a commit does not rebuild a debug build.

use std::env;
use std::fs;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-env-changed=OCTOREL_COMMIT");
    let version = env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let is_release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let commit = env::var("OCTOREL_COMMIT").ok().or_else(packaged);
    let commit = commit.or_else(|| is_release.then(checked_out).flatten());
    let commit = commit.map(|commit| format!(" ({commit:.7})")).unwrap_or_default();
    println!("cargo::rustc-env=OCTOREL_VERSION={version}{commit}");
}

/// The commit that `cargo package` wrote into the package.
fn packaged() -> Option<String> {
    println!("cargo::rerun-if-changed=.cargo_vcs_info.json");
    let text = fs::read_to_string(".cargo_vcs_info.json").ok()?;
    Some(text.split_once("\"sha1\": \"")?.1.split('"').next()?.to_owned())
}

/// The commit of the work tree.
fn checked_out() -> Option<String> {
    println!("cargo::rerun-if-changed=.git/logs/HEAD");
    let output = Command::new("git").args(["rev-parse", "HEAD"]).output().ok()?;
    let commit = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    Some(commit.trim().to_owned())
}
