//! What a case costs (应缴费用): by the item's list and the answers given, and nothing else.

use crate::cases::door::{Loaded, answers_of};
use kit::{HallError, Visit};
use rulebook::checklist::{Checklist, FeeDue};

/// The fee in a line; what is not on the list cannot be charged.
pub(crate) fn line(loaded: &Loaded, visit: &Visit) -> Result<String, HallError> {
    let Some(item) = &loaded.item else { return Ok("–".to_owned()) };
    let (words, day) = (visit.words(), loaded.case.received.day);
    let texts = loaded.answers(&visit.hall.vault)?;
    let (answers, _) = answers_of(&item.definition, &texts, day);
    Ok(match Checklist::of(&item.definition, &answers, day).fee {
        FeeDue::Unstated => "–".to_owned(),
        FeeDue::Free => words.say("不收费", "free").to_owned(),
        FeeDue::Charged { lines, .. } if lines.is_empty() => {
            words.say("本情形不收费", "free in this case").to_owned()
        }
        FeeDue::Charged { lines, .. } => {
            let all: Vec<String> = lines
                .iter()
                .map(|rate| {
                    let (name, amount) = (rate.name.phrase(), rate.amount.phrase());
                    words.fill("{}：{}", "{}: {}", &[&words.phrase(&name), &words.phrase(&amount)])
                })
                .collect();
            words.fill(
                "{}（清单以外不得收取）",
                "{} (nothing off the list can be charged)",
                &[&all.join(words.say("；", "; "))],
            )
        }
    })
}
