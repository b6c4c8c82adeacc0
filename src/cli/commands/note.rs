//! `octorel note`: something worth remembering.

use crate::cli::shared::app::App;
use crate::cli::shared::asking::{Asked, Asking, record};
use crate::cli::shared::exit::Exit;
use crate::cli::shared::options::Who;
use crate::rules::{NoteRequest, Refusal, close_risk, note};
use crate::terminal;
use anyhow::Result;
use clap::ValueEnum;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel note 2.4 \"ops will call back at noon\"\n  octorel note --kind risk \"the new nodes are untested\"\n  octorel note --close R1 \"the load test went well\""
)]
pub(crate) struct Args {
    /// The item, if it is about one, and the text
    #[arg(value_name = "[ITEM] TEXT", num_args = 0..=2)]
    words: Vec<String>,

    /// What kind of note it is
    #[arg(long, value_enum, default_value = "note")]
    kind: NoteKind,

    /// Close this risk instead, for the reason that the text gives; `octorel notes --kind risk` shows them
    #[arg(long, value_name = "RISK", conflicts_with_all = ["kind", "link"])]
    close: Option<String>,

    /// Keep a link with it
    #[arg(long, value_name = "URL")]
    link: Option<String>,

    #[command(flatten)]
    who: Who,
}

/// What kind of note it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum NoteKind {
    Note,
    Risk,
    Deviation,
    Lesson,
    Feedback,
    Metric,
}

impl NoteKind {
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Risk => "risk",
            Self::Deviation => "deviation",
            Self::Lesson => "lesson",
            Self::Feedback => "feedback",
            Self::Metric => "metric",
        }
    }
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let (asked, words) = self.complete(app)?;
        if let Some(risk) = &self.close {
            let [reason] = &words[..] else {
                return Err(
                    Refusal::cannot("a risk is closed with one text, its reason")
                        .hint(format!("octorel note --close {risk} \"…\""))
                        .into(),
                );
            };
            return record(app, &self.who, asked, |release, _, _| {
                close_risk(release, risk, reason)
            });
        }
        let (item, text) = match &words[..] {
            [item, text] => (Some(item.clone()), text.clone()),
            words => (None, words.concat()),
        };
        let remark = NoteRequest {
            item,
            kind: self.kind.id().to_owned(),
            text,
            link: self.link.clone(),
        };
        record(app, &self.who, asked, |release, _, asked| {
            let item = remark.item.as_deref().map(|name| asked.item(name));
            let remark = NoteRequest {
                item,
                ..remark.clone()
            };
            note(release, &remark)
        })
    }

    /// The item and the text, as given or, in a terminal, as asked for.
    fn complete(&self, app: &App) -> Result<(Asked, Vec<String>)> {
        let mut asked = Asked::default();
        if self.words.is_empty() && terminal::can_ask() {
            let asking = Asking::begin(app, &self.who)?;
            let question = if self.close.is_some() {
                "why is it none any more?"
            } else {
                asked.words.extend(asking.item_or_release()?);
                "what is worth remembering?"
            };
            asked.words.push(asking.text(question)?);
        }
        let words = [&self.words[..], &asked.words].concat();
        Ok((asked, words))
    }
}
