//! What a trial counts, and the faults that it finds.

use crate::scale::figures;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// Counts by name, and descriptions of faults, from all threads.
#[derive(Default)]
pub(crate) struct Tally {
    counts: Mutex<BTreeMap<&'static str, usize>>,
    faults: Mutex<Vec<String>>,
}

impl Tally {
    pub(crate) fn add(&self, what: &'static str, more: usize) {
        *self.counts.lock().unwrap().entry(what).or_default() += more;
    }

    pub(crate) fn count(&self, what: &str) -> usize {
        self.counts.lock().unwrap().get(what).copied().unwrap_or_default()
    }

    pub(crate) fn fault(&self, fault: String) {
        self.faults.lock().unwrap().push(fault);
    }

    /// Prints the row of the trial, and fails if there are faults.
    pub(crate) fn end(self, trial: &str, found: &str) {
        let counts = self.counts.into_inner().unwrap();
        assert!(counts.values().any(|count| *count > 0), "{trial} tried nothing");
        let tried: Vec<String> =
            counts.iter().map(|(what, count)| format!("{count} {what}")).collect();
        figures(trial, &tried.join(", "), found);
        let faults = self.faults.into_inner().unwrap();
        let first = faults[..faults.len().min(40)].join("\n");
        assert!(faults.is_empty(), "{} faults:\n{first}", faults.len());
    }
}
