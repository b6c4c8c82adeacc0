//! Decisions.

use crate::document::words::{outcome, role, role_names};
use crate::release::MissingArgument;
use crate::ui::Model;
use crate::ui::form::{Form, MenuEntry, MenuQuestion};
use crate::view::{DecisionView, DecisionsView};

/// Records or overrides a decision, or escalates it.
pub(in crate::ui) fn decide(model: &Model) -> Form {
    let view = DecisionsView::new(&model.release, None);
    let entries = view.decisions.iter().map(|decision| {
        let about = format!("{} · {}", outcome(decision), role_names(&decision.owners, " + "));
        MenuEntry::of(&decision.name, &about, &[]).ask(outcomes(decision))
    });
    Form::of(&[]).ask(MenuQuestion::new("decide", entries.collect()))
}

/// The outcomes of a decision, each decided or by override, and its escalation.
pub(in crate::ui) fn outcomes(decision: &DecisionView) -> MenuQuestion {
    let id = decision.id.as_str();
    let why = || MissingArgument::reason("Reason? (Enter: none)");
    let decided =
        |outcome: &String| MenuEntry::of(outcome, "", &["decide", id, outcome]).ask(why());
    let next = decision.escalation.iter().find(|step| step.next);
    let to = next.map_or_else(
        || "already escalated to everyone on the path".to_owned(),
        |step| format!("to {}", role(&step.to)),
    );
    let escalate = MenuEntry::of("escalate", &to, &["decide", id, "--escalate"]).ask(why());
    let over = |outcome: &String| {
        let name = format!("{outcome}, by override");
        let about = "not an owner (deviation)";
        MenuEntry::of(&name, about, &["decide", id, outcome, "--override"])
            .ask(MissingArgument::reason("Why by override?"))
    };
    let entries = decision.outcomes.iter().map(decided).chain([escalate]);
    let entries = entries.chain(decision.outcomes.iter().map(over)).collect();
    MenuQuestion::new(&decision.name, entries)
}
