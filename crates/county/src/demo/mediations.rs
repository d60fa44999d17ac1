//! Three disputes: a boundary agreed on and half performed, wages with a session tomorrow, and
//! neighbours of whom one has not been heard yet.

use super::cases::History;
use super::clock::LoadingClock;
use super::{Resident, residents};
use anyhow::Context;
use jiff::ToSpan;
use jiff::civil::Date;
use kit::Hall;
use kit::db::{ActHead, CentreId};
use kit::form::FormErrors;
use kit::journal::Actor;
use mediation::mediations::door::{self as mediations, Deed, NewMediation, TypedParty};
use office::people::door as people;
use rulebook::mediation::{
    About, Choice, Consent, Dispute, Form, Mediator, Origin, Performance, Side,
};

/// The item of mediation in the shipped catalogue.
const ITEM: &str = "TJ-001";

struct Place<'a> {
    hall: &'a Hall,
    head: ActHead,
    residents: Vec<Resident>,
}

/// What happened two weeks ago: a boundary agreed on, and wages heard once.
pub(super) fn load_early(
    hall: &Hall,
    (county, centre): (CentreId, CentreId),
    history: &History,
    clock: &dyn LoadingClock,
) -> anyhow::Result<()> {
    if house::told(hall.db.read_now(move |read| mediations::has_any(read, centre)))? {
        return Ok(());
    }
    let Some(place) = Place::find(hall, county, centre)? else { return Ok(()) };
    let today = history.today();
    let at = |hour, minute| clock.set(history.at(15, (hour, minute)));
    at(14, 10);
    let that_day = kit::clock::day_of(clock.now_ms());
    let about = (Dispute::Boundary, Origin::Written);
    let boundary = place.open(about, "两家承包地的地界被雨水冲毁，要求重新确定界址", (3, 5))?;
    place.hear_both(&boundary)?;
    place.act(&boundary, session(that_day, 14 * 60 + 30))?;
    at(15, 10);
    place.hold(&boundary, "双方到现场丈量，对原界石的位置没有异议。")?;
    let until = today.saturating_sub(1.days());
    let terms = vec![
        (place.sealed("双方共同确认以原界石为界"), "A1".to_owned(), that_day),
        (place.sealed("重新埋设界石并恢复田埂"), "B1".to_owned(), until),
    ];
    let revisit = today.saturating_add(5.days());
    place.act(&boundary, Deed::Agree(Form::Written, terms, both(), revisit))?;
    place.act(&boundary, Deed::Perform(1, Performance::Full, String::new()))?;
    at(15, 30);
    let about = (Dispute::Wages, Origin::Oral);
    let wages = place.open(about, "砌墙工资八千四百元至今未付", (8, 6))?;
    place.hear_both(&wages)?;
    place.act(&wages, session(that_day, 16 * 60))?;
    at(16, 50);
    place.hold(&wages, "承包人认可欠款数额，提出分期支付，申请人要考虑。")
}

/// What happened today: the second session is set, and neighbours came.
pub(super) fn load_late(
    hall: &Hall,
    (county, centre): (CentreId, CentreId),
    clock: &dyn LoadingClock,
) -> anyhow::Result<()> {
    let Some(place) = Place::find(hall, county, centre)? else { return Ok(()) };
    let known = house::told(hall.db.read_now(move |read| mediations::numbers(read, centre)))?;
    let [wages, _boundary] = known.as_slice() else { return Ok(()) };
    let tomorrow = kit::clock::day_of(clock.now_ms()).saturating_add(1.days());
    place.act(wages, session(tomorrow, 9 * 60 + 30))?;
    let about = (Dispute::Neighbours, Origin::Committee);
    let said = "楼上装修漏水，楼下墙面受损，双方为修复费用争执";
    let neighbours = place.open(about, said, (10, 13))?;
    place.act(&neighbours, Deed::Hear("A1".to_owned(), Consent::Given))
}

fn session(day: Date, minute: u16) -> Deed {
    Deed::Set(day, minute, "中心调解室".to_owned())
}

fn both() -> Vec<String> {
    vec!["A1".to_owned(), "B1".to_owned()]
}

impl<'a> Place<'a> {
    /// The centre of the accounts that are printed; none elsewhere.
    fn find(hall: &'a Hall, county: CentreId, centre: CentreId) -> anyhow::Result<Option<Self>> {
        let holders = hall.db.read_now(move |read| people::holders(read, county, centre));
        let holders = house::told(holders)?;
        let Some(clerk) = holders.iter().find(|it| it.login == "clerk") else { return Ok(None) };
        let actor = Actor { account: clerk.account, name: clerk.name.clone(), ..Actor::default() };
        Ok(Some(Self { hall, head: ActHead { centre, actor }, residents: residents()? }))
    }

    fn sealed(&self, text: &str) -> String {
        mediations::seal_text(&self.hall.vault, text)
    }

    fn open(
        &self,
        (dispute, origin): (Dispute, Origin),
        matter: &str,
        (one, other): (usize, usize),
    ) -> anyhow::Result<String> {
        let mut errors = FormErrors::new();
        let mut parties = Vec::new();
        for (key, side, number) in [("A1", Side::One, one), ("B1", Side::Other, other)] {
            let resident = self.residents.get(number).context("the file has too few residents")?;
            let typed = TypedParty {
                name: resident.name.clone(),
                phone: resident.phone.clone(),
                identity: resident.identity_number.clone(),
            };
            let vault = &self.hall.vault;
            parties.push(mediations::read_party((key, side), &typed, vault, &mut errors));
        }
        let about = About { origin, dispute, item: ITEM.to_owned(), case: String::new() };
        let new = NewMediation { about, matter: self.sealed(matter), parties };
        let done = self.hall.db.act_now(self.head.clone(), move |act| mediations::open(act, &new));
        Ok(house::told(done)?.number)
    }

    fn act(&self, number: &str, deed: Deed) -> anyhow::Result<()> {
        let number = number.to_owned();
        let done = self
            .hall
            .db
            .act_now(self.head.clone(), move |act| mediations::perform(act, (&number, 0), &deed));
        house::told(done).map(drop)
    }

    /// Both sides consent, and two mediators are chosen.
    fn hear_both(&self, number: &str) -> anyhow::Result<()> {
        for party in both() {
            self.act(number, Deed::Hear(party, Consent::Given))?;
        }
        let mediators = ["金云澜", "陶知远"].map(|name| Mediator { name: name.to_owned() });
        self.act(number, Deed::Name(mediators.into(), Choice::Parties))
    }

    /// The first session was held, with both sides.
    fn hold(&self, number: &str, record: &str) -> anyhow::Result<()> {
        self.act(number, Deed::Hold(1, both(), self.sealed(record)))
    }
}
