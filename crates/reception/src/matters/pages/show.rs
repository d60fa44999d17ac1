//! `/unresolved-matters/{number}`: what could not be done, who owns it, what happened.

use super::view::{self, line, timeline};
use crate::contacts::door::view::{Fact, LightView, Step, Typed, asker_facts, light_view};
use crate::contacts::door::{ENTRIES_MAX, keeper};
use crate::matters::actions::{subject, unknown};
use crate::matters::store::{self, HeldMatter};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormData, FormErrors, FormView, OptionView};
use kit::journal::{Entry, reading};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit, Words};
use threshold::contact::unresolved::{MatterState, Reopening, Telling};

/// What the visitor is to a matter as it stands, which says what may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// May accept it.
    Colleague,
    /// Works at it.
    Owner,
    /// Tells the resident.
    Teller,
    /// Only looks.
    Onlooker,
}

impl Part {
    fn of(visit: &Visit, held: &HeldMatter) -> Result<Self, HallError> {
        if !visit.may(Power::KeepContacts) {
            return Ok(Self::Onlooker);
        }
        let me = keeper(visit)?;
        Ok(match &held.matter.state {
            MatterState::InHand { owner } if *owner == me => Self::Owner,
            MatterState::Waiting { .. } | MatterState::InHand { .. } => Self::Colleague,
            MatterState::Concluded { owner, .. } if *owner == me => Self::Teller,
            MatterState::Concluded { .. } | MatterState::Told { .. } => Self::Onlooker,
        })
    }
}

/// Whether it may be reopened now.
fn may_reopen(visit: &Visit, held: &HeldMatter) -> bool {
    visit.may(Power::KeepContacts)
        && held.matter.reopening == Reopening::Free
        && held.matter.conclusion().is_some()
}

/// The fields of all forms of the page.
struct Fields {
    follow_up: FieldView,
    how: FieldView,
    why_not: FieldView,
    remedy: FieldView,
    telling: FieldView,
    again: FieldView,
    reason: FieldView,
}

#[derive(Template)]
#[template(path = "matters/pages/show.html")]
struct MatterPage {
    chrome: Chrome,
    number: String,
    stage: String,
    owner: String,
    light: LightView,
    facts: Vec<Fact>,
    contact: String,
    asker: Vec<Fact>,
    is_clear: bool,
    may_unmask: bool,
    part: Part,
    may_reopen: bool,
    open: &'static str,
    fields: Fields,
    form: FormView,
    steps: Vec<Step>,
}

/// What is shown again where an act was refused.
#[derive(Default)]
pub(in crate::matters) struct Again {
    pub(in crate::matters) data: FormData,
    pub(in crate::matters) errors: FormErrors,
    /// The form that stays open.
    pub(in crate::matters) open: &'static str,
    /// Name and phone, where somebody was allowed to see them.
    pub(in crate::matters) clear: Option<(String, String)>,
}

/// The matter.
pub(in crate::matters) async fn show(
    visit: Visit,
    Path(number): Path<String>,
) -> Result<Response, HallError> {
    page(&visit, &number, Again::default(), StatusCode::OK).await
}

/// A matter of the visitor's centre with its entries.
pub(in crate::matters) async fn load(
    visit: &Visit,
    number: &str,
) -> Result<(HeldMatter, Vec<Entry>), HallError> {
    let (centre, number) = (visit.centre()?, number.to_owned());
    visit
        .read(move |read| {
            let held = store::find(read, centre, &number)?.ok_or_else(|| unknown(&number))?;
            Ok((held, reading::of_subject(read, centre, &subject(&number), 0, ENTRIES_MAX)?))
        })
        .await
}

/// The page, as it stands or with what was refused.
pub(in crate::matters) async fn page(
    visit: &Visit,
    number: &str,
    again: Again,
    status: StatusCode,
) -> Result<Response, HallError> {
    let (held, entries) = load(visit, number).await?;
    let words = visit.words();
    let line = line(&held, visit.today(), words);
    let typed = Typed { data: &again.data, errors: &again.errors, words };
    let title: String = line.asked.chars().take(60).collect();
    visit.page_with(
        status,
        &MatterPage {
            chrome: visit.chrome(title, Face::Office),
            stage: line.stage,
            owner: words.fill("责任人：{}", "Answers for it: {}", &[&line.keeper]),
            light: light_view(held.matter.light(visit.today()), words),
            facts: facts(&held, words),
            contact: held.matter.report.contact.clone(),
            asker: asker_facts(&held.asker, again.clear.clone(), words),
            is_clear: again.clear.is_some(),
            may_unmask: visit.may(Power::UnmaskPersons)
                && held.asker.is_named()
                && again.clear.is_none(),
            part: Part::of(visit, &held)?,
            may_reopen: may_reopen(visit, &held),
            open: again.open,
            fields: fields(&typed),
            form: FormView::new("", visit, &again.errors).version(held.version),
            steps: timeline(&entries, words)?,
            number: held.number,
        },
    )
}

fn facts(held: &HeldMatter, words: Words) -> Vec<Fact> {
    let (matter, report) = (&held.matter, &held.matter.report);
    let mut all = vec![
        Fact::new(
            words.say("为什么没办成", "What stood in the way"),
            view::obstacles(&report.obstacles, words),
        ),
        Fact::new(words.say("群众怎么说", "In the resident's words"), report.words.clone()),
        Fact::new(words.say("登记时间", "Reported at"), words.instant(matter.reported.at_ms)),
        Fact::new(words.say("办理期限", "Due"), words.date_and_weekday(matter.due_on)),
        Fact::new(words.say("怎么反映的", "How"), words.phrase(&report.way.phrase()).to_owned()),
    ];
    if !report.item.is_empty() {
        let name = words.say(&held.item.zh, &held.item.en);
        let name = if name.is_empty() { &held.item.zh } else { name };
        all.push(Fact::new(words.say("事项", "Item"), format!("{} {name}", report.item)));
    }
    if let Some(conclusion) = matter.conclusion() {
        let text = view::conclusion_text(conclusion, words);
        all.push(Fact::new(words.say("结论", "Conclusion"), text));
    }
    all.retain(|fact| !fact.text.is_empty());
    all
}

fn fields(typed: &Typed<'_>) -> Fields {
    let words = typed.words;
    let tellings = Telling::ALL.iter();
    let options = tellings.map(|it| OptionView::new(it.word(), words.phrase(&it.phrase())));
    let mut telling = typed.field("telling", "怎么告知的", "How");
    if telling.value.is_empty() {
        Telling::Telephone.word().clone_into(&mut telling.value);
    }
    Fields {
        follow_up: typed.field("follow_up", "做了什么、联系了谁", "What was done, who was asked"),
        how: typed.field("how", "怎么解决的", "How it was solved"),
        why_not: typed.field("why_not", "为什么不能解决", "Why it cannot be solved"),
        remedy: typed.field("remedy", "群众还可以怎么办", "What the resident can do"),
        telling: telling.options(options.collect()),
        again: typed.field("again", "群众为什么不满意", "Why the resident is not content"),
        reason: typed.field("reason", "理由（记入台账）", "Reason (goes into the journal)"),
    }
}
