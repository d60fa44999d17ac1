//! An application (户籍申请): filed, decided here or sent to the police station, entered or refused.

use super::{Item, Refusal};
use calendar::Phrase;
use jiff::civil::Date;
use rulebook::word_set;

word_set! {
    /// Where an application stands, as a word.
    Stage {
        Filed = "filed", "待决定", "to be decided";
        Sent = "sent", "已报派出所", "sent to the police station";
        Entered = "entered", "已登记", "entered";
        Refused = "refused", "不予登记", "refused";
        Withdrawn = "withdrawn", "已撤回", "withdrawn";
    }
}

word_set! {
    /// What the police station said (派出所意见).
    Answer {
        Granted = "granted", "同意登记", "to be entered";
        Refused = "refused", "不予登记", "refused";
    }
}

/// What is filed (申报).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// What for.
    pub item: Item,
    /// The day on which it happened.
    pub happened_on: Date,
    /// Why it is late; empty where it is not.
    pub late_reason: String,
}

/// Where an application stands, with what is known there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// 待决定
    Filed,
    /// 已报派出所: under which number.
    Sent(String),
    /// 已登记: the number of the entry.
    Entered(String),
    /// 不予登记: why.
    Refused(String),
    /// 已撤回: why.
    Withdrawn(String),
}

/// An application (户籍申请).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "户籍申请")]
pub struct Application {
    /// What was filed.
    pub filed: Filed,
    /// Where it stands.
    pub state: State,
}

impl Application {
    /// 申报: late is taken with its reason, ahead of its day is not.
    ///
    /// # Errors
    /// A day to come; late without a reason.
    pub fn file(filed: Filed, today: Date) -> Result<Self, Refusal> {
        if filed.happened_on > today {
            return Err(Refusal::DayAhead);
        }
        if filed.is_late(today) && filed.late_reason.trim().is_empty() {
            return Err(Refusal::LateWithoutReason);
        }
        Ok(Self { filed, state: State::Filed })
    }

    /// Where it stands, as a word.
    pub const fn stage(&self) -> Stage {
        match self.state {
            State::Filed => Stage::Filed,
            State::Sent(_) => Stage::Sent,
            State::Entered(_) => Stage::Entered,
            State::Refused(_) => Stage::Refused,
            State::Withdrawn(_) => Stage::Withdrawn,
        }
    }

    fn moved(self, state: State) -> Self {
        Self { filed: self.filed, state }
    }

    /// 当场登记: by the window, where the item allows it and the papers are checked.
    ///
    /// # Errors
    /// Where the police station decides, papers are unchecked, or it was decided already.
    pub fn enter(self, number: &str, unchecked: usize) -> Result<Self, Refusal> {
        if self.state != State::Filed {
            return Err(Refusal::WrongState);
        }
        if self.filed.item.is_for_station() {
            return Err(Refusal::StationDecides);
        }
        if unchecked > 0 {
            return Err(Refusal::PapersUnchecked);
        }
        Ok(self.moved(State::Entered(number.to_owned())))
    }

    /// 不予登记: with its reason.
    ///
    /// # Errors
    /// Where it was sent or decided already; without a reason.
    pub fn refuse(self, reason: &str) -> Result<Self, Refusal> {
        if self.state != State::Filed {
            return Err(Refusal::WrongState);
        }
        Ok(self.moved(State::Refused(said(reason)?)))
    }

    /// 报派出所: with the papers checked, under a number.
    ///
    /// # Errors
    /// Where it was sent or decided already, papers are unchecked, no number is given.
    pub fn send(self, reference: &str, unchecked: usize) -> Result<Self, Refusal> {
        if self.state != State::Filed {
            return Err(Refusal::WrongState);
        }
        if unchecked > 0 {
            return Err(Refusal::PapersUnchecked);
        }
        Ok(self.moved(State::Sent(said(reference)?)))
    }

    /// 派出所答复: entered under a number, or refused in its words.
    ///
    /// # Errors
    /// Where it was not sent; a refusal without a reason.
    pub fn answer(self, answer: Answer, number: &str, words: &str) -> Result<Self, Refusal> {
        if !matches!(self.state, State::Sent(_)) {
            return Err(Refusal::WrongState);
        }
        let state = match answer {
            Answer::Granted => State::Entered(number.to_owned()),
            Answer::Refused => State::Refused(said(words)?),
        };
        Ok(self.moved(state))
    }

    /// 撤回: before it is decided.
    ///
    /// # Errors
    /// Where it was decided already; without a reason.
    pub fn withdraw(self, reason: &str) -> Result<Self, Refusal> {
        if !matches!(self.state, State::Filed | State::Sent(_)) {
            return Err(Refusal::WrongState);
        }
        Ok(self.moved(State::Withdrawn(said(reason)?)))
    }
}

impl Filed {
    /// Whether the time limit was past on a day (逾期申报).
    pub fn is_late(&self, today: Date) -> bool {
        self.item.in_time_until(self.happened_on).is_some_and(|last| today > last)
    }
}

fn said(words: &str) -> Result<String, Refusal> {
    let words = words.trim();
    if words.is_empty() { Err(Refusal::ReasonMissing) } else { Ok(words.to_owned()) }
}
