//! Stationing (进驻): which departments and items must be in the hall, and how far they are.
//!
//! Every service item is to be handled in the hall unless there is a named reason (应进必进):
//! State Council opinions 国发〔2022〕5号 on standardising government services. What is here only
//! in name — a clerk who answers questions while the seal stays at the station — drives residents
//! back and forth, so levels are told apart: not here, advice only, taken in here, decided here.

use calendar::Phrase;

use crate::item::{DepartmentKey, HandlingMode};

/// The basis of every refusal of this module.
pub const BASIS: Phrase = Phrase::of(
    "《国务院关于加快推进政务服务标准化规范化便利化的指导意见》（国发〔2022〕5号）：应进必进",
    "State Council opinions 2022 no. 5: all items are to be handled in the hall",
);

/// Declares a set of words with the name under which the county's lists write them.
macro_rules! words {
    (
        $(#[$about:meta])*
        $name:ident { $( $variant:ident = $word:literal, $chinese:literal, $english:literal; )+ }
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(
                #[doc = concat!($chinese, ", ", $english, ".")]
                #[doc(alias = $chinese)]
                $variant,
            )+
        }

        impl $name {
            /// All values, the least first.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word under which it is stored and exchanged.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// The value stored under a word.
            pub fn from_word(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)+
                    _ => None,
                }
            }

            /// The value with this Chinese name.
            pub fn from_name(chinese: &str) -> Option<Self> {
                match chinese {
                    $($chinese => Some(Self::$variant),)+
                    _ => None,
                }
            }

            /// The name in both languages.
            pub const fn phrase(self) -> Phrase {
                match self {
                    $(Self::$variant => Phrase::of($chinese, $english),)+
                }
            }
        }
    };
}

words! {
    /// How far an item is handled in the hall (进驻程度), the least first.
    #[doc(alias = "进驻程度")]
    StationingLevel {
        NotHere = "not_here", "未进驻", "not here";
        Consult = "consult", "仅咨询", "advice only";
        Accept = "accept", "受理不办结", "taken in, decided elsewhere";
        Decide = "decide", "受理并办结", "decided here";
    }
}

words! {
    /// Whether a department has to be in the hall (应进则进).
    #[doc(alias = "应进则进")]
    Obligation {
        Should = "should", "宜进", "should be here";
        Must = "must", "应进", "must be here";
    }
}

words! {
    /// Whether a department is in the hall (站所进驻).
    #[doc(alias = "站所进驻")]
    Presence {
        Absent = "absent", "未进驻", "not here";
        Partial = "partial", "部分进驻", "partly here";
        Full = "full", "全进驻", "fully here";
    }
}

words! {
    /// What the department's window may do (窗口授权).
    #[doc(alias = "窗口授权")]
    Delegation {
        ConsultOnly = "consult", "仅咨询", "advice only";
        Partial = "partial", "部分授权（终审章在站所）", "partial (the seal stays at the station)";
        Full = "full", "充分授权", "full";
    }
}

words! {
    /// Where the department's seal is (公章进驻).
    #[doc(alias = "公章进驻")]
    SealPlace {
        AtStation = "station", "公章在站所", "the seal is at the station";
        InHall = "hall", "公章在中心", "the seal is in the hall";
    }
}

/// Departments that must be in the hall wherever they exist: party affairs, agriculture, health,
/// civil affairs, justice, land, planning, medical insurance, labour, public order, forestry,
/// and the matters closest to residents: mediation, trading, electricity, water, registration.
const MUST_BE_HERE: [&str; 16] = [
    "DJ", "NY", "WJ", "MZ", "SF", "ZR", "GH", "YB", "RS", "ZZ", "LY", "TJ", "JY", "GD", "GS", "GA",
];

impl Obligation {
    /// What is asked of a department unless the county says otherwise.
    pub fn of_department(department: &DepartmentKey) -> Self {
        if MUST_BE_HERE.contains(&department.as_str()) { Self::Must } else { Self::Should }
    }
}

