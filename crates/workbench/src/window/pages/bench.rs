//! `/window`: the workbench of a clerk at a window, a visit on one screen.

use super::rows::{self, Current, LineRow, ParkedRow};
use crate::window::visitor::{self, Visitor};
use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use casework::intake::door::{self as intake, Brief, Stands};
use counter::catalogue::door as catalogue;
use kit::form::{FieldView, FormData, FormErrors, FormView};
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit, Words};
use reception::contacts::door::{self as contacts, TicketContact};
use reception::queue::door as queue;
use reference::search::door as search;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "window/pages/bench.html")]
struct BenchPage {
    chrome: Chrome,
    form: FormView,
    window: String,
    is_open: bool,
    serves: String,
    current: Option<Current>,
    waits_for_me: usize,
    lines: Vec<LineRow>,
    parked: Vec<ParkedRow>,
    total: String,
    reasons: Vec<&'static str>,
    reason: String,
    identity: FieldView,
    for_another: bool,
    who: Option<Who>,
    text: String,
    items: Vec<Choice>,
    is_search: bool,
    contacts: Vec<ContactRow>,
    taken: Vec<CaseRow>,
}

/// Who stands there, as far as the house knows.
struct Who {
    name: String,
    number: String,
    cases: Vec<CaseRow>,
    /// What was filed online: number, item and where it stands.
    filings: Vec<(String, String, String)>,
    matters: Vec<(String, String)>,
    broke_one: bool,
    is_agent: bool,
}

/// A case, masked.
struct CaseRow {
    number: String,
    item: String,
    stage: String,
    day: String,
    is_just_taken: bool,
    prints: Vec<(&'static str, &'static str)>,
}

/// An item to be chosen.
struct Choice {
    code: String,
    name: String,
    department: String,
    mark: &'static str,
}

/// What the visitor has asked.
struct ContactRow {
    number: String,
    asked: String,
    stage: String,
    keeper: String,
    is_open: bool,
}

impl BenchPage {
    /// The first contact of this visit that a matter may come from.
    fn open_contact(&self) -> Option<&str> {
        self.contacts.iter().find(|it| it.is_open).map(|it| it.number.as_str())
    }

    /// Whether somebody is being served, so that person and item can be entered.
    fn is_serving(&self) -> bool {
        self.current.as_ref().is_some_and(|it| !it.is_called)
    }

    /// Where the caret goes: to the card reader first, then to the search.
    fn begins_at(&self, field: &str) -> bool {
        let is_just_taken = self.taken.iter().any(|it| it.is_just_taken);
        match field {
            "identity" => self.who.is_none(),
            _ => self.who.is_some() && !is_just_taken,
        }
    }
}

/// What the page is opened with.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::window) struct Asked {
    text: String,
    /// The case that was just taken in.
    case: String,
    #[serde(skip)]
    identity: String,
    #[serde(skip)]
    reason: String,
    #[serde(skip)]
    for_another: bool,
}

impl Asked {
    /// What was typed and refused.
    pub(in crate::window) fn typed(data: &FormData) -> Self {
        Self {
            identity: data.text("identity").to_owned(),
            reason: data.text("reason").to_owned(),
            text: data.text("text").to_owned(),
            case: String::new(),
            for_another: data.has("for_another"),
        }
    }
}

/// Items found at most: one screen.
const FOUND_MAX: usize = 7;

/// The page.
pub(in crate::window) async fn show(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    page(&visit, asked, &FormErrors::new()).await
}

