//! `octorel roles`: the roles matrix and the view per role.

use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::options::{AsOf, Pasted};
use crate::release::{ArgumentKind, naming};
use crate::render::{json::json, markdown, text};
use crate::rules::Refusal;
use crate::view::RolesView;
use anyhow::Result;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel roles\n  octorel roles qa\n  octorel roles security --format markdown"
)]
pub(crate) struct Args {
    /// The role: its id or a piece of its name
    #[arg(add = ArgumentKind::Role)]
    role: Option<String>,

    #[command(flatten)]
    as_of: AsOf,

    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Pasted,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let seen = app.load_to_show_or_draft(&self.as_of)?;
        let playbook = &seen.release.playbook;
        let only = self.role.as_deref().map(|name| naming::role(playbook, name)).transpose();
        let only = only.map_err(|unclear| Refusal::role(playbook, unclear))?;
        let view = RolesView::new(&seen.release, only.as_ref(), seen.now);
        app.show(
            self.format.reader(),
            &match self.format {
                Pasted::Text => text::roles(&view, seen.page),
                Pasted::Json => json("roles", &view)?,
                Pasted::Markdown => markdown::roles(&view, seen.page),
            },
        )?;
        Ok(Exit::Yes)
    }
}
