//! Taking back: the loading of a notice, the noting of a closure; first the effect, then a reason.

use super::{EffectView, attempted, effect, only_county};
use crate::settings::actions::{apply_everywhere, lift_closure, withdraw_notice};
use crate::settings::effect::Reach;
use crate::settings::reading::Proposal;
use crate::settings::store;
use ::calendar::wording;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::db::CentreId;
use kit::form::{FieldView, FormData, FormErrors, FormView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};

#[derive(askama::Template)]
#[template(path = "settings/pages/undoing.html")]
struct UndoingPage {
    chrome: Chrome,
    facts: Vec<(String, String)>,
    meaning: String,
    effect: EffectView,
    form: FormView,
    reason: FieldView,
    back: &'static str,
}

/// What is taken back, as the page asks for it.
struct Undoing {
    title: Phrase,
    meaning: Phrase,
    facts: Vec<(Phrase, String)>,
    action: String,
    back: &'static str,
    reach: Reach,
    proposal: Proposal,
}

async fn ask(
    visit: &Visit,
    status: StatusCode,
    undoing: Undoing,
    typed: &FormData,
    errors: &FormErrors,
) -> Result<Response, HallError> {
    let words = visit.words();
    let moved = effect(visit, undoing.reach, undoing.proposal).await?;
    let reason = FieldView::new("reason", words.say("原因", "Reason"))
        .hint(words.say("写入台账，1至200字", "Kept in the journal, 1 to 200 characters"))
        .required()
        .value(typed.text("reason"))
        .fault(errors, words);
    let facts = undoing.facts.into_iter();
    let page = UndoingPage {
        chrome: visit.chrome(words.phrase(&undoing.title), Face::Office),
        facts: facts.map(|(name, fact)| (words.phrase(&name).to_owned(), fact)).collect(),
        meaning: words.phrase(&undoing.meaning).to_owned(),
        effect: EffectView::of(visit, &moved).await?,
        form: FormView::new(undoing.action, visit, errors),
        reason,
        back: undoing.back,
    };
    visit.page_with(status, &page)
}

/// What withdrawing the loading of a notice would do.
pub(super) async fn ask_withdrawal(
    visit: Visit,
    Path(number): Path<i64>,
) -> Result<Response, HallError> {
    let undoing = withdrawal_of(&visit, only_county(&visit)?, number).await?;
    ask(&visit, StatusCode::OK, undoing, &FormData::default(), &FormErrors::new()).await
}

async fn withdrawal_of(visit: &Visit, county: CentreId, number: i64) -> Result<Undoing, HallError> {
    let loaded = visit
        .read(move |read| store::notice(read, county, number))
        .await?
        .ok_or_else(|| HallError::not_found("没有这次载入。", "There is no such loading."))?;
    let year = loaded.notice.year();
    let words = visit.words();
    Ok(Undoing {
        title: Phrase::new(
            format!("撤销{year}年放假通知的载入"),
            format!("Withdraw the notice for {year}"),
        ),
        meaning: Phrase::of(
            "撤销后，此前载入的该年通知恢复现行；没有更早的，该年的到期日回到暂定。",
            "The notice loaded before it for that year holds again; without one, deadlines in that \
             year are provisional again.",
        ),
        facts: vec![
            (Phrase::of("来源", "Source"), loaded.notice.source().to_owned()),
            (
                Phrase::of("载入", "Loaded"),
                format!("{} {}", words.instant(loaded.loaded_at_ms), loaded.loaded_by),
            ),
        ],
        action: format!("/settings/notices/{number}/withdrawal"),
        back: "/settings/notices",
        reach: Reach::County(county),
        proposal: Proposal::Withdraw(number),
    })
}

/// Withdraws the loading of a notice.
pub(super) async fn withdraw(
    visit: Visit,
    Path(number): Path<i64>,
    submitted: Submitted,
) -> Result<Response, HallError> {
    let county = only_county(&visit)?;
    let reason = submitted.data.text("reason").to_owned();
    let withdrawing = visit.act_in(county, Power::ManageCalendar, &submitted.once, move |act| {
        withdraw_notice(act, number, &reason)
    });
    match attempted(Ok(withdrawing)).await? {
        Ok(year) => {
            let centres = apply_everywhere(&visit.hall).await?;
            let message = Phrase::new(
                format!("已撤销{year}年放假通知的载入，{centres}个中心的在办件期限已重算。"),
                format!("The notice for {year} is withdrawn; {centres} centres recomputed."),
            );
            Ok(visit.redirect("/settings/notices", &message))
        }
        Err(errors) => {
            let undoing = withdrawal_of(&visit, county, number).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            ask(&visit, status, undoing, &submitted.data, &errors).await
        }
    }
}

/// What lifting a closure would do.
pub(super) async fn ask_lifting(
    visit: Visit,
    Path(number): Path<i64>,
) -> Result<Response, HallError> {
    let undoing = lifting_of(&visit, visit.centre()?, number).await?;
    ask(&visit, StatusCode::OK, undoing, &FormData::default(), &FormErrors::new()).await
}

async fn lifting_of(visit: &Visit, centre: CentreId, number: i64) -> Result<Undoing, HallError> {
    let noted = visit
        .read(move |read| store::closure(read, centre, number))
        .await?
        .ok_or_else(|| HallError::not_found("没有这次闭馆登记。", "There is no such closure."))?;
    let words = visit.words();
    let days = wording::stretch(noted.closure.from(), noted.closure.through());
    Ok(Undoing {
        title: Phrase::of("取消闭馆登记", "Lift a closure"),
        meaning: Phrase::of(
            "取消后，这些日期重新按工作日计算。",
            "These days count as working days again.",
        ),
        facts: vec![
            (Phrase::of("日期", "Days"), words.phrase(&days).to_owned()),
            (Phrase::of("原因", "Reason"), words.phrase(noted.closure.reason()).to_owned()),
        ],
        action: format!("/settings/closures/{number}/lifting"),
        back: "/settings/closures",
        reach: Reach::Centre(centre),
        proposal: Proposal::Lift(number),
    })
}

/// Lifts a closure.
pub(super) async fn lift(
    visit: Visit,
    Path(number): Path<i64>,
    submitted: Submitted,
) -> Result<Response, HallError> {
    let reason = submitted.data.text("reason").to_owned();
    let lifting = visit
        .act(Power::ManageCalendar, &submitted.once, move |act| lift_closure(act, number, &reason));
    match attempted(Ok(lifting)).await? {
        Ok(()) => {
            let message = Phrase::of("已取消闭馆，期限已重算。", "The closure is lifted.");
            Ok(visit.redirect("/settings/closures", &message))
        }
        Err(errors) => {
            let undoing = lifting_of(&visit, visit.centre()?, number).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            ask(&visit, status, undoing, &submitted.data, &errors).await
        }
    }
}
