//! `/applications/{name}/review`: a filing as the window checks it, with its papers.

use super::{LightView, answer_text, given, light_view};
use crate::filings::actions::{file_name, subject, unknown};
use crate::filings::door::{ANSWERS, NOTE};
use crate::filings::events::{self, SentBack, Unmasked, Viewed};
use crate::filings::store::{self, Held, HeldFile};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use casework::intake::door as intake;
use counter::catalogue::door::{self as catalogue, PublishedItem};
use kit::form::{FieldView, FormData, FormErrors, FormView};
use kit::journal::{Entry, reading};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::{HallError, Phrase, Visit, Words};
use std::sync::Arc;
use threshold::prefiling::{OTHER, Standing};

/// Entries of one filing that are shown.
const ENTRIES_MAX: u32 = 200;

/// A file of a paper.
struct FileRow {
    file: i64,
    name: String,
    about: String,
    is_replaced: bool,
}

/// A paper, what was given of it, and what is asked for.
struct PaperRow {
    key: String,
    name: String,
    is_required: bool,
    given: String,
    files: Vec<FileRow>,
    is_asked: bool,
    reason: FieldView,
}

/// What happened.
struct Step {
    what: String,
    note: String,
    at: String,
    who: String,
    sequence: i64,
}

#[derive(Template)]
#[template(path = "filings/pages/review.html")]
struct ReviewPage {
    chrome: Chrome,
    form: FormView,
    at: String,
    number: String,
    standing: String,
    light: Option<LightView>,
    due: String,
    /// Number of the case; empty before there is one.
    case: String,
    phase: Standing,
    may_take: bool,
    is_revised: bool,
    guide: String,
    who: Vec<(String, String)>,
    sight: Sight,
    may_unmask: bool,
    reason: FieldView,
    answers: Vec<(String, String)>,
    note: String,
    papers: Vec<PaperRow>,
    other: FieldView,
    /// Where something was asked for before.
    late_reason: Option<FieldView>,
    steps: Vec<Step>,
}

/// How who filed is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sight {
    /// Masked.
    #[default]
    Masked,
    /// Masked, and the form that asks for more stays open.
    Asking,
    /// In clear.
    Clear,
}

/// What is shown again where an act was refused, or somebody was allowed to see.
#[derive(Default)]
pub(super) struct Again {
    pub(super) data: FormData,
    pub(super) errors: FormErrors,
    /// How who filed is seen.
    pub(super) sight: Sight,
}

/// The page.
pub(in crate::filings) async fn show(
    visit: Visit,
    Path(name): Path<String>,
) -> Result<Response, HallError> {
    page(&visit, &name, Again::default(), StatusCode::OK).await
}

/// The page, as it stands or with what was refused.
pub(super) async fn page(
    visit: &Visit,
    number: &str,
    again: Again,
    status: StatusCode,
) -> Result<Response, HallError> {
    let (centre, of) = (visit.centre()?, number.to_uppercase());
    let (held, files, entries) = visit
        .read(move |read| {
            let held = store::by_number(read, centre, &of)?.ok_or_else(unknown)?;
            let files = store::files(read, centre, &held.number)?;
            let subject = subject(&held.number);
            let entries = reading::of_subject(read, centre, &subject, 0, ENTRIES_MAX)?;
            Ok((held, files, entries))
        })
        .await?;
    let words = visit.words();
    let current = catalogue::catalogue(&visit.hall, centre).await?.item(&held.item.code).cloned();
    let (standing, Again { data, errors, sight }) = (held.filing.standing(), again);
    let at = format!("/applications/{}", held.number);
    let reason = words.say("查看理由", "Why you look");
    let page = ReviewPage {
        chrome: visit.chrome(words.phrase(&held.item.name()), Face::Office),
        form: FormView::new(format!("{at}/return"), visit, &errors).version(held.version),
        standing: words.phrase(&standing.phrase()).to_owned(),
        light: light_view(held.filing.light(visit.today()), words),
        due: held.filing.due_on().map(|it| words.date_and_weekday(it)).unwrap_or_default(),
        case: held.case().to_owned(),
        phase: standing,
        may_take: visit.may(Power::TakeCases),
        is_revised: current.as_ref().is_none_or(|it| it.version != held.item.version),
        guide: format!("/centres/{centre}/items/{}", held.item.code),
        who: if sight == Sight::Clear { in_clear(&held, visit)? } else { masked(&held, words) },
        sight,
        may_unmask: visit.may(Power::UnmaskPersons) && standing.is_open(),
        reason: FieldView::new("reason", reason).value(data.text("reason")).fault(&errors, words),
        answers: answers(&held, visit, current.as_ref())?,
        note: if visit.may(Power::TakeCases) {
            visit.hall.vault.open(&held.content.note, NOTE)?
        } else {
            String::new()
        },
        papers: papers(&held, &files, visit, (&data, &errors)),
        other: ask_field(OTHER, (&data, &errors), words),
        late_reason: (!held.filing.asked.is_empty()).then(|| late_field((&data, &errors), words)),
        steps: steps(&entries, words)?,
        number: held.number,
        at,
    };
    visit.page_with(status, &page)
}

