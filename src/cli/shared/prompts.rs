//! Prompts for missing arguments: only at a terminal, and only to complete the command line.
//!
//! No lock is held during a prompt. Answers complete the command line, which then runs again, and is shown afterwards.

use super::{App, Cancelled, Loaded, Recording, Who};
use crate::command::{Invocation, joined};
use crate::log::Act;
use crate::names::Person;
use crate::release::{ArgumentKind, MissingArgument, Release};
use crate::rules::{Refusal, RefusalKind, still_active};
use crate::terminal;
use crate::ui::Theme;
use crate::ui::ask::{Question, ask};
use crate::view::{Candidate, candidates};
use anyhow::{Context, Result};

/// How many candidates are named where nobody can be asked.
const MOST_NAMED: usize = 3;

/// Records a request and prints what changed.
///
/// # Errors
/// If the request is refused, or nothing can be recorded.
pub(crate) fn record<'a>(
    app: &'a App,
    how: &Recording,
    request: impl FnOnce(&Release, &Person) -> Result<Vec<Act>, Refusal>,
) -> Result<Loaded<'a>> {
    let (loaded, count) = app.record(how, request)?;
    app.show_recorded(how, &loaded, count)?;
    Ok(loaded)
}

#[derive(Debug, Default)]
pub(crate) struct PromptedLine {
    /// The first word names the program.
    pub(crate) words: Vec<String>,
    /// What was asked. Nothing is asked twice.
    pub(crate) asked: Vec<MissingArgument>,
    pub(crate) confirmed: bool,
}

impl PromptedLine {
    /// Asks for what the line lacks, as its error says, and completes it.
    ///
    /// # Errors
    /// The error, if it does not say what would help or nobody can be asked. It then says what would fit. Or [`Cancelled`], or
    /// whatever else prevents recording.
    pub(crate) fn complete(&mut self, app: &App, error: anyhow::Error) -> Result<()> {
        let refusal = error.downcast::<Refusal>()?;
        let can_prompt = app.can_prompt();
        if refusal.kind == RefusalKind::Unconfirmed && can_prompt {
            confirm(app, &refusal.message)?;
            self.confirmed = true;
            return Ok(());
        }
        if refusal.missing.is_empty() || refusal.missing.iter().any(|it| self.asked.contains(it)) {
            return Err(refusal.into());
        }
        let fitting = Fitting::load(app, &refusal.missing, &self.words)?;
        if !can_prompt {
            return Err(fitting.named_in(refusal, &self.words)?.into());
        }
        let mut answers = Vec::new();
        for missing in &refusal.missing {
            let values = fitting.ask(app, missing)?;
            answers.extend(values.into_iter().map(|value| (&missing.target, value)));
        }
        for (target, value) in answers {
            target.add(&mut self.words, &value);
        }
        self.asked.extend(refusal.missing);
        Ok(())
    }
}

/// Asks a question whose answer is yes or no. All answers but yes are [`Cancelled`].
fn confirm(app: &App, question: &str) -> Result<()> {
    let page = app.page(app.now.with_timezone(&chrono_tz::UTC));
    let choices = ["no", "yes"].map(|word| Candidate::new(word, ""));
    let chosen = show(app, Question::among(question, &choices, page))?;
    if chosen == ["yes"] { Ok(()) } else { Err(Cancelled.into()) }
}

fn show(app: &App, question: Question) -> Result<Vec<String>> {
    let has_colour = match terminal::is_kept() {
        true => terminal::stdout_has_colour,
        false => terminal::stderr_has_colour,
    };
    let theme = Theme { colour: has_colour(app.output), ascii: terminal::is_ascii(app.output) };
    let answer = ask(question, theme).context("the terminal cannot be used")?;
    answer.ok_or_else(|| Cancelled.into())
}

/// The release that offers what fits, and who is asked. Texts need neither.
struct Fitting<'a>(Option<(Loaded<'a>, Person)>);

impl<'a> Fitting<'a> {
    /// Loads the release. Whatever prevents recording is an error before anything is asked.
    fn load(app: &'a App, missing: &[MissingArgument], words: &[String]) -> Result<Self> {
        if missing.iter().all(|it| it.kind == ArgumentKind::Text) {
            return Ok(Self(None));
        }
        let line = Invocation { args: words.to_vec(), ..Invocation::default() };
        let by = app.who(&Who { person: line.person().map(str::to_owned) })?;
        let loaded = app.load_to_record()?;
        still_active(&loaded.release)?;
        Ok(Self(Some((loaded, by))))
    }

    /// The values to choose from; none if any text fits.
    ///
    /// # Errors
    /// If there is nothing that the command could be about.
    fn candidates(&self, missing: &MissingArgument) -> Result<Vec<Candidate>, Refusal> {
        let Some((loaded, by)) = &self.0 else { return Ok(Vec::new()) };
        let (release, by, now) = (&loaded.release, Some(by), loaded.now);
        let mut candidates = candidates(release, missing.kind, &missing.known, by, now);
        candidates.retain(|candidate| !candidate.is_duty());
        match Refusal::none_fits(missing) {
            Some(refusal) if candidates.is_empty() => Err(refusal),
            _ => Ok(candidates),
        }
    }

    /// Names the first values that fit the first argument, and completes the typed line with suggestions for all, unless the
    /// refusal itself has details and a hint.
    ///
    /// # Errors
    /// If there is nothing that the command could be about.
    fn named_in(&self, mut refusal: Refusal, typed: &[String]) -> Result<Refusal, Refusal> {
        let mut words = typed.to_vec();
        for (i, missing) in refusal.missing.iter().enumerate() {
            let fitting = self.candidates(missing)?;
            let suggested = fitting.iter().find(|it| it.suggested).or_else(|| fitting.first());
            missing.target.add(&mut words, suggested.map_or(&missing.example, |it| &it.value));
            if i == 0 && refusal.details.is_empty() {
                let named = fitting.into_iter().map(|it| (it.value, it.text));
                refusal.details = named.take(MOST_NAMED).collect();
            }
        }
        let line = format!("octorel {}", joined(&words[1..]));
        refusal.hint.get_or_insert_with(|| line.into());
        Ok(refusal)
    }

    fn ask(&self, app: &App, missing: &MissingArgument) -> Result<Vec<String>> {
        let mut candidates = self.candidates(missing)?;
        let page = match &self.0 {
            Some((loaded, _)) => loaded.page,
            None => app.page(app.now.with_timezone(&chrono_tz::UTC)),
        };
        if let Some((loaded, _)) = &self.0
            && missing.kind == ArgumentKind::NoteSubject
        {
            let whole = format!("the whole release {}", loaded.release.title());
            candidates.insert(0, Candidate::new("-", whole));
        }
        let values = show(app, Question::about(missing, &candidates, page))?;
        Ok(values.into_iter().filter(|value| value != "-").collect())
    }
}
