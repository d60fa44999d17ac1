//! What a notice says and would move, before it is confirmed.

use super::{EffectView, effect, only_county};
use crate::settings::effect::Reach;
use crate::settings::notice_file::{self, About, NoticeFile};
use crate::settings::reading::{Proposal, calendar_with, working_calendar};
use crate::settings::store;
use ::calendar::{DayKind, Notice, WorkingCalendar};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::Date;
use kit::db::CentreId;
use kit::form::{FormData, FormErrors, FormView};
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit, Words};

#[derive(askama::Template)]
#[template(path = "settings/pages/notice_preview.html")]
struct PreviewPage {
    chrome: Chrome,
    form: FormView,
    notices: Vec<NoticeView>,
    canonical: String,
    seen: String,
    unread: Vec<String>,
    effect: EffectView,
}

/// A notice that would be loaded.
struct NoticeView {
    year: i16,
    source: String,
    content: String,
    changes: Vec<ChangedDay>,
}

/// A day that would be another than before.
struct ChangedDay {
    day: String,
    before: String,
    after: String,
}

pub(super) async fn show(visit: Visit, submitted: Submitted) -> Result<Response, HallError> {
    let county = only_county(&visit)?;
    let mut typed = submitted.data.clone();
    match read_form(&submitted, &mut typed) {
        Ok(file) => preview(&visit, county, file).await,
        Err(errors) => {
            super::notices::show(&visit, StatusCode::UNPROCESSABLE_ENTITY, &typed, &errors).await
        }
    }
}

/// The notices in the file or, without one, in the text; a file's text is shown again where it
/// has to be corrected.
fn read_form(submitted: &Submitted, typed: &mut FormData) -> Result<NoticeFile, FormErrors> {
    let mut errors = FormErrors::new();
    if let Some(upload) = submitted.files.iter().find(|upload| upload.field == "file") {
        let text = errors.take("file", notice_file::decode(&upload.bytes));
        let others = typed.pairs().iter().filter(|(name, _)| name != "text").cloned();
        let text = text.map(|text| ("text".to_owned(), text));
        *typed = FormData::from_pairs(others.chain(text).collect());
    }
    let year = match typed.text("year") {
        "" => None,
        text => errors.take(
            "year",
            text.parse::<i16>().map_err(|_| {
                Phrase::of("年份应为四位数字，如 2027。", "The year has four figures, as in 2027.")
            }),
        ),
    };
    if !typed.has("text") && errors.is_empty() {
        let fault = Phrase::of("请选择文件或粘贴通知内容。", "Choose a file or paste the notice.");
        errors.add("text", fault);
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let about = About { year, source: typed.text("source") };
    notice_file::read(typed.text("text"), about).map_err(|faults| {
        let zh: Vec<&str> = faults.iter().map(|fault| fault.zh.as_ref()).collect();
        let en: Vec<&str> = faults.iter().map(|fault| fault.en.as_ref()).collect();
        let mut errors = FormErrors::new();
        errors.add("text", Phrase::new(zh.join("；"), en.join("; ")));
        errors
    })
}

async fn preview(visit: &Visit, county: CentreId, file: NoticeFile) -> Result<Response, HallError> {
    let proposal = Proposal::Load(file.notices.clone());
    let (seen, now, then) = visit
        .read(move |read| {
            let seen = store::versions(read, county)?.notices;
            let then = calendar_with(read, county, Some(&proposal))?;
            Ok((seen, working_calendar(read, county)?, then))
        })
        .await?;
    let words = visit.words();
    let notices = file.notices.iter().map(|notice| view(notice, &now, &then, words)).collect();
    let canonical = notice_file::to_json(&file.notices)?;
    let moved = effect(visit, Reach::County(county), Proposal::Load(file.notices)).await?;
    visit.page(&PreviewPage {
        chrome: visit.chrome(words.say("载入前核对", "Check before loading"), Face::Office),
        form: FormView::new("/settings/notices", visit, &FormErrors::new()),
        notices,
        canonical,
        seen,
        unread: file.unread,
        effect: EffectView::of(visit, &moved).await?,
    })
}

fn view(
    notice: &Notice,
    now: &WorkingCalendar,
    then: &WorkingCalendar,
    words: Words,
) -> NoticeView {
    let year = notice.year();
    let days = Date::new(year - 1, 12, 1)
        .into_iter()
        .flat_map(|first| first.series(1.day()).take_while(|day| day.year() <= year));
    let said = |kind: &DayKind| words.phrase(&kind.phrase()).to_owned();
    let changes = days
        .filter_map(|day| {
            let (before, after) = (now.day_kind(day), then.day_kind(day));
            (before != after).then(|| ChangedDay {
                day: words.date_and_weekday(day),
                before: said(&before),
                after: said(&after),
            })
        })
        .collect();
    NoticeView {
        year,
        source: notice.source().to_owned(),
        content: words.fill(
            "放假 {} 天，调休上班 {} 天，全年 {} 个工作日",
            "{} days off, {} make-up days, {} working days in the year",
            &[&notice.days_off().len(), &notice.make_up_days().len(), &then.working_days_in(year)],
        ),
        changes,
    }
}