fn masked(held: &Held, words: Words) -> Vec<(String, String)> {
    let parties = &held.content.parties;
    let (name, identity) = parties.applicant_masked();
    let mut all = vec![
        (words.say("申请人", "Applicant").to_owned(), name.to_owned()),
        (words.say("证件号码", "Number").to_owned(), identity.to_owned()),
    ];
    if let Some((name, identity, mandate)) = parties.agent_masked() {
        all.push((words.say("代办人", "Filed by").to_owned(), name.to_owned()));
        all.push((words.say("代办人证件号码", "Their number").to_owned(), identity.to_owned()));
        all.push((words.say("委托依据", "Mandate").to_owned(), mandate.to_owned()));
    }
    all
}

/// Who filed, in clear; the look stands in the journal.
fn in_clear(held: &Held, visit: &Visit) -> Result<Vec<(String, String)>, HallError> {
    let words = visit.words();
    let (applicant, agent) = held.content.parties.open(&visit.hall.vault)?;
    let mut all = vec![
        (words.say("申请人", "Applicant").to_owned(), applicant.name),
        (words.say("证件号码", "Number").to_owned(), applicant.identity),
        (words.say("电话", "Phone").to_owned(), applicant.phone),
    ];
    if let Some((agent, mandate)) = agent {
        all.push((words.say("代办人", "Filed by").to_owned(), agent.name));
        all.push((words.say("代办人证件号码", "Their number").to_owned(), agent.identity));
        all.push((words.say("代办人电话", "Their phone").to_owned(), agent.phone));
        all.push((words.say("委托依据", "Mandate").to_owned(), mandate));
    }
    Ok(all)
}

/// The answers as texts.
///
/// # Errors
/// Where the key is missing.
pub(super) fn answers_of(held: &Held, visit: &Visit) -> Result<Vec<(String, String)>, HallError> {
    let text = visit.hall.vault.open(&held.content.answers, ANSWERS)?;
    if text.is_empty() { Ok(Vec::new()) } else { Ok(serde_json::from_str(&text)?) }
}

/// Questions and answers as the item in force asks them.
fn answers(
    held: &Held,
    visit: &Visit,
    item: Option<&Arc<PublishedItem>>,
) -> Result<Vec<(String, String)>, HallError> {
    let texts = answers_of(held, visit)?;
    let Some(item) = item else { return Ok(texts) };
    let pairs = texts.into_iter().map(|(key, text)| (format!("q.{key}"), text)).collect();
    let data = FormData::from_pairs(pairs);
    let questions = intake::questions(visit, item, &data, &FormErrors::new());
    Ok(questions
        .into_iter()
        .map(|it| {
            let text = answer_text(&it.field);
            (it.field.label, text)
        })
        .collect())
}

fn late_field((data, errors): (&FormData, &FormErrors), words: Words) -> FieldView {
    FieldView::new("late_reason", words.say("为什么第一次没有提", "Why not before"))
        .hint(words.say("会告知申请人。", "The applicant is told it."))
        .value(data.text("late_reason"))
        .fault(errors, words)
}

fn ask_field(key: &str, (data, errors): (&FormData, &FormErrors), words: Words) -> FieldView {
    let name = format!("reason.{key}");
    let value = data.text(&name).to_owned();
    let label = words.say("缺什么、哪里不合要求", "What is missing or wrong");
    FieldView::new(name, label).value(value).fault(errors, words)
}

fn papers(
    held: &Held,
    files: &[HeldFile],
    visit: &Visit,
    (data, errors): (&FormData, &FormErrors),
) -> Vec<PaperRow> {
    let words = visit.words();
    let given = given(held, files, words);
    let row = |file: &HeldFile| FileRow {
        file: file.file,
        name: file_name(held, files, file),
        about: format!("{} · {}", file.kept.line(), words.instant(file.sent_at_ms)),
        is_replaced: file.is_replaced,
    };
    held.content
        .papers
        .iter()
        .zip(given)
        .map(|(paper, (name, given))| PaperRow {
            name,
            given,
            is_required: paper.is_required,
            files: files.iter().filter(|it| it.kept.is_of(&paper.key)).map(row).collect(),
            is_asked: data.has(&format!("ask.{}", paper.key)),
            reason: ask_field(&paper.key, (data, errors), words),
            key: paper.key.clone(),
        })
        .collect()
}

/// What the journal says, newest first.
fn steps(entries: &[Entry], words: Words) -> Result<Vec<Step>, HallError> {
    let deeds = events::deeds();
    let step = |entry: &Entry| {
        let what = deeds.iter().find(|(action, _)| *action == entry.action);
        let note = match entry.verb() {
            "viewed" => entry.facts::<Viewed>()?.name,
            "unmasked" => entry.facts::<Unmasked>()?.reason,
            "taken" => entry.facts::<events::Taken>()?.case,
            "sent_back" => {
                let SentBack { asks, late_reason, .. } = entry.facts()?;
                let reasons = asks.into_iter().map(|it| it.reason).chain([late_reason]);
                reasons.filter(|it| !it.is_empty()).collect::<Vec<_>>().join("；")
            }
            _ => String::new(),
        };
        let what = what.map_or(Phrase::of("", ""), |(_, phrase)| phrase.clone());
        Ok(Step {
            what: words.phrase(&what).to_owned(),
            note,
            at: words.instant(entry.at_ms),
            who: entry.actor.name.clone(),
            sequence: entry.sequence,
        })
    };
    entries.iter().rev().map(step).collect()
}
