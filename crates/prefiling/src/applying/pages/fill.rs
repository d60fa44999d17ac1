//! `/centres/{centre}/items/{item}/application`: filing online, one thing on each page.
//!
//! What was filled in travels sealed in the form itself: nothing is kept of somebody who does not
//! send it, going back loses nothing, and no script is needed.

use super::steps::{Draft, Step};
use super::{PaperField, Place, slow_down, slow_down_sending};
use crate::filings::door::{self as filings, answer_text, no, papers_of};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use casework::intake::door::{self as intake, QuestionField};
use casework::papers::door as papers;
use counter::catalogue::door::{self as catalogue, PublishedItem};
use kit::db::CentreId;
use kit::form::{FieldView, FormData, FormErrors, FormView, OptionView};
use kit::rights::Power;
use kit::shell::Chrome;
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit, Words};
use office::settings::door::{self as settings, Parameter, Parameters};
use rulebook::breach::Breach;
use rulebook::person::ApplicantKind;
use std::sync::Arc;

/// A line of what was filled in.
struct Line {
    label: String,
    text: String,
}

/// What was filled in on one page, and the page to change it on.
struct Part {
    title: String,
    step: &'static str,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "applying/pages/fill.html")]
struct FillPage {
    chrome: Chrome,
    form: FormView,
    guide: String,
    step: Step,
    /// Names of the steps before this one, of this one, and of those after it.
    done: Vec<String>,
    current: String,
    ahead: Vec<String>,
    /// The word of the step before; empty on the first.
    back: &'static str,
    /// What the other pages hold, sealed.
    carried: String,
    /// What the hall promises, in words.
    promises: Vec<String>,
    questions: Vec<QuestionField>,
    kind: Option<FieldView>,
    applicant: Vec<FieldView>,
    agent: Vec<FieldView>,
    is_agent_open: bool,
    papers: Vec<PaperField>,
    parts: Vec<Part>,
}

/// An item at a centre that takes filings.
struct Ground {
    place: Place,
    item: Arc<PublishedItem>,
}

impl Ground {
    async fn of(visit: &Visit, centre: CentreId, code: &str) -> Result<Self, HallError> {
        let place = Place::of(visit, centre).await?;
        let catalogue = catalogue::catalogue(&visit.hall, centre).await?;
        let item = catalogue.item(&code.trim().to_uppercase()).cloned();
        let item = item.ok_or_else(filings::unknown)?;
        if !item.definition.handling.takes_prefiling() {
            return Err(no(Breach::PrefilingNotOffered));
        }
        Ok(Self { place, item })
    }

    /// Where what is carried belongs: to this item of this centre and no other.
    fn seal(&self) -> String {
        format!("filings.draft.{}.{}", self.place.centre, self.item.code)
    }

    fn carried(&self, visit: &Visit, pairs: &[&(String, String)]) -> Result<String, HallError> {
        Ok(visit.hall.vault.seal(&serde_json::to_string(pairs)?, &self.seal()))
    }

    fn opened(&self, visit: &Visit, carried: &str) -> Option<Vec<(String, String)>> {
        if carried.is_empty() {
            return Some(Vec::new());
        }
        let text = visit.hall.vault.open(carried, &self.seal()).ok()?;
        serde_json::from_str(&text).ok()
    }

    fn draft<'a>(&'a self, visit: &'a Visit, data: &'a FormData) -> Draft<'a> {
        Draft { visit, centre: self.place.centre, item: &self.item, data }
    }
}

/// An item at a centre, for the JSON face.
///
/// # Errors
/// `NotFound`; `PrefilingNotOffered`.
pub(in crate::applying) async fn item_at(
    visit: &Visit,
    centre: CentreId,
    code: &str,
) -> Result<Arc<PublishedItem>, HallError> {
    Ok(Ground::of(visit, centre, code).await?.item)
}

/// The first page: what it is, and what it is not.
pub(in crate::applying) async fn begin(
    visit: Visit,
    Path((centre, item)): Path<(i64, String)>,
) -> Result<Response, HallError> {
    slow_down(&visit)?;
    let ground = Ground::of(&visit, CentreId(centre), &item).await?;
    draw(&visit, &ground, Step::Start, (&FormData::default(), &FormErrors::new())).await
}

