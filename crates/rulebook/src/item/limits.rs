//! Limits: what the law allows, what the centre promises, and what does not count.

use super::Label;
use crate::condition::{Condition, Key};
use calendar::{Limit, LimitUnit, Phrase};

/// A limit with what is said beside it (办结时限及说明).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LimitTerm {
    /// The limit.
    pub limit: Limit,
    /// 时限说明
    pub note: String,
}

/// The limits of an item (办结时限).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "办结时限")]
pub struct Limits {
    /// 法定办结时限; none where no law sets one.
    #[doc(alias = "法定时限")]
    pub legal: Option<LimitTerm>,
    /// 承诺办结时限; only a draft may be without.
    #[doc(alias = "承诺时限")]
    pub promised: Option<LimitTerm>,
    /// Other limits for some scenarios; the first whose condition is met counts.
    pub variants: Vec<LimitVariant>,
}

/// Other limits in a scenario (分情形时限).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LimitVariant {
    /// When they count.
    pub when: Condition,
    /// In place of the legal limit; none leaves it.
    pub legal: Option<Limit>,
    /// In place of the promised limit; none leaves it.
    pub promised: Option<Limit>,
    /// Why, for the reader.
    pub reason: Label,
}

word_set! {
    /// A named cause for which time is not counted (特别程序): Administrative Licensing Law
    /// art. 45, and what items themselves allow.
    #[doc(alias = "特别程序")]
    ProcedureKind {
        Hearing = "hearing", "听证", "hearing";
        Tender = "tender", "招标", "tender";
        Auction = "auction", "拍卖", "auction";
        Inspection = "inspection", "检验", "inspection";
        Testing = "testing", "检测", "testing";
        Quarantine = "quarantine", "检疫", "quarantine";
        Appraisal = "appraisal", "鉴定", "appraisal";
        ExpertReview = "expert_review", "专家评审", "expert review";
        PublicNotice = "public_notice", "公示公告", "public notice";
        SiteVisit = "site_visit", "现场勘验", "site visit";
        SeparateApproval = "separate_approval", "另行报批", "approval to be had elsewhere";
    }
}

impl ProcedureKind {
    /// The kind that a name given in a list most likely means (`村级公示`, `残疾评定`);
    /// none for names that say there is none (`不予公示`).
    pub fn of_name(name: &str) -> Option<Self> {
        const SIGNS: &[(&str, ProcedureKind)] = &[
            ("听证", ProcedureKind::Hearing),
            ("招标", ProcedureKind::Tender),
            ("拍卖", ProcedureKind::Auction),
            ("检验", ProcedureKind::Inspection),
            ("检测", ProcedureKind::Testing),
            ("检疫", ProcedureKind::Quarantine),
            ("公示", ProcedureKind::PublicNotice),
            ("公告", ProcedureKind::PublicNotice),
            ("鉴定", ProcedureKind::Appraisal),
            ("评定", ProcedureKind::Appraisal),
            ("专家", ProcedureKind::ExpertReview),
            ("评审", ProcedureKind::ExpertReview),
            ("勘", ProcedureKind::SiteVisit),
            ("现场", ProcedureKind::SiteVisit),
            ("报批", ProcedureKind::SeparateApproval),
            ("审批", ProcedureKind::SeparateApproval),
            ("批准", ProcedureKind::SeparateApproval),
        ];
        if name.contains("不予公示") {
            return None;
        }
        SIGNS.iter().find(|(sign, _)| name.contains(sign)).map(|(_, kind)| *kind)
    }

    /// Whether art. 45 of the Administrative Licensing Law itself leaves its time uncounted.
    pub const fn is_named_in_law(self) -> bool {
        !matches!(self, Self::PublicNotice | Self::SiteVisit | Self::SeparateApproval)
    }
}

word_set! {
    /// Whether the time of a special procedure counts towards the limit.
    #[doc(alias = "不计入时限")]
    Counting {
        NotCounted = "not_counted", "不计入办理时限", "does not count towards the limit";
        Counted = "counted", "计入办理时限", "counts towards the limit";
    }
}

/// A special procedure of an item (特别程序): a named pause, or a named part of the time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[doc(alias = "特别程序")]
pub struct SpecialProcedure {
    /// Known by it from version to version.
    pub key: Key,
    /// What it is.
    pub kind: ProcedureKind,
    /// What the item calls it (村级公示).
    pub name: Label,
    /// How long it takes; none where only the other body can say.
    pub length: Option<Limit>,
    /// Whether its time counts.
    pub counting: Counting,
    /// 依据
    pub basis: String,
    /// For whom.
    pub when: Condition,
}

/// Whether one limit usually ends later than another.
///
/// Of the same unit, by number. Limits of different units do not compare strictly; here five
/// working days pass for a week and a month for thirty days, which is good enough for a remark
/// to the clerk. The clock itself always checks both limits on real days.
pub fn is_longer(one: Limit, other: Limit) -> bool {
    one.partial_cmp(&other)
        .map_or_else(|| usual_length(one) > usual_length(other), std::cmp::Ordering::is_gt)
}

/// The usual length in fifths of a day.
fn usual_length(limit: Limit) -> u32 {
    let fifths = match limit.unit() {
        LimitUnit::WorkingDays => 7,
        LimitUnit::Days => 5,
        LimitUnit::Months => 150,
    };
    u32::from(limit.value()) * fifths
}
