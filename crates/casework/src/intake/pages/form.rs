//! `/cases/new?item=…` and `POST /cases`: intake at a window, from the person to the outcome, on
//! one page.

use super::fields::{self, QuestionField};
use super::outcome;
use crate::cases::door::{self as cases, Another, IntakeDraft, PaperField, SealedIntake, Typed};
use crate::intake::{actions, store};
use crate::papers::door as papers;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use counter::catalogue::door::{self as catalogue, PublishedItem};
use kit::form::{FieldView, FormData, FormErrors, FormView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::{Once, Submitted};
use kit::{HallError, Phrase, Visit};
use rulebook::case::Stage;
use rulebook::person::{ApplicantKind, CreditCode, CreditCodeFault, IdentityFault, IdentityNumber};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "intake/pages/form.html")]
struct FormPage {
    chrome: Chrome,
    form: FormView,
    item: String,
    code: String,
    /// The ticket at whose visit the case is taken; may be empty.
    ticket: String,
    /// Number of what was filed online; may be empty.
    filing: String,
    guide: String,
    limit: String,
    is_restored: bool,
    kind: Option<FieldView>,
    applicant: Vec<FieldView>,
    agent: Vec<FieldView>,
    is_agent_open: bool,
    questions: Vec<QuestionField>,
    papers: Vec<PaperField>,
    remark: String,
    person: Known,
    another: FieldView,
    rest: FieldView,
    contact: FieldView,
    uploads: Vec<UploadField>,
    may_handle: bool,
    /// What a decision at once is called; none where it cannot be.
    result: Option<FieldView>,
    right_body: FieldView,
    /// Conditions of acceptance that the answers show unmet.
    unmet: Vec<String>,
    /// The field where the caret goes.
    begin: String,
}

/// Where files of a paper are chosen, and those that were taken before.
struct UploadField {
    key: String,
    name: String,
    error: String,
    /// What each is, and how the form carries it.
    kept: Vec<(String, String)>,
}

impl FormPage {
    /// Whether files were taken or refused: then they are seen at once.
    fn has_files(&self) -> bool {
        self.uploads.iter().any(|field| !field.kept.is_empty() || !field.error.is_empty())
    }
}

/// A form shown again for something that is wrong with it.
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// Where sealed drafts belong.
const DRAFT: &str = "intake.draft";

/// What a visit brings along; a draft of nothing else was not typed by anybody.
const BROUGHT: [&str; 9] = [
    "contact",
    "ticket",
    "identity",
    "name",
    "phone",
    "agent_identity",
    "agent_name",
    "agent_phone",
    FILING,
];
/// The field that names what was filed online.
pub(in crate::intake) const FILING: &str = "filing";

/// A ticket's name as drafts keep it.
fn kept_ticket(typed: &str) -> String {
    typed.trim().chars().take(20).collect()
}

/// Where the form of an item is opened, with what it comes from.
pub(in crate::intake) fn address(code: &str, (contact, ticket): (&str, &str)) -> String {
    let mut to = format!("/cases/new?{}", kit::visit::query_pair("item", code));
    for (name, value) in [("contact", contact), ("ticket", ticket)] {
        if !value.is_empty() {
            to.push('&');
            to.push_str(&kit::visit::query_pair(name, value));
        }
    }
    to
}

/// What is being typed, sealed.
pub(in crate::intake) fn sealed(
    visit: &Visit,
    pairs: &[&(String, String)],
) -> Result<String, HallError> {
    Ok(visit.hall.vault.seal(&serde_json::to_string(pairs)?, DRAFT))
}

/// Whether a sealed draft is for what was filed online; any draft is where nothing was.
///
/// # Errors
/// Where it cannot be read.
pub(in crate::intake) fn is_for(
    visit: &Visit,
    sealed: &str,
    filing: &str,
) -> Result<bool, HallError> {
    let pairs: Vec<(String, String)> =
        serde_json::from_str(&visit.hall.vault.open(sealed, DRAFT)?)?;
    Ok(filing.is_empty() || FormData::from_pairs(pairs).text(FILING) == filing)
}

