//! A line of a log as JSON: `{"after":…,"at":…,"by":…,"do":"ticked",` and the fields of that kind, as [`Act`] derives them.
//!
//! The kind is written before its fields, so that they can be read in the same pass.

use super::event::{Act, EventId};
use super::field::Timestamp;
use crate::names::Person;
use serde::de::value::{CowStrDeserializer, MapAccessDeserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess,
    VariantAccess, Visitor,
};
use serde::{Serialize, forward_to_deserialize_any};
use std::borrow::Cow;
use std::fmt;

/// What a line says, without its id.
pub(super) struct EventLine {
    pub(super) after: Vec<EventId>,
    pub(super) at: Timestamp,
    pub(super) by: Person,
    pub(super) with: Option<EventId>,
    pub(super) act: Act,
}

impl EventLine {
    /// Reads a line. If its kind is not known, or has other fields than this version knows, a newer octorel meant something that
    /// this one would get wrong: the event is [`Act::Unknown`].
    pub(super) fn parse(json: &str) -> serde_json::Result<Self> {
        let parse = |reader: LineReader| {
            let mut json = serde_json::Deserializer::from_str(json);
            let line = reader.deserialize(&mut json)?;
            json.end().map(|()| line)
        };
        parse(LineReader::Known).or_else(|_| parse(LineReader::Newer))
    }
}

/// Writes a line without its id. Nobody records [`Act::Unknown`].
pub(super) fn write_line(
    after: &[EventId],
    at: Timestamp,
    by: &Person,
    with: Option<EventId>,
    act: &Act,
) -> String {
    #[derive(Serialize)]
    struct Head<'a> {
        after: &'a [EventId],
        at: Timestamp,
        by: &'a Person,
        #[serde(skip_serializing_if = "Option::is_none")]
        with: Option<EventId>,
    }
    const WRITABLE: &str = "a line holds only strings, numbers, and maps keyed by strings";
    let mut line = serde_json::to_string(&Head { after, at, by, with }).expect(WRITABLE);
    // `{"ticked":{"item":…}}`
    let fields = serde_json::to_string(act).expect(WRITABLE);
    let kind = act.name();
    let fields = &fields[kind.len() + r#"{"":{"#.len()..fields.len() - "}}".len()];
    line.pop();
    let comma = if fields.is_empty() { "" } else { "," };
    for part in [",\"do\":\"", kind, "\"", comma, fields, "}"] {
        line.push_str(part);
    }
    line
}

/// How a line is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineReader {
    /// With the fields of its kind.
    Known,
    /// As what a newer octorel wrote: only the fields that all events have.
    Newer,
}

/// The fields that all events have.
#[derive(serde::Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum HeadField {
    Id,
    After,
    At,
    By,
    With,
    Do,
    #[serde(other)]
    Other,
}

impl<'de> DeserializeSeed<'de> for LineReader {
    type Value = EventLine;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<EventLine, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for LineReader {
    type Value = EventLine;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<EventLine, A::Error> {
        let (mut after, mut at, mut by, mut with, mut name) = (None, None, None, None, None);
        while let Some(field) = map.next_key()? {
            match field {
                HeadField::After => take(&mut after, &mut map, "after")?,
                HeadField::At => take(&mut at, &mut map, "at")?,
                HeadField::By => take(&mut by, &mut map, "by")?,
                HeadField::With if self == Self::Known => take(&mut with, &mut map, "with")?,
                HeadField::Do if self == Self::Newer => take(&mut name, &mut map, "do")?,
                HeadField::Do => {
                    let kind = map.next_value()?;
                    let act = Act::deserialize(KindFields { kind, map })?;
                    return line((after, at, by), with, Some(act));
                }
                HeadField::Other if self == Self::Known => {
                    return Err(A::Error::custom("a field before the kind"));
                }
                HeadField::Id | HeadField::With | HeadField::Other => {
                    let _: IgnoredAny = map.next_value()?;
                }
            }
        }
        line((after, at, by), with, name.map(|name| Act::Unknown { name }))
    }
}

fn take<'de, A: MapAccess<'de>, T: Deserialize<'de>>(
    field: &mut Option<T>,
    map: &mut A,
    name: &'static str,
) -> Result<(), A::Error> {
    match field.replace(map.next_value()?) {
        None => Ok(()),
        Some(_) => Err(A::Error::duplicate_field(name)),
    }
}

fn line<E: Error>(
    (after, at, by): (Option<Vec<EventId>>, Option<Timestamp>, Option<Person>),
    with: Option<EventId>,
    act: Option<Act>,
) -> Result<EventLine, E> {
    Ok(EventLine {
        after: after.ok_or_else(|| E::missing_field("after"))?,
        at: at.ok_or_else(|| E::missing_field("at"))?,
        by: by.ok_or_else(|| E::missing_field("by"))?,
        with,
        act: act.ok_or_else(|| E::missing_field("do"))?,
    })
}

/// The rest of a line: an [`Act`] of this kind with these fields.
struct KindFields<'de, A> {
    kind: Cow<'de, str>,
    map: A,
}

impl<'de, A: MapAccess<'de>> Deserializer<'de> for KindFields<'de, A> {
    type Error = A::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
        visitor.visit_enum(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de, A: MapAccess<'de>> EnumAccess<'de> for KindFields<'de, A> {
    type Error = A::Error;
    type Variant = Fields<A>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Fields<A>), A::Error> {
        let kind = seed.deserialize(CowStrDeserializer::new(self.kind))?;
        Ok((kind, Fields(self.map)))
    }
}

/// The fields of a kind.
struct Fields<A>(A);

impl<'de, A: MapAccess<'de>> VariantAccess<'de> for Fields<A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        Err(A::Error::custom("every kind has fields"))
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        seed.deserialize(MapAccessDeserializer::new(self.0))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, A::Error> {
        Err(A::Error::custom("no kind is a list"))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        visitor.visit_map(self.0)
    }
}
