//! The fold: a case from its events. Total on every journal that acts have written; an event that
//! does not fit is refused, never guessed around.

use super::{
    Acceptance, Attempt, Case, DenialReport, Notice, Outcome, ReportBy, State, Work, denial, work,
};
use crate::breach::Breach;
use crate::event::{Event, Moment, PaperState, Tick};
use calendar::Pause;

impl Case {
    /// The case that a receipt begins.
    ///
    /// # Errors
    /// `WrongState` for any other event.
    pub fn begin(event: &Event) -> Result<Self, Breach> {
        match event {
            Event::Received {
                at,
                mode,
                legal,
                promised,
                procedures,
                steps,
                papers,
                duty,
                partial,
            } => Ok(Self {
                received: *at,
                mode: *mode,
                legal: *legal,
                promised: *promised,
                procedures: procedures.clone(),
                steps: steps.clone(),
                papers: papers.clone(),
                notices: Vec::new(),
                completed: None,
                pauses: Vec::new(),
                extension: None,
                duty: *duty,
                partial: *partial,
                certificates: Vec::new(),
                attempts: Vec::new(),
                last: *at,
                work: Work::Alone,
                state: State::Received,
            }),
            _ => Err(Breach::WrongState),
        }
    }

    /// The case after an event.
    ///
    /// # Errors
    /// `WrongState` where the event does not fit, `Backdated` where it lies before the last one.
    pub fn apply(mut self, event: &Event) -> Result<Self, Breach> {
        let at = event.at();
        if at.at_ms < self.last.at_ms {
            return Err(Breach::Backdated);
        }
        self.note(event)?;
        let state = std::mem::replace(&mut self.state, State::Received);
        self.state = self.next(state, event)?;
        self.last = at;
        Ok(self)
    }

