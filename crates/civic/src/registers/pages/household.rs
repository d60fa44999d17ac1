//! `/registers/households/{household}`: who is registered there, and every entry of it.

use super::view;
use crate::acting::{Again, Typed};
use crate::registers::actions::{self, household_subject, unknown_household};
use crate::registers::persons::Sealed;
use crate::registers::record::MemberFile;
use crate::registers::store::{self, HeldEntry, HeldHousehold};
use crate::timeline::Fact;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Visit, Words};
use statutes::household::Item;

/// Entries of one household that are shown at most.
const ENTRIES_MAX: u32 = 100;

/// A member as a row.
pub(super) struct MemberRow {
    pub(super) name: String,
    pub(super) relation: String,
    pub(super) sex: String,
    pub(super) born: String,
    pub(super) identity: String,
    pub(super) standing: String,
}

/// An entry with before and after.
struct EntryRow {
    number: String,
    application: String,
    item: String,
    at: String,
    before: Vec<Fact>,
    after: Vec<Fact>,
}

#[derive(Template)]
#[template(path = "registers/pages/household.html")]
struct HouseholdPage {
    chrome: Chrome,
    number: String,
    kind: String,
    address: String,
    state: &'static str,
    members: Vec<MemberRow>,
    entries: Vec<EntryRow>,
    acts: Vec<(String, String)>,
    may_extract: bool,
    may_unmask: bool,
    is_clear: bool,
    form: FormView,
    look: FieldView,
}

/// A household of the visitor's centre with its entries.
pub(in crate::registers) async fn load(
    visit: &Visit,
    number: &str,
) -> Result<(HeldHousehold, Vec<HeldEntry>), HallError> {
    let (centre, number) = (visit.centre()?, number.to_owned());
    visit
        .read(move |read| {
            let found = store::household(read, centre, &number)?;
            let held = found.ok_or_else(|| unknown_household(&number))?;
            Ok((held, store::entries(read, centre, &number, ENTRIES_MAX)?))
        })
        .await
}

/// A member as a row; in clear where that was allowed.
pub(super) fn member(
    it: &MemberFile,
    shown: impl Fn(&Sealed) -> Result<String, HallError>,
    words: Words,
) -> Result<MemberRow, HallError> {
    let standing = match &it.gone {
        None => words.say("在册", "on the register").to_owned(),
        Some((why, on)) => format!("{} {}", view::leaving(why, words), words.date(*on)),
    };
    Ok(MemberRow {
        name: shown(&it.person.name)?,
        relation: view::relation(&it.relation, words),
        sex: view::sex(&it.person.sex, words),
        born: shown(&it.person.born)?,
        identity: shown(&it.person.identity)?,
        standing,
    })
}

/// The household.
pub(in crate::registers) async fn show(
    visit: Visit,
    Path(number): Path<String>,
) -> Result<Response, HallError> {
    page(&visit, &number, Again::default(), StatusCode::OK).await
}

/// Shows the household in clear; the look stands in the journal.
pub(in crate::registers) async fn unmask(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let (of, reason) = (number.clone(), form.data.text("look_reason").to_owned());
    let look =
        move |act: &mut kit::db::Act<'_>| actions::unmask(act, household_subject(&of), &reason);
    match visit.act(Power::UnmaskPersons, &form.once, look).await {
        Ok(()) => {
            let shown = Again { clear: true, ..Again::default() };
            page(&visit, &number, shown, StatusCode::OK).await
        }
        Err(error) => {
            let (again, status) = Again::refused("unmasking", form.data, error)?;
            page(&visit, &number, again, status).await
        }
    }
}

async fn page(
    visit: &Visit,
    number: &str,
    again: Again,
    status: StatusCode,
) -> Result<Response, HallError> {
    let (held, entries) = load(visit, number).await?;
    let (words, vault) = (visit.words(), &visit.hall.vault);
    let typed = Typed { data: &again.data, errors: &again.errors, words };
    let shown = |it: &Sealed| it.shown(vault, again.clear);
    let line = view::household(&held, words);
    let entry = |it: &HeldEntry| {
        let lines = |lines: &[crate::registers::record::LineFile]| {
            let seen = (vault, again.clear);
            lines.iter().map(|it| view::line(it, seen, words)).collect::<Result<Vec<_>, _>>()
        };
        Ok(EntryRow {
            number: it.number.clone(),
            application: it.application.clone(),
            item: view::item(&it.facts.item, words),
            at: words.instant(it.at_ms),
            before: lines(&it.facts.before)?,
            after: lines(&it.facts.after)?,
        })
    };
    let may_keep = visit.may(Power::KeepRegisters) && !held.is_closed;
    let acts = Item::ALL.iter().filter(|it| may_keep && **it != Item::Founding).map(|it| {
        let href = format!("/registers/new?for={}&household={}", it.word(), held.number);
        (href, words.phrase(&it.phrase()).to_owned())
    });
    visit.page_with(
        status,
        &HouseholdPage {
            chrome: visit
                .chrome(words.fill("户 {}", "Household {}", &[&held.number]), Face::Office),
            number: held.number.clone(),
            kind: line.kind,
            address: shown(&held.file.address)?,
            state: line.state,
            members: held
                .file
                .members
                .iter()
                .map(|it| member(it, shown, words))
                .collect::<Result<_, HallError>>()?,
            entries: entries.iter().map(entry).collect::<Result<_, HallError>>()?,
            acts: acts.collect(),
            may_extract: visit.may(Power::KeepRegisters),
            may_unmask: visit.may(Power::UnmaskPersons) && !again.clear,
            is_clear: again.clear,
            form: FormView::new("", visit, &again.errors),
            look: typed.field("look_reason", "理由（记入台账）", "Reason (goes into the journal)"),
        },
    )
}