impl StationingLevel {
    /// The level an item of a mode is to reach: what is decided above can only be taken in here.
    pub const fn target(mode: HandlingMode) -> Self {
        match mode {
            HandlingMode::Agency => Self::Accept,
            HandlingMode::Direct
            | HandlingMode::Commitment
            | HandlingMode::Joint
            | HandlingMode::Coordination => Self::Decide,
        }
    }
}

/// How a department stands (站所进驻情况).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DepartmentStanding {
    /// Whether it has to be here.
    pub obligation: Obligation,
    /// Whether it is here.
    pub presence: Presence,
    /// What its window may do.
    pub delegation: Delegation,
    /// Where its seal is.
    pub seal: SealPlace,
    /// Why it is not wholly here; may be missing in lists taken over, never in an edit.
    pub reason: String,
}

/// How an item stands where it differs from its department (事项进驻情况).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ItemStanding {
    /// How far it is handled here.
    pub level: StationingLevel,
    /// Why it falls short of its target.
    pub reason: String,
}

/// Whether something that ought to be here is not (进驻缺口).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[doc(alias = "进驻缺口")]
pub enum StationingGap {
    /// It is here as far as it ought to be.
    None,
    /// It is not, and there is a reason.
    Explained,
    /// It is not, and nobody said why.
    Unexplained,
}

impl StationingGap {
    /// The gap between a level and its target.
    pub fn of(level: StationingLevel, target: StationingLevel, reason: &str) -> Self {
        match (level >= target, reason.trim().is_empty()) {
            (true, _) => Self::None,
            (false, false) => Self::Explained,
            (false, true) => Self::Unexplained,
        }
    }

    /// The word under which it is filtered and exchanged.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Explained => "explained",
            Self::Unexplained => "unexplained",
        }
    }

    /// The gap in words.
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::None => Phrase::of("已到位", "as it ought to be"),
            Self::Explained => Phrase::of("未到位，已说明原因", "falls short, with a reason"),
            Self::Unexplained => Phrase::of("未到位，未说明原因", "falls short, no reason given"),
        }
    }
}

/// Why a standing cannot be written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandingFault {
    /// Falls short of what ought to be, without a reason.
    NoReason,
    /// The reason says nothing.
    EmptyReason,
    /// The reason is longer than two hundred characters.
    LongReason,
    /// A department that is not here cannot do more than nothing.
    AbsentButDelegated,
    /// Full delegation with the seal elsewhere.
    DelegatedWithoutSeal,
    /// Advice only, but said to be fully here.
    AdviceButFull,
    /// A level above the target: what is decided above cannot be decided here.
    AboveTarget,
}

impl StandingFault {
    /// The form field at which it is shown.
    pub const fn field(self) -> &'static str {
        match self {
            Self::NoReason | Self::EmptyReason | Self::LongReason => "reason",
            Self::AbsentButDelegated | Self::AdviceButFull => "delegation",
            Self::DelegatedWithoutSeal => "seal",
            Self::AboveTarget => "level",
        }
    }

    /// What is wrong and what to do.
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::NoReason => Phrase::of(
                "没有完全到位，请写明原因，例如场地限制、业务专网未接通。",
                "This falls short of what ought to be; state why, such as lack of space or a \
                 missing network.",
            ),
            Self::EmptyReason => Phrase::of(
                "原因太简短，请写清楚是什么限制、何时解决（至少 4 个字）。",
                "The reason says too little; name the obstacle and when it will be removed.",
            ),
            Self::LongReason => Phrase::of(
                "原因最多 200 个字，请精简。",
                "A reason has at most 200 characters; make it shorter.",
            ),
            Self::AbsentButDelegated => Phrase::of(
                "未进驻的站所不能登记为有授权；请改为“仅咨询”，或更正进驻情况。",
                "A department that is not here has no delegation; choose advice only, or correct \
                 the presence.",
            ),
            Self::DelegatedWithoutSeal => Phrase::of(
                "充分授权要求公章在中心；公章在站所的，请选“部分授权”。",
                "Full delegation needs the seal in the hall; with the seal at the station choose \
                 partial.",
            ),
            Self::AdviceButFull => Phrase::of(
                "只提供咨询的站所不算全进驻；请改为“部分进驻”，或更正授权。",
                "A department that only gives advice is not fully here; choose partly here, or \
                 correct the delegation.",
            ),
            Self::AboveTarget => Phrase::of(
                "该事项由上级审批，在本中心最多为“受理不办结”。",
                "This item is decided above; here it can only be taken in.",
            ),
        }
    }
}

