//! What the journal and the tables keep of the register: mirrors of the rules' types with serde.

use super::persons::{PersonFile, Sealed};
use jiff::civil::Date;
use kit::HallError;
use serde::{Deserialize, Serialize};
use statutes::household::{Gone, Household, Item, Leaving, Member, Relation};

pub(super) fn known<T>(found: Option<T>, word: &str) -> Result<T, HallError> {
    found.ok_or_else(|| HallError::broken(format!("the word {word} is not known")))
}

/// A member, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct MemberFile {
    pub(super) key: u16,
    pub(super) relation: String,
    pub(super) since: Date,
    pub(super) gone: Option<(String, Date)>,
    pub(super) person: PersonFile,
}

/// A household, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct HouseholdFile {
    pub(super) kind: String,
    pub(super) address: Sealed,
    pub(super) members: Vec<MemberFile>,
}

impl HouseholdFile {
    /// As the rules know it.
    ///
    /// # Errors
    /// Where a word is not known.
    pub(super) fn household(&self) -> Result<Household, HallError> {
        let member = |it: &MemberFile| {
            let gone = match &it.gone {
                Some((why, on)) => {
                    Some(Gone { why: known(Leaving::from_word(why), why)?, on: *on })
                }
                None => None,
            };
            let relation = known(Relation::from_word(&it.relation), &it.relation)?;
            Ok(Member { key: it.key, relation, since: it.since, gone })
        };
        let members = self.members.iter().map(member).collect::<Result<_, HallError>>()?;
        Ok(Household { members })
    }

    /// Takes over what the rules made of it; newcomers bring who they are.
    pub(super) fn follow(&mut self, household: &Household, newcomer: Option<&PersonFile>) {
        for member in &household.members {
            let relation = member.relation.word().to_owned();
            let gone = member.gone.map(|it| (it.why.word().to_owned(), it.on));
            if let Some(file) = self.members.iter_mut().find(|it| it.key == member.key) {
                (file.relation, file.gone) = (relation, gone);
            } else if let Some(person) = newcomer {
                let (key, since) = (member.key, member.since);
                let person = person.clone();
                self.members.push(MemberFile { key, relation, since, gone, person });
            }
        }
    }

    /// Those who are members now.
    pub(super) fn present(&self) -> impl Iterator<Item = &MemberFile> {
        self.members.iter().filter(|it| it.gone.is_none())
    }

    /// The head.
    pub(super) fn head(&self) -> Option<&MemberFile> {
        self.present().find(|it| it.relation == Relation::Head.word())
    }
}

/// What an application asks for, as it is kept; each kind uses its own fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangeFile {
    /// Founding, birth, move in.
    pub(super) person: Option<PersonFile>,
    /// Birth, move in; of the old head at a change of head.
    pub(super) relation: String,
    /// Founding.
    pub(super) kind: String,
    /// Death, move out, correction, change of head.
    pub(super) member: u16,
    /// Split: who goes.
    pub(super) members: Vec<u16>,
    /// Split: who heads the new household.
    pub(super) head: u16,
    /// Correction: `name`, `identity`, `relation` or `address`.
    pub(super) field: String,
    /// Correction: what is to stand there; founding, split: the address; moves: from or to where.
    pub(super) text: Sealed,
    /// Correction of the number: the person as it makes it.
    pub(super) renumbered: Option<PersonFile>,
}

/// A paper of the item that is to be checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PaperFile {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) name_english: String,
    pub(super) is_required: bool,
}

/// What was filed: what never changes of an application.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct FiledFacts {
    pub(super) number: String,
    pub(super) item: String,
    pub(super) household: String,
    pub(super) happened_on: Date,
    pub(super) late_reason: String,
    pub(super) is_late: bool,
    pub(super) code: String,
    pub(super) case: String,
    pub(super) papers: Vec<PaperFile>,
    pub(super) change: ChangeFile,
}

impl FiledFacts {
    /// What it is for.
    ///
    /// # Errors
    /// Where the word is not known.
    pub(super) fn item(&self) -> Result<Item, HallError> {
        known(Item::from_word(&self.item), &self.item)
    }
}

/// A line of an entry (登记项目): what it is about, and what stands there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LineFile {
    /// `member`, `name`, `identity`, `born`, `sex`, `relation`, `standing`, `address`, `household`.
    pub(super) about: String,
    /// A word or number that is no personal data; empty where something is sealed.
    pub(super) word: String,
    pub(super) text: Sealed,
}

impl LineFile {
    pub(super) fn word(about: &str, word: impl Into<String>) -> Self {
        Self { about: about.to_owned(), word: word.into(), text: Sealed::default() }
    }

    pub(super) fn sealed(about: &str, text: &Sealed) -> Self {
        Self { about: about.to_owned(), word: String::new(), text: text.clone() }
    }
}

/// An entry of the register (登记): before and after.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct EntryFacts {
    pub(super) entry: String,
    pub(super) household: String,
    pub(super) item: String,
    /// `here` or `station`.
    pub(super) decided: String,
    /// What the police station wrote; empty where it was decided here.
    pub(super) words: String,
    pub(super) before: Vec<LineFile>,
    pub(super) after: Vec<LineFile>,
    /// Households as they stand now.
    pub(super) households: Vec<(String, HouseholdFile)>,
}
