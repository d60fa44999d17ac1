//! `/components`: every component of the design system on one page, in both languages.

use super::{Chrome, Face};
use crate::form::{FieldView, FormErrors, FormView, OptionView};
use crate::visit::Visit;
use crate::{HallError, Phrase};
use axum::response::Response;

#[derive(askama::Template)]
#[template(path = "components.html")]
struct ComponentsPage {
    chrome: Chrome,
    form: FormView,
    text: FieldView,
    faulty: FieldView,
    area: FieldView,
    select: FieldView,
    radios: FieldView,
    lights: Vec<(&'static str, &'static str)>,
}

/// The page.
pub(crate) async fn show(visit: Visit) -> Result<Response, HallError> {
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
    visit.page(&ComponentsPage {
        chrome: visit.chrome(words.say("界面组件", "Components"), Face::Office),
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
        lights: vec![
            ("green", words.say("正常 · 还剩 5 个工作日", "On time · 5 working days left")),
            ("amber", words.say("临期 · 今天截止", "Due soon · due today")),
            ("red", words.say("超承诺 2 个工作日", "2 working days past the promise")),
            ("black", words.say("超法定时限", "Past the legal limit")),
            ("paused", words.say("中止中：公示", "Paused: public notice")),
        ],
    })
}
