//! All SQL of the room.

use super::events::{Drawn, Examined};
use kit::HallError;
use kit::db::{CentreId, Execute, Read, Row, Statement};
use kit::journal::{Entry, Projection};
use kit::params;

/// Every statement of the room.
pub(super) const STATEMENTS: &[Statement] =
    &[DRAWS, SAMPLES, SAMPLE, LAST, ADD_DRAW, ADD_SAMPLE, EXAMINED];

/// Draws below a number, the newest first.
const DRAWS: Statement = Statement::both(
    "SELECT * FROM samples_draws WHERE centre_id = $1 AND draw < $2 ORDER BY draw DESC LIMIT $3",
);
const SAMPLES: Statement = Statement::both(
    "SELECT * FROM samples_denials WHERE centre_id = $1 AND draw >= $2 AND draw < $3
     ORDER BY draw, position",
);
const SAMPLE: Statement = Statement::both(
    "SELECT * FROM samples_denials WHERE centre_id = $1 AND draw = $2 AND number = $3",
);
const LAST: Statement = Statement::both(
    "SELECT draw FROM samples_draws WHERE centre_id = $1 ORDER BY draw DESC LIMIT 1",
);
const ADD_DRAW: Statement = Statement::both(
    "INSERT INTO samples_draws
       (centre_id, draw, from_day, to_day, share, seed, pool, drawn_at_ms, drawn_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
);
const ADD_SAMPLE: Statement = Statement::both(
    "INSERT INTO samples_denials
       (centre_id, draw, number, position, finding, note, examined_at_ms, examined_by)
     VALUES ($1, $2, $3, $4, '', '', 0, '')",
);
const EXAMINED: Statement = Statement::both(
    "UPDATE samples_denials SET finding = $4, note = $5, examined_at_ms = $6, examined_by = $7
     WHERE centre_id = $1 AND draw = $2 AND number = $3",
);

/// A draw.
#[derive(Clone, Debug)]
pub(super) struct Draw {
    /// Its number, from 1.
    pub(super) ordinal: i64,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) share: i64,
    pub(super) seed: String,
    /// How many could have been drawn.
    pub(super) pool: i64,
    pub(super) at_ms: i64,
    pub(super) by: String,
    pub(super) samples: Vec<Sample>,
}

/// A denial that was drawn.
#[derive(Clone, Debug)]
pub(super) struct Sample {
    pub(super) number: String,
    /// Word of the finding; empty before there is one.
    pub(super) finding: String,
    pub(super) note: String,
    pub(super) at_ms: i64,
    pub(super) by: String,
}

fn held(row: &Row) -> Result<Sample, HallError> {
    Ok(Sample {
        number: row.get("number")?,
        finding: row.get("finding")?,
        note: row.get("note")?,
        at_ms: row.get("examined_at_ms")?,
        by: row.get("examined_by")?,
    })
}

/// Draws below a number with their samples, the newest first.
pub(super) fn draws(
    read: &mut dyn Read,
    centre: CentreId,
    below: i64,
    limit: u32,
) -> Result<Vec<Draw>, HallError> {
    let mut all = Vec::new();
    for row in &read.query(DRAWS, &params![centre, below, limit])? {
        all.push(Draw {
            ordinal: row.get("draw")?,
            from: row.get("from_day")?,
            to: row.get("to_day")?,
            share: row.get("share")?,
            seed: row.get("seed")?,
            pool: row.get("pool")?,
            at_ms: row.get("drawn_at_ms")?,
            by: row.get("drawn_by")?,
            samples: Vec::new(),
        });
    }
    let Some(oldest) = all.last().map(|draw| draw.ordinal) else { return Ok(all) };
    for row in &read.query(SAMPLES, &params![centre, oldest, below])? {
        let ordinal: i64 = row.get("draw")?;
        if let Some(draw) = all.iter_mut().find(|draw| draw.ordinal == ordinal) {
            draw.samples.push(held(row)?);
        }
    }
    Ok(all)
}

/// A denial of a draw.
pub(super) fn sample(
    read: &mut dyn Read,
    centre: CentreId,
    (draw, number): (i64, &str),
) -> Result<Option<Sample>, HallError> {
    read.first(SAMPLE, &params![centre, draw, number])?.as_ref().map(held).transpose()
}

/// The number of the last draw; 0 before the first.
pub(super) fn last(read: &mut dyn Read, centre: CentreId) -> Result<i64, HallError> {
    read.first(LAST, &params![centre])?.map_or(Ok(0), |row| Ok(row.get("draw")?))
}

/// Writes what an entry means.
pub(super) fn project(projection: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    if entry.verb() == "drawn" {
        let Drawn { draw, from, to, share, seed, pool, chosen } = entry.facts()?;
        let (centre, count) = (entry.centre, i64::try_from(pool.len()).unwrap_or(i64::MAX));
        let (at_ms, by, share) = (entry.at_ms, &entry.actor.name, i64::from(share));
        let params = params![centre, draw, from, to, share, seed, count, at_ms, by];
        projection.execute(ADD_DRAW, &params)?;
        for (position, number) in (1i64..).zip(&chosen) {
            projection.execute(ADD_SAMPLE, &params![centre, draw, number, position])?;
        }
    } else {
        let Examined { draw, number, finding, note } = entry.facts()?;
        let (at_ms, by) = (entry.at_ms, &entry.actor.name);
        let params = params![entry.centre, draw, number, finding, note, at_ms, by];
        projection.execute(EXAMINED, &params)?;
    }
    Ok(())
}
