//! Runs a command line: reads it, runs its command, and reports what went wrong.

use super::args::{NAMES, Parsed, program};
use super::shared::app::App;
use super::shared::exit::{Exit, Outcome};
use super::shared::failure;
use super::shared::options::Global;
use super::shared::program::Program;
use super::{complete, usage};
use crate::command::Invocation;
use crate::log::MAX_LINE;
use crate::rules::Refusal;
use crate::terminal::{OutputOptions, ignore_unforced_colour};
use std::ffi::OsString;
use std::process::ExitCode;

/// What commands that describe the program or run others receive.
const PROGRAM: Program = Program {
    names: || &NAMES,
    describe: || program(&NAMES),
    run: perform,
    complete: complete::values,
};

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    ignore_unforced_colour();
    let args: Vec<_> = std::env::args_os().collect();
    if let Some(line) = complete::line_to_complete(&args) {
        complete::answer(&line);
        return Exit::Yes.into();
    }
    perform(&args, Global::default()).exit.into()
}

/// Runs a command line, which begins with the name of the program. What it leaves open of release and folder is taken from
/// `around`, the command line of the full-screen program that it runs in.
pub(crate) fn perform(args: &[OsString], around: Global) -> Outcome {
    let answered = |exit| Outcome { exit, refused: false };
    let refused = |exit| Outcome { exit, refused: true };
    if let Some(long) = args.iter().find(|arg| arg.len() > MAX_LINE) {
        let length = long.len();
        let refusal = Refusal::cannot(format!("an argument of {length} bytes is too long"))
            .hint(format!("the limit is {MAX_LINE} bytes for everything that is recorded at once"));
        let exit =
            failure::report(&refusal.into(), OutputOptions::default(), &Invocation::default());
        return refused(exit);
    }
    let args = &*args.iter().map(as_text).collect::<Vec<_>>();
    let parsed = match Parsed::of(args) {
        Ok(parsed) => parsed,
        Err(error) if error.use_stderr() => return refused(usage::report(error, args)),
        Err(help) => return answered(usage::report(help, args)),
    };
    let output = parsed.global.output();
    let words = || args.iter().map(|arg| arg.to_string_lossy().into_owned()).collect();
    let report = |error: &anyhow::Error, invocation: &Invocation| {
        refused(failure::report(error, output, invocation))
    };
    let app = match App::new(parsed.global.or(around), output) {
        Ok(app) => app,
        Err(error) => {
            return report(&error, &Invocation { args: words(), ..Invocation::default() });
        }
    };
    let exit = match parsed.misplaced {
        Some(refusal) => Err(refusal.into()),
        None => parsed.command.run(&app, &PROGRAM),
    };
    exit.map_or_else(
        |error| {
            let invocation = app.invocation().clone();
            report(&error, &Invocation { args: words(), ..invocation })
        },
        answered,
    )
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
