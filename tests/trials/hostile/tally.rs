//! The results of a trial's runs: their number and their faults.

use super::readers::{commands, first, page, terminal};
use crate::scale::figures;
use std::process::Output;

/// The number of runs and the faults found in them.
#[derive(Default)]
pub(super) struct ItemStatus {
    runs: usize,
    faults: Vec<String>,
}

impl ItemStatus {
    /// Checks both streams of a run that contained this text.
    pub(super) fn run(&mut self, what: &str, text: &str, run: &Output) {
        self.runs += 1;
        for bytes in [&run.stdout, &run.stderr] {
            let shown = String::from_utf8_lossy(bytes);
            let found = commands(&shown);
            if !found.is_empty() {
                self.fault(what, text, &format!("commands of a workflow: {found:?}"));
            }
            if let Err(why) = terminal(&shown) {
                self.fault(what, text, &why);
            }
        }
    }

    /// Checks a completion answer: each line has one tab, between a value and its description.
    pub(super) fn answer(&mut self, what: &str, text: &str, run: &Output) {
        let shown = String::from_utf8_lossy(&run.stdout);
        let lines = shown.lines().map(|line| line.replacen('\t', " ", 1) + "\n");
        let run = Output { stdout: lines.collect::<String>().into_bytes(), ..run.clone() };
        self.run(what, text, &run);
    }

    /// Checks a written page against the same page for a harmless text.
    pub(super) fn page(&mut self, what: &str, text: &str, pages: [&str; 2]) {
        match pages.map(page) {
            [Ok(found), Ok(expected)] if found == expected => {}
            [Ok(_), Ok(_)] => self.fault(what, text, "another structure"),
            [Err(why), _] | [_, Err(why)] => self.fault(what, text, &why),
        }
    }

    fn fault(&mut self, what: &str, text: &str, why: &str) {
        let text = first(text, 40);
        self.faults.push(format!("{what} {text:?}: {why}"));
    }

    /// Prints the figures, and fails if there was a fault.
    pub(super) fn end(self, tried: &str) {
        let (runs, faults) = (self.runs, self.faults);
        let found = format!("{} escaped", faults.len());
        figures("hostile", &format!("{runs} {tried}"), &found);
        assert!(
            faults.is_empty(),
            "{} faults:\n{}",
            faults.len(),
            faults[..faults.len().min(40)].join("\n")
        );
    }
}
