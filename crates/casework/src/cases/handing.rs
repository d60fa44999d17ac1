//! Certificates and deliveries (证照、送达) as the journal keeps them, and as a form or a program
//! tells them: mirrors of [`rulebook::case::handover`] with serde.

use super::parties;
use crate::papers::door::Kept;
use jiff::civil::Date;
use kit::form::FormData;
use kit::{HallError, Phrase};
use rulebook::case::joint::RefusedPart;
use rulebook::case::{
    Certificate, DeliveryMethod, Handover, Receiver, ResultDuty, Signature, Validity,
};
use rulebook::item::PartialGrant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The key under which the signature of a delivery is kept among the files of a case; no paper of
/// an item can have it.
pub(crate) const SIGNATURE: &str = "delivery.signature";

/// A certificate that a case results in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CertificateRecord {
    /// 证照名称
    pub name: String,
    /// 证照编号
    pub number: String,
    /// 发证日期
    #[schema(value_type = Option<String>, format = Date)]
    pub issued_on: Option<Date>,
    /// 有效期至; absent where it is valid without end.
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_until: Option<Date>,
}

impl From<&Certificate> for CertificateRecord {
    fn from(it: &Certificate) -> Self {
        Self {
            name: it.name.clone(),
            number: it.number.clone(),
            issued_on: Some(it.issued_on),
            valid_until: match it.validity {
                Validity::Unlimited => None,
                Validity::Until(day) => Some(day),
            },
        }
    }
}

impl CertificateRecord {
    /// The certificate; issued on a day where none is told.
    pub(super) fn certificate(&self, today: Date) -> Certificate {
        Certificate {
            name: self.name.clone(),
            number: self.number.clone(),
            issued_on: self.issued_on.unwrap_or(today),
            validity: self.valid_until.map_or(Validity::Unlimited, Validity::Until),
        }
    }

    /// From a form.
    pub(super) fn of_form(data: &FormData) -> Result<Self, HallError> {
        Ok(Self {
            name: data.text("certificate_name").to_owned(),
            number: data.text("certificate_number").to_owned(),
            issued_on: day(data, "issued_on")?,
            valid_until: day(data, "valid_until")?,
        })
    }
}

fn day(data: &FormData, name: &str) -> Result<Option<Date>, HallError> {
    match data.text(name) {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| {
            let fault =
                Phrase::of("请填写日期，例如 2026-12-01。", "Enter a day, such as 2026-12-01.");
            HallError::invalid(name, fault)
        }),
    }
}

/// A delivery: to whom, how, against what. Entries of before say nothing but the recipient.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverRecord {
    /// Who received it, as the file keeps it.
    pub recipient: String,
    /// What a recipient by name is to the applicant.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub relation: String,
    /// Word of a method; empty for the window.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub method: String,
    /// 邮件号
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tracking: String,
    /// `paper`, a digest, or nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub signature: String,
    /// Keys of the papers that went back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returned: Vec<String>,
}

const ON_PAPER: &str = "paper";

impl From<&Handover> for HandoverRecord {
    fn from(it: &Handover) -> Self {
        let method = match it.method {
            DeliveryMethod::Window => "",
            other => other.word(),
        };
        let signature = match &it.signature {
            Signature::Unsaid => "",
            Signature::OnPaper => ON_PAPER,
            Signature::Kept { digest } => digest,
        };
        Self {
            recipient: it.recipient.clone(),
            relation: it.relation.clone(),
            method: method.to_owned(),
            tracking: it.tracking.clone(),
            signature: signature.to_owned(),
            returned: it.returned.clone(),
        }
    }
}

impl From<HandoverRecord> for Handover {
    fn from(record: HandoverRecord) -> Self {
        Self {
            method: DeliveryMethod::from_word(&record.method).unwrap_or(DeliveryMethod::Window),
            signature: match record.signature.as_str() {
                "" => Signature::Unsaid,
                ON_PAPER => Signature::OnPaper,
                digest => Signature::Kept { digest: digest.to_owned() },
            },
            recipient: record.recipient,
            relation: record.relation,
            tracking: record.tracking,
            returned: record.returned,
        }
    }
}

/// A delivery as it is entered, with the signature where it was drawn or scanned.
#[derive(Clone, Debug, Default)]
pub struct HandoverDraft {
    pub(super) record: HandoverRecord,
    pub(super) file: Option<Kept>,
}

impl HandoverDraft {
    /// Handed over at the window against a signature on paper.
    pub fn at_the_window(recipient: &str) -> Self {
        let (recipient, signature) = (recipient.to_owned(), ON_PAPER.to_owned());
        Self {
            record: HandoverRecord { recipient, signature, ..HandoverRecord::default() },
            file: None,
        }
    }

    /// The same before anybody has signed for it.
    pub(crate) fn unsigned(recipient: &str) -> Self {
        let mut draft = Self::at_the_window(recipient);
        draft.record.signature.clear();
        draft
    }

    /// The same with papers that go back, by key.
    #[must_use]
    pub fn returning(mut self, papers: &[&str]) -> Self {
        self.record.returned = papers.iter().map(|key| (*key).to_owned()).collect();
        self
    }

    /// Sent by post under a tracking number.
    pub fn by_post(recipient: &str, tracking: &str) -> Self {
        let record = HandoverRecord {
            recipient: recipient.to_owned(),
            method: DeliveryMethod::Post.word().to_owned(),
            tracking: tracking.to_owned(),
            ..HandoverRecord::default()
        };
        Self { record, file: None }
    }

