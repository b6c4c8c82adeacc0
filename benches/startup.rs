//! Whole commands against the least that they could take: `cargo bench --bench startup`.
//!
//! Figures of different machines say little, so each command is measured in turn with what it is held to, and medians are shown.
//! `OCTOREL=path` measures another binary, such as the static one of `.ci/dist` in `target/x86_64-unknown-linux-musl/release`. Only a
//! binary with symbols, from `CARGO_PROFILE_RELEASE_STRIP=none .ci/dist`, can be counted without SHA-256.
#![expect(clippy::print_stdout, reason = "the figures are the answer")]

use octorel::internals::log::{Act, Log, ReleaseName, Store, StoreError, Writer};
use octorel::internals::names::Person;
use serde_json::Value;
use std::error::Error;
use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;
use std::{env, fs};

const LOG: &str = ".octorel/releases/1.0.0.jsonl";

/// Begins the command line of the least that recording takes.
const FLOOR: &str = "--floor";
const FLOOR_LOG: &str = "floor.jsonl";

const FINISHED: u32 = 300;
const EVENTS: u32 = 20_000;
const WRITERS: usize = 50;

/// What each command finds in its environment.
const PINS: [(&str, &str); 3] = [
    ("LC_ALL", "C.UTF-8"),
    ("OCTOREL_NOW", "2026-12-04T10:00:00Z"),
    ("OCTOREL_USER", "rm@example.com"),
];

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    if env::args().nth(1).as_deref() == Some(FLOOR) {
        return floor();
    }
    let binary = env::var_os("OCTOREL").unwrap_or_else(|| env!("CARGO_BIN_EXE_octorel").into());
    let binary = fs::canonicalize(PathBuf::from(binary))?;
    println!("{}", binary.display());
    let folder = assert_fs::TempDir::new()?;
    env::set_current_dir(folder.path())?;
    // A copy, as `cargo install` leaves it: the pages of a file that was just linked are mapped more slowly.
    let copy = folder.path().join("octorel");
    fs::copy(binary, &copy)?;
    let copy = copy.display().to_string();
    let octorel = |arguments: &[&str]| command(&copy, arguments);
    arrange(&octorel)?;
    views(&octorel)?;
    recordings(&octorel)?;
    finished(&octorel)?;
    long_log(&octorel)
}

/// Lock, read, append and wait for the disk.
fn floor() -> Result<()> {
    let lock = OpenOptions::new().write(true).create(true).truncate(false).open("floor.lock")?;
    lock.lock()?;
    let mut log = OpenOptions::new().read(true).append(true).open(FLOOR_LOG)?;
    log.read_to_end(&mut Vec::new())?;
    log.write_all(&[b'\n'; 300])?;
    Ok(log.sync_data()?)
}

/// Begins a release, ticks every other item of the dated phases, and writes the same items as Markdown.
fn arrange(octorel: &impl Fn(&[&str]) -> Command) -> Result<()> {
    run(octorel(&["start", "1.0.0", "--on", "2026-12-08", "--tz", "Europe/Paris"]))?;
    let list = || -> Result<Vec<Value>> {
        let view: Value = serde_json::from_slice(&run(octorel(&["list", "--format", "json"]))?)?;
        Ok(view["items"].as_array().cloned().unwrap_or_default())
    };
    let dated: Vec<Value> = list()?.into_iter().filter(|item| !item["due"].is_null()).collect();
    let numbers = dated.iter().filter_map(|item| item["ref"].as_str());
    let half: Vec<&str> = numbers.filter(|number| *number != "4.1").step_by(2).collect();
    run(octorel(&[&["tick", "--role", "qa"], &half[..]].concat()))?;
    let mut markdown = String::new();
    for item in list()? {
        let sign = if item["state"] == "done" { "x" } else { " " };
        writeln!(markdown, "- [{sign}] {}", item["text"].as_str().unwrap_or_default())?;
    }
    Ok(fs::write("items.md", markdown)?)
}

