//! `octorel close`, `cancel` and `reopen`: the end of a release, and the record that it leaves beside its log.

use crate::cli::shared::answers::Answers;
use crate::cli::shared::app::{App, Loaded};
use crate::cli::shared::exit::Exit;
use crate::cli::shared::options::Who;
use crate::cli::shared::prompts;
use crate::cli::shared::record_file::keep_record;
use crate::cli::shared::recording::recorded;
use crate::log::Act;
use crate::names::GateId;
use crate::release::gate::judge;
use crate::release::{Release, ReleaseState};
use crate::render::text;
use crate::rules::{CLOSE, Refusal, cancel, close, reopen};
use crate::view::GateView;
use anyhow::Result;

/// Why, and who says so.
#[derive(clap::Args)]
struct Ending {
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    #[command(flatten)]
    who: Who,
}

impl Ending {
    /// Records an act that needs the reason.
    fn recorded<'a>(
        &self,
        app: &'a App,
        act: fn(&Release, Option<&str>) -> Result<Vec<Act>, Refusal>,
    ) -> Result<Loaded<'a>> {
        prompts::recorded(app, &self.who, Answers::default(), |release, _, answers| {
            let reason = answers.option("reason").or_else(|| self.reason.clone());
            act(release, reason.as_deref())
        })
    }
}

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel close\n  octorel close --reason \"all followed up\"")]
pub(crate) struct Close {
    #[command(flatten)]
    ending: Ending,
}

impl Close {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let mut missing = None;
        let ended = recorded(app, &self.ending.who, |release, _| {
            close(release, self.ending.reason.as_deref())
                .inspect_err(|_| missing = closed_gate(app, release))
        });
        if let Some(missing) = missing {
            app.print(&missing)?;
        }
        keep_record(app, &ended?)
    }
}

/// What the gate of an open release misses, as `gate` shows it; none where it is not the gate that stands in the way.
fn closed_gate(app: &App, release: &Release) -> Option<String> {
    let judgement = judge(release, &GateId::from(CLOSE))?;
    let in_the_way = release.progress.end == ReleaseState::Active && !judgement.open();
    let now = release.local(app.now);
    let view = GateView::new(release, &judgement, now);
    in_the_way.then(|| text::gate(&view, app.page(now)))
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
        let ended = self.ending.recorded(app, cancel)?;
        keep_record(app, &ended)
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
        let opened = self.ending.recorded(app, reopen)?;
        keep_record(app, &opened)
    }
}
