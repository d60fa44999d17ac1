//! The acts of the queue. Acts of a centre come one after another, and each looks at the queue as
//! it stands inside its own transaction: whatever two clerks, a double click or a retry do, one
//! ticket goes to one window.

use super::events::{LinesSet, ServiceEnded, TicketMoved, WindowTurned};
use super::record::{LineRecord, StateRecord, TicketRecord};
use super::store::{self, HeldLine, HeldTicket, OpenWindow};
use crate::ground::Ground;
use jiff::civil::Date;
use kit::clock::day_of;
use kit::db::{Act, CentreId, Read};
use kit::journal::{Committed, NewEntry, Subject, commit};
use kit::{HallError, Phrase};
use office::settings::door::{self as settings, Parameter};
use rulebook::breach::Breach;
use serde::{Deserialize, Serialize};
use threshold::ticket::order::{Desk, Standing, behind_others, next};
use threshold::ticket::{Moved, Number, Prefix, Priority, Seat, Slip, Ticket};

/// Who gives a ticket (取号渠道).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Giver {
    /// The visitor, at the kiosk: only what is served now.
    Kiosk,
    /// 导办: somebody of the staff, also before the windows open.
    Guide,
}

/// A ticket asked for.
#[derive(Clone, Debug)]
pub struct TicketWish {
    /// Letters of the line.
    pub line: String,
    /// Priority with its reason.
    pub priority: Priority,
    /// Who gives it.
    pub giver: Giver,
    /// Item code, where one was chosen.
    pub item: String,
    /// Phone, sealed; empty for none.
    pub phone: String,
}

/// A ticket as it was given, or as it stands after an act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketDone {
    /// Its day.
    pub day: Date,
    /// The number.
    pub number: String,
    /// What is printed on it; nobody can guess it.
    pub code: String,
    /// Word of its state.
    pub phase: String,
}

impl TicketDone {
    fn of(day: Date, record: &TicketRecord) -> Self {
        Self {
            day,
            number: record.number.clone(),
            code: record.code.clone(),
            phase: record.phase().word().to_owned(),
        }
    }
}

/// What a window does with a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// 重呼
    CallAgain,
    /// 开始办理
    Begin,
    /// 过号
    Miss,
    /// 暂存
    Park(String),
    /// 取回
    TakeBack,
    /// 转办
    Forward(Moved),
    /// 办完
    Finish,
    /// 取消, at the desk of a guide.
    Leave,
}

/// What follows a deed in the same act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Nothing.
    Stop,
    /// 叫下一位, where somebody waits.
    CallNext,
}

/// The refusal of a rule.
pub(super) fn no(breach: Breach) -> HallError {
    HallError::refused(breach.phrase(), breach.basis())
}

/// There is no such ticket.
pub(super) fn no_ticket() -> HallError {
    HallError::not_found("没有这个号。", "There is no such ticket.")
}

fn subject(day: Date, number: &str) -> Subject {
    Subject::new("ticket", ticket_id(day, number))
}

/// How a ticket is named in addresses and in the journal: `20261123-A001`.
pub fn ticket_id(day: Date, number: &str) -> String {
    format!("{:04}{:02}{:02}-{number}", day.year(), day.month(), day.day())
}

/// Day and number of a named ticket.
///
/// # Errors
/// `NotFound` where the name names none.
pub fn parse_ticket_id(text: &str) -> Result<(Date, String), HallError> {
    let (day, number) = text.split_once('-').ok_or_else(no_ticket)?;
    let is_day = day.len() == 8 && day.bytes().all(|it| it.is_ascii_digit());
    let parts = is_day.then(|| (day[..4].parse(), day[4..6].parse(), day[6..].parse()));
    let Some((Ok(year), Ok(month), Ok(day))) = parts else { return Err(no_ticket()) };
    let day = Date::new(year, month, day).map_err(|_| no_ticket())?;
    let number = Number::parse(number).map_err(|_| no_ticket())?;
    Ok((day, number.to_string()))
}

