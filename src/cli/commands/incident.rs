//! `octorel incident`: what went wrong, the list that it is worked off with, and the report for its review.

use crate::cli::shared::answers::Answers;
use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::options::{AsOf, Plain, Reader, Who};
use crate::cli::shared::prompts::{Prompter, record};
use crate::command::{Hint, command};
use crate::release::Release;
use crate::release::{ArgumentKind, Incident, MissingArgument};
use crate::render::{json::json, markdown, text};
use crate::rules::{IncidentRequest, Refusal, close_incident, note_incident, open_incident};
use crate::terminal;
use crate::view::{IncidentReport, IncidentsView};
use anyhow::Result;
use clap::{Subcommand, ValueEnum};

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel incident open \"checkout answers with errors\" --severity 1\n  octorel incident note \"errors since 14:05, all regions\"\n  octorel tick 10.1\n  octorel incident close --reason \"rolled back\"\n  octorel incident report >incident.md"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: Option<What>,

    #[command(flatten)]
    as_of: AsOf,

    /// How to print it [default: text]
    #[arg(long, value_enum)]
    format: Option<Plain>,
}

#[derive(Subcommand)]
enum What {
    /// Open an incident: its list can be ticked from now on
    Open(Open),
    /// Note something about an incident, for its timeline
    Note(Note),
    /// Close an incident, once the required items of its list are settled
    Close(Close),
    /// Write the report for the review after an incident
    Report(Report),
}

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel incident open \"checkout answers with errors\" --severity 1\n  octorel incident open \"staging is slow\" --severity 4 --as dana@example.com"
)]
struct Open {
    /// What happened
    text: Option<String>,

    /// How bad it is: 1 is the worst, 4 the least [default: 2]
    #[arg(long, value_name = "NUMBER", add = ArgumentKind::Severity)]
    severity: Option<u8>,

    #[command(flatten)]
    who: Who,
}

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel incident note \"errors since 14:05, all regions\"\n  octorel incident note \"one region is back\" --incident 1"
)]
struct Note {
    /// What is worth remembering
    text: String,

    #[command(flatten)]
    which: Which,

    #[command(flatten)]
    who: Who,
}

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel incident close --reason \"rolled back to 2.3.1\"\n  octorel incident close --incident 1"
)]
struct Close {
    /// The incident, where there are several
    #[arg(long, value_name = "NUMBER", add = ArgumentKind::OngoingIncident)]
    incident: Option<u32>,

    /// How it ended
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    #[command(flatten)]
    who: Who,
}

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel incident report >incident.md\n  octorel incident report --incident 1 --format json"
)]
struct Report {
    #[command(flatten)]
    which: Which,

    #[command(flatten)]
    as_of: AsOf,

    /// How to print it
    #[arg(long, value_enum, default_value = "markdown")]
    format: Written,
}

/// The incident that is meant.
#[derive(clap::Args)]
struct Which {
    /// The incident, where there are several
    #[arg(long, value_name = "NUMBER", add = ArgumentKind::Incident)]
    incident: Option<u32>,
}

/// Formats of a view that is a document.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Written {
    Markdown,
    Json,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let Some(what) = &self.what else {
            return self.show(app);
        };
        if self.format.is_some() || self.as_of.as_of.is_some() {
            let message = "--format and --as-of of `incident` itself show all incidents";
            let refusal = Refusal::cannot(message);
            return Err(refusal
                .hint(
                    Hint::from("give them behind `report`: ")
                        .command(command("incident report").typed("--format json")),
                )
                .into());
        }
        match what {
            What::Open(open) => open.run(app),
            What::Note(note) => note.run(app),
            What::Close(close) => close.run(app),
            What::Report(report) => report.run(app),
        }
    }

    fn show(&self, app: &App) -> Result<Exit> {
        let seen = app.load_to_show(&self.as_of)?;
        let view = IncidentsView::new(&seen.release, seen.now);
        let format = self.format.unwrap_or_default();
        app.show(
            format.reader(),
            &match format {
                Plain::Text => text::incidents(&view, seen.page),
                Plain::Json => json("incident", &view)?,
            },
        )?;
        Ok(Exit::Yes)
    }
}

impl Open {
    fn run(&self, app: &App) -> Result<Exit> {
        let mut answers = Answers::default();
        if self.text.is_none() && terminal::can_ask() {
            let mut prompter = Prompter::begin(app, &self.who)?;
            prompter.ask(&MissingArgument::text("what happened?"))?;
            if self.severity.is_none() {
                prompter.ask(&MissingArgument::severity())?;
            }
            answers = prompter.answers;
        }
        let severity = self.severity.or(answers.number("severity"));
        let request = IncidentRequest {
            text: (self.text.clone()).unwrap_or_else(|| answers.positional().concat()),
            severity: severity.unwrap_or(2),
        };
        record(app, &self.who, answers, |release, _, _| open_incident(release, &request))
    }
}

impl Note {
    fn run(&self, app: &App) -> Result<Exit> {
        let incident = self.which.incident;
        record(app, &self.who, Answers::default(), |release, _, answers| {
            note_incident(release, &self.text, incident.or(answers.number("incident")))
        })
    }
}

impl Close {
    fn run(&self, app: &App) -> Result<Exit> {
        record(app, &self.who, Answers::default(), |release, _, answers| {
            let incident = self.incident.or(answers.number("incident"));
            close_incident(release, incident, self.reason.as_deref())
        })
    }
}

impl Report {
    fn run(&self, app: &App) -> Result<Exit> {
        let seen = app.load_to_show(&self.as_of)?;
        let incident = self.which.find(app, &seen.release)?;
        let view = IncidentReport::new(&seen.release, incident, seen.now);
        app.show(
            Reader::Program,
            &match self.format {
                Written::Markdown => markdown::incident_report(&view, seen.page),
                Written::Json => json("incident-report", &view)?,
            },
        )?;
        Ok(Exit::Yes)
    }
}

impl Which {
    /// The incident to show: the one named, else the newest open one, else the newest. Of several it says which.
    fn find<'a>(&self, app: &App, release: &'a Release) -> Result<&'a Incident, Refusal> {
        if let Some(wanted) = self.incident {
            return release.incident_of(wanted).ok_or_else(|| Refusal::no_incident(wanted));
        }
        let all = &release.progress.incidents;
        let open = all.iter().rfind(|incident| incident.closed.is_none());
        let newest = open.or(all.last()).ok_or_else(|| {
            Refusal::cannot(format!("{} has had no incident", release.title()))
                .hint(command("incident open").text("what happened").typed("--severity 2"))
        })?;
        if all.len() > 1 {
            let (shown, count) = (newest.number, all.len());
            app.say(&format!("showing incident {shown} of {count}; --incident names another"));
        }
        Ok(newest)
    }
}
