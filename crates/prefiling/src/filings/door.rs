//! What others may ask of filings: a window knows what its visitor filed from home, and the
//! demonstration loads some.

pub use super::actions::{
    Made, Return, Supplement, Wish, check, lapse, send, send_again, send_back, withdraw,
};
pub use super::events::{FiledItem, FiledPaper};

pub(crate) use super::actions::{FILES_MAX, no, unknown};
pub(crate) use super::api::{FilingView, view};
pub(crate) use super::pages::{LightView, answer_text, given, light_view};
pub(crate) use super::store::{Held, HeldFile, by_code, by_number, files, prefix};
pub(crate) use super::tally::refresh;

use super::store::{self, Figures};
use jiff::civil::Date;
use kit::db::{CentreId, Read};
use kit::privacy::Vault;
use kit::{HallError, Phrase};
use rulebook::checklist::Checklist;
use rulebook::condition::Answers;
use rulebook::item::{Definition, Necessity};
use threshold::prefiling::Standing;

/// Where sealed answers belong.
pub(crate) const ANSWERS: &str = "filings.answers";
/// Where sealed notes belong.
pub const NOTE: &str = "filings.note";

/// A filing in brief (预申报摘要).
#[derive(Clone, Debug)]
pub struct OpenFiling {
    /// `5101-20261123-001`
    pub number: String,
    /// 事项名称
    pub item: Phrase,
    /// Where it stands.
    pub standing: Standing,
}

/// What a person has filed and nobody has taken over yet, newest first.
///
/// # Errors
/// What the database said.
pub fn open_of_person(
    read: &mut dyn Read,
    centre: CentreId,
    person: &str,
) -> Result<Vec<OpenFiling>, HallError> {
    let all = store::of_person(read, centre, person)?.into_iter();
    Ok(all
        .map(|held| OpenFiling {
            standing: held.filing.standing(),
            item: held.item.name(),
            number: held.number,
        })
        .collect())
}

/// Whether a centre was ever filed to.
///
/// # Errors
/// What the database said.
pub fn has_any(read: &mut dyn Read, centre: CentreId) -> Result<bool, HallError> {
    Ok(!store::newest(read, centre, &store::Filter::default(), "", 1)?.is_empty())
}

/// Whether something filed to a centre still waits for somebody.
///
/// # Errors
/// What the database said.
pub fn has_open(read: &mut dyn Read, centre: CentreId, today: Date) -> Result<bool, HallError> {
    let Figures { sent, sent_back, checked, .. } = store::figures(read, centre, today)?;
    Ok(sent + sent_back + checked > 0)
}

/// Numbers of those whose last day has passed.
///
/// # Errors
/// What the database said.
pub fn over(read: &mut dyn Read, centre: CentreId, today: Date) -> Result<Vec<String>, HallError> {
    store::over(read, centre, today)
}

/// The papers that a person needs by these answers, as a filing keeps them.
pub fn papers_of(definition: &Definition, answers: &Answers, today: Date) -> Vec<FiledPaper> {
    let checklist = Checklist::of(definition, answers, today);
    let needed = checklist.papers.iter().filter(|it| it.is_needed());
    needed
        .map(|paper| FiledPaper {
            key: paper.material.key.to_string(),
            zh: paper.material.name.zh.clone(),
            en: paper.material.name.en.clone(),
            is_required: paper.material.necessity == Necessity::Required,
        })
        .collect()
}

/// Answers as a filing keeps them.
///
/// # Errors
/// Where they cannot be written down.
pub fn sealed_answers(vault: &Vault, answers: &[(String, String)]) -> Result<String, HallError> {
    Ok(vault.seal(&serde_json::to_string(answers)?, ANSWERS))
}