/// The form of an item, with what was typed before and not handed in.
pub(in crate::intake) async fn open(
    visit: &Visit,
    item: &Arc<PublishedItem>,
    (contact, ticket): (&str, &str),
) -> Result<Response, HallError> {
    let (centre, account) = (visit.centre()?, visit.member()?.account);
    let key = (item.code.clone(), kept_ticket(ticket));
    let sealed =
        visit.read(move |read| store::draft(read, centre, account, (&key.0, &key.1))).await?;
    let mut pairs: Vec<(String, String)> = match &sealed {
        None => Vec::new(),
        Some(sealed) => serde_json::from_str(&visit.hall.vault.open(sealed, DRAFT)?)?,
    };
    let is_filed = pairs.iter().any(|(name, _)| name == FILING);
    let is_typed = pairs.iter().any(|(name, _)| !BROUGHT.contains(&name.as_str()));
    let is_restored = is_typed && !is_filed;
    for (name, value) in [("contact", contact.trim()), ("ticket", &kept_ticket(ticket))] {
        if !value.is_empty() {
            pairs.retain(|(it, _)| it != name);
            pairs.push((name.to_owned(), value.to_owned()));
        }
    }
    let data = FormData::from_pairs(pairs);
    let shown =
        Shown { data: &data, errors: &FormErrors::new(), is_restored, remark: String::new() };
    draw(visit, item, shown, StatusCode::OK).await
}

