//! Pages of filings, for the windows.

pub(super) mod act;
pub(super) mod list;
pub(super) mod review;

use super::actions::unknown;
use super::store::{self, Held, HeldFile};
use calendar::Light;
use kit::form::FieldView;
use kit::{HallError, Visit, Words};

/// A light and what it says.
pub(crate) struct LightView {
    pub(crate) class: &'static str,
    pub(crate) text: String,
}

/// The light of the hall's answer.
pub(crate) fn light_view(light: Option<Light>, words: Words) -> Option<LightView> {
    let (class, text) = match light? {
        Light::Green => ("green", words.say("核对期限内", "in time")),
        Light::Amber => ("amber", words.say("今天要答复", "to be answered today")),
        Light::Red | Light::Black => ("red", words.say("核对超期", "check overdue")),
    };
    Some(LightView { class, text: text.to_owned() })
}

/// Each paper, and what was given of it.
pub(crate) fn given(held: &Held, files: &[HeldFile], words: Words) -> Vec<(String, String)> {
    let of = |key: &str| {
        let own = files.iter().filter(|it| !it.is_replaced && it.kept.is_of(key)).count();
        match own {
            0 if held.content.brings.iter().any(|it| it == key) => {
                words.say("来窗口时带上", "brought along").to_owned()
            }
            0 => words.say("没有交", "not given").to_owned(),
            count => words.fill("{} 个文件", "{} files", &[&count]),
        }
    };
    let all = held.content.papers.iter();
    all.map(|paper| (words.phrase(&paper.name()).to_owned(), of(&paper.key))).collect()
}

/// The answer that a question holds, as text.
pub(crate) fn answer_text(field: &FieldView) -> String {
    if field.options.is_empty() {
        return field.value.clone();
    }
    let chosen = field.options.iter().filter(|it| it.is_chosen).map(|it| it.label.as_str());
    chosen.collect::<Vec<_>>().join("、")
}

/// A filing by the number in an office address, in the visitor's centre.
///
/// # Errors
/// `NotFound`.
pub(super) async fn of_centre(visit: &Visit, number: &str) -> Result<Held, HallError> {
    let (centre, number) = (visit.centre()?, number.to_uppercase());
    let held = visit.read(move |read| store::by_number(read, centre, &number)).await?;
    held.ok_or_else(unknown)
}
