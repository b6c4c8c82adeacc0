//! `octorel list`: items, filtered.

use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::filters::{Whose, phase};
use crate::cli::shared::options::{AsOf, Plain};
use crate::playbook::Stage;
use crate::release::{ArgumentKind, DueStatus, ItemState};
use crate::render::{json::json, text};
use crate::view::{Filter, ListView, Wanted};
use anyhow::Result;
use clap::ValueEnum;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel list --state overdue\n  octorel list --role qa --stage during-release\n  octorel list --phase staging --format json"
)]
pub(crate) struct Args {
    /// Of this phase: its number, id or a piece of its name
    #[arg(long, add = ArgumentKind::Phase)]
    phase: Option<String>,

    /// Of this stage
    #[arg(long, value_enum)]
    stage: Option<StageName>,

    /// In this state
    #[arg(long, value_enum)]
    state: Option<StateName>,

    #[command(flatten)]
    whose: Whose,

    #[command(flatten)]
    as_of: AsOf,

    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Plain,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum StageName {
    PreRelease,
    DuringRelease,
    PostRelease,
    Incident,
}

impl From<StageName> for Stage {
    fn from(name: StageName) -> Self {
        match name {
            StageName::PreRelease => Self::PreRelease,
            StageName::DuringRelease => Self::DuringRelease,
            StageName::PostRelease => Self::PostRelease,
            StageName::Incident => Self::Incident,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum StateName {
    Open,
    Done,
    Skipped,
    Blocked,
    Upcoming,
    Due,
    #[value(alias = "late")]
    Overdue,
}

impl From<StateName> for Wanted {
    fn from(name: StateName) -> Self {
        match name {
            StateName::Open => Self::State(ItemState::Todo),
            StateName::Done => Self::State(ItemState::Done),
            StateName::Skipped => Self::State(ItemState::Skipped),
            StateName::Blocked => Self::State(ItemState::Blocked),
            StateName::Upcoming => Self::DueStatus(DueStatus::Upcoming),
            StateName::Due => Self::DueStatus(DueStatus::Due),
            StateName::Overdue => Self::DueStatus(DueStatus::Overdue),
        }
    }
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let seen = app.load_to_show(&self.as_of)?;
        let filter = Filter {
            phase: self.phase.as_deref().map(|name| phase(&seen.release, name)).transpose()?,
            stage: self.stage.map(Stage::from),
            state: self.state.map(Wanted::from),
            ..self.whose.filter(app, &seen)?
        };
        let view = ListView::new(&seen.release, &filter, seen.now);
        app.show(
            self.format.reader(),
            &match self.format {
                Plain::Text => text::list(&view, seen.page),
                Plain::Json => json("list", &view)?,
            },
        )?;
        Ok(Exit::Yes)
    }
}
