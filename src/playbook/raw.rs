//! The definitions as typed. All files have one shape, because any file can contain any section.
//!
//! Here each key is optional; [`super::check`] knows which are required and what they can contain. To add a key, add a
//! field: its name is the key.

use super::problem::At;
use super::shape::{ByKey, Field, Shape, ShapeFields, ShapeReader, YamlText};
use super::yaml::YamlNode;

macro_rules! shapes {
    ($($(#[$doc:meta])* $name:ident is $what:literal { $($field:ident: $kind:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub(super) struct $name {
            pub(super) at: At,
            $(pub(super) $field: Field<$kind>,)*
        }

        impl Shape for $name {
            fn read(node: &YamlNode, reader: &mut ShapeReader<'_>) -> Field<Self> {
                let keys = &[$(stringify!($field)),*];
                let Some(fields) = ShapeFields::of(node, $what, keys, reader) else {
                    return Field::Invalid;
                };
                Field::Valid(Self {
                    at: fields.at,
                    $($field: fields.read(stringify!($field), reader),)*
                })
            }
        }
    )*};
}

shapes! {
    RawFile is "a playbook file" {
        checklist: YamlText,
        name: YamlText,
        owner: YamlText,
        phases: Vec<RawPhase>,
        roles: Vec<RawRole>,
        authorities: Vec<RawAuthority>,
        decisions: Vec<RawDecision>,
        channels: Vec<RawChannel>,
        gates: Vec<RawGate>,
        release_time: YamlText,
        time_zone: YamlText,
        team: ByKey<Vec<YamlText>>,
    }

    RawPhase is "a phase" {
        id: YamlText,
        name: YamlText,
        kind: YamlText,
        when: YamlText,
        stage: YamlText,
        items: Vec<RawItem>,
    }

    RawItem is "an item" {
        id: YamlText,
        text: YamlText,
        owner: YamlText,
        condition: YamlText,
        optional: bool,
        deploys: bool,
    }

    RawRole is "a role" {
        id: YamlText,
        name: YamlText,
        duties: ByKey<Vec<RawDuty>>,
    }

    RawDuty is "a duty" {
        id: YamlText,
        text: YamlText,
    }

    RawAuthority is "an authority" {
        id: YamlText,
        name: YamlText,
    }

    RawDecision is "a decision" {
        id: YamlText,
        name: YamlText,
        owners: Vec<YamlText>,
        escalation: Vec<RawStep>,
        outcomes: Vec<YamlText>,
        reverts: bool,
    }

    /// One step of an escalation path.
    RawStep is "a step of an escalation" {
        to: YamlText,
        condition: YamlText,
    }

    RawChannel is "a channel" {
        stage: YamlText,
        name: YamlText,
        every: YamlText,
    }

    RawGate is "a gate" {
        id: YamlText,
        name: YamlText,
        gates: Vec<YamlText>,
        stages: Vec<YamlText>,
        phases: Vec<YamlText>,
        items: Vec<YamlText>,
        decisions: ByKey<YamlText>,
        no_incident: bool,
    }
}
