//! To whom a contact may be offered: colleagues who may keep contacts, and departments.

use kit::form::OptionView;
use kit::rights::{Power, holds};
use kit::{HallError, Visit};
use office::people::door::{self as people, PostRef};
use office::posts::door as posts;
use std::collections::BTreeMap;
use threshold::contact::{Keeper, Next};

/// One to whom a contact may be offered, with the value a form sends for it.
pub(in crate::contacts) struct Colleague {
    pub(in crate::contacts) value: String,
    label: String,
    pub(in crate::contacts) next: Next,
}

/// Everybody in the visitor's centre to whom a contact may be offered, departments first.
pub(in crate::contacts) async fn all(visit: &Visit) -> Result<Vec<Colleague>, HallError> {
    let (centre, county, words) = (visit.centre()?, visit.hall.site.county, visit.words());
    let directory = posts::directory(&visit.hall).await?;
    let Some(place) = directory.centre(centre) else { return Ok(Vec::new()) };
    let holders = visit
        .read(move |read| {
            let mut keeping = BTreeMap::new();
            let mut all = Vec::new();
            for holder in people::holders(read, county, centre)? {
                if !keeping.contains_key(&holder.post) {
                    let roles =
                        people::roles(read, county, &PostRef::new(centre, holder.post.clone()))?;
                    let may = roles.into_iter().any(|role| holds(role, Power::KeepContacts));
                    keeping.insert(holder.post.clone(), may);
                }
                if keeping.get(&holder.post).copied().unwrap_or_default() {
                    all.push(holder);
                }
            }
            Ok(all)
        })
        .await?;
    let me = visit.member()?.account;
    let department_of =
        |post: &str| place.post(post).map(|it| it.record.department.clone()).unwrap_or_default();
    let mut colleagues: Vec<Colleague> = place
        .open_departments()
        .filter(|department| {
            holders.iter().any(|it| it.account != me && department_of(&it.post) == department.key)
        })
        .map(|department| {
            let english = &department.short_english;
            let english = if english.is_empty() { &department.short } else { english };
            let name = words.say(&department.short, english);
            Colleague {
                value: format!("department:{}", department.key),
                label: words.fill("{}（部门）", "{} (department)", &[&name]),
                next: Next::Department {
                    key: department.key.clone(),
                    name: department.short.clone(),
                },
            }
        })
        .collect();
    let mut seen = Vec::new();
    for holder in holders.into_iter().filter(|it| it.account != me) {
        if seen.contains(&holder.account) {
            continue;
        }
        seen.push(holder.account);
        let title = place.post(&holder.post).map(|it| it.record.title.clone());
        colleagues.push(Colleague {
            value: format!("person:{}", holder.account),
            label: format!("{} · {}", holder.name, title.unwrap_or_default()),
            next: Next::Person(Keeper {
                account: holder.account,
                department: department_of(&holder.post),
                name: holder.name,
            }),
        });
    }
    Ok(colleagues)
}

/// The choices of a form.
pub(in crate::contacts) fn options(all: &[Colleague], prompt: &str) -> Vec<OptionView> {
    let mut options = vec![OptionView::new("", prompt)];
    options.extend(all.iter().map(|it| OptionView::new(it.value.clone(), it.label.clone())));
    options
}

/// The one behind a value that a form or program sent.
pub(in crate::contacts) fn of_value(all: Vec<Colleague>, value: &str) -> Option<Next> {
    all.into_iter().find(|it| it.value == value).map(|it| it.next)
}
