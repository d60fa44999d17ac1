//! `/cases/new`: intake at a window, from the person to the papers, on one page.

use crate::cases::actions::{self, IntakeDraft, PartyDraft, SealedIntake};
use crate::cases::pages::act::ticks;
use crate::cases::store;
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use counter::catalogue::door::{self as catalogue, PublishedItem};
use kit::form::{FieldView, FormData, FormErrors, FormView};
use kit::journal::{Housekeeping, housekeeping};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::{Once, Submitted};
use kit::{HallError, Phrase, Visit, Words};
use rulebook::checklist::Checklist;
use rulebook::item::{HandlingMode, QuestionKind};
use rulebook::person::{IdentityNumber, PersonName, Phone};
use serde::Deserialize;
use std::sync::Arc;

/// What the page is opened with.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::cases) struct Asked {
    item: String,
    text: String,
}

#[derive(Template)]
#[template(path = "cases/pages/choose.html")]
struct ChoosePage {
    chrome: Chrome,
    text: String,
    items: Vec<Choice>,
    unknown: String,
}

struct Choice {
    code: String,
    name: String,
    mode: String,
    is_offered: bool,
}

#[derive(Template)]
#[template(path = "cases/pages/intake.html")]
struct IntakePage {
    chrome: Chrome,
    form: FormView,
    item: String,
    code: String,
    limit: String,
    applicant: Vec<FieldView>,
    agent: Vec<FieldView>,
    has_agent: bool,
    questions: Vec<QuestionField>,
    papers: Vec<PaperField>,
    duplicates: Vec<String>,
}

struct QuestionField {
    field: FieldView,
    kind: &'static str,
}

struct PaperField {
    key: String,
    name: String,
    count: String,
    may_follow: bool,
    is_required: bool,
    state: String,
    why: String,
    error: String,
}

fn offered(mode: HandlingMode) -> bool {
    matches!(mode, HandlingMode::Direct | HandlingMode::Commitment)
}

/// Chooses the item, or shows the intake form of one.
pub(in crate::cases) async fn new(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let code = asked.item.trim().to_uppercase();
    if code.is_empty() {
        return choose(&visit, &asked.text, String::new()).await;
    }
    let catalogue = catalogue::catalogue(&visit.hall, visit.centre()?).await?;
    let Some(item) = catalogue.item(&code).cloned() else {
        let unknown = visit.words().fill(
            "本中心没有生效的事项“{}”，请从下面选择。",
            "No item “{}” is in force here; choose one below.",
            &[&code],
        );
        return choose(&visit, "", unknown).await;
    };
    let data = restored(&visit, &code).await?;
    draw(&visit, &item, &data, &FormErrors::new(), StatusCode::OK).await
}

async fn choose(visit: &Visit, text: &str, unknown: String) -> Result<Response, HallError> {
    let words = visit.words();
    let catalogue = catalogue::catalogue(&visit.hall, visit.centre()?).await?;
    let wanted = text.trim().to_lowercase();
    let items = catalogue
        .items
        .values()
        .filter(|item| {
            let name = item.definition.name();
            wanted.is_empty()
                || name.zh.to_lowercase().contains(&wanted)
                || name.en.to_lowercase().contains(&wanted)
                || item.code.to_lowercase().contains(&wanted)
                || item.definition.title.keywords.iter().any(|word| word.contains(&wanted))
        })
        .map(|item| Choice {
            code: item.code.clone(),
            name: words.phrase(&item.definition.name()).to_owned(),
            mode: words.phrase(&item.definition.handling.mode.phrase()).to_owned(),
            is_offered: offered(item.definition.handling.mode),
        })
        .collect();
    let status = if unknown.is_empty() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    visit.page_with(
        status,
        &ChoosePage {
            chrome: visit.chrome(
                words.say("窗口收件：选择事项", "Take a case: choose the item"),
                Face::Office,
            ),
            text: text.to_owned(),
            items,
            unknown,
        },
    )
}

/// What was typed before and not handed in.
async fn restored(visit: &Visit, code: &str) -> Result<FormData, HallError> {
    let (centre, account, code) = (visit.centre()?, visit.member()?.account, code.to_owned());
    let sealed = visit.read(move |read| store::draft(read, centre, account, &code)).await?;
    let Some(sealed) = sealed else { return Ok(FormData::default()) };
    let text = visit.hall.vault.open(&sealed, "cases.draft")?;
    Ok(FormData::from_pairs(serde_json::from_str(&text)?))
}

