//! `octorel list`: items, filtered.

use crate::cli::shared::{App, AsOf, Exit, Format, Whose, formats, one_of, phase};
use crate::document;
use crate::playbook::Stage;
use crate::release::{ArgumentKind, DueStatus, ItemState};
use crate::render::issue;
use crate::view::{Filter, ListView, Wanted};
use anyhow::Result;
use clap::builder::TypedValueParser;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel list smoke tests\n  octorel list --state late\n  octorel list --role qa --stage during-release\n  octorel list --phase staging --format json\n  octorel list --format issue"
)]
pub(crate) struct Args {
    /// Only items whose text contains these words
    words: Vec<String>,

    /// Only items in PHASE: number, id or part of its name
    #[arg(long, add = ArgumentKind::Phase)]
    phase: Option<String>,

    /// Only items in STAGE
    #[arg(long, value_parser = one_of(Stage::ALL.map(|stage| (stage.id().into(), stage))))]
    stage: Option<Stage>,

    /// Only items in STATE
    #[arg(long, value_parser = states())]
    state: Option<Wanted>,

    #[command(flatten)]
    whose: Whose,

    #[command(flatten)]
    as_of: AsOf,

    /// Output format; `issue` is the body of a GitHub issue
    #[arg(long, value_parser = formats(&[Format::TEXT, Format::JSON, Format::MARKDOWN, Format::SLACK, Format::ISSUE]), default_value = "text")]
    format: Format,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let loaded = app.load_to_show(&self.as_of)?;
        let filter = Filter {
            phase: self.phase.as_deref().map(|name| phase(&loaded.release, name)).transpose()?,
            stage: self.stage,
            state: self.state,
            words: self.words.iter().map(|word| word.to_lowercase()).collect(),
            ..self.whose.filter(app, &loaded)?
        };
        let view = ListView::new(&loaded.release, &filter, loaded.now);
        if self.format == Format::ISSUE {
            return app.show(self.format, &issue(&loaded.release.playbook, &view));
        }
        let page = App::for_lines(loaded.page);
        app.show_view(page, self.format, ("list", &view), document::list)
    }
}

fn states() -> impl TypedValueParser<Value = Wanted> {
    one_of([
        ("todo".into(), Wanted::State(ItemState::Todo)),
        ("done".into(), Wanted::State(ItemState::Done)),
        ("skipped".into(), Wanted::State(ItemState::Skipped)),
        ("blocked".into(), Wanted::State(ItemState::Blocked)),
        ("upcoming".into(), Wanted::DueStatus(DueStatus::Upcoming)),
        ("due".into(), Wanted::DueStatus(DueStatus::Due)),
        ("late".into(), Wanted::DueStatus(DueStatus::Late)),
    ])
}
