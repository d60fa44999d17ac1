//! Payments: a list of rates (fictional), a closed day two weeks ago with a receipt that was void,
//! and bills of today, one of them still to be paid.

use super::cases::History;
use super::clock::LoadingClock;
use super::{Resident, residents};
use anyhow::Context;
use civic::payments::door::TariffRecord;
use civic::payments::door::{self as payments, ChargeRecord, NewBill, PayeeRecord, Taken};
use jiff::ToSpan;
use jiff::civil::Date;
use kit::Hall;
use kit::db::{ActHead, CentreId};
use kit::form::FormErrors;
use kit::journal::Actor;
use office::people::door as people;
use rulebook::Fen;
use statutes::payment::{Counted, Means};

struct Place<'a> {
    hall: &'a Hall,
    clerk: ActHead,
    director: ActHead,
    residents: Vec<Resident>,
}

/// What happened two weeks ago: the list is entered, money taken, the day closed.
pub(super) fn load_early(
    hall: &Hall,
    (county, centre): (CentreId, CentreId),
    history: &History,
    clock: &dyn LoadingClock,
) -> anyhow::Result<()> {
    if house::told(hall.db.read_now(move |read| payments::has_any(read, centre)))? {
        return Ok(());
    }
    let Some(place) = Place::find(hall, county, centre)? else { return Ok(()) };
    clock.set(history.at(15, (17, 0)));
    let day = kit::clock::day_of(clock.now_ms());
    place.list(day)?;
    let month = month_before(day);
    let water = place.bill("01-01", (2, "99010012"), &month, Some((312, 334)))?;
    place.pay(&water, Means::Cash, "")?;
    let power = place.bill("02-01", (2, "99020012"), &month, Some((4_180, 4_390)))?;
    place.pay(&power, Means::Scan, "SM990001")?;
    let wrong = place.bill("01-01", (7, "99010017"), &month, Some((90, 99)))?;
    place.pay(&wrong, Means::Cash, "")?;
    let number = wrong.clone();
    let void =
        move |act: &mut kit::db::Act<'_>| payments::void(act, (&number, 0), "户号录错，已当场退款");
    house::told(hall.db.act_now(place.director.clone(), void))?;
    let counted = Counted {
        cash: Fen::new(water_of(22)),
        explanation: String::new(),
        handed_to: "供水站出纳".to_owned(),
    };
    let close = move |act: &mut kit::db::Act<'_>| payments::close_day(act, day, &counted);
    house::told(hall.db.act_now(place.clerk.clone(), close)).map(drop)
}

/// What happened today: two bills paid, one still open.
pub(super) fn load_late(
    hall: &Hall,
    (county, centre): (CentreId, CentreId),
    clock: &dyn LoadingClock,
) -> anyhow::Result<()> {
    let Some(place) = Place::find(hall, county, centre)? else { return Ok(()) };
    let today = kit::clock::day_of(clock.now_ms());
    let filter = move |read: &mut dyn kit::db::Read| payments::billed_on(read, centre, today);
    if house::told(hall.db.read_now(filter))? {
        return Ok(());
    }
    let month = month_before(today);
    let water = place.bill("01-01", (9, "99010019"), &month, Some((1_020, 1_038)))?;
    place.pay(&water, Means::Cash, "")?;
    let next_year = (today.year() + 1).to_string();
    let insured = place.bill("03-01", (11, "C99010111"), &next_year, None)?;
    place.pay(&insured, Means::Transfer, "ZZ990001")?;
    place.bill("02-01", (9, "99020019"), &month, Some((7_700, 7_961))).map(drop)
}

/// Water of so many cubic metres, in fen, by the rate below.
fn water_of(units: i64) -> i64 {
    let first = units.min(18);
    first * 210 + (units - first) * 315
}

fn month_before(day: Date) -> String {
    let before = day.first_of_month().saturating_sub(1.days());
    format!("{:04}-{:02}", before.year(), before.month())
}

