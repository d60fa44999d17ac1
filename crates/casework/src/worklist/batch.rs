//! `POST /cases/batch`: one act on several cases, each by itself (批量办理).
//!
//! Every case is an act of its own with its own entry; what is refused stays as it was and is told
//! with its reason. A second click finds each answer again.

use crate::cases::door::{Deed, Done, HandoverDraft, competence, load, perform, recipient_of};
use askama::Template;
use axum::response::Response;
use kit::form::FormData;
use kit::shell::{Chrome, Face};
use kit::visit::{Once, Submitted};
use kit::{HallError, Phrase, Visit};
use rulebook::case::joint::{Branch, Opinion, Reply, Speaker};
use rulebook::case::{Act, Stage, Work};

/// Cases of one batch at most.
pub(super) const MOST: usize = 50;
/// Acts that are the same on every case.
pub(super) const ACTS: [Act; 4] =
    [Act::Deliver, Act::Complete, Act::ReportDenial, Act::GiveOpinion];

/// What came of one case.
struct Outcome {
    number: String,
    is_done: bool,
    told: String,
}

#[derive(Template)]
#[template(path = "worklist/batch.html")]
struct BatchPage {
    chrome: Chrome,
    summary: String,
    outcomes: Vec<Outcome>,
    back: String,
}

/// Acts that the visitor may do on several cases at once.
pub(super) fn offered(visit: &Visit) -> Vec<Act> {
    let has_department = visit.member.as_ref().is_some_and(|it| !it.department.is_empty());
    let may = |act: &Act| {
        visit.may(kit::rights::Power::HandleCases) && (*act != Act::GiveOpinion || has_department)
    };
    ACTS.into_iter().filter(may).collect()
}

/// The cases that were ticked, each with the version it was seen at.
fn chosen(data: &FormData) -> Result<Vec<(String, i64)>, HallError> {
    let mut all: Vec<(String, i64)> = Vec::new();
    for text in data.all("case") {
        let Some((number, version)) = text.split_once(' ') else { continue };
        let version = version.parse().unwrap_or(0);
        if !all.iter().any(|(it, _)| it == number) {
            all.push((number.to_owned(), version));
        }
    }
    if all.is_empty() {
        let fault = Phrase::of("请先勾选要办理的办件。", "Tick the cases first.");
        return Err(HallError::invalid("case", fault));
    }
    if all.len() > MOST {
        let fault = Phrase::of("一次最多办理 50 件。", "Fifty cases at one time are the most.");
        return Err(HallError::invalid("case", fault));
    }
    Ok(all)
}

/// Does one act on every case that was ticked.
pub(super) async fn create(visit: Visit, form: Submitted) -> Result<Response, HallError> {
    let words = visit.words();
    let act = Act::from_word(form.data.text("act")).filter(|it| ACTS.contains(it));
    let act = act.ok_or_else(|| {
        HallError::invalid("act", Phrase::of("请选择要办理的动作。", "Choose what is to be done."))
    })?;
    let mut outcomes = Vec::new();
    for (number, seen) in chosen(&form.data)? {
        let outcome = match one(&visit, act, (&number, seen), &form).await {
            Ok(done) => {
                let stage = Stage::from_word(&done.stage).map(Stage::phrase);
                let told = stage.map(|it| words.phrase(&it).to_owned()).unwrap_or_default();
                Outcome { number, is_done: true, told }
            }
            Err(error) => Outcome { number, is_done: false, told: told(error, &visit)? },
        };
        outcomes.push(outcome);
    }
    let done = outcomes.iter().filter(|it| it.is_done).count();
    let refused = outcomes.len() - done;
    let name = act.phrase();
    visit.page(&BatchPage {
        chrome: visit.chrome(words.say("批量办理结果", "What came of the batch"), Face::Office),
        summary: words.fill(
            "“{}”：办成 {} 件，未办成 {} 件。",
            "“{}”: {} done, {} not done.",
            &[&words.phrase(&name), &done, &refused],
        ),
        outcomes,
        back: format!("/cases?{}", form.data.text("back")),
    })
}

/// Why a case was not moved; what is no refusal ends the batch.
fn told(error: HallError, visit: &Visit) -> Result<String, HallError> {
    let words = visit.words();
    match error {
        HallError::Invalid(errors) => {
            let first = errors.iter().next().map(|(_, fault)| words.phrase(fault).to_owned());
            Ok(first.unwrap_or_default())
        }
        HallError::Breach { sentence, basis } if !basis.zh.is_empty() => {
            let (sentence, basis) = (words.phrase(&sentence), words.phrase(&basis));
            Ok(words.fill("{}（{}）", "{} ({})", &[&sentence, &basis]))
        }
        HallError::Breach { .. }
        | HallError::Stale(_)
        | HallError::Forbidden(_)
        | HallError::NotFound(_) => {
            let sentence = error.sentence();
            Ok(words.phrase(&sentence).to_owned())
        }
        error => Err(error),
    }
}

async fn one(
    visit: &Visit,
    act: Act,
    (number, seen): (&str, i64),
    form: &Submitted,
) -> Result<Done, HallError> {
    let deed = deed(visit, number, act, &form.data).await?;
    let seen = competence::require(visit, number, act, seen).await?;
    let once = Once {
        key: form.once.key.as_ref().map(|key| format!("{key} {number}")),
        request: form.once.request.clone(),
    };
    let number = number.to_owned();
    let power = competence::power(act);
    visit.act(power, &once, move |act| perform(act, &number, seen, &deed)).await
}

async fn deed(visit: &Visit, number: &str, act: Act, data: &FormData) -> Result<Deed, HallError> {
    Ok(match act {
        Act::Deliver => {
            let recipient = recipient_of(data.text("who")).map(|it| it.zh.into_owned());
            let recipient = recipient.unwrap_or_default();
            Deed::Deliver(match data.text("signed") {
                "" => HandoverDraft::unsigned(&recipient),
                _ => HandoverDraft::at_the_window(&recipient),
            })
        }
        Act::Complete => Deed::Complete,
        Act::ReportDenial => Deed::ReportDenial,
        _ => {
            let own = visit.member()?.department.clone();
            let loaded = load(visit, number).await?;
            let is_own = |it: &&Branch| it.participant.key.as_ref() == Some(&own);
            let branch = match &loaded.case.work {
                Work::Joint(joint) => joint.branches.iter().find(is_own),
                _ => None,
            };
            let branch = branch.ok_or_else(|| {
                HallError::breach(
                    "本件没有分送您所在的部门，不能出具会办意见。",
                    "This case was not passed on to your department; it gives no opinion on it.",
                )
            })?;
            let remark = data.text("remark").to_owned();
            Deed::GiveOpinion {
                department: branch.participant.name.clone(),
                reply: Reply::Opinion(Opinion::Agrees { remark }),
                speaker: Speaker::Of(own),
            }
        }
    })
}
