//! Asking for what a command was not told: only at a terminal, and only to complete the arguments.
//!
//! Nothing is locked meanwhile. What was answered goes the way of typed arguments, through `decide` and `recording`, and the
//! command line that would have said the same is shown afterwards.

mod asked;

pub(crate) use asked::Asked;

use super::app::{App, Loaded};
use super::exit::Exit;
use super::options::Who;
use super::recording;
use crate::log::Act;
use crate::names::{Person, RoleId};
use crate::playbook::{Decision, Place};
use crate::release::{ItemAction, ItemState, Release};
use crate::render::text::{TextStyle, decision_choice, item_choice, role_choice};
use crate::rules::{Refusal, find_decision, still_open};
use crate::terminal;
use crate::ui::ask::{Choice, Columns, Dialog, HowMany, Picker, Prompt, Question};
use crate::view::{DecisionView, DecisionsView, ItemView, all_items, choices};
use anyhow::{Context, Result};
use std::fmt;

/// The person left a question without an answer.
#[derive(Debug)]
pub(crate) struct Left;

impl fmt::Display for Left {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing was recorded")
    }
}

impl std::error::Error for Left {}

/// Records what a request comes to. What it lacks is asked for where somebody sits at a terminal, and else refused.
pub(crate) fn record(
    app: &App,
    who: &Who,
    asked: Asked,
    request: impl FnMut(&Release, &Person, &Asked) -> Result<Vec<Act>, Refusal>,
) -> Result<Exit> {
    recorded(app, who, asked, request)?;
    Ok(Exit::Yes)
}

/// Does what [`record`] does, and gives back the release as it then is.
pub(crate) fn recorded(
    app: &App,
    who: &Who,
    mut asked: Asked,
    mut request: impl FnMut(&Release, &Person, &Asked) -> Result<Vec<Act>, Refusal>,
) -> Result<Loaded> {
    loop {
        let result = recording::recorded(app, who, |release, by| request(release, by, &asked));
        let refusal = result
            .as_ref()
            .err()
            .and_then(|e| e.downcast_ref::<Refusal>());
        let lack = refusal.and_then(|refusal| refusal.missing_argument.clone());
        let Some(lack) = lack.filter(|lack| asked.may_learn(lack) && terminal::can_ask()) else {
            asked.show(app);
            return result;
        };
        asked.learn(&Asking::begin(app, who)?, &lack)?;
    }
}

/// Somebody at the terminal, and the release that they are asked about.
pub(crate) struct Asking<'a> {
    app: &'a App,
    seen: Loaded,
    by: Person,
}

impl<'a> Asking<'a> {
    /// Looks at the release. Whatever would refuse to record in it refuses before anything is asked.
    pub(crate) fn begin(app: &'a App, who: &Who) -> Result<Self> {
        let by = app.who(who)?;
        let seen = app.load_to_record()?;
        still_open(&seen.release)?;
        Ok(Self { app, seen, by })
    }

    /// The items that an action is for, by their numbers.
    pub(crate) fn items(&self, action: ItemAction) -> Result<Vec<String>> {
        let command = action.command();
        let items = choices(&self.seen.release, action, &self.by, self.seen.now);
        if !terminal::can_ask() {
            let places: Vec<Place> = items.iter().map(|item| item.place).collect();
            let playbook = &self.seen.release.playbook;
            return Err(Refusal::which_item(playbook, command, &places).into());
        }
        if items.is_empty() {
            return Err(Refusal::no_item(action).into());
        }
        let question = format!("{command} which?");
        let choices = items.iter().map(|item| self.item(item)).collect();
        let chosen = self.several(question, choices, ITEM)?;
        Ok(chosen
            .into_iter()
            .map(|i| items[i].number.clone())
            .collect())
    }

    /// The item that a name means of those that it fits, by its number.
    fn item_of(&self, name: &str, among: &[Place]) -> Result<String> {
        let view = |place: &Place| ItemView::new(&self.seen.release, *place, self.seen.now);
        let items: Vec<ItemView> = among.iter().map(view).collect();
        let open = items.iter().position(|item| !item.state.settled());
        let all = items.iter().map(|item| self.item(item)).collect();
        let question = format!("which {name}?");
        let chosen = self.one(&question, all, ITEM, open.unwrap_or_default())?;
        Ok(items[chosen].number.clone())
    }

    /// The item that a note is about, by its number; none for the whole release.
    pub(crate) fn item_or_release(&self) -> Result<Option<String>> {
        let release = &self.seen.release;
        let items = all_items(release, self.seen.now);
        let whole = Choice {
            cells: vec![
                (TextStyle::Plain, "-".to_owned()),
                (
                    TextStyle::Plain,
                    format!("the whole release {}", release.title()),
                ),
            ],
            also: String::new(),
        };
        let all = [whole]
            .into_iter()
            .chain(items.iter().map(|item| self.item(item)));
        let chosen = self.one("note about what?", all.collect(), ITEM, 0)?;
        let item = chosen.checked_sub(1).map(|i| items[i].number.clone());
        Ok(item)
    }

    /// The decision that is meant, by its id: first those that wait for the person.
    pub(crate) fn decision(&self, command: &str) -> Result<String> {
        let release = &self.seen.release;
        if !terminal::can_ask() {
            return Err(Refusal::which_decision(&release.playbook, command).into());
        }
        let mut decisions = DecisionsView::new(release, None).decisions;
        let theirs = |owners: &[RoleId]| {
            let mut owners = owners.iter();
            owners.any(|role| release.progress.holds(&self.by, role))
        };
        decisions.sort_by_key(|d| (d.outcome.is_some(), !theirs(&d.owners)));
        let people = |decision: &DecisionView| {
            let owner = |(role, name): (&RoleId, &String)| {
                (name.clone(), release.progress.holders(role).to_vec())
            };
            let owners = decision.owners.iter().zip(&decision.owner_names);
            owners.map(owner).collect::<Vec<_>>()
        };
        let choice = |decision| Choice {
            cells: decision_choice(decision, &people(decision)),
            also: String::new(),
        };
        let all = decisions.iter().map(choice).collect();
        let chosen = self.one(&format!("{command} what?"), all, DECISION, 0)?;
        Ok(decisions[chosen].id.to_string())
    }

