//! All SQL of the posts.

use super::events::Event;
use super::record::{Arrangement, Centre, CentreKind, Department, Post, State, Window};
use kit::HallError;
use kit::db::{CentreId, Execute, Read, Row, Statement};
use kit::journal::{Entry, Projection};
use kit::params;

/// Every statement of the room.
pub(super) const STATEMENTS: &[Statement] = &[
    REVISIONS,
    CENTRE,
    DEPARTMENTS,
    DEPARTMENT,
    WINDOWS,
    WINDOW,
    POSTS,
    POST,
    SAVE_CENTRE,
    SAVE_DEPARTMENT,
    SAVE_WINDOW,
    SAVE_POST,
    MOVE_REVISION,
];

const REVISIONS: Statement = Statement::both(
    "SELECT centre_id, revision FROM posts_centres ORDER BY centre_id LIMIT 100000",
);
const CENTRE: Statement = Statement::both("SELECT * FROM posts_centres WHERE centre_id = $1");
const DEPARTMENTS: Statement = Statement::both(
    "SELECT * FROM posts_departments WHERE centre_id = $1 ORDER BY department_key LIMIT 2000",
);
const DEPARTMENT: Statement =
    Statement::both("SELECT * FROM posts_departments WHERE centre_id = $1 AND department_key = $2");
const WINDOWS: Statement = Statement::both(
    "SELECT * FROM posts_windows WHERE centre_id = $1 ORDER BY window_key LIMIT 2000",
);
const WINDOW: Statement =
    Statement::both("SELECT * FROM posts_windows WHERE centre_id = $1 AND window_key = $2");
const POSTS: Statement =
    Statement::both("SELECT * FROM posts_posts WHERE centre_id = $1 ORDER BY post_key LIMIT 5000");
const POST: Statement =
    Statement::both("SELECT * FROM posts_posts WHERE centre_id = $1 AND post_key = $2");
const SAVE_CENTRE: Statement = Statement::both(
    "INSERT INTO posts_centres (centre_id, kind, name, name_english, credit_code, address,
       address_english, hotline, supervision_phone, hours, hours_english, state, reason, version,
       revision)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)
     ON CONFLICT (centre_id) DO UPDATE SET kind = excluded.kind, name = excluded.name,
       name_english = excluded.name_english, credit_code = excluded.credit_code,
       address = excluded.address, address_english = excluded.address_english,
       hotline = excluded.hotline, supervision_phone = excluded.supervision_phone,
       hours = excluded.hours, hours_english = excluded.hours_english, state = excluded.state,
       reason = excluded.reason, version = excluded.version, revision = excluded.revision",
);
const SAVE_DEPARTMENT: Statement = Statement::both(
    "INSERT INTO posts_departments (centre_id, department_key, short, short_english, name,
       name_english, credit_code, superior, state, reason, version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     ON CONFLICT (centre_id, department_key) DO UPDATE SET short = excluded.short,
       short_english = excluded.short_english, name = excluded.name,
       name_english = excluded.name_english, credit_code = excluded.credit_code,
       superior = excluded.superior, state = excluded.state, reason = excluded.reason,
       version = excluded.version",
);
const SAVE_WINDOW: Statement = Statement::both(
    "INSERT INTO posts_windows (centre_id, window_key, number, name, name_english, departments,
       queue_prefix, hours, hours_english, state, reason, version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     ON CONFLICT (centre_id, window_key) DO UPDATE SET number = excluded.number,
       name = excluded.name, name_english = excluded.name_english,
       departments = excluded.departments, queue_prefix = excluded.queue_prefix,
       hours = excluded.hours, hours_english = excluded.hours_english, state = excluded.state,
       reason = excluded.reason, version = excluded.version",
);
const SAVE_POST: Statement = Statement::both(
    "INSERT INTO posts_posts (centre_id, post_key, title, title_english, department_key,
       window_key, arrangement, stands_in_for, state, reason, version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     ON CONFLICT (centre_id, post_key) DO UPDATE SET title = excluded.title,
       title_english = excluded.title_english, department_key = excluded.department_key,
       window_key = excluded.window_key, arrangement = excluded.arrangement,
       stands_in_for = excluded.stands_in_for, state = excluded.state,
       reason = excluded.reason, version = excluded.version",
);
const MOVE_REVISION: Statement =
    Statement::both("UPDATE posts_centres SET revision = $2 WHERE centre_id = $1");

