//! Time zones by name, and the machine's zone.

use chrono::{DateTime, FixedOffset};
use chrono_tz::{TZ_VARIANTS, Tz};
use std::borrow::Cow;

/// Finds a zone by its IANA name, in upper or lower case.
///
/// # Errors
/// [`ZoneError`] with the most similar name, if any. For a city alone, that is its zone.
pub fn parse_zone(name: &str) -> Result<Tz, ZoneError> {
    find(name)
        .ok_or_else(|| ZoneError { name: super::when::quotable(name), nearest: nearest(name) })
}

/// A moment in the zone of this name; in UTC if there is none.
pub fn in_zone(at: &DateTime<FixedOffset>, zone: &str) -> DateTime<Tz> {
    at.with_timezone(&parse_zone(zone).unwrap_or(Tz::UTC))
}

/// The part of a zone's name that people say: `Paris`, `New York`, `UTC`.
pub fn zone_city(zone: Tz) -> Cow<'static, str> {
    let name = zone.name();
    let city = match name.strip_prefix("Etc/") {
        // The sign of `Etc/GMT+3` is the opposite of what people read: the full name is at least known to be odd.
        Some(_) if name.contains(['+', '-']) => name,
        _ => last_part(name),
    };
    if city.contains('_') { Cow::Owned(city.replace('_', " ")) } else { Cow::Borrowed(city) }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown time zone `{name}`")]
pub struct ZoneError {
    pub name: String,
    pub nearest: Option<Tz>,
}

impl ZoneError {
    pub fn hint(&self) -> String {
        match self.nearest {
            Some(zone) => format!("did you mean `{}`?", zone.name()),
            None => {
                "use an IANA name such as `Europe/Paris`, `America/New_York` or `UTC`".to_owned()
            }
        }
    }
}

fn find(name: &str) -> Option<Tz> {
    let same = |zone: &&Tz| zone.name().eq_ignore_ascii_case(name);
    name.parse().ok().or_else(|| TZ_VARIANTS.iter().find(same).copied())
}

fn last_part(name: &str) -> &str {
    name.rsplit_once('/').map_or(name, |(_, city)| city)
}

/// The zone with the most similar name or city; at most one letter in four differs.
fn nearest(name: &str) -> Option<Tz> {
    let name = name.trim().replace(' ', "_").to_ascii_lowercase();
    if name.len() > 64 {
        return None;
    }
    let distance = |part: &str| strsim::osa_distance(&name, part);
    // The sign of `Etc/GMT+1` is the opposite of what people mean.
    let places = TZ_VARIANTS.iter().filter(|zone| !zone.name().contains("GMT"));
    let all = places.map(|zone| {
        let full = zone.name().to_ascii_lowercase();
        (distance(last_part(&full)).min(distance(&full)), *zone)
    });
    let (distance, zone) = all.min_by_key(|&(distance, _)| distance)?;
    (distance <= name.chars().count() / 4).then_some(zone)
}

/// The machine's zone: that of `TZ` if it is set, else the system's setting.
///
/// The only function of this module that asks the machine.
///
/// # Errors
/// [`ZoneError`] if `TZ` is no zone with a name.
pub fn local_zone() -> Result<Option<Tz>, ZoneError> {
    match std::env::var("TZ").unwrap_or_default().trim_start_matches(':') {
        "" => Ok(iana_time_zone::get_timezone().ok().and_then(|name| find(&name))),
        tz => parse_zone(tz.rsplit_once("zoneinfo/").map_or(tz, |(_, name)| name)).map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::{ZoneError, parse_zone, zone_city};
    use chrono_tz::Tz;

    #[test]
    fn a_zone_is_found_in_any_case() {
        assert_eq!(parse_zone("Europe/Paris"), Ok(Tz::Europe__Paris));
        assert_eq!(parse_zone("europe/PARIS"), Ok(Tz::Europe__Paris));
        assert_eq!(parse_zone("utc"), Ok(Tz::UTC));
    }

    #[test]
    fn a_city_or_a_typo_suggests_its_zone() {
        for (name, expected) in [
            ("Europe/Pari", "Europe/Paris"),
            ("Paris", "Europe/Paris"),
            ("New York", "America/New_York"),
            ("America/New York", "America/New_York"),
            ("Kathmandu", "Asia/Kathmandu"),
            ("Europe/Lodnon", "Europe/London"),
        ] {
            let error = parse_zone(name).unwrap_err();
            assert_eq!(error.to_string(), format!("unknown time zone `{name}`"));
            assert_eq!(error.hint(), format!("did you mean `{expected}`?"), "{name}");
        }
    }

    #[test]
    fn an_unrecognizable_zone_gets_examples() {
        for name in ["", "+02:00", "GMT+1", "PST", "Middle-earth/Shire", &"x".repeat(10_000)] {
            let ZoneError { nearest, .. } = parse_zone(name).unwrap_err();
            assert_eq!(nearest, None, "{name}");
        }
    }

    #[test]
    fn a_zone_is_labelled_by_its_city() {
        for (zone, city) in [
            (Tz::Europe__Paris, "Paris"),
            (Tz::America__New_York, "New York"),
            (Tz::America__Argentina__Buenos_Aires, "Buenos Aires"),
            (Tz::UTC, "UTC"),
            (Tz::Etc__UTC, "UTC"),
            (Tz::Etc__GMTPlus3, "Etc/GMT+3"),
        ] {
            assert_eq!(zone_city(zone), city);
        }
    }
}