/// Keeps what is being typed; a crash or an expired session loses nothing.
pub(in crate::intake) async fn save_draft(
    visit: Visit,
    Path(item): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let item = known(&visit, &item).await?.code.clone();
    let pairs: Vec<&(String, String)> =
        form.data.pairs().iter().filter(|(name, _)| name != "idempotency_key").collect();
    let (sealed, ticket) = (sealed(&visit, &pairs)?, kept_ticket(form.data.text("ticket")));
    visit
        .act(Power::TakeCases, &Once::unkeyed(), move |act| {
            actions::save_draft(act, (&item, &ticket), &sealed)
        })
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Forgets what was typed, and begins anew.
pub(in crate::intake) async fn drop_draft(
    visit: Visit,
    Path(item): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let ticket = kept_ticket(form.data.text("ticket"));
    let to = address(&item, (form.data.text("contact"), &ticket));
    visit
        .act(Power::TakeCases, &Once::unkeyed(), move |act| {
            actions::drop_draft(act, (&item, &ticket))
        })
        .await?;
    Ok(visit.redirect(&to, &Phrase::of("草稿已清除。", "The draft is gone.")))
}

async fn known(visit: &Visit, code: &str) -> Result<Arc<PublishedItem>, HallError> {
    let catalogue = catalogue::catalogue(&visit.hall, visit.centre()?).await?;
    catalogue.item(code).cloned().ok_or_else(|| {
        HallError::not_found(
            "本中心没有这个生效的事项，可能已经下线，请重新选择事项。",
            "No such item is in force here; it may have been withdrawn. Choose again.",
        )
    })
}

/// Draws the form again, with the papers that the answers select.
pub(in crate::intake) async fn check(visit: Visit, form: Submitted) -> Result<Response, HallError> {
    let item = known(&visit, form.data.text("item_code")).await?;
    let mut errors = FormErrors::new();
    let data = papers::take(&visit, &form, &mut errors).await?;
    let texts = fields::texts(&data);
    for (key, fault) in cases::answers_of(&item.definition, &texts, visit.today()).1 {
        errors.add(format!("q.{key}"), fault);
    }
    let status = if errors.is_empty() { StatusCode::OK } else { WRONG };
    draw(&visit, &item, Shown::again(&data, &errors), status).await
}

/// Fills in what a person or organisation gave the last time, found by number; the look stands in
/// the journal.
pub(in crate::intake) async fn look_up(
    visit: Visit,
    form: Submitted,
) -> Result<Response, HallError> {
    let item = known(&visit, form.data.text("item_code")).await?;
    let mut errors = FormErrors::new();
    let mut pairs = papers::take(&visit, &form, &mut errors).await?.pairs().to_vec();
    let mut remark = String::new();
    let typed = form.data.text("identity");
    let number = match fields::kind(&item.definition, &form.data) {
        ApplicantKind::NaturalPerson => IdentityNumber::parse(typed)
            .map(|number| number.as_str().to_owned())
            .map_err(IdentityFault::phrase),
        ApplicantKind::Organisation => CreditCode::parse(typed)
            .map(|code| code.as_str().to_owned())
            .map_err(CreditCodeFault::phrase),
    };
    if let Some(number) = errors.take("identity", number) {
        let person = cases::fingerprint(&visit.hall.vault, &number);
        let found = visit
            .act(Power::TakeCases, &Once::unkeyed(), move |act| actions::look_up(act, &person))
            .await?;
        let told = match &found {
            Some(_) => visit.words().say(
                "已按以往登记填入姓名和电话，请与本人核对。",
                "Name and phone are filled in from the last visit; check them with the applicant.",
            ),
            None => visit.words().say(
                "号码正确；第一次来办事，请填写姓名（名称）和电话。",
                "The number is right; it is a first visit: enter name and phone.",
            ),
        };
        told.clone_into(&mut remark);
        if let Some(party) = found {
            let clear = party.open(&visit.hall.vault)?;
            for (name, value) in [("name", clear.name), ("phone", clear.phone)] {
                pairs.retain(|(it, _)| it != name);
                pairs.push((name.to_owned(), value));
            }
        }
    }
    let data = FormData::from_pairs(pairs);
    let status = if errors.is_empty() { StatusCode::OK } else { WRONG };
    draw(&visit, &item, Shown { remark, ..Shown::again(&data, &errors) }, status).await
}

/// Takes the case in, or shows the form again with everything typed.
pub(in crate::intake) async fn create(
    visit: Visit,
    form: Submitted,
) -> Result<Response, HallError> {
    let mut errors = FormErrors::new();
    let item = match known(&visit, form.data.text("item_code")).await {
        Ok(item) => item,
        Err(error) => return withdrawn(&visit, &form, error).await,
    };
    let data = papers::take(&visit, &form, &mut errors).await?;
    let intake = parse(&visit, &item, &data, &mut errors)?;
    let mut status = WRONG;
    if let Some(intake) = intake {
        let key = (item.code.clone(), kept_ticket(data.text("ticket")));
        let is_at_window = !key.1.is_empty();
        let outcome = visit
            .act(Power::TakeCases, &form.once, move |act| {
                actions::receive(act, (&key.0, &key.1), &intake)
            })
            .await;
        match outcome {
            Ok(done) => {
                let to = if is_at_window {
                    format!("/window?{}", kit::visit::query_pair("case", &done.number))
                } else {
                    format!("/cases/{}", done.number)
                };
                return Ok(visit.redirect(&to, &taken(&done)));
            }
            Err(HallError::Invalid(faults)) => errors = faults,
            Err(error @ (HallError::Breach { .. } | HallError::Stale(_))) => {
                status = StatusCode::from_u16(error.status()).unwrap_or(status);
                errors.add("", error.sentence());
            }
            Err(error) => return Err(error),
        }
    }
    draw(&visit, &item, Shown::again(&data, &errors), status).await
}

/// The item went out of force while the form was being filled in: what was typed is shown with the
/// version it was typed for, so that nothing is lost.
async fn withdrawn(
    visit: &Visit,
    form: &Submitted,
    error: HallError,
) -> Result<Response, HallError> {
    let (centre, code) = (visit.centre()?, form.data.text("item_code").to_owned());
    let version = form.data.text("version").parse().unwrap_or(0);
    let seen = visit.read(move |read| catalogue::version(read, centre, &code, version)).await?;
    let Some(item) = seen else { return Err(error) };
    let mut errors = FormErrors::new();
    errors.add("", error.sentence());
    draw(visit, &item, Shown::again(&form.data, &errors), WRONG).await
}

fn taken(done: &cases::Done) -> Phrase {
    match Stage::from_word(&done.stage) {
        Some(Stage::Examining) => Phrase::of("已收件并受理。", "Taken in and accepted."),
        Some(Stage::NotAccepted) => Phrase::of(
            "已收件，并当场决定不予受理。请打印不予受理决定书。",
            "Taken in, and not accepted. Print the decision.",
        ),
        Some(Stage::Decided) => Phrase::of(
            "已收件、受理，并当场办结。请打印决定书，送达后办结归档。",
            "Taken in, accepted and decided. Print the decision and hand it over.",
        ),
        Some(Stage::AwaitingSupplement) => Phrase::of(
            "已收件，并一次性告知需补正的全部材料。请打印告知书。",
            "Taken in, with the one-time notice of everything missing. Print the notice.",
        ),
        _ => Phrase::of("已收件。", "The case has been taken in."),
    }
}

fn parse(
    visit: &Visit,
    item: &PublishedItem,
    data: &FormData,
    errors: &mut FormErrors,
) -> Result<Option<SealedIntake>, HallError> {
    let deeds = outcome::deeds(visit, item, data, errors)?;
    let typed = Typed {
        name: data.text("name"),
        identity: data.text("identity"),
        phone: data.text("phone"),
    };
    let kind = fields::kind(&item.definition, data);
    let applicant = cases::read_party(typed, kind, &str::to_owned, errors);
    let of_agent = |name: &str| format!("agent_{name}");
    let has_agent = ["agent_identity", "agent_name", "agent_phone", "agent_mandate"]
        .iter()
        .any(|name| data.has(name));
    let agent = has_agent.then(|| {
        let typed = Typed {
            name: data.text("agent_name"),
            identity: data.text("agent_identity"),
            phone: data.text("agent_phone"),
        };
        let person = ApplicantKind::NaturalPerson;
        let party = cases::read_party(typed, person, &of_agent, errors);
        (party, data.text("agent_mandate").to_owned())
    });
    let pair = agent.as_ref().map(|(party, mandate)| (party, mandate.as_str()));
    cases::check_agent(&applicant, pair, &of_agent, errors);
    let files = match papers::taken(&visit.hall.vault, data) {
        Ok(files) => files.into_iter().map(|(kept, _)| kept).collect(),
        Err(HallError::Invalid(faults)) => {
            faults.iter().for_each(|(field, fault)| errors.add(field, fault.clone()));
            Vec::new()
        }
        Err(error) => return Err(error),
    };
    if !errors.is_empty() {
        return Ok(None);
    }
    let draft = IntakeDraft {
        item_code: item.code.clone(),
        item_version: data.text("version").parse().unwrap_or(0),
        answers: fields::texts(data),
        ticks: fields::ticks(visit, item, data),
        applicant,
        agent,
    };
    let another = if data.has("another") { Another::Meant } else { Another::Unsaid };
    let intake = cases::sealed(draft, &visit.hall.vault).with(deeds).another(another);
    let intake = intake.contact(data.text("contact")).filing(data.text(FILING));
    Ok(Some(intake.files(files)))
}

/// What the form is filled with.
struct Shown<'a> {
    data: &'a FormData,
    errors: &'a FormErrors,
    is_restored: bool,
    /// What came of a look-up.
    remark: String,
}

