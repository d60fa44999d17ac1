//! Persons and organisations as they come to the window (申请人).
//!
//! Their names and numbers are values of the crate [`mod@terms`], given on here.

pub use terms::{
    CreditCode, CreditCodeFault, IdentityFault, IdentityNumber, NameFault, PersonName, Phone,
    PhoneFault, Sex,
};

use calendar::Phrase;

use crate::codes::ServiceObject;

/// Who applies (申请人类型): a person, or an organisation through its representative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[doc(alias = "申请人类型")]
pub enum ApplicantKind {
    /// 自然人, identified by a citizen identity number or another document.
    #[doc(alias = "自然人")]
    NaturalPerson,
    /// 法人或其他组织, identified by a unified social credit code.
    #[doc(alias = "法人")]
    Organisation,
}

impl ApplicantKind {
    /// Both kinds, the more frequent first.
    pub const ALL: &'static [Self] = &[Self::NaturalPerson, Self::Organisation];

    /// The kind an object of service belongs to.
    pub const fn of(object: ServiceObject) -> Self {
        match object {
            ServiceObject::NaturalPerson => Self::NaturalPerson,
            ServiceObject::Enterprise
            | ServiceObject::PublicInstitution
            | ServiceObject::SocialOrganisation
            | ServiceObject::AdministrativeOrgan
            | ServiceObject::OtherOrganisation => Self::Organisation,
        }
    }

    /// Whether an item that serves these objects is open to applicants of this kind.
    pub fn is_served_by(self, objects: &[ServiceObject]) -> bool {
        objects.iter().any(|object| Self::of(*object) == self)
    }

    /// The word under which the kind is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NaturalPerson => "person",
            Self::Organisation => "organisation",
        }
    }

    /// The kind stored under this word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// The name in both languages.
    pub fn phrase(self) -> Phrase {
        match self {
            Self::NaturalPerson => Phrase::of("自然人", "natural person"),
            Self::Organisation => Phrase::of("法人或其他组织", "organisation"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ApplicantKind;
    use crate::codes::ServiceObject;

    #[test]
    fn an_item_for_enterprises_is_not_open_to_a_person() {
        let objects = [ServiceObject::Enterprise, ServiceObject::OtherOrganisation];
        assert!(ApplicantKind::Organisation.is_served_by(&objects));
        assert!(!ApplicantKind::NaturalPerson.is_served_by(&objects));
        assert!(ApplicantKind::NaturalPerson.is_served_by(&[ServiceObject::NaturalPerson]));
        assert!(!ApplicantKind::NaturalPerson.is_served_by(&[]));
    }

    #[test]
    fn kinds_are_stored_under_words_that_lead_back() {
        for kind in ApplicantKind::ALL {
            assert_eq!(ApplicantKind::from_code(kind.code()), Some(*kind));
        }
        assert_eq!(ApplicantKind::from_code("1"), None);
    }
}
