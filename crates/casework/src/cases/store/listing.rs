//! Cases as lists, tabs and boards read them: narrowed, keyed, counted.
//!
//! Open cases are few and stand in indexes of their own, soonest due first. Of closed ones there
//! may be a million: each filter leads a statement that its own index answers, newest first.

use super::{Held, listed};
use kit::HallError;
use kit::db::{CentreId, Read, Statement, Value};
use kit::params;
use rulebook::case::Stage;

/// Every statement that lists.
pub(in crate::cases) const STATEMENTS: &[Statement] = &[
    BY_DUE,
    NEWEST,
    NEWEST_BETWEEN,
    NEWEST_IN_STAGE,
    NEWEST_OF_ITEM,
    NEWEST_OF_CLERK,
    NEWEST_AT_WINDOW,
    NEWEST_OF_DEPARTMENT,
    NEWEST_OF_MODE,
    NEWEST_OF_KIND,
    FOUND,
    BY_MODE,
    AWAITING,
    SILENT,
    DECIDING,
    DENIED,
    COUNTS,
    DUE_COUNTS,
    TALLIES,
    TALLIES_NARROWED,
];

/// What every list is narrowed by: `$2` to `$10`. The numbers are looked at as texts that are made,
/// so that no planner takes the whole key of a centre for a way to them.
macro_rules! narrowed {
    () => {
        " AND ($2 = '' OR stage = $2) AND ($3 = '' OR mode = $3)
          AND ($4 = '' OR department = $4) AND ($5 = '' OR item_code = $5)
          AND ($6 = '' OR window_name = $6) AND ($7 = '' OR clerk = $7)
          AND ($8 = '' OR applicant_kind = $8)
          AND number || '' >= $9 AND number || '' < $10 "
    };
}

/// Whether it is the turn of a post: its turns, its department's opinion, other departments.
macro_rules! is_the_turn_of {
    ($turns:literal, $opinions:literal, $others:literal) => {
        concat!(
            "((",
            $turns,
            " LIKE '%,' || turn || ',%' AND (turn <> 'department' OR ",
            $others,
            " NOT LIKE '%,' || department || ',%')) OR awaited LIKE ",
            $opinions,
            ")"
        )
    };
}

/// Open cases, soonest due first.
const BY_DUE: Statement = cases!(
    "WHERE centre_id = $1 AND is_closed = 0",
    narrowed!(),
    "  AND ($11 = '' OR item_code = $11 OR number = $11 OR applicant_masked = $12)
       AND ($13 = '' OR (due_on >= $13 AND is_stopped = 0 AND hand <> 'none'))
       AND ($14 = '' OR (due_on <= $14 AND is_stopped = 0 AND hand <> 'none'))
       AND ($15 = 0 OR clerk_account = $15)
       AND ($16 = '' OR turn = $16)
       AND ($17 = '' OR ",
    is_the_turn_of!("$17", "$18", "$19"),
    ") AND ($20 = '' OR hand = 'none' OR left_open_at_ms > 0
         OR (due_on >= $21 AND due_on <= $22)
         OR ($20 = 'amber' AND mode IN ('joint', 'coordination', 'agency'))
         OR ($20 = 'paused' AND is_stopped = 1))
       AND (due_on > $23 OR (due_on = $23 AND number > $24))
     ORDER BY due_on, number LIMIT $25"
);

/// Closed cases, or all, newest first, led by the filter that an index answers.
macro_rules! newest {
    ($led_by:literal) => {
        newest!(@ "WHERE centre_id = $1", $led_by)
    };
    // SQLite knows from its samples how large a centre is, but not how rare an item is in it, and
    // would walk through the whole centre: it is told the way.
    ($index:literal, $led_by:literal) => {
        Statement::each(
            newest!(@ concat!("INDEXED BY ", $index, " WHERE centre_id = $1"), $led_by).sqlite,
            newest!($led_by).postgres,
        )
    };
    (@ $from:expr, $led_by:literal) => {
        cases!(
            $from,
            $led_by,
            " AND is_closed >= $11",
            narrowed!(),
            " AND number < $12 ORDER BY number DESC LIMIT $13"
        )
    };
}

const NEWEST: Statement = newest!("");
/// A stretch of days is a stretch of the key itself.
const NEWEST_BETWEEN: Statement = newest!(" AND number >= $9");
const NEWEST_IN_STAGE: Statement =
    newest!("cases_cases_closed_by_stage", " AND stage = $2 AND is_closed = 1");
const NEWEST_OF_MODE: Statement = newest!("cases_cases_by_mode", " AND mode = $3");
const NEWEST_OF_DEPARTMENT: Statement =
    newest!("cases_cases_by_department", " AND department = $4");
