//! The course of a case: what happens to it and after how long, drawn when it is taken in.
//!
//! Most have everything and are kept in time; some lack a paper, some are paused, some refused,
//! some late, a few withdrawn. The shares are those a hall of this size tells of; none of them is
//! a rule, and the rules decide all the same.

use super::together;
use calendar::LimitUnit;
use casework::cases::door::{
    CertificateRecord, Deed, GroundsRecord, HandoverDraft, PaperStateRecord, Then, TickRecord,
};
use counter::catalogue::door::PublishedItem;
use fastrand::Rng;
use office::posts::door::CentreDirectory;
use rulebook::condition::Condition;
use rulebook::item::{Counting, Deferral, HandlingMode, Necessity, ResultKind};

/// How long after the step before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// The same visit.
    Minutes(u8),
    /// On a later working day, at an hour of its own.
    WorkingDays(u16),
}

/// Who does a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Seat {
    /// The window.
    Window,
    /// The department.
    BackOffice,
    /// The head of the hall.
    Director,
}

/// What is done; what depends on the day is filled in then.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// An act that needs nothing more.
    Do(Deed),
    /// 中止 for a special procedure, for some working days.
    Suspend(String, u16),
    /// 补正 with everything.
    Supplement,
    /// 容缺补齐
    BringDeferred(String),
}

/// A step with its place in time.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    pub(super) after: After,
    pub(super) seat: Seat,
    pub(super) step: Step,
}

/// The whole course, first things first.
pub(super) struct Course {
    /// Papers as the window finds them.
    pub(super) ticks: Vec<TickRecord>,
    /// What the window does in the same act.
    pub(super) then: Then,
    /// What follows, the next step last.
    pub(super) steps: Vec<Planned>,
}

fn at_the_window(minutes: u8, deed: Deed) -> Planned {
    Planned { after: After::Minutes(minutes), seat: Seat::Window, step: Step::Do(deed) }
}

pub(super) fn in_days(days: u16, seat: Seat, step: Step) -> Planned {
    Planned { after: After::WorkingDays(days), seat, step }
}

/// A share in a hundred.
pub(super) fn happens(random: &mut Rng, in_hundred: u8) -> bool {
    random.u8(0..100) < in_hundred
}

/// Draws the course of a case of an item in a centre.
pub(super) fn draw(random: &mut Rng, item: &PublishedItem, place: &CentreDirectory) -> Course {
    let all: Vec<TickRecord> = item
        .definition
        .materials
        .iter()
        .map(|it| TickRecord { key: it.key.to_string(), state: PaperStateRecord::Present })
        .collect();
    let mut course = Course { ticks: all, then: Then::Accept, steps: Vec::new() };
    let mut deferred = None;
    match random.u8(0..100) {
        0..16 => shortfall(random, item, &mut course),
        16..20 => deferred = deferral(item, &mut course),
        20..23 => {
            // Looked at another day; a few are forgotten and count as accepted by themselves.
            course.then = Then::Wait;
            let days = if happens(random, 10) { 12 } else { random.u16(1..4) };
            course.steps.push(in_days(days, Seat::Window, Step::Do(Deed::Accept)));
        }
        _ => {}
    }
    if let Some(key) = deferred {
        let days = random.u16(1..3);
        course.steps.push(in_days(days, Seat::Window, Step::BringDeferred(key)));
    }
    match item.definition.handling.mode {
        HandlingMode::Direct => at_once(random, item, &mut course.steps),
        HandlingMode::Commitment => examined(random, item, &mut course.steps),
        HandlingMode::Joint => together::joint(random, (item, place), &mut course.steps),
        HandlingMode::Coordination => together::coordination(random, item, &mut course.steps),
        HandlingMode::Agency => together::agency(random, item, &mut course.steps),
    }
    course.steps.reverse();
    course
}

fn shortfall(random: &mut Rng, item: &PublishedItem, course: &mut Course) {
    let required = item
        .definition
        .materials
        .iter()
        .rposition(|it| it.necessity == Necessity::Required && it.when.is_always());
    let Some(at) = required else { return };
    course.ticks[at].state = if happens(random, 40) {
        PaperStateRecord::Defective { why: "复印件不清晰，请重新提供".to_owned() }
    } else {
        PaperStateRecord::Missing
    };
    course.then = Then::GiveNotice;
    // One in twelve never comes back: the notice lapses by itself.
    let days = if happens(random, 8) { 60 } else { random.u16(1..9) };
    course.steps.push(in_days(days, Seat::Window, Step::Supplement));
    course.steps.push(at_the_window(5, Deed::Accept));
}

fn deferral(item: &PublishedItem, course: &mut Course) -> Option<String> {
    if item.definition.handling.mode == HandlingMode::Direct {
        return None;
    }
    let materials = &item.definition.materials;
    let at = materials.iter().position(|it| {
        it.deferral == Deferral::Allowed
            && it.necessity == Necessity::Required
            && it.when.is_always()
    })?;
    course.ticks[at].state = PaperStateRecord::Deferred;
    Some(materials[at].key.to_string())
}

