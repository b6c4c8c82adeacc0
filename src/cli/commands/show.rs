//! `octorel show`: one item, phase, role, decision or incident in full.

use crate::cli::shared::{App, Exit, Shown};
use crate::command::command;
use crate::document;
use crate::names::{PhaseId, RoleId};
use crate::playbook::{Decision, Place};
use crate::release::{ArgumentKind, Incident, Release, naming};
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

enum Subject<'a> {
    Item(Place),
    Phase(PhaseId),
    Role(RoleId),
    Decision(&'a Decision),
    Incident(&'a Incident),
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let loaded = app.load_to_show_or_draft(&self.shown.as_of)?;
        let (release, now, page) = (&loaded.release, loaded.now, loaded.page);
        let format = self.shown.format;
        match subject(release, &self.words.join(" "))? {
            Subject::Item(place) => {
                let view = ShowView::new(release, place, now);
                if self.code {
                    return commands(app, &view);
                }
                app.show_view(page, format, ("show", &view), document::show)
            }
            Subject::Phase(id) => {
                let view = PhasesView::new(release, Some(&id), now);
                app.show_view(page, format, ("phases", &view), document::phases)
            }
            Subject::Role(id) => {
                let view = RolesView::new(release, Some(&id), now);
                app.show_view(page, format, ("roles", &view), document::roles)
            }
            Subject::Decision(decision) => {
                let view = DecisionsView::new(release, Some(&decision.id));
                app.show_view(page, format, ("decisions", &view), document::decisions)
            }
            Subject::Incident(incident) => {
                let view = IncidentReport::new(release, incident, now);
                app.show_view(page, format, ("incident-report", &view), document::incident_report)
            }
        }
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

/// What a name stands for. Numbers and ids come first, words of an item last.
fn subject<'a>(release: &'a Release, name: &str) -> Result<Subject<'a>, Refusal> {
    let playbook = &release.playbook;
    if let Some(Ok(number)) = name.strip_prefix("incident ").map(str::parse) {
        let incident = release.incident_of(number).map(Subject::Incident);
        return incident.ok_or_else(|| Refusal::no_incident(number));
    }
    let exact = naming::item_exactly(playbook, name).map(Subject::Item).ok_or(());
    let named = exact.or_else(|()| naming::phase(playbook, name).map(Subject::Phase));
    let named = named.or_else(|_| naming::role(playbook, name).map(Subject::Role));
    let named = named.or_else(|_| naming::decision(playbook, name).map(Subject::Decision));
    let named = named.or_else(|_| naming::entry(playbook, name).map(Subject::Item));
    named.map_err(|unclear| Refusal::item(release, unclear, "show"))
}
