//! `/queue/tickets/new`: a guide gives a ticket to whoever cannot or will not use the kiosk.

use super::{line_of_item, sealed_phone};
use crate::ground::Ground;
use crate::queue::actions::{self, Giver, TicketDone, TicketWish};
use crate::queue::state::LineState;
use crate::queue::{SERVE, door};
use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormData, FormErrors, FormView, OptionView};
use kit::shell::{Chrome, Face};
use kit::visit::{Submitted, query_pair};
use kit::{HallError, Phrase, Visit, Words};
use serde::Deserialize;
use threshold::ticket::Priority;

#[derive(Template)]
#[template(path = "queue/pages/given.html")]
struct GivenPage {
    chrome: Chrome,
    form: FormView,
    line: FieldView,
    priority: FieldView,
    text: FieldView,
    phone: FieldView,
    given: Option<GivenTicket>,
}

/// What was just given.
struct GivenTicket {
    number: String,
    page: String,
    slip: String,
}

/// The ticket that was just given.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::queue) struct Asked {
    given: String,
}

/// The form.
pub(in crate::queue) async fn new(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let (number, code) = asked.given.split_once('.').unwrap_or_default();
    let is_code = code.len() == 16 && code.bytes().all(|it| it.is_ascii_hexdigit());
    let is_number = threshold::ticket::Number::parse(number).is_ok();
    let given = (is_code && is_number).then(|| -> Result<GivenTicket, HallError> {
        let page = format!("/tickets/{}-{code}", visit.centre()?);
        let slip = format!("{page}/slip");
        Ok(GivenTicket { number: number.to_owned(), page, slip })
    });
    page(&visit, (&FormData::default(), &FormErrors::new()), given.transpose()?).await
}

async fn page(
    visit: &Visit,
    (typed, errors): (&FormData, &FormErrors),
    given: Option<GivenTicket>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let state = door::own(visit).await?;
    let open = state.lines.iter().filter(|it| it.record.is_open);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = GivenPage {
        chrome: visit.chrome(words.say("导办取号", "Give a ticket"), Face::Office),
        form: FormView::new("/queue/tickets", visit, errors),
        line: FieldView::new("line", words.say("办什么", "What for"))
            .options(open.map(|it| option(it, words)).collect())
            .value(typed.text("line"))
            .required()
            .fault(errors, words),
        priority: FieldView::new("priority", words.say("优先", "Priority"))
            .options(priorities(words))
            .value(if typed.has("priority") { typed.text("priority") } else { "ordinary" })
            .fault(errors, words),
        text: FieldView::new("priority_text", words.say("其他情形", "Other reason"))
            .value(typed.text("priority_text"))
            .fault(errors, words),
        phone: FieldView::new("phone", words.say("手机号（可不填）", "Phone (may be empty)"))
            .hint(
                words
                    .say("加密保存，只用于联系取号人。", "Kept sealed; only to reach the visitor."),
            )
            .value(typed.text("phone"))
            .fault(errors, words),
        given,
    };
    visit.page_with(status, &page)
}

fn option(line: &LineState, words: Words) -> OptionView {
    let name = line.record.title();
    let mut option = OptionView::new(
        &line.record.prefix,
        format!("{} {}", line.record.prefix, words.phrase(&name)),
    );
    option.hint = match line.minutes(line.waiting) {
        Some(minutes) => words.fill(
            "等候 {} 人，约 {} 分钟",
            "{} waiting, about {} min",
            &[&line.waiting, &minutes],
        ),
        None => words.fill("等候 {} 人，暂无窗口", "{} waiting, no window yet", &[&line.waiting]),
    };
    option
}

/// The priorities with their reasons.
fn priorities(words: Words) -> Vec<OptionView> {
    let plain = Priority::PLAIN.into_iter();
    plain
        .map(|it| OptionView::new(it.word(), words.phrase(&it.phrase())))
        .chain([OptionView::new("other", words.say("其他（写明）", "Other (say which)"))])
        .collect()
}

/// `POST /queue/tickets`
pub(in crate::queue) async fn create(visit: Visit, sent: Submitted) -> Result<Response, HallError> {
    match give(&visit, &sent).await {
        Ok(done) => {
            let given = query_pair("given", &format!("{}.{}", done.number, done.code));
            let message = Phrase::new(
                format!("已取号 {}。", done.number),
                format!("{} was given.", done.number),
            );
            Ok(visit.redirect(&format!("/queue/tickets/new?{given}"), &message))
        }
        Err(HallError::Invalid(errors)) => page(&visit, (&sent.data, &errors), None).await,
        Err(HallError::Breach { sentence, .. }) => {
            page(&visit, (&sent.data, &FormErrors::one("line", sentence)), None).await
        }
        Err(error) => Err(error),
    }
}

async fn give(visit: &Visit, sent: &Submitted) -> Result<TicketDone, HallError> {
    let (centre, ground) = (visit.centre()?, Ground::of_visit(visit).await?);
    let data = &sent.data;
    let priority = Priority::parse(data.text("priority"), data.text("priority_text"))
        .map_err(|breach| HallError::invalid("priority_text", breach.phrase()))?;
    let item: String = data.text("item").chars().take(32).collect();
    let line = match data.text("line") {
        "" => line_of_item(visit, &ground, (centre, &item)).await?,
        line => line.to_owned(),
    };
    let phone = sealed_phone(visit, data.text("phone"))?;
    let wish = TicketWish { line, priority, giver: Giver::Guide, item, phone };
    visit.act(SERVE, &sent.once, move |act| actions::take(act, &wish, &ground)).await
}
