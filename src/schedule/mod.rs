//! T, offsets from it, time zones, and how moments are shown to people.
//!
//! Everything here is pure: the current time is an argument. Only [`local_zone`] asks the machine. Callers choose the time
//! zone of a release and decide what is late.

mod clock;
mod length;
mod moment;
mod relative;
mod span;
mod when;
mod words;
mod zone;

pub use clock::{ReaderClock, time};
pub use length::{Length, iso_duration};
pub use moment::{Moment, MomentError, end_of_day, parse_as_of, parse_day, parse_on, parse_time};
pub use relative::absolute;
pub use span::{Span, span};
pub use when::{When, WhenError};
pub use words::{Reading, in_words};
pub use zone::{ZoneError, in_zone, local_zone, parse_zone, zone_city};
