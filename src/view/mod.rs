//! What a screen shows, computed: every number, order and date, without a word of wording or a column of layout.
//!
//! A view is made from a [`Release`](crate::release::Release) and a moment. Serialised it is the documented JSON; the fields
//! marked `skip` serve the other formats.

mod announcement;
mod channels;
mod decisions;
mod gate;
mod history;
mod item;
mod list;
mod phases;
mod readiness;
mod releases;
mod remark;
mod roles;
mod status;

pub use announcement::{AnnouncementView, IncidentLine};
pub use channels::{ChannelView, ChannelsView, UpdateView};
pub use decisions::{DecisionView, DecisionsView, StepView, VoiceView};
pub use gate::{GateView, MissingKind, MissingView};
pub use history::{EventView, LogView};
pub use item::{ItemView, Stamp};
pub use list::{Filter, ListView, NextView, Wanted};
pub use phases::{PhaseView, PhasesView};
pub use readiness::{ConfirmationView, DeviationView, ReadinessView, ReadyRole};
pub use releases::{ReleaseLine, ReleasesView};
pub use remark::RemarkView;
pub use roles::{DutyView, RoleView, RolesView};
pub use status::{Counts, GateLine, PhaseLine, StatusView};
