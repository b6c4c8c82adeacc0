//! `octorel tick`, `untick`, `skip`, `block` and `unblock`: the commands that mark items.

use crate::cli::shared::answers::Answers;
use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::options::Who;
use crate::cli::shared::prompts::{Prompter, record};
use crate::release::{ArgumentKind, ItemAction, MissingArgument};
use crate::rules::{ItemRequest, act_on_items};
use anyhow::Result;

/// Which items are meant, for whom, and what to keep with the record.
#[derive(clap::Args)]
struct Items {
    /// The items: by number (2.4), id, beginning of the id, or a piece of the text; in a terminal you are asked
    #[arg(value_name = "ITEM", add = ArgumentKind::ItemsForAction)]
    items: Vec<String>,

    /// For this role, where all roles tick; `all` for every role that is left
    #[arg(long, value_name = "ROLE", add = ArgumentKind::RolesForAction)]
    role: Vec<String>,

    /// For this incident, where several are open
    #[arg(long, value_name = "NUMBER", add = ArgumentKind::OngoingIncident)]
    incident: Option<u32>,

    /// Keep a link with it, for instance to the build
    #[arg(long, value_name = "URL")]
    link: Option<String>,

    #[command(flatten)]
    who: Who,
}

impl Items {
    fn run(
        &self,
        app: &App,
        what: ItemAction,
        why: Option<&str>,
        note: Option<&str>,
    ) -> Result<Exit> {
        let mut answers = Answers::default();
        if self.items.is_empty() {
            let mut prompter = Prompter::begin(app, &self.who)?;
            prompter.ask(&MissingArgument::items(what))?;
            answers = prompter.answers;
        }
        let request = |answers: &Answers| ItemRequest {
            action: what,
            items: (self.items.iter().chain(&answers.positional()))
                .map(|name| answers.item(name))
                .collect(),
            roles: [&self.role[..], &answers.options("role")].concat(),
            incident: self.incident.or(answers.number("incident")),
            reason: answers.option("reason").or_else(|| why.map(str::to_owned)),
            note: note.map(str::to_owned),
            link: self.link.clone(),
        };
        record(app, &self.who, answers, |release, by, answers| {
            act_on_items(release, by, &request(answers))
        })
    }
}

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel tick 2.4\n  octorel tick \"rollback and mitigation\" 2.6 --note \"drill was fine\"\n  octorel tick 6.6 --role qa"
)]
pub(crate) struct Tick {
    #[command(flatten)]
    items: Items,

    /// Keep a note with it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

impl Tick {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        self.items.run(app, ItemAction::Tick, None, self.note.as_deref())
    }
}

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel untick 2.4 --note \"the nodes are gone again\"\n  octorel untick 6.6 --role qa"
)]
pub(crate) struct Untick {
    #[command(flatten)]
    items: Items,

    /// Keep a note with it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

impl Untick {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        self.items.run(app, ItemAction::Untick, None, self.note.as_deref())
    }
}

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel skip 1.3 --reason \"no calendar this year\"\n  octorel skip 6.6 --role ux-designer --reason \"nothing to watch\""
)]
pub(crate) struct Skip {
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    #[command(flatten)]
    items: Items,
}

impl Skip {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        self.items.run(app, ItemAction::Skip, self.reason.as_deref(), None)
    }
}

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel block 2.4 --reason \"waiting for the new nodes\"\n  octorel block 4.1 4.2 --reason \"staging is down\""
)]
pub(crate) struct Block {
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    #[command(flatten)]
    items: Items,
}

impl Block {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        self.items.run(app, ItemAction::Block, self.reason.as_deref(), None)
    }
}

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel unblock 2.4\n  octorel unblock 2.4 --note \"the new nodes are up\""
)]
pub(crate) struct Unblock {
    #[command(flatten)]
    items: Items,

    /// Keep a note with it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

impl Unblock {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        self.items.run(app, ItemAction::Unblock, None, self.note.as_deref())
    }
}
