//! `octorel assign`: who holds which role.

use crate::cli::shared::{App, Exit, Format, Recording, person, record};
use crate::command::command;
use crate::document;
use crate::log::Act;
use crate::release::{ArgumentKind, MissingArgument};
use crate::rules::{AssignRequest, Refusal, assign, other_spelling};
use crate::view::RolesView;
use anyhow::Result;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel assign qa dana@example.com\n  octorel assign qa sam@example.com --instead-of dana@example.com --note \"on leave\""
)]
pub(crate) struct Args {
    /// Role: id or part of its name
    #[arg(add = ArgumentKind::RoleOrAuthority)]
    role: Option<String>,

    /// Person
    #[arg(value_name = "PERSON", add = ArgumentKind::Person)]
    holder: Option<String>,

    /// Person being replaced
    #[arg(long, value_name = "PERSON", conflicts_with = "remove", add = ArgumentKind::Person)]
    instead_of: Option<String>,

    /// Remove PERSON from the role
    #[arg(long)]
    remove: bool,

    /// Attach a note
    #[arg(long, value_name = "TEXT", conflicts_with = "remove")]
    note: Option<String>,

    #[command(flatten)]
    how: Recording,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let (role, holder) = self.role_and_person()?;
        let handover = AssignRequest {
            role: role.to_owned(),
            person: person(holder)?,
            instead_of: self.instead_of.as_deref().map(person).transpose()?,
            remove: self.remove,
            note: self.note.clone(),
        };
        let loaded = record(app, &self.how, |release, by| assign(release, by, &handover))?;
        if let Some((role, spelling)) = other_spelling(&loaded.release, &handover.person) {
            let merge = command("assign").arg(role).arg(&handover.person);
            let merge = merge.arg("--instead-of").arg(&spelling);
            let merge = app.invocation().line(&merge);
            app.say(&format!("if {spelling} is the same person: {merge}"));
        }
        if handover.instead_of.is_some()
            && self.how.format == Format::TEXT
            && let Some(Act::Assigned(assigned)) = loaded.release.events().last().map(|e| &e.act)
        {
            let view = RolesView::new(&loaded.release, Some(&assigned.role), loaded.now);
            // An authority outside of the roles has no page.
            if !view.roles.is_empty() {
                app.confirm_with(document::roles(&view, loaded.page))?;
            }
        }
        Ok(Exit::Yes)
    }

    fn role_and_person(&self) -> Result<(&str, &str), Refusal> {
        let question = if self.remove { "Who gives up" } else { "Who takes on" };
        let person = |role: &str| MissingArgument::person(format!("{question} {role}?"));
        match (&self.role, &self.holder) {
            (Some(role), Some(person)) => Ok((role, person)),
            (Some(role), None) => Err(Refusal::cannot("specify a person").missing([person(role)])),
            (None, _) => {
                let missing = [MissingArgument::role(), person("the role")];
                Err(Refusal::cannot("specify a role and a person").missing(missing))
            }
        }
    }
}
