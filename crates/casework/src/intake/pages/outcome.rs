//! What the window decides at once: accepted, told what is missing, not accepted, or decided.
//!
//! Administrative Licensing Law art. 32(1): a matter that needs no licence, or is not ours, is
//! refused at once, and the right body is named; art. 34: what can be decided at once is.

use crate::cases::door::{Deed, Then};
use counter::catalogue::door::PublishedItem;
use kit::form::{FieldView, FormData, FormErrors};
use kit::rights::Power;
use kit::{HallError, Phrase, Visit, Words};
use rulebook::breach::Breach;
use rulebook::item::HandlingMode;

/// Whether the item is decided at the window, by whoever sits there (即办件).
fn is_decided_at_once(visit: &Visit, item: &PublishedItem) -> bool {
    item.definition.handling.mode == HandlingMode::Direct && visit.may(Power::DecideDirectCases)
}

/// The deeds that the button of the form means.
///
/// # Errors
/// `Forbidden` where the post may not; what is missing stands at its field.
pub(super) fn deeds(
    visit: &Visit,
    item: &PublishedItem,
    data: &FormData,
    errors: &mut FormErrors,
) -> Result<Vec<Deed>, HallError> {
    let text = |name: &str| -> String { data.text(name).trim().chars().take(200).collect() };
    let deeds = match data.text("then") {
        "not_needed" => vec![Deed::RefuseAcceptance { right_body: None }],
        "not_ours" => {
            let body = text("right_body");
            if body.is_empty() {
                errors.add("right_body", Breach::RightBodyMissing.phrase());
            }
            vec![Deed::RefuseAcceptance { right_body: Some(body) }]
        }
        "decision" if item.definition.handling.mode == HandlingMode::Direct => {
            visit.require(Power::DecideDirectCases)?;
            vec![Deed::Accept, Deed::Grant(text("result"))]
        }
        "decision" => {
            let only = "只有即办件可以当场办结。";
            errors.add("", Phrase::of(only, "Only a direct item is decided at once."));
            Vec::new()
        }
        word => Then::from_word(word).deed().into_iter().collect(),
    };
    if !deeds.is_empty() {
        visit.require(Power::HandleCases)?;
    }
    Ok(deeds)
}

/// What a decision at once is called, where the window may make it.
pub(super) fn result(visit: &Visit, item: &PublishedItem, data: &FormData) -> Option<FieldView> {
    if !is_decided_at_once(visit, item) {
        return None;
    }
    let words = visit.words();
    let label = words.say("结果名称与编号", "Name and number of the result");
    let likely = words.phrase(&item.definition.result.name.phrase()).to_owned();
    let typed = data.text("result");
    let value = if typed.is_empty() { likely } else { typed.to_owned() };
    Some(FieldView::new("result", label).value(value))
}

/// The body that the applicant has to go to.
pub(super) fn right_body(data: &FormData, errors: &FormErrors, words: Words) -> FieldView {
    let label = words.say("应向哪个机关申请", "The right body");
    FieldView::new("right_body", label).value(data.text("right_body")).fault(errors, words)
}
