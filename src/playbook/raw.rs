//! The definitions as typed. All files have one shape, because any file can contain any section.
//!
//! Here each key is optional; [`super::check`] knows which are required and what they can contain. To add a key, add a
//! field: its name is the key.

use super::problem::At;
use super::shape::{
    ByKey, Field, Shape, ShapeFields, ShapeReader, YamlDefault, YamlLines, YamlText, YamlWords,
};
use super::yaml::{Yaml, YamlNode};

macro_rules! shapes {
    ($($(#[$doc:meta])* $name:ident is $what:literal $(or $short:ident)? { $($field:ident: $kind:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Default)]
        pub(super) struct $name {
            pub(super) at: At,
            $(pub(super) $field: Field<$kind>,)*
        }

        impl Shape for $name {
            fn read(node: &YamlNode, reader: &mut ShapeReader<'_>) -> Field<Self> {
                $(if matches!(node.value, Yaml::Text(_)) {
                    return YamlText::read(node, reader).map(|text| Self {
                        at: text.at,
                        $short: Field::Valid(text),
                        ..Self::default()
                    });
                })?
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

impl RawFile {
    /// All texts that may contain placeholders.
    pub(super) fn texts(&self) -> Vec<&YamlText> {
        let mut texts = Vec::new();
        for phase in self.phases.entries() {
            texts.extend(phase.name.get().into_iter().chain(phase.how.get().map(|how| &how.0)));
            for item in phase.items.entries() {
                item.add_texts(&mut texts);
            }
        }
        let duties = self.roles.entries().iter().flat_map(|role| role.duties.entries());
        texts.extend(duties.flat_map(|(_, duties)| duties).filter_map(|duty| duty.text.get()));
        texts.extend(self.decisions.entries().iter().filter_map(|it| it.name.get()));
        texts.extend(self.gates.entries().iter().filter_map(|it| it.name.get()));
        texts.extend(self.channels.entries().iter().filter_map(|it| it.name.get()));
        texts
    }
}

impl RawItem {
    fn add_texts<'a>(&'a self, texts: &mut Vec<&'a YamlText>) {
        texts.extend(self.text.get().into_iter().chain(self.how.get().map(|how| &how.0)));
        texts.extend(self.condition.get());
        for step in self.steps.entries() {
            step.add_texts(texts);
        }
    }
}

shapes! {
    RawFile is "a playbook file" {
        name: YamlText,
        owner: YamlText,
        phases: Vec<RawPhase>,
        items: Vec<RawItem>,
        roles: Vec<RawRole>,
        authorities: Vec<RawAuthority>,
        decisions: Vec<RawDecision>,
        channels: Vec<RawChannel>,
        gates: Vec<RawGate>,
        release_time: YamlText,
        time_zone: YamlText,
        holidays: Vec<YamlText>,
        team: ByKey<Vec<YamlText>>,
        types: Vec<YamlText>,
        vars: ByKey<YamlDefault>,
    }

    RawPhase is "a phase" {
        id: YamlText,
        name: YamlText,
        kind: YamlText,
        when: YamlText,
        stage: YamlText,
        how: YamlLines,
        only: YamlWords,
        after: YamlWords,
        again: bool,
        items: Vec<RawItem>,
    }

    RawItem is "an item" or text {
        id: YamlText,
        text: YamlText,
        how: YamlLines,
        steps: Vec<RawItem>,
        only: YamlWords,
        needs: YamlText,
        after: YamlWords,
        owner: YamlText,
        condition: YamlText,
        optional: bool,
        deploys: bool,
    }

    RawRole is "a role" or name {
        id: YamlText,
        name: YamlText,
        duties: ByKey<Vec<RawDuty>>,
    }

    RawDuty is "a duty" or text {
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
