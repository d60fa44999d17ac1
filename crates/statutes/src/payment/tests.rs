//! Payments, rule by rule.

use super::*;
use calendar::Phrase;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use rulebook::Fen;

const TODAY: Date = date(2026, 11, 23);

fn price(text: &str) -> Price {
    Price::parse(text).expect("a price")
}

fn tariff(charge: Charge) -> Tariff {
    Tariff {
        name: Phrase::of("居民生活用水", "Water for households"),
        basis: "望发改〔2025〕8号".into(),
        rhythm: Rhythm::Monthly,
        charge,
        from: date(2026, 1, 1),
        until: None,
    }
}

fn stepped() -> Charge {
    let step = |upto, text| Step { upto, price: price(text) };
    let steps = vec![step(Some(18), "2.1"), step(Some(25), "3.15"), step(None, "6.3")];
    Charge::Metered { unit: Unit::CubicMetre, steps }
}

fn month(text: &str) -> Period {
    Period::parse(text, Rhythm::Monthly).expect("a month")
}

fn used(units: u64) -> Option<Readings> {
    Readings::new(1_000, 1_000 + units).ok()
}

fn paid(means: Means, reference: &str, received: i64) -> Payment {
    Payment { means, reference: reference.into(), received: Fen::new(received), by: 7 }
}

#[test]
fn a_metered_bill_goes_step_by_step_and_to_the_fen() {
    let tariff = tariff(stepped());
    for (units, fen) in [(0, 0), (10, 2_100), (18, 3_780), (20, 4_410), (30, 9_135)] {
        let amount = tariff.amount(month("2026-11"), used(units), TODAY);
        assert_eq!(amount, Ok(Fen::new(fen)), "{units} m³");
    }
    let power = Charge::Metered {
        unit: Unit::KilowattHour,
        steps: vec![Step { upto: None, price: price("0.5283") }],
    };
    let amount = self::tariff(power).amount(month("2026-10"), used(101), TODAY);
    assert_eq!(amount, Ok(Fen::new(5_336)), "53.3583 yuan");
}

#[test]
fn nothing_off_the_list_and_nothing_without_a_basis_is_charged() {
    let mut ended = tariff(stepped());
    ended.until = Some(date(2026, 9, 30));
    let refused = |it: &Tariff, period, readings| it.amount(month(period), readings, TODAY).err();
    assert_eq!(refused(&ended, "2026-10", used(1)), Some(Refusal::OffTheList));
    assert_eq!(refused(&ended, "2026-09", used(1)), None);
    assert_eq!(refused(&ended, "2025-12", used(1)), Some(Refusal::OffTheList));
    assert_eq!(refused(&tariff(stepped()), "2026-11", None), Some(Refusal::ReadingsMissing));
    assert_eq!(refused(&tariff(stepped()), "2026-12", used(1)), Some(Refusal::PeriodNotBegun));
    let mut bare = tariff(stepped());
    bare.basis = " ".into();
    assert_eq!(bare.checked().err(), Some(Refusal::BasisMissing));
    let nothing = tariff(Charge::Fixed(Fen::NOTHING)).checked();
    assert_eq!(nothing.err(), Some(Refusal::PriceMissing));
    let closed = Charge::Metered {
        unit: Unit::CubicMetre,
        steps: vec![Step { upto: Some(5), price: price("1") }],
    };
    assert_eq!(tariff(closed).checked().err(), Some(Refusal::StepsDisordered));
}

#[test]
fn what_is_free_is_said_and_never_paid() {
    let free = tariff(Charge::Free).checked().expect("on the list");
    let bill = Bill::open(&free, month("2026-11"), None, TODAY).expect("a bill");
    assert_eq!((bill.stage(), bill.amount), (Stage::Free, Fen::NOTHING));
    assert_eq!(bill.pay(paid(Means::Cash, "", 100)).err(), Some(Refusal::FreeOfCharge));
}

#[test]
fn a_meter_runs_forwards_from_where_it_stood() {
    assert_eq!(Readings::new(10, 9).err(), Some(Refusal::ReadingsBackwards));
    assert_eq!(Readings::new(0, u64::MAX).err(), Some(Refusal::ReadingsMissing));
    assert_eq!(Bill::check_readings(Some(1_000), used(3), ""), Ok(()));
    assert_eq!(Bill::check_readings(None, used(3), ""), Ok(()));
    let apart = Bill::check_readings(Some(990), used(3), " ");
    assert_eq!(apart, Err(Refusal::ReadingsApart));
    assert_eq!(Bill::check_readings(Some(990), used(3), "换表"), Ok(()));
}

fn open() -> Bill {
    Bill::open(&tariff(stepped()), month("2026-11"), used(10), TODAY).expect("a bill")
}

