//! `/centres/{centre}/items/{code}`: the guide page, its print and its linked data.

use crate::centres::{self, CentreFace};
use crate::guide::drawn::{self, Key as PageKey};
use crate::guide::english::read_in;
use crate::guide::linked::{self, Place, Profile};
use crate::guide::record;
use crate::guide::view::{ChecklistView, Fact, GuideView, QuestionView};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use counter::catalogue::door::{self, FlowPicture, PublishedItem, flow_chart};
use kit::db::CentreId;
use kit::shell::{Chrome, Face};
use kit::{Hall, HallError, Visit, Words};
use rulebook::checklist::Checklist;
use rulebook::condition::{Answers, Key};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "guide/pages/guide.html")]
struct GuidePage<'a> {
    chrome: Chrome,
    trail: Vec<(String, String)>,
    guide: &'a GuideView,
    checklist: ChecklistView,
    shows_list: bool,
    questions: Vec<QuestionView>,
    answers_query: String,
    fact_sections: Vec<(&'static str, &'static str, &'a Vec<Fact>)>,
    flow_chart: FlowPicture,
    qr: String,
    /// Whether one may file for it online.
    takes_prefiling: bool,
    path: String,
    url: String,
    version: i64,
    /// Where an appointment is made; empty in a house without them.
    appointment: String,
}

#[derive(Template)]
#[template(path = "guide/pages/printed.html")]
struct PrintedPage {
    chrome: Chrome,
    centre: String,
    guide: GuideView,
    checklist: ChecklistView,
    qr: String,
    url: String,
    today: String,
}

type Asked = Query<Vec<(String, String)>>;

/// An item of a centre and where it is found.
struct Found {
    item: Arc<PublishedItem>,
    centre: Arc<CentreFace>,
    path: String,
    url: String,
    /// The state of catalogue and centre.
    revisions: (i64, i64),
}

async fn find(visit: &Visit, centre: i64, code: &str) -> Result<Found, HallError> {
    let hall = &visit.hall;
    let catalogue = door::catalogue(hall, CentreId(centre)).await?;
    let item = catalogue.item(code).cloned().ok_or_else(|| {
        HallError::not_found(
            "没有这个事项，或它已经下线。请从首页搜索。",
            "There is no such item, or it is no longer offered. Search from the home page.",
        )
    })?;
    let centre_face = centres::centre(hall, CentreId(centre)).await?;
    let path = format!("/centres/{centre}/items/{code}");
    let url = format!("{}{path}", hall.site.public_url);
    let revisions = (catalogue.revision, centre_face.directory.revision);
    Ok(Found { item, centre: centre_face, path, url, revisions })
}

/// The guide page; `?print=` gives paper, `?profile=` or `Accept` gives linked data.
pub(in crate::guide) async fn show(
    visit: Visit,
    Path((centre, code)): Path<(i64, String)>,
    Query(query): Asked,
    headers: HeaderMap,
) -> Result<Response, HallError> {
    let found = find(&visit, centre, &code).await?;
    let parameter =
        |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, it)| it.as_str());
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    let named = parameter("profile").map(Profile::parse);
    if let Some(profile) = named.or_else(|| Profile::accepted(accept.unwrap_or_default())) {
        return linked_data(&found, profile);
    }
    let key = PageKey::of(&visit, &found.path, found.revisions);
    if let Some(known) = key.as_ref().and_then(|key| drawn::known(&visit.hall, key)) {
        return Ok(known);
    }
    let (answers, questions) = answered(&visit, &found, &query);
    let checklist = Checklist::of(&found.item.definition, &answers, visit.today());
    let words = visit.words();
    let kept = record::kept(&visit, found.centre.id, &code).await?;
    let asked = AskedAndAnswered {
        is_answered: !answers.is_empty(),
        checklist: ChecklistView::of(&checklist, &found.item.definition, words),
        questions,
        query: answers_query(&query),
        kept: kept.map(|it| words.phrase(&it).to_owned()),
    };
    match parameter("print") {
        Some("checklist") => printed(&visit, &found, asked.checklist),
        Some(_) => Ok(Html(page(&visit, &found, asked, Face::Print)?).into_response()),
        None => {
            let html = page(&visit, &found, asked, Face::Public)?;
            Ok(match key {
                Some(key) => drawn::keep(&visit.hall, key, html),
                None => Html(html).into_response(),
            })
        }
    }
}

/// What was asked of the visitor, what was answered, and the list it makes.
struct AskedAndAnswered {
    is_answered: bool,
    checklist: ChecklistView,
    questions: Vec<QuestionView>,
    /// The answers as a part of a query.
    query: String,
    /// 承诺兑现, where anything was due.
    kept: Option<String>,
}

