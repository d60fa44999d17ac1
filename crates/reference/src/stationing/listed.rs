//! The departments of a centre as counties list them.

use super::store::DepartmentRecord;
use kit::Phrase;
use rulebook::item::{CodeFault, DepartmentKey};
use rulebook::stationing::{Delegation, Obligation, Presence, SealPlace};
use serde::Deserialize;

/// A department in a county's list (`departments` of a township in `sample-county.json`).
#[derive(Clone, Debug, Deserialize)]
pub struct ListedDepartment {
    department_key: String,
    department: String,
    name: String,
    stationed: String,
    authorization: String,
    seal_in_hall: bool,
    #[serde(default)]
    absence_reason: String,
    #[serde(default)]
    line_management: String,
}

impl ListedDepartment {
    /// As the journal keeps it; words nobody knows are told.
    pub(super) fn record(&self) -> Result<DepartmentRecord, Phrase> {
        let key = DepartmentKey::parse(&self.department_key).map_err(CodeFault::phrase)?;
        let unknown = |word: &str| {
            Phrase::new(
                format!("{}：“{word}”不是进驻情况的用词。", self.name),
                format!("{}: “{word}” is no word of stationing.", self.department_key),
            )
        };
        let presence =
            Presence::from_name(&self.stationed).ok_or_else(|| unknown(&self.stationed))?;
        let delegation = Delegation::from_name(&self.authorization)
            .ok_or_else(|| unknown(&self.authorization))?;
        let seal = if self.seal_in_hall { SealPlace::InHall } else { SealPlace::AtStation };
        Ok(DepartmentRecord {
            name: self.department.clone(),
            station: self.name.clone(),
            line_management: self.line_management.clone(),
            obligation: Obligation::of_department(&key).word().to_owned(),
            presence: presence.word().to_owned(),
            delegation: delegation.word().to_owned(),
            seal: seal.word().to_owned(),
            reason: self.absence_reason.clone(),
            department: key.to_string(),
        })
    }
}
