//! A household (户) and what an entry does to it.

use super::Refusal;
use calendar::Phrase;
use jiff::ToSpan;
use jiff::civil::Date;
use rulebook::person::{IdentityNumber, Sex};
use rulebook::word_set;

word_set! {
    /// What is applied for (户籍业务).
    Item {
        Founding = "founding", "立户登记", "founding of a household";
        Birth = "birth", "出生登记", "birth";
        Death = "death", "死亡注销", "death";
        MoveIn = "move-in", "迁入登记", "move in";
        MoveOut = "move-out", "迁出注销", "move out";
        Correction = "correction", "变更更正", "change or correction";
        Head = "head", "户主变更", "change of head";
        Split = "split", "分户登记", "split of a household";
    }
}

word_set! {
    /// How a person is related to the head (与户主关系).
    Relation {
        Head = "head", "户主", "head";
        Spouse = "spouse", "配偶", "spouse";
        Child = "child", "子女", "child";
        Parent = "parent", "父母", "parent";
        Grandchild = "grandchild", "孙子女", "grandchild";
        Grandparent = "grandparent", "祖父母", "grandparent";
        Sibling = "sibling", "兄弟姐妹", "sibling";
        Other = "other", "其他亲属或非亲属", "another person";
    }
}

word_set! {
    /// The kind of a household (户别).
    HouseholdKind {
        Family = "family", "家庭户", "family household";
        Collective = "collective", "集体户", "collective household";
    }
}

word_set! {
    /// Why a member is no longer there (注销原因).
    Leaving {
        Died = "died", "死亡注销", "died";
        MovedOut = "moved-out", "迁出", "moved out";
        SplitOff = "split-off", "分户", "split off";
    }
}

impl Item {
    /// Whether the police station decides it, and never the window (派出所审批).
    pub const fn is_for_station(self) -> bool {
        matches!(self, Self::MoveIn | Self::MoveOut | Self::Correction)
    }

    /// The last day on which it is in time: a birth and a death within a month (arts. 7, 8), a
    /// move in within ten days in the country (art. 13); nothing else has a limit.
    pub fn in_time_until(self, happened_on: Date) -> Option<Date> {
        match self {
            Self::Birth | Self::Death => Some(happened_on.saturating_add(1.month())),
            Self::MoveIn => Some(happened_on.saturating_add(10.days())),
            _ => None,
        }
    }
}

/// That a member left (注销).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gone {
    /// Why.
    pub why: Leaving,
    /// Since when.
    pub on: Date,
}

/// Somebody of a household (户内成员), known by a key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "户内成员")]
pub struct Member {
    /// Key within the household, from 1.
    pub key: u16,
    /// 与户主关系
    pub relation: Relation,
    /// Since when.
    pub since: Date,
    /// That the member left.
    pub gone: Option<Gone>,
}

/// Somebody who comes into a household.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Newcomer {
    /// 与户主关系
    pub relation: Relation,
    /// Since when.
    pub on: Date,
}

/// What an entry changes (登记内容).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "登记内容")]
pub enum Change {
    /// 出生, 迁入
    Joins(Newcomer),
    /// 死亡, 迁出
    Leaves {
        /// Key of the member.
        member: u16,
        /// Why and since when.
        gone: Gone,
    },
    /// 变更更正: what is written of a member; who that is stays.
    Corrected {
        /// Key of the member.
        member: u16,
    },
    /// 户主变更
    Headed {
        /// Key of the new head.
        member: u16,
        /// How the old head is related to the new one.
        former: Relation,
    },
    /// 分户
    SplitOff {
        /// Keys of those who go.
        members: Vec<u16>,
        /// Key of the new household's head.
        head: u16,
        /// Since when.
        on: Date,
    },
}

/// A household (户) as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "户")]
pub struct Household {
    /// Everybody who is or was a member.
    pub members: Vec<Member>,
}

impl Household {
    /// 立户: with its head.
    pub fn founded(on: Date) -> Self {
        let head = Member { key: 1, relation: Relation::Head, since: on, gone: None };
        Self { members: vec![head] }
    }

    /// Those who are members now.
    pub fn present(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|it| it.gone.is_none())
    }

    /// Whether nobody is left (销户).
    pub fn is_closed(&self) -> bool {
        self.present().next().is_none()
    }

    /// The head.
    pub fn head(&self) -> Option<&Member> {
        self.present().find(|it| it.relation == Relation::Head)
    }

    /// The key that the next newcomer gets.
    pub fn next_key(&self) -> u16 {
        self.members.iter().map(|it| it.key).max().unwrap_or(0).saturating_add(1)
    }

    fn at(&mut self, key: u16) -> Result<&mut Member, Refusal> {
        let found = self.members.iter_mut().find(|it| it.key == key && it.gone.is_none());
        found.ok_or(Refusal::UnknownMember)
    }

    /// The household after an entry.
    ///
    /// # Errors
    /// A member who is not there, a head who leaves others without one, a second head, a household
    /// that is closed.
    pub fn after(mut self, change: &Change) -> Result<Self, Refusal> {
        if self.is_closed() {
            return Err(Refusal::HouseholdClosed);
        }
        match change {
            Change::Joins(newcomer) => {
                if newcomer.relation == Relation::Head {
                    return Err(Refusal::OneHead);
                }
                let Newcomer { relation, on } = *newcomer;
                let key = self.next_key();
                self.members.push(Member { key, relation, since: on, gone: None });
            }
            Change::Leaves { member, gone } => {
                let others = self.present().filter(|it| it.key != *member).count();
                let leaving = self.at(*member)?;
                if leaving.relation == Relation::Head && others > 0 {
                    return Err(Refusal::HeadFirst);
                }
                leaving.gone = Some(*gone);
            }
            Change::Corrected { member } => {
                self.at(*member)?;
            }
            Change::Headed { member, former } => {
                let old = self.head().map(|it| it.key);
                if *former == Relation::Head || old == Some(*member) {
                    return Err(Refusal::OneHead);
                }
                self.at(*member)?.relation = Relation::Head;
                if let Some(old) = old {
                    self.at(old)?.relation = *former;
                }
            }
            Change::SplitOff { members, head, on } => {
                let old = self.head().map(|it| it.key);
                let stays = old.is_some_and(|it| !members.contains(&it));
                if members.is_empty() || !members.contains(head) || !stays {
                    return Err(Refusal::SplitLeavesSome);
                }
                for key in members {
                    self.at(*key)?.gone = Some(Gone { why: Leaving::SplitOff, on: *on });
                }
            }
        }
        Ok(self)
    }
}

/// Day of birth and sex agree with the identity number (公民身份号码).
///
/// # Errors
/// Where they do not.
pub fn check_number(number: &IdentityNumber, born: Date, sex: Sex) -> Result<(), Refusal> {
    if number.birth_date() == born && number.sex() == sex {
        Ok(())
    } else {
        Err(Refusal::NumberDisagrees)
    }
}
