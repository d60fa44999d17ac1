//! What the journal says of first contacts, and what people call it.

use super::asker::Asker;
use super::record::EventRecord;
use kit::Phrase;
use serde::{Deserialize, Serialize};
use threshold::contact::Event;

/// An item at the time it was asked about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ItemName {
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

/// `contacts.unmasked`: somebody looked at name and phone in clear.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Unmasked {
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

/// The action by which the director has somebody else asked to answer.
pub(super) const REASSIGNED: (&str, Phrase) =
    ("contacts.reassigned", Phrase::of("主任指派首问", "First contact reassigned by the director"));

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
        REASSIGNED,
        UNMASKED,
    ]
}