const NEWEST_OF_ITEM: Statement = newest!("cases_cases_by_item", " AND item_code = $5");
const NEWEST_AT_WINDOW: Statement = newest!("cases_cases_by_window", " AND window_name = $6");
const NEWEST_OF_CLERK: Statement = newest!("cases_cases_by_clerk", " AND clerk = $7");
const NEWEST_OF_KIND: Statement = newest!("cases_cases_by_kind", " AND applicant_kind = $8");

/// Cases by number, item, name as shown or person, open or not: each by its own index.
const FOUND: Statement = cases!(
    "WHERE centre_id = $1 AND is_closed >= $11",
    narrowed!(),
    "  AND number < $12
       AND number IN (
         SELECT number FROM cases_cases WHERE centre_id = $1 AND number = $13
         UNION SELECT number FROM cases_cases WHERE centre_id = $1 AND item_code = $13
         UNION SELECT number FROM cases_cases WHERE centre_id = $1 AND applicant_masked = $14
         UNION SELECT number FROM cases_cases
           WHERE centre_id = $1 AND identity_fingerprint = $15)
     ORDER BY number DESC LIMIT $16"
);

/// Open cases on a board, soonest due first, after a place.
macro_rules! board {
    ($of:literal) => {
        cases!(
            "WHERE centre_id = $1 AND is_closed = 0",
            $of,
            " AND (due_on > $3 OR (due_on = $3 AND number > $4))
              ORDER BY due_on, number LIMIT $5"
        )
    };
}

/// Of a mode.
const BY_MODE: Statement = board!(" AND mode = $2");
/// Where an opinion of a department is awaited.
const AWAITING: Statement = board!(" AND mode = 'joint' AND awaited LIKE $2");
/// Where a department let its limit pass in silence.
const SILENT: Statement = board!(" AND mode = 'joint' AND silent LIKE $2");
/// What waits for a decision of a department, or to be passed on to others, outside the window.
const DECIDING: Statement = board!(
    " AND mode <> 'direct' AND (turn = $2 OR (mode = 'joint' AND stage = 'examining'
        AND turn = 'window'))"
);
/// Denials by where they stand.
const DENIED: Statement = board!(" AND denial = $2 AND denial > ''");

const COUNTS: Statement = Statement::both(
    "SELECT stage, COUNT(*) AS found FROM cases_cases
     WHERE centre_id = $1 AND is_closed = 0 AND due_on >= ''
     GROUP BY stage ORDER BY stage",
);

const DUE_COUNTS: Statement = Statement::both(
    "SELECT COALESCE(SUM(CASE WHEN due_on = $2 THEN 1 ELSE 0 END), 0) AS today,
       COALESCE(SUM(CASE WHEN due_on < $2 THEN 1 ELSE 0 END), 0) AS late
     FROM cases_cases
     WHERE centre_id = $1 AND is_closed = 0 AND is_stopped = 0 AND hand <> 'none'
       AND due_on > '' AND due_on <= $2",
);

