//! `octorel upgrade`: takes over changes of the playbook into the running release.

use crate::cli::shared::{App, Exit, Format, Recording, known_values, record};
use crate::command::command;
use crate::document;
use crate::log::Act;
use crate::playbook::Playbook;
use crate::release::{ArgumentKind, Release};
use crate::rules::{Refusal, upgrade};
use crate::view::UpgradeView;
use anyhow::Result;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel upgrade\n  octorel upgrade --playbook path/to/playbook --yes"
)]
pub(crate) struct Args {
    /// Use the playbook in DIR
    #[arg(long, value_name = "DIR", add = ArgumentKind::Folder)]
    playbook: Option<PathBuf>,

    /// Apply the changes
    #[arg(long)]
    yes: bool,

    #[command(flatten)]
    how: Recording,
}

/// A playbook, and the values in its texts.
type Version = (Arc<Playbook>, BTreeMap<String, String>);

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let loaded = app.load_to_record()?;
        let (new, vars) = self.version(app, &loaded.release)?;
        let by = app.who(&self.how.who)?;
        let acts = upgrade(&loaded.release, &by, &new, &vars)?;
        let view = UpgradeView::new(&loaded.release, acts.first().and_then(Act::upgraded));
        let applies = self.yes && !self.how.dry_run && !acts.is_empty();
        if self.how.format == Format::JSON && !applies {
            return app.show_json("upgrade", &view);
        } else if self.how.format == Format::TEXT {
            let mut apply = command("upgrade");
            if let Some(folder) = &self.playbook {
                apply = apply.arg("--playbook").arg(folder.display());
            }
            let apply = (!applies && !acts.is_empty()).then(|| apply.arg("--yes"));
            app.print_document(document::upgrade(&view, apply.as_ref(), loaded.page))?;
        }
        if applies {
            record(app, &self.how, |release, by| upgrade(release, by, &new, &vars))?;
        }
        Ok(Exit::Yes)
    }

    /// The playbook in the files, of the type of the release and with its values.
    fn version(&self, app: &App, release: &Release) -> Result<Version> {
        let (playbook, _) = app.playbook(self.playbook.as_deref())?;
        let started = release.log.started();
        let release_type = started.and_then(|started| started.release_type.as_deref());
        let is_known = match release_type {
            Some(name) => playbook.types.iter().any(|it| it == name),
            None => playbook.types.is_empty(),
        };
        if !is_known {
            let is =
                release_type.map_or("has no type".to_owned(), |it| format!("is of type `{it}`"));
            let refusal = Refusal::cannot(format!("{} {is}, unlike the playbook", release.title()));
            let types = playbook.types.join(", ");
            let hint = match types.is_empty() {
                true => "it has no types".to_owned(),
                false => format!("its types are {types}"),
            };
            return Err(refusal.hint(hint).into());
        }
        let defaults = playbook.vars.clone();
        let (mut playbook, _) = playbook.of_type(release_type);
        let mut vars = known_values(app, release.title(), &defaults);
        let upgrades = release.events().iter().filter_map(|event| event.act.upgraded());
        vars.extend(started.map(|it| it.vars.clone()).unwrap_or_default());
        vars.extend(upgrades.flat_map(|it| it.vars.clone()));
        let used = playbook.placeholders();
        if let Some(name) = used.iter().find(|name| !vars.contains_key(*name)) {
            let refusal = Refusal::cannot(format!("the variable `{name}` has no value"));
            return Err(refusal.hint(format!("give `{name}` a default in `vars`")).into());
        }
        vars.retain(|name, _| used.contains(name));
        playbook.fill(&vars);
        Ok((Arc::new(playbook), vars))
    }
}
