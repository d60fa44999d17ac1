//! Centres as the public sees them: name, place, hours, phones, in both languages.

use kit::db::CentreId;
use kit::shell::{Chrome, Face};
use kit::{Hall, HallError, Phrase, Visit};
use office::posts::door::{self as posts, CentreDirectory};
use std::sync::Arc;

/// A centre's public face (便民服务中心).
#[derive(Clone, Debug)]
pub(crate) struct CentreFace {
    /// Division code.
    pub(crate) id: CentreId,
    /// Its name.
    pub(crate) name: Phrase,
    /// Where it is.
    pub(crate) address: Phrase,
    /// When it is open.
    pub(crate) hours: Phrase,
    /// Number for questions.
    pub(crate) phone: String,
    /// Number for complaints.
    pub(crate) complaints: String,
    /// Unified social credit code; may be empty.
    pub(crate) credit_code: String,
    /// Departments, windows and posts.
    pub(crate) directory: Arc<CentreDirectory>,
}

/// A name in both languages, the Chinese one where there is no English.
pub(crate) fn in_both(chinese: &str, english: &str) -> Phrase {
    let english = if english.is_empty() { chinese } else { english };
    Phrase::new(chinese.to_owned(), english.to_owned())
}

impl CentreFace {
    fn of(directory: &Arc<CentreDirectory>) -> Self {
        let centre = &directory.centre.record;
        Self {
            id: directory.id,
            name: in_both(&centre.name, &centre.name_english),
            address: in_both(&centre.address, &centre.address_english),
            hours: in_both(&centre.hours, &centre.hours_english),
            phone: centre.hotline.clone(),
            complaints: centre.supervision_phone.clone(),
            credit_code: centre.credit_code.clone(),
            directory: Arc::clone(directory),
        }
    }

    /// Where its public pages begin.
    pub(crate) fn path(&self) -> String {
        format!("/centres/{}", self.id)
    }

    /// What a department of the catalogue is called here.
    pub(crate) fn department(&self, name: &str) -> Phrase {
        self.directory.department_named(name).map_or_else(
            || Phrase::new(name.to_owned(), name.to_owned()),
            |it| in_both(&it.short, &it.short_english),
        )
    }

    /// The layout of one of its public pages.
    pub(crate) fn chrome(&self, visit: &Visit, title: impl Into<String>, face: Face) -> Chrome {
        let name = visit.words().phrase(&self.name).to_owned();
        visit.chrome(title, face).of_centre(name, self.path())
    }
}

/// A township centre in use.
///
/// # Errors
/// `NotFound` where there is none of this code; what the database said.
pub(crate) async fn centre(hall: &Hall, id: CentreId) -> Result<Arc<CentreFace>, HallError> {
    let directory = posts::directory(hall).await?;
    let found = directory.centres().find(|it| it.id == id).map(CentreFace::of);
    found.map(Arc::new).ok_or_else(|| {
        HallError::not_found(
            "没有这个便民服务中心。请从首页选择。",
            "There is no such service centre. Choose one on the home page.",
        )
    })
}

/// The township centres in use, by division code.
///
/// # Errors
/// What the database said.
pub(crate) async fn centres(hall: &Hall) -> Result<Vec<Arc<CentreFace>>, HallError> {
    let directory = posts::directory(hall).await?;
    Ok(directory.centres().map(|it| Arc::new(CentreFace::of(it))).collect())
}

impl CentreFace {
    /// How many windows it has, in words.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates lend what they hold")]
    pub(crate) fn windows_text(&self, words: &kit::Words) -> String {
        let count = self.directory.windows_in_use().count();
        words.fill("{} 个窗口", "{} windows", &[&count])
    }
}