/// On to the next page, back to another, or sent.
pub(in crate::applying) async fn go(
    visit: Visit,
    Path((centre, item)): Path<(i64, String)>,
    sent: Submitted,
) -> Result<Response, HallError> {
    slow_down(&visit)?;
    if !sent.files.is_empty() {
        slow_down_sending(&visit)?;
    }
    let ground = Ground::of(&visit, CentreId(centre), &item).await?;
    let step = Step::from_word(sent.data.text("step")).unwrap_or(Step::Start);
    let Some(carried) = ground.opened(&visit, sent.data.text("carried")) else {
        let fault = Phrase::of(
            "这一页放得太久或被改动，已不能继续，请从头再填。",
            "This page was left too long or was changed. Begin again, please.",
        );
        let errors = FormErrors::one("", fault);
        return draw(&visit, &ground, Step::Start, (&FormData::default(), &errors)).await;
    };
    let mut errors = FormErrors::new();
    let typed = match step {
        Step::Papers => papers::take_at(&visit, ground.place.centre, &sent, &mut errors).await?,
        _ => sent.data.clone(),
    };
    let others = carried.into_iter().filter(|(name, _)| !step.owns(name));
    let own = typed.pairs().iter().filter(|(name, _)| step.owns(name)).cloned();
    let data = FormData::from_pairs(others.chain(own).collect());
    if errors.is_empty()
        && let Some(to) = Step::from_word(sent.data.text("to"))
    {
        return draw(&visit, &ground, to, (&data, &errors)).await;
    }
    step.check(ground.draft(&visit, &data), &mut errors);
    if !errors.is_empty() {
        return draw(&visit, &ground, step, (&data, &errors)).await;
    }
    let steps = Step::of(&ground.item);
    let next = steps.iter().skip_while(|it| **it != step).nth(1);
    match next {
        Some(next) => draw(&visit, &ground, *next, (&data, &errors)).await,
        None => send(&visit, &ground, (&data, &sent)).await,
    }
}

/// Sends it, or shows the first page on which something is wrong.
async fn send(
    visit: &Visit,
    ground: &Ground,
    (data, sent): (&FormData, &Submitted),
) -> Result<Response, HallError> {
    slow_down_sending(visit)?;
    let centre = ground.place.centre;
    for step in Step::of(&ground.item) {
        let mut errors = FormErrors::new();
        step.check(ground.draft(visit, data), &mut errors);
        if !errors.is_empty() {
            return draw(visit, ground, step, (data, &errors)).await;
        }
    }
    let outcome = async {
        let wish = ground.draft(visit, data).wish().await?;
        let visitor = Visit { member: None, ..visit.clone() };
        let work = move |act: &mut kit::db::Act<'_>| filings::send(act, &wish);
        visitor.act_in(centre, Power::Public, &sent.once, work).await
    };
    let (step, errors) = match outcome.await {
        Ok(made) => {
            filings::refresh(&visit.hall, centre).await?;
            let done = Phrase::new(
                format!("已提交，编号 {}。", made.number),
                format!("Sent; its number is {}.", made.number),
            );
            return Ok(visit.redirect(&format!("/applications/{centre}-{}", made.code), &done));
        }
        Err(HallError::Invalid(errors)) => (Step::Papers, errors),
        Err(error @ (HallError::Breach { .. } | HallError::Stale(_))) => {
            (Step::Check, FormErrors::one("", error.sentence()))
        }
        Err(error) => return Err(error),
    };
    draw(visit, ground, step, (data, &errors)).await
}

async fn draw(
    visit: &Visit,
    ground: &Ground,
    step: Step,
    (data, errors): (&FormData, &FormErrors),
) -> Result<Response, HallError> {
    let (words, item) = (visit.words(), &ground.item);
    let centre = ground.place.centre;
    let parameters = visit.read(move |read| settings::parameters(read, centre)).await?;
    let steps = Step::of(item);
    let at = steps.iter().position(|it| *it == step).unwrap_or(0);
    let others: Vec<&(String, String)> =
        data.pairs().iter().filter(|(name, _)| !step.owns(name)).collect();
    let action = format!("{}/items/{}/application", ground.place.root, item.code);
    let is_filled = |field: &FieldView| !field.value.is_empty() || !field.error.is_empty();
    let agent = intake::agent(data, errors, words);
    let named =
        |steps: &[Step]| steps.iter().map(|it| it.title(words).to_owned()).collect::<Vec<_>>();
    let name = words.phrase(&item.definition.name()).to_owned();
    let title = words.fill("网上预申报：{}", "Apply online: {}", &[&name]);
    let page = FillPage {
        chrome: ground.place.chrome(visit, title),
        form: FormView::new(action, visit, errors),
        guide: format!("{}/items/{}", ground.place.root, item.code),
        step,
        done: named(&steps[..at]),
        current: step.title(words).to_owned(),
        ahead: named(steps.get(at + 1..).unwrap_or_default()),
        back: at.checked_sub(1).and_then(|at| steps.get(at)).map_or("", |it| it.word()),
        carried: ground.carried(visit, &others)?,
        promises: promises(&parameters, words),
        questions: intake::questions(visit, item, data, errors),
        kind: kind_field(ground, visit, data),
        applicant: intake::applicant(&item.definition, data, errors, words),
        is_agent_open: agent.iter().any(is_filled) || is_for_organisations(item),
        agent,
        papers: match step {
            Step::Papers => paper_fields(ground, visit, (data, errors)),
            _ => Vec::new(),
        },
        parts: if step == Step::Check { parts(ground, visit, data) } else { Vec::new() },
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, &page)
}