/// The lines of a centre: its own, or the shipped ones.
pub(super) fn lines(
    read: &mut dyn Read,
    centre: CentreId,
    ground: &Ground,
) -> Result<Vec<HeldLine>, HallError> {
    let own = store::lines(read, centre)?;
    if !own.is_empty() {
        return Ok(own);
    }
    let shipped = |record: &LineRecord| HeldLine { record: record.clone(), version: 0 };
    Ok(ground.lines.iter().map(shipped).collect())
}

/// The entry that writes the shipped lines down, where they are not yet.
pub(super) fn written_down(
    centre: CentreId,
    lines: &[HeldLine],
) -> Result<Vec<NewEntry>, HallError> {
    if lines.iter().any(|it| it.version > 0) {
        return Ok(Vec::new());
    }
    let facts = LinesSet { lines: lines.iter().map(|it| it.record.clone()).collect() };
    Ok(vec![NewEntry::new(Subject::new("centre", centre), "queue.lines_set", &facts)?])
}

/// Whether the hall has closed for the day.
pub(super) fn is_after_closing(
    read: &mut dyn Read,
    centre: CentreId,
    now_ms: i64,
) -> Result<bool, HallError> {
    let closing = settings::parameters(read, centre)?.get(Parameter::ClosingHour);
    Ok(i64::from(kit::words::local_time(now_ms).hour()) >= closing)
}

/// Whether the hall has not opened yet.
pub(super) fn is_before_opening(
    read: &mut dyn Read,
    centre: CentreId,
    now_ms: i64,
) -> Result<bool, HallError> {
    let opening = settings::parameters(read, centre)?.get(Parameter::OpeningHour);
    Ok(i64::from(kit::words::local_time(now_ms).hour()) < opening)
}

/// 取号
///
/// # Errors
/// As [`ticket_for`].
pub fn take(
    act: &mut Act<'_>,
    wish: &TicketWish,
    ground: &Ground,
) -> Result<Committed<TicketDone>, HallError> {
    let now_ms = act.now_ms();
    let (entries, done) = ticket_for(act, wish, ground, now_ms)?;
    commit(act, entries, done)
}

/// The entries that give a ticket whose place counts from an instant, for whoever gives it
/// together with something else.
///
/// # Errors
/// Where the line is not in use or, at the kiosk, served by nobody, not open yet or closed for the
/// day.
pub fn ticket_for(
    act: &mut Act<'_>,
    wish: &TicketWish,
    ground: &Ground,
    from_ms: i64,
) -> Result<(Vec<NewEntry>, TicketDone), HallError> {
    let (centre, now_ms) = (act.centre(), act.now_ms());
    let day = day_of(now_ms);
    let lines = lines(act, centre, ground)?;
    let line = lines.iter().find(|it| it.record.prefix == wish.line && it.record.is_open);
    let line = line.ok_or_else(|| no(Breach::LineClosed))?;
    if wish.giver == Giver::Kiosk {
        if is_before_opening(act, centre, now_ms)? {
            return Err(no(Breach::BeforeOpening));
        }
        if is_after_closing(act, centre, now_ms)? {
            return Err(no(Breach::AfterClosing));
        }
        let windows = store::open_windows(act, centre, day)?;
        if !windows.iter().any(|it| it.lines.contains(&wish.line)) {
            return Err(no(Breach::LineUnserved));
        }
    }
    let prefix = line.record.letters()?;
    let serial = store::last_serial(act, centre, (day, &wish.line))? + 1;
    let number = Number { prefix, serial };
    let priority = wish.priority.clone();
    let slip = Slip { number, line: prefix, priority, taken_at_ms: now_ms, misses: 0 };
    let record = TicketRecord {
        number: number.to_string(),
        code: act.random_hex(8),
        line: wish.line.clone(),
        priority: wish.priority.word().to_owned(),
        priority_text: wish.priority.text().to_owned(),
        taken_at_ms: now_ms,
        misses: 0,
        item: wish.item.clone(),
        phone: wish.phone.clone(),
        state: super::record::state_of(&Ticket::take_at(slip, from_ms)),
    };
    let mut entries = written_down(centre, &lines)?;
    let done = TicketDone::of(day, &record);
    entries.push(moved(day, &record, "queue.ticket_taken")?);
    Ok((entries, done))
}

