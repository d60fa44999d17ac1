//! Denial on record (否定报备): what the centre may do about a refusal that was reported to it.
//!
//! A denial is reported within a working day. The centre may question it, and nothing is completed
//! before it is answered; or call it back, and the case is examined again while the clock goes on.
//! The applicant's papers go back with the decision, against the signature of the delivery.
//! Basis: domain rule 4 (否定报备制); Administrative Licensing Law art. 38(2).

use super::clock::report_day;
use super::{Act, Case, DenialReport, Moved, Outcome};
use crate::breach::Breach;
use crate::event::{Event, Moment};
use crate::item::word_set;
use calendar::{Limit, Phrase, WorkingCalendar};
use jiff::civil::Date;

word_set! {
    /// Why a case was denied (不予批准的理由类别), a closed list, so that denials can be compared.
    #[doc(alias = "理由类别")]
    DenialReason {
        Conditions = "conditions", "不符合法定条件、标准", "the legal conditions are not met";
        Untrue = "untrue", "申请材料不实", "papers are untrue";
        Quota = "quota", "名额、指标已满", "the quota is used up";
        Opinion = "opinion", "会办部门不同意", "a department that takes part refuses";
        Superior = "superior", "上级机关不予批准", "the superior refuses";
        Limit = "limit", "期限内无法办结", "it cannot be finished in time";
        Other = "other", "法律、法规规定的其他情形", "another case that the law names";
    }
}

word_set! {
    /// What a second look at a denial finds (复核结论).
    #[doc(alias = "复核结论")]
    Reexamination {
        Upheld = "upheld", "认定适当", "the denial stands";
        Flawed = "flawed", "有瑕疵，督促改正", "flawed, to be mended";
        Wrong = "wrong", "认定不当，建议撤回重办", "wrong, to be called back";
    }
}

/// When a denial has to be reported (报备期限).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(alias = "报备期限")]
pub struct ReportBy {
    /// The last day, as it was counted on the day of the decision.
    pub day: Date,
    /// The limit that leads to it; none where the first builds did not say.
    pub within: Option<Limit>,
}

impl ReportBy {
    /// The last day by the calendar of today.
    pub fn last_day(&self, decided_on: Date, calendar: &WorkingCalendar) -> Date {
        self.within.map_or(self.day, |limit| report_day(decided_on, limit, calendar))
    }
}

/// How many of a number of denials are examined again for a share in a hundred: at least one.
pub fn sample_size(denials: usize, share: u8) -> usize {
    (denials * usize::from(share.clamp(1, 100))).div_ceil(100).min(denials)
}

/// A question about a denial (质询).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "质询")]
pub struct Inquiry {
    /// When.
    pub at: Moment,
    /// What is asked.
    pub question: String,
    /// What was answered.
    pub reply: InquiryReply,
}

/// Whether a question was answered (质询答复).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "质询答复")]
pub enum InquiryReply {
    /// 待答复
    Awaited,
    /// 已答复
    Given {
        /// When.
        at: Moment,
        /// What.
        answer: String,
    },
}

impl Case {
    /// Whether it was refused, and how far report and questions are.
    fn refused(&self) -> Result<(DenialReport, &[Inquiry]), Breach> {
        match self.outcome() {
            Some(Outcome::Refused { report, inquiries, .. }) => Ok((*report, inquiries)),
            _ => Err(Breach::WrongState),
        }
    }

    /// Whether what is done about denials fits now.
    pub(super) fn denial_allows(&self, act: Act) -> Result<(), Breach> {
        let (report, inquiries) = self.refused()?;
        let is_open = inquiries.iter().any(|it| it.reply == InquiryReply::Awaited);
        match (act, report) {
            (Act::ReportDenial, DenialReport::Made(_)) | (Act::Inquire, DenialReport::DueBy(_)) => {
                Err(Breach::WrongState)
            }
            (Act::Inquire, _) if is_open => Err(Breach::InquiryOpen),
            (Act::AnswerInquiry, _) if !is_open => Err(Breach::WrongState),
            _ => Ok(()),
        }
    }

    /// Whether a refused case may be completed.
    pub(super) fn denial_is_settled(&self) -> Result<(), Breach> {
        let Ok((report, inquiries)) = self.refused() else { return Ok(()) };
        if matches!(report, DenialReport::DueBy(_)) {
            return Err(Breach::DenialUnreported);
        }
        let is_open = inquiries.iter().any(|it| it.reply == InquiryReply::Awaited);
        if is_open { Err(Breach::InquiryOpen) } else { Ok(()) }
    }

    /// Until when the denial is to be reported (报备期限); none where there is nothing to report.
    pub fn report_day(&self, calendar: &WorkingCalendar) -> Option<Date> {
        match self.outcome()? {
            Outcome::Refused { report: DenialReport::DueBy(by), decided, .. } => {
                Some(by.last_day(decided.day, calendar))
            }
            _ => None,
        }
    }

    /// 否定报备
    ///
    /// # Errors
    /// Where there is no denial to report.
    pub fn report_denial(self, at: Moment) -> Moved {
        self.allows(Act::ReportDenial)?;
        self.moved(Event::DenialReported { at })
    }

    /// 质询: the centre asks about a denial.
    ///
    /// # Errors
    /// Before it was reported, while another question is open, without a question.
    pub fn inquire(self, question: &str, at: Moment) -> Moved {
        self.allows(Act::Inquire)?;
        let question = super::decide::filled(question)?;
        self.moved(Event::Inquired { at, question })
    }

    /// 质询答复
    ///
    /// # Errors
    /// Where nothing was asked; without an answer.
    pub fn answer_inquiry(self, answer: &str, at: Moment) -> Moved {
        self.allows(Act::AnswerInquiry)?;
        let answer = super::decide::filled(answer)?;
        self.moved(Event::InquiryAnswered { at, answer })
    }

    /// 撤回重办: the centre has a denied case examined again; the clock goes on as if it had never
    /// stopped.
    ///
    /// # Errors
    /// Where it was not denied; without a reason.
    pub fn call_back(self, reason: &str, at: Moment) -> Moved {
        self.allows(Act::CallBack)?;
        let reason = super::decide::filled(reason)?;
        self.moved(Event::CalledBack { at, reason })
    }
}

/// A refusal with a question that was asked, or answered.
pub(super) fn asked(outcome: Outcome, event: &Event) -> Result<Outcome, Breach> {
    let Outcome::Refused { decided, grounds, report, mut inquiries } = outcome else {
        return Err(Breach::WrongState);
    };
    match event {
        Event::Inquired { at, question } => inquiries.push(Inquiry {
            at: *at,
            question: question.clone(),
            reply: InquiryReply::Awaited,
        }),
        Event::InquiryAnswered { at, answer } => {
            let open = inquiries.iter_mut().find(|it| it.reply == InquiryReply::Awaited);
            let open = open.ok_or(Breach::WrongState)?;
            open.reply = InquiryReply::Given { at: *at, answer: answer.clone() };
        }
        _ => return Err(Breach::WrongState),
    }
    Ok(Outcome::Refused { decided, grounds, report, inquiries })
}
