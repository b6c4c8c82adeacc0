//! What the YAML parser stumbled over, in words for the author of a checklist.

use super::problem::{At, Code, Problem, line_starts, place};
use serde_yaml::budget::BudgetBreach;
use serde_yaml::granit_parser::ErrorKind;
use serde_yaml::localizer::ExternalMessageSource;
use serde_yaml::{Error, MessageFormatter as _, UserMessageFormatter};

type MessageAndHelp = (&'static str, &'static str);

const DOCUMENTS: MessageAndHelp =
    ("second document in one file", "remove the `---`, or split the file");
const ALIASES: MessageAndHelp = (
    "anchors and aliases are not supported",
    "write the value out; quote text that starts with `&` or `*`",
);
const DEPTH: MessageAndHelp = ("nested too deeply", "the limit is 8 levels");
const TOO_LARGE: MessageAndHelp = ("this file is too large for a checklist", SPLIT);
/// The help for a file over a limit.
pub(super) const SPLIT: &str = "split it: all *.yaml files of the directory are read";

/// The problem behind a parser's error; `top` is the place of one that has none.
pub(super) fn syntax_problem(error: &Error, text: &str, top: At) -> Problem {
    let error = error.without_snippet();
    let at = (error.location()).map_or(top, |location| place(location, text, top.file));
    if let Some(at) = tab_near(text, at) {
        return Problem::new(Code::Syntax, at, "indentation with a tab")
            .help("use spaces: YAML does not allow tabs here");
    }
    let known = match error {
        Error::MultipleDocuments { .. } => Some(DOCUMENTS),
        Error::UnknownAnchor { .. } => Some(ALIASES),
        Error::Budget { breach, .. } => Some(match breach {
            BudgetBreach::Anchors { .. } | BudgetBreach::Aliases { .. } => ALIASES,
            BudgetBreach::Documents { .. } => DOCUMENTS,
            BudgetBreach::Depth { .. } => DEPTH,
            _ => TOO_LARGE,
        }),
        Error::ExternalMessage { source, .. } => match source.as_ref() {
            ExternalMessageSource::Parser(error) => {
                let before = text[..at.start].rsplit(['\n', '\r']).next().unwrap_or("");
                scanned(error.kind(), before.trim_end())
            }
            _ => None,
        },
        _ => None,
    };
    let Some((message, help)) = known else {
        let message = UserMessageFormatter.format_message(error);
        let message = message.lines().next().unwrap_or("this is not valid YAML");
        return Problem::new(Code::Syntax, at, message)
            .help("quote text that starts with a sign or contains `: ` or ` #`");
    };
    let is_limit = [DEPTH, TOO_LARGE].contains(&(message, help));
    Problem::new(if is_limit { Code::TooMuch } else { Code::Syntax }, at, message).help(help)
}

/// The mistakes that are made most, where the parser's own words say little. `before` is the line up to the mistake.
fn scanned(kind: &ErrorKind, before: &str) -> Option<MessageAndHelp> {
    Some(match kind {
        ErrorKind::RecursionLimitExceeded => DEPTH,
        ErrorKind::MissingAnchorOrAliasName => ALIASES,
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::DocumentIndicatorInQuotedScalar => {
            ("missing closing quote", "add the closing quote, here or above")
        }
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::MismatchedFlowCollectionEnd { .. }
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::InvalidFlowScalarIndent
        | ErrorKind::InvalidColonPlacement => (
            "missing closing bracket",
            "close `[` with `]` and `{` with `}`; quote text that starts with a bracket",
        ),
        ErrorKind::MappingValueNotAllowed => {
            ("unexpected `:`", "quote text containing `: ` (or fix the indentation)")
        }
        // As in `[docs](address)` or `{{version}} is out`.
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::ExpectedBlockSequenceEntry
            if before.ends_with([']', '}']) =>
        {
            ("unexpected text after the bracket", "quote text that starts with a bracket")
        }
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::InvalidIndentation => {
            ("inconsistent indentation", "align the keys of one entry, and the entries of one list")
        }
        _ => return None,
    })
}

/// The first tab in the indentation of the line at `at` or of a line beside it.
fn tab_near(text: &str, at: At) -> Option<At> {
    let starts = line_starts(text);
    let line = starts.partition_point(|start| *start <= at.start);
    starts[line.saturating_sub(2)..].iter().take(3).find_map(|start| {
        let line = &text[*start..];
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let tab = start + line[..indent].find('\t')?;
        Some(At { start: tab, end: tab + 1, ..at })
    })
}