/// All tabs of the work list, counted at one go.
macro_rules! tallies {
    ($today:literal, $turns:literal, $opinions:literal, $others:literal, $($where:expr),+) => {
        Statement::both(concat!(
            "SELECT COUNT(*) AS in_hand,
               COALESCE(SUM(CASE WHEN ",
            is_the_turn_of!($turns, $opinions, $others),
            " THEN 1 ELSE 0 END), 0) AS to_do,
               COALESCE(SUM(CASE WHEN is_stopped = 0 AND hand <> 'none' AND due_on = ",
            $today,
            " THEN 1 ELSE 0 END), 0) AS today,
               COALESCE(SUM(CASE WHEN is_stopped = 0 AND hand <> 'none' AND due_on > ''
                 AND due_on < ",
            $today,
            " THEN 1 ELSE 0 END), 0) AS overdue,
               COALESCE(SUM(CASE WHEN turn = 'procedure' THEN 1 ELSE 0 END), 0) AS paused,
               COALESCE(SUM(CASE WHEN turn = 'applicant' THEN 1 ELSE 0 END), 0) AS waiting
             FROM cases_cases WHERE centre_id = $1 AND is_closed = 0 AND due_on >= '' ",
            $($where),+
        ))
    };
}

/// Of all open cases: answered by the index of open cases alone.
const TALLIES: Statement = tallies!("$2", "$3", "$4", "$5", "");
/// Of those that a filter leaves.
const TALLIES_NARROWED: Statement = tallies!(
    "$11",
    "$12",
    "$13",
    "$14",
    narrowed!(),
    " AND ($15 = '' OR item_code = $15 OR number = $15 OR applicant_masked = $16)
      AND ($17 = '' OR identity_fingerprint = $17)"
);

/// Which cases a list is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Open ones, soonest due first.
    #[default]
    Open,
    /// Closed ones, newest first.
    Closed,
    /// All, newest first.
    All,
}

/// What may be waited for of a post (轮到本岗位的).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Own {
    /// Words of the turns it takes, with a comma before and after each.
    pub(crate) turns: String,
    /// A pattern of the list of awaited departments; empty where it speaks for none.
    pub(crate) opinions: String,
    /// Names of the departments whose decisions are not its own, listed like the turns.
    pub(crate) others: String,
}

/// The light a list is narrowed by, as the days between which it is found at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LightDays {
    /// Class of the light; empty for any.
    pub(crate) class: String,
    /// Due on this day or after.
    pub(crate) from: String,
    /// Due on this day or before.
    pub(crate) by: String,
}

/// What a work list is narrowed by; empty texts do not narrow.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    /// Open, closed or both.
    pub(crate) scope: Scope,
    /// Word of a stage.
    pub(crate) stage: String,
    /// Word of a mode.
    pub(crate) mode: String,
    /// The department that decides, as the catalogue calls it.
    pub(crate) department: String,
    /// Item code.
    pub(crate) item: String,
    /// The window where it was taken in.
    pub(crate) window: String,
    /// Name of the clerk who took it in.
    pub(crate) clerk: String,
    /// Code of the kind of applicant.
    pub(crate) kind: String,
    /// Numbers from this one on: they begin with the day of intake.
    pub(crate) number_from: String,
    /// Numbers before this one.
    pub(crate) number_until: String,
    /// Item code or case number.
    pub(crate) text: String,
    /// A name as it is shown, masked.
    pub(crate) masked: String,
    /// Fingerprint of an identity number.
    pub(crate) person: String,
    /// Due on this day or after, and not paused (open ones).
    pub(crate) due_from: String,
    /// Due on this day or before, and not paused (open ones).
    pub(crate) due_by: String,
    /// Account of the clerk who took it (open ones); 0 for any.
    pub(crate) account: i64,
    /// Word of whose turn it is (open ones).
    pub(crate) turn: String,
    /// The post whose turn it is (open ones).
    pub(crate) own: Own,
    /// The light (open ones).
    pub(crate) light: LightDays,
}

/// Greater than every number of a case.
const LAST: &str = "~";

fn or_last(text: &str) -> &str {
    if text.is_empty() { LAST } else { text }
}

impl Filter {
    /// `$1` to `$10` of every list.
    fn shared(&self, centre: CentreId) -> [Value; 10] {
        params![
            centre,
            &self.stage,
            &self.mode,
            &self.department,
            &self.item,
            &self.window,
            &self.clerk,
            &self.kind,
            &self.number_from,
            or_last(&self.number_until)
        ]
    }

    /// The statement that the narrowest filter leads.
    fn newest(&self) -> Statement {
        let led = [
            (&self.item, NEWEST_OF_ITEM),
            (&self.clerk, NEWEST_OF_CLERK),
            (&self.window, NEWEST_AT_WINDOW),
            (&self.department, NEWEST_OF_DEPARTMENT),
            (&self.mode, NEWEST_OF_MODE),
            (&self.kind, NEWEST_OF_KIND),
        ];
        if self.scope == Scope::Closed && !self.stage.is_empty() {
            return NEWEST_IN_STAGE;
        }
        if !(self.number_from.is_empty() || self.number_until.is_empty()) {
            return NEWEST_BETWEEN;
        }
        let last = if self.number_from.is_empty() { NEWEST } else { NEWEST_BETWEEN };
        led.into_iter().find(|(text, _)| !text.is_empty()).map_or(last, |(_, it)| it)
    }

    /// Whether it leaves out anything besides what its tab leaves out.
    pub(crate) fn is_narrow(&self) -> bool {
        let texts = [
            &self.stage,
            &self.mode,
            &self.department,
            &self.item,
            &self.window,
            &self.clerk,
            &self.kind,
            &self.number_from,
            &self.number_until,
            &self.text,
            &self.person,
        ];
        texts.into_iter().any(|it| !it.is_empty())
    }
}

/// Cases after a due date and number, in the order of the scope.
pub(crate) fn list(
    read: &mut dyn Read,
    centre: CentreId,
    filter: &Filter,
    after: (&str, &str),
    limit: u32,
) -> Result<Vec<Held>, HallError> {
    let shared = filter.shared(centre);
    let closed = i64::from(filter.scope == Scope::Closed);
    let is_search = !(filter.text.is_empty() && filter.person.is_empty());
    let rows = match filter.scope {
        Scope::Open if filter.person.is_empty() => {
            let more = params![
                &filter.text,
                &filter.masked,
                &filter.due_from,
                &filter.due_by,
                filter.account,
                &filter.turn,
                &filter.own.turns,
                &filter.own.opinions,
                &filter.own.others,
                &filter.light.class,
                &filter.light.from,
                &filter.light.by,
                after.0,
                after.1,
                limit
            ];
            read.query(BY_DUE, &[&shared[..], &more].concat())
        }
        _ if is_search => {
            let Filter { text, masked, person, .. } = filter;
            let more = params![closed, or_last(after.1), text, masked, person, limit];
            read.query(FOUND, &[&shared[..], &more].concat())
        }
        _ => {
            let before = or_last(after.1).min(or_last(&filter.number_until));
            let more = params![closed, before, limit];
            read.query(filter.newest(), &[&shared[..], &more].concat())
        }
    };
    rows?.iter().map(listed).collect()
}

/// What a board is narrowed by in the table itself.
#[derive(Clone, Debug)]
pub(crate) enum BoardOf {
    /// Word of a mode.
    Mode(String),
    /// A pattern of the list of awaited departments.
    Awaiting(String),
    /// Where some department is silent.
    Silent,
    /// What waits for a decision outside the window.
    Deciding,
    /// Where a denial stands.
    Denied(&'static str),
}

/// Open cases of a board after a place, soonest due first.
pub(crate) fn of_board(
    read: &mut dyn Read,
    centre: CentreId,
    board: &BoardOf,
    after: (&str, &str),
    limit: u32,
) -> Result<Vec<Held>, HallError> {
    let (statement, what) = match board {
        BoardOf::Mode(word) => (BY_MODE, word.as_str()),
        BoardOf::Awaiting(pattern) => (AWAITING, pattern.as_str()),
        BoardOf::Silent => (SILENT, ",%"),
        BoardOf::Deciding => (DECIDING, "department"),
        BoardOf::Denied(word) => (DENIED, *word),
    };
    let params = params![centre, what, after.0, after.1, limit];
    read.query(statement, &params)?.iter().map(listed).collect()
}

/// How many open cases stand where.
pub(crate) fn counts(
    read: &mut dyn Read,
    centre: CentreId,
) -> Result<Vec<(Stage, i64)>, HallError> {
    let rows = read.query(COUNTS, &params![centre])?;
    let mut all = Vec::new();
    for row in &rows {
        if let Some(stage) = Stage::from_word(&row.get::<String>("stage")?) {
            all.push((stage, row.get("found")?));
        }
    }
    Ok(all)
}

/// How many open cases are due today, and how many are late.
pub(crate) fn due_counts(
    read: &mut dyn Read,
    centre: CentreId,
    today: jiff::civil::Date,
) -> Result<(i64, i64), HallError> {
    let row = read.first(DUE_COUNTS, &params![centre, today])?;
    row.map_or(Ok((0, 0)), |row| Ok((row.get("today")?, row.get("late")?)))
}

/// How many open cases stand under each tab of the work list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tallies {
    /// 待办: the turn of the visitor's post.
    pub(crate) to_do: i64,
    /// 在办: all that are open.
    pub(crate) in_hand: i64,
    /// 今日到期
    pub(crate) today: i64,
    /// 超期
    pub(crate) overdue: i64,
    /// 中止
    pub(crate) paused: i64,
    /// 待申请人
    pub(crate) waiting: i64,
}

/// The tabs of the work list, for a post, of what a filter leaves.
pub(crate) fn tallies(
    read: &mut dyn Read,
    centre: CentreId,
    filter: &Filter,
    (today, own): (jiff::civil::Date, &Own),
) -> Result<Tallies, HallError> {
    let Own { turns, opinions, others } = own;
    let row = if filter.is_narrow() {
        let Filter { text, masked, person, .. } = filter;
        let more = params![today, turns, opinions, others, text, masked, person];
        let params = [&filter.shared(centre)[..], &more].concat();
        read.first(TALLIES_NARROWED, &params)?
    } else {
        read.first(TALLIES, &params![centre, today, turns, opinions, others])?
    };
    let Some(row) = row else { return Ok(Tallies::default()) };
    Ok(Tallies {
        to_do: row.get("to_do")?,
        in_hand: row.get("in_hand")?,
        today: row.get("today")?,
        overdue: row.get("overdue")?,
        paused: row.get("paused")?,
        waiting: row.get("waiting")?,
    })
}
