//! Recording, with prompts for missing arguments: only at a terminal, and only to complete the command line.
//!
//! No lock is held during a prompt. Answers go the way of typed arguments, through `rules`, and the equivalent command line is
//! shown afterwards.

use super::answers::Answers;
use super::app::App;
use super::exit::Exit;
use super::failure::Cancelled;
use super::loading::Loaded;
use super::options::Recording;
use crate::document::candidate_cells;
use crate::log::Act;
use crate::names::Person;
use crate::playbook::Playbook;
use crate::release::{ArgumentKind, MissingArgument, Release};
use crate::rules::{Refusal, still_active};
use crate::terminal;
use crate::ui::Theme;
use crate::ui::ask::{Choice, Columns, HowMany, Picker, Prompt, PromptState, ask};
use crate::view::{Candidate, CandidateDetails, candidates};
use anyhow::{Context, Result};

/// Records a request. If an argument is missing, asks for it at a terminal and tries again; elsewhere the request is refused.
///
/// # Errors
/// If the request is refused, a prompt is cancelled, or nothing can be recorded.
pub(crate) fn record(
    app: &App,
    how: &Recording,
    answers: Answers,
    request: impl FnMut(&Release, &Person, &Answers) -> Result<Vec<Act>, Refusal>,
) -> Result<Exit> {
    recorded(app, how, answers, request)?;
    Ok(Exit::Yes)
}

/// Does what [`record`] does, and returns the release as it is afterwards.
pub(crate) fn recorded<'a>(
    app: &'a App,
    how: &Recording,
    mut answers: Answers,
    mut request: impl FnMut(&Release, &Person, &Answers) -> Result<Vec<Act>, Refusal>,
) -> Result<Loaded<'a>> {
    loop {
        let result = record_once(app, how, |release, by| request(release, by, &answers));
        let refusal = result.as_ref().err().and_then(|e| e.downcast_ref::<Refusal>());
        let missing = refusal.and_then(|refusal| refusal.missing_argument.clone());
        let missing = missing.filter(|it| !answers.contain(&it.target) && app.can_prompt());
        let Some(missing) = missing else {
            answers.show(app);
            return result;
        };
        let mut prompter = Prompter::begin(app, how)?;
        prompter.ask(&missing)?;
        answers.extend(prompter.answers);
    }
}

/// Records a request and prints what changed, what it means and what is next.
fn record_once<'a>(
    app: &'a App,
    how: &Recording,
    request: impl FnOnce(&Release, &Person) -> Result<Vec<Act>, Refusal>,
) -> Result<Loaded<'a>> {
    let (loaded, count) = app.record(how, request)?;
    app.show_recorded(how, &loaded, count)?;
    Ok(loaded)
}

/// Asks for a text that needs no release to ask for, and adds it to the answers.
///
/// # Errors
/// [`Cancelled`], or if the terminal cannot be used.
pub(crate) fn ask_text(
    app: &App,
    missing: &MissingArgument,
    answers: &mut Answers,
) -> Result<String> {
    let text = show(app, Prompt::new(&missing.question))?;
    answers.add(&missing.target, std::slice::from_ref(&text));
    Ok(text)
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
    /// What was answered so far.
    pub(crate) answers: Answers,
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
        let answers = Answers::default();
        Ok(Self { app, loaded, by, answers })
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

    /// Asks for an argument, keeps the answer, and returns the first value of it; none for the whole release.
    ///
    /// # Errors
    /// A refusal if nobody can be asked or nothing fits, and [`Cancelled`].
    pub(crate) fn ask(&mut self, missing: &MissingArgument) -> Result<Option<String>> {
        let values = match missing.kind {
            ArgumentKind::Text => vec![show(self.app, Prompt::new(&missing.question))?],
            kind => self.pick(kind, missing)?,
        };
        self.answers.add(&missing.target, &values);
        Ok(values.into_iter().next())
    }

    /// A positional argument as given, or as answered.
    pub(crate) fn value_or_prompt(
        &mut self,
        value: Option<&String>,
        missing: &MissingArgument,
    ) -> Result<String> {
        let answer = match value {
            Some(value) => Some(value.clone()),
            None => self.ask(missing)?,
        };
        answer.ok_or_else(|| Cancelled.into())
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

/// Which column of the candidates is cut in a narrow terminal, and which ones are left out.
fn columns(candidates: &[Candidate]) -> Columns {
    let (noun, flexible, expendable): (_, usize, &[usize]) =
        match candidates.last().map(|it| &it.details) {
            // Number, text, owner, due.
            Some(CandidateDetails::Item(_)) => ("items", 1, &[2, 3]),
            // Id, name, state, owners.
            Some(CandidateDetails::Decision(..)) => ("decisions", 3, &[1]),
            // Id, name, holders.
            Some(CandidateDetails::Role(_)) => ("roles", 1, &[2]),
            // Value, text.
            Some(CandidateDetails::None) | None => ("choices", 1, &[]),
        };
    Columns { noun, flexible, expendable }
}
