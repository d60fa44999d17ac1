//! `/queue`: one's own window on one screen, for a clerk who calls all day.

use super::{deed_named, last_noun};
use crate::ground::{Ground, lines_of_window};
use crate::queue::actions::{self, Deed, Then, TicketDone, ticket_id};
use crate::queue::lines;
use crate::queue::record::{StateRecord, TicketRecord};
use crate::queue::state::QueueState;
use crate::queue::{SERVE, door};
use askama::Template;
use axum::extract::{OriginalUri, Path};
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormErrors, FormView, OptionView};
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit, Words};
use threshold::ticket::{Moved, Phase};

/// Lines that a window may serve, as the form asks for them.
const LINES_OF_WINDOW: usize = 4;

#[derive(Template)]
#[template(path = "queue/pages/desk.html")]
struct DeskPage {
    chrome: Chrome,
    form: FormView,
    window: String,
    window_name: String,
    is_open: bool,
    may_serve: bool,
    serves: Vec<String>,
    choices: Vec<FieldView>,
    current: Option<Current>,
    waits_for_me: usize,
    lines: Vec<LineRow>,
    parked: Vec<ParkedRow>,
    windows: Vec<WindowRow>,
    calls: Vec<CallRow>,
    total: String,
    closing: String,
    reasons: Vec<&'static str>,
}

/// Whom the window has called or is serving.
struct Current {
    number: String,
    path: String,
    is_called: bool,
    state: String,
    since: String,
    priority: String,
    misses: String,
    item: String,
    to_lines: Vec<(String, String)>,
    to_windows: Vec<(String, String)>,
}

struct LineRow {
    prefix: String,
    name: String,
    waiting: usize,
    is_mine: bool,
    windows: usize,
    next: String,
}

struct ParkedRow {
    number: String,
    path: String,
    reason: String,
    since: String,
    key: String,
}

struct WindowRow {
    label: String,
    clerk: String,
    lines: String,
    now: String,
}

struct CallRow {
    number: String,
    window: String,
    at: String,
    state: String,
}

