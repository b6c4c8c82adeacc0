//! Compares whole commands with `grep -c` on the same items: `cargo bench --bench startup`.
//!
//! Each figure is the time that a user waits: the process from start to exit, with its output discarded. Figures of different
//! machines are not comparable, so each round runs all commands one after the other, and the table shows the
//! medians beside `grep`. `OCTOREL=path` measures another binary,
//! for instance the static one of `.ci/dist`, in `target/x86_64-unknown-linux-gnu/release`.
#![expect(clippy::print_stdout, reason = "the figures are the answer")]

use serde_json::{Value, json};
use std::error::Error;
use std::fmt::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;
use std::{env, fs};

const ROUNDS: usize = 300;
const LOG: &str = ".octorel/releases/1.0.0.jsonl";

/// The environment of each command: the locale, the clock and user of octorel, the settings and data of Taskwarrior.
const PINS: [(&str, &str); 5] = [
    ("LC_ALL", "C.UTF-8"),
    ("OCTOREL_NOW", "2026-12-04T10:00:00Z"),
    ("OCTOREL_USER", "rm@example.com"),
    ("TASKRC", "taskrc"),
    ("TASKDATA", "tasks"),
];

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A command line, starting with the program.
struct Line {
    name: String,
    words: Vec<String>,
}

impl Line {
    fn new(words: &[&str]) -> Self {
        let name = words.join(" ");
        let words = words.iter().map(|&word| word.to_owned()).collect();
        Self { name, words }
    }

    /// This command, run under another program or directly.
    fn under(&self, outer: &[&str]) -> Command {
        let mut words = outer.iter().copied().chain(self.words.iter().map(String::as_str));
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words).envs(PINS).stdin(Stdio::null());
        command
    }

    /// Returns the duration in milliseconds.
    fn time(&self) -> Result<f64> {
        let mut command = self.under(&[]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let began = Instant::now();
        let status = command.status()?;
        let took = began.elapsed().as_secs_f64() * 1000.0;
        match status.code() {
            // A closed gate exits with 1.
            Some(0 | 1) => Ok(took),
            _ => Err(format!("`{}` failed: {status}", self.name).into()),
        }
    }

    /// Returns stdout and stderr of the command under another program; `None` if that program is not installed.
    fn told_by(&self, outer: &[&str]) -> Option<String> {
        let output = self.under(outer).output().ok()?;
        let mut told = String::from_utf8_lossy(&output.stdout).into_owned();
        told += &String::from_utf8_lossy(&output.stderr);
        Some(told)
    }
}

fn main() -> Result<()> {
    let binary = env::var_os("OCTOREL").unwrap_or_else(|| env!("CARGO_BIN_EXE_octorel").into());
    let binary = fs::canonicalize(PathBuf::from(binary))?;
    println!("{}", binary.display());
    let folder = assert_fs::TempDir::new()?;
    env::set_current_dir(folder.path())?;
    // Measures a copy, as `cargo install` creates it: the pages of a freshly linked file are mapped more slowly.
    let copy = folder.path().join("octorel");
    fs::copy(binary, &copy)?;
    let octorel = copy.display().to_string();
    let items = arrange(&octorel)?;
    let ours = |arguments: &[&str]| {
        let line = Line::new(&[&[octorel.as_str()], arguments].concat());
        let name = format!("octorel {}", arguments.join(" "));
        Line { name, ..line }
    };
    let mut lines = vec![
        Line::new(&["grep", "-c", r"\[ \]", "items.md"]),
        ours(&["status"]),
        ours(&["gate"]),
        ours(&["tick", "4.1"]),
        ours(&["undo"]),
        Line::new(&["/bin/true"]),
    ];
    if taskwarrior(&items)? {
        lines.push(Line::new(&["task", "list"]));
    }
    println!("{} items, {ROUNDS} rounds\n", items.len());
    print!("{}", times(&lines)?);
    details(&lines)
}

/// Starts a release, ticks every other item of the first phases, and writes the same items as Markdown.
fn arrange(octorel: &str) -> Result<Vec<Value>> {
    let run = |arguments: &[&str]| -> Result<Vec<u8>> {
        let output = Line::new(&[&[octorel], arguments].concat()).under(&[]).output()?;
        match output.status.success() {
            true => Ok(output.stdout),
            false => Err(String::from_utf8_lossy(&output.stderr).into()),
        }
    };
    run(&["start", "1.0.0", "--on", "2026-12-08", "--tz", "Europe/Paris"])?;
    let list = || -> Result<Vec<Value>> {
        let view: Value = serde_json::from_slice(&run(&["list", "--format", "json"])?)?;
        Ok(view["items"].as_array().cloned().unwrap_or_default())
    };
    // The last phase needs an incident.
    let dated: Vec<Value> = list()?.into_iter().filter(|item| !item["due"].is_null()).collect();
    let numbers = dated.iter().filter_map(|item| item["ref"].as_str());
    let half: Vec<&str> = numbers.filter(|number| *number != "4.1").step_by(2).collect();
    run(&[&["tick", "--role", "qa"], &half[..]].concat())?;
    let items = list()?;
    let mut markdown = String::new();
    for item in &items {
        let sign = if item["state"] == "done" { "x" } else { " " };
        writeln!(markdown, "- [{sign}] {}", item["text"].as_str().unwrap_or_default())?;
    }
    fs::write("items.md", markdown)?;
    Ok(items)
}

