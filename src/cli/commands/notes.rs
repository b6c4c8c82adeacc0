//! `octorel notes`: what was noted, the risks with their numbers.

use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::options::{Shown, note_kind};
use crate::document;
use crate::log::NoteKind;
use crate::view::NotesView;
use anyhow::Result;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel notes\n  octorel notes --kind risk")]
pub(crate) struct Args {
    /// Only notes of this kind
    #[arg(long, value_parser = note_kind())]
    kind: Option<NoteKind>,

    #[command(flatten)]
    shown: Shown,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let loaded = app.load_to_show(&self.shown.as_of)?;
        let view = NotesView::new(&loaded.release, self.kind.as_ref());
        app.show_view(loaded.page, self.shown.format, ("notes", &view), document::notes)
    }
}
