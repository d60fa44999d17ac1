//! National codes (国家标准代码): the only place where they stand.
//!
//! Everything else in the house uses the enums; codes are read and written at the edges (import,
//! export, interface to the provincial platform). Each enum names its standard and clause.
//!
//! Source: GB/T 39046-2020 政务服务平台基础数据规范, appendix A (A.1–A.8), and GA/T 2000.156 for
//! identity documents. Extension codes that A.1 leaves to the provinces (11–19, 21 and above) are
//! not known here: whoever imports them says so and the import report names the row.

use calendar::Phrase;

/// Declares a code set: the enum, its codes, its names in both languages.
macro_rules! code_set {
    (
        $(#[$about:meta])*
        $name:ident {
            $(
                $(#[$note:meta])*
                $variant:ident = $code:literal, $chinese:literal, $english:literal;
            )+
        }
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(
                #[doc = $chinese]
                #[doc = ""]
                #[doc = concat!("Code `", $code, "`: ", $english, ".")]
                #[doc(alias = $chinese)]
                $(#[$note])*
                $variant,
            )+
        }

        impl $name {
            /// All values, in the order of the standard.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code of the standard.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }

            /// The value with this code, written exactly as in the standard.
            pub fn from_code(code: &str) -> Option<Self> {
                match code {
                    $($code => Some(Self::$variant),)+
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
            pub fn phrase(self) -> Phrase {
                match self {
                    $(Self::$variant => Phrase::of($chinese, $english),)+
                }
            }
        }
    };
}

code_set! {
    /// Type of a service item (事项类型), GB/T 39046-2020 A.1.
    #[doc(alias = "事项类型")]
    ItemKind {
        AdministrativePower = "00", "行政权力事项", "administrative power";
        Licence = "01", "行政许可", "administrative licence";
        Penalty = "02", "行政处罚", "administrative penalty";
        Coercion = "03", "行政强制", "administrative coercion";
        Levy = "04", "行政征收", "administrative levy";
        Payment = "05", "行政给付", "administrative payment";
        Inspection = "06", "行政检查", "administrative inspection";
        Confirmation = "07", "行政确认", "administrative confirmation";
        Reward = "08", "行政奖励", "administrative reward";
        Ruling = "09", "行政裁决", "administrative ruling";
        OtherPower = "10", "其他行政权力", "other administrative power";
        PublicService = "20", "公共服务", "public service";
    }
}

impl ItemKind {
    /// The value behind the code of public portals, which drop the leading zero of A.1.
    pub fn from_portal_code(code: u8) -> Option<Self> {
        Self::from_code(&format!("{code:02}"))
    }
}

code_set! {
    /// Level of exercise of a power (行使层级), GB/T 39046-2020 A.2.
    #[doc(alias = "行使层级")]
    Level {
        National = "1", "国家级", "national";
        Province = "2", "省级", "province";
        Prefecture = "3", "市级", "prefecture";
        County = "4", "县级", "county";
        Township = "5", "镇（乡、街道）级", "township";
        Village = "6", "村（社区）级", "village";
        Graded = "7", "分级管理", "graded between levels";
    }
}

code_set! {
    /// Nature of the implementing body (实施主体性质), GB/T 39046-2020 A.3.
    #[doc(alias = "实施主体性质")]
    AuthorityNature {
        StatutoryOrgan = "1", "法定机关", "statutory organ";
        AuthorisedOrganisation = "2", "授权组织", "authorised organisation";
        EntrustedOrganisation = "3", "受委托组织", "entrusted organisation";
        Other = "9", "其他", "other";
    }
}

code_set! {
    /// Whom an item serves (服务对象), GB/T 39046-2020 A.4.
    #[doc(alias = "服务对象")]
    ServiceObject {
        NaturalPerson = "1", "自然人", "natural person";
        Enterprise = "2", "企业法人", "enterprise";
        PublicInstitution = "3", "事业法人", "public institution";
        SocialOrganisation = "4", "社会组织法人", "social organisation";
        AdministrativeOrgan = "5", "行政机关", "administrative organ";
        OtherOrganisation = "6", "其他组织", "other organisation";
    }
}

code_set! {
    /// How an application may be handed in (办理形式), GB/T 39046-2020 A.5.
    #[doc(alias = "办理形式")]
    HandlingForm {
        Window = "1", "窗口办理", "at the window";
        Website = "2", "电脑端网上办理", "on the website";
        Mobile = "3", "移动端办理", "on a mobile phone";
        Post = "4", "快递申请", "by post";
        Other = "9", "其他", "other";
    }
}

code_set! {
    /// Kind of case (办件类型), GB/T 39046-2020 A.6.
    #[doc(alias = "办件类型")]
    Handling {
        #[doc(alias = "即办")]
        Immediate = "1", "即办件", "immediate case";
        #[doc(alias = "承诺")]
        Commitment = "2", "承诺件", "commitment case";
        Other = "9", "其他", "other";
    }
}

code_set! {
    /// Kind of special procedure (特别程序种类), GB/T 39046-2020 A.7.
    ///
    /// The standard knows only the extension and the rest; what the rest is stands in the item.
    #[doc(alias = "特别程序种类")]
    SpecialProcedureKind {
        ExtendedApproval = "1", "延长审批", "extended approval";
        Other = "2", "其他", "other";
    }
}

code_set! {
    /// Satisfaction (满意度), GB/T 39046-2020 A.8: **1 is the best, 5 the worst**.
    ///
    /// The star scale of the national rating system runs the other way, 5 stars being the best.
    /// The house stores this enum and converts only at the edges, by [`Satisfaction::code`] or
    /// [`Satisfaction::stars`]; a bare number is never stored.
    #[doc(alias = "满意度")]
    Satisfaction {
        VerySatisfied = "1", "非常满意", "very satisfied";
        Satisfied = "2", "满意", "satisfied";
        FairlySatisfied = "3", "基本满意", "fairly satisfied";
        Dissatisfied = "4", "不满意", "dissatisfied";
        VeryDissatisfied = "5", "非常不满意", "very dissatisfied";
    }
}

impl Satisfaction {
    /// The stars of the national rating system: 5 for the best, 1 for the worst.
    pub const fn stars(self) -> u8 {
        match self {
            Self::VerySatisfied => 5,
            Self::Satisfied => 4,
            Self::FairlySatisfied => 3,
            Self::Dissatisfied => 2,
            Self::VeryDissatisfied => 1,
        }
    }

    /// The value behind a number of stars.
    pub const fn from_stars(stars: u8) -> Option<Self> {
        match stars {
            5 => Some(Self::VerySatisfied),
            4 => Some(Self::Satisfied),
            3 => Some(Self::FairlySatisfied),
            2 => Some(Self::Dissatisfied),
            1 => Some(Self::VeryDissatisfied),
            _ => None,
        }
    }

    /// Whether this is a low rating (差评), which must be followed up: 国办发〔2019〕51号.
    #[doc(alias = "差评")]
    pub const fn is_low(self) -> bool {
        matches!(self, Self::Dissatisfied | Self::VeryDissatisfied)
    }
}

code_set! {
    /// Identity document (证件类型), GA/T 2000.156.
    ///
    /// The documents a township counter sees; an unlisted one is `Other` and named in words.
    #[doc(alias = "证件类型")]
    IdentityDocument {
        ResidentCard = "111", "居民身份证", "resident identity card";
        TemporaryResidentCard = "112", "临时居民身份证", "temporary resident identity card";
        HouseholdRegister = "113", "户口簿", "household register";
        Passport = "414", "普通护照", "ordinary passport";
        TaiwanTravelPermit = "511", "台湾居民来往大陆通行证", "mainland travel permit for Taiwan";
        HongKongMacaoTravelPermit = "516", "港澳居民来往内地通行证",
            "mainland travel permit for Hong Kong and Macao";
        PermanentResidence = "553", "外国人永久居留身份证", "foreigner's permanent residence card";
        Other = "990", "其他证件", "other document";
    }
}

impl IdentityDocument {
    /// Whether the document carries a citizen's identity number with a check digit.
    pub const fn has_identity_number(self) -> bool {
        matches!(self, Self::ResidentCard | Self::TemporaryResidentCard | Self::HouseholdRegister)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<T: Copy + PartialEq + std::fmt::Debug>(
        all: &[T],
        code: fn(T) -> &'static str,
        from_code: fn(&str) -> Option<T>,
        from_name: fn(&str) -> Option<T>,
        phrase: fn(T) -> Phrase,
    ) {
        for value in all {
            assert_eq!(from_code(code(*value)), Some(*value));
            assert_eq!(from_name(&phrase(*value).zh), Some(*value));
            assert!(!phrase(*value).en.is_empty());
        }
        for wrong in ["", " 1", "1 ", "01 ", "99", "x", "１"] {
            assert_eq!(from_code(wrong), None, "{wrong:?}");
        }
    }

    macro_rules! check_set {
        ($($set:ident),+) => {
            $(check($set::ALL, $set::code, $set::from_code, $set::from_name, $set::phrase);)+
        };
    }

    #[test]
    fn every_code_leads_back_to_its_value_and_nothing_else_does() {
        check_set!(
            ItemKind,
            Level,
            AuthorityNature,
            ServiceObject,
            HandlingForm,
            Handling,
            SpecialProcedureKind,
            Satisfaction,
            IdentityDocument
        );
    }

    #[test]
    fn the_sets_are_those_of_the_standard() {
        let codes = |count: usize, set: Vec<&str>| assert_eq!(set.len(), count, "{set:?}");
        codes(12, ItemKind::ALL.iter().map(|kind| kind.code()).collect());
        codes(7, Level::ALL.iter().map(|level| level.code()).collect());
        codes(6, ServiceObject::ALL.iter().map(|object| object.code()).collect());
        assert_eq!(Handling::from_code("1"), Some(Handling::Immediate));
        assert_eq!(Handling::from_code("2"), Some(Handling::Commitment));
        assert_eq!(Level::Township.code(), "5");
        assert_eq!(IdentityDocument::ResidentCard.code(), "111");
    }

    #[test]
    fn the_code_of_satisfaction_runs_against_the_stars() {
        assert_eq!(Satisfaction::VerySatisfied.code(), "1");
        assert_eq!(Satisfaction::VerySatisfied.stars(), 5);
        for value in Satisfaction::ALL {
            let code: u8 = value.code().parse().unwrap();
            assert_eq!(code + value.stars(), 6);
            assert_eq!(Satisfaction::from_stars(value.stars()), Some(*value));
            assert_eq!(value.is_low(), value.stars() <= 2);
        }
        assert_eq!(Satisfaction::from_stars(0), None);
        assert_eq!(Satisfaction::from_stars(6), None);
    }

    #[test]
    fn portal_codes_drop_the_leading_zero() {
        assert_eq!(ItemKind::from_portal_code(1), Some(ItemKind::Licence));
        assert_eq!(ItemKind::from_portal_code(20), Some(ItemKind::PublicService));
        assert_eq!(ItemKind::from_portal_code(21), None);
    }

    #[test]
    fn only_citizens_documents_carry_an_identity_number() {
        assert!(IdentityDocument::HouseholdRegister.has_identity_number());
        assert!(!IdentityDocument::Passport.has_identity_number());
    }
}
