//! What the journal says of the register, and what people call it.

use kit::Phrase;
use serde::{Deserialize, Serialize};

/// `registers.checked`: papers that were checked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Checked {
    pub papers: Vec<String>,
}

/// `registers.sent`, `registers.refused`, `registers.withdrawn`, `registers.unmasked`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Said {
    pub words: String,
}

/// `registers.extracted`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Extracted {
    pub purpose: String,
}

type Deed = (&'static str, Phrase);

pub(super) const FILED: Deed = ("registers.filed", Phrase::of("户籍申报", "Application filed"));
pub(super) const CHECKED: Deed = ("registers.checked", Phrase::of("核对材料", "Papers checked"));
pub(super) const SENT: Deed =
    ("registers.sent", Phrase::of("报派出所", "Sent to the police station"));
pub(super) const ENTERED: Deed = ("registers.entered", Phrase::of("户口登记", "Entry made"));
pub(super) const REFUSED: Deed = ("registers.refused", Phrase::of("不予登记", "Entry refused"));
pub(super) const WITHDRAWN: Deed =
    ("registers.withdrawn", Phrase::of("撤回申报", "Application withdrawn"));
pub(super) const UNMASKED: Deed =
    ("registers.unmasked", Phrase::of("查看户籍完整信息", "Register seen in clear"));
pub(super) const EXTRACTED: Deed =
    ("registers.extracted", Phrase::of("出具户籍证明", "Extract given"));

/// What people call the entries of this room.
pub(super) fn deeds() -> Vec<Deed> {
    vec![FILED, CHECKED, SENT, ENTERED, REFUSED, WITHDRAWN, UNMASKED, EXTRACTED]
}
