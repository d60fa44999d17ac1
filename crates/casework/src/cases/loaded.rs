//! A case loaded with what pages, papers and the API show of it.

use super::actions;
use super::answers;
use super::events::Taken;
use super::parties::{self, Clear};
use super::store::{self, Held};
use calendar::WorkingCalendar;
use counter::catalogue::door as catalogue;
use kit::db::{CentreId, Read};
use kit::journal::{Entry, Subject, reading};
use kit::privacy::Vault;
use kit::rights::{Power, holds};
use kit::{HallError, Visit, Words};
use office::people::door::{self as people, PostRef};
use office::posts::door::{self as posts, CentreDirectory};
use office::settings::door as settings;
use rulebook::case::{Case, Work};
use rulebook::event::Event;
use rulebook::person::ApplicantKind;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A case loaded with what its page needs.
pub(crate) struct Loaded {
    pub(crate) held: Held,
    /// Everything about it that never changes.
    pub(crate) taken: Taken,
    pub(crate) case: Case,
    pub(crate) calendar: Arc<WorkingCalendar>,
    pub(crate) item: Option<Arc<catalogue::PublishedItem>>,
    /// What the journal says of it, oldest first.
    pub(crate) entries: Vec<Entry>,
    /// The centre with its departments.
    pub(crate) place: Option<Arc<CentreDirectory>>,
    /// What the centre has made its custom.
    pub(crate) parameters: settings::Parameters,
    /// Who handles cases in the centre, by account, where the case is to get an owner.
    pub(crate) colleagues: Vec<(i64, String)>,
}

/// Entries of one case that are shown at most.
const ENTRIES_MAX: u32 = 500;

/// Loads a case of the visitor's centre.
pub(crate) async fn load(visit: &Visit, number: &str) -> Result<Loaded, HallError> {
    let (centre, number) = (visit.centre()?, number.to_owned());
    let place = posts::directory(&visit.hall).await?.centre(centre).cloned();
    let county = visit.hall.site.county;
    visit.read(move |read| load_in(read, (centre, county, place), &number)).await
}

fn load_in(
    read: &mut dyn Read,
    (centre, county, place): (CentreId, CentreId, Option<Arc<CentreDirectory>>),
    number: &str,
) -> Result<Loaded, HallError> {
    let held = store::find(read, centre, number)?.ok_or_else(|| actions::unknown(number))?;
    let (code, version) = (held.item_code.clone(), held.item_version);
    let case = held.case()?;
    let colleagues = match &case.work {
        Work::Coordination(_) if case.outcome().is_none() => colleagues(read, centre, county)?,
        _ => Vec::new(),
    };
    Ok(Loaded {
        case,
        colleagues,
        calendar: settings::working_calendar(read, centre)?,
        item: catalogue::version(read, centre, &code, version)?,
        entries: reading::of_subject(read, centre, &Subject::new("case", number), 0, ENTRIES_MAX)?,
        parameters: settings::parameters(read, centre)?,
        place,
        taken: store::taken(read, centre, number)?,
        held,
    })
}

/// Everybody of a centre who may handle cases, by name.
fn colleagues(
    read: &mut dyn Read,
    centre: CentreId,
    county: CentreId,
) -> Result<Vec<(i64, String)>, HallError> {
    let (mut may, mut all) = (BTreeMap::new(), BTreeMap::new());
    for holder in people::holders(read, county, centre)? {
        if !may.contains_key(&holder.post) {
            let post = PostRef::new(centre, holder.post.clone());
            let roles = people::roles(read, county, &post)?;
            let handles = roles.into_iter().any(|role| holds(role, Power::HandleCases));
            may.insert(holder.post.clone(), handles);
        }
        if may.get(&holder.post).copied().unwrap_or_default() {
            all.insert(holder.account, holder.name);
        }
    }
    Ok(all.into_iter().collect())
}

impl Loaded {
    /// 办件编号
    pub(crate) fn number(&self) -> &str {
        &self.held.number
    }

    /// Where its progress is shown to whoever holds its papers; none for cases of before.
    pub(crate) fn progress_path(&self, centre: CentreId) -> Option<String> {
        let code = &self.taken.code;
        (!code.is_empty()).then(|| format!("/progress/{centre}-{code}"))
    }

    /// The applicant's name, masked.
    pub(crate) fn applicant(&self) -> &str {
        &self.taken.parties.applicant.masked
    }

    /// The applicant's identity number or credit code, masked.
    pub(crate) fn applicant_identity(&self) -> &str {
        &self.taken.parties.applicant.identity_masked
    }

    /// The item's name in the reader's language.
    pub(crate) fn item_name(&self, words: Words) -> String {
        super::pages::view::item_name(&self.held, words)
    }

    /// The last event of a kind, and the case as it stood after it: a document that is printed
    /// again says what it said.
    pub(crate) fn as_of(
        &self,
        is_wanted: impl Fn(&Event) -> bool,
    ) -> Result<Option<(Case, Event)>, HallError> {
        for (index, record) in self.held.events.iter().enumerate().rev() {
            let event = record.event()?;
            if is_wanted(&event) {
                return Ok(Some((store::fold(&self.held.events[..=index])?, event)));
            }
        }
        Ok(None)
    }

    /// The people in clear; the caller has journalled why.
    pub(crate) fn in_clear(&self, vault: &Vault) -> Result<(Clear, Option<Clear>), HallError> {
        let parties = &self.taken.parties;
        let agent = parties.agent.as_ref().map(|agent| parties::open(&agent.party, vault));
        Ok((parties::open(&parties.applicant, vault)?, agent.transpose()?))
    }

    /// What was answered to the item's questions.
    pub(crate) fn answers(&self, vault: &Vault) -> Result<Vec<(String, String)>, HallError> {
        answers::opened(&self.taken, vault)
    }

    /// What kind of applicant it is.
    pub(crate) fn kind(&self) -> ApplicantKind {
        let code = &self.taken.parties.applicant.kind;
        ApplicantKind::from_code(code).unwrap_or(ApplicantKind::NaturalPerson)
    }

    /// Who filed, masked, and by what right; none where the applicant came.
    pub(crate) fn agent(&self) -> Option<(&str, &str)> {
        let agent = self.taken.parties.agent.as_ref()?;
        Some((&agent.party.masked, &agent.mandate))
    }
}
