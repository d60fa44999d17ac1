//! All SQL of the room.

use super::events::{ClosingTold, LineChanged, LinesSet, TicketMoved, WindowTurned};
use super::record::{LineRecord, StateRecord, TicketRecord};
use jiff::civil::Date;
use kit::HallError;
use kit::db::{CentreId, Execute, Read, Row, Statement};
use kit::journal::{Entry, Projection};
use kit::params;
use threshold::ticket::order::Rows;
use threshold::ticket::{Phase, Prefix};

/// Every statement of the room.
pub(super) const STATEMENTS: &[Statement] = &[
    LINES,
    CLEAR_LINES,
    SAVE_LINE,
    WINDOWS,
    TURN_WINDOW,
    ROW_OF_WINDOW,
    TICKET,
    BY_CODE,
    OPEN_TICKETS,
    LAST_CALLS,
    TICKETS_OF_DAY,
    LEFT_OVER,
    SAVE_TICKET,
    COUNTERS,
    COUNT_SERIAL,
    ROW_OF_LINE,
    SERVICES,
    ADD_SERVICE,
    CLOSING,
    ADD_CLOSING,
    SERVED_COUNT,
];

const LINES: Statement = Statement::both(
    "SELECT record, version FROM queue_lines WHERE centre_id = $1 ORDER BY place, prefix",
);
const CLEAR_LINES: Statement = Statement::both("DELETE FROM queue_lines WHERE centre_id = $1");
const SAVE_LINE: Statement = Statement::both(
    "INSERT INTO queue_lines (centre_id, prefix, place, record, version) VALUES ($1, $2, $3, $4, 1)
     ON CONFLICT (centre_id, prefix) DO UPDATE SET place = excluded.place,
       record = excluded.record, version = queue_lines.version + 1",
);
const WINDOWS: Statement = Statement::both(
    "SELECT * FROM queue_windows WHERE centre_id = $1 AND day = $2 AND is_open = 1
     ORDER BY window_key",
);
const TURN_WINDOW: Statement = Statement::both(
    "INSERT INTO queue_windows (centre_id, window_key, day, is_open, lines, clerk_account,
       clerk_name, preferred_in_row, reason, at_ms)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9)
     ON CONFLICT (centre_id, window_key) DO UPDATE SET day = excluded.day,
       is_open = excluded.is_open, lines = excluded.lines,
       clerk_account = excluded.clerk_account, clerk_name = excluded.clerk_name,
       preferred_in_row = 0, reason = excluded.reason, at_ms = excluded.at_ms",
);
const ROW_OF_WINDOW: Statement = Statement::both(
    "UPDATE queue_windows SET preferred_in_row = $3 WHERE centre_id = $1 AND window_key = $2",
);
const TICKET: Statement = Statement::both(
    "SELECT * FROM queue_tickets WHERE centre_id = $1 AND day = $2 AND number = $3",
);
const BY_CODE: Statement =
    Statement::both("SELECT * FROM queue_tickets WHERE centre_id = $1 AND code = $2");
