//! `octorel notes`: what was noted, the risks with their numbers.

use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::options::{AsOf, NoteKind, Plain};
use crate::render::{json::json, text};
use crate::view::NotesView;
use anyhow::Result;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel notes\n  octorel notes --kind risk")]
pub(crate) struct Args {
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
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let seen = app.load_to_show(&self.as_of)?;
        let view = NotesView::new(&seen.release, self.kind.map(NoteKind::id));
        app.show(
            self.format.reader(),
            &match self.format {
                Plain::Text => text::notes(&view, seen.page),
                Plain::Json => json("notes", &view)?,
            },
        )?;
        Ok(Exit::Yes)
    }
}
