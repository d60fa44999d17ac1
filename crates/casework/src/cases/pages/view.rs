//! What pages and the API show of a case, in the reader's language.

use crate::cases::events::Parties;
use crate::cases::loaded::Loaded;
use crate::cases::parties;
use crate::cases::store::Held;
use crate::why::{further, why};
use calendar::{Light, Remaining, WorkingCalendar};
use counter::catalogue::door::PublishedItem;
use jiff::civil::Date;
use kit::{HallError, Words};
use rulebook::case::clock::Hand;
use rulebook::case::further::Further;
use rulebook::case::{Act, Case, ClockFace, face};
use rulebook::event::{Moment, PaperState};
use rulebook::item::HandlingMode;
use rulebook::person::ApplicantKind;

/// A line of the work list.
pub(crate) struct Line {
    pub(crate) number: String,
    pub(crate) item: String,
    pub(crate) applicant: String,
    pub(crate) stage: String,
    pub(crate) mode: String,
    pub(crate) received: String,
    pub(crate) received_on: String,
    pub(crate) due: String,
    pub(crate) due_on: String,
    /// Working days left, late ones negative; none where no clock runs.
    pub(crate) left: Option<i64>,
    pub(crate) light: LightView,
    pub(crate) clerk: String,
    pub(crate) window: String,
    pub(crate) department: String,
    /// Its version, for the next act.
    pub(crate) version: i64,
}

/// A light as class and words.
pub(crate) struct LightView {
    pub(crate) class: &'static str,
    pub(crate) text: String,
}

/// The light of a clock's face; an immediate case left open at closing time stays red.
pub(crate) fn light_view(held: &Held, face: &ClockFace, words: Words) -> LightView {
    let is_left_open = held.left_open_at_ms > 0 || held.noted.was_left_open();
    if is_left_open && face.light < Light::Red {
        let text = words.say("当日未办结", "not decided the same day").to_owned();
        return LightView { class: Light::Red.code(), text };
    }
    if face.is_stopped && face.light < Light::Red {
        let text = words.say("已中止，不计时", "paused, not counted").to_owned();
        return LightView { class: "paused", text };
    }
    if face.light == Light::Green && face.inner >= Light::Amber {
        return inner_light(face, words);
    }
    let meaning = words.phrase(&face.light.meaning()).to_owned();
    let text = match face.remaining {
        Some(left) => {
            let left = left.phrase();
            format!("{meaning} · {}", words.phrase(&left))
        }
        None if face.light >= Light::Red => meaning,
        None => words.say("按时", "on time").to_owned(),
    };
    LightView { class: face.light.code(), text }
}

/// Amber: the case has time, a step inside it has not.
fn inner_light(face: &ClockFace, words: Words) -> LightView {
    let step = if face.inner == Light::Amber {
        words.say("环节将到期", "a step is nearly due")
    } else {
        words.say("环节已超期", "a step is overdue")
    };
    let left = face.remaining.map(calendar::Remaining::phrase);
    let text = match &left {
        Some(left) => {
            words.fill("{}（全件{}）", "{} (whole case: {})", &[&step, &words.phrase(left)])
        }
        None => step.to_owned(),
    };
    LightView { class: Light::Amber.code(), text }
}

/// The name of an item in the reader's language.
pub(crate) fn item_name(held: &Held, words: Words) -> String {
    let english =
        if held.item_name_english.is_empty() { &held.item_name } else { &held.item_name_english };
    words.say(&held.item_name, english).to_owned()
}

