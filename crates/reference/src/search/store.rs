//! All SQL of the search.

use super::synonyms::Synonym;
use kit::HallError;
use kit::db::{CentreId, Execute, Read, Statement};
use kit::journal::{Entry, Projection};
use kit::params;
use serde::{Deserialize, Serialize};

/// Every statement of the room.
pub(super) const STATEMENTS: &[Statement] = &[LIST, REVISION, FIND_REVISION, SAVE];

const LIST: Statement = Statement::both(
    "SELECT word, means FROM search_synonyms WHERE centre_id = $1 ORDER BY word_key LIMIT 20000",
);
const REVISION: Statement = Statement::both(
    "SELECT COALESCE(MAX(revision), 0) AS revision FROM search_synonyms WHERE centre_id = $1",
);
const FIND_REVISION: Statement =
    Statement::both("SELECT revision FROM search_synonyms WHERE centre_id = $1 AND word_key = $2");
const SAVE: Statement = Statement::both(
    "INSERT INTO search_synonyms (centre_id, word_key, word, means, revision)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (centre_id, word_key) DO UPDATE SET word = excluded.word,
       means = excluded.means, revision = excluded.revision",
);

/// `search.synonym_set` and, without meanings, `search.synonym_removed`.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SynonymChanged {
    /// The synonym as it is from now on.
    pub(super) synonym: Synonym,
}

/// What a centre changed; a synonym without meanings is one it removed.
pub(super) fn changes(read: &mut dyn Read, centre: CentreId) -> Result<Vec<Synonym>, HallError> {
    read.query(LIST, &params![centre])?
        .iter()
        .map(|row| {
            let means: String = row.get("means")?;
            Ok(Synonym { word: row.get("word")?, means: serde_json::from_str(&means)? })
        })
        .collect()
}

/// Grows with every change.
pub(super) fn revision(read: &mut dyn Read, centre: CentreId) -> Result<i64, HallError> {
    let row = read.first(REVISION, &params![centre])?;
    row.map_or(Ok(0), |row| Ok(row.get("revision")?))
}

/// The journal number of the last change to a word; 0 where the centre never changed it.
pub(super) fn revision_of(
    read: &mut dyn Read,
    centre: CentreId,
    key: &str,
) -> Result<i64, HallError> {
    let row = read.first(FIND_REVISION, &params![centre, key])?;
    row.map_or(Ok(0), |row| Ok(row.get("revision")?))
}

/// Writes what an entry means.
pub(super) fn project(projection: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    let SynonymChanged { synonym } = entry.facts()?;
    let means = serde_json::to_string(&synonym.means)?;
    let row = params![entry.centre, synonym.key(), &synonym.word, means, entry.sequence];
    projection.execute(SAVE, &row)?;
    Ok(())
}
