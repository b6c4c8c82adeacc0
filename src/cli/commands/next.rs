//! `octorel next`: what can be done now.

use crate::cli::shared::{App, Exit, Format, Shown, Whose, positive};
use crate::command::command;
use crate::document;
use crate::rules::completing;
use crate::view::{EveryoneView, NextView};
use anyhow::Result;
use std::num::NonZeroUsize;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel next --mine\n  octorel next --role qa --limit 3\n  octorel next --everyone --format slack"
)]
pub(crate) struct Args {
    #[command(flatten)]
    whose: Whose,

    /// Show what is late, due or blocked, grouped by person; nothing if nothing is
    #[arg(long, conflicts_with_all = ["mine", "role", "limit"])]
    everyone: bool,

    /// Show at most NUMBER
    #[arg(short = 'n', long, value_name = "NUMBER", default_value = "10", value_parser = positive::<NonZeroUsize>)]
    limit: NonZeroUsize,

    #[command(flatten)]
    shown: Shown,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        app.sync_if_old()?;
        let loaded = app.load_to_show(&self.shown.as_of)?;
        if self.everyone {
            let view = EveryoneView::new(&loaded.release, loaded.now);
            let (format, page) = (self.shown.format, loaded.page);
            return app.show_view(page, format, ("everyone", &view), document::everyone);
        }
        let filter = self.whose.filter(app, &loaded)?;
        let mut view = NextView::new(&loaded.release, &filter, loaded.now);
        view.truncate(self.limit.get());
        app.show_view(loaded.page, self.shown.format, ("next", &view), document::next)?;
        if self.shown.format == Format::TEXT {
            match (view.decisions.first().filter(|_| view.decisions_first), view.items.first()) {
                (Some(decision), _) => app.teach(&command("decide").arg(&decision.id).into()),
                (None, Some(item)) => app.teach(&completing(&item.number, |command| command)),
                (None, None) => {}
            }
        }
        Ok(Exit::Yes)
    }
}
