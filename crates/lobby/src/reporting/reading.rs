//! What a resident sends: read, slowed down where somebody asks too often, taken down.

use crate::centres::CentreFace;
use crate::progress::plain;
use kit::form::{FormData, FormErrors};
use kit::rights::Power;
use kit::security::Allowance;
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};
use reception::contacts::door::{PhoneNeed, read_asker};
use reception::matters::door::{self as matters, NewMatter};
use threshold::contact::Way;
use threshold::contact::unresolved::Obstacle;

/// Reports that one address may hand in.
const REPORTS: Allowance = Allowance { burst: 6, per_minute: 2 };

/// What the resident is told after a report.
pub(crate) struct Reported {
    /// 登记编号
    pub(crate) number: String,
}

/// Refuses whoever asks too often.
pub(super) fn slow_down(visit: &Visit, key: &str, allowed: Allowance) -> Result<(), HallError> {
    let asked = visit.hall.throttle.ask(key, allowed, visit.now_ms);
    asked.map_err(|retry_after_s| HallError::TooMany { retry_after_s })
}

/// Takes a resident's report down.
///
/// # Errors
/// `Invalid` with everything that is wrong; `TooMany`; what the database said.
pub(crate) async fn report(
    visit: &Visit,
    centre: &CentreFace,
    form: &Submitted,
    way: Way,
) -> Result<Reported, HallError> {
    let (data, mut errors) = (&form.data, FormErrors::new());
    let obstacles: Vec<Obstacle> =
        data.all("obstacles").into_iter().filter_map(Obstacle::from_word).collect();
    let words: String = data.text("words").chars().take(500).collect();
    if words.is_empty() && obstacles.iter().all(|it| *it == Obstacle::Other) {
        errors.add(
            if obstacles.is_empty() { "obstacles" } else { "words" },
            rulebook::breach::Breach::NothingReported.phrase(),
        );
    }
    let typed = (data.text("name"), data.text("phone"));
    let asker = read_asker(typed, PhoneNeed::Needed, &visit.hall.vault, &mut errors);
    if !errors.is_empty() {
        return Err(HallError::Invalid(errors));
    }
    slow_down(visit, &format!("reports of {}", visit.address), REPORTS)?;
    let new = NewMatter {
        by: None,
        way,
        item: data.text("item").to_uppercase(),
        obstacles,
        words,
        contact: String::new(),
        asker,
    };
    let done = visit
        .act_in(centre.id, Power::Public, &form.once, move |act| matters::report(act, &new))
        .await?;
    Ok(Reported { number: done.number })
}

/// Number and digits, as people type them.
///
/// # Errors
/// `Invalid` where one is missing; `TooMany` where somebody keeps trying.
pub(super) fn pair(visit: &Visit, data: &FormData) -> Result<(String, String), HallError> {
    let mut errors = FormErrors::new();
    let number = plain(data.text("number"));
    if number.is_empty() || number.chars().count() > 40 {
        errors.add(
            "number",
            Phrase::of(
                "请填写登记编号，例如 8101-20261123-001。",
                "Enter the number you were given, such as 8101-20261123-001.",
            ),
        );
    }
    let digits = plain(data.text("digits"));
    if digits.len() != 4 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        errors.add(
            "digits",
            Phrase::of(
                "请填写所留手机号的后四位数字。",
                "Enter the last four digits of the phone number you left.",
            ),
        );
    }
    if !errors.is_empty() {
        return Err(HallError::Invalid(errors));
    }
    slow_down(visit, &format!("matters of {}", visit.address), Allowance::LOOK_UP)?;
    slow_down(visit, &format!("matter {number}"), Allowance::LOOK_UP)?;
    Ok((number, digits))
}