fn at_once(random: &mut Rng, item: &PublishedItem, steps: &mut Vec<Planned>) {
    let minutes = if happens(random, 2) { 255 } else { random.u8(3..20) };
    steps.push(at_the_window(minutes, Deed::Grant(result(item))));
    certified(random, item, steps);
    handed_over(random, steps, After::Minutes(5));
}

fn examined(random: &mut Rng, item: &PublishedItem, steps: &mut Vec<Planned>) {
    if happens(random, 1) {
        let reason = "申请人不再需要".to_owned();
        let days = random.u16(1..4);
        steps.push(in_days(days, Seat::Window, Step::Do(Deed::Withdraw(reason))));
        return;
    }
    let mut days = working_days(random, item);
    let procedure = item
        .definition
        .procedures
        .iter()
        .find(|it| it.counting == Counting::NotCounted && it.when == Condition::always());
    if let Some(procedure) = procedure
        && happens(random, 30)
    {
        let lasts = random.u16(3..8);
        let step = Step::Suspend(procedure.key.to_string(), lasts);
        steps.push(in_days(1, Seat::BackOffice, step));
        let note = "程序完成，无异议".to_owned();
        steps.push(in_days(lasts - 1, Seat::BackOffice, Step::Do(Deed::Resume(note))));
        days = days.saturating_sub(1).max(1);
    }
    if happens(random, 3) {
        let reason = "情况复杂，需要进一步核实".to_owned();
        let deed = Deed::Extend { working_days: 5, reason };
        steps.push(in_days(days.saturating_sub(1), Seat::Director, Step::Do(deed)));
        days = 1 + random.u16(0..5);
    }
    let opinion = Deed::Examine("经核实，情况属实，建议准予".to_owned());
    steps.push(in_days(days.saturating_sub(1), Seat::BackOffice, Step::Do(opinion)));
    if happens(random, 4) {
        refused(random, steps);
    } else {
        let within = u16::from(days > 1);
        let grant = Deed::Grant(result(item));
        steps.push(in_days(within, Seat::BackOffice, Step::Do(grant)));
        certified(random, item, steps);
        handed_over(random, steps, After::WorkingDays(1));
    }
}

/// Days until the decision: mostly within what is promised, now and then past it.
fn working_days(random: &mut Rng, item: &PublishedItem) -> u16 {
    let promised = item.definition.limits.promised.as_ref().map_or(5, |it| match it.limit.unit() {
        LimitUnit::WorkingDays => it.limit.value(),
        LimitUnit::Days => it.limit.value() * 5 / 7,
        LimitUnit::Months => it.limit.value() * 20,
    });
    if happens(random, 3) {
        return promised + random.u16(1..4);
    }
    // Departments decide when they can, and more often when the day is near.
    let earlier = random.u16(0..=promised) * random.u16(0..=promised) / promised.max(1);
    promised.saturating_sub(earlier).max(1)
}

pub(super) fn refused(random: &mut Rng, steps: &mut Vec<Planned>) {
    let grounds = GroundsRecord {
        reason_code: "conditions".to_owned(),
        facts: "经核查，申请人不符合办理条件".to_owned(),
        legal_basis: "《中华人民共和国行政许可法》第三十八条第二款".to_owned(),
        remedy: "可在六十日内申请行政复议，或者在六个月内提起行政诉讼".to_owned(),
    };
    let propose = Step::Do(Deed::ProposeRefusal(grounds));
    steps.push(in_days(0, Seat::BackOffice, propose));
    steps.push(in_days(0, Seat::Director, Step::Do(Deed::Refuse)));
    let days = u16::from(happens(random, 50));
    steps.push(in_days(days, Seat::BackOffice, Step::Do(Deed::ReportDenial)));
    handed_over(random, steps, After::WorkingDays(1));
}

pub(super) fn handed_over(random: &mut Rng, steps: &mut Vec<Planned>, after: After) {
    let after = match after {
        After::WorkingDays(_) => After::WorkingDays(random.u16(0..4)),
        same @ After::Minutes(_) => same,
    };
    let deliver = Step::Do(Deed::Deliver(HandoverDraft::at_the_window("本人")));
    steps.push(Planned { after, seat: Seat::Window, step: deliver });
    steps.push(at_the_window(2, Deed::Complete));
}

/// The certificate goes on record, where the item results in one.
pub(super) fn certified(random: &mut Rng, item: &PublishedItem, steps: &mut Vec<Planned>) {
    if item.definition.result.kind != ResultKind::Certificate {
        return;
    }
    let certificate = CertificateRecord {
        name: result(item),
        number: format!("QR{:016}", random.u64(..10_000_000_000_000_000)),
        ..CertificateRecord::default()
    };
    steps.push(at_the_window(2, Deed::IssueCertificate(certificate)));
}

pub(super) fn result(item: &PublishedItem) -> String {
    let name = &item.definition.result.name.zh;
    if name.is_empty() { "办理结果".to_owned() } else { name.clone() }
}
