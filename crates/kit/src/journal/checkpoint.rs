//! Signed checkpoints: published, so that even the operator cannot rewrite the past unseen.
//!
//! A checkpoint says in which digest a centre's chain ended at some instant; it is signed with
//! the house's SM2 key and shown at a public page and by API. Whoever kept one can tell later
//! whether the chain still runs through it.

use super::{ChainHead, Committed, Housekeeping, digest_of, housekeeping};
use crate::db::{Act, CentreId, Read, Row, Statement};
use crate::error::HallError;
use crate::params;
use seal::{Canonical, Digest, Signer, Verifier};

pub(super) const STATEMENTS: [Statement; 4] = [LATEST, ALL, INSERT, ENTRY_DIGEST];

const LATEST: Statement = Statement::both(
    "SELECT * FROM journal_checkpoints WHERE centre_id = $1 ORDER BY sequence DESC LIMIT 1",
);
const ALL: Statement = Statement::both(
    "SELECT * FROM journal_checkpoints WHERE centre_id = $1 AND sequence < $2
     ORDER BY sequence DESC LIMIT $3",
);
const INSERT: Statement = Statement::both(
    "INSERT INTO journal_checkpoints (centre_id, sequence, digest, at_ms, key_name, signature)
     VALUES ($1, $2, $3, $4, $5, $6)",
);
const ENTRY_DIGEST: Statement =
    Statement::both("SELECT digest FROM journal_entries WHERE centre_id = $1 AND sequence = $2");

/// A signed statement of where a chain ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The centre.
    pub centre: CentreId,
    /// Number of the last entry.
    pub sequence: i64,
    /// Digest of the last entry.
    pub digest: Digest,
    /// When it was signed, in epoch milliseconds.
    pub at_ms: i64,
    /// Which key signed.
    pub key_name: String,
    /// The SM2 signature, hexadecimal DER.
    pub signature: String,
}

impl Checkpoint {
    /// The bytes that are signed.
    pub fn message(centre: CentreId, sequence: i64, digest: &Digest, at_ms: i64) -> Digest {
        Canonical::new()
            .text("yimen checkpoint 1")
            .int(centre.0)
            .int(sequence)
            .link(digest)
            .int(at_ms)
            .digest()
    }

    /// The bytes that this one's signature covers.
    pub fn signed_message(&self) -> Digest {
        Self::message(self.centre, self.sequence, &self.digest, self.at_ms)
    }

    fn from_row(row: &Row) -> Result<Self, HallError> {
        Ok(Self {
            centre: row.get("centre_id")?,
            sequence: row.get("sequence")?,
            digest: digest_of(row, "digest")?,
            at_ms: row.get("at_ms")?,
            key_name: row.get("key_name")?,
            signature: row.get("signature")?,
        })
    }
}

/// The newest checkpoint of a centre.
///
/// # Errors
/// What the database said.
pub fn latest(read: &mut dyn Read, centre: CentreId) -> Result<Option<Checkpoint>, HallError> {
    read.first(LATEST, &params![centre])?.as_ref().map(Checkpoint::from_row).transpose()
}

/// Checkpoints of a centre below a number, newest first.
///
/// # Errors
/// What the database said.
pub fn list(
    read: &mut dyn Read,
    centre: CentreId,
    below: i64,
    limit: u32,
) -> Result<Vec<Checkpoint>, HallError> {
    read.query(ALL, &params![centre, below, limit])?.iter().map(Checkpoint::from_row).collect()
}

/// Signs where the chain of the act's centre ends now; nothing where nothing was added since.
///
/// # Errors
/// What the signer or the database said.
pub fn sign(
    act: &mut Act<'_>,
    signer: &dyn Signer,
) -> Result<Committed<Option<Checkpoint>>, HallError> {
    let centre = act.centre();
    let ChainHead { sequence, digest, .. } = act.chain.clone();
    let is_new = latest(act, centre)?.is_none_or(|last| last.sequence < sequence);
    if sequence == 0 || !is_new {
        return housekeeping(Housekeeping::Checkpoint, None);
    }
    let at_ms = act.now_ms();
    let message = Checkpoint::message(centre, sequence, &digest, at_ms);
    let signature = signer.sign(message.as_bytes()).map_err(HallError::broken)?;
    let checkpoint = Checkpoint {
        centre,
        sequence,
        digest,
        at_ms,
        key_name: signer.key_name().to_owned(),
        signature: crate::clock::hex(&signature.to_der()),
    };
    act.working(
        INSERT,
        &params![
            centre,
            sequence,
            &digest.as_bytes()[..],
            at_ms,
            &checkpoint.key_name,
            &checkpoint.signature
        ],
    )?;
    housekeeping(Housekeeping::Checkpoint, Some(checkpoint))
}

/// Whether a checkpoint is signed by the house, and its entry still carries the digest it names.
///
/// # Errors
/// What the database said.
pub fn holds(
    read: &mut dyn Read,
    verifier: &dyn Verifier,
    checkpoint: &Checkpoint,
) -> Result<bool, HallError> {
    let signature = seal::text::parse_hex(&checkpoint.signature)
        .and_then(|bytes| seal::Signature::from_der(&bytes).ok());
    let is_signed = signature.is_some_and(|signature| {
        verifier.verify(checkpoint.signed_message().as_bytes(), &signature).is_ok()
    });
    let now = digest_at(read, checkpoint.centre, checkpoint.sequence)?;
    Ok(is_signed && now == Some(checkpoint.digest))
}

/// The digest an entry carries now, to compare with a kept checkpoint.
///
/// # Errors
/// What the database said.
pub fn digest_at(
    read: &mut dyn Read,
    centre: CentreId,
    sequence: i64,
) -> Result<Option<Digest>, HallError> {
    let row = read.first(ENTRY_DIGEST, &params![centre, sequence])?;
    row.map(|row| digest_of(&row, "digest").map_err(HallError::from)).transpose()
}
