//! The acts: what may happen to a case now, and the event it gives.
//!
//! Each act takes the case itself and gives it back moved, with the event for the journal, or the
//! rule that says no.

use super::joint::JOINT_EXTENSION_DAYS_MAX;
use super::work::{Customs, WorkTerms};
use super::{Act, Case, DenialReason, State};
use crate::breach::Breach;
use crate::event::{
    AcceptanceKind, Deferral, Demand, Event, ListedPaper, Moment, NonAcceptanceGround, PaperState,
    Procedure, RefusalGrounds, ResultDuty, StepLimit, Tick, WithdrawnBy,
};
use crate::item::{HandlingMode, PartialGrant};
use calendar::{Limit, Pauses, WorkingCalendar, due};
use jiff::civil::Date;

/// What a window takes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// How the item is handled.
    pub mode: HandlingMode,
    /// 法定时限
    pub legal: Option<Limit>,
    /// 承诺时限
    pub promised: Limit,
    /// Special procedures the item names for this applicant.
    pub procedures: Vec<Procedure>,
    /// The steps between acceptance and decision; none where no step has a limit.
    pub steps: Vec<StepLimit>,
    /// The item's papers as found.
    pub papers: Vec<ListedPaper>,
    /// What its result asks for.
    pub duty: ResultDuty,
    /// Whether it may be granted in part.
    pub partial: PartialGrant,
}

/// Whether the applicant may be trusted with an undertaking (容缺信用).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApplicantStanding {
    /// No broken undertaking.
    Good,
    /// Broke one before.
    BrokeAnUndertaking,
}

/// A second asking, with the reason that opens a suspected fault; or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecondAsking {
    /// No reason is given: refused.
    WithoutReason,
    /// Why it could not be asked the first time.
    Because(String),
}

/// A change of mode (变更办理方式).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModeChange {
    /// The mode.
    pub to: HandlingMode,
    /// The promised limit under it.
    pub promised: Limit,
}

/// What an act gives: the case moved, and what happened.
pub type Moved = Result<(Case, Event), Breach>;

/// Working days in which a notice may be given (art. 32).
pub const NOTICE_DAYS: u16 = 5;
/// Working days an extension adds at most (art. 42).
pub const EXTENSION_DAYS_MAX: u16 = 10;
/// Days a pause may be planned for at most.
const PAUSE_DAYS_MAX: i32 = 366;

pub(crate) fn filled(text: &str) -> Result<String, Breach> {
    let text = text.trim();
    if text.is_empty() { Err(Breach::ReasonMissing) } else { Ok(text.to_owned()) }
}

impl Case {
    /// 收件: takes a case in with its papers as found.
    ///
    /// # Errors
    /// A defect without a reason, a deferral of a principal paper.
    pub fn receive(received: Received, at: Moment) -> Moved {
        for paper in &received.papers {
            check_paper(paper.demand, &paper.state)?;
        }
        let event = Event::Received {
            at,
            mode: received.mode,
            legal: received.legal,
            promised: received.promised,
            procedures: received.procedures,
            steps: received.steps,
            papers: received.papers,
            duty: received.duty,
            partial: received.partial,
        };
        Ok((Self::begin(&event)?, event))
    }

    pub(crate) fn moved(self, event: Event) -> Moved {
        Ok((self.apply(&event)?, event))
    }

    fn check_ticks(&self, ticks: &[Tick]) -> Result<(), Breach> {
        for tick in ticks {
            let paper = self.papers.iter().find(|it| it.key == tick.key);
            check_paper(paper.ok_or(Breach::UnknownPaper)?.demand, &tick.state)?;
        }
        Ok(())
    }

    /// 当场更正: ticks papers anew before any notice.
    ///
    /// # Errors
    /// As the rules of papers say.
    pub fn tick_papers(self, ticks: Vec<Tick>, at: Moment) -> Moved {
        self.allows(Act::TickPapers)?;
        self.check_ticks(&ticks)?;
        self.moved(Event::PapersTicked { at, ticks })
    }

    /// 不予受理: not needed, or not ours (art. 32).
    ///
    /// # Errors
    /// Where the right body is not named.
    pub fn refuse_acceptance(self, ground: NonAcceptanceGround, at: Moment) -> Moved {
        self.allows(Act::RefuseAcceptance)?;
        if let NonAcceptanceGround::NotOurs { right_body } = &ground
            && right_body.trim().is_empty()
        {
            return Err(Breach::RightBodyMissing);
        }
        self.moved(Event::NotAccepted { at, ground })
    }

