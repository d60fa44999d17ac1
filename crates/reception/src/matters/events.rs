//! What the journal says of matters that could not be done, and what people call it.

use super::record::MatterEventRecord;
use crate::contacts::door::{Asker, ItemName};
use kit::Phrase;
use serde::{Deserialize, Serialize};
use threshold::contact::unresolved::{Conclusion, MatterEvent};

/// `matters.reported`: a matter, with its first event.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Reported {
    pub number: String,
    pub item: ItemName,
    pub asker: Asker,
    pub first: MatterEventRecord,
}

/// Whatever happened to a matter afterwards.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Happened {
    pub event: MatterEventRecord,
}

/// The action of an event, and what people call it.
pub(super) fn named(event: &MatterEvent) -> (&'static str, Phrase) {
    match event {
        MatterEvent::Reported { .. } => {
            ("matters.reported", Phrase::of("办不成事登记", "Matter reported"))
        }
        MatterEvent::Accepted { .. } => ("matters.accepted", Phrase::of("承办", "Matter accepted")),
        MatterEvent::FollowedUp { .. } => {
            ("matters.followed_up", Phrase::of("跟进", "Matter followed up"))
        }
        MatterEvent::Concluded { conclusion: Conclusion::Solved { .. }, .. } => {
            ("matters.solved", Phrase::of("已解决", "Matter solved"))
        }
        MatterEvent::Concluded { .. } => {
            ("matters.explained", Phrase::of("不能解决，已说明", "Matter explained"))
        }
        MatterEvent::Told { .. } => ("matters.told", Phrase::of("告知群众", "Resident told")),
        MatterEvent::Reopened { .. } => {
            ("matters.reopened", Phrase::of("重新办理", "Matter reopened"))
        }
    }
}

/// The action by which somebody saw name and phone in clear.
pub(super) const UNMASKED: (&str, Phrase) = (
    "matters.unmasked",
    Phrase::of("查看反映人完整信息", "Name and phone of a reporter seen in clear"),
);

/// What people call the entries of this room.
pub(super) fn deeds() -> Vec<(&'static str, Phrase)> {
    vec![
        ("matters.reported", Phrase::of("办不成事登记", "Matter reported")),
        ("matters.accepted", Phrase::of("办不成事承办", "Matter accepted")),
        ("matters.followed_up", Phrase::of("办不成事跟进", "Matter followed up")),
        ("matters.solved", Phrase::of("办不成事已解决", "Matter solved")),
        ("matters.explained", Phrase::of("办不成事已说明", "Matter explained")),
        ("matters.told", Phrase::of("办不成事告知群众", "Resident told of a matter")),
        ("matters.reopened", Phrase::of("办不成事重新办理", "Matter reopened")),
        UNMASKED,
    ]
}
