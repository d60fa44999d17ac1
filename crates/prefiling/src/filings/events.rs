//! What the journal says of filings: everything a projection needs, personal data sealed.

use casework::cases::door::SealedParties;
use casework::papers::door::Kept;
use jiff::civil::Date;
use kit::Phrase;
use serde::{Deserialize, Serialize};

/// A paper of the list at the time of filing (材料), as the item called it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledPaper {
    /// Its key in the item.
    pub key: String,
    /// Its name.
    pub zh: String,
    /// Its English name; may be empty.
    pub en: String,
    /// Whether it has to be there.
    pub is_required: bool,
}

impl FiledPaper {
    /// Its name in both languages.
    pub fn name(&self) -> Phrase {
        let english = if self.en.is_empty() { &self.zh } else { &self.en };
        Phrase::new(self.zh.clone(), english.clone())
    }
}

/// Which item it is, at which version (事项).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledItem {
    /// Item code.
    pub code: String,
    /// The version it was filled in from.
    pub version: i64,
    /// Its name at that time.
    pub zh: String,
    /// Its English name; may be empty.
    pub en: String,
}

impl FiledItem {
    /// Its name in both languages.
    pub fn name(&self) -> Phrase {
        let english = if self.en.is_empty() { &self.zh } else { &self.en };
        Phrase::new(self.zh.clone(), english.clone())
    }
}

/// Something asked for, as the journal keeps it (缺项).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Asked {
    /// Key of the paper, or `other`.
    pub(crate) key: String,
    /// What is wrong with it.
    pub(crate) reason: String,
}

/// `filings.sent`: everything about it that does not change, and what came with it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Sent {
    pub(super) number: String,
    /// Nobody can guess it.
    pub(super) code: String,
    pub(super) item: FiledItem,
    pub(super) parties: SealedParties,
    /// Answers to the scenario questions, sealed.
    pub(super) answers: String,
    pub(super) papers: Vec<FiledPaper>,
    /// Keys of papers that are brought along.
    pub(super) brings: Vec<String>,
    pub(super) files: Vec<Kept>,
    pub(super) check_by: Date,
}

/// `filings.sent_again`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SentAgain {
    pub(super) brings: Vec<String>,
    pub(super) files: Vec<Kept>,
    /// What the person wrote, sealed.
    pub(super) note: String,
    pub(super) check_by: Date,
}

/// `filings.checked`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Checked {
    pub(super) until: Date,
}

/// `filings.sent_back`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SentBack {
    pub(super) asks: Vec<Asked>,
    /// Why something was not asked the first time.
    pub(super) late_reason: String,
    pub(super) until: Date,
}

/// `filings.taken`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Taken {
    pub(super) case: String,
}

/// `filings.viewed`: somebody looked at a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Viewed {
    pub(super) file: i64,
    pub(super) name: String,
    pub(super) digest: String,
}

/// `filings.unmasked`: somebody saw who filed, in clear.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Unmasked {
    pub(super) reason: String,
}

/// `filings.withdrawn`, `filings.lapsed`, `filings.opened`: the verb says it all.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Nothing {}

/// What people call the entries of this room.
pub(super) fn deeds() -> Vec<(&'static str, Phrase)> {
    vec![
        ("filings.sent", Phrase::of("网上预申报", "Filed online")),
        ("filings.checked", Phrase::of("预申报核对齐全", "Filing checked: complete")),
        ("filings.sent_back", Phrase::of("预申报退回补充", "Filing sent back for more")),
        ("filings.sent_again", Phrase::of("预申报补充后再提交", "Filing sent again")),
        ("filings.withdrawn", Phrase::of("预申报撤回", "Filing withdrawn")),
        ("filings.lapsed", Phrase::of("预申报过期失效", "Filing lapsed")),
        ("filings.opened", Phrase::of("接收预申报，带入收件表", "Filing opened for intake")),
        ("filings.taken", Phrase::of("预申报转为办件", "Filing became a case")),
        ("filings.viewed", Phrase::of("查看预申报材料", "File of a filing seen")),
        ("filings.unmasked", Phrase::of("查看预申报人信息", "Who filed, seen in clear")),
    ]
}