impl<'a> Place<'a> {
    /// The centre of the accounts that are printed; none elsewhere.
    fn find(hall: &'a Hall, county: CentreId, centre: CentreId) -> anyhow::Result<Option<Self>> {
        let holders = hall.db.read_now(move |read| people::holders(read, county, centre));
        let holders = house::told(holders)?;
        let head = |login: &str| {
            holders.iter().find(|it| it.login == login).map(|it| {
                let name = it.name.clone();
                let actor = Actor { account: it.account, name, ..Actor::default() };
                ActHead { centre, actor }
            })
        };
        let Some((clerk, director)) = head("clerk").zip(head("director")) else { return Ok(None) };
        Ok(Some(Self { hall, clerk, director, residents: residents()? }))
    }

    /// The list of rates: water and electricity by use, the yearly contribution as fixed.
    fn list(&self, day: Date) -> anyhow::Result<()> {
        let from = day.first_of_year();
        let rate = |(name, english): (&str, &str), basis: &str, charge| TariffRecord {
            name: name.to_owned(),
            name_english: english.to_owned(),
            basis: basis.to_owned(),
            rhythm: "month".to_owned(),
            charge,
            from,
            until: None,
        };
        let water = ChargeRecord::Metered {
            unit: "m3".to_owned(),
            steps: vec![(Some(18), 21_000), (None, 31_500)],
        };
        let power = ChargeRecord::Metered {
            unit: "kwh".to_owned(),
            steps: vec![(Some(150), 5_283), (Some(240), 5_783), (None, 8_283)],
        };
        let free =
            rate(("过户更名", "Change of holder"), "县供水服务承诺（不收费）", ChargeRecord::Free);
        let water = rate(("居民生活用水", "Water for households"), "望发改〔2025〕8号", water);
        let power = rate(("居民生活用电", "Power for households"), "省发展改革委目录电价", power);
        let mut insured = rate(
            ("居民医保个人缴费", "Personal contribution"),
            "年度参保缴费通知",
            ChargeRecord::Fixed { fen: 40_000 },
        );
        "year".clone_into(&mut insured.rhythm);
        let all = [
            (("望溪供水站", "Wangxi Waterworks", "GS-002"), vec![water, free]),
            (("望溪供电所", "Wangxi Power", "GD-003"), vec![power]),
            (("城乡居民医保", "Residents' medical insurance", "SW-001"), vec![insured]),
        ];
        for ((name, english, item), rates) in all {
            let payee = PayeeRecord {
                name: name.to_owned(),
                name_english: english.to_owned(),
                item: item.to_owned(),
            };
            let enter = move |act: &mut kit::db::Act<'_>| payments::enter_payee(act, &payee);
            let key = house::told(self.hall.db.act_now(self.director.clone(), enter))?;
            for rate in rates {
                let of = key.clone();
                let set = move |act: &mut kit::db::Act<'_>| payments::set_tariff(act, &of, &rate);
                house::told(self.hall.db.act_now(self.director.clone(), set))?;
            }
        }
        Ok(())
    }

    fn bill(
        &self,
        tariff: &str,
        (resident, account): (usize, &str),
        period: &str,
        readings: Option<(u64, u64)>,
    ) -> anyhow::Result<String> {
        let resident = self.residents.get(resident).context("the file has too few residents")?;
        let mut errors = FormErrors::new();
        let who = payments::who(account, &resident.name, &self.hall.vault, &mut errors);
        let new = NewBill {
            tariff: tariff.to_owned(),
            who,
            period: period.to_owned(),
            readings,
            ..NewBill::default()
        };
        let made = move |act: &mut kit::db::Act<'_>| payments::bill(act, &new);
        Ok(house::told(self.hall.db.act_now(self.clerk.clone(), made))?.number)
    }

    fn pay(&self, number: &str, means: Means, reference: &str) -> anyhow::Result<()> {
        let taken = Taken { means, reference: reference.to_owned(), received: None };
        let number = number.to_owned();
        let paid = move |act: &mut kit::db::Act<'_>| payments::pay(act, (&number, 0), &taken);
        house::told(self.hall.db.act_now(self.clerk.clone(), paid)).map(drop)
    }
}
