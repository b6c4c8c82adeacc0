//! What the YAML parser stumbled over, in words for the author of a checklist.

use super::location::{lines, place};
use super::problem::{At, Code, Problem, hidden_character};
use crate::names::is_invisible;
use serde_yaml::budget::BudgetBreach;
use serde_yaml::granit_parser::ErrorKind;
use serde_yaml::localizer::ExternalMessageSource;
use serde_yaml::{Error, MessageFormatter as _, UserMessageFormatter};

/// The problem behind a parser's error; `top` is the place of one that has none.
pub(super) fn syntax_problem(error: &Error, text: &str, top: At) -> Problem {
    let error = error.without_snippet();
    let at = (error.location()).map_or(top, |location| place(location, text, top.file));
    if let Some(at) = tab_near(text, at) {
        return Problem::new(Code::Syntax, at, "a tab is used to indent")
            .label("a tab")
            .help("indent with spaces: YAML does not allow tabs here");
    }
    let known = match error {
        Error::MultipleDocuments { .. } => Some(documents(at)),
        Error::UnknownAnchor { .. } => Some(aliases(at)),
        Error::Budget { breach, .. } => Some(match breach {
            BudgetBreach::Anchors { .. } | BudgetBreach::Aliases { .. } => aliases(at),
            BudgetBreach::Documents { .. } => documents(at),
            BudgetBreach::Depth { .. } => depth(at),
            _ => Problem::new(Code::TooMuch, at, "this file holds too much for a checklist")
                .help("split it: every *.yaml file of the folder is read"),
        }),
        Error::ExternalMessage { source, .. } => match source.as_ref() {
            ExternalMessageSource::Parser(error) => scanned(error.kind(), at),
            _ => None,
        },
        _ => None,
    };
    known.unwrap_or_else(|| {
        let message = UserMessageFormatter.format_message(error);
        let message = message.lines().next().unwrap_or("this is not YAML");
        Problem::new(Code::Syntax, at, message)
    })
}

/// The mistakes that are made most, where the parser's own words say little.
fn scanned(kind: &ErrorKind, at: At) -> Option<Problem> {
    let (message, help) = match kind {
        ErrorKind::RecursionLimitExceeded => return Some(depth(at)),
        ErrorKind::MissingAnchorOrAliasName => return Some(aliases(at)),
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::DocumentIndicatorInQuotedScalar => (
            "a quote is not closed",
            "the text that began with a quote has to end with one, here or above",
        ),
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => (
            "something follows the closing quote",
            "put all of the text in quotes; within single quotes, '' is one quote",
        ),
        ErrorKind::UnknownQuotedScalarEscape | ErrorKind::InvalidQuotedScalarHexEscape => (
            "a backslash that means nothing here",
            "within double quotes a backslash is written \\\\; within single quotes it is plain",
        ),
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::MismatchedFlowCollectionEnd { .. }
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::InvalidFlowScalarIndent
        | ErrorKind::InvalidColonPlacement => (
            "a bracket is not closed",
            "what begins with `[` ends with `]`, and `{` with `}`; a text that begins with one needs quotes",
        ),
        ErrorKind::MappingValueNotAllowed => (
            "a `:` that is not expected here",
            "a text that holds `: ` needs quotes; or is the line indented too far?",
        ),
        ErrorKind::SimpleKeyExpected => (
            "a line without a key",
            "a key is followed by `: ` and its value; an entry of a list begins with `- `",
        ),
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::InvalidIndentation => (
            "this line begins at a column of its own",
            "the keys of one entry, and the entries of one list, begin at the same column",
        ),
        ErrorKind::UnexpectedCharacter { character } if is_invisible(*character) => {
            return Some(hidden_character(at, *character));
        }
        ErrorKind::UnexpectedCharacter { character } => {
            let message = format!("a text cannot begin with `{}`", character.escape_debug());
            let problem = Problem::new(Code::Syntax, at, message);
            return Some(problem.help("put the text in quotes"));
        }
        _ => return None,
    };
    Some(Problem::new(Code::Syntax, at, message).help(help))
}

fn documents(at: At) -> Problem {
    Problem::new(Code::Syntax, at, "a second document begins here")
        .help("one document per file: remove the `---`, or split the file")
}

fn aliases(at: At) -> Problem {
    Problem::new(Code::Syntax, at, "anchors and aliases are not read")
        .help("write the value out; a text that begins with `&` or `*` needs quotes")
}

fn depth(at: At) -> Problem {
    Problem::new(Code::TooMuch, at, "this is nested too deeply")
        .help("nothing in a playbook is nested more than 8 levels deep")
}

/// The first tab in the indentation of the line at `at` or of a line beside it.
fn tab_near(text: &str, at: At) -> Option<At> {
    let mut start = 0;
    for (index, line) in lines(text).enumerate() {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if (index + 1).abs_diff(at.line) <= 1
            && let Some(tab) = line[..indent].find('\t')
        {
            return Some(At {
                file: at.file,
                line: index + 1,
                column: tab + 1,
                start: start + tab,
                end: start + tab + 1,
            });
        }
        start += line.len();
    }
    None
}