/// Views against `grep -c` on the same items.
fn views(octorel: &impl Fn(&[&str]) -> Command) -> Result<()> {
    let ours = ["status", "gate"];
    let grep = command("grep", &["-c", r"\[ \]", "items.md"]);
    let mut commands = vec![grep];
    commands.extend(ours.iter().map(|name| octorel(&[name])));
    let medians = medians(300, &mut commands)?;
    row("grep -c", medians[0], "ms", None);
    for (name, median) in ours.iter().zip(&medians[1..]) {
        row(name, *median, "ms", None);
        row(&format!("{name}: against grep"), median / medians[0], "×", Some(0.85));
        if let Some(count) = instructions(&octorel(&[name])) {
            row(&format!("{name}: million instructions without SHA-256"), count, "", Some(1.2));
        }
    }
    Ok(())
}

/// Recordings against the least that they take, one at a time and all at once.
fn recordings(octorel: &impl Fn(&[&str]) -> Command) -> Result<()> {
    let this = env::current_exe()?.display().to_string();
    let floor = || command(&this, &[FLOOR]);
    let tick = || octorel(&["tick", "4.1"]);
    let mut with_git = tick();
    with_git.env_remove("OCTOREL_USER");
    run(command("git", &["init", "--quiet"]))?;
    run(command("git", &["config", "user.email", "rm@example.com"]))?;
    let medians = medians(100, &mut [floor(), tick(), with_git])?;
    row("lock, read, append, fdatasync", medians[0], "ms", None);
    row("tick", medians[1], "ms", None);
    row("tick: against these calls", medians[1] / medians[0], "×", Some(1.5));
    row("tick: the process `git config`", medians[2] - medians[1], "ms more", None);
    let (mut floors, mut notes) = (Vec::new(), Vec::new());
    for _ in 0..10 {
        floors.push(at_once(&mut || floor())?);
        notes.push(at_once(&mut || octorel(&["note", "seen"]))?);
    }
    let floor = median(&mut floors);
    row("50 writers: these calls", floor, "ms", None);
    row("50 writers: against these calls", median(&mut notes) / floor, "×", Some(1.8));
    Ok(())
}

/// How long several of the same command take together, in milliseconds.
fn at_once(command: &mut impl FnMut() -> Command) -> Result<f64> {
    restore(&fs::read(LOG)?)?;
    let began = Instant::now();
    let all: Vec<_> = (0..WRITERS).map(|_| command().spawn()).collect();
    for child in all {
        child?.wait()?;
    }
    Ok(milliseconds(began))
}

/// What a finished release costs commands that name none, against reading its bytes.
fn finished(octorel: &impl Fn(&[&str]) -> Command) -> Result<()> {
    let ours: [&[&str]; 4] = [
        &["status"],
        &["gate", "deploy"],
        &["tick", "4.1"],
        &["__complete", "line", "octorel tick "],
    ];
    let mut commands: Vec<Command> = ours.into_iter().map(octorel).collect();
    commands.push(command("cat", &["/dev/null"]));
    let without = medians(50, &mut commands)?;
    commands.pop();
    let mut cat = command("cat", &[]);
    for number in 1..=FINISHED {
        let name = format!("0.{number}");
        run(octorel(&["start", &name, "--on", "2026-01-13", "--tz", "Europe/Paris"]))?;
        run(octorel(&["cancel", "--release", &name, "--reason", "a rehearsal"]))?;
        cat.arg(format!(".octorel/releases/{name}.jsonl"));
    }
    commands.push(cat);
    let with = medians(50, &mut commands)?;
    let each = |(with, without): (&f64, &f64)| (with - without) * 1000.0 / f64::from(FINISHED);
    let costs: Vec<f64> = with.iter().zip(&without).map(each).collect();
    let read = costs[ours.len()];
    row("a finished release: reading its bytes", read, "µs", None);
    for (arguments, cost) in ours.iter().zip(&costs) {
        row(&format!("a finished release: {}", arguments.join(" ")), cost / read, "×", Some(1.3));
    }
    Ok(())
}

