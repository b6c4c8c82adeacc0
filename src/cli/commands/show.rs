//! `octorel show`: one item, phase, role, decision or incident in full.

use crate::cli::shared::{App, Exit, Shown};
use crate::command::command;
use crate::document;
use crate::release::{ArgumentKind, naming};
use crate::render::safe_lines;
use crate::rules::Refusal;
use crate::view::{DecisionsView, IncidentReport, PhasesView, RolesView, ShowView};
use anyhow::Result;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel show 5.4\n  octorel show 2 --format json\n  octorel show qa\n  octorel show go-no-go\n  octorel show incident 1"
)]
pub(crate) struct Args {
    /// Item, phase, role, decision or incident: its number, its id or part of its text
    #[arg(value_name = "WHAT", required = true, add = ArgumentKind::Subject)]
    words: Vec<String>,

    /// Print only the commands in the item's text and explanation
    #[arg(long)]
    code: bool,

    #[command(flatten)]
    shown: Shown,
}

impl Args {
    /// Shows what a name stands for. Numbers and ids come first, words of an item last.
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let loaded = app.load_to_show_or_draft(&self.shown.as_of)?;
        let (release, now, page) = (&loaded.release, loaded.now, loaded.page);
        let (playbook, format) = (&release.playbook, self.shown.format);
        let name = &*self.words.join(" ");
        if let Some(Ok(number)) = name.strip_prefix("incident ").map(str::parse) {
            let incident = release.incident_of(number);
            let incident = incident.ok_or_else(|| Refusal::no_incident(number))?;
            let view = ("incident-report", &IncidentReport::new(release, incident, now));
            return app.show_view(page, format, view, document::incident_report);
        }
        let item = naming::item_exactly(playbook, name);
        if item.is_none() {
            if let Ok(id) = naming::phase(playbook, name) {
                let view = ("phases", &PhasesView::new(release, Some(&id), now));
                return app.show_view(page, format, view, document::phases);
            }
            if let Ok(id) = naming::role(playbook, name) {
                let view = ("roles", &RolesView::new(release, Some(&id), now));
                return app.show_view(page, format, view, document::roles);
            }
            if let Ok(decision) = naming::decision(playbook, name) {
                let view = ("decisions", &DecisionsView::new(release, Some(&decision.id)));
                return app.show_view(page, format, view, document::decisions);
            }
        }
        let item = item.map_or_else(|| naming::entry(playbook, name), Ok);
        let item = item.map_err(|unclear| Refusal::item(release, unclear, "show"))?;
        let view = ShowView::new(release, item, now);
        if self.code {
            return commands(app, &view);
        }
        app.show_view(page, format, ("show", &view), document::show)
    }
}

fn commands(app: &App, view: &ShowView) -> Result<Exit> {
    let code = view.code();
    if code.is_empty() {
        let number = &view.item.number;
        let refusal = Refusal::no(format!("{number} contains no commands"));
        return Err(refusal.hint(command("show").arg(number).does("shows all of it")).into());
    }
    app.print(&safe_lines(&code.concat()))
}
