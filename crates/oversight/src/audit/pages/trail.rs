//! `/audit` and `/audit/personal-data`: the trail of a centre, newest first.

use crate::audit::asked::{Asked, Narrowed, View};
use crate::audit::reading::{places, search};
use crate::audit::wording::{capacity, deed, kind, reason, time_of_day};
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormErrors, FormView, OptionView};
use kit::journal::Entry;
use kit::journal::trail::Trail;
use kit::shell::{Chrome, Face};
use kit::visit::query_pair;
use kit::words::local_time;
use kit::{HallError, Visit};
use std::collections::BTreeMap;

/// Entries of a page.
const PAGE: u32 = 50;

#[derive(askama::Template)]
#[template(path = "audit/pages/trail.html")]
struct TrailPage {
    chrome: Chrome,
    intro: &'static str,
    path: &'static str,
    view: &'static str,
    cleared: String,
    centre: Option<FieldView>,
    person: FieldView,
    actions: Actions,
    subject: FieldView,
    from: FieldView,
    until: FieldView,
    form: FormView,
    kept: Vec<(&'static str, String)>,
    lines: Vec<Line>,
    searched: Searched,
    older: String,
}

/// The choice of actions: groups of what each room does.
struct Actions {
    error: String,
    groups: Vec<(String, Vec<OptionView>)>,
}

/// How a search ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Searched {
    /// The filter could not be read.
    Not,
    /// Everything was looked at.
    Whole,
    /// There may be older ones.
    Partly,
}

/// An entry on a line.
struct Line {
    sequence: i64,
    href: String,
    day: String,
    time: String,
    person: String,
    capacity: String,
    deed: String,
    reason: String,
    kind: String,
    subject: String,
    subject_href: String,
    is_altered: bool,
}

/// `GET /audit`
pub(in crate::audit) async fn everything(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    show(&visit, Asked { view: View::Everything.word().to_owned(), ..asked }).await
}

/// `GET /audit/personal-data`
pub(in crate::audit) async fn personal_data(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    show(&visit, Asked { view: View::PersonalData.word().to_owned(), ..asked }).await
}

async fn show(visit: &Visit, asked: Asked) -> Result<Response, HallError> {
    match asked.narrowed(visit).await? {
        Ok(narrowed) => {
            let found = found(visit, &narrowed).await?;
            let page = page(visit, &asked, (&found, Some(&narrowed)), &FormErrors::new()).await?;
            visit.page(&page)
        }
        Err(errors) => refused(visit, &asked, &errors).await,
    }
}

/// The filter row again, with what is wrong in it.
pub(super) async fn refused(
    visit: &Visit,
    asked: &Asked,
    errors: &FormErrors,
) -> Result<Response, HallError> {
    let page = page(visit, asked, (&Trail::default(), None), errors).await?;
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn found(visit: &Visit, narrowed: &Narrowed) -> Result<Trail, HallError> {
    let (centre, filter, before) = (narrowed.place.id, narrowed.filter.clone(), narrowed.before);
    visit.read(move |read| search(read, centre, &filter, before, PAGE)).await
}

async fn page(
    visit: &Visit,
    asked: &Asked,
    (found, narrowed): (&Trail, Option<&Narrowed>),
    errors: &FormErrors,
) -> Result<TrailPage, HallError> {
    let words = visit.words();
    let field = |name: &'static str, label: &str, value: &str| {
        FieldView::new(name, label).value(value).fault(errors, words)
    };
    let (title, intro) = match asked.view() {
        View::Everything => (
            words.say("操作留痕", "Trail"),
            words.say(
                "谁在什么时间、以什么岗位、做了什么。台账只增不改，个人信息在此仍是加密的。",
                "Who did what, when and in which post. The journal is only ever added to; personal \
                 data stays sealed here.",
            ),
        ),
        View::PersonalData => (
            words.say("个人信息查阅", "Looks at personal data"),
            words.say(
                "每一次查看完整个人信息、按证件号码查找都记在台账里：谁、何时、看了谁的、为什么。",
                "Every time somebody saw identity data in clear or searched by identity number: \
                 who, when, whose, and why.",
            ),
        ),
    };
    let title = match narrowed {
        Some(it) => words.fill("{}：{}", "{}: {}", &[&title, &words.phrase(&it.place.name)]),
        None => title.to_owned(),
    };
    Ok(TrailPage {
        chrome: visit.chrome(title, Face::Office),
        intro,
        path: asked.view().path(),
        view: asked.view().word(),
        cleared: asked.cleared(),
        centre: centres(visit, asked).await?,
        person: field("person", words.say("人员姓名", "Person"), &asked.person),
        actions: actions(visit, asked, errors),
        subject: field(
            "subject",
            words.say("对象（如办件编号）", "Subject, as a case number"),
            &asked.subject,
        ),
        from: field("from", words.say("开始日", "First day"), &asked.from),
        until: field("until", words.say("结束日", "Last day"), &asked.until),
        form: FormView::new("/audit/export", visit, errors),
        kept: asked.pairs().into_iter().map(|(name, value)| (name, value.to_owned())).collect(),
        lines: found.entries.iter().map(|entry| line(visit, asked, entry)).collect(),
        searched: match (narrowed, found.next) {
            (None, _) => Searched::Not,
            (Some(_), None) => Searched::Whole,
            (Some(_), Some(_)) => Searched::Partly,
        },
        older: found.next.map(|before| asked.older(before)).unwrap_or_default(),
    })
}