/// Reads a long log.
fn long_log(octorel: &impl Fn(&[&str]) -> Command) -> Result<()> {
    let name = ReleaseName::parse("1.0.0")?;
    let at = "2026-12-04T10:00:00Z".parse()?;
    let writer = Writer { by: Person::from("rm@example.com"), at };
    let update = || Act::Announced { about: "update".to_owned(), note: Some("on time".to_owned()) };
    let updates = (0..EVENTS).map(|_| update()).collect();
    let recorded = Store::new(".").record(&name, &writer, |_| Ok::<_, StoreError>(updates));
    recorded.map_err(|error| format!("{error:?}"))?;
    let bytes = fs::read(LOG)?;
    let mut reads = Vec::new();
    for _ in 0..20 {
        let began = Instant::now();
        let log = Log::read(&bytes);
        reads.push(milliseconds(began));
        drop(log);
    }
    let each = median(&mut reads) * 1000.0 / f64::from(EVENTS);
    row("a log of 20,000 events: each", each, "µs", Some(1.2));
    let status = octorel(&["status", "--release", "1.0.0"]);
    let output = under(&["/usr/bin/time", "-f", "peak %M"], &status).output();
    let output = output.map(|output| String::from_utf8_lossy(&output.stderr).into_owned());
    let peak = output.unwrap_or_default();
    if let Some((_, peak)) = peak.rsplit_once("peak ") {
        row("a log of 20,000 events: peak", peak.trim().parse::<f64>()? / 1024.0, "MB", Some(30.0));
    }
    Ok(())
}

fn row(name: &str, value: f64, unit: &str, most: Option<f64>) {
    let most = most.map_or_else(String::new, |most| format!("at most {most}"));
    println!("{name:52}{value:>9.2} {unit:8}{most}");
}

fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).envs(PINS).stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// A command, run by another program.
fn under(outer: &[&str], inner: &Command) -> Command {
    let mut command = command(outer[0], &outer[1..]);
    command.arg(inner.get_program()).args(inner.get_args());
    command
}

/// What a command prints.
fn run(mut command: Command) -> Result<Vec<u8>> {
    let output = command.stdout(Stdio::piped()).stderr(Stdio::piped()).output()?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(String::from_utf8_lossy(&output.stderr).into()),
    }
}

/// The median time of each command in milliseconds. All are run in turn, each with the same logs.
fn medians(rounds: usize, commands: &mut [Command]) -> Result<Vec<f64>> {
    let log = fs::read(LOG)?;
    let mut took = vec![Vec::with_capacity(rounds); commands.len()];
    for _ in 0..rounds {
        for (command, took) in commands.iter_mut().zip(&mut took) {
            restore(&log)?;
            let began = Instant::now();
            let status = command.status()?;
            took.push(milliseconds(began));
            // A closed gate answers with 1.
            if !matches!(status.code(), Some(0 | 1)) {
                return Err(format!("{command:?}: {status}").into());
            }
        }
    }
    restore(&log)?;
    Ok(took.iter_mut().map(|took| median(took)).collect())
}

/// Writes the logs, and waits for the disk so that no command has to.
fn restore(log: &[u8]) -> Result<()> {
    for path in [LOG, FLOOR_LOG] {
        let mut file = File::create(path)?;
        file.write_all(log)?;
        file.sync_all()?;
    }
    Ok(())
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

/// How many million instructions a command takes, without SHA-256: valgrind knows no SHA instructions of the CPU, so that the
/// command computes hashes in software under it, and only there. Needs valgrind and a binary with symbols.
fn instructions(command: &Command) -> Option<f64> {
    const PROFILE: &str = "callgrind.out";
    let file = format!("--callgrind-out-file={PROFILE}");
    let valgrind = ["valgrind", "--tool=callgrind", "--compress-strings=no", &file];
    under(&valgrind, command).status().ok()?;
    let mut sum = 0;
    let mut counts = true;
    let profile = fs::read_to_string(PROFILE).ok()?;
    let mut lines = profile.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("fn=") {
            counts = !name.contains("sha2") && !name.contains("sha256");
        } else if line.starts_with("calls=") {
            // The next line repeats what the called function counts itself.
            lines.next();
        } else if counts && line.starts_with(|c: char| c.is_ascii_digit() || "+-*".contains(c)) {
            sum += line.split_whitespace().nth(1)?.parse::<u32>().ok()?;
        }
    }
    Some(f64::from(sum) / 1e6)
}
