//! Recording, with prompts for missing arguments: only at a terminal, and only to complete the command line.
//!
//! No lock is held during a prompt. Answers complete the command line, which then runs again, and is shown afterwards.

use super::{App, Cancelled, Loaded, Recording};
use crate::document::candidate_cells;
use crate::log::Act;
use crate::names::Person;
use crate::playbook::Playbook;
use crate::release::{AnswerTarget, ArgumentKind, MissingArgument, Release};
use crate::rules::{Refusal, still_active};
use crate::terminal;
use crate::ui::Theme;
use crate::ui::ask::{Choice, Columns, HowMany, Picker, Prompt, PromptState, ask};
use crate::view::{Candidate, CandidateDetails, candidates};
use anyhow::{Context, Result};

/// The answers to prompts. A command that asks ends with them as its error, and its line runs again with them in it.
#[derive(Debug, thiserror::Error)]
#[error("answered")]
pub(crate) struct Answers(pub(crate) Vec<(AnswerTarget, String)>);

/// Records a request and prints what changed. If an argument is missing, asks for it at a terminal; elsewhere the request is
/// refused.
///
/// # Errors
/// If the request is refused, nothing can be recorded, or a prompt was answered ([`Answers`]) or cancelled.
pub(crate) fn record<'a>(
    app: &'a App,
    how: &Recording,
    request: impl FnOnce(&Release, &Person) -> Result<Vec<Act>, Refusal>,
) -> Result<Loaded<'a>> {
    let result = app.record(how, request);
    let refusal = result.as_ref().err().and_then(|error| error.downcast_ref::<Refusal>());
    let missing = refusal.and_then(|refusal| refusal.missing_argument.clone());
    if let Some(missing) = missing
        && app.can_prompt()
        && !app.answered.contains(&missing.target)
    {
        return Prompter::begin(app, how)?.ask(&[*missing]);
    }
    let (loaded, count) = result?;
    app.show_recorded(how, &loaded, count)?;
    Ok(loaded)
}

/// Asks for a text that needs no release to ask for.
///
/// # Errors
/// Always: the [`Answers`], [`Cancelled`], or that the terminal cannot be used.
pub(crate) fn ask_text<T>(app: &App, missing: &MissingArgument) -> Result<T> {
    ask_text_as(app, missing, |text| text)
}

/// Does the same, and writes the answer into the command line in another form.
///
/// # Errors
/// As [`ask_text`].
pub(crate) fn ask_text_as<T>(
    app: &App,
    missing: &MissingArgument,
    argument: impl FnOnce(String) -> String,
) -> Result<T> {
    let text = show(app, Prompt::new(&missing.question))?;
    Err(Answers(vec![(missing.target.clone(), argument(text))]).into())
}

fn show<Q: PromptState>(app: &App, question: Q) -> Result<Q::Answer> {
    let theme = Theme {
        colour: terminal::stderr_has_colour(app.output),
        ascii: terminal::is_ascii(app.output),
    };
    let answer = ask(question, theme).context("the terminal cannot be used")?;
    answer.ok_or_else(|| Cancelled.into())
}

/// Asks for the arguments of a command, in a release.
pub(crate) struct Prompter<'a> {
    app: &'a App,
    loaded: Loaded<'a>,
    by: Person,
}

impl<'a> Prompter<'a> {
    /// Loads the release. Whatever prevents recording is an error before anything is asked.
    ///
    /// # Errors
    /// If the release cannot be loaded or has ended, or it is not known who is asked.
    pub(crate) fn begin(app: &'a App, how: &Recording) -> Result<Self> {
        let by = app.who(&how.who)?;
        let loaded = app.load_to_record()?;
        still_active(&loaded.release)?;
        Ok(Self { app, loaded, by })
    }

    pub(crate) fn release(&self) -> &Release {
        &self.loaded.release
    }

    pub(crate) fn playbook(&self) -> &Playbook {
        &self.loaded.release.playbook
    }

    /// Asks a question whose answer is yes or no.
    ///
    /// # Errors
    /// [`Cancelled`] unless the answer is yes.
    pub(crate) fn confirm(&self, question: &str) -> Result<()> {
        let choice = |word: &str| Choice {
            cells: candidate_cells(&Candidate::new(word, ""), self.loaded.page),
            also: String::new(),
        };
        let choices = ["no", "yes"].map(choice).into();
        let columns = Columns { noun: "choices", flexible: 0, expendable: &[] };
        let chosen = show(self.app, Picker::new(question, choices, columns, HowMany::One))?;
        if chosen == [1] { Ok(()) } else { Err(Cancelled.into()) }
    }

    /// Asks for one argument after the other.
    ///
    /// # Errors
    /// Always: the [`Answers`], a refusal if nobody can be asked or nothing fits, or [`Cancelled`].
    pub(crate) fn ask<T>(&self, missing: &[MissingArgument]) -> Result<T> {
        let mut answers = Vec::new();
        for missing in missing {
            let values = match missing.kind {
                ArgumentKind::Text => vec![show(self.app, Prompt::new(&missing.question))?],
                kind => self.pick(kind, missing)?,
            };
            answers.extend(values.into_iter().map(|value| (missing.target.clone(), value)));
        }
        Err(Answers(answers).into())
    }

    fn pick(&self, kind: ArgumentKind, missing: &MissingArgument) -> Result<Vec<String>> {
        let release = &self.loaded.release;
        let (by, now) = (Some(&self.by), self.loaded.now);
        let mut candidates = candidates(release, kind, &missing.known, by, now);
        candidates.retain(|candidate| !candidate.is_duty());
        if !self.app.can_prompt() {
            let fitting = candidates.into_iter().map(|it| (it.value, it.text));
            let fitting: Vec<_> = fitting.collect();
            return Err(Refusal::missing_value(self.playbook(), missing, &fitting).into());
        }
        if candidates.is_empty()
            && let Some(action) = missing.known.action()
        {
            return Err(Refusal::no_item(action).into());
        }
        if kind == ArgumentKind::NoteSubject {
            let whole = format!("the whole release {}", release.title());
            candidates.insert(0, Candidate::new("-", whole));
        }
        let choice = |candidate: &Candidate| Choice {
            cells: candidate_cells(candidate, self.loaded.page),
            also: candidate.alias.clone(),
        };
        let how_many = match missing.several {
            true => HowMany::Several,
            false => HowMany::One,
        };
        let choices = candidates.iter().map(choice).collect();
        let suggested = candidates.iter().position(|candidate| candidate.suggested);
        let picker = Picker::new(&missing.question, choices, columns(&candidates), how_many);
        let chosen = show(self.app, picker.pointing_at(suggested.unwrap_or_default()))?;
        let values = chosen.into_iter().map(|i| candidates[i].value.clone());
        Ok(values.filter(|value| value != "-").collect())
    }
}

/// Which column of the candidates is cut in a narrow terminal, and which ones are omitted.
fn columns(candidates: &[Candidate]) -> Columns {
    let (noun, flexible, expendable): (_, usize, &[usize]) =
        match candidates.last().map(|it| &it.details) {
            // Number, text, owner, due.
            Some(CandidateDetails::Item(_)) => ("items", 1, &[2, 3]),
            // Id, name, state, owners.
            Some(CandidateDetails::Decision(_)) => ("decisions", 3, &[1]),
            // Id, name, holders.
            Some(CandidateDetails::Role(_)) => ("roles", 1, &[2]),
            // Value, text.
            Some(CandidateDetails::None) | None => ("choices", 1, &[]),
        };
    Columns { noun, flexible, expendable }
}
