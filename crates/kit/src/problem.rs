//! Problem details (RFC 9457) for machines.

use crate::error::HallError;
use crate::words::Words;
use serde::Serialize;
use utoipa::ToSchema;

/// A problem document, `application/problem+json`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Problem {
    /// A stable name of the kind of problem.
    #[serde(rename = "type")]
    #[schema(example = "urn:yimen:problem:breach")]
    pub kind: String,
    /// What it is, in short.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong and what to do.
    pub detail: String,
    /// Law, standard or institution, where a rule said no.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub basis: String,
    /// Faults by field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// Reference number in our log, where the fault is ours.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub instance: String,
}

/// What is wrong with one field.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FieldProblem {
    /// Name of the field.
    pub field: String,
    /// What is wrong and what to do.
    pub detail: String,
}

impl Problem {
    /// The document of an error, in the reader's language.
    pub fn of(error: &HallError, words: Words, reference: &str) -> Self {
        let (basis, errors) = match error {
            HallError::Breach { basis, .. } => (words.phrase(basis).to_owned(), Vec::new()),
            HallError::Invalid(faults) => (
                String::new(),
                faults
                    .iter()
                    .map(|(field, fault)| FieldProblem {
                        field: field.to_owned(),
                        detail: words.phrase(fault).to_owned(),
                    })
                    .collect(),
            ),
            _ => (String::new(), Vec::new()),
        };
        Self {
            kind: format!("urn:yimen:problem:{}", error.name()),
            title: title(error, words).to_owned(),
            status: error.status(),
            detail: words.phrase(&error.sentence()).to_owned(),
            basis,
            errors,
            instance: reference.to_owned(),
        }
    }
}

/// The title of an error's page or document.
pub fn title(error: &HallError, words: Words) -> &'static str {
    match error {
        HallError::NotFound(_) => words.say("没有找到", "Not found"),
        HallError::SignIn => words.say("请先登录", "Please sign in"),
        HallError::Forbidden(_) => words.say("没有权限", "Not allowed"),
        HallError::Breach { .. } => words.say("不能这样办理", "A rule does not allow this"),
        HallError::Invalid(_) => words.say("填写有误", "The input is not valid"),
        HallError::Stale(_) => words.say("已被他人更新", "Somebody else saved first"),
        HallError::TooMany { .. } => words.say("操作太频繁", "Too many attempts"),
        HallError::Broken { .. } => words.say("系统出错", "Something went wrong"),
    }
}