/// The choice of the centre, for whoever has one.
async fn centres(visit: &Visit, asked: &Asked) -> Result<Option<FieldView>, HallError> {
    if !visit.is_county() {
        return Ok(None);
    }
    let words = visit.words();
    let chosen = match asked.centre.trim() {
        "" => visit.centre()?.to_string(),
        text => text.to_owned(),
    };
    let options = places(visit)
        .await?
        .into_iter()
        .map(|it| OptionView::new(it.id.to_string(), words.phrase(&it.name)))
        .collect();
    let label = words.say("中心", "Centre");
    Ok(Some(FieldView::new("centre", label).options(options).value(chosen)))
}

fn actions(visit: &Visit, asked: &Asked, errors: &FormErrors) -> Actions {
    let (words, hall) = (visit.words(), &visit.hall);
    let mut by_room: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for (action, name) in hall.deeds() {
        let is_offered = match asked.view() {
            View::Everything => true,
            View::PersonalData => hall.disclosing().contains(&action),
        };
        if is_offered {
            let room = action.split('.').next().unwrap_or_default();
            by_room.entry(room).or_default().push((action, words.phrase(name)));
        }
    }
    let mut groups = Vec::new();
    for (room, mut deeds) in by_room {
        deeds.sort_unstable();
        let title = hall.titles().iter().find(|(name, _)| *name == room);
        let title = title.map_or(room, |(_, title)| words.phrase(title)).to_owned();
        let whole = words.fill("{}：全部", "{}: all", &[&title]);
        let mut options = vec![OptionView::new(room, whole)];
        options.extend(deeds.into_iter().map(|(action, name)| OptionView::new(action, name)));
        groups.push((title, options));
    }
    let chosen = asked.action.trim();
    for option in groups.iter_mut().flat_map(|(_, options)| options) {
        option.is_chosen = option.value == chosen;
    }
    let is_known = groups.iter().flat_map(|(_, options)| options).any(|it| it.is_chosen);
    if !is_known && !chosen.is_empty() {
        let mut other = OptionView::new(chosen, chosen);
        other.is_chosen = true;
        groups.push((words.say("其他", "Other").to_owned(), vec![other]));
    }
    let error = errors.at("action").map(|fault| words.phrase(fault).to_owned());
    Actions { error: error.unwrap_or_default(), groups }
}

fn line(visit: &Visit, asked: &Asked, entry: &Entry) -> Line {
    let words = visit.words();
    let mut pairs = vec![query_pair("subject", &entry.subject_id)];
    if !asked.centre.trim().is_empty() {
        pairs.insert(0, query_pair("centre", asked.centre.trim()));
    }
    Line {
        sequence: entry.sequence,
        href: super::entry::address(visit, entry.centre, entry.sequence),
        day: words.date(local_time(entry.at_ms).date()),
        time: time_of_day(entry.at_ms),
        person: entry.actor.name.clone(),
        capacity: capacity(&entry.actor, words),
        deed: words.phrase(&deed(&visit.hall, &entry.action)).to_owned(),
        reason: reason(entry),
        kind: words.phrase(&kind(&entry.subject_kind)).to_owned(),
        subject: entry.subject_id.clone(),
        subject_href: format!("/audit?{}", pairs.join("&")),
        is_altered: entry.computed_digest() != entry.digest,
    }
}
