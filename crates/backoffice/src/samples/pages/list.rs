//! `/denials/samples`: draws of denials, what was drawn, and what a second look found.

use crate::samples::actions::{self, Wanted};
use crate::samples::store::{self, Draw, Sample};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::Date;
use kit::form::{FieldView, FormData, FormErrors, FormView, OptionView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};
use rulebook::case::Reexamination;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "samples/pages/list.html")]
struct ListPage {
    chrome: Chrome,
    form: FormView,
    from: FieldView,
    to: FieldView,
    share: FieldView,
    seed: FieldView,
    draws: Vec<DrawView>,
    findings: Vec<OptionView>,
    may_review: bool,
    older: String,
}

struct DrawView {
    draw: i64,
    heading: String,
    seed: String,
    samples: Vec<SampleView>,
}

struct SampleView {
    number: String,
    /// What was found; empty before.
    finding: String,
    note: String,
    /// When and by whom.
    by: String,
}

/// Where the list goes on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::samples) struct Asked {
    below: String,
}

const PAGE: u32 = 10;
/// Where the page keeps which denial a refused finding was about.
const SAMPLE: &str = "sample";

fn place(draw: i64, number: &str) -> String {
    format!("{draw} {number}")
}

/// The share that is likely, in a hundred.
const SHARE: &str = "20";

/// The list.
pub(in crate::samples) async fn show(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let below = asked.below.parse().unwrap_or(i64::MAX);
    let none = (FormData::default(), FormErrors::new());
    page(&visit, below, &none, StatusCode::OK).await
}

async fn page(
    visit: &Visit,
    below: i64,
    (typed, errors): &(FormData, FormErrors),
    status: StatusCode,
) -> Result<Response, HallError> {
    let (centre, words) = (visit.centre()?, visit.words());
    let draws = visit.read(move |read| store::draws(read, centre, below, PAGE)).await?;
    let last = draws.last().filter(|_| draws.len() == PAGE as usize);
    let older =
        last.map_or_else(String::new, |it| format!("/denials/samples?below={}", it.ordinal));
    let field = |name: &'static str, label: &str, likely: &str| {
        let sent = typed.pairs().iter().any(|(it, _)| it == name);
        let value = if sent { typed.text(name) } else { likely };
        FieldView::new(name, label.to_owned()).value(value.to_owned()).fault(errors, words)
    };
    let today = visit.today();
    let month = today.saturating_sub(1.month()).to_string();
    let seed = field("seed", words.say("种子", "Seed"), "");
    let hint = words.say(
        "可填公开摇号的号码；不填由系统随机产生",
        "a number drawn in public; left empty, the house draws one",
    );
    let finding = |it: &Reexamination| OptionView::new(it.word(), words.phrase(&it.phrase()));
    visit.page_with(
        status,
        &ListPage {
            chrome: visit.chrome(words.say("否定件抽查复核", "Samples of denials"), Face::Office),
            form: FormView::new("/denials/samples", visit, errors),
            from: field("from", words.say("决定日期从", "Decided from"), &month).required(),
            to: field("to", words.say("至", "to"), &today.to_string()).required(),
            share: field("share", words.say("抽查比例（%）", "Share (%)"), SHARE).required(),
            seed: seed.hint(hint.to_owned()),
            draws: draws.iter().map(|it| draw_view(visit, it, typed)).collect(),
            findings: Reexamination::ALL.iter().map(finding).collect(),
            may_review: visit.may(Power::ReviewDenials),
            older,
        },
    )
}

fn draw_view(visit: &Visit, it: &Draw, typed: &FormData) -> DrawView {
    let words = visit.words();
    let day = |text: &str| text.parse::<Date>().map(|day| words.date(day)).unwrap_or_default();
    let heading = words.fill(
        "第 {} 次抽查：{}至{}，{} 件中抽取 {} 件（{}%）",
        "Draw {}: {} to {}, of {} drawn {} ({} %)",
        &[&it.ordinal, &day(&it.from), &day(&it.to), &it.pool, &it.samples.len(), &it.share],
    );
    let at = words.instant(it.at_ms);
    let seed = words.fill("种子 {}；{} {}", "seed {}; {} {}", &[&it.seed, &at, &it.by]);
    let sample = |sample: &Sample| {
        let is_again = typed.text(SAMPLE) == place(it.ordinal, &sample.number);
        let view = sample_view(visit, sample);
        if is_again { SampleView { note: typed.text("note").to_owned(), ..view } } else { view }
    };
    let samples = it.samples.iter().map(sample).collect();
    DrawView { draw: it.ordinal, heading, seed, samples }
}

