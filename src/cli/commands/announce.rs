//! `octorel announce`: a ready-to-send message for stakeholders, and the timer of the next update.

use crate::cli::shared::{App, Exit, Format, Loaded, Recording, Shown, Who, one_of, written};
use crate::document;
use crate::release::updates::{AnnouncementKind, suggested};
use crate::rules::{announce, is_true};
use crate::view::{AnnouncementView, UpdateView};
use anyhow::{Context, Result};
use clap::builder::{PossibleValue, TypedValueParser};

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel announce\n  octorel announce start --format slack --sent\n  octorel announce update --note \"Search is slow for some minutes.\""
)]
pub(crate) struct Args {
    /// Message to print (default: whichever fits the current stage)
    #[arg(value_parser = kinds())]
    kind: Option<AnnouncementKind>,

    #[command(flatten)]
    shown: Shown,

    /// Record it as sent and restart the update timer
    #[arg(long, conflicts_with = "as_of")]
    sent: bool,

    /// Add a sentence of your own
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,

    /// Show what would be recorded without recording it
    #[arg(long, requires = "sent")]
    dry_run: bool,

    #[command(flatten)]
    who: Who,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        if !self.sent {
            let loaded = app.load_to_show(&self.shown.as_of)?;
            let kind = self.kind.unwrap_or_else(|| suggested(&loaded.release, loaded.now));
            is_true(&loaded.release, kind)?;
            return self.print(app, &loaded, kind);
        }
        let how =
            Recording { who: self.who.clone(), dry_run: self.dry_run, format: self.shown.format };
        let mut sent = None;
        let (loaded, _) = app.record(&how, |release, _| {
            let now = release.local(app.now);
            let kind = *sent.insert(self.kind.unwrap_or_else(|| suggested(release, now)));
            announce(release, kind, self.note.clone())
        })?;
        if let Some(kind) = sent {
            let printed = self.print(app, &loaded, kind);
            printed.context("recorded, but the result could not be printed")?;
            let said = recorded(&loaded, kind);
            if !self.dry_run {
                app.say(&said);
            } else if self.shown.format != Format::TEXT {
                app.say("dry run: nothing is recorded");
            }
        }
        Ok(Exit::Yes)
    }

    fn print(&self, app: &App, loaded: &Loaded, kind: AnnouncementKind) -> Result<Exit> {
        let view = AnnouncementView::new(&loaded.release, kind, self.note.clone(), loaded.now);
        let view = view.context("the release has no date")?;
        // Whoever pastes it has another width.
        let page = loaded.page.unlimited();
        let format = self.shown.format;
        let text = written(format, page, ("announce", &view), document::announcement)?;
        if format == Format::TEXT { app.print(&text) } else { app.show(format, &text) }
    }
}

fn kinds() -> impl TypedValueParser<Value = AnnouncementKind> {
    one_of(AnnouncementKind::ALL.iter().map(|&kind| {
        let help = match kind {
            AnnouncementKind::Timeline => "Preliminary timeline",
            AnnouncementKind::Start => "Deployment is starting",
            AnnouncementKind::Update => "Progress update",
            AnnouncementKind::Success => "Release succeeded",
            AnnouncementKind::Incident => "Incident notice",
            AnnouncementKind::RolledBack => "Rollback notice",
            AnnouncementKind::Summary => "Release summary",
        };
        (PossibleValue::new(kind.id()).help(help), kind)
    }))
}

fn recorded(loaded: &Loaded, kind: AnnouncementKind) -> String {
    let kept = format!("✓ marked `{}` as sent", kind.id());
    match UpdateView::new(&loaded.release, loaded.now) {
        Some(update) => {
            let due = update.due.0;
            let (at, distance) = (loaded.page.now.time(due), loaded.page.now.distance(due));
            format!("{kept}; next update due at {at} ({distance})")
        }
        None => kept,
    }
}
