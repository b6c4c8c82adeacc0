//! `octorel next`: what can be done now.

use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::filters::Whose;
use crate::cli::shared::options::{AsOf, Plain, positive};
use crate::render::{json::json, text};
use crate::rules::settling;
use crate::view::NextView;
use anyhow::Result;
use std::num::NonZeroUsize;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel next --mine\n  octorel next --role qa --limit 3")]
pub(crate) struct Args {
    #[command(flatten)]
    whose: Whose,

    /// At most so many
    #[arg(short = 'n', long, value_name = "NUMBER", default_value = "10", value_parser = positive::<NonZeroUsize>)]
    limit: NonZeroUsize,

    #[command(flatten)]
    as_of: AsOf,

    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Plain,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let seen = app.load_to_show(&self.as_of)?;
        let filter = self.whose.filter(app, &seen)?;
        let mut view = NextView::new(&seen.release, &filter, seen.now);
        view.items.truncate(self.limit.get());
        app.show(
            self.format.reader(),
            &match self.format {
                Plain::Text => text::next(&view, seen.page),
                Plain::Json => json("next", &view)?,
            },
        )?;
        if let Some(item) = view.items.first().filter(|_| self.format == Plain::Text) {
            app.teach(&settling(&item.number, |command| command));
        }
        Ok(Exit::Yes)
    }
}
