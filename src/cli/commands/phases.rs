//! `octorel phases`: the view per phase.

use crate::cli::shared::{App, AsOf, Exit, Format, Whose, formats, phase};
use crate::command::command;
use crate::document;
use crate::release::ArgumentKind;
use crate::render::ics;
use crate::rules::Refusal;
use crate::schedule::When;
use crate::view::{CalendarView, PhasesView};
use anyhow::Result;
use chrono::TimeDelta;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel phases\n  octorel phases staging\n  octorel phases 4 --format markdown\n  octorel phases --format ics --mine --alarm 1d"
)]
pub(crate) struct Args {
    /// Phase: number, id or part of its name
    #[arg(add = ArgumentKind::Phase)]
    phase: Option<String>,

    #[command(flatten)]
    whose: Whose,

    /// With --format ics: an alarm this long before each phase, for example 1d or 2h
    #[arg(long, value_name = "LENGTH", value_parser = length)]
    alarm: Option<TimeDelta>,

    #[command(flatten)]
    as_of: AsOf,

    /// Output format; ics: a calendar with the dated phases
    #[arg(long, value_parser = formats(&[Format::TEXT, Format::JSON, Format::MARKDOWN, Format::SLACK, Format::ICS]), default_value = "text")]
    format: Format,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let loaded = app.load_to_show_or_draft(&self.as_of)?;
        let only = self.phase.as_deref().map(|name| phase(&loaded.release, name)).transpose()?;
        if self.format == Format::ICS {
            let filter = self.whose.filter(app, &loaded)?;
            let view = CalendarView::new(&loaded.release, only.as_ref(), &filter, loaded.now);
            return app.show(self.format, &ics(&view, self.alarm));
        }
        if self.alarm.is_some() || self.whose.is_narrowed() {
            return Err(Refusal::cannot("--role, --mine and --alarm require --format ics")
                .hint(command("list").does("filters items"))
                .into());
        }
        let view = PhasesView::new(&loaded.release, only.as_ref(), loaded.now);
        app.show_view(loaded.page, self.format, ("phases", &view), document::phases)
    }
}

/// A length of time in the notation of `when`: `1d`, `2h`.
fn length(text: &str) -> Result<TimeDelta, String> {
    let when = format!("T+{text}").parse::<When>().ok().filter(|when| when.to.is_none());
    let when = when.ok_or_else(|| "use a number and a unit, for example 1d or 2h".to_owned())?;
    Ok(TimeDelta::minutes(when.from.nominal_minutes()))
}
