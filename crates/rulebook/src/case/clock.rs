//! The clock of a case (时限): both limits always checked, every date explained.

use super::agency::{Leg, PRECHECK_DAYS_MAX};
use super::joint::JOINT_DAYS_MAX;
use super::{Case, DenialReport, Outcome, State, Work};
use crate::item::HandlingMode;
use calendar::light::DueDates;
use calendar::{
    Deadline, Explanation, Light, Limit, Pauses, Phrase, Remaining, Standing, Term,
    WorkingCalendar, light, remaining,
};
use jiff::civil::Date;

/// Which clock is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// 五日内告知或受理 (art. 32).
    Notice,
    /// 补正期限
    Reply,
    /// 办理时限
    Handling,
    /// 上级办理时限
    Superior,
    /// 十日内送达 (art. 44).
    Delivery,
    /// Nothing runs any more.
    None,
}

impl Hand {
    /// What it is called.
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::Notice => Phrase::of("告知或受理期限", "To be accepted or given notice"),
            Self::Reply => Phrase::of("补正期限", "Papers to be brought"),
            Self::Handling => Phrase::of("办理时限", "To be decided"),
            Self::Superior => Phrase::of("上级办理中", "With the superior"),
            Self::Delivery => Phrase::of("送达期限", "To be delivered"),
            Self::None => Phrase::of("已结束", "Ended"),
        }
    }
}

/// The face of a case's clock on a day (时限).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockFace {
    /// Which clock runs.
    pub hand: Hand,
    /// 承诺到期
    pub promised: Option<Deadline>,
    /// 法定到期
    pub legal: Option<Deadline>,
    /// The light.
    pub light: Light,
    /// The worst light among the steps inside: of a department, of progress, of the superior.
    pub inner: Light,
    /// What is left until whichever comes first.
    pub remaining: Option<Remaining>,
    /// Whether the clock stands still now.
    pub is_stopped: bool,
}

impl ClockFace {
    /// Whichever date comes first.
    pub fn due_on(&self) -> Option<Date> {
        DueDates {
            promised: self.promised.map(|it| it.due_on),
            legal: self.legal.map(|it| it.due_on),
        }
        .first()
    }
}

/// The promised and, where a law sets one, the legal limit as running terms.
pub fn terms(case: &Case) -> Option<(Term, Option<Term>)> {
    let acceptance = case.acceptance()?;
    let paused_since = match &case.state {
        State::Suspended { since, .. } | State::Supplementing { since, .. } => Some(since.day),
        _ => None,
    };
    let term = |limit: Limit| Term {
        start: acceptance.from,
        limit,
        pauses: Pauses::of(case.pauses.iter().copied()),
        paused_since,
    };
    // An immediate case is decided the same working day, whatever else is promised.
    let promised = if case.mode == HandlingMode::Direct { Limit::SAME_DAY } else { case.promised };
    // Joint handling has a limit of its own where no other law sets one (art. 42).
    let joint = (case.mode == HandlingMode::Joint).then(|| Limit::working_days(JOINT_DAYS_MAX));
    Some((term(promised), case.legal.or(joint).map(term)))
}

/// The face of a case's clock on a day.
pub fn face(case: &Case, today: Date, calendar: &WorkingCalendar) -> ClockFace {
    match &case.state {
        State::Received => simple(Hand::Notice, case.notice_day(calendar), today, calendar),
        State::AwaitingSupplement => {
            let reply_by = case.reply_day(calendar).unwrap_or(case.received.day);
            simple(Hand::Reply, reply_by, today, calendar)
        }
        State::Supplementing { .. } => {
            let reply_by = case.reply_day(calendar).unwrap_or(case.last.day);
            simple(Hand::Reply, reply_by, today, calendar)
        }
        State::Examining { .. } | State::Suspended { .. } | State::RefusalProposed { .. } => {
            let face = on_its_leg(handling(case, today, calendar), case, today, calendar);
            ClockFace { inner: case.inner_light(today, calendar), ..face }
        }
        State::Decided { outcome, .. } => {
            let by = match outcome {
                Outcome::Refused { report: DenialReport::DueBy(by), decided, .. } => {
                    by.last_day(decided.day, calendar)
                }
                outcome => delivery_day(outcome.decided().day, calendar),
            };
            simple(Hand::Delivery, by, today, calendar)
        }
        State::Delivered { .. }
        | State::Completed { .. }
        | State::NotAccepted { .. }
        | State::Withdrawn { .. } => ended(case, calendar),
    }
}

/// Working days in which a result is handed over (art. 44).
pub const DELIVERY_DAYS: u16 = 10;

/// The last day of delivery: ten working days after the decision (art. 44).
pub fn delivery_day(decided_on: Date, calendar: &WorkingCalendar) -> Date {
    let limit = Limit::working_days(DELIVERY_DAYS);
    calendar::due(decided_on, limit, &Pauses::none(), calendar).due_on
}

/// The last day on which a denial is reported: one working day after it, unless the parameter says
/// otherwise (domain rule 4).
pub(super) fn report_day(decided_on: Date, limit: Limit, calendar: &WorkingCalendar) -> Date {
    calendar::due(decided_on, limit, &Pauses::none(), calendar).due_on
}

/// The clock of a delivery on a day, whatever else the case waits for (art. 44).
pub fn delivery(decided_on: Date, today: Date, calendar: &WorkingCalendar) -> ClockFace {
    simple(Hand::Delivery, delivery_day(decided_on, calendar), today, calendar)
}