fn moved(day: Date, record: &TicketRecord, action: &'static str) -> Result<NewEntry, HallError> {
    let facts =
        TicketMoved { day, ticket: record.clone(), line_row: None, window_row: None, served: None };
    NewEntry::new(subject(day, &record.number), action, &facts)
}

/// 开窗, or another choice of lines at an open window.
///
/// # Errors
/// Where a line is not in use, or none was chosen.
pub fn open_window(
    act: &mut Act<'_>,
    window: &str,
    chosen: &[String],
    ground: &Ground,
) -> Result<Committed<()>, HallError> {
    let (centre, day) = (act.centre(), day_of(act.now_ms()));
    let lines = lines(act, centre, ground)?;
    let mut letters: Vec<String> = Vec::new();
    for prefix in chosen.iter().filter(|it| !it.is_empty()) {
        let is_in_use = lines.iter().any(|it| it.record.prefix == *prefix && it.record.is_open);
        if !is_in_use {
            return Err(no(Breach::LineClosed));
        }
        if !letters.contains(prefix) {
            letters.push(prefix.clone());
        }
    }
    if letters.is_empty() {
        let fault = Phrase::of("请至少选择一个队列。", "Choose one line at least.");
        return Err(HallError::invalid("line_1", fault));
    }
    let mut entries = written_down(centre, &lines)?;
    let (window, reason) = (window.to_owned(), String::new());
    let facts = WindowTurned { window, day, lines: letters, reason };
    let about = Subject::new("queue_window", &facts.window);
    entries.push(NewEntry::new(about, "queue.window_opened", &facts)?);
    commit(act, entries, ())
}

/// 关窗: whoever waits for exactly this window goes back into the line.
///
/// # Errors
/// `WindowShut`; `WindowBusy` while somebody is called or served there.
pub fn close_window(
    act: &mut Act<'_>,
    window: &str,
    reason: &str,
) -> Result<Committed<()>, HallError> {
    let (centre, day) = (act.centre(), day_of(act.now_ms()));
    let open = window_open_today(act, centre, (day, window))?;
    let tickets = store::open_tickets(act, centre, day)?;
    if at_window(&tickets, window).is_some() {
        return Err(no(Breach::WindowBusy));
    }
    let reason = reason.trim().chars().take(200).collect();
    let facts = WindowTurned { window: window.to_owned(), day, lines: open.lines, reason };
    let about = Subject::new("queue_window", window);
    let mut entries = vec![NewEntry::new(about, "queue.window_closed", &facts)?];
    for held in tickets.iter().filter(|it| it.record.window() == window) {
        let ticket = held.record.ticket()?.release().map_err(no)?;
        entries.push(moved(day, &held.record.moved(&ticket), "queue.released")?);
    }
    commit(act, entries, ())
}

fn window_open_today(
    read: &mut dyn Read,
    centre: CentreId,
    (day, window): (Date, &str),
) -> Result<OpenWindow, HallError> {
    let windows = store::open_windows(read, centre, day)?;
    windows.into_iter().find(|it| it.key == window).ok_or_else(|| no(Breach::WindowShut))
}

/// Whom a window has called or is serving.
pub(super) fn at_window<'a>(tickets: &'a [HeldTicket], window: &str) -> Option<&'a HeldTicket> {
    let is_there = |state: &StateRecord| match state {
        StateRecord::Called { window: there, .. } | StateRecord::Serving { window: there, .. } => {
            there == window
        }
        _ => false,
    };
    tickets.iter().find(|it| is_there(&it.record.state))
}

