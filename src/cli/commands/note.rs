//! `octorel note`: something worth remembering.

use crate::cli::shared::{App, Draft, Exit, Recording, note_kind, record};
use crate::command::command;
use crate::log::{Act, NoteKind};
use crate::release::{ArgumentKind, MissingArgument, Release, naming};
use crate::rules::{Refusal, note, resolve_risk, subject_and_text};
use anyhow::{Context, Result};
use std::io;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel note 2.4 \"ops will call back at noon\"\n  octorel note --kind risk \"the new nodes are untested\"\n  octorel note 2.4 --link https://example.com/build/7\n  octorel note 2.4 --edit\n  octorel note --resolve R1 \"the load test went well\""
)]
pub(crate) struct Args {
    /// Item (optional) and text, without quotes; `-` reads the text from stdin (prompts if omitted in a terminal)
    #[arg(value_name = "[ITEM] TEXT", num_args = 0.., add = ArgumentKind::NoteSubject)]
    words: Vec<String>,

    /// Write the text in $VISUAL or $EDITOR
    #[arg(short, long)]
    edit: bool,

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
        let mut words = self.words.clone();
        if let Some(last) = words.last_mut().filter(|last| *last == "-") {
            *last = io::read_to_string(io::stdin()).context("cannot read the standard input")?;
        }
        let draft = self.edit.then(|| self.draft(app, &words)).transpose()?;
        let edited = draft.as_ref().map(|draft| draft.text.as_str());
        let recorded = record(app, &self.how, |release, _| self.request(release, &words, edited));
        Draft::settle(draft, app, recorded.map(|_| Exit::Yes))
    }

    /// What is to be recorded: with the words as the text, or with the one that was edited.
    fn request(
        &self,
        release: &Release,
        words: &[String],
        edited: Option<&str>,
    ) -> Result<Vec<Act>, Refusal> {
        let Some(risk) = &self.resolve else {
            let (item, text) = subject_and_text(release, words);
            if words.is_empty() && edited.is_none() && self.link.is_none() {
                let text = MissingArgument::text("Note text?");
                let missing = [MissingArgument::note_subject(), text];
                return Err(Refusal::cannot("missing note text").missing(missing));
            }
            let text = edited.map_or(text, str::to_owned);
            let (kind, link) = (self.kind.clone(), self.link.as_deref());
            return note(release, item.as_deref(), kind, &text, link);
        };
        let reason = edited.map_or_else(|| words.join(" "), str::to_owned);
        if reason.is_empty() {
            let why = MissingArgument::text("Why is this no longer a risk?");
            return Err(Refusal::cannot("a reason is required to resolve a risk").missing([why]));
        }
        resolve_risk(release, risk, &reason)
    }

    fn draft(&self, app: &App, words: &[String]) -> Result<Draft> {
        let release = app.load_to_record()?.release;
        // Nobody should write a text in vain.
        self.request(&release, words, Some("…"))?;
        let (item, text) = subject_and_text(&release, words);
        let place = item.and_then(|item| naming::item(&release.playbook, &item).ok());
        let about = match (&self.resolve, place) {
            (Some(risk), _) => format!("Why {risk} is no longer a risk"),
            (None, Some(place)) => {
                let line = release.playbook.line(place);
                format!("{}: {} {line}", self.kind.as_ref(), release.playbook.number(place))
            }
            (None, None) => self.kind.as_ref().to_owned(),
        };
        let text = if self.resolve.is_some() { words.join(" ") } else { text };
        let hint = command("note").typed("- <FILE").does("reads the text from a file");
        Draft::write(app, &format!("{about} (release {})", release.title()), &text, hint)
    }
}