/// The last day of decision whose delivery is overdue on a day.
pub fn last_overdue_decision(today: Date, calendar: &WorkingCalendar) -> Date {
    let mut day = today.saturating_sub(jiff::Span::new().days(10));
    while delivery_day(day, calendar) >= today && day > Date::MIN {
        day = day.yesterday().unwrap_or(Date::MIN);
    }
    day
}

fn simple(hand: Hand, by: Date, today: Date, calendar: &WorkingCalendar) -> ClockFace {
    let dues = DueDates { promised: Some(by), legal: None };
    let none = Pauses::none();
    ClockFace {
        hand,
        promised: Some(Deadline { due_on: by, provisional: calendar.is_provisional(today, by) }),
        legal: None,
        light: light(dues, &none, today, calendar),
        inner: Light::Green,
        remaining: Some(remaining(by, &none, today, calendar)),
        is_stopped: false,
    }
}

fn extended(deadline: Deadline, case: &Case, calendar: &WorkingCalendar) -> Deadline {
    let Some(days) = case.extension else { return deadline };
    let due_on = calendar.nth_working_day_after(deadline.due_on, days.into());
    let provisional = deadline.provisional || calendar.is_provisional(deadline.due_on, due_on);
    Deadline { due_on, provisional }
}

fn handling(case: &Case, today: Date, calendar: &WorkingCalendar) -> ClockFace {
    let Some((promised, legal)) = terms(case) else { return ended(case, calendar) };
    let pauses = promised.pauses_by(today);
    let standing = promised.standing(today, calendar);
    let promised = extended(standing.deadline(), case, calendar);
    let legal =
        legal.map(|term| extended(term.standing(today, calendar).deadline(), case, calendar));
    let dues = DueDates { promised: Some(promised.due_on), legal: legal.map(|it| it.due_on) };
    ClockFace {
        hand: Hand::Handling,
        promised: Some(promised),
        legal,
        light: light(dues, &pauses, today, calendar),
        inner: Light::Green,
        remaining: dues.first().map(|last| remaining(last, &pauses, today, calendar)),
        is_stopped: matches!(standing, Standing::Stopped { .. }),
    }
}

/// The limits of the whole case, whatever step it is in; none before acceptance.
pub(crate) fn whole(case: &Case, today: Date, calendar: &WorkingCalendar) -> Option<ClockFace> {
    terms(case).map(|_| handling(case, today, calendar))
}

/// Where the superior decides, our own clock is that of the check before (art. 43: twenty working
/// days); once the case is above, the superior's runs, and the dates told to the applicant stay.
fn on_its_leg(face: ClockFace, case: &Case, today: Date, calendar: &WorkingCalendar) -> ClockFace {
    let Work::Agency(agency) = &case.work else { return face };
    match &agency.leg {
        Leg::Above { .. } => ClockFace { hand: Hand::Superior, ..face },
        Leg::Prechecking | Leg::ToSend { .. } if agency.sent.is_empty() => {
            let Some(clock) = case.agency_clock(agency, today, calendar) else { return face };
            let most = Limit::working_days(PRECHECK_DAYS_MAX);
            let law = case.inner_term(agency.begun, most).standing(today, calendar).deadline();
            let sooner = |one: Option<Deadline>, other: Deadline| {
                Some(one.filter(|it| it.due_on <= other.due_on).unwrap_or(other))
            };
            let promised = sooner(face.promised, clock.deadline);
            let legal = sooner(face.legal, law);
            let pauses = case.inner_term(agency.begun, most).pauses_by(today);
            let dues = DueDates {
                promised: promised.map(|it| it.due_on),
                legal: legal.map(|it| it.due_on),
            };
            ClockFace {
                promised,
                legal,
                light: light(dues, &pauses, today, calendar),
                remaining: dues.first().map(|last| remaining(last, &pauses, today, calendar)),
                ..face
            }
        }
        _ => face,
    }
}

/// A case that has ended keeps the light it had when it was decided.
fn ended(case: &Case, calendar: &WorkingCalendar) -> ClockFace {
    let decided = case.outcome().map(|outcome| outcome.decided().day);
    let mut face = match (terms(case), decided) {
        (Some(_), Some(day)) => handling(case, day, calendar),
        _ => ClockFace {
            hand: Hand::None,
            promised: None,
            legal: None,
            light: Light::Green,
            inner: Light::Green,
            remaining: None,
            is_stopped: false,
        },
    };
    if face.light == Light::Amber {
        face.light = Light::Green;
    }
    ClockFace { hand: Hand::None, remaining: None, is_stopped: false, ..face }
}

/// Whether a case was decided within what was promised (承诺兑现); nothing where nothing was decided
/// or promised.
pub fn kept_its_promise(case: &Case, calendar: &WorkingCalendar) -> Option<bool> {
    let decided_on = case.outcome()?.decided().day;
    let promised = whole(case, decided_on, calendar)?.promised?;
    Some(decided_on <= promised.due_on)
}

/// Why the promised and the legal date are what they are, day by day.
pub fn explanations(
    case: &Case,
    today: Date,
    calendar: &WorkingCalendar,
) -> Option<(Explanation, Option<Explanation>)> {
    let (promised, legal) = terms(case)?;
    let legal = legal.map(|term| term.explain(today, calendar));
    Some((promised.explain(today, calendar), legal))
}
