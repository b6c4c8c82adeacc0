//! A command reports success after the disk has confirmed it, with a single sync. Counted by strace, if it is installed.

use crate::support::Here;
use std::fs;

#[test]
fn a_tick_syncs_the_disk_once() {
    let here = Here::started();
    let mut strace = here.command("strace");
    strace.args([
        "-f",
        "-y",
        "-e",
        "trace=write,fsync,fdatasync,sync,syncfs,sync_file_range,msync",
    ]);
    strace.args(["-o", "trace", env!("CARGO_BIN_EXE_octorel"), "tick", "1.1", "1.2"]);
    let ran = match strace.output() {
        Ok(output) => output,
        Err(error) => return println!("skipped: cannot run strace: {error}"),
    };
    let trace = fs::read_to_string(here.path("trace")).unwrap_or_default();
    if !trace.contains("exited with") {
        let why = String::from_utf8_lossy(&ran.stderr);
        return println!("skipped: strace cannot trace here: {why}");
    }
    assert!(ran.status.success(), "{trace}");
    let on = |file: &str, call: &str| {
        let hits = trace
            .lines()
            .enumerate()
            .filter(|(_, line)| line.contains(call) && line.contains(file));
        hits.map(|(at, _)| at).collect::<Vec<_>>()
    };
    let writes = on("2.4.0.jsonl>", "write(");
    let syncs = on("", "sync");
    let answers = on("", "write(1<");
    assert_eq!((writes.len(), syncs.len()), (1, 1), "{trace}");
    assert_eq!(on("2.4.0.jsonl>", "fdatasync("), syncs, "{trace}");
    assert!(writes[0] < syncs[0] && syncs[0] < answers[0], "{trace}");
}
