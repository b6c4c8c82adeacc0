//! `octorel notes`: what was noted, the risks with their numbers.

use super::Exit;
use super::app::App;
use super::note::NoteKind;
use super::options::{AsOf, Plain};
use crate::render::{json::json, text};
use crate::view::NotesView;
use anyhow::Result;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel notes\n  octorel notes --kind risk")]
pub(super) struct Args {
    /// Only notes of this kind
    #[arg(long, value_enum)]
    kind: Option<NoteKind>,

    #[command(flatten)]
    as_of: AsOf,

    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Plain,
}

impl Args {
    pub(super) fn run(&self, app: &App) -> Result<Exit> {
        let seen = app.load_to_show(&self.as_of)?;
        let view = NotesView::new(&seen.release, self.kind.map(NoteKind::id));
        app.show(
            self.format.reader(),
            &match self.format {
                Plain::Text => text::notes(&view, seen.paper),
                Plain::Json => json("notes", &view)?,
            },
        )?;
        Ok(Exit::Yes)
    }
}
