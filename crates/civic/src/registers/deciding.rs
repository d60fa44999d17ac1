//! What an application makes of the households: before, after, and how they stand then.

use super::actions::refused;
use super::record::{ChangeFile, FiledFacts, HouseholdFile, LineFile, MemberFile, known};
use jiff::civil::Date;
use kit::{HallError, Phrase};
use statutes::household::{Change, Gone, Household, Item, Leaving, Newcomer, Refusal, Relation};

/// Where an application is entered.
pub(super) struct Place {
    /// The household it changes, as it stands.
    pub(super) current: Option<(String, HouseholdFile)>,
    /// The number of a household that it founds.
    pub(super) next: String,
    pub(super) today: Date,
}

/// What comes of it.
pub(super) struct Made {
    /// The household it is about.
    pub(super) household: String,
    pub(super) before: Vec<LineFile>,
    pub(super) after: Vec<LineFile>,
    pub(super) households: Vec<(String, HouseholdFile)>,
}

/// Blind indexes of numbers that come into the register.
pub(super) fn marks(change: &ChangeFile) -> impl Iterator<Item = &str> {
    let people = [&change.person, &change.renumbered];
    people.into_iter().flatten().map(|it| it.mark.as_str()).filter(|it| !it.is_empty())
}

fn change(item: Item, filed: &FiledFacts) -> Result<Change, HallError> {
    let (it, on) = (&filed.change, filed.happened_on);
    let relation = || known(Relation::from_word(&it.relation), &it.relation);
    let left = |why| Change::Leaves { member: it.member, gone: Gone { why, on } };
    Ok(match item {
        Item::Birth | Item::MoveIn => Change::Joins(Newcomer { relation: relation()?, on }),
        Item::Death => left(Leaving::Died),
        Item::MoveOut => left(Leaving::MovedOut),
        Item::Correction => Change::Corrected { member: it.member },
        Item::Head => Change::Headed { member: it.member, former: relation()? },
        Item::Split => Change::SplitOff { members: it.members.clone(), head: it.head, on },
        Item::Founding => return Err(HallError::broken("a founding changes no household")),
    })
}

/// What an application makes of the households.
///
/// # Errors
/// What the rules refuse.
pub(super) fn made(filed: &FiledFacts, place: Place) -> Result<Made, HallError> {
    let item = filed.item()?;
    if item == Item::Founding {
        return founded(filed, place.next);
    }
    let Some((number, current)) = place.current else {
        let fault = Phrase::of("请填写户号。", "Give the number of the household.");
        return Err(HallError::invalid("household", fault));
    };
    let change = change(item, filed)?;
    let after = current.household()?.after(&change).map_err(refused)?;
    let mut file = current.clone();
    file.follow(&after, filed.change.person.as_ref());
    let lines = match &change {
        Change::Joins(_) => (Vec::new(), joined(filed, &file)),
        Change::Leaves { member, .. } => {
            (of_member(&current, *member), left(filed, &file, *member))
        }
        Change::Corrected { member } => corrected(filed, (&current, &mut file), *member)?,
        Change::Headed { member, .. } => (headed(&current), {
            let mut lines = headed(&file);
            let old = current.head().map(|it| it.key).filter(|it| it != member);
            lines.extend(old.iter().flat_map(|it| of_member(&file, *it)));
            lines
        }),
        Change::SplitOff { members, head, .. } => {
            let new = split_off(filed, &current, (members, *head), place.today);
            let lines = (members.iter().flat_map(|it| of_member(&current, *it)).collect(), {
                let mut lines = vec![LineFile::word("household", &place.next)];
                lines.push(LineFile::sealed("address", &new.address));
                lines.extend(new.members.iter().flat_map(person_lines));
                lines
            });
            let households = vec![(number.clone(), file), (place.next, new)];
            let (before, after) = lines;
            return Ok(Made { household: number, before, after, households });
        }
    };
    let (before, after) = lines;
    Ok(Made { household: number.clone(), before, after, households: vec![(number, file)] })
}

fn founded(filed: &FiledFacts, number: String) -> Result<Made, HallError> {
    let it = &filed.change;
    let Some(person) = it.person.clone() else {
        return Err(HallError::broken("a founding without a head"));
    };
    let household = Household::founded(filed.happened_on);
    let (kind, address) = (it.kind.clone(), it.text.clone());
    let mut file = HouseholdFile { kind, address, members: Vec::new() };
    file.follow(&household, Some(&person));
    let mut after = vec![LineFile::word("household", &number)];
    after.push(LineFile::word("kind", &it.kind));
    after.push(LineFile::sealed("address", &it.text));
    after.extend(file.members.iter().flat_map(person_lines));
    let households = vec![(number.clone(), file)];
    Ok(Made { household: number, before: Vec::new(), after, households })
}