const OPEN_TICKETS: Statement = Statement::both(
    "SELECT * FROM queue_tickets WHERE centre_id = $1 AND is_open = 1 AND day = $2
     ORDER BY taken_at_ms, number",
);
const LAST_CALLS: Statement = Statement::both(
    "SELECT * FROM queue_tickets WHERE centre_id = $1 AND day = $2 AND called_at_ms > 0
     ORDER BY called_at_ms DESC, number LIMIT $3",
);
const TICKETS_OF_DAY: Statement = Statement::both(
    "SELECT * FROM queue_tickets
     WHERE centre_id = $1 AND day = $2 AND ($3 = '' OR phase = $3) AND ($4 = '' OR line = $4)
       AND ($5 = '' OR number > $5)
     ORDER BY number LIMIT $6",
);
const LEFT_OVER: Statement = Statement::both(
    "SELECT * FROM queue_tickets WHERE centre_id = $1 AND is_open = 1 AND day < $2
     ORDER BY day, number LIMIT 500",
);
const SAVE_TICKET: Statement = Statement::both(
    "INSERT INTO queue_tickets (centre_id, day, number, code, line, phase, is_open, window_key,
       taken_at_ms, called_at_ms, record, version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)
     ON CONFLICT (centre_id, day, number) DO UPDATE SET line = excluded.line,
       phase = excluded.phase, is_open = excluded.is_open, window_key = excluded.window_key,
       called_at_ms = CASE WHEN excluded.called_at_ms > 0 THEN excluded.called_at_ms
         ELSE queue_tickets.called_at_ms END,
       record = excluded.record, version = queue_tickets.version + 1",
);
const COUNTERS: Statement = Statement::both(
    "SELECT prefix, last_serial, favoured_in_row FROM queue_counters
     WHERE centre_id = $1 AND day = $2 ORDER BY prefix",
);
const COUNT_SERIAL: Statement = Statement::both(
    "INSERT INTO queue_counters (centre_id, day, prefix, last_serial, favoured_in_row)
     VALUES ($1, $2, $3, $4, 0)
     ON CONFLICT (centre_id, day, prefix) DO UPDATE SET last_serial = excluded.last_serial",
);
const ROW_OF_LINE: Statement = Statement::both(
    "INSERT INTO queue_counters (centre_id, day, prefix, last_serial, favoured_in_row)
     VALUES ($1, $2, $3, 0, $4)
     ON CONFLICT (centre_id, day, prefix) DO UPDATE SET favoured_in_row = excluded.favoured_in_row",
);
const SERVICES: Statement = Statement::both(
    "SELECT took_ms FROM queue_services WHERE centre_id = $1 AND line = $2
     ORDER BY sequence DESC LIMIT $3",
);
const ADD_SERVICE: Statement = Statement::both(
    "INSERT INTO queue_services (centre_id, sequence, day, line, window_key, number, took_ms)
     VALUES ($1, $2, $3, $4, $5, $6, $7)",
);
const SERVED_COUNT: Statement = Statement::both(
    "SELECT COUNT(*) AS found FROM queue_tickets
     WHERE centre_id = $1 AND day = $2 AND phase = 'served'",
);
const CLOSING: Statement =
    Statement::both("SELECT waiting FROM queue_closings WHERE centre_id = $1 AND day = $2");
const ADD_CLOSING: Statement = Statement::both(
    "INSERT INTO queue_closings (centre_id, day, waiting, at_ms) VALUES ($1, $2, $3, $4)
     ON CONFLICT (centre_id, day) DO NOTHING",
);

/// A line and its version.
#[derive(Clone, Debug)]
pub(super) struct HeldLine {
    /// What it says.
    pub(super) record: LineRecord,
    /// Grows with every change; 0 for one that ships and was never written down.
    pub(super) version: i64,
}

/// A window that is open today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenWindow {
    /// Its key.
    pub key: String,
    /// Letters of its lines, the first one first.
    pub lines: Vec<String>,
    /// Who opened it.
    pub clerk_account: i64,
    /// That clerk's name.
    pub clerk_name: String,
    /// Ones in a row from the first line while others waited.
    pub preferred_in_row: u8,
}

/// A ticket as it is held.
#[derive(Clone, Debug)]
pub struct HeldTicket {
    /// Its day.
    pub day: Date,
    /// When it was called last; 0 for never.
    pub called_at_ms: i64,
    /// The ticket.
    pub record: TicketRecord,
}

fn small(row: &Row, column: &str) -> Result<u8, HallError> {
    Ok(u8::try_from(row.get::<i64>(column)?).unwrap_or(u8::MAX))
}

fn held(row: &Row) -> Result<HeldTicket, HallError> {
    Ok(HeldTicket {
        day: row.get("day")?,
        called_at_ms: row.get("called_at_ms")?,
        record: serde_json::from_str(&row.get::<String>("record")?)?,
    })
}

/// The lines a centre has written down, in their order.
pub(super) fn lines(read: &mut dyn Read, centre: CentreId) -> Result<Vec<HeldLine>, HallError> {
    let rows = read.query(LINES, &params![centre])?;
    let line = |row: &Row| -> Result<HeldLine, HallError> {
        Ok(HeldLine {
            record: serde_json::from_str(&row.get::<String>("record")?)?,
            version: row.get("version")?,
        })
    };
    rows.iter().map(line).collect()
}