impl DepartmentStanding {
    /// How far its items are handled here, where an item says nothing of its own.
    pub const fn level(&self) -> StationingLevel {
        match (self.presence, self.delegation) {
            (Presence::Absent, _) => StationingLevel::NotHere,
            (_, Delegation::ConsultOnly) => StationingLevel::Consult,
            (_, Delegation::Partial) => StationingLevel::Accept,
            (_, Delegation::Full) => StationingLevel::Decide,
        }
    }

    /// Whether it is here with all it needs to decide.
    pub fn is_wholly_here(&self) -> bool {
        self.presence == Presence::Full
            && self.delegation == Delegation::Full
            && self.seal == SealPlace::InHall
    }

    /// Whether something of it ought to be here and is not.
    pub fn gap(&self) -> StationingGap {
        match (self.is_wholly_here(), self.reason.trim().is_empty()) {
            (true, _) => StationingGap::None,
            (false, false) => StationingGap::Explained,
            (false, true) => StationingGap::Unexplained,
        }
    }

    /// The standing as an edit may write it: consistent, and with a reason where it falls short.
    pub fn checked(mut self) -> Result<Self, StandingFault> {
        if self.presence == Presence::Absent && self.delegation != Delegation::ConsultOnly {
            return Err(StandingFault::AbsentButDelegated);
        }
        if self.presence == Presence::Full && self.delegation == Delegation::ConsultOnly {
            return Err(StandingFault::AdviceButFull);
        }
        if self.delegation == Delegation::Full && self.seal == SealPlace::AtStation {
            return Err(StandingFault::DelegatedWithoutSeal);
        }
        self.reason = reason(&self.reason, self.is_wholly_here())?;
        Ok(self)
    }
}

impl ItemStanding {
    /// How far an item goes by its department: never beyond its target.
    pub fn by_department(department: &DepartmentStanding, target: StationingLevel) -> Self {
        let level = department.level().min(target);
        let reason = if level < target { department.reason.clone() } else { String::new() };
        Self { level, reason }
    }

    /// The standing as an edit may write it.
    pub fn checked(mut self, target: StationingLevel) -> Result<Self, StandingFault> {
        if self.level > target {
            return Err(StandingFault::AboveTarget);
        }
        self.reason = reason(&self.reason, self.level >= target)?;
        Ok(self)
    }
}

