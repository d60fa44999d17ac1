//! `/organisation/{centre}`: a centre with its departments, windows and posts.

use super::{own_or_county, parse_centre};
use crate::posts::door::{self, CentreDirectory, Held, State};
use crate::posts::record::{Arrangement, Department, Post, Window};
use axum::extract::Path;
use axum::response::Response;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit, Words};

#[derive(askama::Template)]
#[template(path = "posts/pages/show.html")]
struct ShowPage {
    chrome: Chrome,
    centre: i64,
    is_county: bool,
    facts: Vec<(String, String)>,
    departments: Vec<Row>,
    windows: Vec<Row>,
    posts: Vec<Row>,
}

/// A line of any of the three tables.
struct Row {
    key: String,
    cells: Vec<String>,
    state: String,
    is_open: bool,
}

fn row<R>(held: &Held<R>, words: Words, key: &str, cells: Vec<String>) -> Row {
    Row {
        key: key.to_owned(),
        cells,
        state: words.phrase(&held.state.phrase()).to_owned(),
        is_open: held.state == State::Open,
    }
}

fn department(held: &Held<Department>, words: Words) -> Row {
    let it = &held.record;
    let cells = vec![
        words.phrase(&it.short_title()).to_owned(),
        words.phrase(&it.title()).to_owned(),
        it.credit_code.clone(),
        it.superior.clone(),
    ];
    row(held, words, &it.key, cells)
}

fn short_name(centre: &CentreDirectory, words: Words, key: &str) -> String {
    centre
        .department(key)
        .map_or_else(|| key.to_owned(), |it| words.phrase(&it.short_title()).to_owned())
}

fn window(held: &Held<Window>, centre: &CentreDirectory, words: Words) -> Row {
    let it = &held.record;
    let served: Vec<String> =
        it.departments.iter().map(|key| short_name(centre, words, key)).collect();
    let cells = vec![
        it.number.clone(),
        words.phrase(&it.title()).to_owned(),
        served.join(words.say("、", ", ")),
        it.queue_prefix.clone(),
    ];
    row(held, words, &it.key, cells)
}

fn post(held: &Held<Post>, centre: &CentreDirectory, words: Words) -> Row {
    let it = &held.record;
    let department = match it.department.as_str() {
        "" => String::new(),
        key => short_name(centre, words, key),
    };
    let number = centre.window(&it.window).map(|it| it.record.number.clone());
    let arrangement = match it.arrangement {
        Arrangement::None => String::new(),
        Arrangement::A => words.phrase(&it.arrangement.phrase()).to_owned(),
        Arrangement::B => {
            let phrase = it.arrangement.phrase();
            format!("{} {}", words.phrase(&phrase), it.stands_in_for)
        }
    };
    let cells = vec![
        words.phrase(&it.title()).to_owned(),
        department,
        number.unwrap_or_default(),
        arrangement,
    ];
    row(held, words, &it.key, cells)
}

/// `GET /organisation/{centre}`
pub(in crate::posts) async fn show(
    visit: Visit,
    Path(centre): Path<String>,
) -> Result<Response, HallError> {
    let id = parse_centre(&centre)?;
    own_or_county(&visit, id)?;
    let directory = door::directory(&visit.hall).await?;
    let centre = directory.centre(id).ok_or_else(crate::posts::actions::not_there)?;
    let words = visit.words();
    let record = &centre.centre.record;
    let kind = record.kind.phrase();
    let state = centre.centre.state.phrase();
    let facts = [
        (words.say("行政区划代码", "Division code"), id.to_string()),
        (words.say("类型", "Kind"), words.phrase(&kind).to_owned()),
        (words.say("统一社会信用代码", "Credit code"), record.credit_code.clone()),
        (words.say("地址", "Address"), either(words, &record.address, &record.address_english)),
        (words.say("咨询电话", "Hotline"), record.hotline.clone()),
        (words.say("监督电话", "Complaints"), record.supervision_phone.clone()),
        (words.say("服务时间", "Hours"), either(words, &record.hours, &record.hours_english)),
        (words.say("状态", "State"), words.phrase(&state).to_owned()),
        (words.say("最近变更理由", "Reason of the last change"), centre.centre.reason.clone()),
    ];
    let page = ShowPage {
        chrome: visit.chrome(words.phrase(&record.title()), Face::Office),
        centre: id.0,
        is_county: visit.is_county(),
        facts: facts
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
        departments: centre.departments.iter().map(|it| department(it, words)).collect(),
        windows: centre.windows.iter().map(|it| window(it, centre, words)).collect(),
        posts: centre.posts.iter().map(|it| post(it, centre, words)).collect(),
    };
    visit.page(&page)
}

fn either(words: Words, chinese: &str, english: &str) -> String {
    let phrase = crate::posts::record::in_both(chinese, english);
    words.phrase(&phrase).to_owned()
}
