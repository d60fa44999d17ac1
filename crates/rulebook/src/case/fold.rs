//! The fold: a case from its events. Total on every journal that acts have written; an event that
//! does not fit is refused, never guessed around.

use super::{Acceptance, Case, DenialReport, Notice, Outcome, State};
use crate::breach::Breach;
use crate::event::{Event, Moment, PaperState, Tick};
use calendar::Pause;
use jiff::civil::Date;

impl Case {
    /// The case that a receipt begins.
    ///
    /// # Errors
    /// `WrongState` for any other event.
    pub fn begin(event: &Event) -> Result<Self, Breach> {
        let Event::Received { at, mode, legal, promised, procedures, papers } = event else {
            return Err(Breach::WrongState);
        };
        Ok(Self {
            received: *at,
            mode: *mode,
            legal: *legal,
            promised: *promised,
            procedures: procedures.clone(),
            papers: papers.clone(),
            notices: Vec::new(),
            pauses: Vec::new(),
            extension: None,
            last: *at,
            state: State::Received,
        })
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
            Event::PapersTicked { ticks, .. } | Event::Supplemented { ticks, .. } => {
                self.tick(ticks)
            }
            Event::DeferredPaperBrought { key, .. } => {
                self.tick(&[Tick { key: key.clone(), state: PaperState::Present }])
            }
            Event::NoticeGiven { at, asked, reply_by }
            | Event::SecondNoticeGiven { at, asked, reply_by, .. } => {
                let notice = Notice { given: *at, asked: asked.clone(), reply_by: *reply_by };
                self.notices.push(notice);
                Ok(())
            }
            Event::Extended { working_days, .. } => {
                self.extension = Some(*working_days);
                Ok(())
            }
            Event::ModeChanged { to, promised, .. } => {
                self.mode = *to;
                self.promised = *promised;
                Ok(())
            }
            Event::Resumed { at, .. } => {
                if let State::Suspended { since, .. } = &self.state
                    && let Some(pause) = Pause::until_resumed(since.day, at.day)
                {
                    self.pauses.push(pause);
                }
                Ok(())
            }
            _ => Ok(()),
        }
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
            (State::Received, Event::NotAccepted { at, ground }) => {
                Ok(State::NotAccepted { ground: ground.clone(), ended: *at })
            }
            (State::Received, Event::Accepted { at, kind, from, deferrals }) => {
                let acceptance = Acceptance {
                    at: *at,
                    kind: *kind,
                    from: *from,
                    deferrals: deferrals.clone(),
                    steps_passed: 0,
                };
                Ok(State::Examining { acceptance })
            }
            (
                State::Received
                | State::AwaitingSupplement
                | State::Examining { .. }
                | State::Suspended { .. },
                Event::Withdrawn { at, by, reason },
            ) => Ok(State::Withdrawn { by: *by, reason: reason.clone(), ended: *at }),
            (state, event) => after_acceptance(state, event),
        }
    }
}

fn after_acceptance(state: State, event: &Event) -> Result<State, Breach> {
    match (state, event) {
        (State::Examining { mut acceptance }, Event::DeferredPaperBrought { key, .. }) => {
            acceptance.deferrals.retain(|deferral| deferral.key != *key);
            Ok(State::Examining { acceptance })
        }
        (State::Examining { mut acceptance }, Event::Examined { .. }) => {
            acceptance.steps_passed = acceptance.steps_passed.saturating_add(1);
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
        (State::RefusalProposed { acceptance, .. }, Event::Refused { at, grounds, report_by }) => {
            Ok(refused(acceptance, *at, grounds, *report_by))
        }
        (state, event) => after_decision(state, event),
    }
}

fn refused(
    acceptance: Acceptance,
    decided: Moment,
    grounds: &crate::event::RefusalGrounds,
    report_by: Date,
) -> State {
    let report = DenialReport::DueBy(report_by);
    State::Decided {
        acceptance,
        outcome: Outcome::Refused { decided, grounds: grounds.clone(), report },
    }
}

fn after_decision(state: State, event: &Event) -> Result<State, Breach> {
    match (state, event) {
        (State::Decided { acceptance, outcome }, Event::DenialReported { at }) => {
            Ok(State::Decided { acceptance, outcome: reported(outcome, *at)? })
        }
        (
            State::Delivered { acceptance, outcome, delivered, recipient },
            Event::DenialReported { at },
        ) => Ok(State::Delivered {
            acceptance,
            outcome: reported(outcome, *at)?,
            delivered,
            recipient,
        }),
        (State::Decided { acceptance, outcome }, Event::Delivered { at, recipient }) => {
            Ok(State::Delivered {
                acceptance,
                outcome,
                delivered: *at,
                recipient: recipient.clone(),
            })
        }
        (State::Delivered { acceptance, outcome, .. }, Event::Completed { at }) => {
            Ok(State::Completed { acceptance, outcome, completed: *at })
        }
        _ => Err(Breach::WrongState),
    }
}

fn reported(outcome: Outcome, at: Moment) -> Result<Outcome, Breach> {
    match outcome {
        Outcome::Refused { decided, grounds, report: DenialReport::DueBy(_) } => {
            Ok(Outcome::Refused { decided, grounds, report: DenialReport::Made(at) })
        }
        _ => Err(Breach::WrongState),
    }
}
