#![doc = include_str!("ARCHITECTURE.md")]

pub mod cli;
mod command;
mod document;
mod import;
mod log;
mod names;
mod playbook;
mod release;
mod render;
mod rules;
#[cfg(test)]
mod samples;
mod schedule;
mod share;
mod sys;
mod terminal;
mod ui;
mod view;

/// What the trials, the fuzz targets and the test of `src/TRACE.md` use. No part of the interface.
#[doc(hidden)]
pub mod internals {
    pub mod command {
        pub use crate::command::Invocation;
    }
    pub mod log {
        pub use crate::log::{
            Act, Event, EventId, Log, MAX_LINE, NoteKind, Noted, ReleaseName, RepairPlan, Started,
            Store, StoreError, Trouble, TroubleKind, Weight, Writer, decode,
        };
    }
    pub mod names {
        pub use crate::names::{Person, RoleId};
    }
    pub mod playbook {
        pub use crate::playbook::{
            At, EMBEDDED, Gate, LoadError, Owner, Place, Playbook, Problems, Source, Stage, load,
            render_problems,
        };
    }
    pub mod release {
        pub use crate::release::{Progress, Release, gate, naming, updates::AnnouncementKind};
    }
    pub mod document {
        pub use crate::document::*;
    }
    pub mod render {
        pub use crate::render::{github, html, ics, json, junit, markdown, safe, slack, text};
    }
    pub mod schedule {
        pub use crate::schedule::{
            ReaderClock, When, parse_as_of, parse_on, parse_time, parse_zone,
        };
    }
    pub mod view {
        pub use crate::view::{
            AnnouncementView, CalendarView, ChannelsView, DecisionsView, DeviationsView,
            EveryoneView, Filter, GateView, IncidentReport, IncidentsView, ListView, LogView,
            NextView, PhasesView, ReadinessView, RecordedView, ReleaseLine, ReleasesView,
            ReportView, RolesView, StatusView,
        };
    }
}