/// The answers in the address, and the questions to ask with what was wrong at them.
fn answered(
    visit: &Visit,
    found: &Found,
    query: &[(String, String)],
) -> (Answers, Vec<QuestionView>) {
    let (scenario, today, words) = (&found.item.definition.scenario, visit.today(), visit.words());
    let (answers, faults) = scenario.read(today, |key: &Key| {
        let name = format!("q.{key}");
        query.iter().filter(|(it, _)| *it == name).map(|(_, text)| text.clone()).collect()
    });
    let questions = scenario
        .asked(&answers, today)
        .into_iter()
        .map(|question| {
            let mut view = QuestionView::of(question, &answers, words);
            if let Some((_, fault)) = faults.iter().find(|(key, _)| *key == question.key) {
                words.phrase(fault).clone_into(&mut view.error);
                let name = &view.name;
                let typed = query.iter().find(|(it, _)| it == name).map(|(_, text)| text.clone());
                view.value = typed.unwrap_or_default();
            }
            view
        })
        .collect();
    (answers, questions)
}

fn answers_query(query: &[(String, String)]) -> String {
    let mut text = String::new();
    for (name, value) in query.iter().filter(|(name, _)| name.starts_with("q.")) {
        text.push('&');
        text.push_str(&kit::visit::query_pair(name, value));
    }
    text
}

/// Where an appointment for the item is made, in a house that makes them (预约).
fn appointment(visit: &Visit, found: &Found) -> String {
    const MADE_AT: &str = "/centres/{centre}/appointments";
    if !visit.hall.routes().iter().any(|route| route.path == MADE_AT) {
        return String::new();
    }
    let query = kit::visit::query_pair("item", &found.item.code);
    format!("{}/appointments?{query}", found.centre.path())
}

fn page(
    visit: &Visit,
    found: &Found,
    asked: AskedAndAnswered,
    face: Face,
) -> Result<String, HallError> {
    let words = visit.words();
    let definition = read_in(words, &found.item.definition);
    let mut guide = GuideView::of(&definition, words);
    guide.tell_kept(asked.kept, words);
    let page = GuidePage {
        appointment: appointment(visit, found),
        chrome: found.centre.chrome(visit, guide.name.clone(), face),
        trail: vec![
            (found.centre.path(), words.phrase(&found.centre.name).to_owned()),
            (
                format!("{}/items", found.centre.path()),
                words.say("办事指南", "Services").to_owned(),
            ),
        ],
        fact_sections: sections(&guide, words),
        guide: &guide,
        shows_list: asked.is_answered || asked.questions.is_empty(),
        checklist: asked.checklist,
        questions: asked.questions,
        answers_query: asked.query,
        flow_chart: flow_chart::of(&definition, words),
        qr: crate::guide::qr::svg(&found.url),
        takes_prefiling: found.item.definition.handling.takes_prefiling(),
        path: found.path.clone(),
        url: found.url.clone(),
        version: found.item.version,
    };
    page.render().map_err(HallError::broken)
}

fn sections(guide: &GuideView, words: Words) -> Vec<(&'static str, &'static str, &Vec<Fact>)> {
    vec![
        ("limits", words.say("多久办好", "How long it takes"), &guide.limits),
        (
            "procedures",
            words.say("公示、勘验等环节", "Publicity, surveys and the like"),
            &guide.procedures,
        ),
        ("fee", words.say("收费", "Fee"), &guide.fees),
        (
            "contact",
            words.say("到哪里办、找谁问、向谁投诉", "Where to go, ask and complain"),
            &guide.contact,
        ),
        ("facts", words.say("基本信息", "Basic facts"), &guide.facts),
        ("remedies", words.say("不服怎么办", "If you disagree"), &guide.remedies),
        ("questions", words.say("常见问题", "Frequent questions"), &guide.questions),
    ]
}

fn printed(visit: &Visit, found: &Found, checklist: ChecklistView) -> Result<Response, HallError> {
    let words = visit.words();
    let guide = GuideView::of(&read_in(words, &found.item.definition), words);
    visit.page(&PrintedPage {
        chrome: found.centre.chrome(visit, guide.name.clone(), Face::Print),
        centre: words.phrase(&found.centre.name).to_owned(),
        guide,
        checklist,
        qr: crate::guide::qr::svg(&found.url),
        url: found.url.clone(),
        today: words.date(visit.today()),
    })
}

fn linked_data(found: &Found, profile: Profile) -> Result<Response, HallError> {
    let definition = &found.item.definition;
    let or = |own: &str, centre: &str| {
        if own.is_empty() { centre.to_owned() } else { own.to_owned() }
    };
    let place = Place {
        url: found.url.clone(),
        centre: found.centre.name.zh.to_string(),
        centre_code: found.centre.id.0,
        credit_code: found.centre.credit_code.clone(),
        address: or(&definition.contact.place.zh, &found.centre.address.zh),
        phone: or(&definition.contact.consult_phone, &found.centre.phone),
        hours: or(&definition.contact.hours.zh, &found.centre.hours.zh),
    };
    let document = serde_json::to_string(&linked::document(definition, &place, profile))?;
    let heads = [(header::CONTENT_TYPE, "application/ld+json"), (header::VARY, "accept")];
    Ok((StatusCode::OK, heads, document).into_response())
}

/// The QR code of the guide's permalink.
pub(in crate::guide) async fn qr_code(
    visit: Visit,
    State(_): State<Arc<Hall>>,
    Path((centre, code)): Path<(i64, String)>,
) -> Result<Response, HallError> {
    let found = find(&visit, centre, &code).await?;
    let svg = crate::guide::qr::svg(&found.url);
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response())
}
