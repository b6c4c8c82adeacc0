//! The system calls of the program, recorded by `strace`.

use crate::program::{PROGRAM, Site, words};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

/// Calls with an effect on files. Paths are recorded as given; descriptors are numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Call {
    Opened { fd: usize, path: String, flags: String },
    Wrote { fd: usize, bytes: Vec<u8> },
    Sought { fd: usize, to: usize },
    Cut { fd: usize, length: usize },
    Synced { fd: usize },
    Renamed { from: String, to: String },
    Removed { path: String },
    MadeFolder { path: String },
}

/// Calls that change files, including some that the program does not make.
const TRACED: &str = "trace=open,openat,creat,write,pwrite64,writev,pwritev,lseek,truncate,ftruncate,fallocate,fsync,\
     fdatasync,sync,syncfs,sync_file_range,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,link,linkat,\
     symlink,symlinkat,copy_file_range,sendfile,io_uring_setup";

/// Returns whether the trials can use strace, and prints a notice once if not.
pub(crate) fn can_trace() -> bool {
    static CAN: OnceLock<bool> = OnceLock::new();
    *CAN.get_or_init(|| {
        let tried =
            Command::new("strace").args(["-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
        let can = tried.is_ok_and(|status| status.success());
        if !can {
            println!("NOT TRIED: strace is missing or may not trace here");
        }
        can
    })
}

/// Runs the program under strace and returns its calls in order.
pub(crate) fn recorded(site: &Site, line: &str) -> (Output, Vec<Call>) {
    let (output, trace) = traced(site, line, &["-e", TRACED]);
    (output, calls(site, &trace))
}

fn calls(site: &Site, trace: &str) -> Vec<Call> {
    let top = site.top().canonicalize().unwrap();
    trace.lines().filter_map(|line| parse(&top, line)).collect()
}

/// Does the same while the call of this name with this number fails.
pub(crate) fn injected(
    site: &Site,
    line: &str,
    (call, number, error): &(String, usize, &str),
) -> (Output, Vec<Call>) {
    // Only traced calls can fail.
    let traced_too = format!("{TRACED},{call}");
    let inject = format!("inject={call}:error={error}:when={number}");
    let (output, trace) = traced(site, line, &["-e", &traced_too, "-e", &inject]);
    assert!(trace.contains("(INJECTED)"), "{line}: {call} {number} did not happen");
    (output, calls(site, &trace))
}

/// Runs the program and kills it when it makes the call of this name with this number.
pub(crate) fn killed(site: &Site, line: &str, call: &str, number: usize) {
    let (output, _) =
        traced(site, line, &["-e", &format!("inject={call}:signal=KILL:when={number}")]);
    assert_eq!(output.status.code(), None, "{line}: {call} {number} did not happen");
}

/// The names of all calls in order, each with its number among those of its name, without those of programs that it runs.
pub(crate) fn names(site: &Site, line: &str) -> Vec<(String, usize)> {
    let (_, trace) = traced(site, line, &[]);
    let mut counted = BTreeMap::new();
    let numbered = |(name, _): (&str, &str)| {
        let number = counted.entry(name.to_owned()).or_insert(0);
        *number += 1;
        (name.to_owned(), *number)
    };
    trace.lines().filter_map(|line| line.split_once('(')).map(numbered).collect()
}

/// Traces the program itself, not the programs that it runs.
fn traced(site: &Site, line: &str, arguments: &[&str]) -> (Output, String) {
    let trace = site.top().with_extension("trace");
    let mut strace = site.command("strace");
    strace
        .args(["-y", "-xx", "-s", "100000000", "-e", "signal=none"])
        .args(arguments)
        .arg("-o")
        .arg(&trace)
        .arg(PROGRAM)
        .args(words(line));
    let output = strace.output().unwrap();
    let text = fs::read_to_string(&trace).unwrap_or_else(|error| panic!("{error}: {output:?}"));
    let _ = fs::remove_file(&trace);
    (output, text)
}

/// Reads one line of a trace; `None` for calls that failed, or change nothing.
///
/// # Panics
/// On a call with an effect that the disk model does not support.
fn parse(top: &Path, line: &str) -> Option<Call> {
    if line.starts_with("+++") {
        return None;
    }
    let (call, rest) = line.split_once('(')?;
    if !TRACED.split([',', '=']).any(|traced| traced == call) {
        return None;
    }
    let (arguments, result) = rest.rsplit_once(" = ").unwrap_or_else(|| panic!("{line}"));
    let arguments = arguments.trim_end().trim_end_matches(')');
    let returned: usize = result.split([' ', '<']).next()?.parse().ok()?;
    let arguments: Vec<&str> = arguments.split(", ").collect();
    let number = |at: usize| arguments[at].split('<').next().unwrap().parse().unwrap();
    let text = |at: usize| String::from_utf8(unescaped(arguments[at])).unwrap();
    let path = |at: usize| format!("{}{}", inner(top, arguments[at]), text(at + 1));
    Some(match call {
        "openat" => Call::Opened { fd: returned, path: path(0), flags: arguments[2].to_owned() },
        "write" => {
            Call::Wrote { fd: number(0), bytes: unescaped(arguments[1])[..returned].to_vec() }
        }
        "lseek" => Call::Sought { fd: number(0), to: returned },
        "ftruncate" => Call::Cut { fd: number(0), length: number(1) },
        "fsync" | "fdatasync" => Call::Synced { fd: number(0) },
        "renameat" => Call::Renamed { from: path(0), to: path(2) },
        "unlinkat" => Call::Removed { path: path(0) },
        "mkdir" => Call::MadeFolder { path: text(0) },
        "mkdirat" => Call::MadeFolder { path: path(0) },
        // The loader reports an error.
        "writev" if number(0) == 2 => return None,
        other => panic!("the model knows no `{other}`: {line}"),
    })
}

/// The path of a folder's descriptor, such as `4<\x2f\x61>`, within `top`.
fn inner(top: &Path, descriptor: &str) -> String {
    let (_, path) = descriptor.trim_end_matches('>').split_once('<').unwrap();
    let path = String::from_utf8(unescaped(path)).unwrap();
    match Path::new(&path).strip_prefix(top) {
        Ok(inner) if inner.as_os_str().is_empty() => String::new(),
        Ok(inner) => format!("{}/", inner.display()),
        Err(_) => format!("{path}/"),
    }
}

/// Decodes `"\x41\x42"` to bytes.
fn unescaped(text: &str) -> Vec<u8> {
    let digits = text.trim_matches('"').split("\\x").skip(1);
    digits.map(|two| u8::from_str_radix(two, 16).unwrap()).collect()
}
