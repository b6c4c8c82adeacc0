//! `octorel roles`: the roles matrix and the view per role.

use crate::cli::shared::{App, Exit, Shown};
use crate::document;
use crate::release::{ArgumentKind, naming};
use crate::rules::Refusal;
use crate::view::RolesView;
use anyhow::Result;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel roles\n  octorel roles qa\n  octorel roles security --format markdown"
)]
pub(crate) struct Args {
    /// Role: id or part of its name
    #[arg(add = ArgumentKind::Role)]
    role: Option<String>,

    #[command(flatten)]
    shown: Shown,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let loaded = app.load_to_show_or_draft(&self.shown.as_of)?;
        let playbook = &loaded.release.playbook;
        let only = self.role.as_deref().map(|name| naming::role(playbook, name)).transpose();
        let only = only.map_err(|unclear| Refusal::role(playbook, unclear))?;
        let view = RolesView::new(&loaded.release, only.as_ref(), loaded.now);
        app.show_view(loaded.page, self.shown.format, ("roles", &view), document::roles)
    }
}
