//! How far what a clone shows is shared.

use super::item::Stamp;
use serde::Serialize;

/// The sharing of a release through a remote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharingView {
    pub remote: String,
    /// When this clone last saw what others recorded.
    pub seen_at: Option<Stamp>,
    /// How many events are only here.
    pub unshared: usize,
}
