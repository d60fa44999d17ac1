//! The service item (政务服务事项) and its versions: one definition feeds guide, kiosk, checklist,
//! form, flow chart, clock and open data.
//!
//! The fields are those of GB/T 39046-2020 table 4 that a township uses, with what windows add
//! (how a paper is taken, named pauses, scenario questions). A draft may have gaps; what keeps it
//! from being published is told by [`crate::disclosure`]. A published version never changes, and
//! a case stays with the version it was received under.

/// Declares a set of words of the house: the enum, its stored words, its names in both languages.
///
/// `Phrase` has to be in scope.
#[macro_export]
macro_rules! word_set {
    (
        $(#[$about:meta])*
        $name:ident {
            $( $variant:ident = $word:literal, $chinese:literal, $english:literal; )+
        }
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
            /// All values, in the order in which they are offered.
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

pub(crate) use word_set;

mod audience;
mod authority;
mod code;
mod contact;
mod definition;
mod fee;
mod handling;
mod label;
mod limits;
mod material;
mod scenario;
mod steps;

pub use audience::{Audience, LifeEvent, Requirement};
pub use authority::{Authority, JointDepartment, LegalBasis};
pub use code::{
    CodeFault, CodeShape, CodeShapes, DepartmentKey, ItemCode, NationalCodes, VersionNumber,
};
pub use contact::{ComplaintChannel, Contact, FrequentQuestion, Remedy};
pub use definition::{Definition, Provenance, ResultDocument, ResultKind, Retention, Title};
pub use fee::{Amount, Fee, FeeRate, Fen, FenFault};
pub use handling::{HandlingMode, HandlingRules, Online, PartialGrant, VillageAgent};
pub use label::Label;
pub use limits::{
    Counting, LimitTerm, LimitVariant, Limits, ProcedureKind, SpecialProcedure, is_longer,
};
pub use material::{Deferral, Material, MaterialForm, Necessity, Origin, Sharing, Taking};
pub use scenario::{Choice, Question, QuestionKind, Scenario};
pub use steps::{Step, StepKind};

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;
