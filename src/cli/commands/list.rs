//! `octorel list`: items, filtered.

use crate::cli::shared::app::{App, Loaded};
use crate::cli::shared::exit::Exit;
use crate::cli::shared::options::{AsOf, Plain, Who};
use crate::command::command;
use crate::names::PhaseId;
use crate::playbook::Stage;
use crate::release::naming::{self, Unclear};
use crate::release::{ArgumentKind, ItemState};
use crate::release::{DueStatus, Release};
use crate::render::{json::json, text};
use crate::rules::Refusal;
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

/// Whose items are wanted.
#[derive(clap::Args)]
pub(crate) struct Whose {
    /// Of this role, those owned by all roles included
    #[arg(long, add = ArgumentKind::Role)]
    role: Option<String>,

    /// Of the roles that you hold
    #[arg(long)]
    mine: bool,

    /// With --mine: of the roles that this person holds
    #[arg(long = "as", value_name = "PERSON", requires = "mine", add = ArgumentKind::Person)]
    person: Option<String>,
}

impl Whose {
    /// The filter that this comes to.
    pub(crate) fn filter(&self, app: &App, seen: &Loaded<'_>) -> Result<Filter> {
        let role = self
            .role
            .as_deref()
            .map(|name| naming::role(&seen.release.playbook, name));
        let role = role.transpose();
        let who = Who {
            person: self.person.clone(),
        };
        Ok(Filter {
            role: role.map_err(|unclear| Refusal::role(&seen.release.playbook, unclear))?,
            of: self.mine.then(|| app.who(&who)).transpose()?,
            ..Filter::default()
        })
    }
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
            phase: self
                .phase
                .as_deref()
                .map(|name| phase(&seen.release, name))
                .transpose()?,
            stage: self.stage.map(Stage::from),
            state: self.state.map(Wanted::from),
            ..self.whose.filter(app, &seen)?
        };
        let view = ListView::new(&seen.release, &filter, seen.now);
        app.show(
            self.format.reader(),
            &match self.format {
                Plain::Text => text::list(&view, seen.paper),
                Plain::Json => json("list", &view)?,
            },
        )?;
        Ok(Exit::Yes)
    }
}

/// The phase that a person means.
pub(crate) fn phase(release: &Release, name: &str) -> Result<PhaseId, Refusal> {
    let playbook = &release.playbook;
    naming::phase(playbook, name).map_err(|unclear| {
        let (message, phases) = match unclear {
            Unclear::Empty => ("a phase's name is empty".to_owned(), Vec::new()),
            Unclear::Unknown { name, nearest } => (format!("there is no phase `{name}`"), nearest),
            Unclear::Several { name, matches } => {
                (format!("`{name}` names {} phases", matches.len()), matches)
            }
        };
        let listed = playbook.phases.iter().enumerate();
        let listed = listed.filter(|(_, phase)| phases.is_empty() || phases.contains(&phase.id));
        Refusal {
            details: listed
                .map(|(p, phase)| ((p + 1).to_string(), phase.name.clone()))
                .collect(),
            ..Refusal::cannot(message)
        }
        .hint(command("phases").does("shows all phases"))
    })
}
