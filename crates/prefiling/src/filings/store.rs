//! All SQL of the room that reads; what an entry means for its tables stands in [`projecting`].

pub(in crate::filings) mod projecting;

use super::events::{Asked, FiledItem, FiledPaper};
use casework::cases::door::SealedParties;
use casework::papers::door::Kept;
use jiff::civil::Date;
use kit::HallError;
use kit::db::{Act, CentreId, Read, Row, Statement};
use kit::params;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use threshold::prefiling::{Prefiling, Standing, State};

/// Every statement of the room that reads.
pub(crate) const STATEMENTS: &[Statement] = &[
    BY_NUMBER,
    BY_CODE,
    BY_DUE,
    NEWEST,
    OF_PERSON,
    FIGURES,
    OVER,
    FILES,
    FILE,
    IS_HELD,
    NEXT_NUMBER,
];

const NEXT_NUMBER: Statement =
    Statement::both("SELECT last FROM filings_counters WHERE centre_id = $1 AND day = $2");
const BY_NUMBER: Statement =
    Statement::both("SELECT * FROM filings_filings WHERE centre_id = $1 AND number = $2");
const BY_CODE: Statement =
    Statement::both("SELECT * FROM filings_filings WHERE centre_id = $1 AND code = $2");
/// Of one standing, soonest due first.
const BY_DUE: Statement = Statement::both(
    "SELECT * FROM filings_filings
     WHERE centre_id = $1 AND standing = $2
       AND (due_on > $3 OR (due_on = $3 AND number > $4))
     ORDER BY due_on, number LIMIT $5",
);
/// All, newest first; narrowed by number, item or the last digits of a phone.
const NEWEST: Statement = Statement::both(
    "SELECT * FROM filings_filings
     WHERE centre_id = $1 AND is_open <= $2
       AND ($3 = '' OR number = $3 OR item_code = $3)
       AND ($4 = '' OR digits = $4 OR agent_digits = $4)
       AND ($5 = '' OR number < $5)
     ORDER BY number DESC LIMIT $6",
);
/// Open ones of a person, newest first.
const OF_PERSON: Statement = Statement::both(
    "SELECT * FROM filings_filings
     WHERE centre_id = $1 AND person = $2 AND is_open = 1 ORDER BY number DESC LIMIT 20",
);
const FIGURES: Statement = Statement::both(
    "SELECT COALESCE(SUM(CASE WHEN standing = 'sent' THEN 1 ELSE 0 END), 0) AS sent,
       COALESCE(SUM(CASE WHEN standing = 'sent' AND due_on < $2 THEN 1 ELSE 0 END), 0) AS late,
       COALESCE(SUM(CASE WHEN standing = 'sent_back' THEN 1 ELSE 0 END), 0) AS sent_back,
       COALESCE(SUM(CASE WHEN standing = 'checked' THEN 1 ELSE 0 END), 0) AS checked
     FROM filings_filings
     WHERE centre_id = $1 AND standing IN ('sent', 'sent_back', 'checked')",
);
/// Those whose last day has passed.
const OVER: Statement = Statement::both(
    "SELECT number FROM filings_filings
     WHERE centre_id = $1 AND standing IN ('checked', 'sent_back') AND due_on < $2
     ORDER BY due_on, number LIMIT 500",
);
const FILES: Statement = Statement::both(
    "SELECT * FROM filings_files WHERE centre_id = $1 AND number = $2 ORDER BY file LIMIT 500",
);
const FILE: Statement = Statement::both(
    "SELECT * FROM filings_files WHERE centre_id = $1 AND number = $2 AND file = $3",
);
/// Whether an open filing needs a content.
const IS_HELD: Statement = Statement::both(
    "SELECT f.file FROM filings_files f
     JOIN filings_filings a ON a.centre_id = f.centre_id AND a.number = f.number
     WHERE f.centre_id = $1 AND f.digest = $2 AND a.is_open = 1 LIMIT 1",
);

