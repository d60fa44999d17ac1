//! `/components`: every component of the design system in both languages, with a page for each
//! face: the office, the public and the kiosk.

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
    file: FieldView,
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
        tabs: faces(words, "/components"),
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
        file: FieldView::new("scan", words.say("材料扫描件", "Scan of the paper"))
            .hint(words.say("PDF 或图片，不超过 10 MB", "PDF or picture, at most 10 MB")),
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

/// A tab for each face; the one that is shown is marked.
fn faces(words: Words, shown: &str) -> Vec<(&'static str, &'static str, bool)> {
    [
        ("/components", words.say("办公页面", "Office")),
        ("/components/public", words.say("公众页面", "Public")),
        ("/components/kiosk", words.say("自助终端", "Kiosk")),
    ]
    .map(|(href, label)| (href, label, href == shown))
    .to_vec()
}

/// Where a resident begins: icon, what it is called, what stands below it.
type Entrance = (&'static str, &'static str, &'static str);

fn entrances(words: Words) -> Vec<Entrance> {
    vec![
        ("search", words.say("查办事指南", "Find a service"), words.say("104 项", "104 items")),
        ("ticket", words.say("取号", "Take a ticket"), words.say("前面 3 人", "3 before you")),
        ("clock", words.say("查进度", "Progress"), words.say("凭办件编号", "By case number")),
    ]
}

#[derive(askama::Template)]
#[template(path = "components_public.html")]
struct PublicPage {
    chrome: Chrome,
    tabs: Vec<(&'static str, &'static str, bool)>,
    entrances: Vec<Entrance>,
    number: FieldView,
}

/// The public face.
pub(crate) async fn public(visit: Visit) -> Result<Response, HallError> {
    let words = visit.words();
    visit.page(&PublicPage {
        chrome: visit.chrome(words.say("公众页面组件", "Public components"), Face::Public),
        tabs: faces(words, "/components/public"),
        entrances: entrances(words),
        number: FieldView::new("q", words.say("办件编号", "Case number"))
            .hint(words.say("在受理回执上", "On your receipt")),
    })
}

#[derive(askama::Template)]
#[template(path = "components_kiosk.html")]
struct KioskPage {
    chrome: Chrome,
    entrances: Vec<Entrance>,
    digits: [[&'static str; 3]; 3],
}

/// The face of the kiosk.
pub(crate) async fn kiosk(visit: Visit) -> Result<Response, HallError> {
    let words = visit.words();
    visit.page(&KioskPage {
        chrome: visit.chrome(words.say("自助终端组件", "Kiosk components"), Face::Kiosk),
        entrances: entrances(words),
        digits: [["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"]],
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
