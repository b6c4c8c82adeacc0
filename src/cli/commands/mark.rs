//! The commands that act on items, one for each [`ItemAction`]: `octorel tick`, `untick`, `skip` and `block`.

use crate::cli::shared::{App, Exit, Recording, before_now, phase, record};
use crate::release::{ArgumentKind, ItemAction, MissingArgument};
use crate::rules::{ItemRequest, Refusal, act_on_items, confirmed_first, happened};
use clap::Args;

/// How many items that are in the requested state are named.
const MOST_UNCHANGED: usize = 3;

/// The items, for whom they are recorded, and what is recorded with them.
#[derive(Args)]
struct Items {
    /// Items: numbers (2.4 2.6 or 2.4,2.6), a range (2.1-2.7), a phase (2), ids, or words of the text (prompts if omitted in a terminal)
    #[arg(value_name = "ITEM", add = ArgumentKind::ItemsForAction)]
    items: Vec<String>,

    /// All items of PHASE
    #[arg(long, add = ArgumentKind::Phase)]
    phase: Option<String>,

    /// Tick for ROLE, for items owned by all roles (`all`: every remaining role)
    #[arg(long, value_name = "ROLE", add = ArgumentKind::RolesForAction)]
    role: Vec<String>,

    /// Incident number, if several are ongoing
    #[arg(long, value_name = "NUMBER", add = ArgumentKind::OngoingIncident)]
    incident: Option<u32>,

    /// Attach a link
    #[arg(long, value_name = "URL")]
    link: Option<String>,

    #[command(flatten)]
    how: Recording,
}

#[derive(Args)]
#[command(after_help = "Examples:
  octorel tick 2.4
  octorel tick 2.1-2.3 2.6
  octorel tick \"rollback and mitigation\" 2.6 --note \"drill was fine\"
  octorel tick 1.1 --at 10:00
  octorel tick 6.6 --role qa")]
pub(crate) struct Tick {
    #[command(flatten)]
    items: Items,

    /// Attach a note
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,

    /// When it really happened: 14:05, -2h, `yesterday 17:00`
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true, add = ArgumentKind::Text)]
    at: Option<String>,
}

impl Tick {
    pub(crate) fn run(&self, app: &App) -> anyhow::Result<Exit> {
        self.items.record(app, ItemAction::Tick, self.note.as_deref(), self.at.as_deref())
    }
}

#[derive(Args)]
#[command(after_help = "Examples:
  octorel untick 2.4 --note \"the new nodes are up\"
  octorel untick 6.6 --role qa")]
pub(crate) struct Untick {
    #[command(flatten)]
    items: Items,

    /// Attach a note
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

impl Untick {
    pub(crate) fn run(&self, app: &App) -> anyhow::Result<Exit> {
        self.items.record(app, ItemAction::Untick, self.note.as_deref(), None)
    }
}

#[derive(Args)]
#[command(after_help = "Examples:
  octorel skip 1.3 --reason \"no calendar this year\"
  octorel skip 6.6 --role ux-designer --reason \"nothing to watch\"")]
pub(crate) struct Skip {
    /// Reason
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    #[command(flatten)]
    items: Items,
}

impl Skip {
    pub(crate) fn run(&self, app: &App) -> anyhow::Result<Exit> {
        self.items.record(app, ItemAction::Skip, self.reason.as_deref(), None)
    }
}

#[derive(Args)]
#[command(after_help = "Examples:
  octorel block 2.4 --reason \"waiting for the new nodes\"
  octorel block 4.1 4.2 --reason \"staging is down\"")]
pub(crate) struct Block {
    /// Reason
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    #[command(flatten)]
    items: Items,
}

impl Block {
    pub(crate) fn run(&self, app: &App) -> anyhow::Result<Exit> {
        self.items.record(app, ItemAction::Block, self.reason.as_deref(), None)
    }
}

impl Items {
    /// Records the action with a text, its note or reason.
    fn record(
        &self,
        app: &App,
        action: ItemAction,
        text: Option<&str>,
        at: Option<&str>,
    ) -> anyhow::Result<Exit> {
        let Self { items, phase: of_phase, role, incident, link, how } = self;
        if items.is_empty() && of_phase.is_none() {
            let mut missing = vec![MissingArgument::items(action)];
            if action.needs_reason() && text.is_none() {
                missing.push(MissingArgument::option("reason", "Why?"));
            }
            return Err(Refusal::cannot("specify an item").missing(missing).into());
        }
        let mut already = Vec::new();
        record(app, how, |release, by| {
            let named = of_phase.as_deref().map(|name| phase(release, name)).transpose()?;
            let number = named.and_then(|id| Some((release.phase(&id)? + 1).to_string()));
            let mut request = ItemRequest {
                action,
                items: items.iter().cloned().chain(number).collect(),
                roles: role.clone(),
                incident: *incident,
                reason: text.map(str::to_owned),
                link: link.clone(),
                happened: None,
            };
            if let Some(at) = at {
                let at = before_now(at, app, release)?;
                happened(release, at, app.now)?;
                request.happened = Some(at.to_utc());
            }
            let changes = act_on_items(release, by, &request)?;
            if !app.confirmed && app.can_prompt() {
                confirmed_first(release, by, &changes.acts)?;
            }
            already = changes.unchanged;
            Ok(changes.acts)
        })?;
        for remark in already.iter().take(MOST_UNCHANGED) {
            app.say(remark);
        }
        if let Some(more @ 1..) = already.len().checked_sub(MOST_UNCHANGED) {
            app.say(&format!("and {more} more"));
        }
        Ok(Exit::Yes)
    }
}