/// A record as it stands, with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held<R> {
    /// What it says.
    pub record: R,
    /// Whether it is in use.
    pub state: State,
    /// Why it was last changed.
    pub reason: String,
    /// Journal number of its last change, against overwriting each other.
    pub version: i64,
}

impl<R> Held<R> {
    /// Whether it is in use now.
    pub fn is_open(&self) -> bool {
        self.state == State::Open
    }
}

fn held<R>(row: &Row, record: R) -> Result<Held<R>, HallError> {
    let state = row.get::<String>("state")?;
    Ok(Held {
        record,
        state: State::from_code(&state).ok_or_else(|| unknown(&state))?,
        reason: row.get("reason")?,
        version: row.get("version")?,
    })
}

fn unknown(word: &str) -> HallError {
    HallError::broken(format!("{word} is not known to the posts"))
}

/// The centres and the revision each is at.
pub(super) fn revisions(read: &mut dyn Read) -> Result<Vec<(CentreId, i64)>, HallError> {
    read.query(REVISIONS, &params![])?
        .iter()
        .map(|row| Ok((row.get("centre_id")?, row.get("revision")?)))
        .collect()
}

pub(super) fn centre(
    read: &mut dyn Read,
    centre: CentreId,
) -> Result<Option<Held<Centre>>, HallError> {
    let row = read.first(CENTRE, &params![centre])?;
    row.as_ref().map(centre_of).transpose()
}

fn centre_of(row: &Row) -> Result<Held<Centre>, HallError> {
    let kind = row.get::<String>("kind")?;
    let record = Centre {
        kind: CentreKind::from_code(&kind).ok_or_else(|| unknown(&kind))?,
        name: row.get("name")?,
        name_english: row.get("name_english")?,
        credit_code: row.get("credit_code")?,
        address: row.get("address")?,
        address_english: row.get("address_english")?,
        hotline: row.get("hotline")?,
        supervision_phone: row.get("supervision_phone")?,
        hours: row.get("hours")?,
        hours_english: row.get("hours_english")?,
    };
    held(row, record)
}

fn department_of(row: &Row) -> Result<Held<Department>, HallError> {
    let record = Department {
        key: row.get("department_key")?,
        short: row.get("short")?,
        short_english: row.get("short_english")?,
        name: row.get("name")?,
        name_english: row.get("name_english")?,
        credit_code: row.get("credit_code")?,
        superior: row.get("superior")?,
    };
    held(row, record)
}

fn window_of(row: &Row) -> Result<Held<Window>, HallError> {
    let departments = row.get::<String>("departments")?;
    let record = Window {
        key: row.get("window_key")?,
        number: row.get("number")?,
        name: row.get("name")?,
        name_english: row.get("name_english")?,
        departments: departments
            .split(',')
            .filter(|it| !it.is_empty())
            .map(str::to_owned)
            .collect(),
        queue_prefix: row.get("queue_prefix")?,
        hours: row.get("hours")?,
        hours_english: row.get("hours_english")?,
    };
    held(row, record)
}

fn post_of(row: &Row) -> Result<Held<Post>, HallError> {
    let arrangement = row.get::<String>("arrangement")?;
    let record = Post {
        key: row.get("post_key")?,
        title: row.get("title")?,
        title_english: row.get("title_english")?,
        department: row.get("department_key")?,
        window: row.get("window_key")?,
        arrangement: Arrangement::from_code(&arrangement).ok_or_else(|| unknown(&arrangement))?,
        stands_in_for: row.get("stands_in_for")?,
    };
    held(row, record)
}

