//! A draft as a whole: its sections, the gaps in the six disclosures, publication.

use super::draft_of;
use crate::catalogue::door::{self, Draft};
use crate::comparison::Section;
use crate::drafting::view::place_of;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormErrors, FormView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};
use rulebook::disclosure::{Disclosure, Weight, faults, gaps};

#[derive(askama::Template)]
#[template(path = "drafting/pages/draft.html")]
struct DraftPage {
    chrome: Chrome,
    form: FormView,
    reason: FieldView,
    code: String,
    saved: String,
    base_version: i64,
    sections: Vec<SectionLine>,
    disclosures: Vec<DisclosureLine>,
    refusals: Vec<Finding>,
    remarks: Vec<Finding>,
    is_complete: bool,
    may_edit: bool,
    may_publish: bool,
}

/// A section with what is still open in it.
struct SectionLine {
    word: &'static str,
    name: String,
    gaps: usize,
    faults: usize,
}

/// One of the six disclosures with its gaps.
struct DisclosureLine {
    name: String,
    gaps: Vec<Finding>,
}

/// What is open, and where it is mended.
struct Finding {
    href: String,
    sentence: String,
}

fn href(code: &str, path: &str) -> String {
    match place_of(path) {
        Some((section, control)) => {
            format!("/catalogue/items/{code}/draft/{}#{control}", section.word())
        }
        None => format!("/catalogue/items/{code}/draft"),
    }
}

/// The draft.
pub(in crate::drafting) async fn show(
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Response, HallError> {
    let draft = draft_of(&visit, &code).await?;
    visit.page(&page(&visit, &draft, &FormErrors::new())?)
}

fn page(visit: &Visit, draft: &Draft, errors: &FormErrors) -> Result<DraftPage, HallError> {
    let words = visit.words();
    let definition = door::definition_of(&draft.record)?;
    let (gaps, faults) = (gaps(&definition), faults(&definition));
    let code = draft.record.code.clone();
    let count_in = |section: Section, paths: &mut dyn Iterator<Item = &str>| {
        paths.filter(|path| place_of(path).is_some_and(|(it, _)| it == section)).count()
    };
    let finding = |path: &str, sentence: &Phrase| Finding {
        href: href(&code, path),
        sentence: words.phrase(sentence).to_owned(),
    };
    let with = |weight: Weight| -> Vec<Finding> {
        faults
            .iter()
            .filter(|fault| fault.weight == weight)
            .map(|fault| finding(&fault.field, &fault.sentence))
            .collect()
    };
    let refusals = with(Weight::Refuses);
    let name = words.phrase(&definition.name()).to_owned();
    Ok(DraftPage {
        chrome: visit.chrome(format!("{code} {name}"), Face::Office),
        form: FormView::new(format!("/catalogue/items/{code}/publication"), visit, errors)
            .version(draft.version),
        reason: FieldView::new("reason", words.say("放弃理由", "Why it is thrown away"))
            .fault(errors, words)
            .required(),
        saved: words.fill(
            "{} 保存于 {}，第 {} 次保存",
            "Saved by {} on {}; saving {}",
            &[&draft.changed_by, &words.instant(draft.changed_at_ms), &draft.version],
        ),
        base_version: draft.base_version,
        sections: Section::ALL
            .iter()
            .map(|section| SectionLine {
                word: section.word(),
                name: words.phrase(&section.phrase()).to_owned(),
                gaps: count_in(*section, &mut gaps.iter().map(|gap| gap.field.as_str())),
                faults: count_in(*section, &mut faults.iter().map(|it| it.field.as_str())),
            })
            .collect(),
        disclosures: Disclosure::ALL
            .iter()
            .map(|disclosure| DisclosureLine {
                name: words.phrase(&disclosure.phrase()).to_owned(),
                gaps: gaps
                    .iter()
                    .filter(|gap| gap.disclosure == *disclosure)
                    .map(|gap| finding(&gap.field, &gap.sentence))
                    .collect(),
            })
            .collect(),
        is_complete: gaps.is_empty() && refusals.is_empty(),
        refusals,
        remarks: with(Weight::Warns),
        may_edit: visit.may(Power::EditCatalogue),
        may_publish: visit.may(Power::PublishCatalogue),
        code,
    })
}

/// Opens a draft from the version published last.
pub(in crate::drafting) async fn open(
    visit: Visit,
    Path(code): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let saved = visit
        .act(Power::EditCatalogue, &form.once, move |act| door::open_draft(act, &code))
        .await?;
    let message = Phrase::of("草稿已打开。", "The draft is open.");
    Ok(visit.redirect(&format!("/catalogue/items/{}/draft", saved.code), &message))
}

/// Throws the draft away, with a reason.
pub(in crate::drafting) async fn abandon(
    visit: Visit,
    Path(code): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let (wanted, reason) = (code.clone(), form.data.text("reason").to_owned());
    let done = visit
        .act(Power::EditCatalogue, &form.once, move |act| {
            door::discard_draft(act, &wanted, &reason)
        })
        .await;
    match done {
        Ok(()) => {
            let message = Phrase::of("草稿已放弃。", "The draft was thrown away.");
            Ok(visit.redirect(&format!("/catalogue/items/{code}"), &message))
        }
        Err(HallError::Invalid(errors)) => {
            let draft = draft_of(&visit, &code).await?;
            visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page(&visit, &draft, &errors)?)
        }
        Err(error) => Err(error),
    }
}

/// Publishes the draft as the next version; while something is open, the page names it again.
pub(in crate::drafting) async fn publish(
    visit: Visit,
    Path(code): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let seen = form.data.text("version").parse().unwrap_or(0);
    let wanted = code.clone();
    let done = visit
        .act(Power::PublishCatalogue, &form.once, move |act| door::publish(act, &wanted, seen))
        .await;
    match done {
        Ok(saved) => {
            door::changed(&visit.hall, visit.centre()?);
            let message = Phrase::new(
                format!("第 {} 版已发布生效。", saved.version),
                format!("Version {} is published and in force.", saved.version),
            );
            Ok(visit.redirect(&format!("/catalogue/items/{code}"), &message))
        }
        Err(HallError::Breach { sentence, .. }) => {
            let draft = draft_of(&visit, &code).await?;
            let mut errors = FormErrors::new();
            errors.add("", sentence);
            visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page(&visit, &draft, &errors)?)
        }
        Err(error) => Err(error),
    }
}