/// A line of the work list on a day.
pub(crate) fn line(
    held: &Held,
    today: Date,
    calendar: &WorkingCalendar,
    words: Words,
) -> Result<Line, HallError> {
    let case = held.case()?;
    let face = face(&case, today, calendar);
    Ok(Line {
        number: held.number.clone(),
        item: item_name(held, words),
        applicant: held.applicant_masked.clone(),
        stage: words.phrase(&held.stage.phrase()).to_owned(),
        mode: HandlingMode::from_word(&held.mode)
            .map(|mode| words.phrase(&mode.phrase()).to_owned())
            .unwrap_or_default(),
        received: words.instant(held.received_at_ms),
        received_on: words.date(kit::clock::day_of(held.received_at_ms)),
        due: due(held, words),
        due_on: held.dues.due_on.map(|day| day.to_string()).unwrap_or_default(),
        left: face.remaining.filter(|_| !face.is_stopped).map(|left| match left {
            Remaining::WorkingDays(left) => i64::from(left),
            Remaining::Today => 0,
            Remaining::Overdue(late) => -i64::from(late),
        }),
        light: light_view(held, &face, words),
        clerk: held.clerk.clone(),
        window: held.window.clone(),
        department: held.department.clone(),
        version: held.version,
    })
}

/// The day it is due, marked where the calendar of that year is not yet known (暂定).
pub(crate) fn due(held: &Held, words: Words) -> String {
    let Some(day) = held.dues.due_on else { return String::new() };
    if held.dues.provisional {
        words.fill("{}（暂定）", "{} (provisional)", &[&words.date(day)])
    } else {
        words.date(day)
    }
}

/// A name and what is said under it.
pub(crate) struct Fact {
    pub(crate) label: String,
    pub(crate) text: String,
}

/// A paper of a case.
pub(crate) struct PaperView {
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) state: String,
    pub(crate) word: &'static str,
    pub(crate) why: String,
}

/// The papers of a case, as it stands or as it stood.
pub(crate) fn papers(case: &Case, loaded: &Loaded, words: Words) -> Vec<PaperView> {
    case.papers
        .iter()
        .map(|paper| {
            let (word, state) = paper_state(&paper.state, words);
            let why = match &paper.state {
                PaperState::Defective { why } => why.clone(),
                _ => String::new(),
            };
            PaperView {
                key: paper.key.clone(),
                name: paper_name(&paper.key, loaded, words),
                state: state.to_owned(),
                word,
                why,
            }
        })
        .collect()
}

/// The name of a paper in the reader's language; its key where nobody knows it.
pub(crate) fn paper_name(key: &str, loaded: &Loaded, words: Words) -> String {
    let listed = loaded.case.papers.iter().find(|paper| paper.key == key);
    let zh = listed.map_or(key, |paper| paper.name.as_str());
    let materials = loaded.item.as_deref().map(|item| item.definition.materials.as_slice());
    let material = materials.unwrap_or_default().iter().find(|it| it.key.as_str() == key);
    let en = material.map(|it| it.name.en.as_str()).filter(|name| !name.is_empty());
    words.say(zh, en.unwrap_or(zh)).to_owned()
}

/// The name of a special procedure in the reader's language.
pub(crate) fn procedure(key: &str, item: Option<&PublishedItem>, words: Words) -> String {
    item.and_then(|item| {
        item.definition.procedures.iter().find(|procedure| procedure.key.as_str() == key)
    })
    .map_or_else(|| key.to_owned(), |it| words.phrase(&it.name.phrase()).to_owned())
}

/// The word and the name of a paper's state.
pub(crate) fn paper_state(state: &PaperState, words: Words) -> (&'static str, &'static str) {
    match state {
        PaperState::Present => ("present", words.say("已收", "there")),
        PaperState::Defective { .. } => ("defective", words.say("不符合要求", "defective")),
        PaperState::Missing => ("missing", words.say("缺", "missing")),
        PaperState::Deferred => ("deferred", words.say("容缺后补", "may follow")),
        PaperState::ObtainedByUs => ("obtained_by_us", words.say("由大厅获取", "obtained by us")),
        PaperState::NotNeeded => ("not_needed", words.say("本情形不需要", "not needed")),
    }
}

/// An act a case offers, or the reason why not.
pub(crate) struct Offer {
    pub(crate) act: Act,
    pub(crate) name: String,
    pub(crate) refusal: String,
}