impl<'a> Shown<'a> {
    /// With what was just typed.
    fn again(data: &'a FormData, errors: &'a FormErrors) -> Self {
        Self { data, errors, is_restored: false, remark: String::new() }
    }
}

async fn draw(
    visit: &Visit,
    item: &Arc<PublishedItem>,
    shown: Shown<'_>,
    status: StatusCode,
) -> Result<Response, HallError> {
    let Shown { data, errors, is_restored, remark } = shown;
    let person = person(visit, item, data).await?;
    let (words, definition) = (visit.words(), &item.definition);
    let mut form = FormView::new("/cases", visit, errors).version(item.version);
    for (field, message) in &mut form.errors {
        if field.starts_with("agent_") {
            *message = words.fill("经办人：{}", "Who files: {}", &[message]);
        }
    }
    let limit = definition.limits.promised.as_ref();
    let agent = fields::agent(data, errors, words);
    let only_organisations = fields::kinds(definition) == [ApplicantKind::Organisation];
    let is_filled = |field: &FieldView| !field.value.is_empty() || !field.error.is_empty();
    let another =
        words.say("已看过在办的件，确需另办一件", "I have seen it; a second case is meant");
    visit.page_with(
        status,
        &FormPage {
            chrome: visit.chrome(words.say("窗口收件", "Take a case"), Face::Office),
            form,
            item: words.phrase(&definition.name()).to_owned(),
            code: item.code.clone(),
            ticket: kept_ticket(data.text("ticket")),
            filing: data.text(FILING).chars().take(20).collect(),
            guide: format!("/centres/{}/items/{}", visit.centre()?, item.code),
            limit: limit
                .map(|term| words.phrase(&term.limit.phrase()).to_owned())
                .unwrap_or_default(),
            is_restored,
            kind: fields::kind_field(definition, data, words),
            applicant: fields::applicant(definition, data, errors, words),
            is_agent_open: only_organisations || agent.iter().any(is_filled),
            agent,
            questions: fields::questions(visit, item, data, errors),
            papers: fields::papers(visit, item, data, errors),
            remark,
            person,
            another: FieldView::new("another", another)
                .value(data.text("another"))
                .fault(errors, words),
            rest: FieldView::new(
                "rest",
                words.say("没有单独勾选的，都已收齐", "Whatever is not ticked singly is there"),
            )
            .value(data.text("rest")),
            contact: FieldView::new("contact", words.say("首问编号", "First contact"))
                .hint(words.say(
                    "收件后这次首问办结；不是由首问转来的就清空",
                    "it ends with this case; clear it where the case does not come from it",
                ))
                .value(data.text("contact"))
                .fault(errors, words),
            uploads: uploads(visit, item, data, errors),
            may_handle: visit.may(Power::HandleCases),
            result: outcome::result(visit, item, data),
            right_body: outcome::right_body(data, errors, words),
            unmet: fields::unmet(visit, item, data),
            begin: fields::begin(visit, item, data),
        },
    )
}