/// 叫下一位
///
/// # Errors
/// `WindowShut`, `WindowBusy`, `NobodyWaits`.
pub fn call_next(act: &mut Act<'_>, window: &str) -> Result<Committed<TicketDone>, HallError> {
    let (centre, day) = (act.centre(), day_of(act.now_ms()));
    let open = window_open_today(act, centre, (day, window))?;
    let tickets = store::open_tickets(act, centre, day)?;
    if at_window(&tickets, window).is_some() {
        return Err(no(Breach::WindowBusy));
    }
    let (entry, record) =
        next_call(act, &open, &tickets)?.ok_or_else(|| no(Breach::NobodyWaits))?;
    commit(act, vec![entry], TicketDone::of(day, &record))
}

/// The call of whoever is next, or nothing where nobody waits.
fn next_call(
    act: &mut Act<'_>,
    window: &OpenWindow,
    tickets: &[HeldTicket],
) -> Result<Option<(NewEntry, TicketRecord)>, HallError> {
    let (centre, now_ms) = (act.centre(), act.now_ms());
    let day = day_of(now_ms);
    let rows = store::rows(act, centre, day)?;
    let desk = Desk {
        window: window.key.clone(),
        lines: window.lines.iter().filter_map(|it| Prefix::parse(it).ok()).collect(),
        preferred_in_row: window.preferred_in_row,
    };
    let Some(next) = next(&standing(tickets)?, &desk, &rows) else { return Ok(None) };
    let number = next.number.to_string();
    let held = tickets.iter().find(|it| it.record.number == number).ok_or_else(no_ticket)?;
    let seat = Seat { window: window.key.clone(), clerk: act.actor().account };
    let called = held.record.ticket()?.call(seat, now_ms).map_err(no)?;
    let record = held.record.moved(&called);
    let facts = TicketMoved {
        day,
        ticket: record.clone(),
        line_row: Some((next.line.to_string(), next.favoured_in_row)),
        window_row: Some((window.key.clone(), next.preferred_in_row)),
        served: None,
    };
    let entry = NewEntry::new(subject(day, &number), "queue.called", &facts)?;
    Ok(Some((entry, record)))
}

/// Whoever waits, as the rules see them.
pub(super) fn standing(tickets: &[HeldTicket]) -> Result<Vec<Standing>, HallError> {
    let mut waiting = Vec::new();
    for held in tickets {
        waiting.extend(Standing::of(&held.record.ticket()?));
    }
    Ok(waiting)
}

/// Does something with a ticket of today at a window.
///
/// # Errors
/// `NotFound`; what the rules say.
pub fn perform(
    act: &mut Act<'_>,
    (day, number): (Date, &str),
    window: &str,
    (deed, then): (&Deed, Then),
) -> Result<Committed<TicketDone>, HallError> {
    let (centre, now_ms) = (act.centre(), act.now_ms());
    let held = store::ticket(act, centre, (day, number))?.ok_or_else(no_ticket)?;
    if day != day_of(now_ms) {
        return Err(no(Breach::TicketMoved));
    }
    let before = held.record.ticket()?;
    let after = decide(act, before.clone(), window, deed)?;
    let record = held.record.moved(&after);
    let facts = TicketMoved {
        day,
        ticket: record.clone(),
        line_row: None,
        window_row: None,
        served: service_ended(&before, &after, now_ms),
    };
    let mut entries = vec![NewEntry::new(subject(day, number), action(deed), &facts)?];
    let mut done = TicketDone::of(day, &record);
    if then == Then::CallNext {
        let open = window_open_today(act, centre, (day, window))?;
        let mut tickets = store::open_tickets(act, centre, day)?;
        tickets.retain(|it| it.record.number != number);
        if let Some((entry, next)) = next_call(act, &open, &tickets)? {
            entries.push(entry);
            done = TicketDone::of(day, &next);
        }
    }
    commit(act, entries, done)
}

