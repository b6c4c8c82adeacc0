//! `octorel demo`: a sample release from start to finish, in a temporary folder.
//!
//! The program runs every command that it shows. The story is `demo/story.yaml`; each scene is a page of a terminal.

use crate::cli::shared::{App, COLOURS, Exit};
use crate::command::{Invocation, command, split};
use crate::document::words::commands;
use crate::document::{Document, code, dim, strong};
use crate::log::make_root;
use crate::rules::Refusal;
use crate::schedule::{ReaderClock, parse_on, time};
use crate::sys;
use crate::terminal;
use anyhow::{Context, Result};
use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, Weekday};
use chrono_tz::Tz;
use serde::Deserialize;
use std::fs;
use std::path::PathBuf;
use std::process::{self, Command};

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel demo\n  octorel demo | less")]
pub(crate) struct Args {}

const STORY: &str = include_str!("demo/story.yaml");

const BEGIN: &str = "A sample release, from start to finish. Alice manages it, Dana tests. All dates follow from the release time (T). \
    Every command really runs, in a temporary folder.";

const ZONE: Tz = Tz::Europe__Paris;

#[derive(Deserialize)]
struct Scene {
    /// Days from T.
    day: i64,
    time: String,
    /// The same in words.
    when: String,
    text: String,
    /// `DAY` is replaced by the day of T.
    commands: Vec<String>,
}

impl Args {
    #[expect(clippy::unused_self, reason = "every command is run in the same way")]
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        if terminal::is_kept() {
            // Its commands print where this program does, over the screen.
            let refusal = Refusal::cannot("the demo requires a terminal of its own");
            return Err(refusal.hint(command("demo")).into());
        }
        let scenes: Vec<Scene> = serde_yaml::from_str(STORY).context("the story cannot be read")?;
        app.print_document(Document::of(BEGIN))?;
        let demo = Demo::new(app)?;
        let mut played = 0;
        for scene in &scenes {
            let page = format!("page {} of {}", played + 1, scenes.len());
            if !terminal::is_continued(&page, app.output)? {
                break;
            }
            // Who leaves before the first page leaves no folder behind.
            if played == 0 {
                demo.make_folder()?;
            }
            demo.play(app, scene)?;
            played += 1;
        }
        if played > 0 {
            app.print_document(proposals(&demo.invocation(), played < scenes.len()))?;
        }
        Ok(Exit::Yes)
    }
}

/// The folder of the sample release, which ended some days ago.
struct Demo {
    program: PathBuf,
    folder: PathBuf,
    /// The day of T.
    day: NaiveDate,
}

impl Demo {
    fn new(app: &App) -> Result<Self> {
        let latest = app.now.date_naive() - TimeDelta::days(10);
        let since = latest.weekday().days_since(Weekday::Mon);
        Ok(Self {
            program: sys::program()?,
            folder: sys::temporary_folder().join(format!("octorel-demo-{}", process::id())),
            day: latest - TimeDelta::days(i64::from(since)),
        })
    }

    fn make_folder(&self) -> Result<()> {
        fs::create_dir(&self.folder).context("cannot make a folder for the demo")?;
        // Keeps out of releases in the folders above.
        Ok(make_root(&self.folder)?)
    }

    fn play(&self, app: &App, scene: &Scene) -> Result<()> {
        let at = format!("{} {}", self.day + TimeDelta::days(scene.day), scene.time);
        let at = parse_on(&at, ZONE, NaiveTime::MIN).context("the story has a wrong time")?;
        let day = ReaderClock::at(at).day(at);
        let when = format!("{day} {}, {}: ", time(at), scene.when);
        app.print("\n")?;
        app.print_document(Document::of([dim(when), strong(&scene.text)]))?;
        for line in &scene.commands {
            let line = line.replace("DAY", &self.day.to_string());
            app.print_document(Document::of([dim("$ "), code(&line)]))?;
            let code = self.octorel(app, &line, &at.to_rfc3339())?;
            if code == Some(1) {
                app.print_document(Document::of(dim("(exit code 1)")))?;
            } else if code != Some(0) {
                let refusal = Refusal::cannot(format!("the demo ended at `{line}`"));
                return Err(refusal.hint(self.invocation().line(&command("status"))).into());
            }
        }
        Ok(())
    }

    fn invocation(&self) -> Invocation {
        Invocation { dir: Some(self.folder.display().to_string()), ..Invocation::default() }
    }

    /// Runs the program at that moment, with the output of this one.
    fn octorel(&self, app: &App, line: &str, now: &str) -> Result<Option<i32>> {
        let mut command = Command::new(&self.program);
        command.current_dir(&self.folder).arg("--no-pager");
        let colour = COLOURS.into_iter().find(|(_, colour)| *colour == app.output.colour);
        command.args(colour.iter().flat_map(|(name, _)| ["--color", name]));
        if app.output.ascii {
            command.arg("--ascii");
        }
        command.args(split(line).unwrap_or_default().iter().skip(1));
        command.env("OCTOREL_NOW", now).env("OCTOREL_USER", "alice");
        let ended = command.status();
        Ok(ended.with_context(|| format!("cannot run `{line}`"))?.code())
    }
}

/// What to try next in the directory of the demo. If the user left early, the release is still active.
fn proposals(demo: &Invocation, early: bool) -> Document {
    let rows = [
        (command("ui"), "open the full-screen view"),
        (command("log"), "see who did what, and when"),
        (command("report"), "print the report"),
        (command("reopen").typed("--reason \"try it\""), "continue it"),
    ];
    let rows = rows[..4 - usize::from(early)].iter();
    let mut document = Document::default();
    document.gap();
    document.paragraph("The release is kept for you to try:");
    document.gap();
    document.lines(commands(rows.map(|(command, what)| (demo.line(command), (*what).to_owned()))));
    document
}
