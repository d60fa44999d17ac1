//! The household register, rule by rule.

use super::*;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use rulebook::person::{IdentityNumber, Sex};

const TODAY: Date = date(2026, 11, 23);

fn joined(relation: Relation) -> Change {
    Change::Joins(Newcomer { relation, on: TODAY })
}

fn left(member: u16) -> Change {
    Change::Leaves { member, gone: Gone { why: Leaving::Died, on: TODAY } }
}

/// Head 1, spouse 2, child 3.
fn family() -> Household {
    let it = Household::founded(date(2000, 1, 1));
    let it = it.after(&joined(Relation::Spouse)).expect("a spouse");
    it.after(&joined(Relation::Child)).expect("a child")
}

#[test]
fn a_household_has_one_head_who_does_not_leave_the_others_alone() {
    assert_eq!(family().after(&joined(Relation::Head)).err(), Some(Refusal::OneHead));
    assert_eq!(family().after(&left(1)).err(), Some(Refusal::HeadFirst));
    let headed = Change::Headed { member: 2, former: Relation::Spouse };
    let it = family().after(&headed).expect("a new head");
    assert_eq!(it.head().map(|it| it.key), Some(2));
    let it = it.after(&left(1)).expect("the former head died");
    assert_eq!(it.after(&left(1)).err(), Some(Refusal::UnknownMember));
    let same = Change::Headed { member: 1, former: Relation::Spouse };
    assert_eq!(family().after(&same).err(), Some(Refusal::OneHead));
}

#[test]
fn a_household_without_members_is_closed() {
    let it = Household::founded(TODAY).after(&left(1)).expect("the only one");
    assert!(it.is_closed());
    assert_eq!(it.after(&joined(Relation::Child)).err(), Some(Refusal::HouseholdClosed));
}

#[test]
fn a_split_leaves_the_head_and_takes_a_head_along() {
    let split = |members: &[u16], head| {
        family().after(&Change::SplitOff { members: members.to_vec(), head, on: TODAY })
    };
    let it = split(&[3], 3).expect("split");
    assert_eq!(it.present().count(), 2);
    for (members, head) in [(vec![], 3), (vec![2, 3], 1), (vec![1, 3], 3)] {
        assert_eq!(split(&members, head).err(), Some(Refusal::SplitLeavesSome), "{members:?}");
    }
    assert_eq!(split(&[9], 9).err(), Some(Refusal::UnknownMember));
}

fn filed(item: Item, happened_on: Date, late_reason: &str) -> Result<Application, Refusal> {
    let filed = Filed { item, happened_on, late_reason: late_reason.into() };
    Application::file(filed, TODAY)
}

#[test]
fn a_birth_is_in_time_within_a_month_and_late_with_a_reason() {
    assert!(filed(Item::Birth, date(2026, 10, 23), "").is_ok(), "the last day");
    let late = filed(Item::Birth, date(2026, 10, 22), " ").err();
    assert_eq!(late, Some(Refusal::LateWithoutReason));
    assert!(filed(Item::Birth, date(2020, 1, 1), "父母在外务工").is_ok(), "never refused");
    let ahead = filed(Item::Birth, date(2026, 11, 24), "").err();
    assert_eq!(ahead, Some(Refusal::DayAhead));
    assert!(filed(Item::MoveIn, date(2026, 11, 13), "").is_ok());
    let late = filed(Item::MoveIn, date(2026, 11, 12), "").err();
    assert_eq!(late, Some(Refusal::LateWithoutReason));
    assert!(filed(Item::Correction, date(1990, 1, 1), "").is_ok(), "no limit");
}

#[test]
fn it_is_entered_here_or_by_the_police_station_once() {
    let birth = || filed(Item::Birth, TODAY, "").expect("filed");
    assert_eq!(birth().enter("1", 2).err(), Some(Refusal::PapersUnchecked));
    let entered = birth().enter("1", 0).expect("entered");
    assert_eq!(entered.stage(), Stage::Entered);
    assert_eq!(entered.clone().enter("2", 0).err(), Some(Refusal::WrongState));
    assert_eq!(entered.withdraw("x").err(), Some(Refusal::WrongState));
    let moved = || filed(Item::MoveIn, TODAY, "").expect("filed");
    assert_eq!(moved().enter("1", 0).err(), Some(Refusal::StationDecides));
    assert_eq!(moved().answer(Answer::Granted, "1", "").err(), Some(Refusal::WrongState));
    assert_eq!(moved().send("", 0).err(), Some(Refusal::ReasonMissing));
    let sent = moved().send("派〔2026〕7号", 0).expect("sent");
    let silent = sent.clone().answer(Answer::Refused, "1", " ").err();
    assert_eq!(silent, Some(Refusal::ReasonMissing));
    assert_eq!(sent.clone().refuse("x").err(), Some(Refusal::WrongState));
    let granted = sent.clone().answer(Answer::Granted, "1", "").expect("granted");
    assert_eq!(granted.state, State::Entered("1".into()));
    assert_eq!(sent.withdraw("不迁了").expect("withdrawn").stage(), Stage::Withdrawn);
    assert_eq!(birth().refuse("材料不实").expect("refused").stage(), Stage::Refused);
}

#[test]
fn day_of_birth_and_sex_agree_with_the_number() {
    let number = IdentityNumber::parse("990126196011276412").expect("a number");
    let born = date(1960, 11, 27);
    assert_eq!(check_number(&number, born, Sex::Male), Ok(()));
    let disagrees = Err(Refusal::NumberDisagrees);
    assert_eq!(check_number(&number, born, Sex::Female), disagrees);
    assert_eq!(check_number(&number, date(1960, 11, 28), Sex::Male), disagrees);
}

proptest! {
    #[test]
    fn an_open_household_has_exactly_one_head(
        acts in prop::collection::vec((0_u8..4, 1_u16..6), 0..30)
    ) {
        let mut it = family();
        for (act, member) in acts {
            let change = match act {
                0 => joined(Relation::Other),
                1 => left(member),
                2 => Change::Headed { member, former: Relation::Other },
                _ => Change::SplitOff { members: vec![member], head: member, on: TODAY },
            };
            if let Ok(next) = it.clone().after(&change) {
                it = next;
            }
            let heads = it.present().filter(|it| it.relation == Relation::Head).count();
            prop_assert_eq!(heads, usize::from(!it.is_closed()));
        }
    }
}
