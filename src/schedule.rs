//! T, offsets from it, and zones.

use serde::{Deserialize, Serialize};

/// When a phase is planned, relative to T: `T-2w`, `T+1h`, `T+24h..T+48h`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct When;

impl TryFrom<String> for When {
    type Error = String;

    fn try_from(_: String) -> Result<Self, Self::Error> {
        Ok(Self)
    }
}

impl From<When> for String {
    fn from(_: When) -> Self {
        Self::new()
    }
}
