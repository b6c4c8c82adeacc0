//! The definitions as typed. All files have one shape, because any file can contain any section.
//!
//! Here each key is optional; [`super::check`] knows which are required and what they can contain. To add a key, add a
//! field: its name is the key, its comment the description in editors, and what follows `=` the words that it can contain.

use super::items::{Evidence, PhaseKind};
use super::model::Stage;
use super::problem::At;
use super::shape::{ByKey, Definitions, Shape, ShapeFields, ShapeReader, YamlLines, YamlText};
use super::yaml::{Yaml, YamlNode};
use serde_json::{Value, json};
use strum::VariantNames;

/// The JSON Schema of playbooks.
pub fn json_schema() -> String {
    let mut definitions = Definitions::default();
    let root = RawFile::schema(&[], &mut definitions);
    definitions.file(&root)
}

macro_rules! shapes {
    ($($name:ident is $what:literal $(or $short:ident)? {
        $($(#[doc = $about:literal])+ $field:ident: $kind:ty $(= $words:expr)?,)*
    })*) => {$(
        #[derive(Debug, Default)]
        pub(super) struct $name {
            pub(super) at: At,
            $(pub(super) $field: $kind,)*
        }

        impl Shape for $name {
            fn read(node: &YamlNode, reader: &mut ShapeReader<'_>) -> Option<Self> {
                $(if matches!(node.value, Yaml::Text(_)) {
                    return YamlText::read(node, reader).map(|text| Self {
                        at: text.at,
                        $short: Some(text),
                        ..Self::default()
                    });
                })?
                let keys = &[$(stringify!($field)),*];
                let fields = ShapeFields::of(node, $what, keys, reader)?;
                Some(Self {
                    at: fields.at,
                    $($field: fields.read(stringify!($field), reader),)*
                })
            }

            fn schema(_: &[&str], definitions: &mut Definitions) -> Value {
                let object = definitions.object($what, |definitions| vec![$({
                    let words: &[&[&str]] = &[$($words)?];
                    let schema = <$kind>::schema(&words.concat(), definitions);
                    (stringify!($field), concat!($($about),+), schema)
                }),*]);
                $(if !stringify!($short).is_empty() {
                    return json!({"anyOf": [YamlText::schema(&[], definitions), object]});
                })?
                object
            }
        }
    )*};
}

shapes! {
    RawFile is "a playbook file" {
        /// For readers. With `items`, the name of their phase.
        name: Option<YamlText>,
        /// The role that owns the items of this file without an owner, or `all`.
        owner: Option<YamlText>,
        /// The parts of a release, each with a date and items. They are numbered by date.
        phases: Vec<RawPhase>,
        /// The items of a single phase, instead of `phases`.
        items: Vec<RawItem>,
        /// Who works on a release. Without roles, anyone may tick.
        roles: Vec<RawRole>,
        /// People outside the roles, to whom decisions can be escalated.
        authorities: Vec<RawAuthority>,
        /// What only certain roles may decide.
        decisions: Vec<RawDecision>,
        /// Where people talk during each stage.
        channels: Vec<RawChannel>,
        /// What has to be done and decided before the release may proceed.
        gates: Vec<RawGate>,
        /// The time of day of the release time (T) if `start` is given only a day: "14:00" by default.
        release_time: Option<YamlText>,
        /// The time zone of T, such as Europe/Paris; the system's by default.
        time_zone: Option<YamlText>,
        /// Dates that are not working days, such as 2026-12-25.
        holidays: Vec<YamlText>,
        /// Who holds which role in new releases: role id → people.
        team: ByKey<Vec<YamlText>>,
        /// The types of releases, such as [major, minor, patch]. `start` then requires `--type`.
        types: Vec<YamlText>,
        /// Variables for texts: name → default value, or nothing if `start` has to set it.
        vars: ByKey<Option<YamlText>>,
    }

    RawPhase is "a phase" {
        /// Lower-case letters, digits and hyphens; derived from the name by default.
        id: Option<YamlText>,
        /// The name on screens.
        name: Option<YamlText>,
        /// A checkpoint is a phase in which several roles confirm something.
        kind: Option<YamlText> = PhaseKind::VARIANTS,
        /// The date, relative to T: T, T-2w, T-3d, T-7wd (working days), T+1h, T+24h..T+48h. Without it the phase follows the phase before it.
        when: Option<YamlText>,
        /// By default it follows from `when`, otherwise from the phase before. Incident checklists need `incident`.
        stage: Option<YamlText> = Stage::VARIANTS,
        /// Markdown that explains the phase.
        how: Option<YamlLines>,
        /// The release types that it applies to.
        only: Vec<YamlText>,
        /// The id of an item or phase that comes first, or several.
        after: Vec<YamlText>,
        /// Whether `octorel again` may start a new round of it.
        again: bool,
        /// What is to be done. An item can be just its text.
        items: Vec<RawItem>,
    }

    RawItem is "an item" or text {
        /// Lower-case letters, digits and hyphens; derived from the text by default. Keep it when you change the text.
        id: Option<YamlText>,
        /// One line of Markdown: code, emphasis and links.
        text: Option<YamlText>,
        /// Markdown that explains the item.
        how: Option<YamlLines>,
        /// Items within the item, at most two levels deep. The item is done when its steps are.
        steps: Vec<RawItem>,
        /// The release types that it applies to.
        only: Vec<YamlText>,
        /// What has to be recorded when the item is ticked.
        needs: Option<YamlText> = Evidence::VARIANTS,
        /// The id of an item or phase that comes first, or several.
        after: Vec<YamlText>,
        /// The role that ticks it, or `all`: each role ticks for itself.
        owner: Option<YamlText>,
        /// When it applies, such as `if needed`. Such an item is not required.
        condition: Option<YamlText>,
        /// Whether gates do not require it.
        optional: bool,
        /// Whether ticking it is the deployment: T+… counts from then.
        deploys: bool,
    }

    RawRole is "a role" or name {
        /// Lower-case letters, digits and hyphens; derived from the name by default.
        id: Option<YamlText>,
        /// The name on screens.
        name: Option<YamlText>,
        /// What the role sees to in each stage. Duties never close a gate.
        duties: ByKey<Vec<RawDuty>> = Stage::VARIANTS,
    }

    RawDuty is "a duty" or text {
        /// Lower-case letters, digits and hyphens; derived from the text by default.
        id: Option<YamlText>,
        /// One line of Markdown.
        text: Option<YamlText>,
    }

    RawAuthority is "an authority" {
        /// Lower-case letters, digits and hyphens; derived from the name by default.
        id: Option<YamlText>,
        /// The name on screens.
        name: Option<YamlText>,
    }

    RawDecision is "a decision" {
        /// Lower-case letters, digits and hyphens; derived from the name by default.
        id: Option<YamlText>,
        /// The name on screens.
        name: Option<YamlText>,
        /// The roles that decide. All of them have to agree.
        owners: Vec<YamlText>,
        /// Whom to ask, in this order, if the owners cannot decide.
        escalation: Vec<RawStep>,
        /// At least two: the first one means yes, the last one no.
        outcomes: Vec<YamlText>,
        /// Whether its first outcome rolls the deployment back.
        reverts: bool,
    }

    RawStep is "a step of an escalation" {
        /// A role or an authority.
        to: Option<YamlText>,
        /// When this step applies, if not always.
        condition: Option<YamlText>,
    }

    RawChannel is "a channel" {
        /// When people talk there.
        stage: Option<YamlText> = Stage::VARIANTS,
        /// Where people talk.
        name: Option<YamlText>,
        /// The time between two updates: 30m, 4h, 1d, 1w.
        every: Option<YamlText>,
    }

    RawGate is "a gate" {
        /// Lower-case letters, digits and hyphens; derived from the name by default. `pre-release`, `deploy` and `finish` have a meaning.
        id: Option<YamlText>,
        /// The name on screens.
        name: Option<YamlText>,
        /// Gates whose requirements are part of this one.
        gates: Vec<YamlText>,
        /// Stages whose required items have to be done or skipped.
        stages: Vec<YamlText> = Stage::VARIANTS,
        /// Phases whose required items have to be done or skipped.
        phases: Vec<YamlText>,
        /// Items that have to be done or skipped, required or not.
        items: Vec<YamlText>,
        /// Decision → the outcome that opens the gate.
        decisions: ByKey<YamlText>,
        /// Whether the gate is closed during an incident.
        no_incident: bool,
    }
}
