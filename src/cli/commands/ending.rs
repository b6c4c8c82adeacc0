//! `octorel finish`, `cancel` and `reopen`: the end of a release and its report.

use crate::cli::shared::{App, Exit, Recording, record, write_report_file};
use crate::log::Act;
use crate::release::Release;
use crate::rules::{Refusal, cancel, finish, reopen};
use anyhow::Result;

/// Why, and who says so.
#[derive(clap::Args)]
struct Ending {
    /// Reason
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    #[command(flatten)]
    how: Recording,
}

impl Ending {
    fn run(
        &self,
        app: &App,
        request: impl FnOnce(&Release, Option<&str>) -> Result<Vec<Act>, Refusal>,
    ) -> Result<Exit> {
        let ended = record(app, &self.how, |release, _| request(release, self.reason.as_deref()))?;
        match self.how.dry_run {
            true => Ok(Exit::Yes),
            false => write_report_file(app, &ended, self.how.format),
        }
    }
}

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel finish\n  octorel finish --reason \"all followed up\""
)]
pub(crate) struct Finish {
    #[command(flatten)]
    ending: Ending,
}

impl Finish {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        self.ending.run(app, finish)
    }
}

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel cancel --reason \"merged into 2.5.0\"\n  octorel cancel --release 2.4.0 --reason \"superseded by 2.4.1\""
)]
pub(crate) struct Cancel {
    #[command(flatten)]
    ending: Ending,
}

impl Cancel {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        self.ending.run(app, cancel)
    }
}

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel reopen --reason \"the archive is missing\"\n  octorel reopen --release 2.4.0 --reason \"the hotfix belongs to it\""
)]
pub(crate) struct Reopen {
    #[command(flatten)]
    ending: Ending,
}

impl Reopen {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        self.ending.run(app, reopen)
    }
}
