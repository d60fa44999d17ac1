//! What the journal says of its own reading.

use kit::db::CentreId;
use kit::journal::Subject;
use kit::journal::stretch::Stretch;
use kit::journal::verify::Finding;
use serde::{Deserialize, Serialize};

pub(super) const EXPORTED: &str = "audit.exported";
pub(super) const VERIFIED: &str = "audit.verified";

/// `audit.exported`: a part of the trail was taken away as a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Exported {
    /// Who the entries are of; empty for everybody.
    pub(super) person: String,
    /// The action or room asked for; empty for all.
    pub(super) action: String,
    /// Subject asked for; empty for all.
    pub(super) subject: String,
    /// First day asked for; empty for the first there is.
    pub(super) from: String,
    /// Last day asked for; empty for the last there is.
    pub(super) until: String,
    /// Whether only looks at personal data were asked for.
    pub(super) is_personal_data_only: bool,
    /// Entries in the file.
    pub(super) rows: usize,
}

/// `audit.verified`: the newest part of the chain was checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Verified {
    /// First entry checked.
    pub(super) first: i64,
    /// Last entry checked; 0 where there was none.
    pub(super) last: i64,
    /// Checkpoints compared.
    pub(super) checkpoints: u64,
    /// How much was found; the list below may be shorter.
    pub(super) fault_count: usize,
    /// What was found.
    pub(super) faults: Vec<Fault>,
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Fault {
    /// `changed`, `broken`, `end` or `checkpoint`.
    pub(super) kind: String,
    /// Number of the entry.
    pub(super) sequence: i64,
}

/// Faults that an entry names; the rest is only counted.
const FAULTS_MAX: usize = 100;

impl From<&Stretch> for Verified {
    fn from(stretch: &Stretch) -> Self {
        Self {
            first: stretch.first,
            last: stretch.last,
            checkpoints: stretch.checkpoints,
            fault_count: stretch.findings.len(),
            faults: stretch.findings.iter().take(FAULTS_MAX).map(Fault::from).collect(),
        }
    }
}

impl From<&Finding> for Fault {
    fn from(finding: &Finding) -> Self {
        let (kind, sequence) = match finding {
            Finding::Changed { sequence, .. } | Finding::Replay { sequence, .. } => {
                ("changed", *sequence)
            }
            Finding::Broken { sequence, .. } => ("broken", *sequence),
            Finding::Head { found, .. } => ("end", *found),
            Finding::Checkpoint { sequence, .. } => ("checkpoint", *sequence),
            Finding::Row { .. } => ("row", 0),
        };
        Self { kind: kind.to_owned(), sequence }
    }
}

/// What the entries of this room are about: the journal of the centre itself.
pub(super) fn journal(centre: CentreId) -> Subject {
    Subject::new("journal", centre)
}
