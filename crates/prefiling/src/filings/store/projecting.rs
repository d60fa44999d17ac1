//! The projector: what each entry means for the room's tables.

use crate::filings::events::{Checked, Sent, SentAgain, SentBack, Taken};
use crate::filings::store::{self, Content, Held};
use casework::papers::door::Kept;
use kit::HallError;
use kit::db::{Execute, Statement};
use kit::journal::{Entry, Projection};
use kit::params;
use std::collections::BTreeSet;
use threshold::prefiling::Standing;

/// Every statement of the room that writes.
pub(in crate::filings) const STATEMENTS: &[Statement] =
    &[ADD, MOVE, ADD_FILE, REPLACE_FILES, COUNT_NUMBER];

const ADD: Statement = Statement::both(
    "INSERT INTO filings_filings (centre_id, number, code, standing, is_open, due_on, item_code,
       item_version, item_name, item_name_english, person, digits, agent_digits, sent_at_ms,
       case_number, content, version)
     VALUES ($1, $2, $3, 'sent', 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', $13, 1)",
);
const MOVE: Statement = Statement::both(
    "UPDATE filings_filings SET standing = $3, is_open = $4, due_on = $5, case_number = $6,
       content = $7, version = version + 1
     WHERE centre_id = $1 AND number = $2",
);
const ADD_FILE: Statement = Statement::both(
    "INSERT INTO filings_files (centre_id, number, file, paper, digest, kept, sent_at_ms,
       is_replaced)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 0)",
);
const REPLACE_FILES: Statement = Statement::both(
    "UPDATE filings_files SET is_replaced = 1
     WHERE centre_id = $1 AND number = $2 AND paper = $3",
);
const COUNT_NUMBER: Statement = Statement::both(
    "INSERT INTO filings_counters (centre_id, day, last) VALUES ($1, $2, $3)
     ON CONFLICT (centre_id, day) DO UPDATE SET last = excluded.last",
);

/// Writes what an entry means.
///
/// # Errors
/// Where the entry cannot be read; what the database said.
pub(in crate::filings) fn project(tx: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    match entry.verb() {
        "sent" => sent(tx, entry, entry.facts()?),
        "checked" => {
            let Checked { until } = entry.facts()?;
            moved(tx, entry, (Standing::Checked, until.to_string()), |_| {})
        }
        "sent_back" => {
            let SentBack { asks, late_reason, until } = entry.facts()?;
            moved(tx, entry, (Standing::SentBack, until.to_string()), |content| {
                content.asked.extend(asks.iter().map(|it| it.key.clone()));
                content.asks = asks;
                content.late_reason = late_reason;
            })
        }
        "sent_again" => sent_again(tx, entry, entry.facts()?),
        "withdrawn" => moved(tx, entry, (Standing::Withdrawn, String::new()), |_| {}),
        "lapsed" => moved(tx, entry, (Standing::Lapsed, String::new()), |_| {}),
        "taken" => moved(tx, entry, (Standing::Taken, String::new()), |_| {}),
        // Somebody looked.
        _ => Ok(()),
    }
}

fn sent(tx: &mut Projection<'_>, entry: &Entry, facts: Sent) -> Result<(), HallError> {
    let Sent { number, code, item, parties, answers, papers, brings, files, check_by } = facts;
    let digits = parties.digits();
    let (digits, agent_digits) = (digits.0.to_owned(), digits.1.to_owned());
    let person = parties.person().to_owned();
    let content = Content { parties, answers, papers, brings, ..Content::default() };
    let content = serde_json::to_string(&content)?;
    let params = params![
        entry.centre,
        &number,
        code,
        check_by,
        item.code,
        item.version,
        item.zh,
        item.en,
        person,
        digits,
        agent_digits,
        entry.at_ms,
        content
    ];
    tx.execute(ADD, &params)?;
    let day = kit::clock::day_of(entry.at_ms);
    let last: i64 = number.rsplit('-').next().and_then(|it| it.parse().ok()).unwrap_or(0);
    tx.execute(COUNT_NUMBER, &params![entry.centre, day, last])?;
    add_files(tx, entry, 1, &files)
}

fn sent_again(tx: &mut Projection<'_>, entry: &Entry, facts: SentAgain) -> Result<(), HallError> {
    let SentAgain { brings, files, note, check_by } = facts;
    let last = store::files(tx, entry.centre, &entry.subject_id)?.last().map_or(0, |it| it.file);
    let papers: BTreeSet<&str> = files.iter().map(Kept::paper).collect();
    for paper in &papers {
        tx.execute(REPLACE_FILES, &params![entry.centre, &entry.subject_id, *paper])?;
    }
    add_files(tx, entry, last + 1, &files)?;
    let sent: BTreeSet<String> = papers.into_iter().map(str::to_owned).collect();
    moved(tx, entry, (Standing::Sent, check_by.to_string()), |content| {
        content.brings.retain(|key| !sent.contains(key));
        content.brings.extend(brings);
        content.brings.sort();
        content.brings.dedup();
        content.asks.clear();
        content.late_reason.clear();
        content.note = note;
    })
}

fn add_files(
    tx: &mut Projection<'_>,
    entry: &Entry,
    first: i64,
    files: &[Kept],
) -> Result<(), HallError> {
    for (file, kept) in (first..).zip(files) {
        let params = params![
            entry.centre,
            &entry.subject_id,
            file,
            kept.paper(),
            kept.digest(),
            serde_json::to_string(kept)?,
            entry.at_ms
        ];
        tx.execute(ADD_FILE, &params)?;
    }
    Ok(())
}

fn moved(
    tx: &mut Projection<'_>,
    entry: &Entry,
    (standing, due_on): (Standing, String),
    change: impl FnOnce(&mut Content),
) -> Result<(), HallError> {
    let held: Held = store::by_number(tx, entry.centre, &entry.subject_id)?
        .ok_or_else(|| HallError::broken(format!("no filing {}", entry.subject_id)))?;
    let mut content = held.content;
    change(&mut content);
    let case = match standing {
        Standing::Taken => entry.facts::<Taken>()?.case,
        _ => String::new(),
    };
    let params = params![
        entry.centre,
        &entry.subject_id,
        standing.word(),
        i64::from(standing.is_open()),
        due_on,
        case,
        serde_json::to_string(&content)?
    ];
    tx.execute(MOVE, &params)?;
    Ok(())
}
