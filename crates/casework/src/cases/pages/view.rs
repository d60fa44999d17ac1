//! What pages and the API show of a case, in the reader's language.

use crate::cases::actions::{self, event_phrase};
use crate::cases::store::Held;
use calendar::{Explanation, Light, WorkingCalendar};
use jiff::civil::Date;
use kit::{HallError, Words};
use rulebook::case::clock::explanations;
use rulebook::case::{Act, Case, ClockFace, face};
use rulebook::event::{Event, Moment, PaperState};
use rulebook::item::{Definition, HandlingMode};

/// A line of the work list.
pub(in crate::cases) struct Line {
    pub(in crate::cases) number: String,
    pub(in crate::cases) item: String,
    pub(in crate::cases) applicant: String,
    pub(in crate::cases) stage: String,
    pub(in crate::cases) mode: String,
    pub(in crate::cases) received: String,
    pub(in crate::cases) due: String,
    pub(in crate::cases) due_on: String,
    pub(in crate::cases) light: LightView,
    pub(in crate::cases) clerk: String,
}

/// A light as class and words.
pub(in crate::cases) struct LightView {
    pub(in crate::cases) class: &'static str,
    pub(in crate::cases) text: String,
}

/// The light of a clock's face.
pub(in crate::cases) fn light_view(face: &ClockFace, words: Words) -> LightView {
    if face.is_stopped && face.light < Light::Red {
        let text = words.say("已中止，不计时", "paused, not counted").to_owned();
        return LightView { class: "paused", text };
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

/// The name of an item in the reader's language.
pub(in crate::cases) fn item_name(held: &Held, words: Words) -> String {
    let english =
        if held.item_name_english.is_empty() { &held.item_name } else { &held.item_name_english };
    words.say(&held.item_name, english).to_owned()
}

/// A line of the work list on a day.
pub(in crate::cases) fn line(
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
        due: held.dues.due_on.map(|day| words.date(day)).unwrap_or_default(),
        due_on: held.dues.due_on.map(|day| day.to_string()).unwrap_or_default(),
        light: light_view(&face, words),
        clerk: held.clerk.clone(),
    })
}

/// A name and what is said under it.
pub(in crate::cases) struct Fact {
    pub(in crate::cases) label: String,
    pub(in crate::cases) text: String,
}

/// A paper of a case.
pub(in crate::cases) struct PaperView {
    pub(in crate::cases) key: String,
    pub(in crate::cases) name: String,
    pub(in crate::cases) state: String,
    pub(in crate::cases) word: &'static str,
    pub(in crate::cases) why: String,
}

/// The papers of a case.
pub(in crate::cases) fn papers(
    case: &Case,
    definition: Option<&Definition>,
    words: Words,
) -> Vec<PaperView> {
    let english = |key: &str| {
        definition
            .and_then(|it| it.materials.iter().find(|it| it.key.as_str() == key))
            .map_or_else(String::new, |material| material.name.en.clone())
    };
    case.papers
        .iter()
        .map(|paper| {
            let (word, state) = paper_state(&paper.state, words);
            let why = match &paper.state {
                PaperState::Defective { why } => why.clone(),
                _ => String::new(),
            };
            let in_english = english(&paper.key);
            let in_english = if in_english.is_empty() { paper.name.clone() } else { in_english };
            PaperView {
                key: paper.key.clone(),
                name: words.say(&paper.name, &in_english).to_owned(),
                state: state.to_owned(),
                word,
                why,
            }
        })
        .collect()
}

/// The word and the name of a paper's state.
pub(in crate::cases) fn paper_state(
    state: &PaperState,
    words: Words,
) -> (&'static str, &'static str) {
    match state {
        PaperState::Present => ("present", words.say("已收", "there")),
        PaperState::Defective { .. } => ("defective", words.say("不符合要求", "defective")),
        PaperState::Missing => ("missing", words.say("缺", "missing")),
        PaperState::Deferred => ("deferred", words.say("容缺后补", "may follow")),
        PaperState::ObtainedByUs => ("obtained_by_us", words.say("由大厅获取", "obtained by us")),
        PaperState::NotNeeded => ("not_needed", words.say("本情形不需要", "not needed")),
    }
}

/// A line of a case's timeline.
pub(in crate::cases) struct Step {
    pub(in crate::cases) what: String,
    pub(in crate::cases) at: String,
    pub(in crate::cases) note: String,
}

/// What happened to a case, oldest first.
pub(in crate::cases) fn timeline(held: &Held, words: Words) -> Result<Vec<Step>, HallError> {
    held.events
        .iter()
        .map(|record| {
            let event = record.event()?;
            Ok(Step {
                what: words.phrase(&event_phrase(&event)).to_owned(),
                at: words.instant(event.at().at_ms),
                note: note(&event, words),
            })
        })
        .collect()
}

fn note(event: &Event, words: Words) -> String {
    match event {
        Event::Suspended { until, .. } => {
            words.fill("预计 {} 恢复", "to end on {}", &[&words.date(*until)])
        }
        Event::NoticeGiven { reply_by, .. } | Event::SecondNoticeGiven { reply_by, .. } => {
            words.fill("请于 {} 前补正", "to be answered by {}", &[&words.date(*reply_by)])
        }
        Event::Extended { working_days, reason, .. } => {
            words.fill("{} 个工作日：{}", "{} working days: {}", &[working_days, reason])
        }
        Event::SentBack { reason, .. }
        | Event::ModeChanged { reason, .. }
        | Event::Withdrawn { reason, .. } => reason.clone(),
        Event::Examined { opinion, .. } => opinion.clone(),
        Event::Granted { result, .. } => result.clone(),
        Event::Delivered { recipient, .. } => {
            words.fill("领取人：{}", "received by {}", &[recipient])
        }
        Event::RefusalProposed { grounds, .. } | Event::Refused { grounds, .. } => {
            format!("{} {}", grounds.facts, grounds.legal_basis)
        }
        Event::Resumed { note, .. } => note.clone(),
        _ => String::new(),
    }
}

