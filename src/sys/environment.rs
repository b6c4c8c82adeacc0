//! The clock, the environment and the user.

use super::Git;
use crate::names::Person;
use anyhow::{Context, Result, ensure};
use chrono::{DateTime, Datelike, SubsecRound, Utc};
use std::env;
use std::path::{Path, PathBuf};

/// Now, to the second. `OCTOREL_NOW` (RFC 3339) pins it, for tests and rehearsals.
///
/// # Errors
/// If `OCTOREL_NOW` is set to something else.
pub(crate) fn now() -> Result<DateTime<Utc>> {
    match env::var_os("OCTOREL_NOW").filter(|value| !value.is_empty()) {
        None => {
            let now = Utc::now().trunc_subsecs(0);
            ensure!((0..=9999).contains(&now.year()), "the clock shows the year {}", now.year());
            Ok(now)
        }
        Some(value) => {
            let value = value.to_string_lossy();
            let now = DateTime::parse_from_rfc3339(&value).with_context(|| {
                format!("invalid OCTOREL_NOW `{value}`: use RFC 3339, for example 2026-12-08T14:00:00+01:00")
            })?;
            Ok(now.to_utc().trunc_subsecs(0))
        }
    }
}

/// The user: `OCTOREL_USER`, else git's `user.email`, else the login name.
pub(crate) fn user(dir: &Path) -> Option<Person> {
    let login = || ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(text);
    let email = || Git::new(dir).ask(&["config", "--get", "user.email"]);
    let user = text("OCTOREL_USER").or_else(email).or_else(login);
    user.map(|user| Person::new(user.trim()))
}

pub(crate) fn program() -> Result<PathBuf> {
    env::current_exe().context("cannot find the program itself")
}

pub(crate) fn temporary_folder() -> PathBuf {
    env::temp_dir()
}

/// The text in an environment variable, unless it is empty.
pub(crate) fn text(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.trim().is_empty())
}

pub(crate) fn path(name: &str) -> Option<PathBuf> {
    let path = env::var_os(name)?;
    (!path.is_empty()).then(|| path.into())
}

/// A folder for a user's files, such as `XDG_DATA_HOME`, else `~/.local/share`.
pub(crate) fn home(variable: &str, default: &str) -> Option<PathBuf> {
    path(variable).or_else(|| Some(path("HOME")?.join(default)))
}
