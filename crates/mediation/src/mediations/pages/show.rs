//! `/mediations/{number}`: who is at odds, what was said and agreed, and what may be done now.

use super::forms::{self, ActForm, Kind, Typed};
use super::timeline::{Step, steps};
use super::view;
use crate::mediations::actions::{subject, unknown};
use crate::mediations::party::open_text;
use crate::mediations::store::{self, Held};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormData, FormErrors, FormView};
use kit::journal::{Entry, reading};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit, Words};
use rulebook::mediation::Sitting;

/// Entries of one mediation that are shown at most.
const ENTRIES_MAX: u32 = 300;

/// A name and what is said under it.
struct Fact {
    label: String,
    text: String,
}

/// A party as a row.
struct PartyRow {
    key: String,
    side: String,
    name: String,
    contact: String,
    consent: String,
}

/// A session as a row.
struct SessionRow {
    number: u16,
    when: String,
    state: &'static str,
    text: String,
    is_held: bool,
}

/// A term as a row.
struct TermRow {
    number: usize,
    words: String,
    by: String,
    until: String,
    outcome: String,
}

#[derive(Template)]
#[template(path = "mediations/pages/show.html")]
struct ShowPage {
    chrome: Chrome,
    number: String,
    case: String,
    stage: String,
    light: &'static str,
    light_text: String,
    form: FormView,
    forms: Vec<ActForm>,
    facts: Vec<Fact>,
    matter: String,
    parties: Vec<PartyRow>,
    sessions: Vec<SessionRow>,
    terms: Vec<TermRow>,
    agreement: Vec<Fact>,
    may_print: bool,
    may_unmask: bool,
    is_clear: bool,
    look: FieldView,
    steps: Vec<Step>,
}

/// What is shown again where an act was refused.
#[derive(Default)]
pub(in crate::mediations) struct Again {
    pub(in crate::mediations) data: FormData,
    pub(in crate::mediations) errors: FormErrors,
    /// The form that stays open.
    pub(in crate::mediations) open: String,
    /// Whether somebody was allowed to see the parties in clear.
    pub(in crate::mediations) clear: bool,
}

/// The mediation.
pub(in crate::mediations) async fn show(
    visit: Visit,
    Path(number): Path<String>,
) -> Result<Response, HallError> {
    page(&visit, &number, Again::default(), StatusCode::OK).await
}

/// A mediation of the visitor's centre with its entries.
pub(in crate::mediations) async fn load(
    visit: &Visit,
    number: &str,
) -> Result<(Held, Vec<Entry>), HallError> {
    let (centre, number) = (visit.centre()?, number.to_owned());
    visit
        .read(move |read| {
            let held = store::find(read, centre, &number)?.ok_or_else(|| unknown(&number))?;
            Ok((held, reading::of_subject(read, centre, &subject(&number), 0, ENTRIES_MAX)?))
        })
        .await
}

/// The page, as it stands or with what was refused.
pub(in crate::mediations) async fn page(
    visit: &Visit,
    number: &str,
    again: Again,
    status: StatusCode,
) -> Result<Response, HallError> {
    let (held, entries) = load(visit, number).await?;
    let (words, it) = (visit.words(), &held.mediation);
    let typed = Typed { data: &again.data, errors: &again.errors, words };
    let may_keep = visit.may(Power::HandleCases);
    let texts = Texts { visit, may_read: may_keep };
    let (light, light_text) = view::light(it, visit.today(), words);
    let dispute = words.phrase(&it.about.dispute.phrase()).to_owned();
    visit.page_with(
        status,
        &ShowPage {
            chrome: visit.chrome(dispute, Face::Office),
            number: held.number.clone(),
            case: it.about.case.clone(),
            stage: words.phrase(&it.stage().phrase()).to_owned(),
            light,
            light_text,
            form: FormView::new("", visit, &again.errors).version(held.version),
            forms: if may_keep { forms::of(&held, &typed, &again.open) } else { Vec::new() },
            facts: facts(&held, words),
            matter: texts.open(&held.matter)?,
            parties: parties(&held, &again, visit)?,
            sessions: sessions(&held, &texts)?,
            terms: terms(&held, &texts)?,
            agreement: agreement(&held, &texts)?,
            may_print: may_keep,
            may_unmask: visit.may(Power::UnmaskPersons) && !again.clear,
            is_clear: again.clear,
            look: typed.field("look_reason", "理由（记入台账）", "Reason (goes into the journal)"),
            steps: steps(&entries, words)?,
        },
    )
}

/// What was said, for those who handle disputes; others see that it is kept secret.
struct Texts<'a> {
    visit: &'a Visit,
    may_read: bool,
}

