//! A gate as a JUnit report: one test case for each requirement.
//!
//! The attributes are those that the schema of Jenkins' xUnit plugin accepts.

use super::safe;
use crate::document::{Page, gate_details, gate_summary, gate_text};
use crate::view::{GateView, RequirementView};
use askama::Template;

#[derive(Template)]
#[template(
    ext = "xml",
    source = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="octorel" tests="{{ cases.len() }}" failures="{{ failures }}">
  <testsuite name="{{ title }}" tests="{{ cases.len() }}" failures="{{ failures }}" errors="0">
{%- for case in cases %}
    <testcase classname="{{ case.class }}" name="{{ case.name }}">
{%- if let Some(failure) = case.failure %}
      <failure message="{{ failure }}">{{ failure }}</failure>
    {% endif -%}
    </testcase>
{%- endfor %}
  </testsuite>
</testsuites>
"#
)]
struct JunitReport {
    title: String,
    failures: usize,
    cases: Vec<Case>,
}

struct Case {
    class: String,
    name: String,
    failure: Option<String>,
}

/// Writes the verdict of a gate. A closed gate without requirements is a failure, too.
///
/// # Errors
/// Never in practice: only writing to a string can fail.
pub fn junit(view: &GateView, page: Page) -> Result<String, askama::Error> {
    let missing = view.missing.iter().map(|it| {
        let details = gate_details(it, page);
        case(view, it, Some(if details.is_empty() { "not met" } else { &details }))
    });
    let met = view.met.iter().map(|it| case(view, it, None));
    let mut cases: Vec<Case> = missing.chain(met).collect();
    if !view.verdict.is_open() && view.missing.is_empty() {
        let (class, name) = (xml(view.gate.as_str()), "requirements".to_owned());
        cases.push(Case { class, name, failure: Some(xml(&gate_summary(view))) });
    }
    let failures = cases.iter().filter(|case| case.failure.is_some()).count();
    JunitReport { title: xml(&view.title()), failures, cases }.render()
}

fn case(view: &GateView, requirement: &RequirementView, failure: Option<&str>) -> Case {
    let group = match requirement {
        RequirementView::Item(item) => item.id.as_str().split('.').next().unwrap_or_default(),
        RequirementView::Decision(_) => "decisions",
        RequirementView::Incident(_) => "incidents",
        RequirementView::Conflict { .. } => "conflicts",
        RequirementView::Release(_) => "release",
    };
    let class = xml(&format!("{}.{group}", view.gate));
    Case { class, name: xml(&gate_text(requirement)), failure: failure.map(xml) }
}

/// Text without characters that XML 1.0 forbids, even escaped.
fn xml(text: &str) -> String {
    safe(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