    /// 一次性告知: asks at once for everything that is missing.
    ///
    /// # Errors
    /// Where nothing is missing, five working days have passed, or one was given before and no
    /// reason is given for a second.
    pub fn give_notice(
        self,
        reply_days: u16,
        second: &SecondAsking,
        at: Moment,
        calendar: &WorkingCalendar,
    ) -> Moved {
        self.allows(Act::GiveNotice)?;
        let asked: Vec<String> = self.to_ask().into_iter().map(str::to_owned).collect();
        if asked.is_empty() {
            return Err(Breach::NothingMissing);
        }
        if self.is_notice_too_late(at.day, calendar) {
            return Err(Breach::NoticeTooLate);
        }
        let limit = Limit::days(reply_days);
        let reply_by = due(at.day, limit, &Pauses::none(), calendar).due_on;
        let within = Some(limit);
        if self.notices.is_empty() {
            return self.moved(Event::NoticeGiven { at, asked, reply_by, within });
        }
        match second {
            SecondAsking::WithoutReason => Err(Breach::SecondNotice),
            SecondAsking::Because(reason) => {
                let reason = filled(reason)?;
                self.moved(Event::SecondNoticeGiven { at, asked, reply_by, within, reason })
            }
        }
    }

    /// What a notice asks for now: before acceptance all that is short; in the middle of the work
    /// what a participant or the superior wants.
    pub(super) fn to_ask(&self) -> Vec<&str> {
        if let State::Examining { .. } = self.state {
            let mut keys: Vec<&str> =
                self.work.asked().into_iter().map(|it| it.key.as_str()).collect();
            keys.sort_unstable();
            keys.dedup();
            return keys;
        }
        self.shortfalls().into_iter().map(|it| it.key.as_str()).collect()
    }

    /// Whether the five days in which the window may speak are over; a case that waits for papers,
    /// or is accepted, has no such days.
    pub(super) fn is_notice_too_late(&self, today: Date, calendar: &WorkingCalendar) -> bool {
        self.state == State::Received && today > self.notice_day(calendar)
    }

    /// The last day on which the window may give notice or accept, before silence accepts: five
    /// working days after the receipt, or after the supplement that completed the papers (art. 32).
    pub fn notice_day(&self, calendar: &WorkingCalendar) -> Date {
        let limit = Limit::working_days(NOTICE_DAYS);
        due(self.papers_came().day, limit, &Pauses::none(), calendar).due_on
    }

    /// When what the window has to look at came: the receipt, or the completing supplement.
    pub fn papers_came(&self) -> Moment {
        self.completed.unwrap_or(self.received)
    }

    /// 补正: papers brought after a notice.
    ///
    /// # Errors
    /// Where nothing is ticked.
    pub fn supplement(self, ticks: Vec<Tick>, at: Moment) -> Moved {
        self.allows(Act::Supplement)?;
        if ticks.is_empty() {
            return Err(Breach::NothingBrought);
        }
        self.check_ticks(&ticks)?;
        self.moved(Event::Supplemented { at, ticks })
    }

    /// 受理: with deferrals where papers may follow. The limits run from today; those of a
    /// supplemented case from the day the last paper came, whatever day it is accepted (arts. 32,
    /// 42).
    ///
    /// # Errors
    /// Where papers are short, or the applicant broke an undertaking before.
    pub fn accept(
        self,
        standing: ApplicantStanding,
        customs: &Customs,
        at: Moment,
        calendar: &WorkingCalendar,
    ) -> Moved {
        self.allows(Act::Accept)?;
        if !self.shortfalls().is_empty() {
            return Err(Breach::PapersIncomplete);
        }
        let deferred: Vec<String> = self.deferred().iter().map(|it| it.key.clone()).collect();
        if !deferred.is_empty() && standing == ApplicantStanding::BrokeAnUndertaking {
            return Err(Breach::UndertakingBroken);
        }
        let from = self.completed.map_or(at.day, |it| it.day);
        let due_on = due(from, self.promised, &Pauses::none(), calendar).due_on;
        let deferrals = deferred.into_iter().map(|key| Deferral { key, due_on }).collect();
        let (kind, terms) = (AcceptanceKind::Accepted, WorkTerms::of(self.mode, customs));
        self.moved(Event::Accepted { at, kind, from, deferrals, terms })
    }

