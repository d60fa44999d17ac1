//! Import in two steps: a file gives a report, the report is confirmed.

use crate::exchange::actions;
use crate::exchange::grid::FileFault;
use crate::exchange::reading::{self, Known};
use crate::exchange::report::{Remark, Weight};
use crate::exchange::staged::{Change, Preview};
use crate::exchange::store::{self, Which};
use crate::exchange::understand::Understood;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use counter::catalogue::door;
use counter::catalogue::door::AfterImport;
use kit::form::{FieldView, FormErrors, FormView, OptionView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit, Words};

/// Items listed on the report; the rest is only counted.
const SHOWN_MAX: usize = 300;

#[derive(Template)]
#[template(path = "exchange/pages/new_import.html")]
struct NewImportPage {
    chrome: Chrome,
    form: FormView,
    file: FieldView,
}

#[derive(Template)]
#[template(path = "exchange/pages/import.html")]
struct ImportPage {
    chrome: Chrome,
    form: FormView,
    after: FieldView,
    preview: Preview,
    remarks: Vec<RemarkLine>,
    items: Vec<ItemLine>,
    more_remarks: String,
    more_items: String,
}

struct RemarkLine {
    place: String,
    column: String,
    is_refusal: bool,
    wrong: String,
    remedy: String,
}

struct ItemLine {
    code: String,
    name: String,
    change: String,
    gaps: usize,
}

impl ImportPage {
    fn new_items(&self) -> usize {
        self.preview.count(Change::New)
    }

    fn changed_items(&self) -> usize {
        self.preview.count(Change::Changed)
    }

    fn same_items(&self) -> usize {
        self.preview.count(Change::Same)
    }
}

/// `GET /catalogue/imports/new`
pub(in crate::exchange) async fn new(visit: Visit) -> Result<Response, HallError> {
    let page = new_page(&visit, &FormErrors::new());
    visit.page(&page)
}

fn new_page(visit: &Visit, errors: &FormErrors) -> NewImportPage {
    let words = visit.words();
    let file = FieldView::new("file", words.say("文件", "File"))
        .hint(words.say(
            "Excel 工作簿（.xlsx）、CSV 文本（UTF-8 或 GBK）或 JSON，不超过 20 MB、5000 个事项。",
            "A workbook (.xlsx), a CSV (UTF-8 or GBK) or JSON; up to 20 MB and 5000 items.",
        ))
        .required()
        .fault(errors, words);
    NewImportPage {
        chrome: visit.chrome(words.say("导入事项", "Import items"), Face::Office),
        form: FormView::new("/catalogue/imports", visit, errors),
        file,
    }
}

/// `POST /catalogue/imports`: reads the file and shows the report.
pub(in crate::exchange) async fn create(
    visit: Visit,
    form: Submitted,
) -> Result<Response, HallError> {
    let centre = visit.centre()?;
    let Some(file) = form.files.into_iter().find(|file| file.field == "file") else {
        let fault = Phrase::of("请选择要导入的文件。", "Choose a file to import.");
        return again(&visit, fault);
    };
    let name = file.name.clone();
    let outcome = visit
        .read(move |read| {
            let known = Known::of(door::records(read, centre)?);
            let revision = door::revision(read, centre)?;
            Ok(previewed(&name, &file.bytes, revision, &known))
        })
        .await?;
    let (preview, understood) = match outcome {
        Ok(read) => read,
        Err(fault) => return again(&visit, fault.phrase()),
    };
    let which = Which { account: visit.member()?.account, number: visit.form_key() };
    let number = visit
        .act(Power::EditCatalogue, &form.once, move |act| {
            actions::stage(act, &which, &preview, &understood.records)
        })
        .await?;
    Ok(kit::visit::see_other(&format!("/catalogue/imports/{number}")))
}

fn previewed(
    name: &str,
    bytes: &[u8],
    revision: i64,
    known: &Known,
) -> Result<(Preview, Understood), FileFault> {
    let understood = reading::read(bytes, known)?;
    Ok((Preview::of(name, revision, &understood, known), understood))
}

