//! What a clone has seen and shared, so that a sync reads only what has changed.

use super::lane::lines;
use super::objects::Branches;
use super::place::Sharing;
use crate::log::{EventId, ReleaseName, Store, write_whole};
use crate::sys::Folder;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::time::SystemTime;

/// The file beside the logs.
const SYNCED: &str = "synced";

#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Synced {
    /// When this clone last reached the remote.
    #[serde(default)]
    pub seen_at: Option<SystemTime>,
    pub(super) branches: Branches,
    /// The events in the name of this person that were recorded elsewhere. This clone never sends them: anybody can write a name.
    #[serde(default)]
    pub(super) foreign: BTreeSet<EventId>,
    /// The commit that this clone sent last.
    #[serde(default)]
    pub(super) sent: Option<String>,
    pub(super) logs: BTreeMap<String, SyncedLog>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SyncedLog {
    pub(super) bytes: u64,
    /// How many events within these bytes were not shared.
    pub(super) unshared: usize,
}

impl Synced {
    /// What a store was last synced with.
    pub fn of(store: &Store) -> Option<Self> {
        let bytes = Folder::open(&store.folder()).ok()?.read(SYNCED, 1 << 26).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// How many events of a release are only here.
    pub fn unshared(&self, sharing: &Sharing, store: &Store, release: &ReleaseName) -> usize {
        let synced = self.logs.get(&sharing.file(release)).copied().unwrap_or_default();
        let log = store.read_bytes(release).unwrap_or_default();
        let new = usize::try_from(synced.bytes).ok().and_then(|at| log.get(at..));
        synced.unshared + lines(new.unwrap_or_default()).count()
    }

    pub(super) fn save(&self, store: &Store) -> Result<(), String> {
        store.make_folder().map_err(|error| error.to_string())?;
        let save =
            || write_whole(&Folder::open(&store.folder())?, SYNCED, &serde_json::to_vec(self)?);
        save().map_err(|error: io::Error| error.to_string())
    }
}