    /// From a form, with the signature that came with it.
    pub(super) fn of_form(data: &FormData, file: Option<Kept>) -> Result<Self, HallError> {
        let text = |name: &str| data.text(name).to_owned();
        let body = DeliveryBody {
            relation: text("relation"),
            method: text("method"),
            tracking: text("tracking"),
            signed_on_paper: data.has("signed"),
            returned: data.all("returned").into_iter().map(str::to_owned).collect(),
        };
        // Somebody by name, or else one of those chosen.
        let recipient =
            if data.has("recipient") { text("recipient") } else { known(data.text("who")) };
        Self::told(&recipient, &body, file)
    }

    /// From what a program says.
    pub(super) fn of_program(recipient: &str, body: &DeliveryBody) -> Result<Self, HallError> {
        let named = known(recipient);
        Self::told(if named.is_empty() { recipient } else { &named }, body, None)
    }

    fn told(recipient: &str, body: &DeliveryBody, file: Option<Kept>) -> Result<Self, HallError> {
        let method = match (body.method.as_str(), Receiver::from_name(recipient)) {
            ("", Some(Receiver::Post)) => DeliveryMethod::Post,
            ("", Some(Receiver::AgentStation)) => DeliveryMethod::VillageAgent,
            ("", _) => DeliveryMethod::Window,
            (word, _) => method(word)?,
        };
        let signature = match &file {
            Some(kept) => kept.digest().to_owned(),
            None if body.signed_on_paper => ON_PAPER.to_owned(),
            None => String::new(),
        };
        let record = HandoverRecord {
            recipient: parties::recipient(recipient),
            relation: body.relation.clone(),
            method: method.word().to_owned(),
            tracking: body.tracking.clone(),
            signature,
            returned: body.returned.clone(),
        };
        Ok(Self { record, file })
    }

    /// As the rules see it.
    pub(super) fn handover(&self) -> Handover {
        let record = self.record.clone();
        Handover { recipient: parties::recipient(&record.recipient), ..record.into() }
    }
}

/// What the file keeps for a word of those who may receive a result; empty for another word.
fn known(word: &str) -> String {
    Receiver::from_word(word).map(|it| it.phrase().zh.into_owned()).unwrap_or_default()
}

/// The method of a word.
pub(super) fn method(word: &str) -> Result<DeliveryMethod, HallError> {
    DeliveryMethod::from_word(word).ok_or_else(|| {
        HallError::invalid("method", Phrase::of("请选择送达方式。", "Choose how it is delivered."))
    })
}

/// How a result was handed over, or how that was tried (delivery, delivery-attempt).
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DeliveryBody {
    /// What a recipient by name is to the applicant.
    pub relation: String,
    /// `window`, `post` or `village_agent`; empty for the window.
    pub method: String,
    /// 邮件号, by post.
    pub tracking: String,
    /// Whether the recipient signed the proof of delivery on paper.
    pub signed_on_paper: bool,
    /// Keys of the papers that went back against the signature.
    pub returned: Vec<String>,
}

/// What a case's result asks for, as the receipt of the case keeps it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DutyRecord {
    /// A paper of any kind; entries of before say nothing.
    #[default]
    Paper,
    /// 证照
    Certificate,
}

impl DutyRecord {
    /// Such an entry reads as those of before.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
    pub(super) fn is_paper(&self) -> bool {
        *self == Self::Paper
    }
}

impl From<ResultDuty> for DutyRecord {
    fn from(duty: ResultDuty) -> Self {
        match duty {
            ResultDuty::Paper => Self::Paper,
            ResultDuty::Certificate => Self::Certificate,
        }
    }
}

impl From<DutyRecord> for ResultDuty {
    fn from(record: DutyRecord) -> Self {
        match record {
            DutyRecord::Paper => Self::Paper,
            DutyRecord::Certificate => Self::Certificate,
        }
    }
}

/// Whether a case may be granted in part, as its receipt keeps it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PartialRecord {
    /// All or nothing; entries of before say nothing.
    #[default]
    Whole,
    /// 可以部分准予
    Parts,
}

impl PartialRecord {
    /// Such an entry reads as those of before.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
    pub(super) fn is_whole(&self) -> bool {
        *self == Self::Whole
    }
}

impl From<PartialGrant> for PartialRecord {
    fn from(partial: PartialGrant) -> Self {
        match partial {
            PartialGrant::NotAllowed => Self::Whole,
            PartialGrant::Allowed => Self::Parts,
        }
    }
}

impl From<PartialRecord> for PartialGrant {
    fn from(record: PartialRecord) -> Self {
        match record {
            PartialRecord::Whole => Self::NotAllowed,
            PartialRecord::Parts => Self::Allowed,
        }
    }
}

/// What a department refuses where the rest is granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PartRecord {
    department: String,
    part: String,
    reason: String,
    basis: String,
}

impl From<RefusedPart> for PartRecord {
    fn from(it: RefusedPart) -> Self {
        let RefusedPart { department, part, reason, basis } = it;
        Self { department, part, reason, basis }
    }
}

impl From<PartRecord> for RefusedPart {
    fn from(it: PartRecord) -> Self {
        let PartRecord { department, part, reason, basis } = it;
        Self { department, part, reason, basis }
    }
}
