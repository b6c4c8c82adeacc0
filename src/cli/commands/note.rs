//! `octorel note`: something worth remembering.

use crate::cli::shared::answers::Answers;
use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::options::{Recording, note_kind};
use crate::cli::shared::prompts::{Prompter, record};
use crate::command::command;
use crate::log::NoteKind;
use crate::release::{ArgumentKind, MissingArgument};
use crate::rules::{NoteRequest, Refusal, note, resolve_risk, subject_and_text};
use anyhow::{Context, Result};
use std::io;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel note 2.4 \"ops will call back at noon\"\n  octorel note --kind risk \"the new nodes are untested\"\n  octorel note 2.4 --link https://example.com/build/7\n  octorel note --resolve R1 \"the load test went well\""
)]
pub(crate) struct Args {
    /// Item (optional) and text, without quotes; `-` reads the text from stdin (prompts if omitted in a terminal)
    #[arg(value_name = "[ITEM] TEXT", num_args = 0.., add = ArgumentKind::NoteSubject)]
    words: Vec<String>,

    /// Kind of note
    #[arg(long, value_parser = note_kind(), default_value = "note")]
    kind: NoteKind,

    /// Resolve RISK; TEXT is the reason (see `octorel log --kind risk`)
    #[arg(long, value_name = "RISK", conflicts_with_all = ["kind", "link"], add = ArgumentKind::UnresolvedRisk)]
    resolve: Option<String>,

    /// Attach a link
    #[arg(long, value_name = "URL")]
    link: Option<String>,

    #[command(flatten)]
    how: Recording,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let (answers, mut words) = self.complete(app)?;
        if let Some(last) = words.last_mut().filter(|last| *last == "-") {
            *last = io::read_to_string(io::stdin()).context("cannot read the standard input")?;
        }
        if let Some(risk) = &self.resolve {
            let reason = words.join(" ");
            if reason.is_empty() {
                return Err(Refusal::cannot("a reason is required to resolve a risk")
                    .hint(command("note").arg("--resolve").arg(risk).text("…"))
                    .into());
            }
            return record(app, &self.how, answers, |release, _, _| {
                resolve_risk(release, risk, &reason)
            });
        }
        record(app, &self.how, answers, |release, _, answers| {
            let words: Vec<String> = words.iter().map(|word| answers.item(word)).collect();
            let (item, mut text) = subject_and_text(release, &words);
            if text.is_empty() {
                text = answers.positional().into_iter().next_back().unwrap_or_default();
            }
            let (kind, link) = (self.kind.clone(), self.link.clone());
            note(release, &NoteRequest { item, kind, text, link })
        })
    }

    /// The item and the text, as given or, in a terminal, as answered.
    fn complete(&self, app: &App) -> Result<(Answers, Vec<String>)> {
        if !self.words.is_empty() || !app.can_prompt() {
            return Ok((Answers::default(), self.words.clone()));
        }
        let mut prompter = Prompter::begin(app, &self.how)?;
        let question = if self.resolve.is_some() {
            "Why is this no longer a risk?"
        } else {
            prompter.ask(&MissingArgument::note_subject())?;
            "Note text?"
        };
        prompter.ask(&MissingArgument::text(question))?;
        let words = prompter.answers.positional();
        Ok((prompter.answers, words))
    }
}
