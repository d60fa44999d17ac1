//! A case's progress as a resident reads it.

use crate::centres::{self, CentreFace};
use calendar::{Deadline, Light};
use casework::cases::door::{self as cases, Progress};
use kit::db::CentreId;
use kit::form::{FormData, FormErrors};
use kit::security::Allowance;
use kit::{HallError, Phrase, Visit, Words};
use std::sync::Arc;

/// What stands on the page.
pub(crate) struct ProgressView {
    /// 办件编号
    pub(crate) number: String,
    /// 事项名称
    pub(crate) item: String,
    /// Where its guide stands.
    pub(crate) guide: String,
    /// Name, masked.
    pub(crate) applicant: String,
    /// Where it stands, in words.
    pub(crate) stage: String,
    /// What to do now.
    pub(crate) to_do: String,
    /// How it is being worked on.
    pub(crate) work: Vec<String>,
    /// Papers still asked for.
    pub(crate) asked: Vec<String>,
    /// When there will be a result; empty where no clock runs.
    pub(crate) due: String,
    /// What is left, in words; empty where no clock runs.
    pub(crate) remaining: String,
    /// The latest day the law allows; empty where none is set.
    pub(crate) legal: String,
    /// `green`, `amber`, `red` or `black`.
    pub(crate) light: &'static str,
    /// Whether a promise was broken.
    pub(crate) is_late: bool,
    /// Why this date, clause by clause.
    pub(crate) why: Vec<String>,
    /// What happened, newest first: machine-readable instant, instant, what.
    pub(crate) timeline: Vec<(String, String, String)>,
    /// The centre.
    pub(crate) centre: String,
    /// Its number for questions.
    pub(crate) phone: String,
    /// Its number for complaints.
    pub(crate) complaints: String,
}

/// The case of a form with `number` and `digits`.
///
/// # Errors
/// `Invalid` where the form is not filled in or fits no case; `TooMany` where somebody keeps
/// trying; what the database said.
pub(crate) async fn found(visit: &Visit, data: &FormData) -> Result<ProgressView, HallError> {
    let (number, digits) = read(data)?;
    for key in [format!("progress of {}", visit.address), format!("progress of case {number}")] {
        let asked = visit.hall.throttle.ask(&key, Allowance::LOOK_UP, visit.now_ms);
        asked.map_err(|retry_after_s| HallError::TooMany { retry_after_s })?;
    }
    let centres = centres::centres(&visit.hall).await?;
    let ids: Vec<CentreId> = centres.iter().map(|centre| centre.id).collect();
    let id = cases::centre_of(&number, &ids).ok_or_else(no_such_pair)?;
    let fingerprint = cases::phone_fingerprint(&visit.hall.vault, &digits);
    let today = visit.today();
    let progress = visit
        .read(move |read| cases::progress(read, (id, &number), &fingerprint, today))
        .await?
        .ok_or_else(no_such_pair)?;
    let centre = centres.into_iter().find(|it| it.id == id).ok_or_else(no_such_pair)?;
    Ok(view(&progress, &centre, visit.words()))
}

/// The case that the code of one of its papers opens: `990126101-4f0c…`.
///
/// # Errors
/// `NotFound` where it opens nothing; `TooMany` where somebody keeps trying.
pub(super) async fn opened(visit: &Visit, code: &str) -> Result<ProgressView, HallError> {
    let key = format!("progress of {}", visit.address);
    let asked = visit.hall.throttle.ask(&key, Allowance::LOOK_UP, visit.now_ms);
    asked.map_err(|retry_after_s| HallError::TooMany { retry_after_s })?;
    let (place, code) = code.split_once('-').ok_or_else(opens_nothing)?;
    let centres = centres::centres(&visit.hall).await?;
    let centre = centres.into_iter().find(|it| it.id.to_string() == place);
    let centre = centre.ok_or_else(opens_nothing)?;
    let (id, code, today) = (centre.id, code.to_owned(), visit.today());
    let progress = visit
        .read(move |read| cases::progress_by_code(read, (id, &code), today))
        .await?
        .ok_or_else(opens_nothing)?;
    Ok(view(&progress, &centre, visit.words()))
}