    /// 视为受理: silence past five working days counts as acceptance from the day of receipt; of a
    /// supplemented case, from the day the last paper came.
    ///
    /// # Errors
    /// Where the five days have not passed.
    pub fn deem_accepted(self, customs: &Customs, at: Moment, calendar: &WorkingCalendar) -> Moved {
        self.allows(Act::DeemAccepted)?;
        if at.day <= self.notice_day(calendar) {
            return Err(Breach::NotDeemedYet);
        }
        let (kind, from) = (AcceptanceKind::Deemed, self.papers_came().day);
        let terms = WorkTerms::of(self.mode, customs);
        self.moved(Event::Accepted { at, kind, from, deferrals: Vec::new(), terms })
    }

    /// 容缺材料补齐
    ///
    /// # Errors
    /// Where that paper is not outstanding.
    pub fn bring_deferred(self, key: &str, at: Moment) -> Moved {
        self.allows(Act::BringDeferred)?;
        if !self.outstanding().iter().any(|deferral| deferral.key == key) {
            return Err(Breach::UnknownPaper);
        }
        self.moved(Event::DeferredPaperBrought { at, key: key.to_owned() })
    }

    /// 中止: stops the clock for a cause the item names (art. 45).
    ///
    /// # Errors
    /// An unnamed cause, an impossible end, one later than the procedure may take, an immediate
    /// case.
    pub fn suspend(
        self,
        cause: &str,
        until: Date,
        at: Moment,
        calendar: &WorkingCalendar,
    ) -> Moved {
        self.allows(Act::Suspend)?;
        let procedure = self.procedures.iter().find(|it| it.key == cause);
        let longest = procedure.ok_or(Breach::CauseNotNamed)?.longest;
        let last = longest.map(|limit| due(at.day, limit, &Pauses::none(), calendar).due_on);
        if last.is_some_and(|last| until > last) {
            return Err(Breach::PauseTooLong);
        }
        let days = at.day.until(until).map_or(0, |span| span.get_days());
        if !(1..=PAUSE_DAYS_MAX).contains(&days) {
            return Err(Breach::PauseEndsWrong);
        }
        self.moved(Event::Suspended { at, cause: cause.to_owned(), until })
    }

    /// 恢复: the clock goes on; the date moves by the days the pause really took. A pause ends on
    /// its own day: whoever notes that late, the clock has been going on since the day after.
    ///
    /// # Errors
    /// Where the case is not paused.
    pub fn resume(self, note: &str, at: Moment) -> Moved {
        self.allows(Act::Resume)?;
        let State::Suspended { until, .. } = self.state else { return Err(Breach::WrongState) };
        let on = until.tomorrow().map_or(at.day, |next| next.min(at.day));
        self.moved(Event::Resumed { at, on, note: note.trim().to_owned() })
    }

    /// 延长: once, by ten working days at most, with reasons, before the limit is over (art. 42).
    ///
    /// # Errors
    /// A second time, too late, too long, without a reason, an immediate case.
    pub fn extend(
        self,
        working_days: u16,
        reason: &str,
        at: Moment,
        calendar: &WorkingCalendar,
    ) -> Moved {
        self.allows(Act::Extend)?;
        if self.is_over(at.day, calendar) {
            return Err(Breach::ExtensionTooLate);
        }
        let most = match self.mode {
            HandlingMode::Joint => JOINT_EXTENSION_DAYS_MAX,
            _ => EXTENSION_DAYS_MAX,
        };
        if !(1..=most).contains(&working_days) {
            return Err(Breach::ExtensionTooLong);
        }
        let reason = filled(reason)?;
        self.moved(Event::Extended { at, working_days, reason })
    }

    /// Whether one of the limits is over on a day.
    pub(super) fn is_over(&self, today: Date, calendar: &WorkingCalendar) -> bool {
        self.outer_day(today, calendar).is_some_and(|last| today > last)
    }

    /// 审查: passes a step.
    ///
    /// # Errors
    /// Without an opinion.
    pub fn examine(self, opinion: &str, at: Moment) -> Moved {
        self.allows(Act::Examine)?;
        let opinion = filled(opinion)?;
        self.moved(Event::Examined { at, opinion })
    }

    /// 退回: back to the step before; the clock goes on and the first entry time is kept.
    ///
    /// # Errors
    /// Without a reason.
    pub fn send_back(self, reason: &str, at: Moment) -> Moved {
        self.allows(Act::SendBack)?;
        let reason = filled(reason)?;
        self.moved(Event::SentBack { at, reason })
    }

