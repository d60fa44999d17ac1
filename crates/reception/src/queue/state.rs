//! The queue as it stands now: read once, shown by the clerk's page, the board, the kiosk and the
//! API alike, so that no two of them can differ.

use super::actions::{self, at_window, is_after_closing, is_before_opening, standing};
use super::record::{LineRecord, TicketRecord};
use super::store::{self, HeldTicket, OpenWindow};
use crate::ground::{Ground, HallWindow};
use jiff::civil::Date;
use kit::clock::day_of;
use kit::db::{CentreId, Read};
use kit::{Hall, HallError};
use office::settings::door::{self as settings, Parameter};
use rulebook::breach::Breach;
use std::sync::Arc;
use threshold::ticket::estimate::{LAST_SERVICES, mean_service_ms, waiting_minutes};
use threshold::ticket::order::{Rows, Standing, sequence};
use threshold::ticket::{Phase, Prefix};

/// Calls that are shown.
const CALLS: u32 = 8;

/// The queue of a centre at an instant (排队现况).
#[derive(Clone, Debug)]
pub struct QueueState {
    /// When.
    pub now_ms: i64,
    /// Its day.
    pub day: Date,
    /// The lines in their order, closed ones too.
    pub lines: Vec<LineState>,
    /// The windows in use.
    pub windows: Vec<WindowState>,
    /// Today's tickets whose visit goes on, first taken first.
    pub tickets: Vec<HeldTicket>,
    /// The last calls, newest first.
    pub calls: Vec<HeldTicket>,
    /// How many were served today.
    pub served: i64,
    /// Who still waited at closing time, once that was told.
    pub closing: Option<Vec<String>>,
    /// The hour from which the kiosk gives tickets.
    pub opening_hour: i64,
    waiting: Vec<Standing>,
    rows: Rows,
    ground: Arc<Ground>,
}

/// A line at an instant.
#[derive(Clone, Debug)]
pub struct LineState {
    /// What it says.
    pub record: LineRecord,
    /// Its version; 0 where it ships.
    pub version: i64,
    /// How many wait.
    pub waiting: usize,
    /// Open windows that serve it.
    pub windows: usize,
    /// What a service takes.
    pub mean_ms: i64,
    /// Whether a visitor may take a ticket, or why not.
    pub offer: Result<(), Breach>,
}

impl LineState {
    /// Minutes for somebody with that many people ahead; nothing where no window serves it.
    pub fn minutes(&self, before: usize) -> Option<u32> {
        waiting_minutes(before, self.mean_ms, self.windows)
    }
}

/// A window at an instant.
#[derive(Clone, Debug)]
pub struct WindowState {
    /// The window.
    pub window: HallWindow,
    /// How it was opened today; nothing where it is not open.
    pub open: Option<OpenWindow>,
    /// Whom it has called or is serving.
    pub ticket: Option<TicketRecord>,
}

/// The queue of a centre now.
///
/// # Errors
/// `NotFound` where there is no such centre; what the database said.
pub async fn now(hall: &Hall, centre: CentreId) -> Result<QueueState, HallError> {
    let ground = Ground::of(hall, centre).await?;
    let now_ms = hall.now_ms();
    hall.db.read(move |read| QueueState::read(read, centre, &ground, now_ms)).await
}