pub(super) fn departments(
    read: &mut dyn Read,
    centre: CentreId,
) -> Result<Vec<Held<Department>>, HallError> {
    read.query(DEPARTMENTS, &params![centre])?.iter().map(department_of).collect()
}

pub(super) fn department(
    read: &mut dyn Read,
    centre: CentreId,
    key: &str,
) -> Result<Option<Held<Department>>, HallError> {
    read.first(DEPARTMENT, &params![centre, key])?.as_ref().map(department_of).transpose()
}

pub(super) fn windows(
    read: &mut dyn Read,
    centre: CentreId,
) -> Result<Vec<Held<Window>>, HallError> {
    read.query(WINDOWS, &params![centre])?.iter().map(window_of).collect()
}

pub(super) fn window(
    read: &mut dyn Read,
    centre: CentreId,
    key: &str,
) -> Result<Option<Held<Window>>, HallError> {
    read.first(WINDOW, &params![centre, key])?.as_ref().map(window_of).transpose()
}

pub(super) fn posts(read: &mut dyn Read, centre: CentreId) -> Result<Vec<Held<Post>>, HallError> {
    read.query(POSTS, &params![centre])?.iter().map(post_of).collect()
}

pub(super) fn post(
    read: &mut dyn Read,
    centre: CentreId,
    key: &str,
) -> Result<Option<Held<Post>>, HallError> {
    read.first(POST, &params![centre, key])?.as_ref().map(post_of).transpose()
}

/// Writes what an entry means.
pub(super) fn project(projection: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    match entry.subject_kind.as_str() {
        "centre" => save_centre(projection, entry, &entry.facts()?)?,
        "department" => save_department(projection, entry, &entry.facts()?)?,
        "window" => save_window(projection, entry, &entry.facts()?)?,
        "post" => save_post(projection, entry, &entry.facts()?)?,
        other => return Err(unknown(other)),
    }
    projection.execute(MOVE_REVISION, &params![entry.centre, entry.sequence])?;
    Ok(())
}

fn save_centre(
    projection: &mut Projection<'_>,
    entry: &Entry,
    Event { record, state, reason }: &Event<Centre>,
) -> Result<(), HallError> {
    let params = params![
        entry.centre,
        record.kind.code(),
        &record.name,
        &record.name_english,
        &record.credit_code,
        &record.address,
        &record.address_english,
        &record.hotline,
        &record.supervision_phone,
        &record.hours,
        &record.hours_english,
        state.code(),
        reason,
        entry.sequence,
    ];
    projection.execute(SAVE_CENTRE, &params)?;
    Ok(())
}

fn save_department(
    projection: &mut Projection<'_>,
    entry: &Entry,
    Event { record, state, reason }: &Event<Department>,
) -> Result<(), HallError> {
    let params = params![
        entry.centre,
        &record.key,
        &record.short,
        &record.short_english,
        &record.name,
        &record.name_english,
        &record.credit_code,
        &record.superior,
        state.code(),
        reason,
        entry.sequence,
    ];
    projection.execute(SAVE_DEPARTMENT, &params)?;
    Ok(())
}

fn save_window(
    projection: &mut Projection<'_>,
    entry: &Entry,
    Event { record, state, reason }: &Event<Window>,
) -> Result<(), HallError> {
    let params = params![
        entry.centre,
        &record.key,
        &record.number,
        &record.name,
        &record.name_english,
        record.departments.join(","),
        &record.queue_prefix,
        &record.hours,
        &record.hours_english,
        state.code(),
        reason,
        entry.sequence,
    ];
    projection.execute(SAVE_WINDOW, &params)?;
    Ok(())
}

fn save_post(
    projection: &mut Projection<'_>,
    entry: &Entry,
    Event { record, state, reason }: &Event<Post>,
) -> Result<(), HallError> {
    let params = params![
        entry.centre,
        &record.key,
        &record.title,
        &record.title_english,
        &record.department,
        &record.window,
        record.arrangement.code(),
        &record.stands_in_for,
        state.code(),
        reason,
        entry.sequence,
    ];
    projection.execute(SAVE_POST, &params)?;
    Ok(())
}
