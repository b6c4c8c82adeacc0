//! `octorel log`: the history, or only its notes of one kind or its deviations.

use crate::cli::shared::{App, Exit, Shown, note_kind, person, since};
use crate::document;
use crate::log::NoteKind;
use crate::names::Person;
use crate::release::{ArgumentKind, naming};
use crate::rules::Refusal;
use crate::view::{DeviationsView, EventView, LogView};
use anyhow::Result;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel log\n  octorel log 2.4\n  octorel log --since yesterday --by dana@example.com\n  octorel log --kind risk\n  octorel log --kind deviation --format json"
)]
pub(crate) struct Args {
    /// Only events of ITEM
    #[arg(add = ArgumentKind::Item)]
    item: Option<String>,

    /// Only notes of this kind; `deviation`: everything that deviates from the plan
    #[arg(long, value_parser = note_kind())]
    kind: Option<NoteKind>,

    /// Only events since WHEN
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true, add = ArgumentKind::Text)]
    since: Option<String>,

    /// Only events by PERSON
    #[arg(long, value_name = "PERSON", add = ArgumentKind::Person)]
    by: Option<String>,

    #[command(flatten)]
    shown: Shown,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let loaded = app.load_to_show(&self.shown.as_of)?;
        let (release, format) = (&loaded.release, self.shown.format);
        let page = App::for_lines(loaded.page);
        let place = self.item.as_deref().map(|name| naming::item(&release.playbook, name));
        let place = place.transpose().map_err(|unclear| Refusal::item(release, unclear, "log"))?;
        let only = place.map(|place| release.playbook.id(place));
        let since = self.since.as_ref().map(|text| since(text, app, release)).transpose()?;
        let by = self.by.as_ref().map(|name| -> Result<Person> {
            Ok(naming::person(release, &person(name)?).map_err(Refusal::person)?)
        });
        let by = by.transpose()?;
        let wanted = |event: &EventView| {
            only.is_none_or(|id| event.item.as_ref() == Some(id))
                && by.as_ref().is_none_or(|by| *by == event.by)
                && since.is_none_or(|since| event.at.0 >= since)
        };
        if self.kind == Some(NoteKind::Deviation) {
            let mut view = DeviationsView::new(release);
            view.deviations.retain(|one| wanted(&one.event));
            return app.show_view(loaded.page, format, ("deviations", &view), document::deviations);
        }
        let mut view = LogView::new(release, None);
        view.events.retain(|event| {
            wanted(event) && self.kind.as_ref().is_none_or(|kind| event.is_noted_as(kind))
        });
        app.show_view(page, format, ("log", &view), document::log)
    }
}
