//! Filing online before the visit (网上预申报): sent from home, checked, told at one time what is
//! missing, and taken over as a case at the window.
//!
//! What is filed online is no receipt: no legal limit begins, and the person who comes is asked as
//! anybody else. The hall owes an answer within some working days, and what it could have seen the
//! first time it may not ask for the second time without a reason. Whoever does not come, or does
//! not send what was missing, lets it lapse. Basis: the centre's rules of filing online;
//! Administrative Licensing Law arts. 29, 32(4) and 33; GB/T 39046-2020 on forms of application.

#[cfg(test)]
mod tests;

use crate::contact::{light, words};
use calendar::{Light, Phrase};
use jiff::civil::Date;
use std::collections::BTreeSet;
use terms::breach::Breach;

words! {
    /// Where something filed online stands (预申报状态).
    #[doc(alias = "预申报状态")]
    Standing {
        Sent = "sent", "待核对", "to be checked";
        Checked = "checked", "核对齐全，等您来办", "complete, come to the window";
        SentBack = "sent_back", "退回补充", "sent back for more";
        Taken = "taken", "已转为办件", "became a case";
        Withdrawn = "withdrawn", "已撤回", "withdrawn";
        Lapsed = "lapsed", "已失效", "lapsed";
    }
}

impl Standing {
    /// Whether something can still come of it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Sent | Self::Checked | Self::SentBack)
    }

    /// What the person does now, in plain words.
    pub const fn to_do(self) -> Phrase {
        match self {
            Self::Sent => Phrase::of(
                "窗口正在核对，暂时不用您做什么。请在核对期限后再来看结果。",
                "The window is checking it. There is nothing for you to do now; look again by the \
                 day shown.",
            ),
            Self::Checked => Phrase::of(
                "材料看过了，齐全。请在保留期内带身份证和材料原件到窗口，核对后当场收件。",
                "Everything is there. Come with your identity card and the originals before the \
                 day shown; they are compared and the case is taken in at once.",
            ),
            Self::SentBack => Phrase::of(
                "还缺下面列出的内容。请一次补齐后再提交，也可以直接带到窗口。",
                "What is listed below is missing. Send all of it at one time, or bring it along to \
                 the window.",
            ),
            Self::Taken => Phrase::of(
                "窗口已经收件，以后请用办件编号查进度。",
                "The window has taken it in as a case; follow it by the number of the case.",
            ),
            Self::Withdrawn => Phrase::of(
                "您已经撤回。还要办的，可以重新预申报或者到窗口。",
                "You withdrew it. File again or come to the window if you still need it.",
            ),
            Self::Lapsed => Phrase::of(
                "保留期已过。还要办的，可以重新预申报或者到窗口。",
                "Its time has run out. File again or come to the window if you still need it.",
            ),
        }
    }
}

/// What is known of it where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// 待核对
    Sent {
        /// The day by which the hall answers.
        check_by: Date,
    },
    /// 核对齐全
    Checked {
        /// The last day to come.
        until: Date,
    },
    /// 退回补充
    SentBack {
        /// The last day to send what is missing.
        until: Date,
        /// What is asked for now, by key.
        open: BTreeSet<String>,
    },
    /// 已转为办件
    Taken {
        /// Number of the case.
        case: String,
    },
    /// 已撤回
    Withdrawn,
    /// 已失效
    Lapsed,
}

/// Something that is missing or not as it should be (缺项).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "缺项")]
pub struct Ask {
    /// Key of the paper, or [`OTHER`].
    pub key: String,
    /// What is wrong with it.
    pub reason: String,
}

/// What is not a paper: a name, a number, an answer.
pub const OTHER: &str = "other";

/// Something filed online before the visit (网上预申报).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "网上预申报")]
pub struct Prefiling {
    /// Where it stands.
    pub state: State,
    /// Everything that was ever asked for, by key; empty before the first answer.
    pub asked: BTreeSet<String>,
}

impl Prefiling {
    /// 提交
    pub fn send(check_by: Date) -> Self {
        Self { state: State::Sent { check_by }, asked: BTreeSet::new() }
    }

    /// Where it stands.
    pub fn standing(&self) -> Standing {
        match self.state {
            State::Sent { .. } => Standing::Sent,
            State::Checked { .. } => Standing::Checked,
            State::SentBack { .. } => Standing::SentBack,
            State::Taken { .. } => Standing::Taken,
            State::Withdrawn => Standing::Withdrawn,
            State::Lapsed => Standing::Lapsed,
        }
    }

