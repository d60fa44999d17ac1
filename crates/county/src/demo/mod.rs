//! The demonstration: a fictional county that lives, loaded by the acts that staff would do.
//!
//! Nothing is written around the journal: the county office loads the State Council's notices,
//! each centre is set up, imports the 104 items and publishes what is complete, says who is
//! stationed, and takes cases. Each step looks whether it was done, so that an interrupted loading
//! goes on where it stopped, and a second start finds everything there.

mod announcing;
mod cases;
mod catalogue;
mod clock;
mod coming;
mod contacts;
mod filings;
mod living;
mod loading;
mod mediations;
mod modes;
mod papers;
mod payments;
mod queue;
mod registers;
mod residents;
mod stories;

pub use catalogue::{catalogues_only, contact, only as catalogue_only};
pub use clock::{DemoClock, LoadingClock};
pub use loading::{Steps, found, load};
pub use residents::{Resident, residents};

use house::config::County;
use office::posts::door::CountyFile;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The county, its departments and staff.
const COUNTY: &str = include_str!("../../../../data/sample-county.json");
/// English names of what is in it.
const COUNTY_ENGLISH: &str = include_str!("../../../../data/sample-county-english.json");
/// The password of the accounts that are printed; everybody who reads the screen knows it.
pub const PASSWORD: &str = "Yimen-2026";

/// The shipped county.
///
/// # Errors
/// Where the shipped file cannot be read; a test sees to it that it can.
pub fn county_file() -> anyhow::Result<CountyFile> {
    house::told(CountyFile::parse(COUNTY, Some(COUNTY_ENGLISH)))
}

/// The county as the house is told of it.
///
/// # Errors
/// As [`county_file`].
pub fn county() -> anyhow::Result<County> {
    #[derive(Deserialize)]
    struct English {
        names: BTreeMap<String, String>,
    }
    let file = county_file()?;
    let english: English = serde_json::from_str(COUNTY_ENGLISH)?;
    let name_english = english.names.get(&file.name).cloned().unwrap_or_default();
    Ok(County { code: file.county, name: file.name, name_english })
}
