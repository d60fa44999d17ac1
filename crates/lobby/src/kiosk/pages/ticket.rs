//! `/centres/{centre}/kiosk/tickets`: taking a ticket on a touch screen, in three touches.

use crate::kiosk::Kiosk;
use crate::tickets::TicketFace;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use kit::form::FormData;
use kit::shell::Chrome;
use kit::visit::{Submitted, query_pair, see_other};
use kit::{HallError, Visit, Words};
use reception::queue::door::{self as queue, LineState, Matter};
use rulebook::breach::Breach;
use serde::Deserialize;
use threshold::ticket::Priority;

#[derive(Template)]
#[template(path = "kiosk/pages/ticket_lines.html")]
struct LinesPage {
    chrome: Chrome,
    root: String,
    /// When the hall opens, where it has not yet.
    opening: String,
    offered: Vec<LineRow>,
    closed: Vec<LineRow>,
}

#[derive(Template)]
#[template(path = "kiosk/pages/ticket_new.html")]
struct NewPage {
    chrome: Chrome,
    root: String,
    key: String,
    matter: (&'static str, String),
    line: LineRow,
    is_choosing: bool,
    favoured: String,
    reasons: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "kiosk/pages/ticket.html")]
struct TicketPage {
    chrome: Chrome,
    root: String,
    ticket: TicketFace,
}

/// A line as it is offered, or why not.
struct LineRow {
    href: String,
    prefix: String,
    name: String,
    hint: String,
}

impl LineRow {
    fn of(line: &LineState, root: &str, words: Words) -> Self {
        let hint = match (&line.offer, line.minutes(line.waiting)) {
            (Err(breach), _) => words.phrase(&breach.phrase()).to_owned(),
            (Ok(()), _) if line.waiting == 0 => words.say("不用等", "no waiting").to_owned(),
            (Ok(()), Some(minutes)) => words.fill(
                "等候 {} 人，约 {} 分钟",
                "{} waiting, about {} min",
                &[&line.waiting, &minutes],
            ),
            (Ok(()), None) => words.fill("等候 {} 人", "{} waiting", &[&line.waiting]),
        };
        Self {
            href: format!("{root}/tickets/new?{}", query_pair("line", &line.record.prefix)),
            prefix: line.record.prefix.clone(),
            name: words.phrase(&line.record.title()).to_owned(),
            hint,
        }
    }
}

/// The choice of a line.
pub(in crate::kiosk) async fn lines(
    visit: Visit,
    Path(centre): Path<i64>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let kiosk = Kiosk::in_centre(&visit, centre).await?;
    let state = queue::now(&visit.hall, kiosk.centre.id).await?;
    let rows = |is_offered: bool| {
        let fits = move |it: &&LineState| it.offer.is_ok() == is_offered && it.record.is_open;
        let lines = state.lines.iter().filter(fits);
        lines.map(|it| LineRow::of(it, &kiosk.root, words)).collect()
    };
    visit.page(&LinesPage {
        chrome: kiosk.chrome(&visit, words.say("取号：办什么事？", "A ticket: what for?")),
        opening: if state.lines.iter().any(|it| it.offer == Err(Breach::BeforeOpening)) {
            words.fill(
                "还没有开门，{} 点开始取号。",
                "The hall is not open yet; tickets are given from {} o'clock.",
                &[&state.opening_hour],
            )
        } else {
            String::new()
        },
        offered: rows(true),
        closed: rows(false),
        root: kiosk.root.clone(),
    })
}

/// What the visitor chose.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::kiosk) struct Asked {
    line: String,
    item: String,
    priority: String,
}

/// The line chosen, or found by an item; the priority is asked for by two plain buttons.
pub(in crate::kiosk) async fn new(
    visit: Visit,
    Path(centre): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let kiosk = Kiosk::in_centre(&visit, centre).await?;
    let state = queue::now(&visit.hall, kiosk.centre.id).await?;
    let line = if asked.item.is_empty() {
        state.line(&asked.line).cloned()
    } else {
        queue::line_for_item(&visit, &state, (kiosk.centre.id, &asked.item)).await?
    };
    let Some(line) = line else { return Ok(see_other(&format!("{}/tickets", kiosk.root))) };
    if line.offer.is_err() {
        // The list says why, in the visitor's words.
        return Ok(see_other(&format!("{}/tickets", kiosk.root)));
    }
    let matter = if asked.item.is_empty() {
        ("line", line.record.prefix.clone())
    } else {
        ("item", asked.item.clone())
    };
    let favoured =
        format!("{}/tickets/new?{}&priority=choose", kiosk.root, query_pair(matter.0, &matter.1));
    let reasons = Priority::PLAIN
        .into_iter()
        .filter(|it| !matches!(it, Priority::Ordinary | Priority::Appointment))
        .map(|it| (it.word(), words.phrase(&it.phrase()).to_owned()))
        .collect();
    visit.page(&NewPage {
        chrome: kiosk.chrome(&visit, words.say("取号", "Take a ticket")),
        key: visit.form_key(),
        is_choosing: asked.priority == "choose",
        line: LineRow::of(&line, &kiosk.root, words),
        root: kiosk.root,
        matter,
        favoured,
        reasons,
    })
}

fn chosen(form: &FormData) -> Result<(Matter, Priority), HallError> {
    let priority = Priority::parse(form.text("priority"), "")
        .map_err(|breach| HallError::refused(breach.phrase(), breach.basis()))?;
    let matter = match form.text("item") {
        "" => Matter::Line(form.text("line").chars().take(2).collect()),
        item => Matter::Item(item.chars().take(32).collect()),
    };
    Ok((matter, priority))
}

/// `POST /centres/{centre}/kiosk/tickets`
pub(in crate::kiosk) async fn take(
    visit: Visit,
    Path(centre): Path<i64>,
    sent: Submitted,
) -> Result<Response, HallError> {
    let kiosk = Kiosk::in_centre(&visit, centre).await?;
    let chosen = chosen(&sent.data)?;
    let done = queue::take_at_kiosk(&visit, kiosk.centre.id, chosen, &sent.once).await?;
    Ok(see_other(&format!("{}/tickets/{}", kiosk.root, done.code)))
}

/// The ticket that was taken: number, place, QR code, print.
pub(in crate::kiosk) async fn show(
    visit: Visit,
    Path((centre, code)): Path<(i64, String)>,
) -> Result<Response, HallError> {
    let kiosk = Kiosk::in_centre(&visit, centre).await?;
    let ticket = TicketFace::of(&visit.hall, (kiosk.centre.id, &code), visit.words()).await?;
    visit.page(&TicketPage {
        chrome: kiosk.chrome(&visit, visit.words().say("您的号", "Your ticket")),
        root: kiosk.root,
        ticket,
    })
}
