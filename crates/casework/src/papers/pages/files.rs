//! `/cases/{number}/files`: the files of a case's papers, page by page: attached, seen, removed.

use crate::cases::door::{self as cases, Loaded, view as case_view};
use crate::papers::keeping::{self, FILE, Kept, size_text, take, taken};
use crate::papers::{actions, store};
use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kit::files::FileKind;
use kit::form::{FormData, FormErrors, FormView};
use kit::rights::Power;
use kit::security::FILE_SECURITY_POLICY;
use kit::shell::{Chrome, Face};
use kit::visit::{Once, Submitted};
use kit::{HallError, Phrase, Visit};
use rulebook::event::PaperState;

/// A file on the page.
struct FileView {
    file: i64,
    name: String,
    size: String,
    when: String,
    error: String,
}

/// A paper with its files.
struct PaperFiles {
    key: String,
    name: String,
    state: String,
    files: Vec<FileView>,
    error: String,
    /// Whether the case lists it: only to such a paper something may be attached.
    is_listed: bool,
}

#[derive(Template)]
#[template(path = "papers/pages/files.html")]
struct FilesPage {
    chrome: Chrome,
    number: String,
    /// Address of the case.
    case: String,
    item: String,
    form: FormView,
    papers: Vec<PaperFiles>,
    may_attach: bool,
}

/// The files.
pub(in crate::papers) async fn show(
    visit: Visit,
    Path(number): Path<String>,
) -> Result<Response, HallError> {
    draw(&visit, &number, &FormErrors::new(), StatusCode::OK).await
}

async fn draw(
    visit: &Visit,
    number: &str,
    errors: &FormErrors,
    status: StatusCode,
) -> Result<Response, HallError> {
    let loaded = cases::load(visit, number).await?;
    let (centre, of, words) = (visit.centre()?, number.to_owned(), visit.words());
    let held = visit.read(move |read| store::of_case(read, centre, &of)).await?;
    let title = words.fill("材料电子件 {}", "Files of case {}", &[&number]);
    visit.page_with(
        status,
        &FilesPage {
            chrome: visit.chrome(title, Face::Office),
            item: loaded.item_name(words),
            form: FormView::new(format!("/cases/{number}/files"), visit, errors),
            papers: papers(&loaded, &held, errors, visit),
            may_attach: visit.may(Power::HandleCases) && !loaded.case.stage().is_closed(),
            case: format!("/cases/{number}"),
            number: number.to_owned(),
        },
    )
}

fn papers(
    loaded: &Loaded,
    held: &[store::Held],
    errors: &FormErrors,
    visit: &Visit,
) -> Vec<PaperFiles> {
    let words = visit.words();
    let fault =
        |field: &str| errors.at(field).map(|it| words.phrase(it).to_owned()).unwrap_or_default();
    let of_paper = |key: &str| {
        let own = held.iter().filter(|it| it.facts.paper == key);
        own.map(|it| FileView {
            file: it.facts.file,
            name: it.facts.name.clone(),
            size: size_text(it.facts.size),
            when: format!("{} · {}", words.instant(it.at_ms), it.by),
            error: fault(&format!("reason-{}", it.facts.file)),
        })
        .collect::<Vec<_>>()
    };
    let signature = PaperFiles {
        key: cases::SIGNATURE.to_owned(),
        name: words.say("签收凭证", "Proof of delivery").to_owned(),
        state: String::new(),
        files: of_paper(cases::SIGNATURE),
        error: String::new(),
        is_listed: false,
    };
    let listed = loaded.case.papers.iter();
    listed
        .map(|paper| PaperFiles {
            name: case_view::paper_name(&paper.key, loaded, words),
            state: case_view::paper_state(&paper.state, words).1.to_owned(),
            files: of_paper(&paper.key),
            error: fault(&format!("{FILE}{}", paper.key)),
            key: paper.key.clone(),
            is_listed: true,
        })
        .zip(&loaded.case.papers)
        .filter(|(view, paper)| paper.state != PaperState::NotNeeded || !view.files.is_empty())
        .map(|(view, _)| view)
        .chain(Some(signature).filter(|it| !it.files.is_empty()))
        .collect()
}

/// Attaches what was chosen; what is refused is told at its paper, and the rest is taken.
pub(in crate::papers) async fn create(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let mut errors = FormErrors::new();
    let chosen = Submitted { data: FormData::default(), ..form.clone() };
    let data = take(&visit, &chosen, &mut errors).await?;
    let kept: Vec<Kept> =
        taken(&visit.hall.vault, &data)?.into_iter().map(|(kept, _)| kept).collect();
    let count = kept.len();
    if count > 0 || errors.is_empty() {
        let of = number.clone();
        let outcome = visit
            .act(Power::HandleCases, &form.once, move |act| actions::attach(act, &of, &kept))
            .await;
        match outcome {
            Ok(()) => {}
            Err(HallError::Invalid(faults)) => errors = faults,
            Err(error @ HallError::Breach { .. }) => errors.add("", error.sentence()),
            Err(error) => return Err(error),
        }
    }
    if errors.is_empty() {
        let told =
            Phrase::new(format!("已附 {count} 个文件。"), format!("{count} files attached."));
        return Ok(visit.redirect(&format!("/cases/{number}/files"), &told));
    }
    draw(&visit, &number, &errors, StatusCode::UNPROCESSABLE_ENTITY).await
}

fn number_of(file: &str) -> i64 {
    file.parse().unwrap_or(0)
}

/// Shows the content, once the look stands in the journal.
pub(in crate::papers) async fn view(
    visit: Visit,
    Path((number, file)): Path<(String, String)>,
) -> Result<Response, HallError> {
    let file = number_of(&file);
    let facts = visit
        .act(Power::ReadCases, &Once::unkeyed(), move |act| actions::view(act, (&number, file)))
        .await?;
    let bytes = keeping::content(&visit.hall, visit.centre()?, &facts.digest).await?;
    let kind = FileKind::from_word(&facts.kind)
        .ok_or_else(|| HallError::broken(format!("no kind {}", facts.kind)))?;
    // Browsers do not show PDF in a sandbox: it is saved and opened by its own program.
    let how = if kind == FileKind::Pdf { "attachment" } else { "inline" };
    let digest: String = facts.digest.chars().take(8).collect();
    let disposition = format!("{how}; filename=\"paper-{file}-{digest}.{}\"", kind.ending());
    let disposition = HeaderValue::from_str(&disposition).map_err(HallError::broken)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind.media_type())),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(FILE_SECURITY_POLICY)),
    ];
    Ok((headers, bytes).into_response())
}

/// Removes a file, with a reason.
pub(in crate::papers) async fn remove(
    visit: Visit,
    Path((number, file)): Path<(String, String)>,
    form: Submitted,
) -> Result<Response, HallError> {
    let (file, of) = (number_of(&file), number.clone());
    let reason = form.data.text("reason").to_owned();
    let outcome = visit
        .act(Power::HandleCases, &form.once, move |act| actions::remove(act, (&of, file), &reason))
        .await;
    let mut errors = FormErrors::new();
    match outcome {
        Ok(()) => {
            let told = Phrase::of("已移除，理由已记入台账。", "Removed; the reason is on record.");
            return Ok(visit.redirect(&format!("/cases/{number}/files"), &told));
        }
        Err(HallError::Invalid(faults)) => errors = faults,
        Err(error @ HallError::Breach { .. }) => errors.add("", error.sentence()),
        Err(error) => return Err(error),
    }
    draw(&visit, &number, &errors, StatusCode::UNPROCESSABLE_ENTITY).await
}
