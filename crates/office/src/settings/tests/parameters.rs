//! Parameters.

use super::{administrator, everything_is_whole, plan, sent};
use crate::settings::door::{Parameter, Parameters, parameters};
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, House, OTHER_CENTRE, Page, on_each_engine};

fn supplement_days(house: &House, centre: kit::db::CentreId) -> u16 {
    let read = house.hall.db.read_now(move |read| parameters(read, centre));
    read.unwrap().days(Parameter::SupplementDays)
}

/// Fills the form in as it stands, with some values changed.
fn choose(browser: &mut Browser, page: &Page, changes: &[(&str, &str)]) -> Page {
    let mut fields = vec![("idempotency_key".to_owned(), page.value_of("idempotency_key"))];
    for parameter in Parameter::ALL {
        for name in [parameter.code().to_owned(), format!("seen-{}", parameter.code())] {
            let changed = changes.iter().find(|(field, _)| *field == name);
            let value = changed.map_or_else(|| page.value_of(&name), |(_, it)| (*it).to_owned());
            fields.push((name, value));
        }
    }
    let reason = changes.iter().find(|(field, _)| *field == "reason").map_or("", |(_, it)| it);
    fields.push(("reason".to_owned(), reason.to_owned()));
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post("/settings/parameters", &fields)
}

#[test]
fn a_parameter_is_chosen_for_one_centre_and_says_by_whom_and_why() {
    on_each_engine(plan, |house| {
        let mut browser = administrator(house);
        let page = browser.get("/settings/parameters");
        assert!(page.shows("30 天（自然日）"));
        assert!(page.shows("未调整"));
        let chosen =
            choose(&mut browser, &page, &[("supplement_days", "45"), ("reason", "山区邮路远")]);
        sent(&chosen);
        assert_eq!(supplement_days(house, CENTRE), 45);
        assert_eq!(supplement_days(house, OTHER_CENTRE), 30);
        let page = browser.get("/settings/parameters");
        assert!(page.shows("柏溪达：山区邮路远"), "{}", page.body);
        everything_is_whole(house);
    });
}

#[test]
fn the_director_chooses_parameters_for_the_own_centre() {
    on_each_engine(plan, |house| {
        let mut director = house.browser_of(CENTRE, &[Role::Director]);
        let page = director.get("/settings/parameters");
        let changes = [("supplement_days", "40"), ("reason", "山区邮路远")];
        sent(&choose(&mut director, &page, &changes));
        assert_eq!(supplement_days(house, CENTRE), 40);
        assert_eq!(supplement_days(house, OTHER_CENTRE), 30);
    });
}

#[test]
fn a_choice_that_cannot_be_is_refused_and_what_was_typed_is_kept() {
    on_each_engine(plan, |house| {
        let mut browser = administrator(house);
        let page = browser.get("/settings/parameters");
        let refused = choose(&mut browser, &page, &[("supplement_days", "3650"), ("reason", "试")]);
        assert_eq!(refused.status, 422);
        assert!(refused.shows("请填写5至180之间的整数"));
        assert_eq!(refused.value_of("supplement_days"), "3650");
        let unexplained = choose(&mut browser, &page, &[("supplement_days", "60")]);
        assert_eq!(unexplained.status, 422);
        assert!(unexplained.shows("请写明原因"));
        let unchanged = choose(&mut browser, &page, &[("reason", "无")]);
        assert_eq!(unchanged.status, 422);
        assert!(unchanged.shows("参数没有变化"));
        assert_eq!(supplement_days(house, CENTRE), 30);
    });
}

#[test]
fn two_administrators_do_not_choose_over_each_other() {
    on_each_engine(plan, |house| {
        let (mut one, mut other) = (administrator(house), administrator(house));
        let first = one.get("/settings/parameters");
        let second = other.get("/settings/parameters");
        sent(&choose(&mut one, &first, &[("supplement_days", "45"), ("reason", "甲")]));
        let late = choose(&mut other, &second, &[("supplement_days", "60"), ("reason", "乙")]);
        assert_eq!(late.status, 409);
        assert_eq!(supplement_days(house, CENTRE), 45);
    });
}

#[test]
fn clerks_see_parameters_and_cannot_change_them() {
    on_each_engine(plan, |house| {
        let mut clerk = house.browser_of(CENTRE, &[Role::WindowClerk]);
        let page = clerk.get("/settings/parameters");
        assert_eq!(page.status, 200);
        assert!(!page.shows("name=\"reason\""));
        let refused = clerk.post("/settings/parameters", &[("supplement_days", "60")]);
        assert_eq!(refused.status, 403);
        let mut english = administrator(house).in_english();
        assert!(english.get("/settings/parameters").shows("Time to supplement"));
    });
}

#[test]
fn every_default_lies_within_its_bounds() {
    for parameter in Parameter::ALL {
        let description = parameter.description();
        let (low, high) = description.bounds;
        assert!((low..=high).contains(&description.default), "{parameter:?}");
        assert_eq!(Parameter::from_code(parameter.code()), Some(parameter));
    }
}

#[test]
fn a_centre_without_choices_follows_the_house() {
    let parameters = Parameters::of([("supplement_days", 45), ("forgotten", 7)]);
    assert_eq!(parameters.days(Parameter::SupplementDays), 45);
    assert_eq!(parameters.days(Parameter::SupplementReminderDays), 5);
}

#[test]
fn a_value_outside_the_bounds_is_refused_in_words() {
    assert_eq!(Parameter::SupplementDays.parse(" 60 "), Ok(60));
    for text in ["", "4", "181", "六十", "30.5"] {
        let fault = Parameter::SupplementDays.parse(text).unwrap_err();
        assert_eq!(fault.zh, "请填写5至180之间的整数。", "{text}");
    }
}
