//! Notices of the State Council: what was loaded, the form for a new one, and its confirmation.

use super::{NOTICE_BYTES_MAX, attempted, county, only_county};
use crate::settings::actions::{apply_everywhere, load_notices};
use crate::settings::notice_file::{self, About};
use crate::settings::store::{self, LoadedNotice};
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormData, FormErrors, FormView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit, Words};

#[derive(askama::Template)]
#[template(path = "settings/pages/notices.html")]
struct NoticesPage {
    chrome: Chrome,
    lines: Vec<NoticeLine>,
    missing: Option<String>,
    form: FormView,
    text: FieldView,
    year: FieldView,
    source: FieldView,
    may_load: bool,
}

/// A loading.
struct NoticeLine {
    number: i64,
    year: i16,
    days: String,
    source: String,
    loaded: String,
    state: &'static str,
    withdrawn: String,
    is_in_force: bool,
}

pub(super) async fn list(visit: Visit) -> Result<Response, HallError> {
    show(&visit, StatusCode::OK, &FormData::default(), &FormErrors::new()).await
}

/// The page, with what was typed and what was wrong with it.
pub(super) async fn show(
    visit: &Visit,
    status: StatusCode,
    typed: &FormData,
    errors: &FormErrors,
) -> Result<Response, HallError> {
    let county = county(visit);
    let loaded = visit.read(move |read| store::notices(read, county)).await?;
    let words = visit.words();
    let next = visit.today().year() + 1;
    let is_known = |year: i16| loaded.iter().any(|it| it.is_in_force && it.notice.year() == year);
    let missing = [next - 1, next].into_iter().filter(|year| !is_known(*year));
    let missing: Vec<String> = missing.map(|year| year.to_string()).collect();
    visit.page_with(
        status,
        &NoticesPage {
            chrome: visit.chrome(words.say("放假通知", "Notices of days off"), Face::Office),
            lines: lines(&loaded, words),
            missing: (!missing.is_empty()).then(|| missing.join(words.say("、", ", "))),
            form: FormView::new("/settings/notices/preview", visit, errors),
            text: FieldView::new("text", words.say("通知内容", "The notice"))
                .hint(words.say(
                    "粘贴国务院办公厅通知原文，或每行一天：2027-01-01 休 元旦。",
                    "Paste the State Council's own text, or one day a line: 2027-01-01 休 元旦.",
                ))
                .value(typed.text("text"))
                .fault(errors, words),
            year: FieldView::new("year", words.say("年份", "Year"))
                .hint(words.say("原文已写明年份的可不填", "Only where the text does not name it"))
                .value(typed.text("year"))
                .fault(errors, words),
            source: FieldView::new("source", words.say("来源", "Source"))
                .hint(words.say(
                    "文号或网址，如 国办发明电〔2026〕…号；JSON 文件已注明来源的可不填",
                    "Document number or address; not needed where a JSON file says it",
                ))
                .value(typed.text("source"))
                .fault(errors, words),
            may_load: visit.is_county(),
        },
    )
}

fn lines(loaded: &[LoadedNotice], words: Words) -> Vec<NoticeLine> {
    let line = |it: &LoadedNotice| NoticeLine {
        number: it.number,
        year: it.notice.year(),
        days: words.fill(
            "放假 {} 天，调休上班 {} 天",
            "{} days off, {} make-up days",
            &[&it.notice.days_off().len(), &it.notice.make_up_days().len()],
        ),
        source: it.notice.source().to_owned(),
        loaded: format!("{} {}", words.instant(it.loaded_at_ms), it.loaded_by),
        state: match &it.withdrawal {
            Some(_) => words.say("已撤销", "withdrawn"),
            None if it.is_in_force => words.say("现行", "in force"),
            None => words.say("已被替代", "replaced"),
        },
        withdrawn: it.withdrawal.as_ref().map_or_else(String::new, |withdrawal| {
            format!("{} {}：{}", words.instant(withdrawal.at_ms), withdrawal.by, withdrawal.reason)
        }),
        is_in_force: it.is_in_force,
    };
    loaded.iter().map(line).collect()
}

/// What the administrator confirmed on the preview.
pub(super) async fn load(visit: Visit, submitted: Submitted) -> Result<Response, HallError> {
    let county = only_county(&visit)?;
    let text = submitted.data.text("notices");
    let file = (text.len() <= NOTICE_BYTES_MAX)
        .then(|| notice_file::read(text, About::default()))
        .and_then(Result::ok)
        .ok_or_else(|| {
            HallError::breach(
                "没有收到预览过的通知内容，请重新导入。",
                "The notice that was previewed did not arrive. Import it again.",
            )
        })?;
    let seen = submitted.data.text("seen").to_owned();
    let notices = file.notices;
    let loading = visit.act_in(county, Power::ManageCalendar, &submitted.once, move |act| {
        load_notices(act, &notices, Some(&seen))
    });
    let loaded = match attempted(Ok(loading)).await? {
        Ok(loaded) => loaded,
        Err(errors) => {
            return show(&visit, StatusCode::UNPROCESSABLE_ENTITY, &submitted.data, &errors).await;
        }
    };
    let centres = apply_everywhere(&visit.hall).await?;
    let years: Vec<String> = loaded.years.iter().map(i16::to_string).collect();
    let message = Phrase::new(
        format!("已载入{}年放假通知，{centres}个中心的在办件期限已重算。", years.join("、")),
        format!(
            "The notice for {} is in force; {centres} centres recomputed their open work.",
            years.join(" and ")
        ),
    );
    Ok(visit.redirect("/settings/notices", &message))
}
