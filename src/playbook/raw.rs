//! The definitions as typed: one shape for every file, since any file may hold any of the sections.
//!
//! Each field is as optional as YAML makes it; what must be there, and what it may say, is [`super::check`]'s affair.
//! To add a key, add a field: its name is the key.

use super::node::Node;
use super::problem::At;
use super::shape::{Entries, Fields, Reader, Shape, Text, Typed};

macro_rules! shapes {
    ($($(#[$doc:meta])* $name:ident is $what:literal { $($field:ident: $kind:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub(super) struct $name {
            pub(super) at: At,
            $(pub(super) $field: Typed<$kind>,)*
        }

        impl Shape for $name {
            fn read(node: &Node, reader: &mut Reader<'_>) -> Typed<Self> {
                let keys = &[$(stringify!($field)),*];
                match Fields::of(node, $what, keys, reader) {
                    None => Typed::Wrong,
                    Some(fields) => Typed::Is(Self {
                        at: fields.at(node),
                        $($field: fields.read(stringify!($field), reader),)*
                    }),
                }
            }
        }
    )*};
}

shapes! {
    RawFile is "a playbook file" {
        checklist: Text,
        name: Text,
        owner: Text,
        phases: Vec<RawPhase>,
        roles: Vec<RawRole>,
        authorities: Vec<RawAuthority>,
        decisions: Vec<RawDecision>,
        channels: Vec<RawChannel>,
        gates: Vec<RawGate>,
        release_time: Text,
        time_zone: Text,
        team: Entries<Vec<Text>>,
    }

    RawPhase is "a phase" {
        id: Text,
        name: Text,
        kind: Text,
        when: Text,
        stage: Text,
        items: Vec<RawItem>,
    }

    RawItem is "an item" {
        id: Text,
        text: Text,
        owner: Text,
        condition: Text,
        optional: bool,
        deploys: bool,
    }

    RawRole is "a role" {
        id: Text,
        name: Text,
        duties: Entries<Vec<RawDuty>>,
    }

    RawDuty is "a duty" {
        id: Text,
        text: Text,
    }

    RawAuthority is "an authority" {
        id: Text,
        name: Text,
    }

    RawDecision is "a decision" {
        id: Text,
        name: Text,
        owners: Vec<Text>,
        escalation: Vec<RawStep>,
        outcomes: Vec<Text>,
    }

    /// One step of an escalation path.
    RawStep is "a step of an escalation" {
        to: Text,
        condition: Text,
    }

    RawChannel is "a channel" {
        stage: Text,
        name: Text,
        every: Text,
    }

    RawGate is "a gate" {
        id: Text,
        name: Text,
        gates: Vec<Text>,
        stages: Vec<Text>,
        phases: Vec<Text>,
        items: Vec<Text>,
        decisions: Entries<Text>,
        no_incident: bool,
    }
}
