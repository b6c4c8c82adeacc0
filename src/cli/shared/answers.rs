//! The answers to prompts, and the equivalent command line.

use super::app::App;
use crate::command::quoted;
use crate::document::Style;
use crate::release::AnswerTarget;
use crate::render::{self, safe};
use crate::{sys, terminal};
use std::str::FromStr;

/// The answers to prompts, in their order.
#[derive(Debug, Default, Clone)]
pub(crate) struct Answers(Vec<(AnswerTarget, String)>);

impl Answers {
    /// Adds the values of an answer.
    pub(crate) fn add(&mut self, target: &AnswerTarget, values: &[String]) {
        let values = values.iter().map(|value| (target.clone(), value.clone()));
        self.0.extend(values);
    }

    pub(crate) fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// Says whether there is an answer for a place in the command line.
    pub(crate) fn contain(&self, target: &AnswerTarget) -> bool {
        self.0.iter().any(|(known, _)| known == target)
    }

    fn at(&self, target: AnswerTarget) -> impl Iterator<Item = &str> {
        let values = self.0.iter().filter(move |(known, _)| *known == target);
        values.map(|(_, value)| value.as_str())
    }

    /// The arguments without an option.
    pub(crate) fn positional(&self) -> Vec<String> {
        self.at(AnswerTarget::Positional).map(str::to_owned).collect()
    }

    /// All values of an option.
    pub(crate) fn options(&self, name: &'static str) -> Vec<String> {
        self.at(AnswerTarget::Option(name)).map(str::to_owned).collect()
    }

    /// The value of an option.
    pub(crate) fn option(&self, name: &'static str) -> Option<String> {
        self.options(name).into_iter().next()
    }

    /// The value of an option that takes a number.
    pub(crate) fn number<N: FromStr>(&self, name: &'static str) -> Option<N> {
        self.option(name)?.parse().ok()
    }

    /// An item as it was typed, or the number that was answered for it.
    pub(crate) fn item(&self, typed: &str) -> String {
        let number = self.at(AnswerTarget::InsteadOf(typed.to_owned())).next();
        number.unwrap_or(typed).to_owned()
    }

    /// Shows the equivalent command line, if anything was answered.
    pub(crate) fn show(&self, app: &App) {
        if let Some(line) = self.line(&sys::typed()) {
            let line = safe(&line);
            let style = render::style(Style::Dim);
            terminal::talk(&format!("{style}equivalent command: {line}{style:#}\n"), app.output);
        }
    }

    /// What was typed, followed by what was answered; none if nothing was.
    fn line(&self, typed: &[String]) -> Option<String> {
        if self.0.is_empty() {
            return None;
        }
        let mut options: Vec<String> = Vec::new();
        for (target, value) in &self.0 {
            if let AnswerTarget::Option(name) = target {
                let between = if value.starts_with('-') { '=' } else { ' ' };
                options.push(format!("--{name}{between}{}", quoted(value)));
            }
        }
        let quoted = |words: &[String]| -> Vec<String> {
            let words = words.iter().map(|word| quoted(word).into_owned());
            words.collect()
        };
        let typed: Vec<String> = typed.iter().map(|word| self.item(word)).collect();
        // Words after `--` are no options.
        let end = typed.iter().position(|word| word == "--");
        let (before, after) = typed.split_at(end.unwrap_or(typed.len()));
        let mut words = vec!["octorel".to_owned()];
        words.extend(quoted(before));
        let answered = self.positional();
        if end.is_some() {
            words.append(&mut options);
            words.extend(quoted(after));
        } else if answered.iter().any(|word| word.starts_with('-')) {
            words.append(&mut options);
            words.push("--".to_owned());
        }
        words.extend(quoted(&answered));
        words.append(&mut options);
        Some(words.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::{AnswerTarget, Answers};

    fn line(typed: &str, answers: &[(AnswerTarget, &str)]) -> String {
        let typed: Vec<String> = typed.split_whitespace().map(str::to_owned).collect();
        let owned = |(target, value): &(AnswerTarget, &str)| (target.clone(), (*value).to_owned());
        let answers = Answers(answers.iter().map(owned).collect());
        answers.line(&typed).unwrap_or_default()
    }

    #[test]
    fn the_equivalent_command_contains_typed_words_and_answers() {
        let answers = [
            (AnswerTarget::Positional, "1.3"),
            (AnswerTarget::Option("reason"), "no calendar"),
            (AnswerTarget::Option("role"), "qa"),
        ];
        assert_eq!(
            line("skip --as dana@example.com", &answers),
            "octorel skip --as dana@example.com 1.3 --reason \"no calendar\" --role qa"
        );
        assert_eq!(
            line("skip --", &answers),
            "octorel skip --reason \"no calendar\" --role qa -- 1.3"
        );
        assert_eq!(line("skip 1.3", &[]), "");
    }

    #[test]
    fn a_name_that_matched_several_items_becomes_a_number() {
        let answer = (AnswerTarget::InsteadOf("smoke".to_owned()), "4.2");
        assert_eq!(line("tick 1.1 smoke", &[answer]), "octorel tick 1.1 4.2");
    }

    #[test]
    fn an_answer_is_quoted_and_never_an_option() {
        let answers =
            [(AnswerTarget::Positional, "-rf"), (AnswerTarget::Option("reason"), "-v it's $HOME")];
        assert_eq!(line("note", &answers), r"octorel note --reason='-v it'\''s $HOME' -- -rf");
    }
}
