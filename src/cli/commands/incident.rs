//! `octorel incident`: what went wrong, the list that it is worked off with, and the report for its review.

use crate::cli::shared::{App, AsOf, Draft, Exit, Format, Recording, formats, record};
use crate::command::{Hint, command};
use crate::document;
use crate::release::{ArgumentKind, Incident, Release};
use crate::rules::{Refusal, declare_incident, note_incident, resolve_incident};
use crate::view::{IncidentReport, IncidentsView};
use anyhow::Result;
use clap::Subcommand;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel incident declare \"checkout answers with errors\" --severity 1\n  octorel incident note \"errors since 14:05, all regions\"\n  octorel tick 10.1\n  octorel incident resolve --reason \"rolled back\"\n  octorel incident report >incident.md"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: Option<What>,

    #[command(flatten)]
    as_of: AsOf,

    /// Output format [default: text]
    #[arg(long, value_parser = formats(&[Format::TEXT, Format::JSON]))]
    format: Option<Format>,
}

#[derive(Subcommand)]
enum What {
    /// Declare an incident; its checklist is then active
    #[command(
        after_help = "Examples:\n  octorel incident declare \"checkout answers with errors\" --severity 1\n  octorel incident declare \"staging is slow\" --severity 4 --as dana@example.com"
    )]
    Declare {
        /// What happened
        text: Vec<String>,

        /// Severity, 1 (worst) to 4 [default: 2]
        #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u8).range(1..=4), add = ArgumentKind::Severity)]
        severity: Option<u8>,

        #[command(flatten)]
        how: Recording,
    },

    /// Add an entry to the timeline of an incident
    #[command(
        after_help = "Examples:\n  octorel incident note \"errors since 14:05, all regions\"\n  octorel incident note \"one region is back\" --incident 1"
    )]
    Note {
        /// Text of the entry
        text: Vec<String>,

        /// Write the text in $VISUAL or $EDITOR
        #[arg(short, long)]
        edit: bool,

        /// Incident number, if there are several
        #[arg(long, value_name = "NUMBER", add = ArgumentKind::Incident)]
        incident: Option<u32>,

        #[command(flatten)]
        how: Recording,
    },

    /// Resolve an incident, once its required items are done
    #[command(
        after_help = "Examples:\n  octorel incident resolve --reason \"rolled back to 2.3.1\"\n  octorel incident resolve --incident 1"
    )]
    Resolve {
        /// Incident number, if there are several
        #[arg(long, value_name = "NUMBER", add = ArgumentKind::OngoingIncident)]
        incident: Option<u32>,

        /// Resolution
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,

        #[command(flatten)]
        how: Recording,
    },

    /// Print the report for the incident review
    #[command(
        after_help = "Examples:\n  octorel incident report >incident.md\n  octorel incident report --incident 1 --format json"
    )]
    Report {
        /// Incident number, if there are several
        #[arg(long, value_name = "NUMBER", add = ArgumentKind::Incident)]
        incident: Option<u32>,

        #[command(flatten)]
        as_of: AsOf,

        /// Output format
        #[arg(long, value_parser = formats(&[Format::MARKDOWN, Format::JSON]), default_value = "markdown")]
        format: Format,
    },
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let Some(what) = &self.what else { return self.show(app) };
        if self.format.is_some() || self.as_of.as_of.is_some() {
            let message =
                "--format and --as-of before a command of `incident` are for the list of incidents";
            let report = command("incident report").typed("--format json");
            let hint = Hint::from("options go after the command: ").command(report);
            return Err(Refusal::cannot(message).hint(hint).into());
        }
        match what {
            What::Declare { text, severity, how } => {
                record(app, how, |release, _| declare_incident(release, &text.join(" "), *severity))
            }
            What::Note { text, edit, incident, how } => {
                let text = text.join(" ");
                let draft = || {
                    let release = app.load_to_record()?.release;
                    // Nobody should write a text in vain.
                    note_incident(&release, "…", *incident)?;
                    let what = format!("Incident note (release {})", release.title());
                    Draft::write(app, &what, &text, command("incident note").text("…").into())
                };
                let draft = edit.then(draft).transpose()?;
                let text = draft.as_ref().map_or(&*text, |draft| &draft.text);
                let recorded =
                    record(app, how, |release, _| note_incident(release, text, *incident));
                Draft::settle(draft, app, recorded)
            }
            What::Resolve { incident, reason, how } => record(app, how, |release, _| {
                resolve_incident(release, *incident, reason.as_deref())
            }),
            What::Report { incident, as_of, format } => {
                let loaded = app.load_to_show(as_of)?;
                let incident = reported(app, &loaded.release, *incident)?;
                let view = IncidentReport::new(&loaded.release, incident, loaded.now);
                let view = ("incident-report", &view);
                return app.show_view(loaded.page, *format, view, document::incident_report);
            }
        }?;
        Ok(Exit::Yes)
    }

    fn show(&self, app: &App) -> Result<Exit> {
        let loaded = app.load_to_show(&self.as_of)?;
        let view = IncidentsView::new(&loaded.release, loaded.now);
        let format = self.format.unwrap_or(Format::TEXT);
        app.show_view(loaded.page, format, ("incident", &view), document::incidents)
    }
}

/// The incident to report: the given one, else the newest ongoing one, else the newest. If there are several, it says which.
fn reported<'a>(app: &App, release: &'a Release, wanted: Option<u32>) -> Result<&'a Incident> {
    if let Some(wanted) = wanted {
        return Ok(release.incident_of(wanted).ok_or_else(|| Refusal::no_incident(wanted))?);
    }
    let newest = release.newest_incident().ok_or_else(|| {
        Refusal::cannot(format!("{} has no incidents", release.title()))
            .hint(command("incident declare").text("what happened").typed("--severity 2"))
    })?;
    let (shown, count) = (newest.number, release.progress.incidents.len());
    if count > 1 {
        app.say(&format!("showing incident {shown} of {count}; use --incident to select another"));
    }
    Ok(newest)
}