fn sample_view(visit: &Visit, it: &Sample) -> SampleView {
    let words = visit.words();
    let finding = Reexamination::from_word(&it.finding).map(Reexamination::phrase);
    let by = if it.finding.is_empty() {
        String::new()
    } else {
        format!("{} {}", words.instant(it.at_ms), it.by)
    };
    SampleView {
        number: it.number.clone(),
        finding: finding.map(|it| words.phrase(&it).to_owned()).unwrap_or_default(),
        note: it.note.clone(),
        by,
    }
}

/// What a form or a program asks for.
pub(in crate::samples) fn wanted(
    visit: &Visit,
    (from, to): (&str, &str),
    share: &str,
    seed: &str,
) -> Result<Wanted, HallError> {
    let mut errors = FormErrors::new();
    let day = |text: &str| -> Result<Date, Phrase> {
        text.trim().parse().map_err(|_| {
            Phrase::of("请填写日期，例如 2026-12-01。", "Enter a day, such as 2026-12-01.")
        })
    };
    let (from, to) = (errors.take("from", day(from)), errors.take("to", day(to)));
    let parsed: Option<u8> = share.trim().parse().ok().filter(|it| (1..=100).contains(it));
    let fault = Phrase::of("请填写 1 至 100 的整数。", "Enter a whole number from 1 to 100.");
    let share = errors.take("share", parsed.ok_or(fault));
    let seed = match seed.trim() {
        "" => kit::clock::random_hex(&*visit.hall.randomness, 16),
        text => text.chars().take(64).collect(),
    };
    match (from, to, share) {
        (Some(from), Some(to), Some(share)) => Ok(Wanted { from, to, share, seed }),
        _ => Err(HallError::Invalid(errors)),
    }
}

/// Draws denials by lot.
pub(in crate::samples) async fn draw(visit: Visit, form: Submitted) -> Result<Response, HallError> {
    let text = |name: &str| form.data.text(name).to_owned();
    let (from, to) = (text("from"), text("to"));
    let drawn = match wanted(&visit, (&from, &to), &text("share"), &text("seed")) {
        Ok(wanted) => {
            let work = move |act: &mut kit::db::Act<'_>| actions::draw(act, &wanted);
            visit.act(Power::ReviewDenials, &form.once, work).await
        }
        Err(error) => Err(error),
    };
    let done = Phrase::of("已抽取。", "Drawn.");
    match drawn {
        Ok(_) => Ok(visit.redirect("/denials/samples", &done)),
        Err(error) => again(&visit, form.data, error).await,
    }
}

/// The page again with what was typed, where something was refused in words.
async fn again(visit: &Visit, typed: FormData, error: HallError) -> Result<Response, HallError> {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    let errors = match error {
        HallError::Invalid(errors) => errors,
        error @ HallError::Breach { .. } => FormErrors::one("", error.sentence()),
        error => return Err(error),
    };
    page(visit, i64::MAX, &(typed, errors), status).await
}

/// A finding by its word.
pub(in crate::samples) fn finding(word: &str) -> Result<Reexamination, HallError> {
    Reexamination::from_word(word).ok_or_else(|| {
        HallError::invalid("finding", Phrase::of("请选择复核结论。", "Choose what was found."))
    })
}

/// Records what a second look found.
pub(in crate::samples) async fn examine(
    visit: Visit,
    Path((draw, number)): Path<(String, String)>,
    form: Submitted,
) -> Result<Response, HallError> {
    let draw: i64 = draw.parse().unwrap_or(0);
    let mut typed = form.data.pairs().to_vec();
    typed.push((SAMPLE.to_owned(), place(draw, &number)));
    let note = form.data.text("note").to_owned();
    let examined = match finding(form.data.text("finding")) {
        Ok(finding) => {
            let work = move |act: &mut kit::db::Act<'_>| {
                actions::examine(act, (draw, &number), finding, &note)
            };
            visit.act(Power::ReviewDenials, &form.once, work).await
        }
        Err(error) => Err(error),
    };
    let done = Phrase::of("已登记。", "Recorded.");
    match examined {
        Ok(()) => Ok(visit.redirect("/denials/samples", &done)),
        Err(error) => again(&visit, FormData::from_pairs(typed), error).await,
    }
}