    /// The outcome of a decision that a person names.
    pub(crate) fn outcome(&self, decision: &str) -> Result<String> {
        let decision: &Decision = find_decision(&self.seen.release.playbook, decision)?;
        if !terminal::can_ask() {
            return Err(Refusal::which_outcome(decision).into());
        }
        let all = decision.outcomes.iter().map(|outcome| word(outcome));
        let chosen = self.one(&format!("{}:", decision.name), all.collect(), WORD, 0)?;
        Ok(decision.outcomes[chosen].clone())
    }

    /// The role or authority that is meant, by its id.
    pub(crate) fn role(&self, question: &str) -> Result<String> {
        let playbook = &self.seen.release.playbook;
        let roles = playbook.roles.iter().map(|role| &role.id);
        let all: Vec<&RoleId> = roles
            .chain(playbook.authorities.iter().map(|a| &a.id))
            .collect();
        let choices = all.iter().map(|id| self.role_choice(id, ""));
        let chosen = self.one(question, choices.collect(), ROLE, 0)?;
        Ok(all[chosen].to_string())
    }

    /// How bad an incident is.
    pub(crate) fn severity(&self) -> Result<u8> {
        let all = ["1 the worst", "2", "3", "4 the least"].map(word);
        let chosen = self.one("how bad is it?", all.into(), WORD, 1)?;
        Ok([1, 2, 3, 4][chosen])
    }

    /// A line of text.
    pub(crate) fn text(&self, question: &str) -> Result<String> {
        self.ask(Prompt::new(question))
    }

    /// The roles for which an item of all roles is meant, those that are left first.
    fn roles_for(&self, place: Place) -> Result<Vec<String>> {
        let release = &self.seen.release;
        let item = ItemView::new(release, place, self.seen.now);
        let mut roles: Vec<(&RoleId, ItemState)> = item
            .roles
            .iter()
            .flatten()
            .map(|(role, state)| (role, *state))
            .collect();
        roles.sort_by_key(|(_, state)| state.settled());
        let choice = |(role, state): &(&RoleId, ItemState)| {
            let stands = match state {
                ItemState::Todo => "",
                ItemState::Done => "ticked",
                ItemState::Skipped => "skipped",
                ItemState::Blocked => "blocked",
            };
            self.role_choice(role, stands)
        };
        let question = format!("{} for which role?", item.number);
        let chosen = self.several(question, roles.iter().map(choice).collect(), ROLE)?;
        Ok(chosen.into_iter().map(|i| roles[i].0.to_string()).collect())
    }

    /// Which of the open incidents is meant.
    fn incident(&self) -> Result<u32> {
        let release = &self.seen.release;
        let open: Vec<u32> = release.open_incidents().collect();
        let choice = |number: &u32| {
            let text = release.incident_text(*number).to_owned();
            let cells = [number.to_string(), text].map(|text| (TextStyle::Plain, text));
            Choice {
                cells: cells.into(),
                also: String::new(),
            }
        };
        let chosen = self.one(
            "which incident?",
            open.iter().map(choice).collect(),
            ITEM,
            0,
        )?;
        Ok(open[chosen])
    }

    fn item(&self, item: &ItemView) -> Choice {
        Choice {
            cells: item_choice(item, self.seen.paper),
            also: item.id.to_string(),
        }
    }

    fn role_choice(&self, id: &RoleId, stands: &str) -> Choice {
        let release = &self.seen.release;
        let name = release.playbook.role_name(id);
        Choice {
            cells: role_choice(id.as_str(), name, release.progress.holders(id), stands),
            also: String::new(),
        }
    }

    fn several(&self, question: String, all: Vec<Choice>, columns: Columns) -> Result<Vec<usize>> {
        self.ask(Picker::new(question, all, columns, HowMany::Several))
    }

    fn one(&self, question: &str, all: Vec<Choice>, columns: Columns, at: usize) -> Result<usize> {
        let picker = Picker::new(question, all, columns, HowMany::One).pointing_at(at);
        let chosen = self.ask(picker)?;
        chosen.first().copied().ok_or_else(|| Left.into())
    }

    fn ask<Q: Question>(&self, question: Q) -> Result<Q::Answer> {
        let looks = self.app.looks;
        let dialog = Dialog {
            coloured: terminal::stderr_has_colour(looks),
            ascii: terminal::is_ascii(looks),
        };
        let answer = dialog
            .ask(question)
            .context("the terminal cannot be used")?;
        answer.ok_or_else(|| Left.into())
    }
}

/// Number, text, owner, due.
const ITEM: Columns = Columns {
    flexible: 1,
    expendable: &[2, 3],
};

/// Id, name, standing, owners.
const DECISION: Columns = Columns {
    flexible: 3,
    expendable: &[1],
};

/// Id, name, holders, standing.
const ROLE: Columns = Columns {
    flexible: 1,
    expendable: &[2],
};

/// One word.
const WORD: Columns = Columns {
    flexible: 0,
    expendable: &[],
};

fn word(text: &str) -> Choice {
    Choice {
        cells: vec![(TextStyle::Plain, text.to_owned())],
        also: String::new(),
    }
}