/// The windows that are open on a day.
pub(super) fn open_windows(
    read: &mut dyn Read,
    centre: CentreId,
    day: Date,
) -> Result<Vec<OpenWindow>, HallError> {
    let rows = read.query(WINDOWS, &params![centre, day])?;
    let window = |row: &Row| -> Result<OpenWindow, HallError> {
        Ok(OpenWindow {
            key: row.get("window_key")?,
            lines: serde_json::from_str(&row.get::<String>("lines")?)?,
            clerk_account: row.get("clerk_account")?,
            clerk_name: row.get("clerk_name")?,
            preferred_in_row: small(row, "preferred_in_row")?,
        })
    };
    rows.iter().map(window).collect()
}

/// A ticket by its day and number.
pub(super) fn ticket(
    read: &mut dyn Read,
    centre: CentreId,
    (day, number): (Date, &str),
) -> Result<Option<HeldTicket>, HallError> {
    read.first(TICKET, &params![centre, day, number])?.as_ref().map(held).transpose()
}

/// A ticket by what is printed on it.
pub(super) fn by_code(
    read: &mut dyn Read,
    centre: CentreId,
    code: &str,
) -> Result<Option<HeldTicket>, HallError> {
    read.first(BY_CODE, &params![centre, code])?.as_ref().map(held).transpose()
}

/// Tickets of a day whose visit goes on, first taken first.
pub(super) fn open_tickets(
    read: &mut dyn Read,
    centre: CentreId,
    day: Date,
) -> Result<Vec<HeldTicket>, HallError> {
    read.query(OPEN_TICKETS, &params![centre, day])?.iter().map(held).collect()
}

/// The last calls of a day, newest first.
pub(super) fn last_calls(
    read: &mut dyn Read,
    centre: CentreId,
    (day, limit): (Date, u32),
) -> Result<Vec<HeldTicket>, HallError> {
    read.query(LAST_CALLS, &params![centre, day, limit])?.iter().map(held).collect()
}

/// What a list of tickets is narrowed by; empty texts do not narrow.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    pub(super) phase: String,
    pub(super) line: String,
    /// The last number of the page before.
    pub(super) after: String,
}

/// Tickets of a day by number.
pub(super) fn tickets(
    read: &mut dyn Read,
    centre: CentreId,
    day: Date,
    (filter, limit): (&Filter, u32),
) -> Result<Vec<HeldTicket>, HallError> {
    let Filter { phase, line, after } = filter;
    let rows = read.query(TICKETS_OF_DAY, &params![centre, day, phase, line, after, limit])?;
    rows.iter().map(held).collect()
}

/// Tickets of earlier days whose visit was never ended.
pub(super) fn left_over(
    read: &mut dyn Read,
    centre: CentreId,
    before: Date,
) -> Result<Vec<HeldTicket>, HallError> {
    read.query(LEFT_OVER, &params![centre, before])?.iter().map(held).collect()
}

/// The last number given in a line's letters on a day.
pub(super) fn last_serial(
    read: &mut dyn Read,
    centre: CentreId,
    (day, prefix): (Date, &str),
) -> Result<u32, HallError> {
    for row in read.query(COUNTERS, &params![centre, day])? {
        if row.get::<String>("prefix")? == prefix {
            return Ok(row.get("last_serial")?);
        }
    }
    Ok(0)
}

/// Favoured ones in a row, by line.
pub(super) fn rows(read: &mut dyn Read, centre: CentreId, day: Date) -> Result<Rows, HallError> {
    let mut rows = Rows::new();
    for row in read.query(COUNTERS, &params![centre, day])? {
        if let Ok(prefix) = Prefix::parse(&row.get::<String>("prefix")?) {
            rows.insert(prefix, small(&row, "favoured_in_row")?);
        }
    }
    Ok(rows)
}

/// How long the last services of a line took, newest first.
pub(super) fn services(
    read: &mut dyn Read,
    centre: CentreId,
    (line, limit): (&str, u32),
) -> Result<Vec<i64>, HallError> {
    let rows = read.query(SERVICES, &params![centre, line, limit])?;
    rows.iter().map(|row| Ok(row.get("took_ms")?)).collect()
}