/// Adds the same items to Taskwarrior. Returns whether it is installed.
fn taskwarrior(items: &[Value]) -> Result<bool> {
    let task = |item: &Value| {
        let entry = "20261201T100000Z";
        match item["state"] == "done" {
            true => {
                json!({"description": item["text"], "status": "completed", "entry": entry, "end": entry})
            }
            false => json!({"description": item["text"], "status": "pending", "entry": entry}),
        }
    };
    let tasks: Vec<Value> = items.iter().map(task).collect();
    fs::write("taskrc", "confirmation=off\nnews.version=9.9.9\n")?;
    fs::create_dir("tasks")?;
    fs::write("tasks.json", serde_json::to_vec(&tasks)?)?;
    let import = Line::new(&["task", "import", "tasks.json"]).under(&[]).output();
    Ok(import.is_ok_and(|output| output.status.success()))
}

/// Returns the instructions of a command in millions: all of them, and those outside SHA-256. valgrind does not support the SHA
/// instructions of the CPU, so that the command computes hashes in software only under it. Needs a binary with symbols.
fn instructions(line: &Line) -> Option<(String, String)> {
    const PROFILE: &str = "callgrind.out";
    let file = format!("--callgrind-out-file={PROFILE}");
    line.told_by(&["valgrind", "--tool=callgrind", "--compress-strings=no", &file])?;
    let (mut all, mut sha) = (0, 0);
    let mut is_sha = false;
    let profile = fs::read_to_string(PROFILE).ok()?;
    let mut lines = profile.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("fn=") {
            is_sha = name.contains("sha2") || name.contains("sha256");
        } else if line.starts_with("calls=") {
            // The next line repeats what the called function counts itself.
            lines.next();
        } else if line.starts_with(|c: char| c.is_ascii_digit() || "+-*".contains(c)) {
            let count: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
            all += count;
            sha += if is_sha { count } else { 0 };
        }
    }
    let million = |count: u64| format!("{}.{:02}", count / 1_000_000, count / 10_000 % 100);
    Some((million(all), million(all - sha)))
}

/// Measures all commands in turn, as a table.
fn times(lines: &[Line]) -> Result<String> {
    let log = fs::read(LOG)?;
    let mut took = vec![Vec::with_capacity(ROUNDS); lines.len()];
    for _ in 0..ROUNDS {
        for (line, took) in lines.iter().zip(&mut took) {
            took.push(line.time()?);
        }
        // Each round starts with the same log.
        fs::write(LOG, &log)?;
    }
    let medians: Vec<f64> = took.iter_mut().map(|took| median(took)).collect();
    let mut table = String::new();
    writeln!(table, "{:24}{:>10}{:>10}", "median of a process", "ms", "× grep")?;
    for (line, median) in lines.iter().zip(&medians) {
        writeln!(table, "{:24}{median:>10.2}{:>10.2}", line.name, median / medians[0])?;
    }
    Ok(table)
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Measures instructions, memory, and the number of disk syncs.
fn details(lines: &[Line]) -> Result<()> {
    println!("\n{:24}{:>10}{:>10}{:>10}{:>10}", "", "Minstr", "no SHA", "peak KB", "syncs");
    let log = fs::read(LOG)?;
    for line in lines {
        let (instructions, without_sha) = instructions(line).unzip();
        fs::write(LOG, &log)?;
        let memory = line.told_by(&["/usr/bin/time", "-f", "peak %M"]);
        let memory = memory.and_then(|told| Some(told.rsplit_once("peak ")?.1.trim().to_owned()));
        fs::write(LOG, &log)?;
        let calls = ["strace", "-f", "-qq", "-e", "trace=fsync,fdatasync,msync,syncfs,sync"];
        let syncs = line.told_by(&calls).map(|told| told.matches("sync(").count().to_string());
        fs::write(LOG, &log)?;
        let shown = |figure: Option<String>| figure.unwrap_or_else(|| "?".to_owned());
        let (instructions, without_sha) = (shown(instructions), shown(without_sha));
        let (memory, syncs) = (shown(memory), shown(syncs));
        println!("{:24}{instructions:>10}{without_sha:>10}{memory:>10}{syncs:>10}", line.name);
    }
    println!("\n? where valgrind, /usr/bin/time or strace is not installed or not allowed");
    Ok(())
}