/// What the row keeps that is only read whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Content {
    pub(crate) parties: SealedParties,
    pub(crate) answers: String,
    pub(crate) papers: Vec<FiledPaper>,
    pub(crate) brings: Vec<String>,
    /// What was asked for last.
    pub(crate) asks: Vec<Asked>,
    pub(crate) late_reason: String,
    /// Keys of all that was ever asked for.
    pub(crate) asked: BTreeSet<String>,
    /// What the person wrote when sending again, sealed.
    pub(crate) note: String,
}

/// A filing as it is held.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) number: String,
    /// What is in its address.
    pub(crate) code: String,
    pub(crate) item: FiledItem,
    pub(crate) sent_at_ms: i64,
    pub(crate) content: Content,
    pub(crate) filing: Prefiling,
    pub(crate) version: i64,
}

impl Held {
    /// The name of something asked for.
    pub(crate) fn paper(&self, key: &str) -> Option<&FiledPaper> {
        self.content.papers.iter().find(|it| it.key == key)
    }

    /// Number of the case; empty before there is one.
    pub(crate) fn case(&self) -> &str {
        match &self.filing.state {
            State::Taken { case } => case,
            _ => "",
        }
    }
}

/// A file of a filing.
#[derive(Clone, Debug)]
pub(crate) struct HeldFile {
    pub(crate) file: i64,
    pub(crate) kept: Kept,
    pub(crate) sent_at_ms: i64,
    pub(crate) is_replaced: bool,
}

fn day(text: &str) -> Result<Date, HallError> {
    text.parse().map_err(HallError::broken)
}

fn held(row: &Row) -> Result<Held, HallError> {
    let (word, due): (String, String) = (row.get("standing")?, row.get("due_on")?);
    let content: Content = serde_json::from_str(&row.get::<String>("content")?)?;
    let standing = Standing::from_word(&word)
        .ok_or_else(|| HallError::broken(format!("no standing {word}")))?;
    let open = || content.asks.iter().map(|it| it.key.clone()).collect();
    let state = match standing {
        Standing::Sent => State::Sent { check_by: day(&due)? },
        Standing::Checked => State::Checked { until: day(&due)? },
        Standing::SentBack => State::SentBack { until: day(&due)?, open: open() },
        Standing::Taken => State::Taken { case: row.get("case_number")? },
        Standing::Withdrawn => State::Withdrawn,
        Standing::Lapsed => State::Lapsed,
    };
    Ok(Held {
        number: row.get("number")?,
        code: row.get("code")?,
        item: FiledItem {
            code: row.get("item_code")?,
            version: row.get("item_version")?,
            zh: row.get("item_name")?,
            en: row.get("item_name_english")?,
        },
        sent_at_ms: row.get("sent_at_ms")?,
        filing: Prefiling { state, asked: content.asked.clone() },
        content,
        version: row.get("version")?,
    })
}

/// What the numbers of a centre begin with: 5101, where its cases begin with 101.
pub(crate) fn prefix(centre: CentreId) -> i64 {
    5_000 + centre.0.rem_euclid(1000)
}

/// The next number of the day: `5101-20261123-001`.
pub(crate) fn next_number(act: &mut Act<'_>) -> Result<String, HallError> {
    let (centre, today) = (act.centre(), act.today());
    let row = act.first(NEXT_NUMBER, &params![centre, today])?;
    let last: i64 = row.map_or(Ok(0), |row| row.get("last"))?;
    let day = today.strftime("%Y%m%d");
    Ok(format!("{}-{day}-{:03}", prefix(centre), last + 1))
}

/// A filing by its number.
pub(crate) fn by_number(
    read: &mut dyn Read,
    centre: CentreId,
    number: &str,
) -> Result<Option<Held>, HallError> {
    read.first(BY_NUMBER, &params![centre, number])?.as_ref().map(held).transpose()
}

