//! `/contacts/{number}`: who answers for it, what was asked, what happened, and what may be done.

use super::colleagues::{self, Colleague};
use super::view::{self, Fact, LightView, Step, Typed, asker_facts, light_view, timeline};
use super::{items, keeper};
use crate::contacts::actions::unknown;
use crate::contacts::door::asked;
use crate::contacts::store::{self, Held};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormData, FormErrors, FormView, OptionView};
use kit::journal::{Entry, Subject, reading};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit, Words};
use threshold::contact::{End, FirstContact, State};

/// Entries of one contact that are shown at most.
pub(crate) const ENTRIES_MAX: u32 = 300;

/// What the visitor is to a contact as it stands, which says what may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Answers for it.
    Keeper,
    /// Answers for it and has offered it.
    Offering,
    /// It is offered to them.
    Offered,
    /// May take it up of their own accord.
    Colleague,
    /// Only looks.
    Onlooker,
}

impl Part {
    fn of(visit: &Visit, contact: &FirstContact) -> Result<Self, HallError> {
        if !visit.may(Power::KeepContacts) {
            return Ok(Self::Onlooker);
        }
        let me = keeper(visit)?;
        Ok(match &contact.state {
            State::InHand { keeper } if *keeper == me => Self::Keeper,
            State::InHand { .. } => Self::Colleague,
            State::Offered { keeper, .. } if *keeper == me => Self::Offering,
            State::Offered { to, .. } if to.includes(&me) => Self::Offered,
            State::Offered { .. } | State::Ended { .. } => Self::Onlooker,
        })
    }

    fn answers(self) -> bool {
        matches!(self, Self::Keeper | Self::Offering)
    }
}

/// The fields of all forms of the page.
struct Fields {
    outcome: FieldView,
    answer_text: FieldView,
    answer_item: FieldView,
    answer_body: FieldView,
    to: FieldView,
    offer_reason: FieldView,
    decline_reason: FieldView,
    obstacles: FieldView,
    said: FieldView,
    reason: FieldView,
}

#[derive(Template)]
#[template(path = "contacts/pages/show.html")]
struct ShowPage {
    chrome: Chrome,
    number: String,
    stage: String,
    light: LightView,
    status: String,
    facts: Vec<Fact>,
    asker: Vec<Fact>,
    is_clear: bool,
    may_unmask: bool,
    may_take: bool,
    /// Where the director reassigns it; empty where that is not possible.
    reassignment: String,
    part: Part,
    open: &'static str,
    fields: Fields,
    items: Vec<(String, String)>,
    form: FormView,
    steps: Vec<Step>,
    end_href: String,
    end_name: String,
}

/// What is shown again where an act was refused.
#[derive(Default)]
pub(in crate::contacts) struct Again {
    pub(in crate::contacts) data: FormData,
    pub(in crate::contacts) errors: FormErrors,
    /// The form that stays open.
    pub(in crate::contacts) open: &'static str,
    /// Name and phone, where somebody was allowed to see them.
    pub(in crate::contacts) clear: Option<(String, String)>,
}

/// The contact.
pub(in crate::contacts) async fn show(
    visit: Visit,
    Path(number): Path<String>,
) -> Result<Response, HallError> {
    page(&visit, &number, Again::default(), StatusCode::OK).await
}

/// A contact of the visitor's centre with its entries.
pub(crate) async fn load(visit: &Visit, number: &str) -> Result<(Held, Vec<Entry>), HallError> {
    let (centre, number) = (visit.centre()?, number.to_owned());
    visit
        .read(move |read| {
            let held = store::find(read, centre, &number)?.ok_or_else(|| unknown(&number))?;
            let subject = Subject::new("contact", &number);
            Ok((held, reading::of_subject(read, centre, &subject, 0, ENTRIES_MAX)?))
        })
        .await
}

/// The page again, where the register of matters did not take it.
pub(crate) async fn refused_again(
    visit: &Visit,
    number: &str,
    data: FormData,
    error: HallError,
) -> Result<Response, HallError> {
    let (errors, status) = super::faults(error)?;
    page(visit, number, Again { data, errors, open: "matter", clear: None }, status).await
}

/// The page, as it stands or with what was refused.
pub(in crate::contacts) async fn page(
    visit: &Visit,
    number: &str,
    again: Again,
    status: StatusCode,
) -> Result<Response, HallError> {
    let (held, entries) = load(visit, number).await?;
    let (words, contact) = (visit.words(), &held.contact);
    let part = Part::of(visit, contact)?;
    let colleagues = if part == Part::Keeper { colleagues::all(visit).await? } else { Vec::new() };
    let typed = Typed { data: &again.data, errors: &again.errors, words };
    let (end_href, end_name) = end(contact, words);
    let title = words.phrase(&asked(&held)).chars().take(60).collect::<String>();
    visit.page_with(
        status,
        &ShowPage {
            chrome: visit.chrome(title, Face::Office),
            stage: words.phrase(&contact.stage().phrase()).to_owned(),
            light: light_view(contact.light(visit.today()), words),
            status: standing(contact, words),
            facts: facts(&held, words),
            asker: asker_facts(&held.asker, again.clear.clone(), words),
            is_clear: again.clear.is_some(),
            may_unmask: visit.may(Power::UnmaskPersons)
                && held.asker.is_named()
                && again.clear.is_none(),
            may_take: visit.may(Power::TakeCases) && contact.responsible().is_some(),
            reassignment: if visit.may(Power::ConcurWithCases)
                && part != Part::Keeper
                && contact.responsible().is_some()
            {
                format!("/contacts/{}/reassignment", held.number)
            } else {
                String::new()
            },
            part,
            open: again.open,
            fields: fields(&typed, &held, &colleagues),
            items: if part.answers() { items(visit).await? } else { Vec::new() },
            form: FormView::new("", visit, &again.errors).version(held.version),
            steps: timeline(&entries, words)?,
            number: held.number.clone(),
            end_href,
            end_name,
        },
    )
}

