//! `octorel assign`: who holds which role.

use super::Exit;
use super::app::{App, person};
use super::args::Who;
use super::recording::recorded;
use crate::decide::{Handover, assign};
use crate::log::Act;
use crate::render::text;
use crate::view::HandoverView;
use anyhow::Result;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel assign qa dana@example.com\n  octorel assign qa sam@example.com --instead-of dana@example.com --note \"on leave\""
)]
pub(super) struct Args {
    /// The role, by id or a piece of its name
    role: String,

    /// The person
    #[arg(value_name = "PERSON")]
    holder: String,

    /// Who hands the role over
    #[arg(long, value_name = "PERSON", conflicts_with = "remove")]
    instead_of: Option<String>,

    /// Take the role from the person instead
    #[arg(long)]
    remove: bool,

    /// Keep a note with it
    #[arg(long, value_name = "TEXT", conflicts_with = "remove")]
    note: Option<String>,

    #[command(flatten)]
    who: Who,
}

impl Args {
    pub(super) fn run(&self, app: &App) -> Result<Exit> {
        let handover = Handover {
            role: self.role.clone(),
            person: person(&self.holder)?,
            instead_of: self.instead_of.as_deref().map(person).transpose()?,
            remove: self.remove,
            note: self.note.clone(),
        };
        let seen = recorded(app, &self.who, |release, _| assign(release, &handover))?;
        if handover.instead_of.is_some()
            && let Some(Act::Assigned(assigned)) = seen.release.events().last().map(|e| &e.act)
        {
            let (role, person) = (&assigned.role, &assigned.person);
            let view = HandoverView::new(&seen.release, role, person, seen.now);
            app.confirm(&text::handover(&view, seen.paper))?;
        }
        Ok(Exit::Yes)
    }
}