    /// The day that matters now: of the answer, of the visit, of what is missing.
    pub fn due_on(&self) -> Option<Date> {
        match self.state {
            State::Sent { check_by } => Some(check_by),
            State::Checked { until } | State::SentBack { until, .. } => Some(until),
            State::Taken { .. } | State::Withdrawn | State::Lapsed => None,
        }
    }

    /// The light of the hall's answer; none where the hall owes none.
    pub fn light(&self, today: Date) -> Option<Light> {
        match self.state {
            State::Sent { check_by } => Some(light(check_by, today)),
            _ => None,
        }
    }

    fn open(self) -> Result<Self, Breach> {
        if self.standing().is_open() { Ok(self) } else { Err(Breach::PrefilingEnded) }
    }

    fn sent(self) -> Result<Self, Breach> {
        let open = self.open()?;
        if open.standing() == Standing::Sent { Ok(open) } else { Err(Breach::PrefilingChecked) }
    }

    /// 核对齐全
    ///
    /// # Errors
    /// `PrefilingEnded`; `PrefilingChecked` where it was answered already.
    pub fn check(self, until: Date) -> Result<Self, Breach> {
        Ok(Self { state: State::Checked { until }, ..self.sent()? })
    }

    /// What of some asks could have been asked the first time: all that was not asked then, for
    /// between two answers nothing changes but what was asked for.
    pub fn late<'a>(&self, asks: &'a [Ask]) -> Vec<&'a str> {
        if self.asked.is_empty() {
            return Vec::new();
        }
        let keys = asks.iter().map(|it| it.key.as_str());
        keys.filter(|key| !self.asked.contains(*key)).collect()
    }

    /// 退回补充: everything that is missing, at one time and each with its reason.
    ///
    /// # Errors
    /// `PrefilingEnded`; `PrefilingChecked`; `PrefilingNothingAsked`; `ReasonMissing`;
    /// `PrefilingAskedLate` without a reason for what comes too late.
    pub fn send_back(self, asks: &[Ask], late_reason: &str, until: Date) -> Result<Self, Breach> {
        let sent = self.sent()?;
        if asks.is_empty() {
            return Err(Breach::PrefilingNothingAsked);
        }
        if asks.iter().any(|it| it.reason.trim().is_empty()) {
            return Err(Breach::ReasonMissing);
        }
        if !sent.late(asks).is_empty() && late_reason.trim().is_empty() {
            return Err(Breach::PrefilingAskedLate);
        }
        let open: BTreeSet<String> = asks.iter().map(|it| it.key.clone()).collect();
        let asked = sent.asked.union(&open).cloned().collect();
        Ok(Self { state: State::SentBack { until, open }, asked })
    }

    /// 补充后再提交: everything that was asked for, at one time.
    ///
    /// # Errors
    /// `PrefilingEnded`; `PrefilingNotSentBack`; `PrefilingIncomplete`.
    pub fn send_again(self, given: &BTreeSet<String>, check_by: Date) -> Result<Self, Breach> {
        let all = self.open()?;
        let State::SentBack { open, .. } = &all.state else {
            return Err(Breach::PrefilingNotSentBack);
        };
        if !open.is_subset(given) {
            return Err(Breach::PrefilingIncomplete);
        }
        Ok(Self { state: State::Sent { check_by }, ..all })
    }

    /// 撤回
    ///
    /// # Errors
    /// `PrefilingEnded`.
    pub fn withdraw(self) -> Result<Self, Breach> {
        Ok(Self { state: State::Withdrawn, ..self.open()? })
    }

    /// 失效: its last day has passed. What the hall has not answered never lapses.
    ///
    /// # Errors
    /// `PrefilingEnded`; `PrefilingLasts`.
    pub fn lapse(self, today: Date) -> Result<Self, Breach> {
        let open = self.open()?;
        match open.state {
            State::Checked { until } | State::SentBack { until, .. } if today > until => {
                Ok(Self { state: State::Lapsed, ..open })
            }
            _ => Err(Breach::PrefilingLasts),
        }
    }

    /// 转为办件: the person is here and the window takes the case in, whatever was answered before.
    ///
    /// # Errors
    /// `PrefilingEnded`.
    pub fn take(self, case: &str) -> Result<Self, Breach> {
        Ok(Self { state: State::Taken { case: case.to_owned() }, ..self.open()? })
    }
}
