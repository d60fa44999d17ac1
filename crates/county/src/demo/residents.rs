//! Residents who come to the windows.
//!
//! Their area code and telephone numbers are not assigned, their names were drawn at random:
//! nothing of it belongs to a real person.

use anyhow::Context;
use serde::Deserialize;

/// A resident.
#[derive(Clone, Debug, Deserialize)]
pub struct Resident {
    /// Name.
    pub name: String,
    /// Number of the identity card.
    #[serde(rename = "id_no")]
    pub identity_number: String,
    /// Division code of the village.
    #[serde(rename = "village_code")]
    pub village: String,
    /// Telephone.
    pub phone: String,
}

#[derive(Deserialize)]
struct File {
    sample_applicants: Vec<Resident>,
}

/// The shipped residents, in the order of the file.
///
/// # Errors
/// Where the shipped file cannot be read; a test sees to it that it can.
pub fn residents() -> anyhow::Result<Vec<Resident>> {
    let file: File =
        serde_json::from_str(super::COUNTY).context("the shipped county cannot be read")?;
    Ok(file.sample_applicants)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_resident_has_a_number_that_checks_and_that_nobody_can_have() {
        let residents = residents().unwrap();
        assert!(residents.len() >= 30);
        for resident in residents {
            let number = rulebook::person::IdentityNumber::parse(&resident.identity_number);
            assert!(number.is_ok(), "{}", resident.name);
            assert!(resident.identity_number.starts_with("990126"));
            assert!(resident.phone.starts_with("100"));
        }
    }
}
