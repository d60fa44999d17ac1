//! What a reader of the trail asks for: the filter row, as typed and as understood.

use super::reading::{Place, places};
use jiff::ToSpan;
use jiff::civil::Date;
use kit::form::{FormData, FormErrors};
use kit::journal::trail::Filter;
use kit::visit::query_pair;
use kit::words::instant_of;
use kit::{HallError, Phrase, Visit};
use serde::Deserialize;

/// The filter as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Division code of the centre; empty for one's own.
    pub(super) centre: String,
    /// Name of who acted.
    pub(super) person: String,
    /// An action or a room.
    pub(super) action: String,
    /// Name of the subject, such as a case number.
    pub(super) subject: String,
    /// First day.
    pub(super) from: String,
    /// Last day, included.
    pub(super) until: String,
    /// Go on before this entry.
    pub(super) before: String,
    /// Word of a [`View`].
    pub(super) view: String,
}

/// Which entries a page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    /// The whole trail.
    Everything,
    /// 个人信息查阅: who saw personal data in clear.
    PersonalData,
}

impl View {
    /// The word in a form.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Everything => "",
            Self::PersonalData => "personal-data",
        }
    }

    /// Its page.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Everything => "/audit",
            Self::PersonalData => "/audit/personal-data",
        }
    }
}

/// The filter as it was understood.
#[derive(Clone, Debug)]
pub(super) struct Narrowed {
    /// The centre whose trail is read.
    pub(super) place: Place,
    /// What it is narrowed by.
    pub(super) filter: Filter,
    /// Go on below this entry.
    pub(super) before: i64,
}

/// Characters of a name or subject at most.
const TEXT_MAX: usize = 100;

impl Asked {
    /// From a form that was posted.
    pub(super) fn of(data: &FormData) -> Self {
        let text = |name: &str| data.text(name).to_owned();
        Self {
            centre: text("centre"),
            person: text("person"),
            action: text("action"),
            subject: text("subject"),
            from: text("from"),
            until: text("until"),
            before: text("before"),
            view: text("view"),
        }
    }

    /// Which entries are asked for.
    pub(super) fn view(&self) -> View {
        if self.view == View::PersonalData.word() { View::PersonalData } else { View::Everything }
    }

    /// Names and values of the filter, without those that are empty and without the place in it.
    pub(super) fn pairs(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("centre", self.centre.as_str()),
            ("person", &self.person),
            ("action", &self.action),
            ("subject", &self.subject),
            ("from", &self.from),
            ("until", &self.until),
        ];
        all.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect()
    }

    /// Whether more than the centre was chosen.
    fn is_narrow(&self) -> bool {
        self.pairs().iter().any(|(name, _)| *name != "centre")
    }

    /// The same page of the same centre without a filter; empty where there is none.
    pub(super) fn cleared(&self) -> String {
        match self.centre.trim() {
            _ if !self.is_narrow() => String::new(),
            "" => self.view().path().to_owned(),
            centre => format!("{}?{}", self.view().path(), query_pair("centre", centre)),
        }
    }

    /// Where the same question goes on, before an entry.
    pub(super) fn older(&self, before: i64) -> String {
        let mut pairs: Vec<String> =
            self.pairs().iter().map(|(name, value)| query_pair(name, value)).collect();
        pairs.push(query_pair("before", &before.to_string()));
        format!("{}?{}", self.view().path(), pairs.join("&"))
    }

    /// What is meant; the inner errors are faults of the fields.
    ///
    /// # Errors
    /// Where the centre is none, or not one that the visitor may read.
    pub(super) async fn narrowed(
        &self,
        visit: &Visit,
    ) -> Result<Result<Narrowed, FormErrors>, HallError> {
        let place = self.place(visit, &places(visit).await?)?;
        let mut errors = FormErrors::new();
        let person = errors.take("person", plain(&self.person));
        let subject = errors.take("subject", plain(&self.subject));
        let action = errors.take("action", action(&self.action));
        let from = errors.take("from", day(&self.from));
        let until = errors.take("until", day(&self.until));
        if let (Some(Some(from)), Some(Some(until))) = (from, until)
            && until < from
        {
            errors.add("until", Phrase::of("结束日早于开始日。", "It is before the first day."));
        }
        let (Some(person), Some(subject), Some(action), Some(from), Some(until), true) =
            (person, subject, action, from, until, errors.is_empty())
        else {
            return Ok(Err(errors));
        };
        let among = match self.view() {
            View::Everything => Vec::new(),
            View::PersonalData => disclosing(visit),
        };
        let filter = Filter {
            person,
            action,
            among,
            subject_kind: String::new(),
            subject_id: subject,
            from_ms: from.map_or(0, start_of),
            until_ms: until.and_then(|day| day.checked_add(1.day()).ok()).map_or(0, start_of),
        };
        let before = self.before.trim().parse().unwrap_or(i64::MAX);
        Ok(Ok(Narrowed { place, filter, before }))
    }

    /// The centre meant: one's own where none was chosen.
    fn place(&self, visit: &Visit, places: &[Place]) -> Result<Place, HallError> {
        let own = visit.centre()?;
        let wanted = match self.centre.trim() {
            "" => own,
            text => kit::db::CentreId::parse(text).ok_or_else(no_centre)?,
        };
        if wanted != own && !visit.is_county() {
            return Err(kit::visit::other_centre());
        }
        places.iter().find(|it| it.id == wanted).cloned().ok_or_else(no_centre)
    }
}

/// The actions that show personal data; in a house without any, one that nobody performs.
fn disclosing(visit: &Visit) -> Vec<String> {
    match visit.hall.disclosing() {
        [] => vec!["-".to_owned()],
        all => all.iter().map(|it| (*it).to_owned()).collect(),
    }
}

fn no_centre() -> HallError {
    HallError::not_found("没有这个中心的台账。", "There is no journal of such a centre.")
}

fn plain(text: &str) -> Result<String, Phrase> {
    let text = text.trim();
    if text.chars().count() > TEXT_MAX || text.chars().any(char::is_control) {
        return Err(Phrase::of(
            "请填写不超过100个字的普通文字。",
            "Enter plain text of at most 100 characters.",
        ));
    }
    Ok(text.to_owned())
}

/// `room` or `room.past_participle`.
fn action(text: &str) -> Result<String, Phrase> {
    let text = text.trim();
    let is_word = |word: &str| {
        !word.is_empty() && word.chars().all(|it| it.is_ascii_lowercase() || it == '_')
    };
    let is_action = text.split_once('.').map_or_else(
        || text.is_empty() || is_word(text),
        |(room, verb)| is_word(room) && is_word(verb),
    );
    if is_action && text.len() <= TEXT_MAX {
        return Ok(text.to_owned());
    }
    Err(Phrase::of("请从列表中选择操作。", "Choose an action from the list."))
}

fn day(text: &str) -> Result<Option<Date>, Phrase> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let fault = Phrase::of("请填写日期，如 2026-12-01。", "Enter a day such as 2026-12-01.");
    text.parse::<Date>().map(Some).map_err(|_| fault)
}

/// The instant at which a day begins in China.
fn start_of(day: Date) -> i64 {
    instant_of(day.at(0, 0, 0, 0))
}
