//! `octorel note`: something worth remembering.

use crate::cli::shared::answers::Answers;
use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::options::{Who, note_kind};
use crate::cli::shared::prompts::{Prompter, record};
use crate::command::command;
use crate::log::NoteKind;
use crate::release::{ArgumentKind, MissingArgument};
use crate::rules::{NoteRequest, Refusal, close_risk, note};
use crate::terminal;
use anyhow::Result;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel note 2.4 \"ops will call back at noon\"\n  octorel note --kind risk \"the new nodes are untested\"\n  octorel note --close R1 \"the load test went well\""
)]
pub(crate) struct Args {
    /// The item, if it is about one, and the text
    #[arg(value_name = "[ITEM] TEXT", num_args = 0..=2, add = ArgumentKind::NoteSubject)]
    words: Vec<String>,

    /// What kind of note it is
    #[arg(long, value_parser = note_kind(), default_value = "note")]
    kind: NoteKind,

    /// Close this risk instead, for the reason that the text gives; `octorel notes --kind risk` shows them
    #[arg(long, value_name = "RISK", conflicts_with_all = ["kind", "link"], add = ArgumentKind::OpenRisk)]
    close: Option<String>,

    /// Keep a link with it
    #[arg(long, value_name = "URL")]
    link: Option<String>,

    #[command(flatten)]
    who: Who,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let (answers, words) = self.complete(app)?;
        if let Some(risk) = &self.close {
            let [reason] = &words[..] else {
                return Err(Refusal::cannot("a risk is closed with one text, its reason")
                    .hint(command("note").arg("--close").arg(risk).text("…"))
                    .into());
            };
            return record(app, &self.who, answers, |release, _, _| {
                close_risk(release, risk, reason)
            });
        }
        let (item, text) = match &words[..] {
            [item, text] => (Some(item.clone()), text.clone()),
            words => (None, words.concat()),
        };
        let remark = NoteRequest { item, kind: self.kind.clone(), text, link: self.link.clone() };
        record(app, &self.who, answers, |release, _, answers| {
            let item = remark.item.as_deref().map(|name| answers.item(name));
            let remark = NoteRequest { item, ..remark.clone() };
            note(release, &remark)
        })
    }

    /// The item and the text, as given or, in a terminal, as answered.
    fn complete(&self, app: &App) -> Result<(Answers, Vec<String>)> {
        if !self.words.is_empty() || !terminal::can_ask() {
            return Ok((Answers::default(), self.words.clone()));
        }
        let mut prompter = Prompter::begin(app, &self.who)?;
        let question = if self.close.is_some() {
            "why is it none any more?"
        } else {
            prompter.ask(&MissingArgument::note_subject())?;
            "what is worth remembering?"
        };
        prompter.ask(&MissingArgument::text(question))?;
        let words = prompter.answers.positional();
        Ok((prompter.answers, words))
    }
}
