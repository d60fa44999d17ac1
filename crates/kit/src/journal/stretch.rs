//! A stretch of a chain, checked there and then: what an auditor can ask for at any hour.
//!
//! [`verify`](super::verify) rebuilds the whole house and takes its time. A stretch is the newest
//! part of one centre's chain: every digest is computed anew, every link is followed, and the
//! checkpoints that speak of it are compared; the projections are not.

use super::verify::Finding;
use super::{Entry, checkpoint, reading};
use crate::db::{CentreId, Read};
use crate::error::HallError;
use seal::{Digest, Verifier};

/// What was checked, and what is not as it should be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stretch {
    /// Number of the first entry checked.
    pub first: i64,
    /// Number of the last entry checked; 0 where the chain has none.
    pub last: i64,
    /// Checkpoints compared.
    pub checkpoints: u64,
    /// What is not as it should be.
    pub findings: Vec<Finding>,
}

const PAGE: u32 = 500;
/// Checkpoints compared at most; one is signed an hour.
const CHECKPOINTS_MAX: u32 = 500;

/// Checks the newest entries of a chain, `most` of them.
///
/// # Errors
/// What the database said.
pub fn newest(
    read: &mut dyn Read,
    verifier: &dyn Verifier,
    centre: CentreId,
    most: u32,
) -> Result<Stretch, HallError> {
    let head = reading::head(read, centre)?;
    let (end, digest) = head.map_or((0, Digest::ZERO), |head| (head.sequence, head.digest));
    let start = (end - i64::from(most)).max(0);
    // What the first entry must link to; nothing does where the one before it is missing.
    let anchor = checkpoint::digest_at(read, centre, start)?.unwrap_or(Digest::ZERO);
    let mut stretch = Stretch { first: start + 1, last: start, ..Stretch::default() };
    let mut last = (start, anchor);
    // Beyond the head there must be nothing; one page further shows whether there is.
    while last.0 <= end {
        let page = reading::after(read, centre, last.0, PAGE)?;
        if page.is_empty() {
            break;
        }
        for entry in &page {
            stretch.findings.extend(faults(entry, last));
            last = (entry.sequence, entry.digest);
        }
    }
    stretch.last = last.0;
    if last != (end, digest) {
        stretch.findings.push(Finding::Head { centre, expected: end, found: last.0 });
    }
    compare_checkpoints(read, verifier, (centre, start), &mut stretch)?;
    Ok(stretch)
}

/// The newest checkpoint in any case, and all others that speak of the stretch.
fn compare_checkpoints(
    read: &mut dyn Read,
    verifier: &dyn Verifier,
    (centre, start): (CentreId, i64),
    stretch: &mut Stretch,
) -> Result<(), HallError> {
    let list = checkpoint::list(read, centre, i64::MAX, CHECKPOINTS_MAX)?;
    let all = list.iter().enumerate();
    for (_, it) in all.take_while(|(index, it)| *index == 0 || it.sequence > start) {
        stretch.checkpoints += 1;
        if !checkpoint::holds(read, verifier, it)? {
            stretch.findings.push(Finding::Checkpoint { centre, sequence: it.sequence });
        }
    }
    Ok(())
}

/// What is wrong with an entry that should follow another.
pub(super) fn faults(entry: &Entry, before: (i64, Digest)) -> Vec<Finding> {
    let (centre, sequence) = (entry.centre, entry.sequence);
    let mut faults = Vec::new();
    if entry.computed_digest() != entry.digest {
        faults.push(Finding::Changed { centre, sequence });
    }
    if sequence != before.0 + 1 || entry.previous != before.1 {
        faults.push(Finding::Broken { centre, sequence });
    }
    faults
}
