//! What the journal says of cases.

use super::record::EventRecord;
use jiff::civil::Date;
use rulebook::event::Event;
use serde::{Deserialize, Serialize};

/// `cases.received`: everything about a case that never changes, with its first event.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Taken {
    /// 办件编号
    pub number: String,
    /// Item code.
    pub item_code: String,
    /// The version of the item it was received under.
    pub item_version: i64,
    /// 事项名称 at that time.
    pub item_name: String,
    /// Its English name; may be empty.
    pub item_name_english: String,
    /// Department key or name that decides.
    pub department: String,
    /// Answers to the scenario questions.
    pub answers: Vec<(String, String)>,
    /// Who applies, and who files for them.
    pub parties: Parties,
    /// The receipt itself.
    pub first: Happened,
}

/// Who applies, and who files for them; sealed where personal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Parties {
    /// The applicant.
    pub applicant: Party,
    /// Who files for the applicant, with the mandate.
    pub agent: Option<Agent>,
}

/// A person or organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Party {
    /// Name, sealed.
    pub name: String,
    /// Name, masked, for lists and public pages.
    pub masked: String,
    /// Identity number, sealed.
    pub identity: String,
    /// Identity number, masked.
    pub identity_masked: String,
    /// Blind index of the identity number.
    pub identity_fingerprint: String,
    /// Phone, sealed.
    pub phone: String,
    /// Blind index of the phone's last four digits with the case number.
    pub phone_fingerprint: String,
}

/// Somebody who files for the applicant (代理人).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Agent {
    /// The person.
    pub party: Party,
    /// 委托 : what the mandate rests on.
    pub mandate: String,
}

/// An event with the dates it leads to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Happened {
    /// What happened.
    pub event: EventRecord,
    /// The dates after it.
    pub dues: Dues,
}

/// Dates of a case as they stand after an event; a projection cannot look at a calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Dues {
    /// Which clock runs (`notice`, `reply`, `handling`, `delivery`, `none`).
    pub hand: String,
    /// 承诺到期
    pub promised: Option<Date>,
    /// 法定到期
    pub legal: Option<Date>,
    /// Whichever comes first.
    pub due_on: Option<Date>,
    /// 暂定
    pub provisional: bool,
    /// Whether the clock stands still.
    pub is_stopped: bool,
}

/// `cases.recomputed`: the dates after a change of the calendar.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Recomputed {
    /// As they were.
    pub before: Dues,
    /// As they are.
    pub after: Dues,
}

/// `cases.unmasked`: somebody looked at identity data in clear.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Unmasked {
    /// Why.
    pub reason: String,
}

/// The action under which an event stands in the journal.
pub(super) fn action(event: &Event) -> &'static str {
    match event {
        Event::Received { .. } => "cases.received",
        Event::PapersTicked { .. } => "cases.papers_ticked",
        Event::NotAccepted { .. } => "cases.not_accepted",
        Event::NoticeGiven { .. } => "cases.notice_given",
        Event::SecondNoticeGiven { .. } => "cases.second_notice_given",
        Event::Supplemented { .. } => "cases.supplemented",
        Event::Accepted { .. } => "cases.accepted",
        Event::DeferredPaperBrought { .. } => "cases.deferred_paper_brought",
        Event::Suspended { .. } => "cases.suspended",
        Event::Resumed { .. } => "cases.resumed",
        Event::Extended { .. } => "cases.extended",
        Event::Examined { .. } => "cases.examined",
        Event::SentBack { .. } => "cases.sent_back",
        Event::ModeChanged { .. } => "cases.mode_changed",
        Event::RefusalProposed { .. } => "cases.refusal_proposed",
        Event::Granted { .. } => "cases.granted",
        Event::Refused { .. } => "cases.refused",
        Event::DenialReported { .. } => "cases.denial_reported",
        Event::Delivered { .. } => "cases.delivered",
        Event::Completed { .. } => "cases.completed",
        Event::Withdrawn { .. } => "cases.withdrawn",
    }
}