pub(in crate::window) async fn page(
    visit: &Visit,
    asked: Asked,
    errors: &FormErrors,
) -> Result<Response, HallError> {
    let words = visit.words();
    let state = queue::own(visit).await?;
    let own = state.ground().own(visit).cloned();
    let key = own.as_ref().map(|it| it.key.clone()).unwrap_or_default();
    let mine = state.window(&key);
    let serves = mine.and_then(|it| it.open.as_ref()).map(|it| it.lines.clone());
    let current = mine.and_then(|it| it.ticket.as_ref()).map(|it| rows::current(&state, it, words));
    let ticket = current.as_ref().filter(|it| !it.is_called).map(|it| it.ticket.clone());
    let visit_so_far = match &ticket {
        Some(ticket) => so_far(visit, ticket, &asked).await?,
        None => SoFar { taken: just_taken(visit, &asked).await?, ..SoFar::default() },
    };
    let SoFar { who, contacts, taken, begun } = visit_so_far;
    let chosen = current.as_ref().map(|it| it.item.clone()).unwrap_or_default();
    let items = items(visit, (asked.text.trim(), &chosen), &contacts, &begun).await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = BenchPage {
        chrome: visit.chrome(words.say("窗口工作台", "Window workbench"), Face::Office),
        form: FormView::new("/window/calls", visit, errors),
        window: own.as_ref().map(|it| words.phrase(&it.label()).to_owned()).unwrap_or_default(),
        is_open: serves.is_some(),
        lines: rows::lines(&state, serves.as_deref().unwrap_or_default(), words),
        serves: serves.unwrap_or_default().join(" "),
        current,
        waits_for_me: if key.is_empty() { 0 } else { state.waiting_for(&key) },
        parked: rows::parked(&state, &key),
        total: words.fill(
            "今日已办 {}，等候 {}",
            "{} served today, {} waiting",
            &[&state.served, &state.waiting()],
        ),
        reasons: vec![
            words.say("去补材料", "fetching papers"),
            words.say("去复印、拍照", "copying, photographs"),
            words.say("去缴费", "paying"),
        ],
        reason: asked.reason,
        for_another: asked.for_another,
        identity: FieldView::new(
            "identity",
            words.say("身份证号码或统一社会信用代码", "Identity number or credit code"),
        )
        .value(asked.identity)
        .fault(errors, words),
        who,
        is_search: !asked.text.trim().is_empty(),
        text: asked.text,
        items,
        contacts: contacts.iter().map(|it| contact_row(it, words)).collect(),
        taken,
    };
    visit.page_with(status, &page)
}

/// What has happened in the visit so far.
#[derive(Default)]
struct SoFar {
    who: Option<Who>,
    contacts: Vec<TicketContact>,
    taken: Vec<CaseRow>,
    /// Items whose form was begun.
    begun: Vec<String>,
}

async fn so_far(visit: &Visit, ticket: &str, asked: &Asked) -> Result<SoFar, HallError> {
    let (centre, account, of) = (visit.centre()?, visit.member()?.account, ticket.to_owned());
    let (contacts, begun) = visit
        .read(move |read| {
            let begun = intake::begun(read, (centre, account), &of)?;
            Ok((contacts::of_ticket(read, centre, &of)?, begun))
        })
        .await?;
    let mut numbers: Vec<String> = contacts.iter().filter_map(|it| it.case.clone()).collect();
    if !asked.case.is_empty() && !numbers.contains(&asked.case) {
        numbers.push(asked.case.clone());
    }
    let mut taken = Vec::new();
    for number in numbers.iter().rev().take(5) {
        taken.extend(case_row(visit, number, asked).await?);
    }
    let who = match visitor::of_ticket(visit, ticket).await? {
        Some(known) => Some(who(visit, &known).await?),
        None => None,
    };
    Ok(SoFar { who, contacts, taken, begun })
}

/// The case in the address, where nobody is served any more.
async fn just_taken(visit: &Visit, asked: &Asked) -> Result<Vec<CaseRow>, HallError> {
    if asked.case.is_empty() {
        return Ok(Vec::new());
    }
    Ok(case_row(visit, &asked.case, asked).await?.into_iter().collect())
}