/// How many were served on a day.
pub(super) fn served(read: &mut dyn Read, centre: CentreId, day: Date) -> Result<i64, HallError> {
    let row = read.first(SERVED_COUNT, &params![centre, day])?;
    Ok(row.map_or(Ok(0), |row| row.get("found"))?)
}

/// Who still waited at closing time of a day; nothing where it was not told yet.
pub(super) fn closing(
    read: &mut dyn Read,
    centre: CentreId,
    day: Date,
) -> Result<Option<Vec<String>>, HallError> {
    let Some(row) = read.first(CLOSING, &params![centre, day])? else { return Ok(None) };
    Ok(Some(serde_json::from_str(&row.get::<String>("waiting")?)?))
}

/// Writes what an entry means into the room's tables.
///
/// # Errors
/// Where the entry cannot be read; what the database said.
pub(super) fn project(tx: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    match entry.verb() {
        "lines_set" => {
            tx.execute(CLEAR_LINES, &params![entry.centre])?;
            for line in entry.facts::<LinesSet>()?.lines {
                save_line(tx, entry, &line)?;
            }
            Ok(())
        }
        "line_changed" => save_line(tx, entry, &entry.facts::<LineChanged>()?.line),
        "window_opened" | "window_closed" => turn_window(tx, entry),
        "closing_told" => {
            let told: ClosingTold = entry.facts()?;
            let waiting = serde_json::to_string(&told.waiting)?;
            tx.execute(ADD_CLOSING, &params![entry.centre, told.day, waiting, entry.at_ms])?;
            Ok(())
        }
        _ => move_ticket(tx, entry),
    }
}

fn save_line(tx: &mut Projection<'_>, entry: &Entry, line: &LineRecord) -> Result<(), HallError> {
    let record = serde_json::to_string(line)?;
    tx.execute(SAVE_LINE, &params![entry.centre, &line.prefix, line.place, record])?;
    Ok(())
}

fn turn_window(tx: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    let turned: WindowTurned = entry.facts()?;
    let is_open = i64::from(entry.verb() == "window_opened");
    let lines = serde_json::to_string(&turned.lines)?;
    tx.execute(
        TURN_WINDOW,
        &params![
            entry.centre,
            &turned.window,
            turned.day,
            is_open,
            lines,
            entry.actor.account,
            &entry.actor.name,
            &turned.reason,
            entry.at_ms
        ],
    )?;
    Ok(())
}

fn move_ticket(tx: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    let moved: TicketMoved = entry.facts()?;
    let (centre, day, ticket) = (entry.centre, moved.day, &moved.ticket);
    let phase = ticket.phase();
    let called_at_ms = match ticket.state {
        StateRecord::Called { again_at_ms, .. } => again_at_ms,
        _ => 0,
    };
    let record = serde_json::to_string(ticket)?;
    tx.execute(
        SAVE_TICKET,
        &params![
            centre,
            day,
            &ticket.number,
            &ticket.code,
            &ticket.line,
            phase.word(),
            i64::from(phase.is_open()),
            ticket.window(),
            ticket.taken_at_ms,
            called_at_ms,
            record
        ],
    )?;
    if entry.verb() == "ticket_taken"
        && phase == Phase::Waiting
        && let Ok(number) = threshold::ticket::Number::parse(&ticket.number)
    {
        let prefix = number.prefix.to_string();
        tx.execute(COUNT_SERIAL, &params![centre, day, prefix, number.serial])?;
    }
    if let Some((line, row)) = &moved.line_row {
        tx.execute(ROW_OF_LINE, &params![centre, day, line, *row])?;
    }
    if let Some((window, row)) = &moved.window_row {
        tx.execute(ROW_OF_WINDOW, &params![centre, window, *row])?;
    }
    if let Some(served) = &moved.served {
        let (line, window) = (&served.line, &served.window);
        let (number, took_ms) = (&ticket.number, served.took_ms);
        tx.execute(
            ADD_SERVICE,
            &params![centre, entry.sequence, day, line, window, number, took_ms],
        )?;
    }
    Ok(())
}
