//! `/components`: every component of the design system on one page, in both languages.

use super::{Chrome, Face, assets, day_strip};
use crate::form::{FieldView, FormErrors, FormView, OptionView};
use crate::visit::Visit;
use crate::words::Words;
use crate::{HallError, Phrase};
use axum::extract::Query;
use axum::response::Response;
use calendar::{Limit, Pause, Pauses, WorkingCalendar};
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "components.html")]
struct ComponentsPage {
    chrome: Chrome,
    trail: Vec<(&'static str, &'static str)>,
    tabs: Vec<(&'static str, &'static str, bool)>,
    query: String,
    form: FormView,
    text: FieldView,
    faulty: FieldView,
    area: FieldView,
    select: FieldView,
    radios: FieldView,
    day: FieldView,
    tick: FieldView,
    steps: Vec<&'static str>,
    lights: Vec<(&'static str, &'static str)>,
    stale: Vec<(&'static str, &'static str, &'static str)>,
    strip: String,
    summary: String,
    icons: Vec<&'static str>,
}

/// What the filter row asks for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
}

/// The page.
pub(crate) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, HallError> {
    let words = visit.words();
    let mut errors = FormErrors::new();
    let fault = Phrase::of(
        "身份证号码应为 18 位，请核对后重新输入。",
        "An identity number has 18 characters; check it and enter it again.",
    );
    errors.add("identity", fault);
    let options = vec![
        OptionView::new("first", words.say("首次申领", "First issue")),
        OptionView::new("lost", words.say("遗失补领", "Lost, issued again")),
    ];
    let (strip, summary) = limit_with_a_pause(words);
    visit.page(&ComponentsPage {
        chrome: visit.chrome(words.say("界面组件", "Components"), Face::Office),
        trail: vec![("/", words.say("首页", "Home"))],
        tabs: vec![
            ("/components", words.say("全部", "All"), true),
            ("#form", words.say("表单", "Form"), false),
            ("#table-heading", words.say("列表", "Lists"), false),
        ],
        query: asked.q,
        form: FormView::new("/components", &visit, &errors),
        text: FieldView::new("name", words.say("姓名", "Name"))
            .hint(words.say("与身份证一致", "As on the identity card"))
            .required(),
        faulty: FieldView::new("identity", words.say("身份证号码", "Identity number"))
            .value("99012619601127641")
            .fault(&errors, words),
        area: FieldView::new("reason", words.say("理由", "Reason")),
        select: FieldView::new("kind", words.say("情形", "Situation"))
            .options(options.clone())
            .value("lost"),
        radios: FieldView::new("choice", words.say("情形（单选）", "Situation (one)"))
            .options(options),
        day: FieldView::new("day", words.say("出生日期", "Date of birth")),
        tick: FieldView::new("agreed", words.say("申请人已确认", "The applicant has confirmed")),
        steps: vec![
            words.say("申请人", "Applicant"),
            words.say("材料", "Papers"),
            words.say("确认", "Confirm"),
        ],
        lights: lights(words),
        stale: vec![(
            words.say("承诺时限", "Promised limit"),
            words.say("8 个工作日", "8 working days"),
            words.say("10 个工作日", "10 working days"),
        )],
        strip,
        summary,
        icons: assets::icon_names().collect(),
    })
}

fn lights(words: Words) -> Vec<(&'static str, &'static str)> {
    vec![
        ("green", words.say("还剩 5 个工作日", "5 working days left")),
        ("amber", words.say("今天截止", "Due today")),
        ("red", words.say("超承诺 2 个工作日", "2 working days past the promise")),
        ("black", words.say("超法定时限", "Past the legal limit")),
        ("paused", words.say("中止中：公示", "Paused: public notice")),
    ]
}

/// Eight working days with a pause, drawn and told.
fn limit_with_a_pause(words: Words) -> (String, String) {
    let day = |day| jiff::civil::date(2026, 11, day);
    let pauses = Pauses::of(Pause::new(day(26), day(30)));
    let calendar = WorkingCalendar::without_notices();
    let explanation = calendar::explain(day(23), Limit::working_days(8), &pauses, &calendar);
    let summary = words.phrase(&explanation.summary()).to_owned();
    (day_strip(&explanation, words), summary)
}