/// An act a case offers, or the reason why not.
pub(in crate::cases) struct Offer {
    pub(in crate::cases) act: Act,
    pub(in crate::cases) name: String,
    pub(in crate::cases) refusal: String,
}

/// What may be done now, and why the rest may not.
pub(in crate::cases) fn offers(
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
pub(in crate::cases) struct ClockView {
    pub(in crate::cases) facts: Vec<Fact>,
    pub(in crate::cases) clauses: Vec<String>,
    pub(in crate::cases) strip: String,
    pub(in crate::cases) note: String,
}

/// The clock of a case on a day.
pub(in crate::cases) fn clock(
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
        let label = if case.acceptance().is_some() {
            words.say("承诺到期", "Promised by").to_owned()
        } else {
            words.phrase(&face.hand.phrase()).to_owned()
        };
        add(&label, dated(deadline, words));
    }
    if let Some(deadline) = face.legal {
        add(words.say("法定到期", "Legal limit ends"), dated(deadline, words));
    } else if case.acceptance().is_some() {
        let none = words.say("法律法规未规定", "no law sets one");
        add(words.say("法定到期", "Legal limit ends"), none.to_owned());
    }
    let explained = explanations(case, today, calendar);
    let (clauses, strip, note) = match &explained {
        Some((promised, _)) => (
            promised.stretches().iter().map(|it| words.phrase(&it.phrase()).to_owned()).collect(),
            strip(promised, words),
            promised
                .provisional_note()
                .map(|note| words.phrase(&note).to_owned())
                .unwrap_or_default(),
        ),
        None => (Vec::new(), String::new(), String::new()),
    };
    ClockView { facts, clauses, strip, note }
}

fn dated(deadline: calendar::Deadline, words: Words) -> String {
    let day = words.date_and_weekday(deadline.due_on);
    if deadline.provisional {
        words.fill("{}（暂定）", "{} (provisional)", &[&day])
    } else {
        day
    }
}

/// The days of a limit as a strip: counted, off, paused. The clauses beside it say the same.
fn strip(explanation: &Explanation, words: Words) -> String {
    use calendar::DayRole;
    use std::fmt::Write;
    const CELL: usize = 30;
    let days = &explanation.days;
    let columns = days.len().clamp(1, 21);
    let rows = days.len().div_ceil(columns);
    let (width, height) = (columns * CELL + 2, rows * (CELL + 14) + 2);
    let label = words.say("时限逐日图，文字说明见旁", "The limit day by day; the text says it too");
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{label}\">"
    );
    for (index, day) in days.iter().enumerate() {
        let (x, y) = (index % columns * CELL + 1, index / columns * (CELL + 14) + 1);
        let (fill, ink, sign) = match day.role {
            DayRole::Start => ("#ffffff", "#1c2326", "○".to_owned()),
            DayRole::Counted(nth) => ("#0b5d66", "#ffffff", nth.to_string()),
            DayRole::Off => ("#eef1f0", "#4a555a", "–".to_owned()),
            DayRole::Paused => ("#fdf1dc", "#8a5300", "Ⅱ".to_owned()),
            DayRole::MovedTo => ("#0b5d66", "#ffffff", "→".to_owned()),
        };
        // Writing to a text cannot fail.
        let _ = write!(
            svg,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{w}\" fill=\"{fill}\" \
             stroke=\"#7d898c\"/><text x=\"{cx}\" y=\"{ty}\" text-anchor=\"middle\" \
             font-size=\"13\" fill=\"{ink}\">{sign}</text><text x=\"{cx}\" y=\"{dy}\" \
             text-anchor=\"middle\" font-size=\"9\" fill=\"#4a555a\">{month}/{date}</text>",
            w = CELL - 2,
            cx = x + CELL / 2 - 1,
            ty = y + 19,
            dy = y + CELL + 8,
            month = day.date.month(),
            date = day.date.day(),
        );
    }
    svg.push_str("</svg>");
    svg
}

/// The two people of a case, masked.
pub(in crate::cases) fn people(held: &Held, words: Words) -> Vec<Fact> {
    let parties = &held.taken.parties;
    let fact = |label: &str, text: &str| Fact { label: label.to_owned(), text: text.to_owned() };
    let mut all = vec![
        fact(words.say("申请人", "Applicant"), &parties.applicant.masked),
        fact(words.say("身份证号码", "Identity number"), &parties.applicant.identity_masked),
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
pub(in crate::cases) fn people_in_clear(
    held: &Held,
    vault: &kit::privacy::Vault,
    words: Words,
) -> Result<Vec<Fact>, HallError> {
    let parties = &held.taken.parties;
    let mut all = Vec::new();
    let applicant = (words.say("申请人", "Applicant"), Some(&parties.applicant));
    let agent = (words.say("代办人", "Filed by"), parties.agent.as_ref().map(|agent| &agent.party));
    for (label, party) in [applicant, agent] {
        if let Some(party) = party {
            let clear = actions::open(party, vault)?;
            let text = format!("{} · {} · {}", clear.name, clear.identity, clear.phone);
            all.push(Fact { label: label.to_owned(), text });
        }
    }
    Ok(all)
}