impl Texts<'_> {
    fn open(&self, sealed: &str) -> Result<String, HallError> {
        if self.may_read || sealed.is_empty() {
            return open_text(&self.visit.hall.vault, sealed);
        }
        let secret = self.visit.words().say("（保密，由调解人员查看）", "(secret)");
        Ok(secret.to_owned())
    }
}

fn fact(label: &str, text: impl Into<String>) -> Fact {
    Fact { label: label.to_owned(), text: text.into() }
}

fn facts(held: &Held, words: Words) -> Vec<Fact> {
    let it = &held.mediation;
    let mut all = vec![
        fact(words.say("调解事项", "Item"), it.about.item.clone()),
        fact(words.say("怎么来的", "How it began"), words.phrase(&it.about.origin.phrase())),
        fact(words.say("登记时间", "Entered at"), words.instant(it.opened.at_ms)),
        fact(words.say("调解期限（一个月）", "Limit (a month)"), words.date(it.due_on)),
        fact(words.say("调解员", "Mediators"), view::mediators(it, words)),
        fact(words.say("收费", "Fee"), words.say("不收费", "none")),
    ];
    if let Some(ending) = it.ending() {
        let ways: Vec<String> =
            ending.ways.iter().map(|it| words.phrase(&it.phrase()).to_owned()).collect();
        all.push(fact(words.say("终止原因", "Ended because"), words.phrase(&ending.why.phrase())));
        let told = words.say("已告知的途径", "Told of");
        all.push(fact(told, ways.join(words.say("、", ", "))));
    }
    all
}

fn parties(held: &Held, again: &Again, visit: &Visit) -> Result<Vec<PartyRow>, HallError> {
    let words = visit.words();
    let row = |file: &crate::mediations::party::PartyFile| {
        let found = held.mediation.parties.iter().find(|it| it.key == file.key);
        let said = |phrase: kit::Phrase| words.phrase(&phrase).to_owned();
        let (name, phone, identity) = if again.clear {
            let clear = file.open(&visit.hall.vault)?;
            (clear.name, clear.phone, clear.identity)
        } else {
            (file.masked.clone(), file.phone_masked.clone(), file.identity_masked.clone())
        };
        Ok(PartyRow {
            key: file.key.clone(),
            side: found.map(|it| said(it.side.phrase())).unwrap_or_default(),
            name,
            contact: format!("{phone} {identity}").trim().to_owned(),
            consent: found.map(|it| said(it.consent.phrase())).unwrap_or_default(),
        })
    };
    held.parties.iter().map(row).collect()
}

fn sessions(held: &Held, texts: &Texts<'_>) -> Result<Vec<SessionRow>, HallError> {
    let words = texts.visit.words();
    let row = |session: &rulebook::mediation::Session| {
        let text = match &session.sitting {
            Sitting::Set => String::new(),
            Sitting::Held { record, .. } => texts.open(record)?,
            Sitting::CalledOff { reason } => reason.clone(),
        };
        Ok(SessionRow {
            number: session.number,
            when: view::when(session, words),
            state: view::sitting(session, words),
            text,
            is_held: matches!(session.sitting, Sitting::Held { .. }),
        })
    };
    held.mediation.sessions.iter().map(row).collect()
}

fn terms(held: &Held, texts: &Texts<'_>) -> Result<Vec<TermRow>, HallError> {
    let words = texts.visit.words();
    let Some(agreement) = held.mediation.agreement() else { return Ok(Vec::new()) };
    let row = |(place, term): (usize, &rulebook::mediation::AgreedTerm)| {
        let outcome = match &term.outcome {
            None => words.say("待履行", "open").to_owned(),
            Some((outcome, said)) => {
                let said = texts.open(said)?;
                format!("{} {said}", words.phrase(&outcome.phrase())).trim().to_owned()
            }
        };
        Ok(TermRow {
            number: place + 1,
            words: texts.open(&term.words)?,
            by: view::name_of(&held.parties, &term.by),
            until: words.date(term.due_on),
            outcome,
        })
    };
    agreement.terms.iter().enumerate().map(row).collect()
}

fn agreement(held: &Held, texts: &Texts<'_>) -> Result<Vec<Fact>, HallError> {
    let words = texts.visit.words();
    let Some(it) = held.mediation.agreement() else { return Ok(Vec::new()) };
    let mut all = vec![
        fact(words.say("协议形式", "Form"), words.phrase(&it.form.phrase())),
        fact(words.say("生效日期", "In force since"), words.date(it.made_on)),
        fact(words.say("回访日期", "Re-visit on"), words.date(it.revisit_on)),
        fact(
            words.say("司法确认", "Judicial confirmation"),
            view::confirmation(&it.confirmation, words),
        ),
    ];
    for (outcome, said) in &it.revisits {
        let said = texts.open(said)?;
        let text = format!("{} {said}", words.phrase(&outcome.phrase()));
        all.push(fact(words.say("回访", "Re-visit"), text));
    }
    Ok(all)
}