/// Everything that stands there of a member.
fn person_lines(member: &MemberFile) -> Vec<LineFile> {
    let person = &member.person;
    let mut lines = vec![
        LineFile::sealed("name", &person.name),
        LineFile::word("relation", &member.relation),
        LineFile::word("sex", &person.sex),
        LineFile::sealed("born", &person.born),
    ];
    if !person.mark.is_empty() {
        lines.push(LineFile::sealed("identity", &person.identity));
    }
    lines
}

/// Who a member is, and how related.
fn of_member(file: &HouseholdFile, key: u16) -> Vec<LineFile> {
    let found = file.members.iter().find(|it| it.key == key);
    let lines = found.map(|it| {
        vec![LineFile::sealed("name", &it.person.name), LineFile::word("relation", &it.relation)]
    });
    lines.unwrap_or_default()
}

fn joined(filed: &FiledFacts, file: &HouseholdFile) -> Vec<LineFile> {
    let mut lines = file.members.last().map(person_lines).unwrap_or_default();
    if !filed.change.text.masked.is_empty() {
        lines.push(LineFile::sealed("place", &filed.change.text));
    }
    lines
}

fn left(filed: &FiledFacts, file: &HouseholdFile, key: u16) -> Vec<LineFile> {
    let mut lines = of_member(file, key);
    let gone = file.members.iter().find(|it| it.key == key).and_then(|it| it.gone.as_ref());
    if let Some((why, on)) = gone {
        lines.push(LineFile::word("standing", why));
        lines.push(LineFile::word("on", on.to_string()));
    }
    if !filed.change.text.masked.is_empty() {
        lines.push(LineFile::sealed("place", &filed.change.text));
    }
    lines
}

fn headed(file: &HouseholdFile) -> Vec<LineFile> {
    file.head().map(|it| of_member(file, it.key)).unwrap_or_default()
}

type BeforeAndAfter = (Vec<LineFile>, Vec<LineFile>);

/// 变更更正: one field of a member, or the address of the household.
fn corrected(
    filed: &FiledFacts,
    (current, file): (&HouseholdFile, &mut HouseholdFile),
    key: u16,
) -> Result<BeforeAndAfter, HallError> {
    let it = &filed.change;
    let old = current.members.iter().find(|member| member.key == key);
    let new = file.members.iter_mut().find(|member| member.key == key);
    let (Some(old), Some(new)) = (old, new) else {
        return Err(refused(Refusal::UnknownMember));
    };
    let who = LineFile::sealed("member", &old.person.name);
    let (before, after) = match it.field.as_str() {
        "name" => {
            new.person.name = it.text.clone();
            (
                vec![LineFile::sealed("name", &old.person.name)],
                vec![LineFile::sealed("name", &it.text)],
            )
        }
        "identity" => {
            let Some(person) = &it.renumbered else {
                return Err(refused(Refusal::ContentMissing));
            };
            let name = new.person.name.clone();
            new.person = person.clone();
            new.person.name = name;
            (person_lines(old), person_lines(new))
        }
        "relation" => {
            let is_head = |word: &str| word == Relation::Head.word();
            if is_head(&it.relation) || is_head(&old.relation) {
                return Err(refused(Refusal::OneHead));
            }
            new.relation.clone_from(&it.relation);
            (
                vec![LineFile::word("relation", &old.relation)],
                vec![LineFile::word("relation", &it.relation)],
            )
        }
        _ => {
            file.address = it.text.clone();
            let before = vec![LineFile::sealed("address", &current.address)];
            return Ok((before, vec![LineFile::sealed("address", &it.text)]));
        }
    };
    let with_who = |lines: Vec<LineFile>| [who.clone()].into_iter().chain(lines).collect();
    Ok((with_who(before), with_who(after)))
}

/// 分户: the new household, its head first.
fn split_off(
    filed: &FiledFacts,
    current: &HouseholdFile,
    (members, head): (&[u16], u16),
    today: Date,
) -> HouseholdFile {
    let going = current.present().filter(|it| members.contains(&it.key));
    let mut going: Vec<&MemberFile> = going.collect();
    going.sort_by_key(|it| (it.key != head, it.key));
    let since = filed.happened_on.min(today);
    let new = |(key, it): (u16, &&MemberFile)| MemberFile {
        key,
        relation: if it.key == head { Relation::Head } else { Relation::Other }.word().to_owned(),
        since,
        gone: None,
        person: it.person.clone(),
    };
    HouseholdFile {
        kind: current.kind.clone(),
        address: filed.change.text.clone(),
        members: (1_u16..).zip(&going).map(new).collect(),
    }
}