fn standing(contact: &FirstContact, words: Words) -> String {
    match &contact.state {
        State::InHand { keeper } => {
            words.fill("现在由{}负责。", "{} answers for it now.", &[&keeper.name])
        }
        State::Offered { keeper, to } => words.fill(
            "已移交给{}，对方承接之前仍由{}负责。",
            "Offered to {}; until accepted, {} answers for it.",
            &[&to.name(), &keeper.name],
        ),
        State::Ended { by, .. } => words.fill("已由{}办结。", "Ended by {}.", &[&by.name]),
    }
}

fn end(contact: &FirstContact, words: Words) -> (String, String) {
    match &contact.state {
        State::Ended { end: End::Case(number), .. } => {
            (format!("/cases/{number}"), words.fill("办件 {}", "Case {}", &[number]))
        }
        State::Ended { end: End::Matter(number), .. } => (
            format!("/unresolved-matters/{number}"),
            words.fill("办不成事登记 {}", "Unresolved matter {}", &[number]),
        ),
        _ => (String::new(), String::new()),
    }
}

fn facts(held: &Held, words: Words) -> Vec<Fact> {
    let contact = &held.contact;
    let mut all = vec![
        Fact::new(words.say("第一责任人", "Asked first"), contact.first.name.clone()),
        Fact::new(words.say("登记时间", "Asked at"), words.instant(contact.opened.at_ms)),
        Fact::new(words.say("答复期限", "Answer due"), words.date_and_weekday(contact.due_on)),
        Fact::new(
            words.say("怎么问的", "How"),
            words.phrase(&contact.enquiry.way.phrase()).to_owned(),
        ),
    ];
    if !contact.enquiry.item.is_empty() {
        let item = format!("{} {}", contact.enquiry.item, words.phrase(&asked(held)));
        all.push(Fact::new(words.say("事项", "Item"), item));
    }
    if !contact.enquiry.words.is_empty() {
        let said = words.say("问的是什么", "What was asked");
        all.push(Fact::new(said, contact.enquiry.words.clone()));
    }
    if !contact.enquiry.ticket.is_empty() {
        all.push(Fact::new(words.say("票号", "Ticket"), contact.enquiry.ticket.clone()));
    }
    if let State::Ended { end: End::Answered(answer), .. } = &contact.state {
        all.push(Fact::new(words.say("答复", "Answer"), view::answer_text(answer, words)));
    }
    all
}

fn fields(typed: &Typed<'_>, held: &Held, colleagues: &[Colleague]) -> Fields {
    let words = typed.words;
    let outcomes = [
        OptionView::new("answered", words.say("当场答复", "answered")),
        OptionView::new("guide_given", words.say("给了办事指南", "guide given")),
        OptionView::new(
            "referred_elsewhere",
            words.say("不归本中心，已告知去哪里办", "not ours; told where to go"),
        ),
    ];
    let mut outcome = typed.field("outcome", "结果", "Outcome");
    if outcome.value.is_empty() {
        "answered".clone_into(&mut outcome.value);
    }
    let mut answer_item = typed.field("answer_item", "给的是哪个指南", "Whose guide");
    if answer_item.value.is_empty() {
        answer_item.value.clone_from(&held.contact.enquiry.item);
    }
    let prompt = words.say("请选择", "choose");
    Fields {
        outcome: outcome.options(outcomes.into()),
        answer_text: typed.field("answer_text", "答复内容", "What was said"),
        answer_item: answer_item
            .hint(words.say("只在给了办事指南时填", "only where a guide was given")),
        answer_body: typed
            .field("answer_body", "应去哪个机关办理", "The right body")
            .hint(words.say("只在不归本中心时填", "only where it is not ours")),
        to: typed
            .field("to", "移交给", "Offered to")
            .options(colleagues::options(colleagues, prompt)),
        offer_reason: typed.field("offer_reason", "移交理由", "Why"),
        decline_reason: typed.field("decline_reason", "理由", "Why"),
        obstacles: typed.obstacles("为什么没办成", "What stood in the way"),
        said: typed.field("words", "群众怎么说", "In the resident's words"),
        reason: typed.field("reason", "理由（记入台账）", "Reason (goes into the journal)"),
    }
}
