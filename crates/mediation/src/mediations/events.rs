//! What the journal says of mediations, and what people call it.

use super::party::PartyFile;
use super::record::EventRecord;
use kit::Phrase;
use rulebook::mediation::What;
use serde::{Deserialize, Serialize};

/// `mediations.opened`: what never changes, with its first event.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Opened {
    pub number: String,
    /// 纠纷情况, sealed.
    pub matter: String,
    pub parties: Vec<PartyFile>,
    pub first: EventRecord,
}

/// Whatever happened afterwards.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Happened {
    pub event: EventRecord,
}

/// `mediations.unmasked`: somebody looked at the parties in clear.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Unmasked {
    pub reason: String,
}

/// `mediations.printed`: a document with full names was made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Printed {
    pub paper: String,
}

type Deed = (&'static str, Phrase);

const OPENED: Deed = ("mediations.opened", Phrase::of("登记纠纷", "Dispute entered"));
const HEARD: Deed = ("mediations.heard", Phrase::of("征求意见", "Party heard"));
const NAMED: Deed = ("mediations.named", Phrase::of("确定调解员", "Mediators named"));
const SET: Deed = ("mediations.session_set", Phrase::of("约定调解会", "Session set"));
const HELD: Deed = ("mediations.session_held", Phrase::of("登记调解笔录", "Session recorded"));
const OFF: Deed = ("mediations.session_called_off", Phrase::of("取消调解会", "Session called off"));
const AGREED: Deed = ("mediations.agreed", Phrase::of("达成调解协议", "Agreement reached"));
const PERFORMED: Deed = ("mediations.performed", Phrase::of("登记履行情况", "Performance noted"));
const REVISITED: Deed = ("mediations.revisited", Phrase::of("回访", "Re-visit"));
const ASKED: Deed = (
    "mediations.confirmation_asked",
    Phrase::of("申请司法确认", "Judicial confirmation asked for"),
);
const RULED: Deed = ("mediations.ruled", Phrase::of("司法确认结果", "Ruling of the court"));
const ENDED: Deed = ("mediations.ended", Phrase::of("终止调解", "Ended without agreement"));
const ARCHIVED: Deed = ("mediations.archived", Phrase::of("调解归档", "File archived"));
pub(super) const UNMASKED: Deed =
    ("mediations.unmasked", Phrase::of("查看当事人完整信息", "Parties seen in clear"));
pub(super) const PRINTED: Deed =
    ("mediations.printed", Phrase::of("打印调解文书", "Document of mediation printed"));

/// The action of an event, and what people call it.
pub(super) fn named(what: &What) -> Deed {
    match what {
        What::Opened { .. } => OPENED,
        What::Heard { .. } => HEARD,
        What::Named { .. } => NAMED,
        What::SessionSet { .. } => SET,
        What::SessionHeld { .. } => HELD,
        What::SessionCalledOff { .. } => OFF,
        What::Agreed { .. } => AGREED,
        What::Performed { .. } => PERFORMED,
        What::Revisited { .. } => REVISITED,
        What::ConfirmationAsked => ASKED,
        What::Ruled { .. } => RULED,
        What::Ended { .. } => ENDED,
        What::Archived => ARCHIVED,
    }
}

/// What people call the entries of this room.
pub(super) fn deeds() -> Vec<Deed> {
    vec![
        OPENED, HEARD, NAMED, SET, HELD, OFF, AGREED, PERFORMED, REVISITED, ASKED, RULED, ENDED,
        ARCHIVED, UNMASKED, PRINTED,
    ]
}
