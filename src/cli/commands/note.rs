//! `octorel note`: something worth remembering.

use crate::cli::shared::{App, Exit, Prompter, Recording, note_kind, record};
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
        if self.words.is_empty() && app.can_prompt() {
            let why = MissingArgument::text("Why is this no longer a risk?");
            let text = MissingArgument::text("Note text?");
            let prompter = Prompter::begin(app, &self.how)?;
            return match self.resolve {
                Some(_) => prompter.ask(&[why]),
                None => prompter.ask(&[MissingArgument::note_subject(), text]),
            };
        }
        let mut words = self.words.clone();
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
            record(app, &self.how, |release, _| resolve_risk(release, risk, &reason))?;
            return Ok(Exit::Yes);
        }
        record(app, &self.how, |release, _| {
            let (item, text) = subject_and_text(release, &words);
            let (kind, link) = (self.kind.clone(), self.link.clone());
            note(release, &NoteRequest { item, kind, text, link })
        })?;
        Ok(Exit::Yes)
    }
}
