//! What the journal says of contacts and matters, and what people call it.

use super::asker::Asker;
use super::record::{EventRecord, MatterEventRecord};
use kit::Phrase;
use rulebook::contact::Event;
use rulebook::contact::unresolved::{Conclusion, MatterEvent};
use serde::{Deserialize, Serialize};

/// An item at the time it was asked about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ItemName {
    /// 事项名称
    pub zh: String,
    /// Its English name; may be empty.
    pub en: String,
}

/// `contacts.opened`: everything about a contact that never changes, with its first event.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Opened {
    pub number: String,
    pub item: ItemName,
    pub asker: Asker,
    pub first: EventRecord,
}

/// Whatever happened to a contact afterwards.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Happened {
    pub event: EventRecord,
}

/// `contacts.matter_reported`: a matter, with its first event.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Reported {
    pub number: String,
    pub item: ItemName,
    pub asker: Asker,
    pub first: MatterEventRecord,
}

/// Whatever happened to a matter afterwards.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct MatterHappened {
    pub event: MatterEventRecord,
}

/// `contacts.unmasked`: somebody looked at name and phone in clear.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Unmasked {
    /// Why.
    pub reason: String,
}

/// The action of an event, and what people call it.
pub(super) fn named(event: &Event) -> (&'static str, Phrase) {
    match event {
        Event::Opened { .. } => ("contacts.opened", Phrase::of("首问登记", "Asked first")),
        Event::Offered { .. } => ("contacts.offered", Phrase::of("移交", "Offered")),
        Event::Declined { .. } => {
            ("contacts.declined", Phrase::of("移交退回", "Offer declined or taken back"))
        }
        Event::Accepted { .. } => ("contacts.accepted", Phrase::of("承接", "Accepted")),
        Event::Answered { .. } => ("contacts.answered", Phrase::of("答复", "Answered")),
        Event::BecameCase { .. } => {
            ("contacts.became_case", Phrase::of("转为办件", "Became a case"))
        }
        Event::BecameMatter { .. } => (
            "contacts.became_matter",
            Phrase::of("转入办不成事登记", "Put on the register of unresolved matters"),
        ),
    }
}

/// The same for a matter.
pub(super) fn matter_named(event: &MatterEvent) -> (&'static str, Phrase) {
    match event {
        MatterEvent::Reported { .. } => {
            ("contacts.matter_reported", Phrase::of("办不成事登记", "Matter reported"))
        }
        MatterEvent::Accepted { .. } => {
            ("contacts.matter_accepted", Phrase::of("承办", "Matter accepted"))
        }
        MatterEvent::FollowedUp { .. } => {
            ("contacts.matter_followed_up", Phrase::of("跟进", "Matter followed up"))
        }
        MatterEvent::Concluded { conclusion: Conclusion::Solved { .. }, .. } => {
            ("contacts.matter_solved", Phrase::of("已解决", "Matter solved"))
        }
        MatterEvent::Concluded { .. } => {
            ("contacts.matter_explained", Phrase::of("不能解决，已说明", "Matter explained"))
        }
        MatterEvent::Told { .. } => {
            ("contacts.matter_told", Phrase::of("告知群众", "Resident told"))
        }
        MatterEvent::Reopened { .. } => {
            ("contacts.matter_reopened", Phrase::of("重新办理", "Matter reopened"))
        }
    }
}

/// The action by which somebody saw name and phone in clear.
pub(super) const UNMASKED: (&str, Phrase) = (
    "contacts.unmasked",
    Phrase::of("查看咨询人完整信息", "Name and phone of a visitor seen in clear"),
);

/// What people call the entries of this room.
pub(super) fn deeds() -> Vec<(&'static str, Phrase)> {
    vec![
        ("contacts.opened", Phrase::of("首问登记", "Asked first")),
        ("contacts.offered", Phrase::of("首问移交", "First contact offered")),
        ("contacts.declined", Phrase::of("首问移交退回", "Offer declined or taken back")),
        ("contacts.accepted", Phrase::of("首问承接", "First contact accepted")),
        ("contacts.answered", Phrase::of("首问答复", "First contact answered")),
        ("contacts.became_case", Phrase::of("首问转为办件", "First contact became a case")),
        (
            "contacts.became_matter",
            Phrase::of("首问转入办不成事登记", "First contact put on the register of matters"),
        ),
        ("contacts.matter_reported", Phrase::of("办不成事登记", "Matter reported")),
        ("contacts.matter_accepted", Phrase::of("办不成事承办", "Matter accepted")),
        ("contacts.matter_followed_up", Phrase::of("办不成事跟进", "Matter followed up")),
        ("contacts.matter_solved", Phrase::of("办不成事已解决", "Matter solved")),
        ("contacts.matter_explained", Phrase::of("办不成事已说明", "Matter explained")),
        ("contacts.matter_told", Phrase::of("办不成事告知群众", "Resident told of a matter")),
        ("contacts.matter_reopened", Phrase::of("办不成事重新办理", "Matter reopened")),
        UNMASKED,
    ]
}