fn decide(
    act: &mut Act<'_>,
    ticket: Ticket,
    window: &str,
    deed: &Deed,
) -> Result<Ticket, HallError> {
    let (centre, now_ms) = (act.centre(), act.now_ms());
    let day = day_of(now_ms);
    let seat = Seat { window: window.to_owned(), clerk: act.actor().account };
    let decided = match deed {
        Deed::CallAgain => ticket.call_again(&seat, now_ms),
        Deed::Begin => ticket.begin(seat, now_ms),
        Deed::Miss => {
            let waiting = standing(&store::open_tickets(act, centre, day)?)?;
            let back = behind_others(&waiting, ticket.slip().line, now_ms);
            ticket.miss(&seat, back, now_ms)
        }
        Deed::Park(reason) => {
            let reason: String = reason.chars().take(200).collect();
            ticket.park(&seat, &reason, now_ms)
        }
        Deed::TakeBack => {
            window_open_today(act, centre, (day, window))?;
            if at_window(&store::open_tickets(act, centre, day)?, window).is_some() {
                return Err(no(Breach::WindowBusy));
            }
            // Only what was set aside is taken back; who waits is called in turn.
            match &ticket {
                Ticket::Parked(..) => ticket.call(seat, now_ms),
                _ => Err(Breach::TicketMoved),
            }
        }
        Deed::Forward(to) => {
            match to {
                Moved::Window(there) => {
                    window_open_today(act, centre, (day, there)).map(drop)?;
                }
                Moved::Line(there) => {
                    let there = there.to_string();
                    let lines = store::lines(act, centre)?;
                    let line = lines.iter().find(|it| it.record.prefix == there);
                    if !line.is_some_and(|it| it.record.is_open) {
                        return Err(no(Breach::LineClosed));
                    }
                }
            }
            ticket.forward(&seat, to.clone())
        }
        Deed::Finish => ticket.finish(&seat, now_ms),
        Deed::Leave => ticket.leave(now_ms),
    };
    decided.map_err(no)
}

/// A service that ended at this window, by whatever deed.
fn service_ended(before: &Ticket, after: &Ticket, now_ms: i64) -> Option<ServiceEnded> {
    let Ticket::Serving(slip, service) = before else { return None };
    if matches!(after, Ticket::Parked(..)) {
        return None;
    }
    Some(ServiceEnded {
        line: slip.line.to_string(),
        window: service.seat.window.clone(),
        took_ms: (now_ms - service.since_ms).max(0),
    })
}

fn action(deed: &Deed) -> &'static str {
    match deed {
        Deed::CallAgain => "queue.called_again",
        Deed::Begin => "queue.begun",
        Deed::Miss => "queue.missed",
        Deed::Park(_) => "queue.parked",
        Deed::TakeBack => "queue.taken_back",
        Deed::Forward(_) => "queue.forwarded",
        Deed::Finish => "queue.finished",
        Deed::Leave => "queue.left",
    }
}

/// 取消排队, by whoever holds the paper.
///
/// # Errors
/// `NotFound`; `TicketMoved` once one is called.
pub fn leave(act: &mut Act<'_>, code: &str) -> Result<Committed<TicketDone>, HallError> {
    let (centre, now_ms) = (act.centre(), act.now_ms());
    let held = store::by_code(act, centre, code)?.ok_or_else(no_ticket)?;
    let after = held.record.ticket()?.leave(now_ms).map_err(no)?;
    let record = held.record.moved(&after);
    let entry = moved(held.day, &record, "queue.left")?;
    commit(act, vec![entry], TicketDone::of(held.day, &record))
}

/// The night has passed: a ticket of an earlier day ends.
///
/// # Errors
/// `TicketMoved` where it had ended before.
pub(super) fn lapse(
    act: &mut Act<'_>,
    day: Date,
    number: &str,
) -> Result<Committed<()>, HallError> {
    let (centre, now_ms) = (act.centre(), act.now_ms());
    let held = store::ticket(act, centre, (day, number))?.ok_or_else(no_ticket)?;
    if day >= day_of(now_ms) {
        return Err(no(Breach::TicketMoved));
    }
    let after = held.record.ticket()?.lapse(now_ms).map_err(no)?;
    let entry = moved(day, &held.record.moved(&after), "queue.lapsed")?;
    commit(act, vec![entry], ())
}
