//! What earlier releases teach.

use super::versions::version;
use super::{App, warn};
use crate::view::{StatsView, Tally};
use anyhow::Result;

impl App {
    /// What happened in the newest releases, as far as they are finished; versions say which ones are newer.
    pub(crate) fn statistics(&self, newest: usize) -> Result<StatsView> {
        let mut tally = Tally::default();
        if let Some(store) = self.store() {
            let mut names = store.list()?;
            names.sort_by_cached_key(|name| version(name.as_str()));
            for name in &names[names.len().saturating_sub(newest)..] {
                match self.read(&store, name) {
                    Ok(release) => tally.add(&release),
                    Err(error) => warn(&format!("{name}: {error:#}"), self.output),
                }
            }
        }
        Ok(tally.view())
    }
}