/// What may be done now, and why the rest may not.
pub(crate) fn offers(
    case: &Case,
    now: Moment,
    calendar: &WorkingCalendar,
    words: Words,
) -> Vec<Offer> {
    case.offers(now, calendar)
        .into_iter()
        .map(|(act, offer)| Offer {
            act,
            name: words.phrase(&act.phrase()).to_owned(),
            refusal: offer
                .err()
                .map(|breach| words.phrase(&breach.phrase()).to_owned())
                .unwrap_or_default(),
        })
        .collect()
}

/// The clock explained: two dates and the clauses that lead to them.
pub(crate) struct ClockView {
    pub(crate) facts: Vec<Fact>,
    pub(crate) clauses: Vec<String>,
    pub(crate) legal_clauses: Vec<String>,
    pub(crate) strip: String,
    pub(crate) note: String,
}

/// The clock of a case on a day.
pub(crate) fn clock(
    case: &Case,
    today: Date,
    calendar: &WorkingCalendar,
    words: Words,
) -> ClockView {
    let face = face(case, today, calendar);
    let mut facts = Vec::new();
    let mut add = |label: &str, text: String| {
        facts.push(Fact { label: label.to_owned(), text });
    };
    if let Some(deadline) = face.promised {
        let is_running = matches!(face.hand, Hand::Handling | Hand::Superior | Hand::None);
        let label = if is_running && case.acceptance().is_some() {
            words.say("承诺到期", "Promised by").to_owned()
        } else {
            words.phrase(&face.hand.phrase()).to_owned()
        };
        add(&label, dated(deadline, words));
    }
    if let Some(deadline) = face.legal {
        add(words.say("法定到期", "Legal limit ends"), dated(deadline, words));
    } else if case.acceptance().is_some() && case.legal.is_none() {
        let none = words.say("法律法规未规定", "no law sets one");
        add(words.say("法定到期", "Legal limit ends"), none.to_owned());
    }
    let Some(why) = why(case, today, calendar) else {
        let (clauses, legal_clauses) = (Vec::new(), Vec::new());
        return ClockView {
            facts,
            clauses,
            legal_clauses,
            strip: String::new(),
            note: String::new(),
        };
    };
    let told = |all: Vec<kit::Phrase>| -> Vec<String> {
        all.iter().map(|it| words.phrase(it).to_owned()).collect()
    };
    let legal = why.legal.as_ref().map(|it| {
        let stretches = it.stretches();
        stretches.iter().map(calendar::Stretch::phrase).collect::<Vec<_>>()
    });
    ClockView {
        facts,
        clauses: told(why.clauses()),
        legal_clauses: told(legal.unwrap_or_default()),
        strip: kit::shell::day_strip(&why.promised, words),
        note: why
            .promised
            .provisional_note()
            .map(|note| words.phrase(&note).to_owned())
            .unwrap_or_default(),
    }
}

/// Another date of a case, explained.
pub(crate) struct FurtherView {
    pub(crate) name: String,
    pub(crate) due: String,
    pub(crate) clauses: Vec<String>,
}

/// The dates of a case besides its two limits, each explained day by day.
pub(crate) fn further_dates(loaded: &Loaded, today: Date, words: Words) -> Vec<FurtherView> {
    let all = further(&loaded.case, today, &loaded.calendar);
    all.into_iter()
        .map(|it| FurtherView {
            name: further_name(it.date.what.word(), &it.date.of, loaded, words),
            due: dated(it.date.deadline, words),
            clauses: it.clauses.iter().map(|it| words.phrase(it).to_owned()).collect(),
        })
        .collect()
}

/// The name of a step in the reader's language; its key where nobody knows it.
pub(crate) fn step_name(key: &str, loaded: &Loaded, words: Words) -> String {
    let steps = loaded.item.as_deref().map(|item| item.definition.steps.as_slice());
    let step = steps.unwrap_or_default().iter().find(|it| it.key.as_str() == key);
    step.map_or_else(|| key.to_owned(), |it| words.phrase(&it.name.phrase()).to_owned())
}