    /// 变更办理方式: the work of the new mode begins; the dates run on from acceptance.
    ///
    /// # Errors
    /// The same mode, without a reason.
    pub fn change_mode(
        self,
        change: ModeChange,
        customs: &Customs,
        reason: &str,
        at: Moment,
    ) -> Moved {
        self.allows(Act::ChangeMode)?;
        let ModeChange { to, promised } = change;
        if to == self.mode {
            return Err(Breach::SameMode);
        }
        let (reason, terms) = (filled(reason)?, WorkTerms::of(to, customs));
        self.moved(Event::ModeChanged { at, to, promised, terms, reason })
    }

    /// 准予
    ///
    /// # Errors
    /// While deferred papers or opinions are outstanding; where a department refuses; where the
    /// superior decides, or an answer is due.
    pub fn grant(self, result: &str, at: Moment) -> Moved {
        self.allows(Act::Grant)?;
        if !self.outstanding().is_empty() {
            return Err(Breach::DeferralOutstanding);
        }
        self.moved(Event::Granted { at, result: result.trim().to_owned() })
    }

    /// 拟不予批准: with its grounds, for the leader to concur with.
    ///
    /// # Errors
    /// Where facts, legal basis or remedy are missing (art. 38).
    pub fn propose_refusal(self, grounds: RefusalGrounds, at: Moment) -> Moved {
        self.allows(Act::ProposeRefusal)?;
        check_grounds(&grounds)?;
        self.moved(Event::RefusalProposed { at, grounds })
    }

    /// 不予批准, once the leader concurs.
    ///
    /// # Errors
    /// Where no refusal was proposed.
    pub fn refuse(self, customs: &Customs, at: Moment, calendar: &WorkingCalendar) -> Moved {
        self.allows(Act::Refuse)?;
        let State::RefusalProposed { grounds, .. } = &self.state else {
            return Err(Breach::ConcurrenceMissing);
        };
        let grounds = grounds.clone();
        let limit = Limit::working_days(customs.report_days);
        let report_by = super::clock::report_day(at.day, limit, calendar);
        let within = Some(limit);
        self.moved(Event::Refused { at, grounds, report_by, within })
    }

    /// 办结
    ///
    /// # Errors
    /// While a denial is not reported, or a question about it is open.
    pub fn complete(self, at: Moment) -> Moved {
        self.allows(Act::Complete)?;
        self.denial_is_settled()?;
        self.moved(Event::Completed { at })
    }

    /// 撤回, by the applicant or because a notice went unanswered or an undertaking was broken.
    ///
    /// # Errors
    /// Without a reason; by silence before the notice ran out; by a broken undertaking where none
    /// is overdue.
    pub fn withdraw(
        self,
        by: WithdrawnBy,
        reason: &str,
        at: Moment,
        calendar: &WorkingCalendar,
    ) -> Moved {
        self.allows(Act::Withdraw)?;
        if by == WithdrawnBy::Silence {
            let is_waiting =
                matches!(self.state, State::AwaitingSupplement | State::Supplementing { .. });
            let has_run_out =
                is_waiting && self.reply_day(calendar).is_some_and(|last| at.day > last);
            if !has_run_out {
                return Err(Breach::WrongState);
            }
        }
        let is_past = |it: &Deferral| at.day > self.deferral_day(it, calendar);
        let is_broken = self.outstanding().into_iter().any(is_past);
        if by == WithdrawnBy::BrokenUndertaking && !is_broken {
            return Err(Breach::WrongState);
        }
        let reason = filled(reason)?;
        self.moved(Event::Withdrawn { at, by, reason })
    }
}

/// A refusal states a reason of the list, its facts, its legal basis and the remedies (art. 38).
pub(crate) fn check_grounds(grounds: &RefusalGrounds) -> Result<(), Breach> {
    let all = [&grounds.reason_code, &grounds.facts, &grounds.legal_basis, &grounds.remedy];
    let is_whole = all.iter().all(|it| !it.trim().is_empty());
    if !is_whole {
        return Err(Breach::RefusalUngrounded);
    }
    let known = DenialReason::from_word(grounds.reason_code.trim());
    known.map(|_| ()).ok_or(Breach::DenialReasonUnknown)
}

fn check_paper(demand: Demand, state: &PaperState) -> Result<(), Breach> {
    match state {
        PaperState::Defective { why } if why.trim().is_empty() => Err(Breach::DefectUnexplained),
        PaperState::Deferred if demand == Demand::Indispensable => Err(Breach::NotDeferrable),
        _ => Ok(()),
    }
}