    /// What an event changes besides the state.
    fn note(&mut self, event: &Event) -> Result<(), Breach> {
        match event {
            Event::PapersTicked { ticks, .. } => self.tick(ticks),
            Event::Supplemented { at, ticks } => {
                self.tick(ticks)?;
                if self.state == State::AwaitingSupplement && self.shortfalls().is_empty() {
                    self.completed = Some(*at);
                }
                self.brought(*at);
                Ok(())
            }
            Event::DeferredPaperBrought { key, .. } => {
                self.tick(&[Tick { key: key.clone(), state: PaperState::Present }])
            }
            Event::NoticeGiven { at, asked, reply_by, within }
            | Event::SecondNoticeGiven { at, asked, reply_by, within, .. } => {
                let (asked, reply_by, within) = (asked.clone(), *reply_by, *within);
                self.notices.push(Notice { given: *at, asked, reply_by, within });
                self.ask_for_what_the_work_asks()
            }
            Event::Accepted { from, terms, .. } => {
                self.work = Work::begin(*terms, *from);
                Ok(())
            }
            Event::SentBack { at, .. } | Event::CalledBack { at, .. } => {
                if !matches!(self.state, State::Examining { .. }) {
                    self.work.reopened(*at);
                }
                Ok(())
            }
            Event::Worked { at, what } => self.worked(what, *at),
            Event::Extended { working_days, .. } => {
                self.extension = Some(*working_days);
                Ok(())
            }
            Event::ModeChanged { at, to, promised, terms, .. } => {
                self.mode = *to;
                self.promised = *promised;
                self.work = Work::begin(*terms, at.day);
                Ok(())
            }
            Event::CertificateIssued { certificate, .. } => {
                self.certificates.push(certificate.clone());
                Ok(())
            }
            Event::DeliveryFailed { at, method, reason } => {
                let reason = reason.clone();
                self.attempts.push(Attempt { at: *at, method: *method, reason });
                Ok(())
            }
            Event::Resumed { on, .. } => {
                if let State::Suspended { since, .. } = &self.state
                    && let Some(pause) = Pause::until_resumed(since.day, *on)
                {
                    self.pauses.push(pause);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Papers that a participant or the superior wants are asked for: they are defective now.
    fn ask_for_what_the_work_asks(&mut self) -> Result<(), Breach> {
        if !matches!(self.state, State::Examining { .. }) {
            return Ok(());
        }
        let asked = self.work.asked().into_iter();
        let ticks: Vec<Tick> = asked
            .map(|it| {
                let state = PaperState::Defective { why: it.why.clone() };
                Tick { key: it.key.clone(), state }
            })
            .collect();
        self.tick(&ticks)
    }

    /// Everything asked for in the middle of the work is there: the clock goes on.
    fn brought(&mut self, at: Moment) {
        let State::Supplementing { since, .. } = &self.state else { return };
        if !self.shortfalls().is_empty() {
            return;
        }
        self.pauses.extend(Pause::until_resumed(since.day, at.day));
        let asked = self.notices.last().map(|it| it.asked.clone()).unwrap_or_default();
        self.work.supplemented(&asked, at);
    }

    fn tick(&mut self, ticks: &[Tick]) -> Result<(), Breach> {
        for tick in ticks {
            let paper = self
                .papers
                .iter_mut()
                .find(|paper| paper.key == tick.key)
                .ok_or(Breach::UnknownPaper)?;
            paper.state = tick.state.clone();
        }
        Ok(())
    }

    fn next(&self, state: State, event: &Event) -> Result<State, Breach> {
        match (state, event) {
            (State::Received, Event::PapersTicked { .. }) => Ok(State::Received),
            (
                State::Received | State::AwaitingSupplement,
                Event::NoticeGiven { .. } | Event::SecondNoticeGiven { .. },
            ) => Ok(State::AwaitingSupplement),
            (State::AwaitingSupplement, Event::Supplemented { .. }) => {
                // With everything there the case stands before acceptance again.
                let is_complete = self.shortfalls().is_empty();
                Ok(if is_complete { State::Received } else { State::AwaitingSupplement })
            }
            (
                State::Examining { acceptance },
                Event::NoticeGiven { at, .. } | Event::SecondNoticeGiven { at, .. },
            ) => Ok(State::Supplementing { acceptance, since: *at }),
            (State::Supplementing { acceptance, since }, Event::Supplemented { .. }) => {
                let is_complete = self.shortfalls().is_empty();
                Ok(if is_complete {
                    State::Examining { acceptance }
                } else {
                    State::Supplementing { acceptance, since }
                })
            }
            (State::Received, Event::NotAccepted { at, ground }) => {
                Ok(State::NotAccepted { ground: ground.clone(), ended: *at })
            }
            (State::Received, Event::Accepted { at, kind, from, deferrals, .. }) => {
                let acceptance = Acceptance {
                    at: *at,
                    kind: *kind,
                    from: *from,
                    promised: self.promised,
                    deferrals: deferrals.clone(),
                    steps_passed: 0,
                    entered: vec![*from],
                };
                Ok(State::Examining { acceptance })
            }
            (
                State::Received
                | State::AwaitingSupplement
                | State::Examining { .. }
                | State::Suspended { .. }
                | State::Supplementing { .. },
                Event::Withdrawn { at, by, reason },
            ) => Ok(State::Withdrawn { by: *by, reason: reason.clone(), ended: *at }),
            (state, event) => after_acceptance(state, event),
        }
    }
}

fn after_acceptance(state: State, event: &Event) -> Result<State, Breach> {
    match (state, event) {
        (state, Event::Worked { at, what }) => work::after(state, what, *at),
        (State::Examining { mut acceptance }, Event::DeferredPaperBrought { key, .. }) => {
            acceptance.deferrals.retain(|deferral| deferral.key != *key);
            Ok(State::Examining { acceptance })
        }
        (State::Examining { mut acceptance }, Event::Examined { at, .. }) => {
            acceptance.steps_passed = acceptance.steps_passed.saturating_add(1);
            if acceptance.entered.len() <= usize::from(acceptance.steps_passed) {
                acceptance.entered.push(at.day);
            }
            Ok(State::Examining { acceptance })
        }
        (
            State::Examining { mut acceptance } | State::RefusalProposed { mut acceptance, .. },
            Event::SentBack { .. },
        ) => {
            acceptance.steps_passed = acceptance.steps_passed.saturating_sub(1);
            Ok(State::Examining { acceptance })
        }
        (State::Examining { acceptance }, Event::Suspended { at, cause, until }) => {
            Ok(State::Suspended { acceptance, cause: cause.clone(), since: *at, until: *until })
        }
        (State::Examining { acceptance }, Event::Extended { .. } | Event::ModeChanged { .. })
        | (State::Suspended { acceptance, .. }, Event::Resumed { .. }) => {
            Ok(State::Examining { acceptance })
        }
        (State::Examining { acceptance }, Event::RefusalProposed { grounds, .. }) => {
            Ok(State::RefusalProposed { acceptance, grounds: grounds.clone() })
        }
        (State::Examining { acceptance }, Event::Granted { at, result }) => Ok(State::Decided {
            acceptance,
            outcome: Outcome::Granted { decided: *at, result: result.clone() },
        }),
        (State::Examining { acceptance }, Event::GrantedInPart { at, result, refused, remedy }) => {
            let (decided, result) = (*at, result.clone());
            let (refused, remedy) = (refused.clone(), remedy.clone());
            let outcome = Outcome::GrantedInPart { decided, result, refused, remedy };
            Ok(State::Decided { acceptance, outcome })
        }
        (
            State::RefusalProposed { acceptance, .. },
            Event::Refused { at, grounds, report_by, within },
        ) => {
            let report_by = ReportBy { day: *report_by, within: *within };
            Ok(refused(acceptance, *at, grounds, report_by))
        }
        (state, event) => after_decision(state, event),
    }
}

fn refused(
    acceptance: Acceptance,
    decided: Moment,
    grounds: &crate::event::RefusalGrounds,
    report_by: ReportBy,
) -> State {
    let report = DenialReport::DueBy(report_by);
    State::Decided {
        acceptance,
        outcome: Outcome::Refused {
            decided,
            grounds: grounds.clone(),
            report,
            inquiries: Vec::new(),
        },
    }
}

fn after_decision(state: State, event: &Event) -> Result<State, Breach> {
    match (state, event) {
        (State::Decided { acceptance, outcome }, Event::DenialReported { at }) => {
            Ok(State::Decided { acceptance, outcome: reported(outcome, *at)? })
        }
        (
            State::Delivered { acceptance, outcome, delivered, handover },
            Event::DenialReported { at },
        ) => Ok(State::Delivered {
            acceptance,
            outcome: reported(outcome, *at)?,
            delivered,
            handover,
        }),
        (
            State::Decided { acceptance, outcome: Outcome::Refused { .. } }
            | State::Delivered { acceptance, outcome: Outcome::Refused { .. }, .. },
            Event::CalledBack { .. },
        ) => Ok(State::Examining { acceptance }),
        (
            State::Decided { acceptance, outcome },
            Event::Inquired { .. } | Event::InquiryAnswered { .. },
        ) => Ok(State::Decided { acceptance, outcome: denial::asked(outcome, event)? }),
        (
            State::Delivered { acceptance, outcome, delivered, handover },
            Event::Inquired { .. } | Event::InquiryAnswered { .. },
        ) => {
            let outcome = denial::asked(outcome, event)?;
            Ok(State::Delivered { acceptance, outcome, delivered, handover })
        }
        (State::Decided { acceptance, outcome }, Event::Delivered { at, handover }) => {
            Ok(State::Delivered { acceptance, outcome, delivered: *at, handover: handover.clone() })
        }
        (
            State::Decided { acceptance, outcome },
            Event::CertificateIssued { .. } | Event::DeliveryFailed { .. },
        ) => Ok(State::Decided { acceptance, outcome }),
        (State::Delivered { acceptance, outcome, .. }, Event::Completed { at }) => {
            Ok(State::Completed { acceptance, outcome, completed: *at })
        }
        _ => Err(Breach::WrongState),
    }
}

fn reported(outcome: Outcome, at: Moment) -> Result<Outcome, Breach> {
    match outcome {
        Outcome::Refused { decided, grounds, report: DenialReport::DueBy(_), inquiries } => {
            Ok(Outcome::Refused { decided, grounds, report: DenialReport::Made(at), inquiries })
        }
        _ => Err(Breach::WrongState),
    }
}