/// A filing by what is in its address.
pub(crate) fn by_code(
    read: &mut dyn Read,
    centre: CentreId,
    code: &str,
) -> Result<Option<Held>, HallError> {
    read.first(BY_CODE, &params![centre, code])?.as_ref().map(held).transpose()
}

/// Those of one standing after a place, soonest due first.
pub(crate) fn by_due(
    read: &mut dyn Read,
    centre: CentreId,
    standing: Standing,
    (after_due, after): (&str, &str),
    limit: u32,
) -> Result<Vec<Held>, HallError> {
    let params = params![centre, standing.word(), after_due, after, limit];
    read.query(BY_DUE, &params)?.iter().map(held).collect()
}

/// What the register is narrowed by; empty texts do not narrow.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    /// Only those that are over.
    pub(crate) is_over: bool,
    /// Number or item code.
    pub(crate) text: String,
    /// Blind index of a phone's last digits.
    pub(crate) digits: String,
}

/// All after a place, newest first.
pub(crate) fn newest(
    read: &mut dyn Read,
    centre: CentreId,
    filter: &Filter,
    after: &str,
    limit: u32,
) -> Result<Vec<Held>, HallError> {
    let most = i64::from(!filter.is_over);
    let params = params![centre, most, &filter.text, &filter.digits, after, limit];
    read.query(NEWEST, &params)?.iter().map(held).collect()
}

/// The open ones of a person.
pub(crate) fn of_person(
    read: &mut dyn Read,
    centre: CentreId,
    person: &str,
) -> Result<Vec<Held>, HallError> {
    read.query(OF_PERSON, &params![centre, person])?.iter().map(held).collect()
}

/// How many wait for what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Figures {
    pub(crate) sent: i64,
    pub(crate) late: i64,
    pub(crate) sent_back: i64,
    pub(crate) checked: i64,
}

/// How many wait for what in a centre.
pub(crate) fn figures(
    read: &mut dyn Read,
    centre: CentreId,
    today: Date,
) -> Result<Figures, HallError> {
    let Some(row) = read.first(FIGURES, &params![centre, today])? else {
        return Ok(Figures::default());
    };
    Ok(Figures {
        sent: row.get("sent")?,
        late: row.get("late")?,
        sent_back: row.get("sent_back")?,
        checked: row.get("checked")?,
    })
}

/// Numbers of those whose last day has passed.
pub(crate) fn over(
    read: &mut dyn Read,
    centre: CentreId,
    today: Date,
) -> Result<Vec<String>, HallError> {
    let rows = read.query(OVER, &params![centre, today])?;
    rows.iter().map(|row| row.get("number").map_err(HallError::from)).collect()
}

fn held_file(row: &Row) -> Result<HeldFile, HallError> {
    Ok(HeldFile {
        file: row.get("file")?,
        kept: serde_json::from_str(&row.get::<String>("kept")?)?,
        sent_at_ms: row.get("sent_at_ms")?,
        is_replaced: row.get::<i64>("is_replaced")? == 1,
    })
}

/// The files of a filing, in the order in which they came.
pub(crate) fn files(
    read: &mut dyn Read,
    centre: CentreId,
    number: &str,
) -> Result<Vec<HeldFile>, HallError> {
    read.query(FILES, &params![centre, number])?.iter().map(held_file).collect()
}

/// A file of a filing.
pub(crate) fn file(
    read: &mut dyn Read,
    centre: CentreId,
    (number, file): (&str, i64),
) -> Result<Option<HeldFile>, HallError> {
    read.first(FILE, &params![centre, number, file])?.as_ref().map(held_file).transpose()
}

/// Whether an open filing of the centre needs a content.
pub(crate) fn is_held(
    read: &mut dyn Read,
    centre: CentreId,
    digest: &str,
) -> Result<bool, HallError> {
    Ok(read.first(IS_HELD, &params![centre, digest])?.is_some())
}
