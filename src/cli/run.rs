//! Runs a command line: reads it, runs its command, and reports what went wrong.

use super::args::{NAMES, Parsed, program};
use super::shared::{App, Cancelled, Exit, Outcome, Program, PromptedLine, failure};
use super::{complete, usage};
use crate::command::{Invocation, joined};
use crate::document::Style;
use crate::log::MAX_LINE;
use crate::render::{self, safe};
use crate::rules::Refusal;
use crate::terminal::{self, OutputOptions, ignore_unforced_colour};
use std::ffi::OsString;
use std::process::ExitCode;

/// What commands that describe the program or run others receive.
const PROGRAM: Program = Program {
    names: || &NAMES,
    describe: || program(&NAMES),
    run: perform,
    complete: complete::values,
};

pub fn main() -> ExitCode {
    ignore_unforced_colour();
    let args: Vec<_> = std::env::args_os().collect();
    if let Some(line) = complete::line_to_complete(&args) {
        complete::answer(&line);
        return Exit::Yes.into();
    }
    perform(&args, None).exit.into()
}

/// Runs a command line, which begins with the name of the program. `release` is that of the full-screen program that it runs in,
/// if the line names none. Where prompts are answered, the completed line runs.
pub(crate) fn perform(args: &[OsString], release: Option<&str>) -> Outcome {
    let mut line = PromptedLine { words: lossy(args), ..PromptedLine::default() };
    let mut args = args.to_vec();
    loop {
        if let Some((exit, refused)) = attempt(&args, release, &mut line) {
            return Outcome { exit, refused, line: line.words };
        }
        args = line.words.iter().map(OsString::from).collect();
    }
}

/// Runs a command line. Returns how it ends, and whether there is no answer but an error; `None` if prompts have completed the
/// line, so that it runs again.
fn attempt(
    args: &[OsString],
    release: Option<&str>,
    line: &mut PromptedLine,
) -> Option<(Exit, bool)> {
    let refused = |exit| Some((exit, true));
    if let Some(long) = args.iter().find(|arg| arg.len() > MAX_LINE) {
        let length = long.len();
        let refusal = Refusal::cannot(format!("an argument of {length} bytes is too long"))
            .hint(format!("the limit is {MAX_LINE} bytes for everything that is recorded at once"));
        let (output, invocation) = (OutputOptions::default(), Invocation::default());
        return refused(failure::report(&refusal.into(), output, &invocation));
    }
    let texts: Vec<OsString> = args.iter().map(as_text).collect();
    let Parsed { command, mut global, useless } = match Parsed::of(&texts) {
        Ok(parsed) => parsed,
        Err(error) => {
            let refused = error.use_stderr();
            return Some((usage::report(error, &texts), refused));
        }
    };
    let output = global.output();
    let report = |error: &anyhow::Error, invocation: Invocation| {
        refused(failure::report(error, output, &Invocation { args: lossy(&texts), ..invocation }))
    };
    global.release = global.release.or(release.map(str::to_owned));
    let mut app = match App::new(global, output) {
        Ok(app) => app,
        Err(error) => return report(&error, Invocation::default()),
    };
    app.confirmed = line.confirmed;
    let result = match useless {
        Some(refusal) => Err(refusal.into()),
        None => command.run(&app, &PROGRAM).and_then(|exit| match app.recorded.get() {
            Some(format) => app.sync_after(*format).map(|()| exit),
            None => Ok(exit),
        }),
    };
    let result = match result.map_err(|error| line.complete(&app, error)) {
        Ok(exit) => Ok(exit),
        Err(Ok(())) => return None,
        Err(Err(error)) => Err(error),
    };
    let is_cancelled = result.as_ref().is_err_and(anyhow::Error::is::<Cancelled>);
    if !line.asked.is_empty() && !is_cancelled && !terminal::is_kept() {
        let line = joined(&line.words[1..]);
        let (dim, line) = (render::style(Style::Dim), safe(&line));
        terminal::talk(&format!("{dim}equivalent command: octorel {line}{dim:#}\n"), output);
    }
    match result {
        Ok(exit) => Some((exit, false)),
        Err(error) => report(&error, app.invocation().clone()),
    }
}

fn lossy(args: &[OsString]) -> Vec<String> {
    args.iter().map(|arg| arg.to_string_lossy().into_owned()).collect()
}

/// Lets a text start with a dash: an argument with a space before any `=` is no option. clap sees it after a space, which is
/// not recorded.
fn as_text(arg: &OsString) -> OsString {
    let attached = ["-C", "-r"];
    let is_text = arg.to_str().is_some_and(|arg| {
        let name = arg.split('=').next().unwrap_or_default();
        arg.starts_with('-') && name.contains(' ') && !attached.iter().any(|it| arg.starts_with(it))
    });
    if is_text { [" ".as_ref(), arg.as_os_str()].into_iter().collect() } else { arg.clone() }
}