/// The reason of an edit, which falls away where everything is as it ought to be.
fn reason(text: &str, is_as_it_ought_to_be: bool) -> Result<String, StandingFault> {
    let text = text.trim();
    if is_as_it_ought_to_be {
        return Ok(String::new());
    }
    match text.chars().count() {
        0 => Err(StandingFault::NoReason),
        1..4 => Err(StandingFault::EmptyReason),
        4..=200 => Ok(text.to_owned()),
        _ => Err(StandingFault::LongReason),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(presence: Presence, delegation: Delegation, seal: SealPlace) -> DepartmentStanding {
        let reason = String::new();
        DepartmentStanding { obligation: Obligation::Must, presence, delegation, seal, reason }
    }

    fn whole() -> DepartmentStanding {
        standing(Presence::Full, Delegation::Full, SealPlace::InHall)
    }

    #[test]
    fn a_department_wholly_here_decides_here_and_needs_no_reason() {
        let mut standing = whole();
        standing.reason = "多余的说明".into();
        let standing = standing.checked().unwrap();
        assert_eq!(standing.level(), StationingLevel::Decide);
        assert_eq!(standing.gap(), StationingGap::None);
        assert_eq!(standing.reason, "");
    }

    #[test]
    fn whoever_falls_short_must_say_why() {
        let mut partial = standing(Presence::Full, Delegation::Partial, SealPlace::AtStation);
        assert_eq!(partial.gap(), StationingGap::Unexplained);
        assert_eq!(partial.clone().checked(), Err(StandingFault::NoReason));
        partial.reason = " 无 ".into();
        assert_eq!(partial.clone().checked(), Err(StandingFault::EmptyReason));
        partial.reason = "长".repeat(201);
        assert_eq!(partial.clone().checked(), Err(StandingFault::LongReason));
        partial.reason = "终审章在站所，下月移交".into();
        let partial = partial.checked().unwrap();
        assert_eq!(partial.gap(), StationingGap::Explained);
        assert_eq!(partial.level(), StationingLevel::Accept);
    }

    #[test]
    fn contradictions_are_refused() {
        let fault = |standing: DepartmentStanding| standing.checked().unwrap_err();
        assert_eq!(
            fault(standing(Presence::Absent, Delegation::Full, SealPlace::InHall)),
            StandingFault::AbsentButDelegated
        );
        assert_eq!(
            fault(standing(Presence::Full, Delegation::ConsultOnly, SealPlace::AtStation)),
            StandingFault::AdviceButFull
        );
        assert_eq!(
            fault(standing(Presence::Full, Delegation::Full, SealPlace::AtStation)),
            StandingFault::DelegatedWithoutSeal
        );
    }

    #[test]
    fn what_is_decided_above_can_only_be_taken_in_here() {
        let target = StationingLevel::target(HandlingMode::Agency);
        assert_eq!(target, StationingLevel::Accept);
        assert_eq!(ItemStanding::by_department(&whole(), target).level, StationingLevel::Accept);
        let wish = ItemStanding { level: StationingLevel::Decide, reason: String::new() };
        assert_eq!(wish.checked(target), Err(StandingFault::AboveTarget));
        assert_eq!(StationingGap::of(StationingLevel::Accept, target, ""), StationingGap::None);
    }

    #[test]
    fn an_item_follows_its_department_with_its_reason() {
        let mut absent = standing(Presence::Absent, Delegation::ConsultOnly, SealPlace::AtStation);
        absent.reason = "派出所未进驻（在所内办理）".into();
        let item = ItemStanding::by_department(&absent, StationingLevel::Decide);
        assert_eq!(item.level, StationingLevel::NotHere);
        assert_eq!(
            StationingGap::of(item.level, StationingLevel::Decide, &item.reason),
            StationingGap::Explained
        );
    }

    #[test]
    fn police_water_and_electricity_must_be_here() {
        for key in ["GA", "GS", "GD", "NY"] {
            let key = DepartmentKey::parse(key).unwrap();
            assert_eq!(Obligation::of_department(&key), Obligation::Must);
        }
        let tax = DepartmentKey::parse("SW").unwrap();
        assert_eq!(Obligation::of_department(&tax), Obligation::Should);
    }

    #[test]
    fn words_lead_back_to_their_values() {
        for level in StationingLevel::ALL {
            assert_eq!(StationingLevel::from_word(level.word()), Some(*level));
            assert_eq!(StationingLevel::from_name(&level.phrase().zh), Some(*level));
        }
        assert_eq!(Presence::from_name("全进驻"), Some(Presence::Full));
        assert_eq!(Delegation::from_name("部分授权（终审章在站所）"), Some(Delegation::Partial));
        assert_eq!(Obligation::from_word("must"), Some(Obligation::Must));
        assert_eq!(SealPlace::from_word("nowhere"), None);
    }
}