/// Where files of each paper are chosen; what was taken before stays.
fn uploads(
    visit: &Visit,
    item: &PublishedItem,
    data: &FormData,
    errors: &FormErrors,
) -> Vec<UploadField> {
    let taken = papers::taken(&visit.hall.vault, data).unwrap_or_default();
    fields::papers(visit, item, data, errors)
        .into_iter()
        .map(|paper| UploadField {
            error: errors
                .at(&format!("file.{}", paper.key))
                .map(|fault| visit.words().phrase(fault).to_owned())
                .unwrap_or_default(),
            kept: taken
                .iter()
                .filter(|(kept, _)| kept.is_of(&paper.key))
                .map(|(kept, sealed)| (kept.line(), sealed.clone()))
                .collect(),
            name: paper.name,
            key: paper.key,
        })
        .collect()
}

/// What the house knows of whoever is being typed in, before a case is made.
#[derive(Default)]
struct Known {
    /// Open cases of the same item.
    open: Vec<String>,
    /// An undertaking was not kept.
    broke_one: bool,
}

async fn person(visit: &Visit, item: &PublishedItem, data: &FormData) -> Result<Known, HallError> {
    let typed = data.text("identity");
    let Some(person) = cases::fingerprint_of_typed(&visit.hall.vault, typed) else {
        return Ok(Known::default());
    };
    let (centre, code) = (visit.centre()?, item.code.clone());
    visit
        .read(move |read| {
            Ok(Known {
                open: cases::open_of_person(read, centre, &person, &code)?,
                broke_one: cases::broke_an_undertaking(read, centre, &person)?,
            })
        })
        .await
}
