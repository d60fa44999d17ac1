//! The acts of the stationing: a list is taken over, a standing is changed.

use super::listed::ListedDepartment;
use super::store::{self, ItemChanged, Listed};
use counter::catalogue::door as catalogue;
use kit::db::Act;
use kit::journal::{Committed, NewEntry, Subject, commit};
use kit::{HallError, Phrase};
use rulebook::stationing::{BASIS, DepartmentStanding, ItemStanding, StationingLevel};

/// Takes over the departments of the act's centre from a county's list.
///
/// # Errors
/// Where a word of the list is not known.
pub(super) fn list(
    act: &mut Act<'_>,
    centre_name: &str,
    departments: &[ListedDepartment],
) -> Result<Committed<usize>, HallError> {
    let records: Result<Vec<_>, Phrase> =
        departments.iter().map(ListedDepartment::record).collect();
    let records = records.map_err(|sentence| HallError::refused(sentence, BASIS))?;
    let count = records.len();
    let event = Listed { centre_name: centre_name.to_owned(), departments: records };
    let subject = Subject::new("centre", act.centre().0);
    commit(act, vec![NewEntry::new(subject, "stationing.listed", &event)?], count)
}

/// Changes how a department stands; `seen` is the revision the form was filled from.
///
/// # Errors
/// `Stale` where somebody else changed it meanwhile.
pub(super) fn change_department(
    act: &mut Act<'_>,
    key: &str,
    standing: &DepartmentStanding,
    seen: i64,
) -> Result<Committed<()>, HallError> {
    let centre = act.centre();
    let mut department = store::department(act, centre, key)?.ok_or_else(unknown_department)?;
    if department.revision != seen {
        return Err(stale(&department.changed_by));
    }
    if department.standing == *standing {
        return Err(HallError::breach("没有任何改动。", "Nothing was changed."));
    }
    department.standing = standing.clone();
    let subject = Subject::new("department", key);
    let entry = NewEntry::new(subject, "stationing.department_changed", &department.record())?;
    commit(act, vec![entry], ())
}

/// Changes how an item stands by itself.
///
/// # Errors
/// `Stale` where somebody else changed it meanwhile; where the rule says no.
pub(super) fn change_item(
    act: &mut Act<'_>,
    code: &str,
    standing: &ItemStanding,
    seen: i64,
) -> Result<Committed<()>, HallError> {
    let target = target_of(act, code)?;
    let checked = standing
        .clone()
        .checked(target)
        .map_err(|fault| HallError::invalid(fault.field(), fault.phrase()))?;
    write_item(act, code, Some(&checked), seen)
}

/// Lets an item follow its department again.
///
/// # Errors
/// `Stale` where somebody else changed it meanwhile.
pub(super) fn align_item(
    act: &mut Act<'_>,
    code: &str,
    seen: i64,
) -> Result<Committed<()>, HallError> {
    target_of(act, code)?;
    write_item(act, code, None, seen)
}

fn target_of(act: &mut Act<'_>, code: &str) -> Result<StationingLevel, HallError> {
    let centre = act.centre();
    let item = catalogue::current(act, centre, code)?.ok_or_else(unknown_item)?;
    Ok(StationingLevel::target(item.definition.handling.mode))
}

fn write_item(
    act: &mut Act<'_>,
    code: &str,
    standing: Option<&ItemStanding>,
    seen: i64,
) -> Result<Committed<()>, HallError> {
    let centre = act.centre();
    let known = store::own_standing(act, centre, code)?;
    if known.as_ref().map_or(0, |it| it.revision) != seen {
        return Err(stale(""));
    }
    if known.and_then(|it| it.standing).as_ref() == standing {
        return Err(HallError::breach("没有任何改动。", "Nothing was changed."));
    }
    let event = ItemChanged {
        code: code.to_owned(),
        level: standing.map_or("", |it| it.level.word()).to_owned(),
        reason: standing.map_or_else(String::new, |it| it.reason.clone()),
    };
    let entry = NewEntry::new(Subject::new("item", code), "stationing.item_changed", &event)?;
    commit(act, vec![entry], ())
}

fn stale(by: &str) -> HallError {
    let by = if by.is_empty() { "他人" } else { by };
    HallError::Stale(Phrase::new(
        format!("{by}已在您打开页面之后修改了进驻情况，请看过最新情况再改。"),
        "Somebody has changed this since you opened the page; look at it again first.",
    ))
}

/// There is no such department in the centre.
pub(super) fn unknown_department() -> HallError {
    HallError::not_found(
        "本中心没有登记这个站所。",
        "This department is not listed for the centre.",
    )
}

/// There is no such item in force.
pub(super) fn unknown_item() -> HallError {
    HallError::not_found(
        "事项库里没有这个生效的事项。",
        "There is no such item in force in the catalogue.",
    )
}
