//! Filters that several views share: whose items, and which phase.

use super::{App, Loaded, Who};
use crate::command::command;
use crate::names::{Person, PhaseId};
use crate::release::{ArgumentKind, Release, naming};
use crate::rules::Refusal;
use crate::view::Filter;
use anyhow::Result;

/// Whose items to show.
#[derive(clap::Args)]
pub(crate) struct Whose {
    /// Only items of ROLE (includes items owned by all roles)
    #[arg(long, add = ArgumentKind::Role)]
    role: Option<String>,

    /// Only items of your roles
    #[arg(long)]
    mine: bool,

    /// With --mine: PERSON instead of you
    #[arg(long = "as", value_name = "PERSON", requires = "mine", add = ArgumentKind::Person)]
    person: Option<String>,
}

impl Whose {
    pub(crate) fn is_narrowed(&self) -> bool {
        self.mine || self.role.is_some()
    }

    /// The filter for these options.
    ///
    /// # Errors
    /// If the role is unclear, or nobody is known to be "you".
    pub(crate) fn filter(&self, app: &App, loaded: &Loaded<'_>) -> Result<Filter> {
        let playbook = &loaded.release.playbook;
        let role = self.role.as_deref().map(|name| naming::role(playbook, name)).transpose();
        let who = Who { person: self.person.clone() };
        let of = self.mine.then(|| -> Result<Person> {
            Ok(naming::person(&loaded.release, &app.who(&who)?).map_err(Refusal::person)?)
        });
        Ok(Filter {
            role: role.map_err(|unclear| Refusal::role(playbook, unclear))?,
            of: of.transpose()?,
            ..Filter::default()
        })
    }
}

pub(crate) fn phase(release: &Release, name: &str) -> Result<PhaseId, Refusal> {
    let phases = &release.playbook.phases;
    naming::phase(&release.playbook, name).map_err(|unclear| {
        let line = |id: &PhaseId| {
            let at = release.phase(id).unwrap_or_default();
            ((at + 1).to_string(), phases[at].name.clone())
        };
        Refusal::unclear("phase", unclear, phases.iter().map(|it| it.id.clone()), line)
            .hint(command("phases").does("shows all phases"))
    })
}
