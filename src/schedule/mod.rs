//! T, the offsets from it, time zones, and the words people use for moments.
//!
//! Everything here is pure: the current time is an argument. The one look at the machine is [`local_zone`].
//! Which zone a release uses and what is late are decided by the callers: `cli` and `progress`.

mod length;
mod moment;
mod span;
mod wall;
mod when;
mod words;
mod zone;

pub use length::Length;
pub use moment::{Moment, OnError, parse_as_of, parse_on, parse_time};
pub use span::{Span, span};
pub use when::When;
pub use words::{Now, iso_duration};
pub use zone::{local_zone, parse_zone, zone_city};
