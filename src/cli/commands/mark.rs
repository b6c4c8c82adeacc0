//! The commands that act on items, one for each [`ItemAction`]: `octorel tick`, `untick`, `skip` and `block`.

use crate::cli::shared::{App, Exit, Recording, before_now, phase, record};
use crate::release::{ArgumentKind, ItemAction, MissingArgument};
use crate::rules::{ItemRequest, Refusal, act_on_items, confirmed_first, happened};
use clap::{ArgMatches, Args, Command, FromArgMatches};

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

/// The arguments of an action that takes a note.
#[derive(Args)]
pub(crate) struct WithNote {
    #[command(flatten)]
    items: Items,

    /// Attach a note
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

/// The arguments of a tick.
#[derive(Args)]
pub(crate) struct Tick {
    #[command(flatten)]
    with: WithNote,

    /// When it really happened: 14:05, -2h, `yesterday 17:00`
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true, add = ArgumentKind::ShownDay)]
    at: Option<String>,
}

/// The arguments of an action that needs a reason.
#[derive(Args)]
pub(crate) struct WithReason {
    /// Reason
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    #[command(flatten)]
    items: Items,
}

/// The description and the examples of a command.
fn help(action: ItemAction) -> (&'static str, &'static str) {
    match action {
        ItemAction::Tick => (
            "Mark items as done",
            "  octorel tick 2.4\n  octorel tick 2.1-2.3 2.6\n  octorel tick \"rollback and mitigation\" 2.6 --note \"drill was fine\"\n  octorel tick 1.1 --at 10:00\n  octorel tick 6.6 --role qa",
        ),
        ItemAction::Untick => (
            "Set items back to to-do: ticked, skipped or blocked ones",
            "  octorel untick 2.4 --note \"the new nodes are up\"\n  octorel untick 6.6 --role qa",
        ),
        ItemAction::Skip => (
            "Skip items, with a reason; gates treat them as done",
            "  octorel skip 1.3 --reason \"no calendar this year\"\n  octorel skip 6.6 --role ux-designer --reason \"nothing to watch\"",
        ),
        ItemAction::Block => (
            "Mark items as blocked, with a reason",
            "  octorel block 2.4 --reason \"waiting for the new nodes\"\n  octorel block 4.1 4.2 --reason \"staging is down\"",
        ),
    }
}

/// An action and the arguments of its command.
pub(crate) struct ItemCommand {
    action: ItemAction,
    items: Items,
    reason: Option<String>,
    note: Option<String>,
    at: Option<String>,
}

impl ItemCommand {
    /// Declares the command of an action to clap, without its arguments.
    pub(crate) fn declare(action: ItemAction) -> Command {
        let (about, examples) = help(action);
        Command::new(action.command()).about(about).after_help(format!("Examples:\n{examples}"))
    }

    pub(crate) fn read(action: ItemAction, matches: &mut ArgMatches) -> Result<Self, clap::Error> {
        if action.needs_reason() {
            let WithReason { reason, items } = WithReason::from_arg_matches_mut(matches)?;
            return Ok(Self { action, items, reason, note: None, at: None });
        }
        if action == ItemAction::Tick {
            let Tick { with, at } = Tick::from_arg_matches_mut(matches)?;
            return Ok(Self { action, items: with.items, reason: None, note: with.note, at });
        }
        let WithNote { items, note } = WithNote::from_arg_matches_mut(matches)?;
        Ok(Self { action, items, reason: None, note, at: None })
    }

    pub(crate) fn run(&self, app: &App) -> anyhow::Result<Exit> {
        let Items { items, phase: of_phase, role, incident, link, how } = &self.items;
        if items.is_empty() && of_phase.is_none() {
            let mut missing = vec![MissingArgument::items(self.action)];
            if self.action.needs_reason() && self.reason.is_none() {
                missing.push(MissingArgument::reason("Why?"));
            }
            return Err(Refusal::cannot("specify an item").missing(missing).into());
        }
        let mut already = Vec::new();
        record(app, how, |release, by| {
            let named = of_phase.as_deref().map(|name| phase(release, name)).transpose()?;
            let number = named.and_then(|id| Some((release.phase(&id)? + 1).to_string()));
            let mut request = ItemRequest {
                action: self.action,
                items: items.iter().cloned().chain(number).collect(),
                roles: role.clone(),
                incident: *incident,
                reason: self.reason.clone(),
                note: self.note.clone(),
                link: link.clone(),
                happened: None,
            };
            if let Some(at) = &self.at {
                let at = before_now(at, app.now, release)?;
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
