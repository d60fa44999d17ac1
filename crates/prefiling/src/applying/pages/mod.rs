//! Pages for whoever files from home.

pub(super) mod fill;
pub(super) mod find;
pub(super) mod held;
mod steps;

pub(super) use steps::Draft;

use crate::filings::door::{FILES_MAX, unknown};
use casework::papers::door::{self as papers, Kept};
use kit::db::CentreId;
use kit::form::{FormData, FormErrors};
use kit::security::Allowance;
use kit::shell::{Chrome, Face};
use kit::{HallError, Phrase, Visit, Words};
use office::posts::door as posts;

/// Pages that one address may ask for.
const ASKING: Allowance = Allowance { burst: 60, per_minute: 40 };
/// Forms with files, and filings, that one address may send.
const SENDING: Allowance = Allowance { burst: 20, per_minute: 6 };

/// Refuses an address that asks without end.
///
/// # Errors
/// `TooMany`.
pub(super) fn slow_down(visit: &Visit) -> Result<(), HallError> {
    throttled(visit, "filings", ASKING)
}

/// Refuses an address that sends without end.
///
/// # Errors
/// `TooMany`.
pub(super) fn slow_down_sending(visit: &Visit) -> Result<(), HallError> {
    throttled(visit, "filings sent", SENDING)
}

/// Refuses an address that tries numbers.
///
/// # Errors
/// `TooMany`.
pub(super) fn slow_down_guessing(visit: &Visit) -> Result<(), HallError> {
    throttled(visit, "filings guessed", Allowance::LOOK_UP)
}

fn throttled(visit: &Visit, what: &str, allowance: Allowance) -> Result<(), HallError> {
    if visit.member.is_some() {
        return Ok(());
    }
    let key = format!("{what} {}", visit.address);
    let asked = visit.hall.throttle.ask(&key, allowance, visit.now_ms);
    asked.map_err(|retry_after_s| HallError::TooMany { retry_after_s })
}

/// A centre as its public pages name it.
pub(super) struct Place {
    pub(super) centre: CentreId,
    pub(super) name: Phrase,
    pub(super) address: Phrase,
    pub(super) phone: String,
    pub(super) root: String,
}

impl Place {
    /// # Errors
    /// `NotFound` where there is no such centre.
    pub(super) async fn of(visit: &Visit, centre: CentreId) -> Result<Self, HallError> {
        let directory = posts::directory(&visit.hall).await?;
        let held = directory.centre(centre).filter(|it| it.centre.is_open());
        let record = &held.ok_or_else(unknown)?.centre.record;
        let both = |chinese: &str, english: &str| {
            let english = if english.is_empty() { chinese } else { english };
            Phrase::new(chinese.to_owned(), english.to_owned())
        };
        Ok(Self {
            centre,
            name: both(&record.name, &record.name_english),
            address: both(&record.address, &record.address_english),
            phone: record.hotline.clone(),
            root: format!("/centres/{centre}"),
        })
    }

    pub(super) fn chrome(&self, visit: &Visit, title: impl Into<String>) -> Chrome {
        let name = visit.words().phrase(&self.name).to_owned();
        visit.chrome(title, Face::Public).of_centre(name, self.root.clone())
    }
}

/// Centre and code of a filing as its public address names it.
///
/// # Errors
/// `NotFound` where it names none.
pub(super) fn parse(name: &str) -> Result<(CentreId, String), HallError> {
    let named = name.split_once('-').and_then(|(centre, code)| {
        let is_code = code.len() == 16 && code.bytes().all(|it| it.is_ascii_hexdigit());
        Some((CentreId::parse(centre)?, code.to_owned())).filter(|_| is_code)
    });
    named.ok_or_else(unknown)
}

/// Where a paper's files are chosen, what was taken before, or that it is brought along.
pub(super) struct PaperField {
    pub(super) key: String,
    pub(super) name: String,
    /// How many, and when it is good; or why it is asked for.
    pub(super) about: String,
    pub(super) is_required: bool,
    pub(super) error: String,
    /// What each file is, and how the form carries it.
    pub(super) kept: Vec<(String, String)>,
    pub(super) is_brought: bool,
}

impl PaperField {
    /// With what a form carries for it.
    pub(super) fn filled(
        mut self,
        (data, errors): (&FormData, &FormErrors),
        taken: &[(Kept, String)],
        words: Words,
    ) -> Self {
        let fault = errors.at(&format!("file.{}", self.key));
        self.error = fault.map(|it| words.phrase(it).to_owned()).unwrap_or_default();
        let own = taken.iter().filter(|(kept, _)| kept.is_of(&self.key));
        self.kept = own.map(|(kept, sealed)| (kept.line(), sealed.clone())).collect();
        self.is_brought = data.has(&format!("bring.{}", self.key));
        self
    }
}

/// The files that a form carries; each has to lie in the centre it is sent to.
///
/// # Errors
/// `Invalid` where somebody changed it, it is gone, or there are too many.
pub(super) async fn files_of(
    visit: &Visit,
    centre: CentreId,
    data: &FormData,
) -> Result<Vec<Kept>, HallError> {
    let taken = papers::taken(&visit.hall.vault, data)?;
    if taken.len() > FILES_MAX {
        return Err(HallError::breach(
            "文件太多了，请把同一份材料的多页合成一个 PDF 再传。",
            "These are too many files; put the pages of a paper into one PDF.",
        ));
    }
    for (kept, _) in &taken {
        if papers::find_content(&visit.hall, centre, kept.digest()).await?.is_none() {
            let fault = Phrase::of("之前传的文件已失效，请重新上传。", "Send the file again.");
            return Err(HallError::invalid(&format!("file.{}", kept.paper()), fault));
        }
    }
    Ok(taken.into_iter().map(|(kept, _)| kept).collect())
}

/// Keys of the papers that a form says are brought along.
pub(super) fn brings_of(data: &FormData) -> Vec<String> {
    let mut keys: Vec<String> = data
        .with_prefix("bring.")
        .filter(|(_, value)| *value == "yes")
        .map(|(key, _)| key.to_owned())
        .collect();
    keys.sort();
    keys.dedup();
    keys
}
