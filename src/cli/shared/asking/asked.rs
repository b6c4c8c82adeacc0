//! What was asked and answered, and the command line that says the same.

use super::super::app::App;
use super::Asking;
use crate::render::text::TextStyle;
use crate::rules::MissingArgument;
use crate::terminal::quoted;
use crate::{sys, terminal};
use anyhow::Result;

/// What was asked and answered.
#[derive(Debug, Default, Clone)]
pub(crate) struct Asked {
    /// Arguments without a name, in their order.
    pub(crate) words: Vec<String>,
    pub(crate) reason: Option<String>,
    pub(crate) roles: Vec<String>,
    pub(crate) incident: Option<u32>,
    pub(crate) severity: Option<u8>,
    /// Items whose names fit several, as typed, and by the number of the one that is meant.
    pub(crate) meant: Vec<(String, String)>,
}

impl Asked {
    /// An argument without a name: as it was given, or as it is asked for.
    pub(crate) fn word(
        &mut self,
        given: Option<&String>,
        ask: impl FnOnce() -> Result<String>,
    ) -> Result<String> {
        if let Some(given) = given {
            return Ok(given.clone());
        }
        let word = ask()?;
        self.words.push(word.clone());
        Ok(word)
    }

    /// Says whether a lack was not asked about before.
    pub(crate) fn may_learn(&self, lack: &MissingArgument) -> bool {
        match lack {
            MissingArgument::Reason => self.reason.is_none(),
            MissingArgument::Role(_) => self.roles.is_empty(),
            MissingArgument::Incident => self.incident.is_none(),
            MissingArgument::Item { name, .. } => self.meant.iter().all(|(known, _)| known != name),
        }
    }

    pub(crate) fn learn(&mut self, asking: &Asking<'_>, lack: &MissingArgument) -> Result<()> {
        match lack {
            MissingArgument::Reason => self.reason = Some(asking.text("why?")?),
            MissingArgument::Role(place) => self.roles = asking.roles_for(*place)?,
            MissingArgument::Incident => self.incident = Some(asking.incident()?),
            MissingArgument::Item { name, among } => {
                let number = asking.item_of(name, among)?;
                self.meant.push((name.clone(), number));
            }
        }
        Ok(())
    }

    /// An item as it was named, or by its number where that was asked for.
    pub(crate) fn item(&self, name: &str) -> String {
        let mut meant = self.meant.iter();
        let number = meant.find(|(known, _)| known == name);
        number.map_or(name, |(_, number)| number).to_owned()
    }

    /// Shows the command line that says the same, if anything was asked.
    pub(crate) fn show(&self, app: &App) {
        let line = self.line(&sys::typed());
        if let Some(line) = line {
            let line = crate::render::safe(&line).into_owned();
            let style = TextStyle::Dim.style();
            terminal::talk(&format!("{style}same as: {line}{style:#}\n"), app.looks);
        }
    }

    /// What was typed, and behind it what was answered; nothing if nothing was.
    fn line(&self, typed: &[String]) -> Option<String> {
        let mut options = Vec::new();
        let mut option = |name: &str, value: &str| match value.starts_with('-') {
            true => options.push(format!("--{name}={}", quoted(value))),
            false => options.push(format!("--{name} {}", quoted(value))),
        };
        self.reason.iter().for_each(|why| option("reason", why));
        self.roles.iter().for_each(|role| option("role", role));
        let numbers = [
            ("incident", self.incident),
            ("severity", self.severity.map(u32::from)),
        ];
        for (name, number) in numbers {
            if let Some(number) = number {
                option(name, &number.to_string());
            }
        }
        if options.is_empty() && self.words.is_empty() && self.meant.is_empty() {
            return None;
        }
        let typed: Vec<String> = typed.iter().map(|word| self.item(word)).collect();
        // Behind `--` nothing is an option.
        let end = typed.iter().position(|word| word == "--");
        let (before, behind) = typed.split_at(end.unwrap_or(typed.len()));
        let mut words: Vec<String> = before
            .iter()
            .map(|word| quoted(word).into_owned())
            .collect();
        if end.is_some() {
            words.extend(options);
            words.extend(
                behind
                    .iter()
                    .chain(&self.words)
                    .map(|word| quoted(word).into_owned()),
            );
        } else {
            if self.words.iter().any(|word| word.starts_with('-')) {
                words.append(&mut options);
                words.push("--".to_owned());
            }
            words.extend(self.words.iter().map(|word| quoted(word).into_owned()));
            words.extend(options);
        }
        Some(format!("octorel {}", words.join(" ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(typed: &str, asked: &Asked) -> String {
        let typed: Vec<String> = typed.split_whitespace().map(str::to_owned).collect();
        asked.line(&typed).unwrap_or_default()
    }

    #[test]
    fn the_same_command_line_is_what_was_typed_and_answered() {
        let asked = Asked {
            words: vec!["1.3".to_owned()],
            reason: Some("no calendar".to_owned()),
            roles: vec!["qa".to_owned()],
            ..Asked::default()
        };
        assert_eq!(
            line("skip --as dana@example.com", &asked),
            "octorel skip --as dana@example.com 1.3 --reason \"no calendar\" --role qa"
        );
        assert_eq!(
            line("skip --", &asked),
            "octorel skip --reason \"no calendar\" --role qa -- 1.3"
        );
        assert_eq!(line("skip 1.3", &Asked::default()), "");
    }

    #[test]
    fn a_name_that_fitted_several_items_becomes_a_number() {
        let asked = Asked {
            meant: vec![("smoke".to_owned(), "4.2".to_owned())],
            ..Asked::default()
        };
        assert_eq!(line("tick 1.1 smoke", &asked), "octorel tick 1.1 4.2");
    }

    #[test]
    fn an_answer_is_no_option_and_means_nothing_to_a_shell() {
        let asked = Asked {
            words: vec!["-rf".to_owned()],
            reason: Some("-v it's $HOME".to_owned()),
            ..Asked::default()
        };
        assert_eq!(
            line("note", &asked),
            r"octorel note --reason='-v it'\''s $HOME' -- -rf"
        );
    }
}