fn opens_nothing() -> HallError {
    HallError::not_found(
        "这个网址查不到办件。请重新扫描文书上的二维码，或者凭编号和手机号后四位查询。",
        "No case stands behind this address. Scan the code on your paper again, or ask by number \
         and the last four digits of the phone.",
    )
}

/// Number and digits, as people type them: spaces, full-width letters and dashes are forgiven.
fn read(data: &FormData) -> Result<(String, String), HallError> {
    let mut errors = FormErrors::new();
    let number = plain(data.text("number"));
    if number.is_empty() || number.chars().count() > 40 {
        errors.add(
            "number",
            Phrase::of(
                "请填写办件编号，它印在收件回执上，例如 101-20261123-0001。",
                "Enter the case number; it stands on your receipt, such as 101-20261123-0001.",
            ),
        );
    }
    let digits: String = plain(data.text("digits"));
    if digits.len() != 4 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        errors.add(
            "digits",
            Phrase::of(
                "请填写登记手机号的后四位数字。",
                "Enter the last four digits of the phone number you left.",
            ),
        );
    }
    if errors.is_empty() { Ok((number, digits)) } else { Err(HallError::Invalid(errors)) }
}

/// What people type, without blanks, in half-width signs.
pub(crate) fn plain(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| match letter {
            '０'..='９' => {
                char::from_u32(letter as u32 - '０' as u32 + '0' as u32).unwrap_or(letter)
            }
            '－' | '—' | '–' | '﹣' => '-',
            other => other.to_ascii_uppercase(),
        })
        .collect()
}

/// Never says which of the two was wrong.
fn no_such_pair() -> HallError {
    HallError::invalid(
        "number",
        Phrase::of(
            "没有查到。请核对办件编号和手机号后四位；仍查不到请打中心的咨询电话。",
            "Nothing was found. Check the number and the four digits; otherwise call the centre.",
        ),
    )
}

fn view(progress: &Progress, centre: &Arc<CentreFace>, words: Words) -> ProgressView {
    let day = |deadline: &Option<Deadline>| {
        deadline.as_ref().map_or_else(String::new, |it| {
            let day = words.date_and_weekday(it.due_on);
            let provisional =
                if it.provisional { words.say("（暂定）", " (provisional)") } else { "" };
            format!("{day}{provisional}")
        })
    };
    let mut timeline: Vec<(String, String, String)> = progress
        .timeline
        .iter()
        .map(|(at_ms, what)| {
            let machine = kit::words::local_time(*at_ms).strftime("%Y-%m-%dT%H:%M").to_string();
            (machine, words.instant(*at_ms), words.phrase(what).to_owned())
        })
        .collect();
    timeline.reverse();
    ProgressView {
        number: progress.number.clone(),
        item: words.phrase(&progress.item).to_owned(),
        guide: format!("{}/items/{}", centre.path(), progress.item_code),
        applicant: progress.applicant.clone(),
        stage: words.phrase(&progress.stage.phrase()).to_owned(),
        to_do: words.phrase(&progress.to_do).to_owned(),
        work: progress.work.iter().map(|it| words.phrase(it).to_owned()).collect(),
        asked: progress.asked.clone(),
        due: day(&progress.promised),
        remaining: progress
            .remaining
            .as_ref()
            .map(|it| words.phrase(it).to_owned())
            .unwrap_or_default(),
        legal: day(&progress.legal),
        light: progress.light.code(),
        is_late: matches!(progress.light, Light::Red | Light::Black),
        why: progress.why.iter().map(|it| words.phrase(it).to_owned()).collect(),
        timeline,
        centre: words.phrase(&centre.name).to_owned(),
        phone: centre.phone.clone(),
        complaints: centre.complaints.clone(),
    }
}