/// Keeps what is being typed; a crash or an expired session loses nothing.
pub(in crate::cases) async fn save_draft(
    visit: Visit,
    Path(item): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let pairs: Vec<&(String, String)> =
        form.data.pairs().iter().filter(|(name, _)| name != "idempotency_key").collect();
    let text = serde_json::to_string(&pairs)?;
    let sealed = visit.hall.vault.seal(&text, "cases.draft");
    visit
        .act(Power::TakeCases, &Once::unkeyed(), move |act| {
            store::save_draft(act, &item, &sealed)?;
            housekeeping(Housekeeping::Draft, ())
        })
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn item_of(visit: &Visit, data: &FormData) -> Result<Arc<PublishedItem>, HallError> {
    let code = data.text("item_code").to_owned();
    let catalogue = catalogue::catalogue(&visit.hall, visit.centre()?).await?;
    catalogue.item(&code).cloned().ok_or_else(|| {
        HallError::not_found(
            "这个事项已经下线，请重新选择事项。",
            "This item is no longer offered. Choose again.",
        )
    })
}

/// Fills in what a person gave the last time, found by identity number; the look stands in the
/// journal.
pub(in crate::cases) async fn lookup(visit: Visit, form: Submitted) -> Result<Response, HallError> {
    let item = item_of(&visit, &form.data).await?;
    let mut errors = FormErrors::new();
    let mut pairs = form.data.pairs().to_vec();
    let number = IdentityNumber::parse(form.data.text("identity")).map_err(|it| it.phrase());
    if let Some(number) = errors.take("identity", number) {
        let person = actions::fingerprint(&visit.hall.vault, number.as_str());
        let wanted = person.clone();
        let found = visit
            .act(Power::TakeCases, &Once::unkeyed(), move |act| actions::look_up(act, &wanted))
            .await?;
        if let Some(party) = found {
            let clear = actions::open(&party, &visit.hall.vault)?;
            for (name, value) in [("name", clear.name), ("phone", clear.phone)] {
                pairs.retain(|(it, _)| it != name);
                pairs.push((name.to_owned(), value));
            }
        } else {
            errors.add(
                "identity",
                Phrase::of(
                    "号码正确，但这是第一次来，请填写姓名和电话。",
                    "The number is right, but it is a first visit: enter name and phone.",
                ),
            );
        }
    }
    draw(&visit, &item, &FormData::from_pairs(pairs), &errors, StatusCode::OK).await
}

/// Takes the case in, or shows the form again with everything typed.
pub(in crate::cases) async fn create(visit: Visit, form: Submitted) -> Result<Response, HallError> {
    let item = item_of(&visit, &form.data).await?;
    let mut errors = FormErrors::new();
    let Some(intake) = parse(&visit, &form.data, &mut errors) else {
        return draw(&visit, &item, &form.data, &errors, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let outcome =
        visit.act(Power::TakeCases, &form.once, move |act| actions::receive(act, &intake)).await;
    match outcome {
        Ok(done) => {
            let message = Phrase::of("已收件。", "The case has been taken in.");
            Ok(visit.redirect(&format!("/cases/{}", done.number), &message))
        }
        Err(error @ (HallError::Breach { .. } | HallError::Invalid(_) | HallError::Stale(_))) => {
            let status =
                StatusCode::from_u16(error.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            match &error {
                HallError::Invalid(faults) => {
                    for (field, fault) in faults.iter() {
                        errors.add(field, fault.clone());
                    }
                }
                error => errors.add("", error.sentence()),
            }
            draw(&visit, &item, &form.data, &errors, status).await
        }
        Err(error) => Err(error),
    }
}

fn parse(visit: &Visit, data: &FormData, errors: &mut FormErrors) -> Option<SealedIntake> {
    let applicant = party(data, "", errors);
    let agent = data.has("agent_identity").then(|| {
        let person = party(data, "agent_", errors);
        let mandate = data.text("agent_mandate").to_owned();
        if mandate.is_empty() {
            errors.add(
                "agent_mandate",
                Phrase::of("请写明委托依据，如委托书编号。", "Say what the mandate rests on."),
            );
        }
        (person, mandate)
    });
    let same = agent.as_ref().is_some_and(|(person, _)| person.identity == applicant.identity);
    if same && !applicant.identity.is_empty() {
        errors.add(
            "agent_identity",
            Phrase::of(
                "代办人与申请人是同一人；本人办理时请不要填写代办人。",
                "The same person stands in both places; leave this empty if nobody files for them.",
            ),
        );
    }
    if !errors.is_empty() {
        return None;
    }
    let draft = IntakeDraft {
        item_code: data.text("item_code").to_owned(),
        item_version: data.text("version").parse().unwrap_or(0),
        answers: data
            .with_prefix("q.")
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect(),
        ticks: ticks(data),
        applicant,
        agent,
    };
    Some(actions::sealed(draft, &visit.hall.vault))
}

fn party(data: &FormData, prefix: &str, errors: &mut FormErrors) -> PartyDraft {
    let field = |name: &str| format!("{prefix}{name}");
    let (name_field, identity_field, phone_field) =
        (field("name"), field("identity"), field("phone"));
    let name = PersonName::parse(data.text(&name_field)).map_err(|fault| fault.phrase());
    let identity =
        IdentityNumber::parse(data.text(&identity_field)).map_err(|fault| fault.phrase());
    let phone = Phone::parse(data.text(&phone_field)).map_err(|fault| fault.phrase());
    let (identity, name, phone) = (
        errors.take(&identity_field, identity),
        errors.take(&name_field, name),
        errors.take(&phone_field, phone),
    );
    match (name, identity, phone) {
        (Some(name), Some(identity), Some(phone)) => PartyDraft {
            masked: name.masked(),
            name: name.as_str().to_owned(),
            identity_masked: identity.masked(),
            identity: identity.as_str().to_owned(),
            phone: phone.as_str().to_owned(),
        },
        _ => PartyDraft::default(),
    }
}

async fn draw(
    visit: &Visit,
    item: &Arc<PublishedItem>,
    data: &FormData,
    errors: &FormErrors,
    status: StatusCode,
) -> Result<Response, HallError> {
    let words = visit.words();
    let definition = &item.definition;
    let form = FormView::new("/cases", visit, errors).version(item.version);
    let limit = definition.limits.promised.as_ref();
    visit.page_with(
        status,
        &IntakePage {
            chrome: visit.chrome(words.say("窗口收件", "Take a case"), Face::Office),
            form,
            item: words.phrase(&definition.name()).to_owned(),
            code: item.code.clone(),
            limit: limit
                .map(|term| words.phrase(&term.limit.phrase()).to_owned())
                .unwrap_or_default(),
            applicant: people_fields(data, "", errors, words),
            has_agent: data.has("agent_identity") || data.has("agent_name"),
            agent: people_fields(data, "agent_", errors, words),
            questions: questions(visit, item, data, errors),
            papers: papers(visit, item, data, errors),
            duplicates: duplicates(visit, item, data).await?,
        },
    )
}

fn people_fields(
    data: &FormData,
    prefix: &str,
    errors: &FormErrors,
    words: Words,
) -> Vec<FieldView> {
    let mut fields = vec![
        ("identity", words.say("身份证号码", "Identity number")),
        ("name", words.say("姓名", "Name")),
        ("phone", words.say("手机号码", "Phone")),
    ];
    if prefix == "agent_" {
        fields.push(("mandate", words.say("委托依据", "Mandate")));
    }
    fields
        .into_iter()
        .map(|(name, label)| {
            let name = format!("{prefix}{name}");
            FieldView::new(name.clone(), label).value(data.text(&name)).fault(errors, words)
        })
        .collect()
}

fn questions(
    visit: &Visit,
    item: &PublishedItem,
    data: &FormData,
    errors: &FormErrors,
) -> Vec<QuestionField> {
    let words = visit.words();
    item.definition
        .scenario
        .questions
        .iter()
        .map(|question| {
            let name = format!("q.{}", question.key);
            let options = question
                .kind
                .choices()
                .iter()
                .map(|choice| {
                    let label = words.phrase(&choice.label.phrase()).to_owned();
                    let mut option = kit::form::OptionView::new(choice.key.to_string(), label);
                    option.is_chosen = data.all(&name).contains(&choice.key.as_str());
                    option
                })
                .collect();
            let mut field = FieldView::new(name.clone(), words.phrase(&question.text.phrase()))
                .hint(words.phrase(&question.hint.phrase()))
                .fault(errors, words);
            data.text(&name).clone_into(&mut field.value);
            field.options = options;
            let kind = match question.kind {
                QuestionKind::One(_) => "radio",
                QuestionKind::Many(_) => "checkbox",
                QuestionKind::Day => "date",
                QuestionKind::Quantity { .. } => "text",
            };
            QuestionField { field, kind }
        })
        .collect()
}

fn papers(
    visit: &Visit,
    item: &PublishedItem,
    data: &FormData,
    errors: &FormErrors,
) -> Vec<PaperField> {
    let (words, today) = (visit.words(), visit.today());
    let texts: Vec<(String, String)> =
        data.with_prefix("q.").map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    let (answers, _) = actions::answers_of(&item.definition, &texts, today);
    let checklist = Checklist::of(&item.definition, &answers, today);
    checklist
        .papers
        .iter()
        .filter(|paper| paper.is_needed() || paper.is_open())
        .map(|paper| {
            let (material, key) = (paper.material, paper.material.key.to_string());
            PaperField {
                name: words.phrase(&material.name.phrase()).to_owned(),
                count: words.phrase(&material.count()).to_owned(),
                may_follow: material.deferral == rulebook::item::Deferral::Allowed,
                is_required: material.necessity == rulebook::item::Necessity::Required,
                state: data.text(&format!("paper.{key}")).to_owned(),
                why: data.text(&format!("why.{key}")).to_owned(),
                error: errors
                    .at(&format!("paper.{key}"))
                    .map(|fault| words.phrase(fault).to_owned())
                    .unwrap_or_default(),
                key,
            }
        })
        .collect()
}

/// Open cases of the same person and item, to be seen before a second one is made.
async fn duplicates(
    visit: &Visit,
    item: &PublishedItem,
    data: &FormData,
) -> Result<Vec<String>, HallError> {
    let Ok(number) = IdentityNumber::parse(data.text("identity")) else { return Ok(Vec::new()) };
    let person = actions::fingerprint(&visit.hall.vault, number.as_str());
    let (centre, code) = (visit.centre()?, item.code.clone());
    visit.read(move |read| store::open_of_person(read, centre, &person, &code)).await
}
