//! What the applicant gets and how it comes into their hands (证照、送达).
//!
//! A result that is a certificate has its name, number and dates on record before it leaves the
//! house. Whoever receives it signs, at the window or to the village agent; what goes by post has
//! a tracking number; an attempt that failed stays on record and the ten days run on.
//! Basis: Administrative Licensing Law arts. 39 and 44; Civil Procedure Law (2023) art. 87, by
//! which a delivery has a proof signed by the recipient (送达回证).

use super::decide::filled;
use super::{Act, Case, Moved, Outcome};
use crate::breach::Breach;
use crate::event::{Event, Moment};
use crate::item::word_set;
use calendar::Phrase;
use jiff::civil::Date;

word_set! {
    /// How a result reaches the applicant (送达方式).
    #[doc(alias = "送达方式")]
    DeliveryMethod {
        Window = "window", "窗口领取", "at the window";
        Post = "post", "邮寄送达", "by post";
        VillageAgent = "village_agent", "村级代办员送达", "by the village agent";
    }
}

word_set! {
    /// Who received a result, where it is nobody by name (领取人).
    #[doc(alias = "领取人")]
    Receiver {
        Applicant = "applicant", "本人", "the applicant";
        Agent = "agent", "代办人", "who filed for the applicant";
        Representative = "representative", "经办人", "the representative";
        Family = "family", "家属", "a member of the family";
        Post = "post", "邮寄", "by post";
        AgentStation = "agent_station", "村级代办员", "the village agent";
    }
}

/// A certificate or licence that a case results in (证照).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "证照")]
pub struct Certificate {
    /// 证照名称
    pub name: String,
    /// 证照编号
    pub number: String,
    /// 发证日期
    pub issued_on: Date,
    /// 有效期
    pub validity: Validity,
}

/// Until when a certificate is valid (有效期).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(alias = "有效期")]
pub enum Validity {
    /// 长期有效
    Unlimited,
    /// 有效期至
    Until(Date),
}

/// How the receipt of a result is proved (签收).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[doc(alias = "签收")]
pub enum Signature {
    /// Nothing is said of it: by post, and in entries of before.
    #[default]
    Unsaid,
    /// 纸质签收
    OnPaper,
    /// 手写签名, or the scan of a paper, kept as a file by its digest.
    Kept {
        /// SM3 of its content.
        digest: String,
    },
}

/// A result handed over (送达).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "送达")]
pub struct Handover {
    /// Who received it, as the file keeps it.
    pub recipient: String,
    /// What a recipient by name is to the applicant; empty for the others.
    pub relation: String,
    /// How.
    pub method: DeliveryMethod,
    /// 邮件号; empty unless it went by post.
    pub tracking: String,
    /// How its receipt is proved.
    pub signature: Signature,
    /// Keys of the applicant's papers that went back with it.
    pub returned: Vec<String>,
}

impl Handover {
    /// Handed over at the window against a signature on paper.
    pub fn at_the_window(recipient: &str) -> Self {
        Self {
            recipient: recipient.to_owned(),
            relation: String::new(),
            method: DeliveryMethod::Window,
            tracking: String::new(),
            signature: Signature::OnPaper,
            returned: Vec::new(),
        }
    }
}

/// An attempt to deliver that failed (送达未成).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "送达未成")]
pub struct Attempt {
    /// When it was entered.
    pub at: Moment,
    /// How it was tried.
    pub method: DeliveryMethod,
    /// Why it failed.
    pub reason: String,
}

/// What the item's result asks of a case (办理结果的要求), as it was when the case was taken in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[doc(alias = "办理结果")]
pub enum ResultDuty {
    /// A paper of any kind.
    #[default]
    Paper,
    /// 证照: on record before it is delivered.
    Certificate,
}

impl Case {
    /// Whether a certificate has to go on record before the delivery.
    pub fn lacks_certificate(&self) -> bool {
        let is_granted = self.outcome().is_some_and(Outcome::gives_a_result);
        is_granted && self.duty == ResultDuty::Certificate && self.certificates.is_empty()
    }

    /// Whether what is granted may be put on record, or delivered.
    pub(super) fn handover_allows(&self, act: Act) -> Result<(), Breach> {
        let is_granted = self.outcome().is_some_and(Outcome::gives_a_result);
        match act {
            Act::IssueCertificate if !is_granted => Err(Breach::WrongState),
            Act::Deliver if self.lacks_certificate() => Err(Breach::CertificateMissing),
            _ => Ok(()),
        }
    }

    /// 登记证照: the certificate a case results in goes on record.
    ///
    /// # Errors
    /// Where nothing was granted; without name and number; a number of before; an end before the
    /// beginning.
    pub fn issue_certificate(self, certificate: &Certificate, at: Moment) -> Moved {
        self.allows(Act::IssueCertificate)?;
        let (name, number) = (certificate.name.trim(), certificate.number.trim());
        if name.is_empty() || number.is_empty() {
            return Err(Breach::CertificateIncomplete);
        }
        if self.certificates.iter().any(|it| it.number == number) {
            return Err(Breach::CertificateNumberTaken);
        }
        let ends = match certificate.validity {
            Validity::Unlimited => Date::MAX,
            Validity::Until(day) => day,
        };
        if certificate.issued_on > at.day || ends < certificate.issued_on {
            return Err(Breach::CertificateIncomplete);
        }
        let (name, number) = (name.to_owned(), number.to_owned());
        let certificate = Certificate { name, number, ..certificate.clone() };
        self.moved(Event::CertificateIssued { at, certificate })
    }

    /// 送达: the result is in somebody's hands, or at the post.
    ///
    /// # Errors
    /// Without a recipient, or the relation of one by name; without a signature or, by post, a
    /// tracking number; before the certificate is on record; papers off the list.
    pub fn deliver(self, handover: Handover, at: Moment) -> Moved {
        self.allows(Act::Deliver)?;
        let recipient = filled(&handover.recipient).map_err(|_| Breach::RecipientMissing)?;
        let relation = handover.relation.trim().to_owned();
        let tracking = handover.tracking.trim().to_owned();
        match handover.method {
            DeliveryMethod::Post if tracking.is_empty() => return Err(Breach::TrackingMissing),
            DeliveryMethod::Post => {}
            _ if Receiver::from_name(&recipient).is_none() && relation.is_empty() => {
                return Err(Breach::RelationMissing);
            }
            _ if handover.signature == Signature::Unsaid => return Err(Breach::SignatureMissing),
            _ => {}
        }
        let is_listed = |key: &String| self.papers.iter().any(|paper| paper.key == *key);
        if !handover.returned.iter().all(is_listed) {
            return Err(Breach::UnknownPaper);
        }
        let handover = Handover { recipient, relation, tracking, ..handover };
        self.moved(Event::Delivered { at, handover })
    }

    /// 送达未成: nobody was there, the post came back; the ten days run on.
    ///
    /// # Errors
    /// Without a reason.
    pub fn fail_delivery(self, method: DeliveryMethod, reason: &str, at: Moment) -> Moved {
        self.allows(Act::FailDelivery)?;
        let reason = filled(reason)?;
        self.moved(Event::DeliveryFailed { at, method, reason })
    }
}
