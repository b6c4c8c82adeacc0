//! The program run in its own folder with a fixed environment.

use assert_fs::TempDir;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The program itself.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_octorel");

/// A folder and the commands that run in it.
pub(crate) struct Place {
    folder: TempDir,
}

impl Place {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        Self { folder }
    }

    pub(crate) fn path(&self, inner: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(inner)
    }

    /// A command with only the fixed environment.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.folder.path()).env_clear().envs([
            ("PATH", "/usr/local/bin:/usr/bin:/bin"),
            ("TZ", "UTC"),
            ("OCTOREL_NOW", "2026-12-08T09:46:00Z"),
            ("OCTOREL_USER", "rm@example.com"),
            ("COLUMNS", "80"),
        ]);
        command
    }

    pub(crate) fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Output {
        self.command(PROGRAM).args(arguments).output().unwrap()
    }
}
