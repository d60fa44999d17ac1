//! `/queue/lines/{prefix}`: one line, added or changed.

use crate::ground::Ground;
use crate::queue::lines::{self, LineWish, Seen};
use crate::queue::record::LineRecord;
use crate::queue::{MANAGE, actions};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormData, FormErrors, FormView, OptionView};
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};

#[derive(Template)]
#[template(path = "queue/pages/line.html")]
struct LinePage {
    chrome: Chrome,
    form: FormView,
    trail: Vec<(&'static str, &'static str)>,
    texts: Vec<FieldView>,
    departments: FieldView,
    in_use: FieldView,
}

/// What the form is about.
struct Draft {
    line: LineRecord,
    /// The place in lists as it was typed.
    place: String,
    seen: Seen,
    reason: String,
}

/// The form of a new line.
pub(in crate::queue) async fn new(visit: Visit) -> Result<Response, HallError> {
    let line = LineRecord { place: 50, is_open: true, ..LineRecord::default() };
    let place = line.place.to_string();
    let draft = Draft { line, place, seen: Seen::Nothing, reason: String::new() };
    page(&visit, &draft, &FormErrors::new()).await
}

/// The form of a line.
pub(in crate::queue) async fn show(
    visit: Visit,
    Path(prefix): Path<String>,
) -> Result<Response, HallError> {
    let (centre, ground) = (visit.centre()?, Ground::of_visit(&visit).await?);
    let held = visit
        .read(move |read| {
            let lines = actions::lines(read, centre, &ground)?;
            lines::known(&lines, &prefix).cloned()
        })
        .await?;
    let seen = Seen::Version(held.version);
    let place = held.record.place.to_string();
    let draft = Draft { line: held.record, place, seen, reason: String::new() };
    page(&visit, &draft, &FormErrors::new()).await
}

async fn page(visit: &Visit, draft: &Draft, errors: &FormErrors) -> Result<Response, HallError> {
    let words = visit.words();
    let ground = Ground::of_visit(visit).await?;
    let line = &draft.line;
    let text = |name: &str, (chinese, english): (&str, &str), value: &str| {
        FieldView::new(name, words.say(chinese, english)).value(value).fault(errors, words)
    };
    let mut texts = Vec::new();
    if draft.seen == Seen::Nothing {
        let field = text("prefix", ("字头", "Letters"), &line.prefix).required();
        texts.push(field.hint(words.say("一至两个大写字母，如 M", "one or two capitals")));
    }
    texts.push(text("name", ("名称", "Name"), &line.name).required());
    texts.push(text("name_english", ("英文名称", "English name"), &line.name_english));
    texts.push(text("place", ("排列位次", "Place in lists"), &draft.place));
    let items = text("items", ("单列事项编码", "Codes of single items"), &line.items.join(" "));
    texts.push(items.hint(words.say("用空格分开；可不填", "with spaces between; may be empty")));
    let (title, form) = match draft.seen {
        Seen::Nothing => {
            let form = FormView::new("/queue/lines", visit, errors);
            (words.say("增加队列", "Add a line").to_owned(), form)
        }
        Seen::Version(version) => {
            texts.push(text("reason", ("变更理由", "Reason"), &draft.reason).required());
            let action = format!("/queue/lines/{}/change", line.prefix);
            let form = FormView::new(action, visit, errors).version(version);
            (words.fill("队列 {}", "Line {}", &[&line.prefix]), form)
        }
    };
    let mut departments = FieldView::new("departments", words.say("包含的部门", "Departments"))
        .options(
            ground
                .departments
                .iter()
                .map(|(key, name)| OptionView {
                    is_chosen: line.departments.contains(key),
                    ..OptionView::new(key, words.phrase(name))
                })
                .collect(),
        );
    departments = departments.fault(errors, words);
    let page = LinePage {
        chrome: visit.chrome(title, Face::Office),
        form,
        trail: vec![("/queue/lines", words.say("队列设置", "Lines"))],
        texts,
        departments,
        in_use: FieldView::new("is_open", words.say("启用", "In use")).value(if line.is_open {
            "yes"
        } else {
            ""
        }),
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, &page)
}

/// What stands for a place that is no number; the check of a line refuses it.
const NO_PLACE: u32 = u32::MAX;

fn typed(form: &FormData, prefix: &str) -> LineRecord {
    let codes = form.text("items").to_uppercase();
    LineRecord {
        prefix: prefix.to_owned(),
        place: form.text("place").trim().parse().unwrap_or(NO_PLACE),
        name: form.text("name").to_owned(),
        name_english: form.text("name_english").to_owned(),
        departments: form.all("departments").into_iter().map(str::to_owned).collect(),
        items: codes
            .split([' ', ',', '，', '、', '\n', '\r', '\t'])
            .filter(|it| !it.is_empty())
            .map(str::to_owned)
            .collect(),
        is_open: form.text("is_open") == "yes",
    }
}

/// `POST /queue/lines`
pub(in crate::queue) async fn create(visit: Visit, sent: Submitted) -> Result<Response, HallError> {
    let line = typed(&sent.data, &sent.data.text("prefix").to_uppercase());
    let place = sent.data.text("place").to_owned();
    save(&visit, &sent, Draft { line, place, seen: Seen::Nothing, reason: String::new() }).await
}

/// `POST /queue/lines/{prefix}/change`
pub(in crate::queue) async fn change(
    visit: Visit,
    Path(prefix): Path<String>,
    sent: Submitted,
) -> Result<Response, HallError> {
    let seen = Seen::Version(sent.data.text("version").parse().unwrap_or(-1));
    let reason = sent.data.text("reason").to_owned();
    let place = sent.data.text("place").to_owned();
    save(&visit, &sent, Draft { line: typed(&sent.data, &prefix), place, seen, reason }).await
}

async fn save(visit: &Visit, sent: &Submitted, draft: Draft) -> Result<Response, HallError> {
    let ground = Ground::of_visit(visit).await?;
    let Draft { line, seen, reason, .. } = &draft;
    let wish = LineWish { line: line.clone(), seen: *seen, reason: reason.clone() };
    let saved = visit.act(MANAGE, &sent.once, move |act| lines::save(act, &wish, &ground)).await;
    match saved {
        Ok(()) => {
            let message = Phrase::of("已保存，并记入台账。", "Saved, and kept in the journal.");
            Ok(visit.redirect("/queue/lines", &message))
        }
        Err(HallError::Invalid(errors)) => page(visit, &draft, &errors).await,
        Err(HallError::Breach { sentence, .. }) => {
            page(visit, &draft, &FormErrors::one("", sentence)).await
        }
        Err(error) => Err(error),
    }
}
