//! The household register: a family founded two weeks ago with a birth that was filed late, and a
//! move that waits for the police station.

use super::cases::History;
use super::clock::LoadingClock;
use super::{Resident, residents};
use anyhow::Context;
use civic::registers::door::{self as registers, Deed, Done};
use jiff::ToSpan;
use jiff::civil::Date;
use kit::Hall;
use kit::db::{ActHead, CentreId};
use kit::journal::Actor;
use office::people::door as people;
use rulebook::person::{IdentityNumber, Sex};

/// What happened two weeks ago.
pub(super) fn load_early(
    hall: &Hall,
    (county, centre): (CentreId, CentreId),
    history: &History,
    clock: &dyn LoadingClock,
) -> anyhow::Result<()> {
    if house::told(hall.db.read_now(move |read| registers::has_any(read, centre)))? {
        return Ok(());
    }
    let holders = hall.db.read_now(move |read| people::holders(read, county, centre));
    let holders = house::told(holders)?;
    let Some(approver) = holders.iter().find(|it| it.login == "approver") else { return Ok(()) };
    let actor =
        Actor { account: approver.account, name: approver.name.clone(), ..Actor::default() };
    let place = Place { hall, head: ActHead { centre, actor } };
    clock.set(history.at(15, (17, 20)));
    let day = kit::clock::day_of(clock.now_ms());
    let residents = residents()?;
    let of = |place: usize| residents.get(place).context("the file has too few residents");
    let mut founding = person(of(14)?)?;
    founding.extend(pairs(&[("kind", "family"), ("address", "青榕镇溪头村三组十二号")]));
    let household = place.entered("founding", (day, ""), founding)?.household;
    let mut birth = pairs(&[("name", "柏小溪"), ("sex", "female"), ("relation", "grandchild")]);
    birth.extend(pairs(&[("late_reason", "父母在外务工，返乡后申报")]));
    let born = day.saturating_sub(70.days());
    place.entered("birth", (born, &household), birth)?;
    let mut moved = person(of(15)?)?;
    moved.extend(pairs(&[("relation", "spouse"), ("place", "望溪县城关镇东街")]));
    let number = place.filed("move-in", (day, &household), moved)?.number;
    place.perform(&number, Deed::Send("户报〔2026〕7号".to_owned())).map(drop)
}

fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// A resident as typed into the form.
fn person(resident: &Resident) -> anyhow::Result<Vec<(String, String)>> {
    let number = IdentityNumber::parse(&resident.identity_number);
    let number = number.map_err(|fault| anyhow::anyhow!("{}", fault.phrase().en))?;
    let born = number.birth_date().to_string();
    let sex = if number.sex() == Sex::Male { "male" } else { "female" };
    Ok(pairs(&[
        ("name", resident.name.as_str()),
        ("identity", number.as_str()),
        ("born", born.as_str()),
        ("sex", sex),
    ]))
}

struct Place<'a> {
    hall: &'a Hall,
    head: ActHead,
}

impl Place<'_> {
    fn filed(
        &self,
        item: &str,
        (day, household): (Date, &str),
        mut typed: Vec<(String, String)>,
    ) -> anyhow::Result<Done> {
        let happened_on = day.to_string();
        typed.extend(pairs(&[
            ("for", item),
            ("household", household),
            ("happened_on", happened_on.as_str()),
        ]));
        let new = house::told(registers::typed(typed, &self.hall.vault))?;
        let file = move |act: &mut kit::db::Act<'_>| registers::file(act, &new);
        house::told(self.hall.db.act_now(self.head.clone(), file))
    }

    fn perform(&self, number: &str, deed: Deed) -> anyhow::Result<Done> {
        let number = number.to_owned();
        let perform =
            move |act: &mut kit::db::Act<'_>| registers::perform(act, (&number, 0), &deed);
        house::told(self.hall.db.act_now(self.head.clone(), perform))
    }

    fn entered(
        &self,
        item: &str,
        at: (Date, &str),
        typed: Vec<(String, String)>,
    ) -> anyhow::Result<Done> {
        let filed = self.filed(item, at, typed)?;
        self.perform(&filed.number, Deed::Enter)
    }
}