impl QueueState {
    /// Reads it.
    ///
    /// # Errors
    /// What the database said.
    pub fn read(
        read: &mut dyn Read,
        centre: CentreId,
        ground: &Arc<Ground>,
        now_ms: i64,
    ) -> Result<Self, HallError> {
        let day = day_of(now_ms);
        let held = actions::lines(read, centre, ground)?;
        let open = store::open_windows(read, centre, day)?;
        let tickets = store::open_tickets(read, centre, day)?;
        let waiting = standing(&tickets)?;
        let hours = if is_before_opening(read, centre, now_ms)? {
            Err(Breach::BeforeOpening)
        } else if is_after_closing(read, centre, now_ms)? {
            Err(Breach::AfterClosing)
        } else {
            Ok(())
        };
        let mut lines = Vec::with_capacity(held.len());
        for line in held {
            let prefix = &line.record.prefix;
            let windows = open.iter().filter(|it| it.lines.contains(prefix)).count();
            let limit = u32::try_from(LAST_SERVICES).unwrap_or(20);
            let last = store::services(read, centre, (prefix, limit))?;
            let count = |it: &&Standing| it.line.to_string() == *prefix && it.at_window.is_none();
            lines.push(LineState {
                version: line.version,
                waiting: waiting.iter().filter(count).count(),
                windows,
                mean_ms: mean_service_ms(&last),
                offer: offer(&line.record, windows, hours),
                record: line.record,
            });
        }
        let window = |window: &HallWindow| WindowState {
            window: window.clone(),
            open: open.iter().find(|it| it.key == window.key).cloned(),
            ticket: at_window(&tickets, &window.key).map(|it| it.record.clone()),
        };
        Ok(Self {
            opening_hour: settings::parameters(read, centre)?.get(Parameter::OpeningHour),
            now_ms,
            day,
            lines,
            windows: ground.windows.iter().map(window).collect(),
            calls: store::last_calls(read, centre, (day, CALLS))?,
            served: store::served(read, centre, day)?,
            closing: store::closing(read, centre, day)?,
            rows: store::rows(read, centre, day)?,
            waiting,
            tickets,
            ground: Arc::clone(ground),
        })
    }

    /// What it stands on.
    pub fn ground(&self) -> &Ground {
        &self.ground
    }

    /// A line by its letters.
    pub fn line(&self, prefix: &str) -> Option<&LineState> {
        self.lines.iter().find(|it| it.record.prefix == prefix)
    }

    /// A window by its key.
    pub fn window(&self, key: &str) -> Option<&WindowState> {
        self.windows.iter().find(|it| it.window.key == key)
    }

    /// How many are called before a ticket that waits; nothing where it does not wait.
    pub fn before(&self, ticket: &TicketRecord) -> Option<usize> {
        let own = self.waiting.iter().find(|it| it.number.to_string() == ticket.number)?;
        if let Some(window) = &own.at_window {
            let ahead = |it: &&Standing| {
                it.at_window.as_ref() == Some(window)
                    && (it.place, it.number) < (own.place, own.number)
            };
            return Some(self.waiting.iter().filter(ahead).count());
        }
        let row = self.rows.get(&own.line).copied().unwrap_or(0);
        sequence(&self.waiting, own.line, row).iter().position(|it| *it == own.number)
    }

    /// Minutes until a waiting ticket is called; nothing where that cannot be told.
    pub fn minutes(&self, ticket: &TicketRecord) -> Option<u32> {
        let before = self.before(ticket)?;
        self.line(&ticket.line)?.minutes(before)
    }

    /// Tickets that a window has set aside.
    pub fn parked(&self, window: &str) -> Vec<&HeldTicket> {
        let is_own =
            |it: &&HeldTicket| it.record.phase() == Phase::Parked && it.record.window() == window;
        self.tickets.iter().filter(is_own).collect()
    }

    /// How many wait for exactly this window.
    pub fn waiting_for(&self, window: &str) -> usize {
        self.waiting.iter().filter(|it| it.at_window.as_deref() == Some(window)).count()
    }

    /// How many wait in the hall.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Numbers of a line in the order in which they will be called.
    pub fn sequence(&self, prefix: &str) -> Vec<String> {
        let Ok(line) = Prefix::parse(prefix) else { return Vec::new() };
        let row = self.rows.get(&line).copied().unwrap_or(0);
        sequence(&self.waiting, line, row).iter().map(ToString::to_string).collect()
    }
}

fn offer(line: &LineRecord, windows: usize, hours: Result<(), Breach>) -> Result<(), Breach> {
    match (line.is_open, hours, windows) {
        (false, ..) => Err(Breach::LineClosed),
        (_, Err(breach), _) => Err(breach),
        (.., 0) => Err(Breach::LineUnserved),
        _ => Ok(()),
    }
}
