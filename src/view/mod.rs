//! What a screen shows, computed: every number, order and date, without a word of wording or a column of layout.
//!
//! A view is made from a [`Release`](crate::release::Release) and a moment. Serialised it is the documented JSON; the fields
//! marked `skip` serve the other formats.

mod announcement;
mod calendar;
mod candidates;
mod check;
mod gate;
mod history;
mod incident;
mod item;
mod list;
mod phases;
mod readiness;
mod recorded;
mod report;
mod stats;
mod status;
mod team;
mod upgrade;
mod verdict;

pub use announcement::{AnnouncementView, ChannelsView, UpdateView};
pub use calendar::{CalendarEntry, CalendarView};
pub use candidates::{Candidate, CandidateDetails, candidates, named_items};
pub use check::{CheckView, VerifiedView};
pub use gate::{GateView, RequirementView, SharingView};
pub use history::{DeviationView, DeviationsView, EventView, LogView};
pub use incident::{IncidentLine, IncidentReport, IncidentsView};
pub use item::{ItemView, Stamp};
pub use list::{EveryoneView, Filter, ListView, NextView, ShowView, WaitingView, Wanted};
pub use phases::{PhaseView, PhasesView};
pub use readiness::ReadinessView;
pub use recorded::{ChangeView, RecordedView, UnconfirmedView};
pub use report::{
    AttemptView, BurnDownView, LeftView, LoadView, ReportTrouble, ReportView, RoundView,
    report_mark, report_trouble,
};
pub use stats::{GroupStats, ItemStats, StatsView};
pub use status::{PhaseLine, ReleaseLine, ReleaseStatus, ReleasesView, StatusView};
pub use team::{DecisionView, DecisionsView, RoleLine, RoleView, RolesView, StepView, VoteView};
pub use upgrade::{PlanChangeKind, UpgradeView};
pub use verdict::{GateLine, Headline, PendingDecision};
