//! `{{name}}` in texts: replaced when a release starts. `\{{` is a literal `{{`.

use super::model::Playbook;
use std::collections::BTreeMap;

/// The names that come from the release itself.
pub const BUILT_IN: [&str; 7] =
    ["version", "major", "minor", "patch", "next_minor", "next_patch", "previous"];

/// Replaces each `{{name}}` for which there is a value; nothing if one has no end.
pub(super) fn fill(text: &str, mut value: impl FnMut(&str) -> Option<String>) -> Option<String> {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        if let Some(before) = before.strip_suffix('\\') {
            filled += before;
            filled += "{{";
            rest = after;
            continue;
        }
        let (name, after) = after.split_once("}}")?;
        filled += before;
        filled += &value(name.trim()).unwrap_or_else(|| format!("{{{{{name}}}}}"));
        rest = after;
    }
    filled += rest;
    Some(filled)
}

/// The values that the name of a release has: its numbers, if it ends in a version such as `2.4.0`, and the next ones.
pub fn version_values(release: &str, previous: Option<&str>) -> BTreeMap<String, String> {
    let mut values = BTreeMap::from([("version".to_owned(), release.to_owned())]);
    if let Some(previous) = previous {
        values.insert("previous".to_owned(), previous.to_owned());
    }
    for (name, number) in ["major", "minor", "patch"].into_iter().zip(version_numbers(release)) {
        if name != "major" {
            values.insert(format!("next_{name}"), (number + 1).to_string());
        }
        values.insert(name.to_owned(), number.to_string());
    }
    values
}

/// The numbers of the version at the end of a release's name, at most three; none if it has no version.
pub fn version_numbers(release: &str) -> Vec<u64> {
    let version = release.rsplit(['@', '/']).next().unwrap_or(release);
    let version = version.strip_prefix(['v', 'V']).unwrap_or(version);
    let numbers = version.split(['-', '+']).next().unwrap_or(version);
    let parts: Option<Vec<u64>> = numbers.split('.').map(|part| part.parse().ok()).collect();
    parts.filter(|parts| parts.len() <= 3).unwrap_or_default()
}

impl Playbook {
    /// The names in its texts, each once. Nothing is changed.
    pub fn placeholders(&mut self) -> Vec<String> {
        let mut names = Vec::new();
        for text in self.texts().into_iter().filter(|text| text.contains("{{")) {
            let _ = fill(text, |name| {
                if !names.iter().any(|known| known == name) {
                    names.push(name.to_owned());
                }
                None
            });
        }
        names
    }

    pub fn fill(&mut self, values: &BTreeMap<String, String>) {
        for text in self.texts() {
            if text.contains("{{")
                && let Some(filled) = fill(text, |name| values.get(name).cloned())
            {
                *text = filled;
            }
        }
    }

    /// All texts that may contain placeholders.
    fn texts(&mut self) -> Vec<&mut String> {
        let mut texts: Vec<&mut String> = Vec::new();
        for phase in &mut self.phases {
            texts.extend(std::iter::once(&mut phase.name).chain(&mut phase.how));
            for item in &mut phase.items {
                texts.push(&mut item.text);
                texts.extend(item.how.iter_mut().chain(&mut item.condition));
            }
        }
        texts.extend(self.authorities.iter_mut().map(|authority| &mut authority.name));
        for role in &mut self.roles {
            texts.push(&mut role.name);
            texts.extend(role.duties.iter_mut().map(|duty| &mut duty.text));
        }
        texts.extend(self.decisions.iter_mut().map(|decision| &mut decision.name));
        texts.extend(self.gates.iter_mut().map(|gate| &mut gate.name));
        texts.extend(self.channels.iter_mut().map(|channel| &mut channel.name));
        texts
    }
}

#[cfg(test)]
mod tests {
    use super::{fill, version_values};

    #[test]
    fn a_placeholder_is_replaced_unless_it_is_escaped_or_unknown() {
        let value = |name: &str| (name == "version").then(|| "2.4.0".to_owned());
        assert_eq!(
            fill(r"v{{version}} {{ version }} \{{version}} {{x}}", value).unwrap(),
            "v2.4.0 2.4.0 {{version}} {{x}}"
        );
        assert_eq!(fill("a {{ b", value), None);
    }

    #[test]
    fn the_numbers_of_a_version_are_values() {
        let shown = |release| {
            let values = version_values(release, None);
            values
                .into_iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(
            shown("2.4.0-rc.1"),
            "major=2 minor=4 next_minor=5 next_patch=1 patch=0 version=2.4.0-rc.1"
        );
        assert_eq!(shown("api/v2.4"), "major=2 minor=4 next_minor=5 version=api/v2.4");
        assert_eq!(shown("summer"), "version=summer");
    }
}
