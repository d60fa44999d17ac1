//! `/agency`: cases decided above, by where they are on their way.

use crate::line::{Clock, Line, Table, rank};
use askama::Template;
use axum::response::Response;
use calendar::{Light, WorkingCalendar};
use casework::cases::door::{Board, Standing, standings};
use jiff::civil::Date;
use kit::db::{CentreId, Read};
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit, Words};
use rulebook::case::agency::{Agency, Leg};
use rulebook::case::work::InnerClock;
use rulebook::case::{Act, Stage, Work};
use rulebook::item::HandlingMode;

#[derive(Template)]
#[template(path = "board.html")]
struct AgencyPage {
    chrome: Chrome,
    lead: String,
    tables: Vec<Table>,
}

/// Where a case is on its way (代办环节).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// 待初审上报
    Here,
    /// 上级办理中
    Above,
    /// 上级逾期
    Late,
    /// 已回，待办
    Back,
}

const PLACES: [(Place, &str); 4] = [
    (Place::Here, "to-send"),
    (Place::Late, "late"),
    (Place::Above, "above"),
    (Place::Back, "back"),
];

/// An agency case with its clock.
struct Errand {
    standing: Standing,
    clock: Option<InnerClock>,
    place: Place,
    act: Option<Act>,
    about: String,
}

fn agency(standing: &Standing) -> Option<&Agency> {
    match &standing.case.work {
        Work::Agency(agency) => Some(agency),
        _ => None,
    }
}

fn find(
    read: &mut dyn Read,
    centre: CentreId,
    (today, words): (Date, Words),
) -> Result<Vec<Errand>, HallError> {
    let board = Board::InHand(HandlingMode::Agency);
    let (all, calendar) = standings(read, centre, board, (today, words))?;
    Ok(all.into_iter().filter_map(|it| errand(it, today, &calendar, words)).collect())
}

fn errand(
    standing: Standing,
    today: Date,
    calendar: &WorkingCalendar,
    words: Words,
) -> Option<Errand> {
    let agency = agency(&standing)?;
    let stage = standing.case.stage();
    if matches!(stage, Stage::Received | Stage::AwaitingSupplement) {
        return None;
    }
    let clock = standing.case.agency_clock(agency, today, calendar);
    let is_late = clock.as_ref().is_some_and(|it| it.light >= Light::Red);
    let place = match &agency.leg {
        Leg::Prechecking | Leg::ToSend { .. } => Place::Here,
        Leg::Above { .. } if is_late => Place::Late,
        Leg::Above { .. } => Place::Above,
        Leg::SentBack { .. } | Leg::Answered => Place::Back,
    };
    let about = if let Some(sent) = agency.above() {
        words.fill("{} № {}", "{} № {}", &[&sent.to, &sent.number])
    } else {
        let next = standing.next.map(Act::phrase);
        next.map(|it| words.phrase(&it).to_owned()).unwrap_or_default()
    };
    let act = if place == Place::Late { Some(Act::Urge) } else { standing.next };
    let clock = clock.filter(|_| place != Place::Back && stage == Stage::Examining);
    Some(Errand { standing, clock, place, act, about })
}

/// How many are to be sent up, and how many are late above.
pub(in crate::agency) fn waiting(
    read: &mut dyn Read,
    visit: &Visit,
) -> Result<(i64, i64), HallError> {
    let all = find(read, visit.centre()?, (visit.today(), visit.words()))?;
    let count =
        |place| i64::try_from(all.iter().filter(|it| it.place == place).count()).unwrap_or(0);
    Ok((count(Place::Here), count(Place::Late)))
}

/// The board.
pub(in crate::agency) async fn show(visit: Visit) -> Result<Response, HallError> {
    let (centre, today, words) = (visit.centre()?, visit.today(), visit.words());
    let mut all = visit.read(move |read| find(read, centre, (today, words))).await?;
    all.sort_by_key(|it| {
        it.clock
            .as_ref()
            .map_or(rank(Light::Green, Date::MAX), |clock| rank(clock.light, clock.deadline.due_on))
    });
    let tables = PLACES.iter().map(|(place, id)| table(&all, *place, id, words)).collect();
    visit.page(&AgencyPage {
        chrome: visit.chrome(words.say("代办上报", "Agency"), Face::Office),
        lead: words
            .say(
                "初审后上报，上级时限单独计算；上级办复后登记结果，十个工作日内送达。",
                "Checked here, sent up, and the superior's clock runs beside ours; what comes \
                 back is delivered within ten working days.",
            )
            .to_owned(),
        tables,
    })
}

fn table(all: &[Errand], place: Place, id: &'static str, words: Words) -> Table {
    let (heading, empty) = match place {
        Place::Here => (
            words.say("待初审、待上报", "To be checked and sent up"),
            words.say("没有待上报的代办件。", "Nothing is to be sent up."),
        ),
        Place::Late => (
            words.say("上级逾期，待催办", "Late above, to be asked again"),
            words.say("上级都在时限内。", "The superior is late with nothing."),
        ),
        Place::Above => (
            words.say("上级办理中", "With the superior"),
            words.say("没有在上级办理的代办件。", "Nothing is with the superior."),
        ),
        Place::Back => (
            words.say("已回，待告知或送达", "Come back, to be handed on"),
            words.say("没有刚退回或办复的代办件。", "Nothing has just come back."),
        ),
    };
    let lines = all.iter().filter(|it| it.place == place).map(|it| line(it, words)).collect();
    Table {
        id,
        heading: heading.to_owned(),
        empty: empty.to_owned(),
        about: words.say("报送与下一步", "Where to, or what is next").to_owned(),
        inner: match place {
            Place::Here => words.say("初审时限", "Clock of the check"),
            _ => words.say("上级时限", "Superior's clock"),
        }
        .to_owned(),
        lines,
        older: String::new(),
    }
}

fn line(errand: &Errand, words: Words) -> Line {
    let act = errand.act.map_or("", Act::word);
    let mut line = Line::of(&errand.standing, act, errand.about.clone());
    line.inner = errand.clock.as_ref().map(|clock| {
        let left = clock.remaining.phrase();
        Clock {
            due: words.date(clock.deadline.due_on),
            light: clock.light.code(),
            left: words.phrase(&left).to_owned(),
        }
    });
    line
}
