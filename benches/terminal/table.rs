//! Figures as a table: name, figure, unit, limit.

use std::fmt;
use std::time::Duration;

/// Figures, in the order in which they were measured.
#[derive(Default)]
pub(crate) struct Table(Vec<Line>);

struct Line {
    what: String,
    figure: f64,
    unit: &'static str,
    /// The maximum allowed, if there is one.
    bound: Option<f64>,
}

impl Table {
    pub(crate) fn add(&mut self, what: &str, figure: f64, unit: &'static str, bound: Option<f64>) {
        self.0.push(Line { what: what.to_owned(), figure, unit, bound });
    }

    /// Adds the median of several durations and returns it.
    pub(crate) fn median(&mut self, what: &str, times: &[Duration], bound: Option<f64>) -> f64 {
        let mut times = times.to_vec();
        times.sort_unstable();
        let median = milliseconds(times[times.len() / 2]);
        self.add(what, median, "ms", bound);
        median
    }

    /// Adds the median and the maximum of frame durations.
    pub(crate) fn frames(&mut self, what: &str, times: &[Duration], bound: Option<f64>) {
        self.median(what, times, bound);
        let longest = times.iter().max().copied().unwrap_or_default();
        let what = format!("  the longest of {}", times.len());
        self.add(&what, milliseconds(longest), "ms", bound);
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:58}{:>8}{:>11}", "median", "figure", "bound")?;
        for line in &self.0 {
            let Line { what, figure, unit, bound } = line;
            write!(f, "{what:58}{figure:>8.2} {unit:5}")?;
            match bound {
                Some(bound) if figure > bound => writeln!(f, "{bound:>5} over")?,
                Some(bound) => writeln!(f, "{bound:>5}")?,
                None => writeln!(f)?,
            }
        }
        Ok(())
    }
}
