//! What the YAML parser stumbled over, in words for the author of a checklist.

use super::location::{line_starts, place};
use super::problem::{At, Code, Problem};
use serde_yaml::budget::BudgetBreach;
use serde_yaml::granit_parser::ErrorKind;
use serde_yaml::localizer::ExternalMessageSource;
use serde_yaml::{Error, MessageFormatter as _, UserMessageFormatter};

/// The problem behind a parser's error; `top` is the place of one that has none.
pub(super) fn syntax_problem(error: &Error, text: &str, top: At) -> Problem {
    let error = error.without_snippet();
    let at = (error.location()).map_or(top, |location| place(location, text, top.file));
    if let Some(at) = tab_near(text, at) {
        return Problem::new(Code::Syntax, at, "indentation with a tab")
            .help("use spaces: YAML does not allow tabs here");
    }
    let known = match error {
        Error::MultipleDocuments { .. } => Some(documents(at)),
        Error::UnknownAnchor { .. } => Some(aliases(at)),
        Error::Budget { breach, .. } => Some(match breach {
            BudgetBreach::Anchors { .. } | BudgetBreach::Aliases { .. } => aliases(at),
            BudgetBreach::Documents { .. } => documents(at),
            BudgetBreach::Depth { .. } => depth(at),
            _ => Problem::new(Code::TooMuch, at, "this file is too large for a checklist")
                .help("split it: all *.yaml files of the directory are read"),
        }),
        Error::ExternalMessage { source, .. } => match source.as_ref() {
            ExternalMessageSource::Parser(error) => {
                let before = text[..at.start].rsplit(['\n', '\r']).next().unwrap_or("");
                scanned(error.kind(), at, before.trim_end())
            }
            _ => None,
        },
        _ => None,
    };
    known.unwrap_or_else(|| {
        let message = UserMessageFormatter.format_message(error);
        let message = message.lines().next().unwrap_or("this is not valid YAML");
        Problem::new(Code::Syntax, at, message)
            .help("quote text that starts with a sign or contains `: ` or ` #`")
    })
}

/// The mistakes that are made most, where the parser's own words say little. `before` is the line up to the mistake.
fn scanned(kind: &ErrorKind, at: At, before: &str) -> Option<Problem> {
    let (message, help) = match kind {
        ErrorKind::RecursionLimitExceeded => return Some(depth(at)),
        ErrorKind::MissingAnchorOrAliasName => return Some(aliases(at)),
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
    };
    Some(Problem::new(Code::Syntax, at, message).help(help))
}

fn documents(at: At) -> Problem {
    Problem::new(Code::Syntax, at, "second document in one file")
        .help("remove the `---`, or split the file")
}

fn aliases(at: At) -> Problem {
    Problem::new(Code::Syntax, at, "anchors and aliases are not supported")
        .help("write the value out; quote text that starts with `&` or `*`")
}

fn depth(at: At) -> Problem {
    Problem::new(Code::TooMuch, at, "nested too deeply").help("the limit is 8 levels")
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