/// What the hall promises, by its parameters.
fn promises(parameters: &Parameters, words: Words) -> Vec<String> {
    let check = parameters.days(Parameter::PrefilingCheckDays);
    let keep = parameters.days(Parameter::PrefilingDays);
    vec![
        words.fill(
            "窗口在 {} 个工作日内核对并答复，用编号或二维码查结果。",
            "The window answers within {} working days; look it up by its number or code.",
            &[&check],
        ),
        words.fill(
            "核对齐全后 {} 天内来办；退回补充的，也在 {} 天内补齐，过期失效。",
            "Once it is complete, come within {} days; what is missing is sent within {} days. \
             After that it lapses.",
            &[&keep, &keep],
        ),
    ]
}

fn kinds(item: &PublishedItem) -> Vec<ApplicantKind> {
    let objects = &item.definition.audience.objects;
    let served = ApplicantKind::ALL.iter().filter(|kind| kind.is_served_by(objects));
    let kinds: Vec<ApplicantKind> = served.copied().collect();
    if kinds.is_empty() { ApplicantKind::ALL.to_vec() } else { kinds }
}

fn is_for_organisations(item: &PublishedItem) -> bool {
    kinds(item) == [ApplicantKind::Organisation]
}

/// The choice between a person and an organisation, where the item is open to both.
fn kind_field(ground: &Ground, visit: &Visit, data: &FormData) -> Option<FieldView> {
    let (kinds, words) = (kinds(&ground.item), visit.words());
    if kinds.len() < 2 {
        return None;
    }
    let option = |kind: &ApplicantKind| OptionView::new(kind.code(), words.phrase(&kind.phrase()));
    let chosen = intake::kind(&ground.item.definition, data);
    let label = words.say("申请人类型", "Kind of applicant");
    let field = FieldView::new("kind", label).options(kinds.iter().map(option).collect());
    Some(field.value(chosen.code()))
}

fn paper_fields(
    ground: &Ground,
    visit: &Visit,
    (data, errors): (&FormData, &FormErrors),
) -> Vec<PaperField> {
    let (words, definition) = (visit.words(), &ground.item.definition);
    let answers = ground.draft(visit, data).answers(&mut FormErrors::new());
    let taken = papers::taken(&visit.hall.vault, data).unwrap_or_default();
    let listed = answers.map(|it| papers_of(definition, &it, visit.today())).unwrap_or_default();
    listed
        .into_iter()
        .map(|paper| {
            let material = definition.materials.iter().find(|it| it.key.as_str() == paper.key);
            let about = material.map(|it| {
                let count = words.phrase(&it.count()).to_owned();
                match words.phrase(&it.criterion.phrase()) {
                    "" => count,
                    criterion => format!("{count} · {criterion}"),
                }
            });
            let field = PaperField {
                name: words.phrase(&paper.name()).to_owned(),
                about: about.unwrap_or_default(),
                is_required: paper.is_required,
                key: paper.key,
                error: String::new(),
                kept: Vec::new(),
                is_brought: false,
            };
            field.filled((data, errors), &taken, words)
        })
        .collect()
}

/// What was filled in, page by page, to be read before it is sent.
fn parts(ground: &Ground, visit: &Visit, data: &FormData) -> Vec<Part> {
    let (words, errors) = (visit.words(), FormErrors::new());
    let definition = &ground.item.definition;
    let part = |step: Step, lines: Vec<Line>| Part {
        title: step.title(words).to_owned(),
        step: step.word(),
        lines,
    };
    let mut all = Vec::new();
    let questions = intake::questions(visit, &ground.item, data, &errors);
    if !questions.is_empty() {
        let lines = questions
            .into_iter()
            .map(|it| Line { text: answer_text(&it.field), label: it.field.label });
        all.push(part(Step::Questions, lines.collect()));
    }
    let who = intake::applicant(definition, data, &errors, words);
    let agent = intake::agent(data, &errors, words);
    let lines = who.into_iter().chain(agent).filter(|it| !it.value.is_empty());
    let lines = lines.map(|it| Line { label: it.label, text: it.value });
    all.push(part(Step::Who, lines.collect()));
    let lines = paper_fields(ground, visit, (data, &errors))
        .into_iter()
        .map(|paper| Line { text: paper_text(&paper, words), label: paper.name });
    all.push(part(Step::Papers, lines.collect()));
    all
}

fn paper_text(paper: &PaperField, words: Words) -> String {
    match paper.kept.len() {
        0 if paper.is_brought => words.say("来窗口时带上", "brought along").to_owned(),
        0 => words.say("不交", "not given").to_owned(),
        count => words.fill("已上传 {} 个文件", "{} files", &[&count]),
    }
}