async fn case_row(
    visit: &Visit,
    number: &str,
    asked: &Asked,
) -> Result<Option<CaseRow>, HallError> {
    let (centre, of) = (visit.centre()?, number.to_owned());
    let Some(brief) = visit.read(move |read| intake::brief(read, centre, &of)).await? else {
        return Ok(None);
    };
    let mut row = row(&brief, visit.words());
    row.prints = intake::prints(visit, number).await?;
    row.is_just_taken = number == asked.case;
    Ok(Some(row))
}

fn row(brief: &Brief, words: Words) -> CaseRow {
    CaseRow {
        number: brief.number.clone(),
        item: words.phrase(&brief.item).to_owned(),
        stage: words.phrase(&brief.stage.phrase()).to_owned(),
        day: words.date(kit::clock::day_of(brief.received_at_ms)),
        is_just_taken: false,
        prints: Vec::new(),
    }
}

async fn who(visit: &Visit, known: &Visitor) -> Result<Who, HallError> {
    let words = visit.words();
    let history = visitor::history(visit, known).await?;
    let first = || words.say("第一次来办事", "First visit").to_owned();
    let name = match known.name_masked() {
        name if name.is_empty() => {
            history.cases.first().map_or_else(first, |case| case.applicant.clone())
        }
        name => name,
    };
    Ok(Who {
        name,
        number: known.masked(),
        cases: history.cases.iter().map(|it| row(it, words)).collect(),
        filings: history
            .filings
            .iter()
            .map(|it| {
                let (item, standing) = (words.phrase(&it.item), it.standing.phrase());
                (it.number.clone(), item.to_owned(), words.phrase(&standing).to_owned())
            })
            .collect(),
        matters: history
            .matters
            .into_iter()
            .map(|it| {
                let due = words.date(it.due_on);
                let about = words.phrase(&it.about);
                let line = words.fill(
                    "{}（{}，{} 前答复）",
                    "{} ({}, due {})",
                    &[&about, &it.masked, &due],
                );
                (it.number, line)
            })
            .collect(),
        broke_one: history.broke_one,
        is_agent: known.stands == Stands::ForAnother,
    })
}

fn contact_row(contact: &TicketContact, words: Words) -> ContactRow {
    ContactRow {
        number: contact.number.clone(),
        asked: words.phrase(&contact.asked).to_owned(),
        stage: words.phrase(&contact.stage.phrase()).to_owned(),
        keeper: contact.keeper_name.clone(),
        is_open: !contact.stage.is_closed(),
    }
}

/// What is found, or else what this visit has to do with: begun, chosen with the ticket, asked.
async fn items(
    visit: &Visit,
    (text, chosen): (&str, &str),
    contacts: &[TicketContact],
    begun: &[String],
) -> Result<Vec<Choice>, HallError> {
    let (centre, words) = (visit.centre()?, visit.words());
    let choice = |item: &catalogue::PublishedItem, mark: &'static str| Choice {
        code: item.code.clone(),
        name: words.phrase(&item.definition.name()).to_owned(),
        department: item.definition.authority.department.clone(),
        mark,
    };
    if !text.is_empty() {
        let found = search::find(&visit.hall, centre, text, FOUND_MAX).await?;
        return Ok(found.iter().map(|it| choice(&it.item, "")).collect());
    }
    let open = contacts.iter().filter(|it| !it.stage.is_closed());
    let at_hand = begun
        .iter()
        .map(|code| (code.as_str(), words.say("填了一半", "begun")))
        .chain([(chosen, words.say("取号时选的", "chosen with the ticket"))])
        .chain(open.map(|it| (it.item.as_str(), words.say("咨询过", "asked about"))));
    let catalogue = catalogue::catalogue(&visit.hall, centre).await?;
    let mut choices: Vec<Choice> = Vec::new();
    for (code, mark) in at_hand {
        if let Some(item) = catalogue.item(code)
            && !choices.iter().any(|it| it.code == code)
        {
            choices.push(choice(item, mark));
        }
    }
    Ok(choices)
}
