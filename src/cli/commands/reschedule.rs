//! `octorel reschedule`: a new T.

use crate::cli::shared::{App, Exit, Format, Purpose, Recording, moment, zone};
use crate::document::moves;
use crate::release::{ArgumentKind, MissingArgument};
use crate::rules::{Refusal, can_reschedule, reschedule};
use crate::view::PhaseLine;
use anyhow::Result;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel reschedule \"2026-12-10 14:00\" --reason \"the freeze was extended\"\n  octorel reschedule 2026-12-10 --dry-run"
)]
pub(crate) struct Args {
    /// New date, or date and time, of the release (prompts if omitted in a terminal)
    #[arg(value_name = "WHEN", add = ArgumentKind::Text)]
    when: Option<String>,

    /// New time zone
    #[arg(long, value_name = "ZONE", add = ArgumentKind::TimeZone)]
    tz: Option<String>,

    /// Reason
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    #[command(flatten)]
    how: Recording,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let (store, name) = app.which(Purpose::Act)?;
        let before = app.read(&store, &name)?;
        can_reschedule(&before)?;
        let present = before.t.map(|t| t.timezone().name());
        let on = self.when.as_ref().ok_or_else(|| {
            let question = "New release date, such as `T+1d` or `fri 14:00`?";
            let missing = MissingArgument::text(question).like("T+1w");
            Refusal::cannot("specify the new date").missing([missing])
        })?;
        let times = (app, before.t);
        let zone = zone(self.tz.as_deref().or(present), &before.playbook)?;
        let on = moment(on, zone, &before.playbook, times)?;
        reschedule(&before, on, self.reason.as_ref())?;
        let now = app.now.with_timezone(&on.timezone());
        let mut after = before.clone();
        after.t = Some(on);
        after.spans = after.plan(after.t);
        let [old, new] = [&before, &after].map(|release| PhaseLine::all(release, now));
        let shown = moves(&old, &new, app.page(now));
        let (loaded, count) =
            app.record(&self.how, |release, _| reschedule(release, on, self.reason.as_ref()))?;
        if self.how.format == Format::TEXT {
            app.confirm(shown)?;
        }
        app.show_recorded(&self.how, &loaded, count)
    }
}