/// `14:05`
pub(super) fn clock(at_ms: i64) -> String {
    let local = kit::words::local_time(at_ms);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// The page.
pub(in crate::queue) async fn show(visit: Visit) -> Result<Response, HallError> {
    page(&visit, &FormErrors::new()).await
}

async fn page(visit: &Visit, errors: &FormErrors) -> Result<Response, HallError> {
    let words = visit.words();
    let state = door::own(visit).await?;
    let own = state.ground().own(visit).cloned();
    let key = own.as_ref().map(|it| it.key.clone()).unwrap_or_default();
    let mine = state.window(&key);
    let open = mine.and_then(|it| it.open.as_ref());
    let serves: Vec<String> = open.map(|it| it.lines.clone()).unwrap_or_default();
    let suggested = match (&own, serves.is_empty()) {
        (Some(window), true) => {
            let lines: Vec<_> = state.lines.iter().map(|it| it.record.clone()).collect();
            lines_of_window(&lines, window)
        }
        _ => serves.clone(),
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = DeskPage {
        chrome: visit.chrome(words.say("排队叫号", "Call the next"), Face::Office),
        form: FormView::new("/queue/calls", visit, errors),
        window: own.as_ref().map(|it| words.phrase(&it.label()).to_owned()).unwrap_or_default(),
        window_name: own.as_ref().map(|it| words.phrase(&it.name).to_owned()).unwrap_or_default(),
        is_open: open.is_some(),
        may_serve: visit.may(SERVE),
        choices: choices(&state, &suggested, words),
        current: mine.and_then(|it| it.ticket.as_ref()).map(|it| current(&state, it, words)),
        waits_for_me: if key.is_empty() { 0 } else { state.waiting_for(&key) },
        lines: line_rows(&state, &serves, words),
        parked: parked_rows(visit, &state, &key),
        windows: window_rows(&state, words),
        calls: call_rows(&state, words),
        total: words.fill(
            "今日已办 {}，等候 {}",
            "{} served today, {} waiting",
            &[&state.served, &state.waiting()],
        ),
        closing: closing(&state, words),
        serves,
        reasons: vec![
            words.say("去补材料", "fetching papers"),
            words.say("去复印、拍照", "copying, photographs"),
            words.say("等系统恢复", "waiting for a system"),
            words.say("去缴费", "paying"),
        ],
    };
    visit.page_with(status, &page)
}

fn choices(state: &QueueState, suggested: &[String], words: Words) -> Vec<FieldView> {
    const LABELS: [(&str, &str); LINES_OF_WINDOW] =
        [("首先叫", "First"), ("其次叫", "Then"), ("再次", "Then"), ("最后", "Last")];
    (0..LINES_OF_WINDOW)
        .map(|at| {
            let mut options = Vec::new();
            if at > 0 {
                options.push(OptionView::new("", words.say("（不叫）", "(none)")));
            }
            let open = state.lines.iter().filter(|it| it.record.is_open);
            options.extend(open.map(|it| {
                let name = it.record.title();
                let label = format!("{} {}", it.record.prefix, words.phrase(&name));
                OptionView::new(&it.record.prefix, label)
            }));
            let (chinese, english) = LABELS[at];
            FieldView::new(format!("line_{}", at + 1), words.say(chinese, english))
                .options(options)
                .value(suggested.get(at).cloned().unwrap_or_default())
        })
        .collect()
}

fn current(state: &QueueState, ticket: &TicketRecord, words: Words) -> Current {
    let is_called = ticket.phase() == Phase::Called;
    let since = match &ticket.state {
        StateRecord::Called { again_at_ms, times, .. } => words.fill(
            "第 {} 次叫号 {}",
            "called {} time(s), last at {}",
            &[times, &clock(*again_at_ms)],
        ),
        StateRecord::Serving { since_ms, .. } => {
            words.fill("{} 开始", "since {}", &[&clock(*since_ms)])
        }
        _ => String::new(),
    };
    let priority = ticket.priority_phrase();
    let other_lines = state.lines.iter().filter(|it| it.record.is_open);
    let window = ticket.window();
    let other_windows = state.windows.iter().filter(|it| it.open.is_some());
    Current {
        number: ticket.number.clone(),
        path: format!("/queue/tickets/{}", ticket_id(state.day, &ticket.number)),
        is_called,
        state: words.phrase(&ticket.phase().phrase()).to_owned(),
        since,
        priority: if ticket.is_favoured() {
            words.phrase(&priority).to_owned()
        } else {
            String::new()
        },
        misses: if ticket.misses > 0 {
            words.fill("过号 {} 次", "missed {} time(s)", &[&ticket.misses])
        } else {
            String::new()
        },
        item: ticket.item.clone(),
        to_lines: other_lines
            .filter(|it| it.record.prefix != ticket.line)
            .map(|it| {
                let name = it.record.title();
                let label = format!("{} {}", it.record.prefix, words.phrase(&name));
                (it.record.prefix.clone(), label)
            })
            .collect(),
        to_windows: other_windows
            .filter(|it| it.window.key != window)
            .map(|it| {
                let (label, name) = (it.window.label(), &it.window.name);
                let label = format!("{} {}", words.phrase(&label), words.phrase(name));
                (it.window.key.clone(), label)
            })
            .collect(),
    }
}

fn line_rows(state: &QueueState, mine: &[String], words: Words) -> Vec<LineRow> {
    let row = |it: &crate::queue::state::LineState| LineRow {
        prefix: it.record.prefix.clone(),
        name: words.phrase(&it.record.title()).to_owned(),
        waiting: it.waiting,
        is_mine: mine.contains(&it.record.prefix),
        windows: it.windows,
        next: state.sequence(&it.record.prefix).into_iter().take(3).collect::<Vec<_>>().join(" "),
    };
    let mut rows: Vec<LineRow> =
        state.lines.iter().map(row).filter(|it| it.is_mine || it.waiting > 0).collect();
    rows.sort_by_key(|it| mine.iter().position(|own| *own == it.prefix).unwrap_or(usize::MAX));
    rows
}

fn parked_rows(visit: &Visit, state: &QueueState, window: &str) -> Vec<ParkedRow> {
    let row = |held: &&crate::queue::store::HeldTicket| {
        let StateRecord::Parked { reason, since_ms, .. } = &held.record.state else { return None };
        Some(ParkedRow {
            number: held.record.number.clone(),
            path: format!("/queue/tickets/{}", ticket_id(held.day, &held.record.number)),
            reason: reason.clone(),
            since: clock(*since_ms),
            key: visit.form_key(),
        })
    };
    state.parked(window).iter().filter_map(row).collect()
}

fn window_rows(state: &QueueState, words: Words) -> Vec<WindowRow> {
    let row = |it: &crate::queue::state::WindowState| {
        let open = it.open.as_ref()?;
        let now = it.ticket.as_ref().map_or_else(
            || words.say("空闲", "free").to_owned(),
            |ticket| format!("{} {}", ticket.number, words.phrase(&ticket.phase().phrase())),
        );
        Some(WindowRow {
            label: words.phrase(&it.window.label()).to_owned(),
            clerk: open.clerk_name.clone(),
            lines: open.lines.join(" "),
            now,
        })
    };
    state.windows.iter().filter_map(row).collect()
}

fn call_rows(state: &QueueState, words: Words) -> Vec<CallRow> {
    let row = |held: &crate::queue::store::HeldTicket| CallRow {
        number: held.record.number.clone(),
        window: match held.record.window() {
            "" => "—".to_owned(),
            key => words.phrase(&state.ground().label(key)).to_owned(),
        },
        at: clock(held.called_at_ms),
        state: words.phrase(&held.record.phase().phrase()).to_owned(),
    };
    state.calls.iter().map(row).collect()
}

fn closing(state: &QueueState, words: Words) -> String {
    match &state.closing {
        Some(waiting) if !waiting.is_empty() => words.fill(
            "下班时间已到，仍有 {} 人在等候：{}。请办完或说明，明早开始时未办的号失效。",
            "It is closing time and {} are still in the hall: {}. Serve them or tell them; what \
             is left lapses when the next day begins.",
            &[&waiting.len(), &waiting.join(" ")],
        ),
        _ => String::new(),
    }
}

/// Back to the desk; a refusal is shown on it.
async fn answered(
    visit: &Visit,
    outcome: Result<Phrase, HallError>,
) -> Result<Response, HallError> {
    match outcome {
        Ok(message) => Ok(visit.redirect("/queue", &message)),
        Err(HallError::Breach { sentence, .. }) => {
            page(visit, &FormErrors::one("", sentence)).await
        }
        Err(HallError::Invalid(errors)) => page(visit, &errors).await,
        Err(error) => Err(error),
    }
}

fn told(done: &TicketDone) -> Phrase {
    let number = &done.number;
    match done.phase.as_str() {
        "called" => Phrase::new(format!("已叫 {number}。"), format!("{number} was called.")),
        "serving" => Phrase::new(format!("{number} 开始办理。"), format!("{number} is served.")),
        "parked" => Phrase::new(format!("{number} 已暂存。"), format!("{number} is set aside.")),
        "served" => Phrase::new(format!("{number} 已办完。"), format!("{number} is finished.")),
        "waiting" => {
            Phrase::new(format!("{number} 已回到队列。"), format!("{number} is back in line."))
        }
        _ => Phrase::new(format!("{number} 已结束。"), format!("{number} has ended.")),
    }
}

/// `POST /queue/calls`
pub(in crate::queue) async fn call(visit: Visit, sent: Submitted) -> Result<Response, HallError> {
    let outcome = async {
        let window = Ground::of_visit(&visit).await?.seat(&visit)?;
        let work = move |act: &mut kit::db::Act<'_>| actions::call_next(act, &window.key);
        Ok(told(&visit.act(SERVE, &sent.once, work).await?))
    };
    let outcome = outcome.await;
    answered(&visit, outcome).await
}

/// `POST /queue/window/opening`
pub(in crate::queue) async fn open(visit: Visit, sent: Submitted) -> Result<Response, HallError> {
    let outcome = async {
        let ground = Ground::of_visit(&visit).await?;
        let window = ground.seat(&visit)?;
        let chosen: Vec<String> = (1..=LINES_OF_WINDOW)
            .map(|at| sent.data.text(&format!("line_{at}")).to_owned())
            .collect();
        let work = move |act: &mut kit::db::Act<'_>| {
            actions::open_window(act, &window.key, &chosen, &ground)
        };
        visit.act(SERVE, &sent.once, work).await?;
        Ok(Phrase::of("窗口已开。", "The window is open."))
    };
    let outcome = outcome.await;
    answered(&visit, outcome).await
}

/// `POST /queue/window/closure`
pub(in crate::queue) async fn close(visit: Visit, sent: Submitted) -> Result<Response, HallError> {
    let outcome = async {
        let window = Ground::of_visit(&visit).await?.seat(&visit)?;
        let reason = sent.data.text("reason").to_owned();
        let work =
            move |act: &mut kit::db::Act<'_>| actions::close_window(act, &window.key, &reason);
        visit.act(SERVE, &sent.once, work).await?;
        Ok(Phrase::of("窗口已关。", "The window is closed."))
    };
    let outcome = outcome.await;
    answered(&visit, outcome).await
}

/// `POST /queue/tickets/{ticket}/{deed}`
pub(in crate::queue) async fn act(
    visit: Visit,
    Path(name): Path<String>,
    OriginalUri(uri): OriginalUri,
    sent: Submitted,
) -> Result<Response, HallError> {
    let (day, number) = actions::parse_ticket_id(&name)?;
    let outcome = async {
        let ground = Ground::of_visit(&visit).await?;
        let to = match sent.data.text("to").split_once(':') {
            Some(("line", prefix)) => Moved::Line(lines::letters(prefix)?),
            Some(("window", key)) => Moved::Window(key.to_owned()),
            _ if last_noun(uri.path()) == "forwarding" => {
                let fault = Phrase::of("请选择转到哪里。", "Choose where it goes.");
                return Err(HallError::invalid("to", fault));
            }
            _ => Moved::Window(String::new()),
        };
        let deed = deed_named(last_noun(uri.path()), sent.data.text("reason"), to)?;
        let window = match (ground.own(&visit), &deed) {
            (Some(window), _) => window.key.clone(),
            (None, Deed::Leave) => String::new(),
            (None, _) => ground.seat(&visit)?.key,
        };
        let then = if sent.data.text("then") == "next" { Then::CallNext } else { Then::Stop };
        let work = move |act: &mut kit::db::Act<'_>| {
            actions::perform(act, (day, &number), &window, (&deed, then))
        };
        Ok(told(&visit.act(SERVE, &sent.once, work).await?))
    };
    let outcome = outcome.await;
    answered(&visit, outcome).await
}