fn again(visit: &Visit, fault: Phrase) -> Result<Response, HallError> {
    let mut errors = FormErrors::new();
    errors.add("file", fault);
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &new_page(visit, &errors))
}

/// `GET /catalogue/imports/{number}`: the report.
pub(in crate::exchange) async fn show(
    visit: Visit,
    Path(number): Path<String>,
) -> Result<Response, HallError> {
    let (centre, account) = (visit.centre()?, visit.member()?.account);
    let which = Which { account, number: number.clone() };
    let preview = visit
        .read(move |read| store::find(read, centre, &which))
        .await?
        .ok_or_else(actions::gone)?;
    visit.page(&report_page(&visit, &number, preview))
}

fn report_page(visit: &Visit, number: &str, preview: Preview) -> ImportPage {
    let words = visit.words();
    let action = format!("/catalogue/imports/{number}/confirmation");
    let complete = preview.complete();
    let publish = words.fill(
        "六公开完整的 {} 个直接发布，其余存为草稿",
        "Publish the {} that are complete, keep the others as drafts",
        &[&complete],
    );
    let draft = words.say("全部存为草稿，逐个检查后再发布", "Keep all as drafts");
    let mut options = vec![OptionView::new("draft", draft)];
    if visit.may(Power::PublishCatalogue) {
        options.push(OptionView::new("publish", publish));
    }
    ImportPage {
        chrome: visit.chrome(words.say("导入检查报告", "Import report"), Face::Office),
        form: FormView::new(action, visit, &FormErrors::new()),
        after: FieldView::new("after", words.say("导入以后", "After the import"))
            .value("draft")
            .options(options),
        remarks: preview.report.remarks.iter().map(|it| remark_line(it, words)).collect(),
        items: preview.items.iter().take(SHOWN_MAX).map(|it| item_line(it, words)).collect(),
        more_remarks: match preview.report.uncounted() {
            0 => String::new(),
            more => words.fill(
                "另有 {} 处没有列出，多为同样的问题。",
                "{} more are not listed; most are of the same kind.",
                &[&more],
            ),
        },
        more_items: match preview.items.len().saturating_sub(SHOWN_MAX) {
            0 => String::new(),
            more => {
                words.fill("另有 {} 个事项没有列出。", "{} more items are not listed.", &[&more])
            }
        },
        preview,
    }
}

fn remark_line(remark: &Remark, words: Words) -> RemarkLine {
    let place = &remark.place;
    let row = words.fill("第 {} 行", "row {}", &[&place.row]);
    let parts = [place.sheet.as_str(), if place.row == 0 { "" } else { row.as_str() }];
    let place_text: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    RemarkLine {
        place: place_text.join(" "),
        column: place.column.clone(),
        is_refusal: remark.weight == Weight::Refuses,
        wrong: words.phrase(&remark.wrong.phrase()).to_owned(),
        remedy: words.phrase(&remark.remedy.phrase()).to_owned(),
    }
}

fn item_line(item: &crate::exchange::staged::PreviewedItem, words: Words) -> ItemLine {
    ItemLine {
        code: item.code.clone(),
        name: item.name.clone(),
        change: words.phrase(&item.change.phrase()).to_owned(),
        gaps: item.gaps,
    }
}

/// `POST /catalogue/imports/{number}/confirmation`: takes the file in, all of it at once.
pub(in crate::exchange) async fn confirm(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let after = match form.data.text("after") {
        "publish" => {
            visit.require(Power::PublishCatalogue)?;
            AfterImport::PublishComplete
        }
        _ => AfterImport::Draft,
    };
    let which = Which { account: visit.member()?.account, number };
    let done = visit
        .act(Power::EditCatalogue, &form.once, move |act| actions::confirm(act, &which, after))
        .await?;
    door::changed(&visit.hall, visit.centre()?);
    let said = Phrase::new(
        format!(
            "已导入：发布 {} 个，存为草稿 {} 个，无变化 {} 个。",
            done.published, done.drafted, done.unchanged
        ),
        format!(
            "Imported: {} published, {} kept as drafts, {} unchanged.",
            done.published, done.drafted, done.unchanged
        ),
    );
    Ok(visit.redirect("/catalogue/items", &said))
}