/// What another date is called, and which one it is where there are several.
pub(crate) fn further_name(what: &str, of: &str, loaded: &Loaded, words: Words) -> String {
    let kind = Further::from_word(what);
    let unknown = || kit::Phrase::new(what.to_owned(), what.to_owned());
    let name = kind.map_or_else(unknown, Further::phrase);
    let name = words.phrase(&name).to_owned();
    let of = match kind {
        Some(Further::Deferral) => paper_name(of, loaded, words),
        Some(Further::Step) => step_name(of, loaded, words),
        _ => of.to_owned(),
    };
    if of.is_empty() { name } else { words.fill("{}（{}）", "{} ({})", &[&name, &of]) }
}

fn dated(deadline: calendar::Deadline, words: Words) -> String {
    let day = words.date_and_weekday(deadline.due_on);
    if deadline.provisional {
        words.fill("{}（暂定）", "{} (provisional)", &[&day])
    } else {
        day
    }
}

/// What the number of a person or organisation is called.
fn number_label(kind: &str, words: Words) -> &'static str {
    match ApplicantKind::from_code(kind) {
        Some(ApplicantKind::Organisation) => words.say("统一社会信用代码", "Credit code"),
        _ => words.say("身份证号码", "Identity number"),
    }
}

/// The two people of a case, masked.
pub(crate) fn people(parties: &Parties, words: Words) -> Vec<Fact> {
    let fact = |label: &str, text: &str| Fact { label: label.to_owned(), text: text.to_owned() };
    let mut all = vec![
        fact(words.say("申请人", "Applicant"), &parties.applicant.masked),
        fact(number_label(&parties.applicant.kind, words), &parties.applicant.identity_masked),
    ];
    if let Some(agent) = &parties.agent {
        all.push(fact(words.say("代办人", "Filed by"), &agent.party.masked));
        let label = words.say("代办人身份证号码", "Their identity number");
        all.push(fact(label, &agent.party.identity_masked));
        all.push(fact(words.say("委托依据", "Mandate"), &agent.mandate));
    }
    all
}

/// The people in clear; the caller has journalled why.
pub(crate) fn people_in_clear(
    parties: &Parties,
    vault: &kit::privacy::Vault,
    words: Words,
) -> Result<Vec<Fact>, HallError> {
    let fact = |label: &str, text: String| Fact { label: label.to_owned(), text };
    let mut all = Vec::new();
    let applicant = (words.say("申请人", "Applicant"), Some(&parties.applicant));
    let agent = (words.say("代办人", "Filed by"), parties.agent.as_ref().map(|agent| &agent.party));
    for (label, party) in [applicant, agent] {
        if let Some(party) = party {
            let clear = parties::open(party, vault)?;
            all.push(fact(label, clear.name));
            all.push(fact(number_label(&party.kind, words), clear.identity));
            all.push(fact(words.say("手机号码", "Phone"), clear.phone));
        }
    }
    if let Some(agent) = &parties.agent {
        all.push(fact(words.say("委托依据", "Mandate"), agent.mandate.clone()));
    }
    Ok(all)
}

/// The last day of the whole case, whichever limit comes first; none before acceptance.
pub(crate) fn outer_day(case: &Case, today: Date, calendar: &WorkingCalendar) -> Option<Date> {
    let (promised, legal) = rulebook::case::clock::terms(case)?;
    let end = |term: calendar::Term| term.standing(today, calendar).deadline().due_on;
    Some(legal.map(end).into_iter().fold(end(promised), Date::min))
}

/// Certificates on record, one to a line.
pub(crate) fn certificates(case: &Case, words: Words) -> Vec<Fact> {
    let line = |it: &rulebook::case::Certificate| {
        let label = words.say("证照", "Certificate").to_owned();
        let phrase = crate::cases::wording::certificate(it, words);
        Fact { label, text: phrase }
    };
    case.certificates.iter().map(line).collect()
}