#[test]
fn a_bill_is_paid_in_full_once_and_only_cash_gives_change() {
    let cash = open().pay(paid(Means::Cash, "", 5_000)).expect("paid");
    assert_eq!((cash.stage(), cash.change()), (Stage::Paid, Fen::new(2_900)));
    assert_eq!(cash.pay(paid(Means::Cash, "", 5_000)).err(), Some(Refusal::WrongState));
    let refused = |payment| open().pay(payment).err();
    assert_eq!(refused(paid(Means::Cash, "", 2_099)), Some(Refusal::PartPayment));
    assert_eq!(refused(paid(Means::Scan, "W1", 2_101)), Some(Refusal::TooMuch));
    assert_eq!(refused(paid(Means::Transfer, " ", 2_100)), Some(Refusal::ReferenceMissing));
    assert_eq!(refused(paid(Means::Scan, "W1", 2_100)), None);
}

#[test]
fn a_receipt_is_voided_by_a_second_person_with_a_reason() {
    let bill = open().pay(paid(Means::Cash, "", 2_100)).expect("paid");
    let void = |by, reason: &str| bill.clone().void(Voiding { reason: reason.into(), by });
    assert_eq!(void(7, "录错").err(), Some(Refusal::SamePerson));
    assert_eq!(void(8, " ").err(), Some(Refusal::ReasonMissing));
    let gone = void(8, "录错户号").expect("voided");
    assert_eq!(gone.stage(), Stage::Voided);
    assert_eq!(gone.void(Voiding { reason: "x".into(), by: 9 }).err(), Some(Refusal::WrongState));
    let again = open().void(Voiding { reason: "x".into(), by: 9 });
    assert_eq!(again.err(), Some(Refusal::WrongState));
    assert_eq!(open().withdraw(" ").err(), Some(Refusal::ReasonMissing));
    assert_eq!(open().withdraw("表数录错").expect("gone").stage(), Stage::Withdrawn);
    assert_eq!(bill.withdraw("表数录错").err(), Some(Refusal::WrongState));
}

#[test]
fn a_day_is_closed_with_its_cash_counted_and_a_difference_explained() {
    let count = |cash, explanation: &str, to: &str| Counted {
        cash: Fen::new(cash),
        explanation: explanation.into(),
        handed_to: to.into(),
    };
    let close =
        |day, movements, counted| Closing::of((day, TODAY), (movements, Fen::new(4_200)), counted);
    let whole = close(TODAY, 2, count(4_200, "", "供水站出纳")).expect("closed");
    assert_eq!(whole.difference(), Fen::NOTHING);
    let short = close(TODAY, 2, count(4_100, "", "供水站出纳")).err();
    assert_eq!(short, Some(Refusal::DifferenceUnexplained));
    let told = close(TODAY, 2, count(4_100, "找零多给一元", "出纳")).expect("closed");
    assert_eq!(told.difference(), Fen::new(-100));
    let nobody = close(TODAY, 2, count(4_200, "", " ")).err();
    assert_eq!(nobody, Some(Refusal::HandoverMissing));
    let empty = close(TODAY, 0, count(4_200, "", "出纳")).err();
    assert_eq!(empty, Some(Refusal::NothingToClose));
    let ahead = close(date(2026, 11, 24), 2, count(4_200, "", "出纳")).err();
    assert_eq!(ahead, Some(Refusal::DayAhead));
}

#[test]
fn periods_and_prices_are_read_as_people_write_them() {
    assert_eq!(month("2026-02").last_day(), date(2026, 2, 28));
    let year = Period::parse("2027", Rhythm::Yearly).expect("a year");
    assert_eq!((year.to_string(), year.last_day()), ("2027".to_owned(), date(2027, 12, 31)));
    for wrong in ["2026-13", "2026", "", "1999-01", "٢٠٢٦-01"] {
        assert_eq!(Period::parse(wrong, Rhythm::Monthly), Err(Refusal::PeriodWrong), "{wrong}");
    }
    for (text, shown) in [("3.1", "3.10"), ("0.5283", "0.5283"), ("12", "12.00")] {
        assert_eq!(price(text).to_string(), shown);
    }
    for wrong in ["", "0", "-1", "0.12345", "1e3", "99999999"] {
        assert_eq!(Price::parse(wrong), Err(Refusal::PriceMissing), "{wrong}");
    }
}

#[test]
fn an_amount_is_written_out_as_receipts_write_it() {
    for (fen, text) in [
        (0, "零元整"),
        (2_100, "贰拾壹元整"),
        (105, "壹元零伍分"),
        (150, "壹元伍角整"),
        (38_050, "叁佰捌拾元伍角整"),
        (1_000_000, "壹万元整"),
        (10_001_099, "壹拾万零壹拾元玖角玖分"),
        (5, "伍分"),
    ] {
        assert_eq!(in_capitals(Fen::new(fen)), text);
    }
}

proptest! {
    #[test]
    fn more_use_never_costs_less(units in 0_u64..5_000, more in 0_u64..5_000) {
        let tariff = tariff(stepped());
        let cost = |units| tariff.amount(month("2026-11"), used(units), TODAY).expect("an amount");
        prop_assert!(cost(units) <= cost(units + more));
        let lines = tariff.lines(used(units));
        prop_assert_eq!(lines.iter().map(|it| it.units).sum::<u64>(), units);
    }
}
