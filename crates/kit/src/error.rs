//! What can go wrong for a visitor, and which page tells it.
//!
//! | error | status | when |
//! |---|---|---|
//! | `NotFound` | 404 | there is no such thing, or not in this centre |
//! | `SignIn` | 303/401 | a stranger asks for a staff page |
//! | `Forbidden` | 403 | the post has no power for it |
//! | `Breach` | 422 | a rule said no, in the clerk's words |
//! | `Invalid` | 422 | the input could not be read; errors by field |
//! | `Stale` | 409 | somebody else saved first |
//! | `TooMany` | 429 | asked too often |
//! | `Broken` | 500 | our fault; told with a reference number |

use crate::form::FormErrors;
use calendar::Phrase;
use std::fmt::Display;

/// An error on its way to a visitor.
#[derive(Clone, Debug)]
pub enum HallError {
    /// There is no such thing, or not for this visitor.
    NotFound(Phrase),
    /// The visitor has to sign in first.
    SignIn,
    /// The post has no power for it.
    Forbidden(Phrase),
    /// A rule said no.
    Breach {
        /// What is wrong and what to do.
        sentence: Phrase,
        /// Law, standard or institution; may be empty.
        basis: Phrase,
    },
    /// The input could not be read.
    Invalid(FormErrors),
    /// Somebody else saved first; says what happened.
    Stale(Phrase),
    /// Asked too often.
    TooMany {
        /// Seconds to wait.
        retry_after_s: u32,
    },
    /// Our fault.
    Broken {
        /// For the log; never shown.
        cause: String,
    },
}

impl HallError {
    /// Our fault, with a cause for the log.
    pub fn broken(cause: impl Display) -> Self {
        Self::Broken { cause: cause.to_string() }
    }

    /// A rule said no; without a citation.
    pub fn breach(chinese: &'static str, english: &'static str) -> Self {
        Self::Breach { sentence: Phrase::of(chinese, english), basis: Phrase::of("", "") }
    }

    /// A rule said no, with the sentence and its citation handed over by `rulebook`.
    pub fn refused(sentence: Phrase, basis: Phrase) -> Self {
        Self::Breach { sentence, basis }
    }

    /// There is no such thing.
    pub fn not_found(chinese: &'static str, english: &'static str) -> Self {
        Self::NotFound(Phrase::of(chinese, english))
    }

    /// One field was wrong.
    pub fn invalid(field: &str, fault: Phrase) -> Self {
        Self::Invalid(FormErrors::one(field, fault))
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        match self {
            Self::NotFound(_) => 404,
            Self::SignIn => 401,
            Self::Forbidden(_) => 403,
            Self::Breach { .. } | Self::Invalid(_) => 422,
            Self::Stale(_) => 409,
            Self::TooMany { .. } => 429,
            Self::Broken { .. } => 500,
        }
    }

    /// A stable name for machines (`type` of the problem document).
    pub fn name(&self) -> &'static str {
        match self {
            Self::NotFound(_) => "not-found",
            Self::SignIn => "sign-in",
            Self::Forbidden(_) => "forbidden",
            Self::Breach { .. } => "breach",
            Self::Invalid(_) => "invalid",
            Self::Stale(_) => "stale",
            Self::TooMany { .. } => "too-many",
            Self::Broken { .. } => "broken",
        }
    }

    /// What is said to people.
    pub fn sentence(&self) -> Phrase {
        match self {
            Self::NotFound(sentence)
            | Self::Forbidden(sentence)
            | Self::Stale(sentence)
            | Self::Breach { sentence, .. } => sentence.clone(),
            Self::SignIn => Phrase::of("请先登录。", "Please sign in first."),
            Self::Invalid(errors) => errors.iter().next().map_or_else(
                || Phrase::of("填写的内容有误。", "The input is not valid."),
                |(_, fault)| fault.clone(),
            ),
            Self::TooMany { retry_after_s } => Phrase::new(
                format!("操作太频繁，请在 {retry_after_s} 秒后再试。"),
                format!("Too many attempts. Please try again in {retry_after_s} seconds."),
            ),
            Self::Broken { .. } => Phrase::of(
                "系统出了问题，不是您的错。已填写的内容请先不要关闭，稍后再试。",
                "Something went wrong on our side. Keep this page open and try again shortly.",
            ),
        }
    }
}

impl From<crate::db::DbError> for HallError {
    fn from(error: crate::db::DbError) -> Self {
        Self::broken(error)
    }
}

impl From<serde_json::Error> for HallError {
    /// What stood there may be about somebody, and a cause reaches the log: only the place is told.
    fn from(error: serde_json::Error) -> Self {
        let (kind, line, column) = (error.classify(), error.line(), error.column());
        Self::broken(format!("JSON is not as expected: {kind:?} at {line}:{column}"))
    }
}
